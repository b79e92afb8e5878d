// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Where a budget line stands. Whole won.
struct LineFacts {
    uint64 appropriated;
    uint64 allotted; // of what is appropriated
    uint64 reserved; // of what is allotted
    uint64 obligated; // of what is allotted
    uint64 advanced; // paid to programmes in trust, in all
    uint64 liquidated; // paid to other creditors, in all
    uint64 returned; // of what was paid
    uint64 lapsed; // appropriated and not spent when the books closed
}

/// @notice Where an obligation stands. Whole won.
struct ObligationFacts {
    uint64 line; // the number of the line that owes it
    uint64 amount; // what the line owes in all
    uint64 paid; // of it, less what came back
    uint64 paidBefore; // by the line of the year before, less what came back
    bool inTrust; // the creditor is a contract that holds the money for others
    bool assigned; // payees were named when it was made
    bool carriedOver; // from the year before
}
