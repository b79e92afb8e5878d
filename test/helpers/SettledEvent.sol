// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IVoucherEvents} from "../../contracts/voucher/IVoucherEvents.sol";
import {Vm} from "./Vm.sol";

/// @notice Whether `log` says that the burn before it was a payment its holder had signed.
function isSettled(Vm.Log calldata log) pure returns (bool) {
    return log.topics[0] == IVoucherEvents.PaymentSettled.selector;
}

/// @notice Under which number of the holder.
function settledOf(Vm.Log calldata log) pure returns (uint24 id) {
    return abi.decode(log.data, (uint24));
}

/// @notice Whether `log` says to whom the payments settled before it went.
function isRun(Vm.Log calldata log) pure returns (bool) {
    return log.topics[0] == IVoucherEvents.RunSettled.selector;
}

/// @notice In which programme, and to whom.
function runOf(Vm.Log calldata log) pure returns (uint64 programme, address merchant) {
    return (abi.decode(log.data, (uint64)), address(uint160(uint256(log.topics[1]))));
}
