// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What stops or limits every transfer, in one storage word, lowest bits first: paused by the bank 1, stopped by
/// the supervisor 1, unused 14, accounts 48 (a number), citizens' daily limit 64 (whole won; 0: none).
type PolicyWord is uint256;

using {
    isPaused,
    isStoppedBySupervisor,
    isStopped,
    dailyLimit,
    withPause,
    withStop,
    accounts,
    withDailyLimit,
    withAccountAdded,
    withAccountRemoved
} for PolicyWord global;

uint256 constant PAUSED_BIT = 1;
uint256 constant STOPPED_BIT = 2;
uint256 constant ACCOUNTS_SHIFT = 16;
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
    return PolicyWord.wrap(uint64(PolicyWord.unwrap(self)) | (uint256(limit) << LIMIT_SHIFT));
}

/// @notice How many accounts are open: admitted or registered, and not closed. An expired or suspended one counts.
function accounts(PolicyWord self) pure returns (uint256) {
    return uint48(PolicyWord.unwrap(self) >> ACCOUNTS_SHIFT);
}

/// @dev 48 bits of accounts cannot be filled, at one storage word each.
function withAccountAdded(PolicyWord self) pure returns (PolicyWord) {
    unchecked {
        return PolicyWord.wrap(PolicyWord.unwrap(self) + (1 << ACCOUNTS_SHIFT));
    }
}

/// @dev Needs an account that was counted.
function withAccountRemoved(PolicyWord self) pure returns (PolicyWord) {
    unchecked {
        return PolicyWord.wrap(PolicyWord.unwrap(self) - (1 << ACCOUNTS_SHIFT));
    }
}
