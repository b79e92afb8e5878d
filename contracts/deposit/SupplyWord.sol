// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {RoundWon} from "../types/RoundWon.sol";

/// @notice What is out and what may still be issued, in one storage word, lowest bits first: total supply 64, issuable 64
/// (whole won), attested until 48 (UTC seconds), reference of the last attestation 64, what one key issues a day without a
/// second person 16 (a `RoundWon`; none: no limit).
type SupplyWord is uint256;

using {
    total,
    issuable,
    attestedUntil,
    lastAttestation,
    issueThreshold,
    attest,
    issue,
    redeem,
    withIssueThreshold
} for SupplyWord global;

uint256 constant ISSUABLE_SHIFT = 64;
uint256 constant ATTESTED_SHIFT = 128;
uint256 constant ATTESTATION_SHIFT = 176;
uint256 constant THRESHOLD_SHIFT = 240;

/// @notice Whole won out.
function total(SupplyWord self) pure returns (uint256 amount) {
    return uint64(SupplyWord.unwrap(self));
}

/// @notice Whole won that may still be issued on the last attestation.
function issuable(SupplyWord self) pure returns (uint256 amount) {
    return uint64(SupplyWord.unwrap(self) >> ISSUABLE_SHIFT);
}

/// @notice The UTC second from which nothing can be issued.
function attestedUntil(SupplyWord self) pure returns (uint256) {
    return uint48(SupplyWord.unwrap(self) >> ATTESTED_SHIFT);
}

function lastAttestation(SupplyWord self) pure returns (uint64 ref) {
    return uint64(SupplyWord.unwrap(self) >> ATTESTATION_SHIFT);
}

/// @notice The most that one key issues on a Korean day without a second person; none: no limit.
function issueThreshold(SupplyWord self) pure returns (RoundWon) {
    return RoundWon.wrap(uint16(SupplyWord.unwrap(self) >> THRESHOLD_SHIFT));
}

/// @notice Records that deposits of `amount` won back the supply until second `until`.
/// @dev Issuing may fill the gap between what is attested and what is out at this moment. A redemption lowers the supply
/// and the reserve alike, so the gap stays as it is; only issuing closes it.
function attest(SupplyWord self, uint256 amount, uint256 until, uint64 ref) pure returns (SupplyWord) {
    uint256 out = self.total();
    uint256 gap = amount > out ? amount - out : 0;
    uint256 kept = (SupplyWord.unwrap(self) >> THRESHOLD_SHIFT) << THRESHOLD_SHIFT;
    uint256 attested = (gap << ISSUABLE_SHIFT) | (until << ATTESTED_SHIFT);
    return SupplyWord.wrap(kept | (uint256(ref) << ATTESTATION_SHIFT) | attested | out);
}

/// @dev Needs amount ≤ issuable. Total and issuable together never exceed an attested amount of 64 bits, or the total.
function issue(SupplyWord self, uint256 amount) pure returns (SupplyWord) {
    unchecked {
        return SupplyWord.wrap(SupplyWord.unwrap(self) + amount - (amount << ISSUABLE_SHIFT));
    }
}

function withIssueThreshold(SupplyWord self, RoundWon threshold) pure returns (SupplyWord) {
    uint256 kept = (SupplyWord.unwrap(self) << 16) >> 16;
    return SupplyWord.wrap(kept | (uint256(RoundWon.unwrap(threshold)) << THRESHOLD_SHIFT));
}

/// @dev Needs amount ≤ total.
function redeem(SupplyWord self, uint256 amount) pure returns (SupplyWord) {
    unchecked {
        return SupplyWord.wrap(SupplyWord.unwrap(self) - amount);
    }
}
