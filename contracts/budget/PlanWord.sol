// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {RoundWon, toRoundWon} from "../types/RoundWon.sol";

/// @notice A budget line's plan of payments, in one storage word, lowest bits first: twelve months of 16 bits (`RoundWon`),
/// then what was paid in the month that was last paid in, 48 (whole won), and which month that is, 4.
/// @dev Months are 1 to 12, of the line's year. What is paid in the weeks in which its books are still open counts in December.
type PlanWord is uint256;

using {planned, lastMonth, paidIn, left, pay, withMonths} for PlanWord global;

uint256 constant MONTHS = 12;
uint256 constant MONTHS_BITS = (1 << 192) - 1;
uint256 constant PAID_SHIFT = 192;
uint256 constant MONTH_SHIFT = 240;

/// @notice Whole won that may be paid in `month`.
function planned(PlanWord self, uint256 month) pure returns (uint256) {
    unchecked {
        return RoundWon.wrap(uint16(PlanWord.unwrap(self) >> ((month - 1) * 16))).toWon();
    }
}

/// @notice The month that was last paid in, 1 to 12; 0: none was.
function lastMonth(PlanWord self) pure returns (uint256) {
    return PlanWord.unwrap(self) >> MONTH_SHIFT;
}

/// @notice Whole won paid in `month`, where it is the last that was paid in.
function paidIn(PlanWord self, uint256 month) pure returns (uint256) {
    uint256 word = PlanWord.unwrap(self);
    return word >> MONTH_SHIFT == month ? (word >> PAID_SHIFT) & type(uint48).max : 0;
}

/// @notice Whole won that may still be paid in `month`, the current one.
function left(PlanWord self, uint256 month) pure returns (uint256) {
    (uint256 plan, uint256 paid) = (self.planned(month), self.paidIn(month));
    return plan > paid ? plan - paid : 0;
}

/// @dev Needs amount ≤ left in `month`, and 48 bits for what is paid in it, which an appropriation's bounds give.
function pay(PlanWord self, uint256 month, uint256 amount) pure returns (PlanWord) {
    uint256 paid = self.paidIn(month) + amount;
    uint256 months = PlanWord.unwrap(self) & MONTHS_BITS;
    return PlanWord.wrap(months | (paid << PAID_SHIFT) | (month << MONTH_SHIFT));
}

/// @notice Puts another plan in place; what was paid this month stays counted. Reverts with `AmountNotRound`.
function withMonths(PlanWord self, uint64[MONTHS] calldata amounts) pure returns (PlanWord) {
    uint256 word = PlanWord.unwrap(self) & ~MONTHS_BITS;
    for (uint256 i = 0; i < MONTHS; ++i) {
        word |= uint256(RoundWon.unwrap(toRoundWon(amounts[i]))) << (i * 16);
    }
    return PlanWord.wrap(word);
}
