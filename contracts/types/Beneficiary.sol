// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Who gets a subsidy, whichever account it has: the first 20 bytes of a keyed hash of its registration number. The
/// ministry keeps the key, so that nobody else finds the number by trying all of them. Zero is nobody.
type Beneficiary is bytes20;

using {isNone, equals} for Beneficiary global;

/// @notice Whether nobody is named.
function isNone(Beneficiary self) pure returns (bool) {
    return Beneficiary.unwrap(self) == 0;
}

function equals(Beneficiary self, Beneficiary other) pure returns (bool) {
    return Beneficiary.unwrap(self) == Beneficiary.unwrap(other);
}
