// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Identifies one award of a subsidy. The first is 1, so 0 is never an award.
type AwardId is uint64;

using {isNone, equals, instalmentKey} for AwardId global;

/// @notice Whether no award is named.
function isNone(AwardId self) pure returns (bool) {
    return AwardId.unwrap(self) == 0;
}

function equals(AwardId self, AwardId other) pure returns (bool) {
    return AwardId.unwrap(self) == AwardId.unwrap(other);
}

/// @notice One mapping key for the award and the number of one of its instalments.
function instalmentKey(AwardId self, uint8 instalment) pure returns (uint256 key) {
    return (uint256(AwardId.unwrap(self)) << 8) | instalment;
}
