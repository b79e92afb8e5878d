// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Business} from "../types/Business.sol";
import {Mcc} from "../types/Mcc.sol";
import {Region} from "../types/Region.sol";
import {SalesBand} from "./SalesBand.sol";

/// @notice Where a merchant stands in the registry. Only one that is `Enrolled` takes vouchers.
enum MerchantStatus {
    None, // was never enrolled
    Enrolled,
    Suspended, // until it is reinstated
    Delisted, // closed its shop; may be enrolled anew
    Barred // may be enrolled anew once the bar has ended
}

/// @notice One merchant in one storage word, lowest bits first: status 8, category 16, district 24, sales band 8, barred
/// until 32 (UTC seconds), business 160, whether it was another's shop before 1. Bits 249 to 255 stay zero.
/// @dev Facts stay when a merchant leaves the list; a bar's end is zero unless the status is `Barred`.
type MerchantWord is uint256;

using {
    equals,
    isNone,
    status,
    isEnrolled,
    mcc,
    region,
    categoryGroup,
    salesBand,
    band,
    barredUntil,
    business,
    wasOthers,
    withStatus,
    withBar,
    asOnceOthers
} for MerchantWord global;

uint256 constant BAR_SHIFT = 56;
uint256 constant BUSINESS_SHIFT = 88;
uint256 constant WAS_OTHERS = 1 << 248;

function packMerchant(
    MerchantStatus status_,
    Mcc mcc_,
    Region region_,
    SalesBand salesBand_,
    Business business_
) pure returns (MerchantWord) {
    return
        MerchantWord.wrap(
            uint256(status_) |
                (uint256(Mcc.unwrap(mcc_)) << 8) |
                (uint256(Region.unwrap(region_)) << 24) |
                (uint256(salesBand_) << 48) |
                (uint256(uint160(Business.unwrap(business_))) << BUSINESS_SHIFT)
        );
}

/// @notice One number, of 32 bits, for a district and one word of a set of categories (`Mcc.bitmapWord`).
function categoryGroupOf(Region region_, uint256 word) pure returns (uint256) {
    return (uint256(Region.unwrap(region_)) << 8) | word;
}

function equals(MerchantWord self, MerchantWord other) pure returns (bool) {
    return MerchantWord.unwrap(self) == MerchantWord.unwrap(other);
}

/// @notice Whether nothing is recorded.
function isNone(MerchantWord self) pure returns (bool) {
    return MerchantWord.unwrap(self) == 0;
}

function status(MerchantWord self) pure returns (MerchantStatus) {
    return MerchantStatus(uint8(MerchantWord.unwrap(self)));
}

/// @notice Whether the merchant may take vouchers.
function isEnrolled(MerchantWord self) pure returns (bool) {
    return uint8(MerchantWord.unwrap(self)) == uint256(MerchantStatus.Enrolled);
}

function mcc(MerchantWord self) pure returns (Mcc) {
    return Mcc.wrap(uint16(MerchantWord.unwrap(self) >> 8));
}

function region(MerchantWord self) pure returns (Region) {
    return Region.wrap(uint24(MerchantWord.unwrap(self) >> 24));
}

/// @notice District and category but for its last 8 bits, as in `categoryGroupOf`.
function categoryGroup(MerchantWord self) pure returns (uint256) {
    return uint32(MerchantWord.unwrap(self) >> 16);
}

function salesBand(MerchantWord self) pure returns (SalesBand) {
    return SalesBand(uint8(MerchantWord.unwrap(self) >> 48));
}

/// @notice The number of the sales band.
function band(MerchantWord self) pure returns (uint256) {
    return uint8(MerchantWord.unwrap(self) >> 48);
}

/// @notice From this UTC second on a barred merchant may be enrolled anew.
function barredUntil(MerchantWord self) pure returns (uint48) {
    return uint32(MerchantWord.unwrap(self) >> BAR_SHIFT);
}

/// @notice Whose shop it is, as the operator said at the last enrolment.
function business(MerchantWord self) pure returns (Business) {
    return Business.wrap(bytes20(uint160(MerchantWord.unwrap(self) >> BUSINESS_SHIFT)));
}

/// @notice Whether the account was enrolled under another business before.
function wasOthers(MerchantWord self) pure returns (bool) {
    return MerchantWord.unwrap(self) & WAS_OTHERS != 0;
}

function withStatus(MerchantWord self, MerchantStatus status_) pure returns (MerchantWord) {
    return MerchantWord.wrap((MerchantWord.unwrap(self) & ~uint256(0xff)) | uint256(status_));
}

/// @notice Barred until `until`. @dev Needs a word without a bar.
function withBar(MerchantWord self, uint32 until) pure returns (MerchantWord) {
    uint256 word = MerchantWord.unwrap(self.withStatus(MerchantStatus.Barred));
    return MerchantWord.wrap(word | (uint256(until) << BAR_SHIFT));
}

/// @notice The word of an account that was enrolled under another business before.
function asOnceOthers(MerchantWord self) pure returns (MerchantWord) {
    return MerchantWord.wrap(MerchantWord.unwrap(self) | WAS_OTHERS);
}
