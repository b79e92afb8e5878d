// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What was paid from a budget line, in one storage word, lowest bits first: advanced to programmes in trust 64,
/// liquidated otherwise 64, returned 64, each in all, whole won; then one bit that is set once the line is known, so that the
/// first payment does not pay for a new word.
/// @dev The sums only grow. Money that is paid, returned and paid again counts each time, so the fields are wider than an
/// appropriation's: 2^64 won are never moved.
type PaidWord is uint256;

using {advanced, liquidated, returned, spent, opened, advance, liquidate, giveBack} for PaidWord global;

uint256 constant LIQUIDATED_SHIFT = 64;
uint256 constant RETURNED_SHIFT = 128;
uint256 constant OPENED_BIT = 1 << 192;
uint256 constant PAID_FIELD = type(uint64).max;

function advanced(PaidWord self) pure returns (uint256) {
    return PaidWord.unwrap(self) & PAID_FIELD;
}

function liquidated(PaidWord self) pure returns (uint256) {
    return (PaidWord.unwrap(self) >> LIQUIDATED_SHIFT) & PAID_FIELD;
}

function returned(PaidWord self) pure returns (uint256) {
    return (PaidWord.unwrap(self) >> RETURNED_SHIFT) & PAID_FIELD;
}

/// @notice Whole won that are paid and have not come back.
function spent(PaidWord self) pure returns (uint256) {
    unchecked {
        return self.advanced() + self.liquidated() - self.returned();
    }
}

function opened(PaidWord self) pure returns (PaidWord) {
    return PaidWord.wrap(PaidWord.unwrap(self) | OPENED_BIT);
}

function advance(PaidWord self, uint256 amount) pure returns (PaidWord) {
    unchecked {
        return PaidWord.wrap(PaidWord.unwrap(self) + amount);
    }
}

function liquidate(PaidWord self, uint256 amount) pure returns (PaidWord) {
    unchecked {
        return PaidWord.wrap(PaidWord.unwrap(self) + (amount << LIQUIDATED_SHIFT));
    }
}

/// @dev Needs amount ≤ spent.
function giveBack(PaidWord self, uint256 amount) pure returns (PaidWord) {
    unchecked {
        return PaidWord.wrap(PaidWord.unwrap(self) + (amount << RETURNED_SHIFT));
    }
}
