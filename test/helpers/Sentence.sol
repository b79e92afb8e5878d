// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Vm} from "./Vm.sol";

/// @title Sentence
/// @notice Words for what a law's check found.
library Sentence {
    Vm private constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    /// @notice `law`, and the two numbers of which it speaks.
    function differ(string memory law, uint256 left, uint256 right) internal pure returns (string memory) {
        return string.concat(law, " (", vm.toString(left), " and ", vm.toString(right), ")");
    }

    /// @notice `law`, of whom, and the two numbers of which it speaks.
    function differ(
        string memory law,
        address who,
        uint256 left,
        uint256 right
    ) internal pure returns (string memory) {
        return differ(string.concat(law, " of ", vm.toString(who)), left, right);
    }

    /// @notice The sentence inside the encoded error `refusal`, whose one parameter it is.
    function inside(bytes memory refusal) internal pure returns (string memory) {
        bytes memory body = new bytes(refusal.length - 4);
        for (uint256 i = 0; i < body.length; ++i) {
            body[i] = refusal[i + 4];
        }
        return abi.decode(body, (string));
    }
}
