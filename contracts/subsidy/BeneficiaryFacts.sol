// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What is known of a beneficiary, whichever account it has: one word.
struct BeneficiaryFacts {
    uint40 excludedUntil; // UTC second from which it gets awards again; 0: it was never excluded
    uint64 owed; // whole won of all its awards
    uint40 overdueFrom; // UTC second from which some of it is overdue
    uint8 lateReports; // that no award was cut for yet
    uint8 frauds; // strikes on the ground of false applications
    uint8 otherUses;
    uint8 breaches;
}
