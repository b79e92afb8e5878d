// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AwardStatus} from "./AwardStatus.sol";

/// @notice What changes with each payment of an award, in one storage word, lowest bits first: released 48, paid 48 (whole won),
/// Σ paid × day of payment 64, nonce 24, instalments released 8, status 8; then one bit each for suspended, held and late.
/// @dev Released is less what was set off, paid less what was refunded. Days are those in Korea since 1970: 16 bits, so the sum
/// fits 64.
type AwardWord is uint256;

using {
    released,
    paid,
    paidDays,
    left,
    nonce,
    instalments,
    status,
    isSuspended,
    isHeld,
    isLate,
    isPayable,
    wonDays,
    release,
    addReleased,
    takeReleased,
    pay,
    unpay,
    withStatus,
    withSuspended,
    withHeld,
    asLate,
    withNextNonce
} for AwardWord global;

uint256 constant WON_FIELD = type(uint48).max;
uint256 constant PAID_WON_SHIFT = 48;
uint256 constant PAID_DAYS_SHIFT = 96;
uint256 constant NONCE_SHIFT = 160;
uint256 constant INSTALMENTS_SHIFT = 184;
uint256 constant AWARD_STATUS_SHIFT = 192;
uint256 constant SUSPENDED_FLAG = 1 << 200;
uint256 constant HELD_FLAG = 1 << 201;
uint256 constant LATE_FLAG = 1 << 202;

/// @dev Status, suspended and held: what says whether it is paid from.
uint256 constant PAYABLE_MASK = (0xff << AWARD_STATUS_SHIFT) | SUSPENDED_FLAG | HELD_FLAG;

/// @notice A new award, open.
function newAward() pure returns (AwardWord) {
    return AwardWord.wrap(uint256(AwardStatus.Open) << AWARD_STATUS_SHIFT);
}

function released(AwardWord self) pure returns (uint64) {
    return uint64(AwardWord.unwrap(self) & WON_FIELD);
}

function paid(AwardWord self) pure returns (uint64) {
    return uint64((AwardWord.unwrap(self) >> PAID_WON_SHIFT) & WON_FIELD);
}

/// @notice Σ of what was paid times the day of payment.
function paidDays(AwardWord self) pure returns (uint64) {
    return uint64(AwardWord.unwrap(self) >> PAID_DAYS_SHIFT);
}

/// @notice What may still be paid.
function left(AwardWord self) pure returns (uint64) {
    unchecked {
        return self.released() - self.paid();
    }
}

/// @notice How many signed payments were made.
function nonce(AwardWord self) pure returns (uint64) {
    return uint24(AwardWord.unwrap(self) >> NONCE_SHIFT);
}

/// @notice How many instalments were released.
function instalments(AwardWord self) pure returns (uint8) {
    return uint8(AwardWord.unwrap(self) >> INSTALMENTS_SHIFT);
}

function status(AwardWord self) pure returns (AwardStatus) {
    return AwardStatus(uint8(AwardWord.unwrap(self) >> AWARD_STATUS_SHIFT));
}

function isSuspended(AwardWord self) pure returns (bool) {
    return AwardWord.unwrap(self) & SUSPENDED_FLAG != 0;
}

/// @notice Whether a case on it is open.
function isHeld(AwardWord self) pure returns (bool) {
    return AwardWord.unwrap(self) & HELD_FLAG != 0;
}

/// @notice Whether its settlement report is or was late.
function isLate(AwardWord self) pure returns (bool) {
    return AwardWord.unwrap(self) & LATE_FLAG != 0;
}

/// @notice Whether it is open, not suspended and not held.
function isPayable(AwardWord self) pure returns (bool) {
    return AwardWord.unwrap(self) & PAYABLE_MASK == uint256(AwardStatus.Open) << AWARD_STATUS_SHIFT;
}

/// @notice Σ of what was paid times the days since, on `day`.
/// @dev Needs a day that is not before any payment.
function wonDays(AwardWord self, uint256 day) pure returns (uint256) {
    return uint256(self.paid()) * day - self.paidDays();
}

/// @notice The next instalment is released, `amount` of it to be paid from.
/// @dev Needs what is released to fit 48 bits, as what is granted does.
function release(AwardWord self, uint256 amount) pure returns (AwardWord) {
    unchecked {
        return AwardWord.wrap(AwardWord.unwrap(self) + amount + (1 << INSTALMENTS_SHIFT));
    }
}

/// @dev Needs what is released to fit 48 bits.
function addReleased(AwardWord self, uint256 amount) pure returns (AwardWord) {
    unchecked {
        return AwardWord.wrap(AwardWord.unwrap(self) + amount);
    }
}

/// @dev Needs amount ≤ left.
function takeReleased(AwardWord self, uint256 amount) pure returns (AwardWord) {
    unchecked {
        return AwardWord.wrap(AwardWord.unwrap(self) - amount);
    }
}

/// @dev Needs amount ≤ left, and a day of 16 bits.
function pay(AwardWord self, uint256 amount, uint256 day) pure returns (AwardWord) {
    unchecked {
        return
            AwardWord.wrap(
                AwardWord.unwrap(self) + (amount << PAID_WON_SHIFT) + ((amount * day) << PAID_DAYS_SHIFT)
            );
    }
}

/// @notice Of what was paid on `day`, `amount` came back.
/// @dev Needs as much to have been paid on that day and not to have come back.
function unpay(AwardWord self, uint256 amount, uint256 day) pure returns (AwardWord) {
    unchecked {
        return
            AwardWord.wrap(
                AwardWord.unwrap(self) - (amount << PAID_WON_SHIFT) - ((amount * day) << PAID_DAYS_SHIFT)
            );
    }
}

function withStatus(AwardWord self, AwardStatus status_) pure returns (AwardWord) {
    uint256 kept = AwardWord.unwrap(self) & ~(uint256(0xff) << AWARD_STATUS_SHIFT);
    return AwardWord.wrap(kept | (uint256(status_) << AWARD_STATUS_SHIFT));
}

function withSuspended(AwardWord self, bool on) pure returns (AwardWord) {
    return _withFlag(self, SUSPENDED_FLAG, on);
}

function withHeld(AwardWord self, bool on) pure returns (AwardWord) {
    return _withFlag(self, HELD_FLAG, on);
}

function asLate(AwardWord self) pure returns (AwardWord) {
    return _withFlag(self, LATE_FLAG, true);
}

/// @dev Needs fewer than 2^24 signed payments.
function withNextNonce(AwardWord self) pure returns (AwardWord) {
    return AwardWord.wrap(AwardWord.unwrap(self) + (1 << NONCE_SHIFT));
}

function _withFlag(AwardWord self, uint256 flag, bool on) pure returns (AwardWord) {
    uint256 word = AwardWord.unwrap(self);
    return AwardWord.wrap(on ? word | flag : word & ~flag);
}
