// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Handler} from "./Handler.sol";
import {Vm} from "./Vm.sol";

/// @title MinedLogs
/// @notice Of the events that the runner recorded, those that a chain would have: the runner records those of calls
/// that reverted too.
library MinedLogs {
    Vm private constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    /// @notice The events since this was last asked, without those between a `CallBegins` and a `CallRefused`.
    function take() internal returns (Vm.Log[] memory mined) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        mined = new Vm.Log[](logs.length);
        (uint256 length, uint256 begun) = (0, 0);
        for (uint256 i = 0; i < logs.length; ++i) {
            bytes32 name = logs[i].topics[0];
            if (name == Handler.CallBegins.selector) begun = length;
            else if (name == Handler.CallRefused.selector) length = begun;
            else mined[length++] = logs[i];
        }
        assembly ("memory-safe") {
            mstore(mined, length)
        }
    }
}
