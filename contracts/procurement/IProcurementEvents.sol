// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AgreementId} from "../types/AgreementId.sol";
import {Invoice} from "../types/Invoice.sol";
import {OverseerRole, TerminationGround} from "./AgreementStatus.sol";
import {
    AgreementTerms,
    MilestoneChange,
    MilestonePayout,
    MilestoneTerms,
    ProcurementRules
} from "./AgreementTerms.sol";

/// @title IProcurementEvents
/// @notice What happened to procurement agreements. Each change has one event; amounts are whole won.
interface IProcurementEvents {
    /// @notice Agreements opened from now on follow `rules`. `by` is the zero address at deployment.
    event RulesSet(ProcurementRules rules, address indexed by);

    /// @notice What the government pays late from Korean day `fromDay` on bears `rateBps` a year.
    event LateRateSet(uint16 indexed fromDay, uint16 rateBps, address indexed by);

    // ------------------------------------------------------------------------------------------ opening

    /// @notice The buyer, ministry `ministry`, and the supplier agreed; what is obligated on `matter` pays for it. Milestones are
    /// numbered from 1. `document`: a keyed hash of the paper.
    event AgreementOpened(
        AgreementId indexed agreement,
        bytes32 indexed matter,
        uint16 indexed ministry,
        AgreementTerms terms,
        MilestoneTerms[] milestones,
        ProcurementRules rules,
        bytes32 document,
        address by
    );

    /// @notice What the ministry agreed with the supplier in small agreements within 30 days comes to `sum`, which is not small.
    event SplitSuspected(
        AgreementId indexed agreement,
        address indexed supplier,
        uint16 indexed ministry,
        uint256 sum
    );

    /// @notice What is obligated on `matter` pays for the agreement too.
    event MatterBound(AgreementId indexed agreement, bytes32 indexed matter, address indexed by);
    event AgreementFunded(AgreementId indexed agreement, bytes32 indexed matter, uint64 amount);
    event BondDeposited(AgreementId indexed agreement, address indexed supplier, uint64 amount);

    /// @notice A guarantor answers for `amount` of the performance bond; it takes the place of what was recorded before.
    event GuaranteeRecorded(
        AgreementId indexed agreement,
        bytes32 indexed document,
        uint64 amount,
        address indexed by
    );
    event OverseerAppointed(
        AgreementId indexed agreement,
        address indexed account,
        OverseerRole role,
        bytes32 person,
        address indexed by
    );
    event OverseerDismissed(AgreementId indexed agreement, address indexed account, address indexed by);

    /// @notice The supplier names who is paid with it for a milestone, or with the advance (0). `shares`: the hash of the list.
    event SharesProposed(AgreementId indexed agreement, uint8 indexed milestone, bytes32 shares);
    event SharesApproved(
        AgreementId indexed agreement,
        uint8 indexed milestone,
        bytes32 shares,
        address indexed by
    );

    // ------------------------------------------------------------------------------------- work, payments

    event AdvancePaid(
        AgreementId indexed agreement,
        uint64 amount,
        bytes32 indexed papers,
        address indexed by
    );

    /// @notice The inspection clock starts.
    event WorkClaimed(AgreementId indexed agreement, uint8 indexed milestone, uint64 amount, bytes32 report);
    event WorkConfirmed(
        AgreementId indexed agreement,
        uint8 indexed milestone,
        bytes32 report,
        address indexed by
    );

    /// @notice The payment clock starts after Korean day `clockDay`. `lateDays`: those that bear a penalty.
    event WorkAccepted(
        AgreementId indexed agreement,
        uint8 indexed milestone,
        uint64 amount,
        bool full,
        uint16 clockDay,
        uint16 lateDays,
        bytes32 report,
        address indexed by
    );
    event WorkRejected(
        AgreementId indexed agreement,
        uint8 indexed milestone,
        bytes32 report,
        address indexed by
    );

    /// @notice `excusedDays` of delay of the milestone bear no penalty.
    event DelayExcused(
        AgreementId indexed agreement,
        uint8 indexed milestone,
        uint16 excusedDays,
        bytes32 papers,
        address indexed by
    );
    event MilestonePaid(
        AgreementId indexed agreement,
        uint8 indexed milestone,
        MilestonePayout payout,
        Invoice invoice,
        address indexed by
    );

    /// @notice The payee's account could not be credited, for `refusal`; what it is owed is held for it. Other payees got theirs: what the
    /// token's `Transfer` events from this contract in the transaction say.
    event PartWithheld(AgreementId indexed agreement, address indexed payee, uint64 amount, bytes refusal);
    event PartCollected(AgreementId indexed agreement, address indexed payee, uint64 amount);

    /// @notice The payment before this event was the last: the defects period runs from the last acceptance.
    event AgreementCompleted(AgreementId indexed agreement);

    // --------------------------------------------------------------------------------------------- changes

    event AmendmentProposed(
        AgreementId indexed agreement,
        bytes32 indexed amendment,
        bytes32 document,
        address indexed by
    );
    event AgreementAmended(AgreementId indexed agreement, uint64 price, MilestoneChange[] changes);

    // ------------------------------------------------------------------------------------------------- end

    /// @notice `forfeited` of the bond is revenue, `called` is claimed from the guarantor, `owed` is what the supplier owes for a
    /// bond that was waived, `returned` went back to the supplier.
    event AgreementTerminated(
        AgreementId indexed agreement,
        TerminationGround ground,
        bytes32 indexed caseId,
        uint64 forfeited,
        uint64 called,
        uint64 owed,
        uint64 returned,
        address indexed by
    );

    /// @notice The supplier gave `amount` of the advance back, and it went home.
    event AdvanceReturned(AgreementId indexed agreement, uint64 amount);

    /// @notice `returned` of the bond went to the supplier, `taken` is revenue, for delay.
    event BondReturned(AgreementId indexed agreement, uint64 returned, uint64 taken);

    /// @notice `amount` of what was retained is revenue, for a defect.
    event RetentionUsed(
        AgreementId indexed agreement,
        bytes32 indexed caseId,
        uint64 amount,
        address indexed by
    );

    /// @notice `released` of what was retained went to the supplier, `taken` is revenue, for delay.
    event RetentionReleased(AgreementId indexed agreement, uint64 released, uint64 taken);

    /// @notice What nothing more is to be paid from went home.
    event RestReturned(AgreementId indexed agreement, uint64 amount);

    /// @notice Nothing is held any more. `owed`: what the supplier still owes for delay.
    event AgreementClosed(AgreementId indexed agreement, uint64 owed);
}
