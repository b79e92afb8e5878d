// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Vm} from "./Vm.sol";

/// @title TestBase
/// @notice What every Solidity test stands on: the cheatcodes, assertions whose messages are sentences, and what the
/// invariant runner asks a test contract for.
abstract contract TestBase {
    /// @dev The address at which the runner answers cheatcodes.
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    /// @notice The functions of one contract that the invariant runner calls.
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    error AssertionFailed(string sentence);

    address[] private _targetContracts;
    FuzzSelector[] private _targetSelectors;

    /// @notice Read by the invariant runner: the contracts it calls.
    function targetContracts() public view returns (address[] memory) {
        return _targetContracts;
    }

    /// @notice Read by the invariant runner: the functions it calls.
    function targetSelectors() public view returns (FuzzSelector[] memory) {
        return _targetSelectors;
    }

    /// @dev Makes `selector` of `target` what the invariant runner calls.
    function _target(address target, bytes4 selector) internal {
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = selector;
        _targetContracts.push(target);
        _targetSelectors.push(FuzzSelector(target, selectors));
    }

    /// @dev Fails with `sentence` where `holds` is false.
    function _assert(bool holds, string memory sentence) internal pure {
        if (!holds) revert AssertionFailed(sentence);
    }

    /// @dev Fails with `sentence` and both numbers where they differ.
    function _assertEq(uint256 found, uint256 expected, string memory sentence) internal pure {
        if (found == expected) return;
        revert AssertionFailed(
            string.concat(sentence, ": found ", vm.toString(found), ", expected ", vm.toString(expected))
        );
    }

    /// @dev Fails with `sentence` and both byte strings where they differ.
    function _assertEq(bytes memory found, bytes memory expected, string memory sentence) internal pure {
        if (keccak256(found) == keccak256(expected)) return;
        revert AssertionFailed(
            string.concat(sentence, ": found ", vm.toString(found), ", expected ", vm.toString(expected))
        );
    }

    /// @dev Fails with the violation that a law's check reported, if it did.
    function _assertLaw(string memory violation) internal pure {
        if (bytes(violation).length != 0) revert AssertionFailed(violation);
    }

    /// @dev Fails unless a law's check reported a violation that begins with `law`.
    function _assertViolates(string memory violation, string memory law) internal pure {
        bytes memory found = bytes(violation);
        bytes memory start = bytes(law);
        _assert(found.length != 0, string.concat(law, ": the check did not see the planted bug"));
        for (uint256 i = 0; i < start.length; ++i) {
            _assert(
                i < found.length && found[i] == start[i],
                string.concat(law, " expected, but: ", violation)
            );
        }
    }

    /// @dev Maps `x` evenly into `low` to `high`, both included.
    function _bound(uint256 x, uint256 low, uint256 high) internal pure returns (uint256) {
        return high - low == type(uint256).max ? x : low + (x % (high - low + 1));
    }
}
