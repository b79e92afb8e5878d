// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice A merchant category code of ISO 18245: four decimal digits, 0 to 9999.
type Mcc is uint16;

/// @dev How many words a set of categories has.
uint256 constant BITMAP_WORDS = 40;

using {isCode, isNamed, equals, bitmapWord, bitmapBit} for Mcc global;

/// @notice Whether the number has at most four decimal digits.
function isCode(Mcc mcc) pure returns (bool) {
    return Mcc.unwrap(mcc) <= 9999;
}

/// @notice Which 256-bit word of a category set holds this code.
function bitmapWord(Mcc mcc) pure returns (uint256 index) {
    return Mcc.unwrap(mcc) >> 8;
}

/// @notice The one bit that stands for this code inside its word.
function bitmapBit(Mcc mcc) pure returns (uint256 bit) {
    return 1 << (Mcc.unwrap(mcc) & 0xff);
}

/// @notice Whether a category is named at all; 0000 is none of ISO 18245.
function isNamed(Mcc mcc) pure returns (bool) {
    return Mcc.unwrap(mcc) != 0;
}

function equals(Mcc mcc, Mcc other) pure returns (bool) {
    return Mcc.unwrap(mcc) == Mcc.unwrap(other);
}
