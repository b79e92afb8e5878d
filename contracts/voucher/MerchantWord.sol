// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Mcc} from "../types/Mcc.sol";
import {Region} from "../types/Region.sol";
import {SalesBand} from "./SalesBand.sol";

/// @notice Where a merchant stands in the registry.
enum MerchantStatus {
    None, // not enrolled, or delisted
    Enrolled,
    Suspended
}

/// @notice One merchant in one storage word, lowest bits first: status 8, category 16, district 24, sales band 8.
type MerchantWord is uint256;

using {equals, isNone, status, isEnrolled, mcc, region, salesBand, band, withStatus} for MerchantWord global;

function packMerchant(
    MerchantStatus status_,
    Mcc mcc_,
    Region region_,
    SalesBand salesBand_
) pure returns (MerchantWord) {
    return
        MerchantWord.wrap(
            uint256(status_) |
                (uint256(Mcc.unwrap(mcc_)) << 8) |
                (uint256(Region.unwrap(region_)) << 24) |
                (uint256(salesBand_) << 48)
        );
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

/// @notice Whether the merchant is enrolled and not suspended.
function isEnrolled(MerchantWord self) pure returns (bool) {
    return uint8(MerchantWord.unwrap(self)) == uint256(MerchantStatus.Enrolled);
}

function mcc(MerchantWord self) pure returns (Mcc) {
    return Mcc.wrap(uint16(MerchantWord.unwrap(self) >> 8));
}

function region(MerchantWord self) pure returns (Region) {
    return Region.wrap(uint24(MerchantWord.unwrap(self) >> 24));
}

function salesBand(MerchantWord self) pure returns (SalesBand) {
    return SalesBand(uint8(MerchantWord.unwrap(self) >> 48));
}

/// @notice The number of the sales band.
function band(MerchantWord self) pure returns (uint256) {
    return uint8(MerchantWord.unwrap(self) >> 48);
}

function withStatus(MerchantWord self, MerchantStatus status_) pure returns (MerchantWord) {
    return MerchantWord.wrap((MerchantWord.unwrap(self) & ~uint256(0xff)) | uint256(status_));
}
