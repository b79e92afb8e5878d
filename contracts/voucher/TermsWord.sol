// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CategoryRule} from "./CategoryRule.sol";
import {ProgrammeStatus} from "./ProgrammeStatus.sol";
import {SalesBand} from "./SalesBand.sol";
import {Terms} from "./Terms.sol";

/// @notice Status and terms of one programme in one storage word, lowest bits first: status 2, paused 1, expires at 40,
/// limits of a payment, a day, a month and in all 40 each, category rule 2, highest sales band 4, opens at 11, closes at 11,
/// weekdays 7, then a bit each for home district, listed districts, named merchants, holidays, evidence, purpose, consent,
/// rebate and joined lists.
/// @dev A limit, band or hour that is off is stored as the field's highest value, so that checking it needs no second
/// question. An unknown programme is all zero: it has expired, at second 0.
type TermsWord is uint256;

/// @dev The highest limit that can be set, whole won; also the most in one payment where none is.
uint64 constant MAX_LIMIT = 2 ** 40 - 1;

uint256 constant MINUTES_A_DAY = 1_440;
uint256 constant EVERY_DAY = 0x7f;

using {
    status,
    isPaused,
    expiresAt,
    perPaymentLimit,
    dailyLimit,
    monthlyLimit,
    totalLimit,
    hasHolderLimits,
    hasCategoryRule,
    listsAllowed,
    maxSalesBand,
    opensAt,
    closesAt,
    weekdays,
    hasHours,
    hasConditions,
    homeRegionOnly,
    listedRegionsOnly,
    joinsLists,
    namedMerchantsOnly,
    closedOnHolidays,
    evidenceRequired,
    purposeRequired,
    consentRequired,
    givesRebate,
    unpack,
    withExpiry,
    withPause,
    withJoinedLists,
    closed
} for TermsWord global;

uint256 constant PAUSE_BIT = 1 << 2;
uint256 constant EXPIRY_SHIFT = 3;
uint256 constant PAYMENT_SHIFT = 43;
uint256 constant DAY_SHIFT = 83;
uint256 constant MONTH_SHIFT = 123;
uint256 constant TOTAL_SHIFT = 163;
uint256 constant RULE_SHIFT = 203;
uint256 constant BAND_SHIFT = 205;
uint256 constant OPENS_SHIFT = 209;
uint256 constant CLOSES_SHIFT = 220;
uint256 constant WEEKDAYS_SHIFT = 231;
uint256 constant HOME_BIT = 1 << 238;
uint256 constant LISTED_BIT = 1 << 239;
uint256 constant NAMED_BIT = 1 << 240;
uint256 constant HOLIDAYS_BIT = 1 << 241;
uint256 constant EVIDENCE_BIT = 1 << 242;
uint256 constant PURPOSE_BIT = 1 << 243;
uint256 constant CONSENT_BIT = 1 << 244;
uint256 constant REBATE_BIT = 1 << 245;
uint256 constant JOINED_BIT = 1 << 246;

uint256 constant FIELD_40 = 2 ** 40 - 1;
uint256 constant FIELD_11 = 2 ** 11 - 1;
uint256 constant BAND_FIELD = 15;
uint256 constant HOLDER_LIMITS = (2 ** 120 - 1) << DAY_SHIFT;
uint256 constant ANY_HOUR = (FIELD_11 << CLOSES_SHIFT) | (EVERY_DAY << WEEKDAYS_SHIFT);
uint256 constant HOURS = (FIELD_11 << OPENS_SHIFT) | ANY_HOUR | HOLIDAYS_BIT;
uint256 constant CONDITIONS = EVIDENCE_BIT | PURPOSE_BIT | CONSENT_BIT | REBATE_BIT;

/// @notice The word of a programme that has just opened on `terms`.
function packTerms(Terms memory terms) pure returns (TermsWord) {
    uint256 word =
        uint256(ProgrammeStatus.Open) |
            (uint256(terms.expiresAt) << EXPIRY_SHIFT) |
            (_orHighest(terms.perPaymentLimit, FIELD_40) << PAYMENT_SHIFT) |
            (_orHighest(terms.dailyLimit, FIELD_40) << DAY_SHIFT) |
            (_orHighest(terms.monthlyLimit, FIELD_40) << MONTH_SHIFT) |
            (_orHighest(terms.totalLimit, FIELD_40) << TOTAL_SHIFT) |
            (uint256(terms.categoryRule) << RULE_SHIFT) |
            (_orHighest(uint256(terms.maxSalesBand), BAND_FIELD) << BAND_SHIFT) |
            (uint256(terms.opensAt) << OPENS_SHIFT) |
            (_orHighest(terms.closesAt, FIELD_11) << CLOSES_SHIFT) |
            (_orHighest(terms.weekdays, EVERY_DAY) << WEEKDAYS_SHIFT);
    if (terms.homeRegionOnly) word |= HOME_BIT;
    if (terms.listedRegionsOnly) word |= LISTED_BIT;
    if (terms.namedMerchantsOnly) word |= NAMED_BIT;
    if (terms.closedOnHolidays) word |= HOLIDAYS_BIT;
    if (terms.evidenceRequired) word |= EVIDENCE_BIT;
    if (terms.purposeRequired) word |= PURPOSE_BIT;
    if (terms.consentRequired) word |= CONSENT_BIT;
    if (terms.rebateBps != 0) word |= REBATE_BIT;
    return TermsWord.wrap(word);
}

function status(TermsWord self) pure returns (ProgrammeStatus) {
    return ProgrammeStatus(TermsWord.unwrap(self) & 3);
}

/// @notice Whether the operator has stopped payments and grants for the time being.
function isPaused(TermsWord self) pure returns (bool) {
    return TermsWord.unwrap(self) & PAUSE_BIT != 0;
}

/// @notice The UTC second from which nothing can be spent; 0 for an unknown programme.
function expiresAt(TermsWord self) pure returns (uint256) {
    return (TermsWord.unwrap(self) >> EXPIRY_SHIFT) & FIELD_40;
}

/// @notice Whole won a payment; `MAX_LIMIT` where there is no limit. So are the next three.
function perPaymentLimit(TermsWord self) pure returns (uint256) {
    return (TermsWord.unwrap(self) >> PAYMENT_SHIFT) & FIELD_40;
}

function dailyLimit(TermsWord self) pure returns (uint256) {
    return (TermsWord.unwrap(self) >> DAY_SHIFT) & FIELD_40;
}

function monthlyLimit(TermsWord self) pure returns (uint256) {
    return (TermsWord.unwrap(self) >> MONTH_SHIFT) & FIELD_40;
}

function totalLimit(TermsWord self) pure returns (uint256) {
    return (TermsWord.unwrap(self) >> TOTAL_SHIFT) & FIELD_40;
}

/// @notice Whether a holder's payments are counted: a limit of a day, a month or in all is set.
function hasHolderLimits(TermsWord self) pure returns (bool) {
    return TermsWord.unwrap(self) & HOLDER_LIMITS != HOLDER_LIMITS;
}

/// @notice Whether there is a category list at all.
function hasCategoryRule(TermsWord self) pure returns (bool) {
    return TermsWord.unwrap(self) & (3 << RULE_SHIFT) != 0;
}

/// @notice Whether the category list names what is allowed, rather than what is not.
function listsAllowed(TermsWord self) pure returns (bool) {
    return (TermsWord.unwrap(self) >> RULE_SHIFT) & 3 == uint256(CategoryRule.Only);
}

/// @notice The number of the highest sales band; 15 where there is no limit.
function maxSalesBand(TermsWord self) pure returns (uint256) {
    return (TermsWord.unwrap(self) >> BAND_SHIFT) & BAND_FIELD;
}

/// @notice The Korean minute of the day from which payments are made.
function opensAt(TermsWord self) pure returns (uint256) {
    return (TermsWord.unwrap(self) >> OPENS_SHIFT) & FIELD_11;
}

/// @notice The Korean minute of the day from which no more are made; above every minute where there is none.
function closesAt(TermsWord self) pure returns (uint256) {
    return (TermsWord.unwrap(self) >> CLOSES_SHIFT) & FIELD_11;
}

/// @notice The days on which payments are made, bit 0 Monday to bit 6 Sunday.
function weekdays(TermsWord self) pure returns (uint256) {
    return (TermsWord.unwrap(self) >> WEEKDAYS_SHIFT) & EVERY_DAY;
}

/// @notice Whether payments are made at some times only: hours, weekdays or not on holidays.
function hasHours(TermsWord self) pure returns (bool) {
    return TermsWord.unwrap(self) & HOURS != ANY_HOUR;
}

/// @notice Whether anything is asked of a payment or its holder beyond amount, time and merchant.
function hasConditions(TermsWord self) pure returns (bool) {
    return TermsWord.unwrap(self) & CONDITIONS != 0;
}

function homeRegionOnly(TermsWord self) pure returns (bool) {
    return TermsWord.unwrap(self) & HOME_BIT != 0;
}

function listedRegionsOnly(TermsWord self) pure returns (bool) {
    return TermsWord.unwrap(self) & LISTED_BIT != 0;
}

/// @notice Whether the allowed categories are recorded for each listed district too, so that one read judges both.
function joinsLists(TermsWord self) pure returns (bool) {
    return TermsWord.unwrap(self) & JOINED_BIT != 0;
}

function namedMerchantsOnly(TermsWord self) pure returns (bool) {
    return TermsWord.unwrap(self) & NAMED_BIT != 0;
}

function closedOnHolidays(TermsWord self) pure returns (bool) {
    return TermsWord.unwrap(self) & HOLIDAYS_BIT != 0;
}

function evidenceRequired(TermsWord self) pure returns (bool) {
    return TermsWord.unwrap(self) & EVIDENCE_BIT != 0;
}

function purposeRequired(TermsWord self) pure returns (bool) {
    return TermsWord.unwrap(self) & PURPOSE_BIT != 0;
}

function consentRequired(TermsWord self) pure returns (bool) {
    return TermsWord.unwrap(self) & CONSENT_BIT != 0;
}

/// @notice Whether the vouchers give back a share of purchases instead of paying them.
function givesRebate(TermsWord self) pure returns (bool) {
    return TermsWord.unwrap(self) & REBATE_BIT != 0;
}

/// @notice The terms as they were proposed. The rebate's share is kept apart and is given.
function unpack(TermsWord self, uint16 rebateBps) pure returns (Terms memory terms) {
    terms.expiresAt = uint48(self.expiresAt());
    terms.perPaymentLimit = uint64(_orNone(self.perPaymentLimit(), FIELD_40));
    terms.dailyLimit = uint64(_orNone(self.dailyLimit(), FIELD_40));
    terms.monthlyLimit = uint64(_orNone(self.monthlyLimit(), FIELD_40));
    terms.totalLimit = uint64(_orNone(self.totalLimit(), FIELD_40));
    terms.categoryRule = CategoryRule((TermsWord.unwrap(self) >> RULE_SHIFT) & 3);
    terms.maxSalesBand = SalesBand(_orNone(self.maxSalesBand(), BAND_FIELD));
    terms.homeRegionOnly = self.homeRegionOnly();
    terms.listedRegionsOnly = self.listedRegionsOnly();
    terms.namedMerchantsOnly = self.namedMerchantsOnly();
    terms.opensAt = uint16(self.opensAt());
    terms.closesAt = uint16(_orNone(self.closesAt(), FIELD_11));
    terms.weekdays = uint8(_orNone(self.weekdays(), EVERY_DAY));
    terms.closedOnHolidays = self.closedOnHolidays();
    terms.evidenceRequired = self.evidenceRequired();
    terms.purposeRequired = self.purposeRequired();
    terms.consentRequired = self.consentRequired();
    terms.rebateBps = rebateBps;
}

function withExpiry(TermsWord self, uint48 expiresAt_) pure returns (TermsWord) {
    uint256 kept = TermsWord.unwrap(self) & ~(FIELD_40 << EXPIRY_SHIFT);
    return TermsWord.wrap(kept | (uint256(expiresAt_) << EXPIRY_SHIFT));
}

function withPause(TermsWord self, bool paused) pure returns (TermsWord) {
    uint256 word = TermsWord.unwrap(self);
    return TermsWord.wrap(paused ? word | PAUSE_BIT : word & ~PAUSE_BIT);
}

function withJoinedLists(TermsWord self) pure returns (TermsWord) {
    return TermsWord.wrap(TermsWord.unwrap(self) | JOINED_BIT);
}

function closed(TermsWord self) pure returns (TermsWord) {
    return TermsWord.wrap((TermsWord.unwrap(self) & ~uint256(3)) | uint256(ProgrammeStatus.Closed));
}

/// @dev A field's value, or its highest where the value is 0.
function _orHighest(uint256 value, uint256 highest) pure returns (uint256) {
    return value == 0 ? highest : value;
}

/// @dev A field's value, or 0 where it is its highest.
function _orNone(uint256 value, uint256 highest) pure returns (uint256) {
    return value == highest ? 0 : value;
}
