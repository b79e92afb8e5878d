// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {RoundWon} from "../types/RoundWon.sol";
import {AccountKind} from "./AccountKind.sol";

/// @notice What stops or limits transfers, in one storage word, lowest bits first: paused by the bank 1, stopped by the
/// supervisor 1, unused 14, then 48 bits for each kind of account from Citizen to Bank: highest transfer 16, transfers a
/// day 16, highest balance 16, each a `RoundWon`. All zero while nothing is stopped and nothing limited.
type PolicyWord is uint256;

using {
    isPaused,
    isStoppedBySupervisor,
    isStopped,
    isNone,
    transferLimits,
    holderCap,
    withPause,
    withStop,
    withLimits
} for PolicyWord global;

uint256 constant PAUSED_BIT = 1;
uint256 constant STOPPED_BIT = 2;
uint256 constant LIMITS_WIDTH = 48;

/// @dev Kind 1 begins at bit 16, so kind k begins at 48 k − 32. Its cap begins 32 bits
/// further. System accounts lie beyond the word: no limits.
uint256 constant LIMITS_OFFSET = 32;

function isPaused(PolicyWord self) pure returns (bool) {
    return PolicyWord.unwrap(self) & PAUSED_BIT != 0;
}

function isStoppedBySupervisor(PolicyWord self) pure returns (bool) {
    return PolicyWord.unwrap(self) & STOPPED_BIT != 0;
}

/// @notice Whether either has stopped the service.
function isStopped(PolicyWord self) pure returns (bool) {
    return PolicyWord.unwrap(self) & (PAUSED_BIT | STOPPED_BIT) != 0;
}

/// @notice Whether nothing is stopped and nothing limited.
function isNone(PolicyWord self) pure returns (bool) {
    return PolicyWord.unwrap(self) == 0;
}

/// @notice The limits on transfers by accounts of `kind`: the most at once, then the most on a Korean day, 16 bits each.
/// @dev Needs the number of an admitted kind, as the next.
function transferLimits(PolicyWord self, uint256 kind) pure returns (uint256 limits) {
    unchecked {
        return uint32(PolicyWord.unwrap(self) >> (kind * LIMITS_WIDTH - LIMITS_OFFSET));
    }
}

/// @notice The highest balance of an account of `kind`.
function holderCap(PolicyWord self, uint256 kind) pure returns (RoundWon) {
    unchecked {
        return RoundWon.wrap(uint16(PolicyWord.unwrap(self) >> (kind * LIMITS_WIDTH)));
    }
}

function withPause(PolicyWord self, bool paused) pure returns (PolicyWord) {
    uint256 word = PolicyWord.unwrap(self);
    return PolicyWord.wrap(paused ? word | PAUSED_BIT : word & ~PAUSED_BIT);
}

function withStop(PolicyWord self, bool stopped) pure returns (PolicyWord) {
    uint256 word = PolicyWord.unwrap(self);
    return PolicyWord.wrap(stopped ? word | STOPPED_BIT : word & ~STOPPED_BIT);
}

function withLimits(
    PolicyWord self,
    AccountKind kind,
    RoundWon transfer,
    RoundWon daily,
    RoundWon cap
) pure returns (PolicyWord) {
    uint256 shift = uint256(kind) * LIMITS_WIDTH - LIMITS_OFFSET;
    uint256 limits =
        RoundWon.unwrap(transfer) |
            (uint256(RoundWon.unwrap(daily)) << 16) |
            (uint256(RoundWon.unwrap(cap)) << 32);
    uint256 kept = PolicyWord.unwrap(self) & ~(uint256(type(uint48).max) << shift);
    return PolicyWord.wrap(kept | (limits << shift));
}
