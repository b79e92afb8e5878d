// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CaseKind, Ground} from "./CaseOrder.sol";

/// @notice Where a case stands.
enum GrantCaseStatus {
    None, // there is none
    Opened, // the beneficiary may object until `until`; afterwards it may be carried out
    Objected, // waits for an answer, due before `until`
    Rejected // the objection was rejected: it may be carried out
}

/// @notice A case on an award. One at a time; it holds the award.
struct GrantCase {
    uint48 principal; // whole won that are to be returned
    uint56 penalty; // whole won besides
    uint48 until; // UTC second
    CaseKind kind;
    Ground ground;
    GrantCaseStatus status;
    bool extended; // the time to answer was
    bytes32 caseId; // a keyed hash of the case file
}
