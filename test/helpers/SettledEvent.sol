// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IVoucherEvents} from "../../contracts/voucher/IVoucherEvents.sol";
import {Vm} from "./Vm.sol";

/// @notice Whether `log` says that the burn before it was a payment its holder had signed.
function isSettled(Vm.Log calldata log) pure returns (bool) {
    return log.topics[0] == IVoucherEvents.PaymentSettled.selector;
}

/// @notice To whom, and under which number of the holder.
function settledOf(Vm.Log calldata log) pure returns (address merchant, uint24 id) {
    return (address(uint160(uint256(log.topics[2]))), abi.decode(log.data, (uint24)));
}
