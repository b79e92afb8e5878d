// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LineId} from "../types/LineId.sol";

/// @notice One obligation in one storage word, lowest bits first: line 64, amount 48, paid 48, paid before 48 (whole won); then
/// one bit each for in trust, assigned and carried over.
/// @dev Paid is what its line has paid and has not got back; paid before is what the line of the year before had, where it was
/// carried over. Amount − paid is still owed.
type ObligationWord is uint256;

using {
    line,
    amount,
    paid,
    paidBefore,
    owed,
    isNone,
    isInTrust,
    isAssigned,
    isCarriedOver,
    pay,
    giveBack,
    giveBackBefore,
    deobligate,
    carryOver
} for ObligationWord global;

uint256 constant AMOUNT_FIELD = type(uint48).max;
uint256 constant AMOUNT_SHIFT = 64;
uint256 constant OBLIGATION_PAID_SHIFT = 112;
uint256 constant BEFORE_SHIFT = 160;
uint256 constant TRUST_BIT = 1 << 208;
uint256 constant ASSIGNED_BIT = 1 << 209;
uint256 constant CARRIED_BIT = 1 << 210;

/// @notice A new obligation of `won` won from `from`.
function newObligation(LineId from, uint256 won, bool inTrust, bool assigned) pure returns (ObligationWord) {
    uint256 word = LineId.unwrap(from) | (won << AMOUNT_SHIFT);
    if (inTrust) word |= TRUST_BIT;
    if (assigned) word |= ASSIGNED_BIT;
    return ObligationWord.wrap(word);
}

function line(ObligationWord self) pure returns (LineId) {
    return LineId.wrap(uint64(ObligationWord.unwrap(self)));
}

function amount(ObligationWord self) pure returns (uint256) {
    return (ObligationWord.unwrap(self) >> AMOUNT_SHIFT) & AMOUNT_FIELD;
}

function paid(ObligationWord self) pure returns (uint256) {
    return (ObligationWord.unwrap(self) >> OBLIGATION_PAID_SHIFT) & AMOUNT_FIELD;
}

function paidBefore(ObligationWord self) pure returns (uint256) {
    return (ObligationWord.unwrap(self) >> BEFORE_SHIFT) & AMOUNT_FIELD;
}

/// @notice Whole won that are still to be paid.
function owed(ObligationWord self) pure returns (uint256) {
    unchecked {
        return self.amount() - self.paid();
    }
}

function isNone(ObligationWord self) pure returns (bool) {
    return ObligationWord.unwrap(self) == 0;
}

/// @notice Whether the creditor is a contract that holds the money in trust.
function isInTrust(ObligationWord self) pure returns (bool) {
    return ObligationWord.unwrap(self) & TRUST_BIT != 0;
}

/// @notice Whether payees were assigned when it was made.
function isAssigned(ObligationWord self) pure returns (bool) {
    return ObligationWord.unwrap(self) & ASSIGNED_BIT != 0;
}

function isCarriedOver(ObligationWord self) pure returns (bool) {
    return ObligationWord.unwrap(self) & CARRIED_BIT != 0;
}

/// @dev Needs won ≤ owed.
function pay(ObligationWord self, uint256 won) pure returns (ObligationWord) {
    unchecked {
        return ObligationWord.wrap(ObligationWord.unwrap(self) + (won << OBLIGATION_PAID_SHIFT));
    }
}

/// @dev Needs won ≤ paid.
function giveBack(ObligationWord self, uint256 won) pure returns (ObligationWord) {
    unchecked {
        return ObligationWord.wrap(ObligationWord.unwrap(self) - (won << OBLIGATION_PAID_SHIFT));
    }
}

/// @dev Needs won ≤ paid before.
function giveBackBefore(ObligationWord self, uint256 won) pure returns (ObligationWord) {
    unchecked {
        return ObligationWord.wrap(ObligationWord.unwrap(self) - (won << BEFORE_SHIFT));
    }
}

/// @dev Needs won ≤ owed.
function deobligate(ObligationWord self, uint256 won) pure returns (ObligationWord) {
    unchecked {
        return ObligationWord.wrap(ObligationWord.unwrap(self) - (won << AMOUNT_SHIFT));
    }
}

/// @notice What is owed is owed by the same line of the next year; what was paid stays that of this year.
function carryOver(ObligationWord self) pure returns (ObligationWord) {
    uint256 flags = ObligationWord.unwrap(self) & (TRUST_BIT | ASSIGNED_BIT);
    uint256 word = LineId.unwrap(self.line().next()) | (self.owed() << AMOUNT_SHIFT);
    return ObligationWord.wrap(flags | CARRIED_BIT | word | (self.paid() << BEFORE_SHIFT));
}
