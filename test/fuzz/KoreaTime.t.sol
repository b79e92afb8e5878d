// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {KoreaTime} from "../../contracts/types/KoreaTime.sol";
import {TestBase} from "../helpers/TestBase.sol";

/// @notice Hours, weekdays and months in Korea, against a calendar that is counted month by month.
contract KoreaCalendarTest is TestBase {
    /// @dev 2200-02-28, the last day whose month is known. Days fit 16 bits until 2149-06-06.
    uint256 private constant LAST = 84_064;

    /// @notice Every day, one after another: the weekday goes round, the month rises after its last day.
    function test_every_day_until_2200() public pure {
        (uint256 month, uint256 left) = (0, 31);
        for (uint256 day = 0; day <= LAST; ++day) {
            if (left == 0) left = _daysOf(++month);
            _assertEq(KoreaTime.monthIndex(day), month, "the month");
            _assertEq(KoreaTime.weekday(day), (3 + (day % 7)) % 7, "the weekday; 1970-01-01 was a Thursday");
            --left;
        }
    }

    function test_months_change_at_midnight_in_korea() public pure {
        // 2025-08-31 15:00:00 UTC is 2025-09-01 00:00:00 in Korea.
        _assertChange(1_756_652_400, 667, "August and September 2025");
        _assertChange(1_767_193_200, 671, "December 2025 and January 2026");
        _assertChange(1_832_943_600, 696, "January and February 2028");
        _assertChange(1_835_449_200, 697, "29 February and March 2028");
        _assertChange(4_107_510_000, 1_561, "28 February and March 2100");
    }

    function test_a_leap_day_is_of_february_and_2100_has_none() public pure {
        _assertEq(KoreaTime.monthIndex(21_242), 697, "2028-02-28");
        _assertEq(KoreaTime.monthIndex(21_243), 697, "2028-02-29");
        _assertEq(KoreaTime.monthIndex(21_244), 698, "2028-03-01");
        _assertEq(KoreaTime.weekday(21_243), 1, "2028-02-29 is a Tuesday");
        _assertEq(KoreaTime.monthIndex(47_540), 1_561, "2100-02-28");
        _assertEq(KoreaTime.monthIndex(47_541), 1_562, "2100-03-01, the next day");
    }

    function test_the_second_of_the_day() public pure {
        // 2026-05-01, which begins in Korea at 15:00:00 UTC of 30 April.
        uint256 midnight = 1_777_561_200;
        _assertEq(KoreaTime.dayIndex(midnight), 20_574, "2026-05-01");
        _assertEq(KoreaTime.secondOfDay(midnight), 0, "00:00:00");
        _assertEq(KoreaTime.secondOfDay(midnight - 1), 86_399, "23:59:59 of the day before");
        _assertEq(KoreaTime.secondOfDay(midnight + 9 hours - 1), 32_399, "08:59:59");
        _assertEq(KoreaTime.secondOfDay(midnight + 9 hours), 32_400, "09:00:00");
        _assertEq(KoreaTime.secondOfDay(0), 9 hours, "1970-01-01 09:00:00 in Korea");
    }

    /// @notice Day and second together are the time.
    function testFuzz_day_and_second_are_the_time(uint48 time) public pure {
        uint256 second = KoreaTime.secondOfDay(time);
        _assert(second < 1 days, "a second of one day");
        _assertEq(KoreaTime.dayIndex(time) * 1 days + second, uint256(time) + 9 hours, "the time in Korea");
    }

    /// @notice A week later it is the same weekday.
    function testFuzz_weekdays_repeat_every_seven_days(uint32 day, uint16 count) public pure {
        uint256 later = uint256(day) + 7 * uint256(count);
        _assertEq(KoreaTime.weekday(later), KoreaTime.weekday(day), "the weekday");
    }

    /// @dev `midnight` begins the month after number `month`, the second before is the last of it.
    function _assertChange(uint256 midnight, uint256 month, string memory which) private pure {
        _assertEq(midnight % 1 days, 15 hours, "midnight in Korea");
        _assertEq(KoreaTime.monthIndex(KoreaTime.dayIndex(midnight - 1)), month, which);
        _assertEq(KoreaTime.monthIndex(KoreaTime.dayIndex(midnight)), month + 1, which);
    }

    /// @dev How many days the month number `month` has, by the Gregorian rule.
    function _daysOf(uint256 month) private pure returns (uint256) {
        uint256 year = 1970 + month / 12;
        month %= 12;
        if (month == 1) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        return month == 3 || month == 5 || month == 8 || month == 10 ? 30 : 31;
    }
}
