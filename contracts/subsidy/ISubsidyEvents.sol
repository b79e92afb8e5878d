// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AwardId} from "../types/AwardId.sol";
import {Beneficiary} from "../types/Beneficiary.sol";
import {Invoice} from "../types/Invoice.sol";
import {AssetKind} from "./Asset.sol";
import {AwardTerms} from "./AwardTerms.sol";
import {CaseKind, CaseOrder, Ground} from "./CaseOrder.sol";

/// @title ISubsidyEvents
/// @notice What happened to subsidies. Each change has one event with its amount, whole won; documents, evidence and cases are
/// named by hashes.
interface ISubsidyEvents {
    event SubsidyAttestorAppointed(address indexed account, address indexed by);
    event SubsidyAttestorDismissed(address indexed account, address indexed by);

    // ------------------------------------------------------------------------------------- award to release

    /// @notice A decision grants what its instalments add up to, from what is advanced on `matter`.
    event AwardOpened(
        AwardId indexed award,
        Beneficiary indexed beneficiary,
        bytes32 indexed matter,
        AwardTerms terms,
        address by
    );

    /// @notice The award opened before this event in the transaction is `amount` split off the parent's released money.
    event AwardSplit(AwardId indexed parent, AwardId indexed award, uint64 amount);

    /// @notice Small awards of the beneficiary within 30 days add up to `sum`, which is no longer small.
    event AwardSplitSuspected(Beneficiary indexed beneficiary, uint256 sum);

    /// @notice The Treasury advanced `amount`.
    event AwardFunded(AwardId indexed award, uint64 amount);

    event EvidenceAttested(
        AwardId indexed award,
        uint8 indexed instalment,
        address indexed attestor,
        bytes32 evidence
    );
    event EvidenceRevoked(
        AwardId indexed award,
        uint8 indexed instalment,
        address indexed attestor,
        bytes32 reason
    );

    /// @notice Of the instalment, `amount` can be paid from; `setOff` went to debts, of which `DebtPaid` tells.
    event InstalmentReleased(
        AwardId indexed award,
        uint8 indexed instalment,
        uint64 amount,
        uint64 setOff,
        address indexed by
    );

    // --------------------------------------------------------------------------------------------- payments

    /// @notice `amount` was paid from the award on an invoice of the payee, and `ownShare` by the beneficiary itself.
    event AwardPaid(
        AwardId indexed award,
        address indexed payee,
        Invoice indexed invoice,
        uint64 amount,
        uint64 ownShare,
        address holder
    );

    /// @notice The asset was bought with the payment before this event. It is locked.
    event AssetRecorded(
        bytes32 indexed asset,
        AwardId indexed award,
        Invoice indexed invoice,
        AssetKind kind
    );
    event AssetLockReleased(
        bytes32 indexed asset,
        AwardId indexed award,
        bytes32 indexed approval,
        address by
    );

    /// @notice Of a payment, `restored` came back to the award, of which what an award that is over cannot keep goes on
    /// (`LeftoverReturned`); `toDebt` paid what is owed on it, and `toHolder` went to the beneficiary: its own share, and what it
    /// had returned already.
    event AwardRefunded(
        AwardId indexed award,
        address indexed payee,
        Invoice indexed invoice,
        uint64 restored,
        uint64 toDebt,
        uint64 toHolder,
        uint16 day
    );

    // ------------------------------------------------------------------------------------------- settlement

    event SettlementReported(AwardId indexed award, bytes32 indexed statement, address by);

    /// @notice The settlement report is late: the beneficiary's next award may be cut.
    event ReportWasLate(AwardId indexed award, Beneficiary indexed beneficiary);

    /// @notice The amount is fixed. `excess` of what was paid is owed, and `interest`.
    event AwardSettled(
        AwardId indexed award,
        uint64 fixedAmount,
        uint64 excess,
        uint64 interest,
        bytes32 verification,
        bytes32 audit,
        address indexed by
    );

    /// @notice `amount` that was not spent went to the parent, or home where that is 0.
    event LeftoverReturned(AwardId indexed award, AwardId indexed parent, uint64 amount);

    // -------------------------------------------------------------------------------------- cases and debts

    event AwardSuspended(AwardId indexed award, bytes32 indexed caseId, address indexed by);
    event AwardResumed(AwardId indexed award, bytes32 indexed caseId, address indexed by);

    /// @notice The beneficiary may object before `until`; the award is held. Of a cancellation `order` has the principal of now.
    event GrantCaseOpened(
        AwardId indexed award,
        bytes32 indexed caseId,
        CaseOrder order,
        uint48 until,
        address indexed by
    );

    /// @notice An answer is due before `until`.
    event GrantCaseObjected(
        AwardId indexed award,
        bytes32 indexed caseId,
        bytes32 indexed statement,
        uint48 until
    );
    event AnswerExtended(
        AwardId indexed award,
        bytes32 indexed caseId,
        bytes32 indexed reason,
        uint48 until,
        address by
    );

    /// @notice `late`: after the time for it.
    event ObjectionAnswered(
        AwardId indexed award,
        bytes32 indexed caseId,
        bool upheld,
        bool late,
        address indexed by
    );
    event GrantCaseDropped(AwardId indexed award, bytes32 indexed caseId, address indexed by);

    /// @notice The award's beneficiary owes these, due before `dueAt`.
    event ClawedBack(
        AwardId indexed award,
        bytes32 indexed caseId,
        CaseKind kind,
        uint64 principal,
        uint64 interest,
        uint64 penalty,
        uint48 dueAt,
        address indexed by
    );
    event AwardCancelled(AwardId indexed award, bytes32 indexed caseId);
    event SurchargeAdded(AwardId indexed award, uint64 amount, address indexed by);

    /// @notice Of what is owed on the award, these were paid: `principal` home on its obligation, the others as revenue. `payer`:
    /// this contract for what was set off, and for what a payee refunded.
    event DebtPaid(
        AwardId indexed award,
        address indexed payer,
        uint64 principal,
        uint64 interest,
        uint64 penalty,
        uint64 surcharge
    );

    /// @notice The beneficiary gets no new award before `until`.
    event BeneficiaryExcluded(
        Beneficiary indexed beneficiary,
        AwardId indexed award,
        bytes32 indexed caseId,
        Ground ground,
        uint48 until,
        address by
    );
}
