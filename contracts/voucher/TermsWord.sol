// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { Mcc } from "../types/Mcc.sol";
import { Region } from "../types/Region.sol";
import { SalesBand } from "./MerchantWord.sol";

/// @notice How a programme's list of categories is read.
enum CategoryRule {
    Any, // no list
    Only, // the listed categories and no other
    Except // every category but the listed
}

/// @notice Where a programme stands. Its expiry is in its terms: time alone ends spending.
enum ProgrammeStatus {
    None, // never opened
    Open, // may grant
    Closed // grants no more and its ungranted rest went home (final); what was granted lives on until it expires
}

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
/// payment 64, category rule 8, highest sales band 8, home district 8, listed districts 8, named merchants 8.
type TermsWord is uint256;

using {
    status,
    expiresAt,
    perPaymentLimit,
    categoryRule,
    maxSalesBand,
    homeRegionOnly,
    listedRegionsOnly,
    namedMerchantsOnly,
    unpack,
    withExpiry,
    closed
} for TermsWord global;

/// @notice The word of a programme that has just opened on `terms`.
function packTerms(Terms memory terms) pure returns (TermsWord) {
    uint256 word = uint256(ProgrammeStatus.Open) |
        (uint256(terms.expiresAt) << 8) |
        (uint256(terms.perPaymentLimit) << 56) |
        (uint256(terms.categoryRule) << 120) |
        (uint256(terms.maxSalesBand) << 128);
    if (terms.homeRegionOnly) word |= 1 << 136;
    if (terms.listedRegionsOnly) word |= 1 << 144;
    if (terms.namedMerchantsOnly) word |= 1 << 152;
    return TermsWord.wrap(word);
}

function status(TermsWord self) pure returns (ProgrammeStatus) {
    return ProgrammeStatus(uint8(TermsWord.unwrap(self)));
}

function expiresAt(TermsWord self) pure returns (uint48) {
    return uint48(TermsWord.unwrap(self) >> 8);
}

function perPaymentLimit(TermsWord self) pure returns (uint64) {
    return uint64(TermsWord.unwrap(self) >> 56);
}

function categoryRule(TermsWord self) pure returns (CategoryRule) {
    return CategoryRule(uint8(TermsWord.unwrap(self) >> 120));
}

function maxSalesBand(TermsWord self) pure returns (SalesBand) {
    return SalesBand(uint8(TermsWord.unwrap(self) >> 128));
}

function homeRegionOnly(TermsWord self) pure returns (bool) {
    return TermsWord.unwrap(self) & (1 << 136) != 0;
}

function listedRegionsOnly(TermsWord self) pure returns (bool) {
    return TermsWord.unwrap(self) & (1 << 144) != 0;
}

function namedMerchantsOnly(TermsWord self) pure returns (bool) {
    return TermsWord.unwrap(self) & (1 << 152) != 0;
}

function unpack(TermsWord self) pure returns (Terms memory) {
    return
        Terms({
            expiresAt: self.expiresAt(),
            perPaymentLimit: self.perPaymentLimit(),
            categoryRule: self.categoryRule(),
            maxSalesBand: self.maxSalesBand(),
            homeRegionOnly: self.homeRegionOnly(),
            listedRegionsOnly: self.listedRegionsOnly(),
            namedMerchantsOnly: self.namedMerchantsOnly()
        });
}

function withExpiry(TermsWord self, uint48 expiresAt_) pure returns (TermsWord) {
    uint256 kept = TermsWord.unwrap(self) & ~(uint256(type(uint48).max) << 8);
    return TermsWord.wrap(kept | (uint256(expiresAt_) << 8));
}

function closed(TermsWord self) pure returns (TermsWord) {
    return TermsWord.wrap((TermsWord.unwrap(self) & ~uint256(0xff)) | uint256(ProgrammeStatus.Closed));
}
