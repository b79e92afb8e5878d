// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBusinessCalendar} from "../../contracts/voucher/IBusinessCalendar.sol";
import {actor} from "./Gukgo.sol";
import {Handler} from "./Handler.sol";

/// @title CalendarHandler
/// @notice Acts of the calendar officer.
abstract contract CalendarHandler is Handler {
    /// @dev How many days ahead a holiday can be announced.
    uint256 private constant AHEAD = 1_826;

    function _learnCalendar() internal {
        _learn("announce holidays", this.announceHolidays);
        _learn("withdraw a holiday", this.withdrawHoliday);
    }

    function announceHolidays() external returns (bool) {
        uint16[] memory days_ = new uint16[](1 + _below(3));
        for (uint256 i = 0; i < days_.length; ++i) {
            days_[i] = _aDay();
        }
        return _tryAs(abi.encodeCall(_s.calendar.announceHolidays, (days_)));
    }

    function withdrawHoliday() external returns (bool) {
        uint16 day = _aDay();
        if (_likely()) {
            uint256 today = _today();
            day = uint16(_between(today + 1, today + AHEAD));
            uint16[] memory days_ = new uint16[](1);
            days_[0] = day;
            bytes memory data = abi.encodeCall(_s.calendar.announceHolidays, (days_));
            if (!_s.calendar.isHoliday(day)) _do(actor("calendarOfficer"), address(_s.calendar), data);
        }
        return _tryAs(abi.encodeCall(_s.calendar.withdrawHoliday, (day)));
    }

    /// @dev Mostly a day that can be announced; now and then one that is past, today, or too far ahead.
    function _aDay() private returns (uint16) {
        uint256 today = _today();
        if (_likely()) return uint16(_between(today + 1, today + AHEAD));
        return
            uint16(_oneIn(2) ? _between(today - 3, today + 3) : _between(today + AHEAD, today + AHEAD + 3));
    }

    function _tryAs(bytes memory data) private returns (bool) {
        bytes memory reasons = abi.encodePacked(
            IBusinessCalendar.HolidayNotAhead.selector,
            IBusinessCalendar.AlreadyHoliday.selector,
            IBusinessCalendar.NotHoliday.selector,
            IBusinessCalendar.DayTooFar.selector
        );
        return _try(actor("calendarOfficer"), address(_s.calendar), data, reasons);
    }

    function _today() private view returns (uint256) {
        return (nowAt + 9 hours) / 1 days;
    }
}
