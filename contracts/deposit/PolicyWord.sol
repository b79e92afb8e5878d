// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What stops or limits every transfer, in one storage word, lowest bits first: paused by the bank 1, stopped by
/// the supervisor 1, unused 62, citizens' daily limit 64 (whole won; 0: none).
type PolicyWord is uint256;

using {
    isPaused,
    isStoppedBySupervisor,
    isStopped,
    dailyLimit,
    withPause,
    withStop,
    withDailyLimit
} for PolicyWord global;

uint256 constant PAUSED_BIT = 1;
uint256 constant STOPPED_BIT = 2;
uint256 constant LIMIT_SHIFT = 64;

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

function dailyLimit(PolicyWord self) pure returns (uint256 amount) {
    return PolicyWord.unwrap(self) >> LIMIT_SHIFT;
}

function withPause(PolicyWord self, bool paused) pure returns (PolicyWord) {
    uint256 word = PolicyWord.unwrap(self);
    return PolicyWord.wrap(paused ? word | PAUSED_BIT : word & ~PAUSED_BIT);
}

function withStop(PolicyWord self, bool stopped) pure returns (PolicyWord) {
    uint256 word = PolicyWord.unwrap(self);
    return PolicyWord.wrap(stopped ? word | STOPPED_BIT : word & ~STOPPED_BIT);
}

function withDailyLimit(PolicyWord self, uint64 limit) pure returns (PolicyWord) {
    return
        PolicyWord.wrap(
            (PolicyWord.unwrap(self) & (PAUSED_BIT | STOPPED_BIT)) | (uint256(limit) << LIMIT_SHIFT)
        );
}
