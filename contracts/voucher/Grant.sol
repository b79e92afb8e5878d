// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice One beneficiary and the whole won granted.
struct GrantItem {
    address holder;
    uint64 amount;
}

/// @notice What was granted under one reference.
struct GrantRecord {
    uint64 holders; // items of the batch
    uint64 amount; // whole won in all
    uint48 grantedAt; // UTC second; 0: the reference was not used
}
