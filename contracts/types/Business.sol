// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Whose shop it is: the first 20 bytes of a keyed hash of the owner's business registration number. The operator
/// keeps the key, so that nobody else finds the number by trying all of them. Zero is no business.
type Business is bytes20;

using {isNone, equals} for Business global;

/// @notice Whether no business is named.
function isNone(Business self) pure returns (bool) {
    return Business.unwrap(self) == 0;
}

function equals(Business self, Business other) pure returns (bool) {
    return Business.unwrap(self) == Business.unwrap(other);
}
