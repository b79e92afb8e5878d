// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {OfficerRole} from "../budget/Officer.sol";
import {AwardId} from "../types/AwardId.sol";
import {Beneficiary} from "../types/Beneficiary.sol";
import {Mcc} from "../types/Mcc.sol";
import {AwardPart} from "./AwardPart.sol";
import {AwardStatus} from "./AwardStatus.sol";

/// @title ISubsidyErrors
/// @notice Why an act on subsidies is refused. Amounts are whole won, times UTC seconds, days Korean.
interface ISubsidyErrors {
    // -------------------------------------------------------------------------------------- awards, advances

    error AwardUnknown(AwardId award);
    error AwardNotOpen(AwardId award, AwardStatus status);
    error AwardIsSuspended(AwardId award);
    error AwardNotSuspended(AwardId award);

    /// @notice The case `caseId` on the award is open.
    error AwardHeld(AwardId award, bytes32 caseId);

    error InvalidAward(AwardPart part);

    /// @notice A part of a sub-award's terms asks for less than the parent's.
    error LooserThanParent(AwardId parent, AwardPart part);

    /// @notice What is split is no open award of the first rank.
    error InvalidParent(AwardId parent);

    /// @notice The Treasury owes nothing on `matter` to this contract in trust, or another award holds it.
    error MatterUnavailable(bytes32 matter);
    error AdvanceNotFromTreasury(address caller);

    /// @notice The line is of a ministry whose authority does not run this contract.
    error OtherMinistry(uint16 ministry);
    error NotOfficer(address account, uint16 ministry, OfficerRole role);

    /// @notice The obligation, or the decision, leaves `left` to grant or to advance.
    error GrantExceeded(AwardId award, uint256 left, uint256 amount);

    error BeneficiaryIsExcluded(Beneficiary beneficiary, uint48 until);

    /// @notice An earlier award of the account was of another beneficiary.
    error BeneficiaryDiffers(address account, Beneficiary known, Beneficiary named);

    /// @notice No settlement report of the beneficiary was late, for which no award was cut yet.
    error NoLateReport(Beneficiary beneficiary);

    // -------------------------------------------------------------------------------------- evidence, release

    /// @notice `account` cannot attest: the ministry does not know whose it is, or its person holds an office there.
    error InvalidAttestor(address account);
    error NotAttestor(address account);

    /// @notice The person obligates or disburses for a ministry, and does not attest.
    error PersonOnOtherSide(address account, bytes32 person, OfficerRole side);
    error InstalmentUnknown(AwardId award, uint8 instalment);
    error InstalmentNotNext(AwardId award, uint8 instalment, uint8 next);
    error AlreadyReleased(AwardId award, uint8 instalment);

    /// @notice The person of `account` has attested it already.
    error SamePersonAttested(AwardId award, uint8 instalment, address account);

    /// @notice Two persons have.
    error TwoHaveAttested(AwardId award, uint8 instalment);
    error NotAttestedBy(AwardId award, uint8 instalment, address account);
    error AttestationsMissing(AwardId award, uint8 instalment, uint256 have, uint256 need);

    /// @notice The person of `account` attested the evidence, and does not release on it.
    error AttestorReleases(AwardId award, uint8 instalment, address account);

    /// @notice Of what was advanced, `left` is not released.
    error AdvanceMissing(AwardId award, uint256 left, uint256 amount);

    /// @notice The beneficiary owes `amount` that is overdue, which is set off first.
    error DebtOutstanding(Beneficiary beneficiary, uint256 amount);
    error NotDebtOf(AwardId award, Beneficiary beneficiary);
    error BatchTooLong(uint256 length, uint256 limit);

    // ----------------------------------------------------------------------------------------------- payments

    error ZeroAmount();
    error NotBeneficiary(AwardId award, address account);
    error AwardInvoiceMissing(AwardId award);
    error AwardPeriodOver(AwardId award, uint48 endsAt);

    /// @notice The payee is the beneficiary, another account of it, or its business; or that of the parent award.
    error PayeeIsBeneficiary(AwardId award, address payee);

    /// @notice The payee is not enrolled under the category that the award asks for.
    error PayeeNotQualified(AwardId award, address payee, Mcc category);

    /// @notice Of what is released, `left` is not paid.
    error AwardExceeded(AwardId award, uint256 left, uint256 amount);
    error AssetMissing(AwardId award);

    /// @notice The asset was bought on another invoice, with the award `award`.
    error AssetTaken(bytes32 asset, AwardId award);
    error AssetNotLocked(bytes32 asset);
    error SignedPaymentLate(AwardId award, uint48 deadline);
    error NonceNotNext(AwardId award, uint64 next);
    error PaymentUnsigned(AwardId award, address account);

    /// @notice `caller` is not the payee that was paid.
    error NotPayee(address payee, address caller);

    // --------------------------------------------------------------------------------------------- settlement

    /// @notice A decision, a statement or an approval is named by its hash.
    error DocumentMissing();

    /// @notice The settlement report has not come in, and is not due before the end of `day`.
    error ReportNotDue(AwardId award, uint256 day);
    error AlreadyLate(AwardId award);

    /// @notice At most `most` can be fixed: what was paid and is not claimed.
    error FixedTooHigh(AwardId award, uint256 most, uint256 amount);

    /// @notice From `threshold` on, an outside accountant checks the statement (Subsidy Act art. 27), or audits it (27-2).
    error VerificationMissing(AwardId award, uint256 threshold, uint256 amount);
    error AuditMissing(AwardId award, uint256 threshold, uint256 amount);

    // ------------------------------------------------------------------------------------------ cases and debts

    error InvalidGrantCase(AwardId award);
    error NoGrantCase(AwardId award);
    error ObjectionPeriodOver(AwardId award, uint48 until);

    /// @notice The beneficiary may still object, before `until`.
    error ObjectionPeriodRuns(AwardId award, uint48 until);

    /// @notice The objection waits for an answer, due before `until`.
    error ObjectionUndecided(AwardId award, uint48 until);
    error NoObjection(AwardId award);
    error AnswerExtendedBefore(AwardId award);

    /// @notice Of what was paid, `left` is not claimed.
    error ClaimExceeded(AwardId award, uint256 left, uint256 amount);

    /// @notice A penalty is at most `most`: five times what is to be returned (Subsidy Act art. 33-2).
    error PenaltyTooHigh(AwardId award, uint256 most, uint256 amount);

    /// @notice Welfare is exempt (Subsidy Act arts. 31-2, 33-2).
    error WelfareIsExempt(AwardId award);
    error NoDebt(AwardId award);
    error DebtExceeded(AwardId award, uint256 left, uint256 amount);
    error DebtNotOverdue(AwardId award, uint48 until);
    error AlreadySurcharged(AwardId award);

    /// @notice A surcharge is of something, and of at most `limit` basis points.
    error InvalidSurcharge(AwardId award, uint256 bps, uint256 limit);

    /// @notice An exclusion ends ahead, and before `latest`: five years (Subsidy Act art. 31-2).
    error InvalidExclusion(Beneficiary beneficiary, uint48 until, uint48 latest);
    error StrikesTooFew(Beneficiary beneficiary, uint256 have, uint256 need);
}
