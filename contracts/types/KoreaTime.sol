// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

library KoreaTime {
    uint256 internal constant OFFSET = 9 hours;
    function dayIndex(uint256 time) internal pure returns (uint256) {
        unchecked {
            return (time + OFFSET) / 1 days;
        }
    }
    function secondOfDay(uint256 time) internal pure returns (uint256) {
        unchecked {
            return (time + OFFSET) % 1 days;
        }
    }
    function weekday(uint256 day) internal pure returns (uint256) {
        unchecked {
            return (day + 3) % 7;
        }
    }
    function monthIndex(uint256 day) internal pure returns (uint256) {
        unchecked {
            uint256 z = day + 719468;
            uint256 era = z / 146097;
            uint256 doe = z - era * 146097;
            uint256 yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
            uint256 doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
            uint256 mp = (5 * doy + 2) / 153;
            return (yoe + era * 400) * 12 + mp + 2 - 1970 * 12;
        }
    }
}
