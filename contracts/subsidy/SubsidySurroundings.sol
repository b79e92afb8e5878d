// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITreasury} from "../budget/ITreasury.sol";
import {IBusinessCalendar} from "../voucher/IBusinessCalendar.sol";
import {IMerchantRegistry} from "../voucher/IMerchantRegistry.sol";

/// @notice The contracts that subsidies work with, and whose offices act on them.
struct SubsidySurroundings {
    address ministry; // the authority of the ministry that grants
    ITreasury treasury; // whose money awards hold in trust, with its token, ledger and invoices
    IMerchantRegistry registry; // which payees are enrolled, and whose they are
    IBusinessCalendar calendar;
    uint64 verificationThreshold; // won from which an outside accountant checks the settlement statement (art. 27)
}
