// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AwardId} from "../types/AwardId.sol";
import {AwardTerms} from "./AwardTerms.sol";
import {CaseOrder, Ground} from "./CaseOrder.sol";
import {ISubsidyErrors} from "./ISubsidyErrors.sol";
import {ISubsidyEvents} from "./ISubsidyEvents.sol";

/// @title ISubsidyDecisions
/// @notice What is decided on subsidies: who gets one, what it comes to in the end, what must be returned, and who gets no more.
interface ISubsidyDecisions is ISubsidyErrors, ISubsidyEvents {
    // ------------------------------------------------------------------------------------- attestors, awards

    /// @notice Lets `account` attest evidence.
    /// @dev Who: the ministry's attestor appointer. Fails: `InvalidAttestor` where it is bound to no person of the ministry or its person holds an office there,
    /// `PersonOnOtherSide` where that person has been a budget officer. Emits `SubsidyAttestorAppointed`.
    function appointAttestor(address account) external;

    /// @notice Ends an appointment; what was attested stands until it is taken back.
    /// @dev Who: as `appointAttestor`. Fails: `NotAttestor`. Emits `SubsidyAttestorDismissed`.
    function dismissAttestor(address account) external;

    /// @notice Awards a subsidy from what is obligated to this contract in trust on `matter` (art. 17).
    /// @dev Who: an obligating officer of the line's ministry. Fails: `MatterUnavailable`, `NotOfficer`, `OtherMinistry`,
    /// `InvalidAward`, `GrantExceeded` above the obligation, `BeneficiaryIsExcluded`, `BeneficiaryDiffers`, `NoLateReport` for a cut without
    /// one. Emits `AwardOpened`; `AwardSplitSuspected` where small awards of the beneficiary within 30 days from a first one are no longer
    /// small together.
    function award(bytes32 matter, AwardTerms calldata terms) external returns (AwardId id);

    /// @notice Awards to a sub-recipient what is split off the released and unpaid money of `parent`. It is released on evidence
    /// of its own; what is left returns to the parent while that is open, else home.
    /// @dev Who: an obligating officer of the award's ministry. Fails: `AwardUnknown`, `NotOfficer`, `InvalidParent` for a
    /// sub-award, `AwardNotOpen`, `AwardIsSuspended`, `AwardHeld`, `InvalidAward`, `LooserThanParent`, `AwardExceeded`, `BeneficiaryIsExcluded`,
    /// `BeneficiaryDiffers`, `NoLateReport`. Emits `AwardOpened`, `AwardSplit`.
    function split(AwardId parent, AwardTerms calldata terms) external returns (AwardId id);

    // --------------------------------------------------------------------------------------------- settlement

    /// @notice Hands in the settlement report (art. 27). Nothing is released or paid afterwards.
    /// @dev Who: the beneficiary, with the key its account has now. Fails: `AwardUnknown`, `NotBeneficiary`, `AwardNotOpen`, `AwardHeld`,
    /// `DocumentMissing`. Emits `SettlementReported`, `ReportWasLate` after the end of the day on which it was due.
    function report(AwardId id, bytes32 statement) external;

    /// @notice Notes that an award's settlement report is late (art. 27).
    /// @dev Who: anyone. Fails: `AwardUnknown`, `AwardNotOpen`, `ReportNotDue`, `AlreadyLate`. Emits `ReportWasLate`.
    function noteLateReport(AwardId id) external;

    /// @notice Fixes the award's amount (art. 28). What is unspent goes home; what was paid above the amount, and `interest` that
    /// arose, is owed (art. 31②). Without a report once it is late.
    /// @dev Who: an obligating officer of the award's ministry. Fails: `AwardUnknown`, `NotOfficer`, `AwardNotOpen`, `AwardHeld`,
    /// `ReportNotDue`, `FixedTooHigh`, `InvalidAward` for interest above what was granted, `VerificationMissing`, `AuditMissing`. Emits `AwardSettled`, `LeftoverReturned`.
    /// @param verification A hash of the outside accountant's check; @param audit of its audit report.
    function settle(
        AwardId id,
        uint64 fixedAmount,
        uint64 interest,
        bytes32 verification,
        bytes32 audit
    ) external;

    // ----------------------------------------------------------------------------------------- cases and debts

    /// @notice Stops releases and payments of an award under a case (art. 26, 32).
    /// @dev Who: the ministry's subsidy enforcer. Fails: `AwardUnknown`, `AwardNotOpen`, `AwardIsSuspended`, `DocumentMissing`. Emits
    /// `AwardSuspended`.
    function suspend(AwardId id, bytes32 caseId) external;

    /// @notice Ends a suspension. @dev Who: the ministry's subsidy reviewer. Fails: `AwardUnknown`, `AwardNotSuspended`. Emits
    /// `AwardResumed`.
    function resume(AwardId id, bytes32 caseId) external;

    /// @notice Opens a case and holds the award. The beneficiary may object for 30 days (art. 37), not counting this one; a
    /// last day that is no business day gives way to the next (Civil Act arts. 157, 161).
    /// @dev Who: the ministry's subsidy enforcer. Fails: `AwardUnknown`, `AwardNotOpen` for a cancellation of an award that is over,
    /// `AwardHeld`, `InvalidGrantCase` without a case, a kind or a ground, or a clawback of nothing, `ClaimExceeded`, `WelfareIsExempt` for
    /// a penalty, `PenaltyTooHigh`. Emits `GrantCaseOpened`.
    function openCase(AwardId id, CaseOrder calldata order) external;

    /// @notice Objects to the case; an answer is due within 14 days.
    /// @dev Who: the beneficiary. Fails: `AwardUnknown`, `NotBeneficiary`, `NoGrantCase`, `ObjectionPeriodOver`. Emits
    /// `GrantCaseObjected`.
    function objectToCase(AwardId id, bytes32 statement) external;

    /// @notice Extends the time to answer by 10 days, once.
    /// @dev Who: the ministry's subsidy reviewer, as for the answer. Fails: `NoObjection`, `AnswerExtendedBefore`, `ObjectionPeriodOver`
    /// after it. Emits `AnswerExtended`.
    function extendAnswer(AwardId id, bytes32 reason) external;

    /// @notice Answers the objection: upheld, the case ends; rejected, it may be carried out.
    /// @dev Who: the ministry's subsidy reviewer. Fails: `NoObjection`. Emits `ObjectionAnswered`.
    function answerObjection(AwardId id, bool upheld) external;

    /// @notice Ends a case without effect. @dev Who: the ministry's subsidy enforcer. Fails: `NoGrantCase`. Emits `GrantCaseDropped`.
    function dropCase(AwardId id) external;

    /// @notice Carries a case out: the beneficiary owes the principal with interest to this day, and the penalty (arts. 31, 33,
    /// 33-2), within 30 days; of a cancelled award what is unspent goes home. What was refunded meanwhile is owed no more, nor the
    /// penalty above five times the rest.
    /// @dev Who: the ministry's subsidy enforcer. Fails: `NoGrantCase`, `ObjectionPeriodRuns`, `ObjectionUndecided`. Emits `ClawedBack`,
    /// `AwardCancelled`, `LeftoverReturned`.
    function clawBack(AwardId id) external;

    /// @notice Adds a surcharge to what is overdue on an award, once (art. 33-2).
    /// @dev Who: the ministry's subsidy enforcer. Fails: `NoDebt`, `DebtNotOverdue`, `AlreadySurcharged`, `InvalidSurcharge`. Emits
    /// `SurchargeAdded`.
    function addSurcharge(AwardId id, uint16 bps) external;

    /// @notice Excludes the award's beneficiary from new awards before `until`, at most five years ahead (art. 31-2); it ends by
    /// itself.
    /// @dev Who: the ministry's subsidy enforcer. Fails: `AwardUnknown`, `DocumentMissing`, `WelfareIsExempt`, `InvalidExclusion`,
    /// `StrikesTooFew`. Emits `BeneficiaryExcluded`.
    function exclude(AwardId id, Ground ground, uint40 until, bytes32 caseId) external;

    /// @notice Ends the lock of an asset, by approval (art. 35). It cannot be bought again with a subsidy.
    /// @dev Who: the ministry's subsidised asset officer. Fails: `AssetNotLocked`, `DocumentMissing`. Emits `AssetLockReleased`.
    function releaseAsset(bytes32 asset, bytes32 approval) external;
}
