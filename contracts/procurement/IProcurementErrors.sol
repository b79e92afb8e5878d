// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {OfficerRole} from "../budget/Officer.sol";
import {AgreementId} from "../types/AgreementId.sol";
import {AgreementPart, AgreementStatus, MilestoneStatus, OverseerRole} from "./AgreementStatus.sol";

/// @title IProcurementErrors
/// @notice Why an act on a procurement agreement is refused. Amounts are whole won, days those since 1970-01-01 in Korea.
interface IProcurementErrors {
    // ------------------------------------------------------------------------------------- how far it is

    error AgreementUnknown(AgreementId agreement);

    /// @notice The act is for an open agreement, or for one that was terminated too where work is still inspected and paid.
    error AgreementNotOpen(AgreementId agreement, AgreementStatus status);

    /// @notice The act is for an agreement that is completed or terminated.
    error AgreementNotEnded(AgreementId agreement, AgreementStatus status);
    error MilestoneUnknown(AgreementId agreement, uint8 milestone);

    /// @notice A claim of the milestone runs, or it is paid.
    error MilestoneNotDue(AgreementId agreement, uint8 milestone, MilestoneStatus status);
    error MilestoneNotClaimed(AgreementId agreement, uint8 milestone, MilestoneStatus status);
    error MilestoneNotAccepted(AgreementId agreement, uint8 milestone, MilestoneStatus status);

    /// @notice What was claimed is first inspected and paid.
    error ClaimPending(AgreementId agreement, uint8 milestone);

    /// @notice Of the agreement `left` won are still held.
    error MoneyStillHeld(AgreementId agreement, uint64 left);

    // -------------------------------------------------------------------------------------------- who acts

    error NotSupplier(AgreementId agreement, address caller);
    error NotOverseer(AgreementId agreement, address account, OverseerRole role);
    error NotOfficer(address account, uint16 ministry, OfficerRole role);

    /// @notice The account is the supplier, pays for the ministry, or looks at the agreement already.
    error InvalidOverseer(AgreementId agreement, address account);

    /// @notice The person of `account` has had the other task in this agreement, and stays apart (decree art. 57).
    error OverseerOnOtherSide(AgreementId agreement, address account, OverseerRole role);
    error AdvanceNotFromTreasury(address caller);

    // ------------------------------------------------------------------------------------------- terms, money

    error InvalidAgreement(AgreementPart part);
    error InvalidRules();

    /// @notice Nothing is obligated on it to this contract in trust, or it is held already, or it is another ministry's.
    error InvalidMatter(bytes32 matter);
    error CreditorExcluded(address creditor, uint48 until);

    /// @notice What is obligated for the agreement is `have`.
    error PriceAboveObligation(uint64 have, uint64 need);
    error ZeroAmount();
    error DocumentMissing();
    error AgreementTooLarge(uint64 most, uint256 asked);

    /// @notice The performance bond comes first: bonds and guarantees of `have` are there (decree art. 50).
    error BondMissing(AgreementId agreement, uint64 have, uint64 need);
    error BondIsWaived(AgreementId agreement);

    /// @notice Up to `ceiling` may be advanced in all (Treasury Funds Act's decree art. 40).
    error AdvanceAboveCeiling(AgreementId agreement, uint64 ceiling, uint64 asked);

    /// @notice Something has been paid for work already.
    error AdvanceTooLate(AgreementId agreement);

    /// @notice Of the advance `left` is not recovered.
    error AdvanceReturnExceeded(AgreementId agreement, uint64 left, uint64 asked);
    error ClaimAboveRest(AgreementId agreement, uint8 milestone, uint64 left, uint64 asked);
    error AcceptanceAboveClaim(AgreementId agreement, uint8 milestone, uint64 claimed, uint64 asked);

    /// @notice Beside what is retained, the agreement holds `have`: the Treasury has not funded the payment.
    error HeldExceeded(AgreementId agreement, uint64 have, uint64 need);

    // ------------------------------------------------------------------------------------------- inspection

    /// @notice The last one, and of any three in a row one, is a full inspection (decree art. 55(7)).
    error FullInspectionDue(AgreementId agreement, uint8 milestone);

    /// @notice An inspection that is not full relies on the supervisor's confirmation.
    error ConfirmationMissing(AgreementId agreement, uint8 milestone);
    error AlreadyConfirmed(AgreementId agreement, uint8 milestone);

    // --------------------------------------------------------------------------------- those paid beside

    /// @notice Shares name somebody, are at most `MAX_SHARES`, and are together not above the whole.
    error InvalidShares(AgreementId agreement, uint8 milestone);

    /// @notice The list brought is not the one that was approved, or is to be approved.
    error SharesDiffer(AgreementId agreement, uint8 milestone);
    error NothingWithheld(AgreementId agreement, address payee);

    // --------------------------------------------------------------------------------------------- changes

    /// @notice What the supplier agrees to is not what the buyer proposed.
    error AmendmentDiffers(AgreementId agreement);

    /// @notice A milestone that does not exist or is paid, of which a claim runs, or whose value would not be above what is accepted.
    error InvalidChange(AgreementId agreement, uint8 milestone);

    /// @notice Of the work that would be left, worth `have`, the advance that is not recovered and the retention could not be kept.
    error AdvanceAboveRest(AgreementId agreement, uint64 have, uint64 need);

    /// @notice Prices are adjusted by 300 ten-thousandths or more, and 90 days after the opening (decree art. 64).
    error PriceChangeTooSmall(AgreementId agreement, uint16 changeBps);
    error PriceChangeTooEarly(AgreementId agreement, uint16 fromDay);

    // ------------------------------------------------------------------------------------------------ end

    /// @notice The delay penalty has reached `have` and the bond is `need` (decree art. 75(2)).
    error PenaltyBelowBond(AgreementId agreement, uint64 have, uint64 need);
    error RetentionNotDue(AgreementId agreement, uint16 dueDay, uint256 today);
    error RetentionExceeded(AgreementId agreement, uint64 left, uint64 asked);
    error NothingToReturn(AgreementId agreement);
}
