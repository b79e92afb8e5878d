// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What a case is to decide.
enum CaseKind {
    None,
    Cancellation, // of the award's decision: all that was paid, with interest (Subsidy Act arts. 30, 31)
    Clawback // of a part that a cause names, with interest (art. 33)
}

/// @notice Why. Each is counted, and after as many as it takes the beneficiary can be excluded (Subsidy Act art. 31-2; the
/// numbers of strikes are our reading, verify against the current text).
enum Ground {
    None,
    FalseApplication, // the award was got by fraud: one strike
    OtherUse, // it was spent for something else: two strikes
    BrokenConditions // a condition of the decision was broken: three strikes
}

/// @notice What an officer has decided, unless an objection is upheld.
struct CaseOrder {
    CaseKind kind;
    Ground ground;
    uint64 principal; // whole won to return; of a cancellation all that was paid and is not claimed, whatever is given
    uint64 penalty; // whole won besides
    bytes32 caseId; // a keyed hash of the case file
}
