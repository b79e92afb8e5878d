// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IdState, IdWindow} from "../types/IdWindow.sol";
import {Region} from "../types/Region.sol";

/// @notice One holder's vouchers of one programme in one storage word, lowest bits first: balance 48 (whole won), home
/// district 17, consented 1, attested 1, held 1, spent in all 40, today 40 and this month 40 (whole won), day 16 (days in
/// Korea since 1970), month 12 (months since January 1970), one-time ids of signed payments 40.
/// @dev Balances add up to no more than a programme's budget, which fits 48 bits. Payments are counted where the terms
/// limit what a holder spends, and then stay within a limit of 40 bits. Held: a clawback has been opened.
type VoucherWord is uint256;

/// @dev A struct of one word, so that a reference to it can be kept.
struct Voucher {
    VoucherWord word;
}

using {
    balance,
    home,
    hasConsented,
    isAttested,
    isHeld,
    spentInAll,
    spentOn,
    spentIn,
    ids,
    mayBeAt,
    grant,
    debit,
    restore,
    count,
    discount,
    withHome,
    withConsent,
    withAttestation,
    withHold,
    withIds,
    joined,
    emptied,
    day,
    month
} for VoucherWord global;

uint256 constant BALANCE_FIELD = 2 ** 48 - 1;
uint256 constant HOME_SHIFT = 48;
uint256 constant HOME_FIELD = 2 ** 17 - 1;
uint256 constant CONSENTED_BIT = 1 << 65;
uint256 constant ATTESTED_BIT = 1 << 66;
uint256 constant HELD_BIT = 1 << 67;
uint256 constant SPENT_SHIFT = 68;
uint256 constant TODAY_SHIFT = 108;
uint256 constant THIS_MONTH_SHIFT = 148;
uint256 constant DAY_INDEX_SHIFT = 188;
uint256 constant MONTH_INDEX_SHIFT = 204;
uint256 constant IDS_SHIFT = 216;
uint256 constant SUM_FIELD = 2 ** 40 - 1;
uint256 constant MONTH_FIELD = 2 ** 12 - 1;

/// @dev What a holder may have before anything was granted: a consent, an attestation, ids of payments that are cancelled.
uint256 constant BEFORE_GRANT = CONSENTED_BIT | ATTESTED_BIT | ((2 ** 40 - 1) << IDS_SHIFT);

/// @dev What a holder has once either of two keys has it; the home is one of both, or none of one.
uint256 constant OF_BOTH = CONSENTED_BIT | ATTESTED_BIT | HELD_BIT | (HOME_FIELD << HOME_SHIFT);

/// @dev What is counted in all, by day and by month, with the numbers of day and month.
uint256 constant SUMS = (2 ** 148 - 1) << SPENT_SHIFT;

/// @notice Whole won left.
function balance(VoucherWord self) pure returns (uint64 amount) {
    return uint64(VoucherWord.unwrap(self) & BALANCE_FIELD);
}

function home(VoucherWord self) pure returns (Region) {
    return Region.wrap(uint24((VoucherWord.unwrap(self) >> HOME_SHIFT) & HOME_FIELD));
}

/// @notice Whether the holder has consented to the programme's notice.
function hasConsented(VoucherWord self) pure returns (bool) {
    return VoucherWord.unwrap(self) & CONSENTED_BIT != 0;
}

/// @notice Whether an attestor has attested the holder's evidence.
function isAttested(VoucherWord self) pure returns (bool) {
    return VoucherWord.unwrap(self) & ATTESTED_BIT != 0;
}

/// @notice Whether a clawback holds a part of the balance.
function isHeld(VoucherWord self) pure returns (bool) {
    return VoucherWord.unwrap(self) & HELD_BIT != 0;
}

/// @notice Whole won spent in all, as far as it is counted.
function spentInAll(VoucherWord self) pure returns (uint256) {
    return (VoucherWord.unwrap(self) >> SPENT_SHIFT) & SUM_FIELD;
}

/// @notice Whole won spent on Korean day `day_`, as far as it is counted.
function spentOn(VoucherWord self, uint256 day_) pure returns (uint256) {
    uint256 word = VoucherWord.unwrap(self);
    return (word >> DAY_INDEX_SHIFT) & 0xffff == day_ ? (word >> TODAY_SHIFT) & SUM_FIELD : 0;
}

/// @notice Whole won spent in Korean month `month_`, as far as it is counted.
function spentIn(VoucherWord self, uint256 month_) pure returns (uint256) {
    uint256 word = VoucherWord.unwrap(self);
    return (word >> MONTH_INDEX_SHIFT) & MONTH_FIELD == month_ ? (word >> THIS_MONTH_SHIFT) & SUM_FIELD : 0;
}

/// @notice Which one-time ids the holder has used.
function ids(VoucherWord self) pure returns (IdWindow) {
    return IdWindow.wrap(uint40(VoucherWord.unwrap(self) >> IDS_SHIFT));
}

/// @notice Whether vouchers with this home district can be granted: none was yet, or they have the same.
function mayBeAt(VoucherWord self, Region home_) pure returns (bool) {
    uint256 word = VoucherWord.unwrap(self);
    return (word >> HOME_SHIFT) & HOME_FIELD == Region.unwrap(home_) || word & ~BEFORE_GRANT == 0;
}

/// @dev Adds to the balance and sets the home district, which must be the one already there, if any. Needs balance +
/// amount to fit 48 bits, which an amount taken from a programme's budget does.
function grant(VoucherWord self, uint64 amount, Region home_) pure returns (VoucherWord) {
    unchecked {
        uint256 word = VoucherWord.unwrap(self) + amount;
        return VoucherWord.wrap(word | (uint256(Region.unwrap(home_)) << HOME_SHIFT));
    }
}

/// @dev Needs amount ≤ balance. All else stays.
function debit(VoucherWord self, uint256 amount) pure returns (VoucherWord) {
    unchecked {
        return VoucherWord.wrap(VoucherWord.unwrap(self) - amount);
    }
}

/// @dev Needs balance + amount to fit 48 bits, which an amount spent before does. All else stays.
function restore(VoucherWord self, uint256 amount) pure returns (VoucherWord) {
    unchecked {
        return VoucherWord.wrap(VoucherWord.unwrap(self) + amount);
    }
}

/// @notice Counts a payment of `amount` on Korean day `day_` in Korean month `month_`.
/// @dev A sum that no limit keeps small stops at its field's end.
function count(VoucherWord self, uint256 amount, uint256 day_, uint256 month_) pure returns (VoucherWord) {
    unchecked {
        uint256 kept = VoucherWord.unwrap(self) & ~SUMS;
        return
            VoucherWord.wrap(
                kept |
                    (_sum(self.spentInAll(), amount) << SPENT_SHIFT) |
                    (_sum(self.spentOn(day_), amount) << TODAY_SHIFT) |
                    (_sum(self.spentIn(month_), amount) << THIS_MONTH_SHIFT) |
                    (day_ << DAY_INDEX_SHIFT) |
                    (month_ << MONTH_INDEX_SHIFT)
            );
    }
}

/// @notice Takes `amount`, paid on Korean day `day_` in Korean month `month_` and refunded now, off what was spent in all,
/// and off a day's and a month's sum that still is that day's and that month's.
function discount(VoucherWord self, uint256 amount, uint256 day_, uint256 month_) pure returns (VoucherWord) {
    unchecked {
        uint256 word = VoucherWord.unwrap(self);
        word -= _atMost(amount, self.spentInAll()) << SPENT_SHIFT;
        word -= _atMost(amount, self.spentOn(day_)) << TODAY_SHIFT;
        word -= _atMost(amount, self.spentIn(month_)) << THIS_MONTH_SHIFT;
        return VoucherWord.wrap(word);
    }
}

function withHome(VoucherWord self, Region home_) pure returns (VoucherWord) {
    uint256 kept = VoucherWord.unwrap(self) & ~(HOME_FIELD << HOME_SHIFT);
    return VoucherWord.wrap(kept | (uint256(Region.unwrap(home_)) << HOME_SHIFT));
}

function withConsent(VoucherWord self) pure returns (VoucherWord) {
    return VoucherWord.wrap(VoucherWord.unwrap(self) | CONSENTED_BIT);
}

function withAttestation(VoucherWord self, bool attested) pure returns (VoucherWord) {
    return _withBit(self, ATTESTED_BIT, attested);
}

function withHold(VoucherWord self, bool held) pure returns (VoucherWord) {
    return _withBit(self, HELD_BIT, held);
}

function withIds(VoucherWord self, IdWindow ids_) pure returns (VoucherWord) {
    uint256 kept = (VoucherWord.unwrap(self) << 40) >> 40;
    return VoucherWord.wrap(kept | (uint256(IdWindow.unwrap(ids_)) << IDS_SHIFT));
}

/// @notice What the key that takes the holder's place has then: all of both, with its own ids. A sum that ends in another
/// period than the other's is the later one's.
/// @dev Needs `mayBeAt`. Sums stop at their field's end, above every limit.
function joined(VoucherWord self, VoucherWord old) pure returns (VoucherWord) {
    uint256 day_ = _later(self.day(), old.day());
    uint256 month_ = _later(self.month(), old.month());
    uint256 word = (day_ << DAY_INDEX_SHIFT) | (month_ << MONTH_INDEX_SHIFT);
    word |= _sum(self.spentOn(day_), old.spentOn(day_)) << TODAY_SHIFT;
    word |= _sum(self.spentIn(month_), old.spentIn(month_)) << THIS_MONTH_SHIFT;
    word |= _sum(self.spentInAll(), old.spentInAll()) << SPENT_SHIFT;
    word |= (VoucherWord.unwrap(self) | VoucherWord.unwrap(old)) & OF_BOTH;
    word |= uint256(self.balance()) + old.balance();
    return VoucherWord.wrap(word).withIds(self.ids());
}

/// @notice What an old key keeps: its used ids.
function emptied(VoucherWord self) pure returns (VoucherWord) {
    return VoucherWord.wrap(uint256(IdWindow.unwrap(self.ids())) << IDS_SHIFT);
}

/// @notice The Korean day on which a payment was counted last.
function day(VoucherWord self) pure returns (uint256) {
    return (VoucherWord.unwrap(self) >> DAY_INDEX_SHIFT) & 0xffff;
}

/// @notice The Korean month in which a payment was counted last.
function month(VoucherWord self) pure returns (uint256) {
    return (VoucherWord.unwrap(self) >> MONTH_INDEX_SHIFT) & MONTH_FIELD;
}

function _withBit(VoucherWord self, uint256 bit, bool on) pure returns (VoucherWord) {
    uint256 word = VoucherWord.unwrap(self);
    return VoucherWord.wrap(on ? word | bit : word & ~bit);
}

function _atMost(uint256 amount, uint256 most) pure returns (uint256) {
    return amount < most ? amount : most;
}

function _later(uint256 one, uint256 other) pure returns (uint256) {
    return one > other ? one : other;
}

function _sum(uint256 one, uint256 other) pure returns (uint256) {
    return _atMost(one + other, SUM_FIELD);
}
