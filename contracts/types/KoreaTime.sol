// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title KoreaTime
/// @notice Calendar rules in Korea Standard Time: UTC+9, no daylight saving. A day is the number of days since 1970-01-01 in
/// Korea.
/// @dev Times are those a block can have, and days those that follow from them: no sum here can leave 256 bits.
library KoreaTime {
    uint256 internal constant OFFSET = 9 hours;

    /// @notice The number of whole days in Korea since 1970-01-01 00:00 KST at UTC second `time`.
    /// @dev Fits 16 bits until the year 2149.
    function dayIndex(uint256 time) internal pure returns (uint256) {
        unchecked {
            return (time + OFFSET) / 1 days;
        }
    }

    /// @notice The seconds since midnight in Korea at UTC second `time`: 0 at 00:00:00, 32,400 at 09:00:00, 86,399 at 23:59:59.
    function secondOfDay(uint256 time) internal pure returns (uint256) {
        unchecked {
            return (time + OFFSET) % 1 days;
        }
    }

    /// @notice The weekday of `day`: 0 is Monday, 5 Saturday, 6 Sunday.
    /// @dev Day 0 was a Thursday, which is 3.
    function weekday(uint256 day) internal pure returns (uint256) {
        unchecked {
            return (day + 3) % 7;
        }
    }

    /// @notice The number of whole calendar months from January 1970 to the month of `day`: 0 is January 1970, 12 is January
    /// 1971, 697 is February 2028. Right until 2200-02-28, day 84,064.
    /// @dev Counted from 1 March 1968, 671 days before day 0, so that a leap day is the last of its year. Four years have 1,461
    /// days, so in quarters of a day a year has 1,461; day n is known by its last quarter, 4n + 3. Until 2200 only 2100 has no
    /// leap day: from 2100-03-01, day 47,541, one day is added as if it had. From March on, every five months have 153 days: 31,
    /// 30, 31, 30, 31.
    /// By hand, for 2028-02-29, day 21,243: day 21,914 from the start, last quarter 87,659; that is year 59 after 1968, which has
    /// 86,199 quarters before it, and day 365 of it; month (5 × 365 + 2) / 153 = 11 from March, February. March is month 2 of a
    /// year and January 1970 is 24 months after January 1968: 12 × 59 + 11 + 2 - 24 = 697.
    function monthIndex(uint256 day) internal pure returns (uint256 month) {
        // Solidity would check each divisor for zero, at run time too.
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            let quarter := add(mul(4, add(day, gt(day, 47540))), 2687)
            let dayOfYear := shr(2, mod(quarter, 1461))
            month := div(add(mul(5, dayOfYear), 2), 153)
            month := sub(add(mul(12, div(quarter, 1461)), month), 22)
        }
    }
}
