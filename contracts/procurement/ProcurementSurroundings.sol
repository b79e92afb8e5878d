// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITreasury} from "../budget/ITreasury.sol";
import {IBusinessCalendar} from "../voucher/IBusinessCalendar.sol";

/// @notice The contracts that agreements work with.
struct ProcurementSurroundings {
    address ministry; // the finance ministry's authority
    ITreasury treasury;
    IBusinessCalendar calendar;
}
