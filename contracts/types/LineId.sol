// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {KoreaTime} from "./KoreaTime.sol";

/// @notice Identifies one budget line of one fiscal year. In decimal it reads as budget codes do: year (4 digits), ministry (3),
/// programme (7), item (5), such as 2026 011 1040301 24001. The fiscal year is the calendar year (National Finance Act art. 2;
/// verify against the current text), in Korea Standard Time.
type LineId is uint64;

using {
    year,
    ministry,
    isCode,
    startsAt,
    endsAt,
    booksCloseAt,
    quarterBeginsAt,
    next,
    previous
} for LineId global;

uint64 constant YEAR_FACTOR = 1e15;
uint64 constant MINISTRY_FACTOR = 1e12;
uint64 constant PROGRAMME_FACTOR = 1e5;

/// @dev Years whose days fit the 16 bits that other words give a day.
uint256 constant FIRST_YEAR = 2020;
uint256 constant LAST_YEAR = 2147;

/// @dev From 1 January, the days until 11 February: the books of a year close when 10 February has ended.
uint48 constant CLOSING_DAYS = 41;

/// @notice The fiscal year.
function year(LineId self) pure returns (uint256) {
    unchecked {
        return LineId.unwrap(self) / YEAR_FACTOR;
    }
}

/// @notice The ministry's code, 1 to 999.
function ministry(LineId self) pure returns (uint16) {
    unchecked {
        return uint16((LineId.unwrap(self) % YEAR_FACTOR) / MINISTRY_FACTOR);
    }
}

/// @notice Whether every part is there, and the year is one that can be reckoned with.
function isCode(LineId self) pure returns (bool) {
    uint64 code = LineId.unwrap(self);
    uint256 fiscalYear = self.year();
    bool isYear = fiscalYear >= FIRST_YEAR && fiscalYear <= LAST_YEAR;
    bool hasProgramme = (code % MINISTRY_FACTOR) / PROGRAMME_FACTOR != 0;
    return isYear && self.ministry() != 0 && hasProgramme && code % PROGRAMME_FACTOR != 0;
}

/// @notice UTC second at which the line's year begins: 1 January, 00:00 in Korea.
function startsAt(LineId self) pure returns (uint48) {
    return _startOf(self.year());
}

/// @notice UTC second from which the line's year is over.
function endsAt(LineId self) pure returns (uint48) {
    unchecked {
        return _startOf(self.year() + 1);
    }
}

/// @notice UTC second from which the year's books are closed: 11 February of the next year, 00:00 in Korea (Treasury Funds Act
/// art. 4-2; verify against the current text).
function booksCloseAt(LineId self) pure returns (uint48) {
    unchecked {
        return self.endsAt() + CLOSING_DAYS * 1 days;
    }
}

/// @notice UTC second at which quarter 1 to 4 of the line's year begins.
/// @dev The quarters have 90 (91 in a leap year), 91, 92 and 92 days.
function quarterBeginsAt(LineId self, uint256 quarter) pure returns (uint48) {
    if (quarter == 1) return self.startsAt();
    return
        self.endsAt() -
        (
            quarter == 2
                ? 275 days
                : quarter == 3
                    ? 184 days
                    : 92 days
        );
}

/// @notice The same line of the next year.
function next(LineId self) pure returns (LineId) {
    return LineId.wrap(LineId.unwrap(self) + YEAR_FACTOR);
}

/// @notice The same line of the year before.
function previous(LineId self) pure returns (LineId) {
    return LineId.wrap(LineId.unwrap(self) - YEAR_FACTOR);
}

/// @dev Until 2147 every fourth year is a leap year but 2100.
function _startOf(uint256 fiscalYear) pure returns (uint48) {
    unchecked {
        uint256 leapDays = (fiscalYear - 1969) >> 2;
        if (fiscalYear > 2100) --leapDays;
        return uint48(((fiscalYear - 1970) * 365 + leapDays) * 1 days - KoreaTime.OFFSET);
    }
}
