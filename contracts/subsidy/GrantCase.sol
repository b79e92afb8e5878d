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

/// @notice Where a case stands.
enum GrantCaseStatus {
    None, // there is none
    Opened, // the beneficiary may object until `until`; afterwards it may be carried out
    Objected, // waits for an answer, due before `until`
    Rejected // the objection was rejected: it may be carried out
}

/// @notice What an officer has decided, unless an objection is upheld.
struct CaseOrder {
    CaseKind kind;
    Ground ground;
    uint64 principal; // whole won to return; of a cancellation all that was paid and is not claimed, whatever is given
    uint64 penalty; // whole won besides
    bytes32 caseId; // a keyed hash of the case file
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

/// @notice What is owed on an award, whole won: one word.
struct GrantDebt {
    uint48 principal; // comes home on the award's obligation
    uint56 interest; // this and what follows is revenue
    uint56 penalty;
    uint56 surcharge; // on arrears, once
    uint40 dueAt; // UTC second from which it is overdue
}

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
