// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITrustee} from "../budget/ITrustee.sol";
import {AgreementId} from "../types/AgreementId.sol";
import {OverseerRole, TerminationGround} from "./AgreementStatus.sol";
import {AgreementTerms, MilestoneChange, MilestoneTerms, ProcurementRules} from "./AgreementTerms.sol";
import {Share} from "./Share.sol";

/// @title IProcurementOffices
/// @notice What is done to agreements seldom: rules, the opening, bonds, appointments, changes, the end.
/// @dev Who acts for the buyer is an obligating officer of its ministry, unless said otherwise. `NotOfficer` and `AgreementUnknown` are
/// refusals of each.
interface IProcurementOffices is ITrustee {
    // ---------------------------------------------------------------------------------------------- rules

    /// @notice Agreements opened from now on follow `rules_`.
    /// @dev Who: the finance ministry's procurement officer. Fails: `InvalidRules`. Emits `RulesSet`.
    function setRules(ProcurementRules calldata rules_) external;

    /// @notice What is paid late from today on bears `rateBps` a year: the average of banks' lending rates (decree art. 59).
    /// @dev Who: as `setRules`. Fails: `InvalidRules` above 100 %. Emits `LateRateSet`.
    function setLateRate(uint16 rateBps) external;

    // -------------------------------------------------------------------------------------------- opening

    /// @notice Opens an agreement that what is obligated on `matter` pays for. The price is the sum of its milestones.
    /// @dev Who: an obligating officer of the ministry whose line is obligated. Fails: `InvalidMatter`, `NotOfficer`,
    /// `DocumentMissing`, `InvalidAgreement`, `CreditorExcluded`, `AgreementTooLarge`, `PriceAboveObligation`. Emits
    /// `AgreementOpened`, `SplitSuspected`.
    function open(
        bytes32 matter,
        AgreementTerms calldata terms,
        MilestoneTerms[] calldata milestones,
        bytes32 document
    ) external returns (AgreementId agreement);

    /// @notice What is obligated on a further matter pays for the agreement too, such as another year's part.
    /// @dev Fails: `AgreementNotOpen`, `InvalidMatter`. Emits `MatterBound`.
    function bindMatter(AgreementId agreement, bytes32 matter) external;

    /// @notice Deposits `amount` of the performance bond from the supplier's account, which approved it (decree art. 50).
    /// @dev Who: the supplier. Fails: `NotSupplier`, `AgreementNotOpen`, `ZeroAmount`, `BondIsWaived`, `AgreementTooLarge`, and as a
    /// transfer. Emits `BondDeposited`.
    function depositBond(AgreementId agreement, uint64 amount) external;

    /// @notice Records that a guarantor outside answers for `amount` of the bond, in the place of what was recorded before.
    /// @dev Fails: `AgreementNotOpen`, `BondIsWaived`, `DocumentMissing`, `AgreementTooLarge`. Emits `GuaranteeRecorded`.
    function recordGuarantee(AgreementId agreement, uint64 amount, bytes32 document) external;

    /// @notice Makes `account` supervise or inspect the agreement. Nobody ever does both in one agreement, whichever account it uses, as
    /// far as the ministry has bound its accounts (decree art. 57); nobody appoints itself.
    /// @dev Fails: `AgreementNotOpen`, `InvalidOverseer`, `OverseerOnOtherSide`. Emits `OverseerAppointed`.
    function appointOverseer(AgreementId agreement, address account, OverseerRole role) external;

    /// @notice Ends an appointment.
    /// @dev Fails: `NotOverseer`. Emits `OverseerDismissed`.
    function dismissOverseer(AgreementId agreement, address account) external;

    /// @notice Names who is paid with the supplier for a milestone, or with the advance (0): `shares` is the hash of the list, or 0.
    /// @dev Who: the supplier. Fails: `NotSupplier`, `AgreementNotOpen`, `MilestoneUnknown`. Emits `SharesProposed`.
    function proposeShares(AgreementId agreement, uint8 milestone, bytes32 shares) external;

    /// @notice Approves the list that the supplier proposed; from now on only another approval changes it.
    /// @dev Fails: `AgreementNotOpen`, `SharesDiffer`, `InvalidShares`. Emits `SharesApproved`.
    function approveShares(AgreementId agreement, uint8 milestone, Share[] calldata shares) external;

    // ------------------------------------------------------------------------------------------- changes

    /// @notice `excusedDays` more of delay bear no penalty (decree art. 74(1)). Days that are too many count as none.
    /// @dev Fails: `AgreementNotOpen`, `MilestoneUnknown`, `DocumentMissing`. Emits `DelayExcused`.
    function excuseDelay(AgreementId agreement, uint8 milestone, uint16 excusedDays, bytes32 papers) external;

    /// @notice Proposes changes of milestones, whose hash is `amendment`; 0 withdraws.
    /// @dev Fails: `AgreementNotOpen`, `DocumentMissing`. Emits `AmendmentProposed`.
    function proposeAmendment(AgreementId agreement, bytes32 amendment, bytes32 document) external;

    /// @notice Agrees to what the buyer proposed: milestones get other values and days, or are added. The price is the sum, within what
    /// is obligated (decree arts. 64 to 66).
    /// @dev Who: the supplier. Fails: `NotSupplier`, `AgreementNotOpen`, `AmendmentDiffers`, `InvalidChange`, `AgreementTooLarge`,
    /// `PriceAboveObligation`, `AdvanceAboveRest`. Emits `AgreementAmended`.
    function amend(AgreementId agreement, MilestoneChange[] calldata changes) external;

    // ----------------------------------------------------------------------------------------------- end

    /// @notice Ends the agreement. For delay or a breach the bond is forfeited; it is not set off against what is owed for accepted work,
    /// but where it was waived (decree arts. 51 and 75). What is claimed is still inspected and paid.
    /// @dev Fails: `AgreementNotOpen`, `DocumentMissing`, `PenaltyBelowBond`. Emits `AgreementTerminated`, the Treasury's
    /// `RevenueReceived`, `PartWithheld`.
    function terminate(AgreementId agreement, TerminationGround ground, bytes32 caseId) external;

    /// @notice Gives `amount` of the advance that is not recovered back; it goes home.
    /// @dev Who: the supplier. Fails: `NotSupplier`, `AgreementNotOpen`, `ZeroAmount`, `AdvanceReturnExceeded`, and as a transfer. Emits
    /// `AdvanceReturned`, the ledger's `Returned`.
    function returnAdvance(AgreementId agreement, uint64 amount) external;

    /// @notice The bond of a completed agreement goes back, less what the supplier owes for delay.
    /// @dev Who: anyone. Fails: `AgreementNotEnded`, `NothingToReturn`. Emits `BondReturned`, `PartWithheld`.
    function returnBond(AgreementId agreement) external;

    /// @notice `amount` of what is retained is used for a defect, under a case (decree art. 63).
    /// @dev Fails: `AgreementNotEnded`, `ClaimPending`, `ZeroAmount`, `DocumentMissing`, `RetentionExceeded`. Emits `RetentionUsed`.
    function useRetention(AgreementId agreement, uint64 amount, bytes32 caseId) external;

    /// @notice What is retained goes to the supplier once the defects period is over, less what it owes for delay.
    /// @dev Who: anyone. Fails: `AgreementNotEnded`, `ClaimPending`, `RetentionNotDue`, `NothingToReturn`. Emits `RetentionReleased`, `PartWithheld`.
    function releaseRetention(AgreementId agreement) external;

    /// @notice What is held and not retained goes home: to the lines that paid it, or as revenue once their books are closed.
    /// @dev Who: anyone. Fails: `AgreementNotEnded`, `ClaimPending`, `NothingToReturn`. Emits `RestReturned`, the ledger's `Returned`
    /// or `ReturnedLate`.
    function returnRest(AgreementId agreement) external;

    /// @notice Closes an agreement of which nothing is held and nothing is to be paid.
    /// @dev Who: anyone. Fails: `AgreementNotEnded`, `ClaimPending`, `MoneyStillHeld`. Emits `AgreementClosed`.
    function close(AgreementId agreement) external;
}
