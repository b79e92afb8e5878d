// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AgreementId} from "../types/AgreementId.sol";
import {Invoice} from "../types/Invoice.sol";
import {OverseerRole} from "./AgreementStatus.sol";
import {MilestonePayout, ProcurementRules} from "./AgreementTerms.sol";
import {AgreementFacts, MilestoneFacts} from "./AgreementFacts.sol";
import {IProcurementErrors} from "./IProcurementErrors.sol";
import {IProcurementEvents} from "./IProcurementEvents.sol";
import {Share} from "./Share.sol";

/// @title IProcurementEscrow
/// @notice Agreements between a ministry and a supplier, whose price is held here until work is claimed, inspected and accepted
/// (State Contracts Act and its decree, read in the version of 2006-12-29; verify against the current text).
/// @dev Amounts are whole won; a day is the number of days since 1970-01-01 in Korea. Officers are those of the appropriation
/// ledger. What is held of one agreement = funded + bonds − paid − returned − forfeited.
interface IProcurementEscrow is IProcurementErrors, IProcurementEvents {
    // ------------------------------------------------------------------------------------- advance, work

    /// @notice Pays `amount` of the price before any work, to the supplier and those approved for milestone 0.
    /// @dev Who: a disbursing officer of the buyer. Fails, in this order: as `advanceRefusal` says, `SharesDiffer`. Emits
    /// `AdvancePaid`, `PartWithheld`, the token's `Transfer`.
    /// @param papers A hash of the papers, among them those that secure the advance.
    function payAdvance(
        AgreementId agreement,
        uint64 amount,
        bytes32 papers,
        Share[] calldata shares
    ) external;

    /// @notice Says that work worth `amount` of the milestone is done. The inspection clock starts (decree art. 55).
    /// @dev Who: the supplier, by the key it has now. Fails as `claimRefusal` says. Emits `WorkClaimed`.
    function claim(AgreementId agreement, uint8 milestone, uint64 amount, bytes32 report) external;

    /// @notice Confirms that the work was done as the supervisor saw it.
    /// @dev Who: a supervisor of the agreement. Fails: `NotOverseer`, `AgreementNotOpen`, `MilestoneUnknown`, `MilestoneNotClaimed`,
    /// `AlreadyConfirmed`. Emits `WorkConfirmed`.
    function confirm(AgreementId agreement, uint8 milestone, bytes32 report) external;

    /// @notice Accepts `amount` of what is claimed, all or a part; the rest may be claimed again. The payment clock starts, on the day
    /// on which the inspection was due at the latest, so that a late inspection costs the supplier nothing.
    /// @dev Who: an inspector of the agreement. Fails as `acceptRefusal` says. Emits `WorkAccepted`.
    /// @param full Whether it was a full inspection, rather than one by the supervisor's reports (decree art. 55(7)).
    function accept(
        AgreementId agreement,
        uint8 milestone,
        uint64 amount,
        bool full,
        bytes32 report
    ) external;

    /// @notice Rejects a claim; its clocks start anew with the next one (decree art. 58(5)).
    /// @dev Who: an inspector of the agreement. Fails: `NotOverseer`, `AgreementNotOpen`, `MilestoneUnknown`, `MilestoneNotClaimed`.
    /// Emits `WorkRejected`.
    function reject(AgreementId agreement, uint8 milestone, bytes32 report) external;

    // --------------------------------------------------------------------------------------------- payments

    /// @notice Pays what is accepted of the milestone, as `payoutOf` says: those who are approved for it get their shares, the supplier
    /// the rest, all in this transaction. What the supplier owes for delay is taken from its own part and is revenue.
    /// @dev Who: a disbursing officer of the buyer. Fails, in this order: as `payRefusal` says, `SharesDiffer`, and as
    /// `IInvoiceRegister.recordRefusal` of the supplier's invoice says. Emits `MilestonePaid`, `AgreementCompleted`, the register's
    /// `InvoicePaid` with the accepted amount, `PartWithheld`, the token's `Transfer`, the Treasury's `RevenueReceived`.
    /// @param shares The list whose hash was approved for the milestone; empty where none was.
    function pay(AgreementId agreement, uint8 milestone, Invoice invoice, Share[] calldata shares) external;

    /// @notice Pays what was withheld for `payee`, whose account can be credited now, to the key it has now.
    /// @dev Who: anyone. Fails: `NothingWithheld`, and as a transfer. Emits `PartCollected`.
    function collect(AgreementId agreement, address payee) external;

    // ----------------------------------------------------------------------------------------------- views

    /// @notice Why `payAdvance` by `officer` would now be refused, as the encoding of the error, or empty: `AgreementUnknown`,
    /// `NotOfficer`, `AgreementNotOpen`, `ZeroAmount`, `DocumentMissing`, `AdvanceTooLate`, `BondMissing`, `AdvanceAboveCeiling`,
    /// `HeldExceeded`, in this order.
    function advanceRefusal(
        address officer,
        AgreementId agreement,
        uint64 amount,
        bytes32 papers
    ) external view returns (bytes memory refusal);

    /// @notice Why a claim by `caller` would now be refused: `AgreementUnknown`, `NotSupplier`, `AgreementNotOpen`,
    /// `MilestoneUnknown`, `MilestoneNotDue`, `ZeroAmount`, `DocumentMissing`, `ClaimAboveRest`, `BondMissing`, in this order.
    function claimRefusal(
        address caller,
        AgreementId agreement,
        uint8 milestone,
        uint64 amount,
        bytes32 report
    ) external view returns (bytes memory refusal);

    /// @notice Why an acceptance by `caller` would now be refused: `NotOverseer`, `AgreementNotOpen`, `MilestoneUnknown`,
    /// `MilestoneNotClaimed`, `ZeroAmount`, `AcceptanceAboveClaim`, `FullInspectionDue`, `ConfirmationMissing`, in this order.
    function acceptRefusal(
        address caller,
        AgreementId agreement,
        uint8 milestone,
        uint64 amount,
        bool full
    ) external view returns (bytes memory refusal);

    /// @notice Why a payment by `officer` would now be refused, invoice and shares aside: `AgreementUnknown`, `NotOfficer`,
    /// `AgreementNotOpen`, `MilestoneUnknown`, `MilestoneNotAccepted`, `HeldExceeded`, in this order.
    function payRefusal(
        address officer,
        AgreementId agreement,
        uint8 milestone
    ) external view returns (bytes memory refusal);

    /// @notice What a payment of the milestone would consist of today; all zero where nothing is to be paid. `taken` is as if all of the
    /// payout were the supplier's.
    function payoutOf(
        AgreementId agreement,
        uint8 milestone
    ) external view returns (MilestonePayout memory payout);

    /// @notice The penalty charged so far and for the work that is late today and not accepted, whole won (decree art. 74).
    function penaltyToday(AgreementId agreement) external view returns (uint64);

    /// @notice By how much the price may change where prices have changed by `changeBps` since the opening (decree art. 64): the work
    /// that is not claimed, less the share that the advance has paid.
    /// @dev Fails: `AgreementUnknown`, `PriceChangeTooSmall` under 3 %, `PriceChangeTooEarly` within 90 days. Nothing is changed: the two
    /// sides amend the agreement.
    /// @param openedOn The day of the opening, or of the adjustment before.
    function priceAdjustmentOf(
        AgreementId agreement,
        uint16 changeBps,
        uint16 openedOn
    ) external view returns (uint64);

    /// @notice Where an agreement stands; all zero where there is none.
    function agreementOf(AgreementId agreement) external view returns (AgreementFacts memory facts);

    /// @notice Where milestone 1 and up stands; all zero where there is none. Days ahead are as the calendar has them now.
    function milestoneOf(
        AgreementId agreement,
        uint8 milestone
    ) external view returns (MilestoneFacts memory facts);

    /// @notice The hashes of the lists of those paid beside the supplier for a milestone, or with the advance (0).
    function sharesOf(
        AgreementId agreement,
        uint8 milestone
    ) external view returns (bytes32 proposed, bytes32 approved);

    /// @notice As what `account` looks at the agreement.
    function overseerOf(AgreementId agreement, address account) external view returns (OverseerRole);

    /// @notice As what a person has ever looked at the agreement: a commitment of the ministry, or an account that it does not know.
    function sideOf(AgreementId agreement, bytes32 person) external view returns (OverseerRole);

    /// @notice Whole won that wait for `payee`.
    function withheldOf(AgreementId agreement, address payee) external view returns (uint64);

    /// @notice On what obligations the agreement is funded, and the won funded on each that have not gone home.
    function mattersOf(
        AgreementId agreement
    ) external view returns (bytes32[] memory matters, uint64[] memory funded);

    /// @notice The rate of interest on what should have been paid before Korean day `day`, ten-thousandths a year.
    function lateRateOn(uint256 day) external view returns (uint16 rateBps);

    /// @notice What agreements opened now follow.
    function rules() external view returns (ProcurementRules memory);

    /// @notice How many agreements have opened.
    function agreements() external view returns (uint64);
}
