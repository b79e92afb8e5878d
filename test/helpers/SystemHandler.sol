// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CalendarHandler} from "./CalendarHandler.sol";
import {Gukgo} from "./Gukgo.sol";
import {Handler} from "./Handler.sol";
import {VoucherHandler} from "./VoucherHandler.sol";

/// @title SystemHandler
/// @notice Every action of the system, for the tests of its laws.
contract SystemHandler is VoucherHandler, CalendarHandler {
    constructor(Gukgo memory system, uint256 time) Handler(system, time) {}

    function _learnAll() internal override {
        _learnDeposit();
        _learnEnforcement();
        _learnSignatures();
        _learnVoucher();
        _learnCalendar();
    }

    function _tidy() internal override {
        _tidyDeposit();
        _tidyEnforcement();
        _tidyVoucher();
    }
}
