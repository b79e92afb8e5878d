// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What is procured. The rate of the delay penalty follows from it (Rule of the State Contracts Act art. 75).
enum AgreementKind {
    Construction,
    Goods, // made or bought
    Services,
    MilitaryFood,
    Transport // and storage
}

/// @notice How far an agreement is.
enum AgreementStatus {
    None,
    Open, // work is claimed, inspected and paid
    Completed, // everything is accepted and paid; the defects period runs
    Terminated, // the buyer has ended it; what was claimed before is still inspected and paid
    Closed // nothing is held any more (final)
}

/// @notice How far one milestone is.
enum MilestoneStatus {
    Due, // something of it is to be claimed
    Claimed, // the inspection clock runs
    Accepted, // the payment clock runs
    Rejected, // to be claimed again
    Paid // all of it (final)
}

/// @notice For what an account looks at the work of one agreement. No person does both (State Contracts Act's decree art. 57).
enum OverseerRole {
    None,
    Supervisor, // watches the work
    Inspector // accepts or rejects what is claimed
}

/// @notice Why the buyer ends an agreement.
enum TerminationGround {
    Delay, // the penalty has reached the bond, and completion is hopeless (decree art. 75(2))
    Breach, // another ground of decree art. 75(1)
    Convenience // the buyer's own reasons: nothing is forfeited
}

/// @notice What an agreement cannot be opened with.
enum AgreementPart {
    Supplier,
    Bond,
    Retention,
    Milestones
}
