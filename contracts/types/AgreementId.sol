// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Identifies one procurement agreement. The first is 1, so 0 is never one.
type AgreementId is uint64;

using {join} for AgreementId global;

/// @notice One mapping key for the agreement and `part`, which must fit 160 bits: an account or the number of a milestone.
function join(AgreementId agreement, uint256 part) pure returns (uint256 key) {
    return (uint256(AgreementId.unwrap(agreement)) << 160) | part;
}
