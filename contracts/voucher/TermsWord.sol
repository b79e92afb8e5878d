// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Mcc} from "../types/Mcc.sol";
import {Region} from "../types/Region.sol";
import {CategoryRule} from "./CategoryRule.sol";
import {ProgrammeStatus} from "./ProgrammeStatus.sol";
import {SalesBand} from "./SalesBand.sol";

/// @notice What vouchers of a programme may be spent on. Fixed when the programme opens, but that expiry may be extended.
struct Terms {
    uint48 expiresAt; // UTC second from which nothing can be spent
    uint64 perPaymentLimit; // whole won a payment; 0: no limit
    CategoryRule categoryRule;
    SalesBand maxSalesBand; // highest band of a merchant's sales; Unknown: no limit
    bool homeRegionOnly; // only in the holder's home district
    bool listedRegionsOnly; // only in the listed districts
    bool namedMerchantsOnly; // only at the named merchants
}

/// @notice What a programme's vouchers are for: the terms, the lists that belong to them, and the document behind them.
struct Purpose {
    Terms terms;
    Mcc[] categories; // read by `terms.categoryRule`
    Region[] regions; // districts, by their exact codes, where `terms.listedRegionsOnly`
    address[] merchants; // where `terms.namedMerchantsOnly`
    bytes32 documentHash; // of the document that states the terms in words
}

/// @notice Status and terms of one programme in one storage word, lowest bits first: status 8, expires at 48, limit a
/// payment 64, category rule 8, highest sales band 8, home district 1, listed districts 1, named merchants 1.
/// @dev A limit or band that is off is stored as the field's highest value, so that checking it needs no second question.
/// An unknown programme is all zero: it has expired, at second 0.
type TermsWord is uint256;

using {
    status,
    expiresAt,
    perPaymentLimit,
    hasCategoryRule,
    listsAllowed,
    maxSalesBand,
    homeRegionOnly,
    listedRegionsOnly,
    namedMerchantsOnly,
    unpack,
    withExpiry,
    closed
} for TermsWord global;

uint256 constant EXPIRY_SHIFT = 8;
uint256 constant LIMIT_SHIFT = 56;
uint256 constant RULE_SHIFT = 120;
uint256 constant BAND_SHIFT = 128;
uint256 constant HOME_BIT = 1 << 136;
uint256 constant LISTED_BIT = 1 << 137;
uint256 constant NAMED_BIT = 1 << 138;

/// @notice The word of a programme that has just opened on `terms`.
function packTerms(Terms memory terms) pure returns (TermsWord) {
    uint256 limit = terms.perPaymentLimit == 0 ? type(uint64).max : terms.perPaymentLimit;
    uint256 band = terms.maxSalesBand == SalesBand.Unknown ? type(uint8).max : uint256(terms.maxSalesBand);
    uint256 word =
        uint256(ProgrammeStatus.Open) |
            (uint256(terms.expiresAt) << EXPIRY_SHIFT) |
            (limit << LIMIT_SHIFT) |
            (uint256(terms.categoryRule) << RULE_SHIFT) |
            (band << BAND_SHIFT);
    if (terms.homeRegionOnly) word |= HOME_BIT;
    if (terms.listedRegionsOnly) word |= LISTED_BIT;
    if (terms.namedMerchantsOnly) word |= NAMED_BIT;
    return TermsWord.wrap(word);
}

function status(TermsWord self) pure returns (ProgrammeStatus) {
    return ProgrammeStatus(uint8(TermsWord.unwrap(self)));
}

/// @notice The UTC second from which nothing can be spent; 0 for an unknown programme.
function expiresAt(TermsWord self) pure returns (uint256) {
    return uint48(TermsWord.unwrap(self) >> EXPIRY_SHIFT);
}

/// @notice Whole won a payment; 2^64-1 where there is no limit.
function perPaymentLimit(TermsWord self) pure returns (uint256) {
    return uint64(TermsWord.unwrap(self) >> LIMIT_SHIFT);
}

/// @notice Whether there is a category list at all.
function hasCategoryRule(TermsWord self) pure returns (bool) {
    return TermsWord.unwrap(self) & (0xff << RULE_SHIFT) != 0;
}

/// @notice Whether the category list names what is allowed, rather than what is not.
function listsAllowed(TermsWord self) pure returns (bool) {
    return uint8(TermsWord.unwrap(self) >> RULE_SHIFT) == uint256(CategoryRule.Only);
}

/// @notice The number of the highest sales band; 255 where there is no limit.
function maxSalesBand(TermsWord self) pure returns (uint256) {
    return uint8(TermsWord.unwrap(self) >> BAND_SHIFT);
}

function homeRegionOnly(TermsWord self) pure returns (bool) {
    return TermsWord.unwrap(self) & HOME_BIT != 0;
}

function listedRegionsOnly(TermsWord self) pure returns (bool) {
    return TermsWord.unwrap(self) & LISTED_BIT != 0;
}

function namedMerchantsOnly(TermsWord self) pure returns (bool) {
    return TermsWord.unwrap(self) & NAMED_BIT != 0;
}

function unpack(TermsWord self) pure returns (Terms memory) {
    uint256 limit = self.perPaymentLimit();
    uint256 band = self.maxSalesBand();
    return
        Terms({
            expiresAt: uint48(self.expiresAt()),
            perPaymentLimit: limit == type(uint64).max ? 0 : uint64(limit),
            categoryRule: CategoryRule(uint8(TermsWord.unwrap(self) >> RULE_SHIFT)),
            maxSalesBand: band == type(uint8).max ? SalesBand.Unknown : SalesBand(band),
            homeRegionOnly: self.homeRegionOnly(),
            listedRegionsOnly: self.listedRegionsOnly(),
            namedMerchantsOnly: self.namedMerchantsOnly()
        });
}

function withExpiry(TermsWord self, uint48 expiresAt_) pure returns (TermsWord) {
    uint256 kept = TermsWord.unwrap(self) & ~(uint256(type(uint48).max) << EXPIRY_SHIFT);
    return TermsWord.wrap(kept | (uint256(expiresAt_) << EXPIRY_SHIFT));
}

function closed(TermsWord self) pure returns (TermsWord) {
    return TermsWord.wrap((TermsWord.unwrap(self) & ~uint256(0xff)) | uint256(ProgrammeStatus.Closed));
}
