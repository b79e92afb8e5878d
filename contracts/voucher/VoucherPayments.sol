// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {VoucherPurchases} from "./VoucherPurchases.sol";
import {VoucherRefunds} from "./VoucherRefunds.sol";
import {VoucherSettlement} from "./VoucherSettlement.sol";
import {VoucherState} from "./VoucherState.sol";
import {Surroundings} from "./Surroundings.sol";

/// @title VoucherPayments
/// @notice Payments beyond the plain one: purchases with papers, signed payments, refunds. See `IVoucherPayments`.
/// @dev Deployed once, before the `VoucherProgramme` that runs this code on its own storage. Called at its own address it touches
/// no voucher: there is no programme here. A caller can pay money there that the caller approved to that address.
contract VoucherPayments is VoucherPurchases, VoucherSettlement, VoucherRefunds {
    constructor(Surroundings memory around) VoucherState(around) {}
}
