// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Governed} from "../access/Governed.sol";
import {officerOf} from "../access/Officer.sol";
import {KoreaTime} from "../types/KoreaTime.sol";
import {IBusinessCalendar} from "./IBusinessCalendar.sol";

/// @title BusinessCalendar
/// @notice The public holidays of Korea. See `IBusinessCalendar`.
contract BusinessCalendar is Governed, IBusinessCalendar {
    /// @notice The most days of one `announceHolidays`: five years of holidays.
    uint256 public constant MAX_BATCH = 120;

    /// @notice How many days ahead a holiday can be announced: five years with one leap day.
    uint256 public constant MAX_AHEAD = 1_826;

    /// @notice The most business days that are counted at once.
    uint256 public constant MAX_BUSINESS_DAYS = 366;

    uint256 private constant SATURDAY = 5;

    /// @dev Bit n of word w is day 256 × w + n, which is set where that day is a holiday. Words lie one after another, which costs
    /// 45 gas less to ask than a mapping; nothing else is stored, and no day a block can have lies behind the last.
    uint256[2 ** 48] private _words;

    /// @param ministry The authority of the finance ministry.
    /// @param initial Holidays that were promulgated before the deployment. They may be past.
    constructor(address ministry, uint16[] memory initial) Governed(ministry) {
        uint256 last = _today() + MAX_AHEAD;
        for (uint256 i = 0; i < initial.length; ++i) {
            _announce(initial[i], last, address(0));
        }
    }

    /// @inheritdoc IBusinessCalendar
    function announceHolidays(uint16[] calldata days_) external restricted {
        if (days_.length > MAX_BATCH) revert BatchTooLong(days_.length, MAX_BATCH);
        uint256 today = _today();
        address by = officerOf(authority);
        for (uint256 i = 0; i < days_.length; ++i) {
            // The past and today never change.
            if (days_[i] <= today) revert HolidayNotAhead(days_[i], today);
            _announce(days_[i], today + MAX_AHEAD, by);
        }
    }

    /// @inheritdoc IBusinessCalendar
    function withdrawHoliday(uint16 day) external restricted {
        // The past and today never change.
        uint256 today = _today();
        if (day <= today) revert HolidayNotAhead(day, today);
        if (!_isSet(_words[day >> 8], day)) revert NotHoliday(day);

        _words[day >> 8] ^= 1 << (day & 0xff);

        emit HolidayWithdrawn(day, officerOf(authority));
    }

    /// @inheritdoc IBusinessCalendar
    function isHoliday(uint256 day) external view returns (bool) {
        return _isSet(_words[day >> 8], day);
    }

    /// @inheritdoc IBusinessCalendar
    function isBusinessDay(uint256 day) external view returns (bool) {
        return KoreaTime.weekday(day) < SATURDAY && !_isSet(_words[day >> 8], day);
    }

    /// @inheritdoc IBusinessCalendar
    function addBusinessDays(uint256 day, uint256 count) external view returns (uint256) {
        if (count > MAX_BUSINESS_DAYS) revert TooManyDays(count, MAX_BUSINESS_DAYS);
        uint256 word = _words[day >> 8];
        while (count != 0) {
            ++day;
            if (day & 0xff == 0) word = _words[day >> 8];
            if (KoreaTime.weekday(day) < SATURDAY && !_isSet(word, day)) --count;
        }
        return day;
    }

    /// @inheritdoc IBusinessCalendar
    function holidayWord(uint256 index) external view returns (uint256 bits) {
        return _words[index];
    }

    /// @dev Makes `day`, which lies no later than `last`, a holiday.
    function _announce(uint16 day, uint256 last, address by) private {
        if (day > last) revert DayTooFar(day, last);
        uint256 word = _words[day >> 8];
        if (_isSet(word, day)) revert AlreadyHoliday(day);

        _words[day >> 8] = word | (1 << (day & 0xff));

        emit HolidayAnnounced(day, by);
    }

    /// @dev Whether `day` is set in the word that has it.
    function _isSet(uint256 word, uint256 day) private pure returns (bool) {
        return (word >> (day & 0xff)) & 1 != 0;
    }

    function _today() private view returns (uint256) {
        return KoreaTime.dayIndex(block.timestamp);
    }
}
