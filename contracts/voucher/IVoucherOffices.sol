// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITrustee} from "../budget/ITrustee.sol";
import {ProgrammeId} from "../types/ProgrammeId.sol";
import {Purpose} from "./Terms.sol";

/// @title IVoucherOffices
/// @notice What offices and managers do to a programme as a whole. Amounts are whole won.
interface IVoucherOffices is ITrustee {
    // ------------------------------------------------------------------------------------------- programmes

    /// @notice Opens a programme on fixed terms and takes its budget from `fundingAccount`, which has approved the voucher
    /// contract for it. What is not granted or not spent returns there.
    /// @dev Who: the sponsoring ministry's programme sponsor, by the ministry's own authority. Fails: `InvalidTerms`,
    /// `ZeroAmount`, `BudgetTooLarge`, `InvalidFundingAccount` for a contract of the system, and as the deposit token's
    /// `transferFrom`. Emits `ProgrammeOpened`.
    /// @param budget Whole won.
    function open(
        Purpose calldata purpose,
        address fundingAccount,
        uint64 budget
    ) external returns (ProgrammeId programme);

    /// @notice Opens a programme on fixed terms with no money yet: it will hold what the Treasury advances on the obligation to this
    /// contract on `matter`, and what is not granted or not spent comes home there.
    /// @dev Who: as `open`. Fails: `InvalidMatter` where the Treasury owes nothing in trust on it, or a programme holds it
    /// already, `InvalidTerms`. Emits `ProgrammeOpened`, `HeldInTrust`.
    function openInTrust(Purpose calldata purpose, bytes32 matter) external returns (ProgrammeId programme);

    /// @inheritdoc ITrustee
    /// @dev Fails: `AdvanceNotFromTreasury`, `InvalidMatter` where no programme holds it, `ProgrammeIsClosed`, `VoucherExpired`,
    /// `BudgetTooLarge`. Emits `ProgrammeFunded`.
    function receiveAdvance(bytes32 matter, uint64 amount) external;

    /// @notice Appoints a manager, who may grant and close. @dev Who: the operator's programme controller.
    /// Fails: `ProgrammeUnknown`, `ControllerIsManager` for one who holds an office of the operator, `ManagerIsAttestor` for one who
    /// attests in the programme. Emits `ManagerAppointed`. Who gets an office later stays a manager: dismiss first.
    function appointManager(ProgrammeId programme, address manager) external;

    /// @notice Takes the appointment away. @dev Who: the operator's programme controller.
    /// Fails: `NotProgrammeManager`. Emits `ManagerDismissed`.
    function dismissManager(ProgrammeId programme, address manager) external;

    /// @notice Appoints an attestor of evidence. @dev Who: the operator's programme controller. Fails: `ProgrammeUnknown`,
    /// `ControllerIsManager` for one who holds an office of the operator, `ManagerIsAttestor` for one who manages the programme.
    /// Emits `AttestorAppointed`.
    function appointAttestor(ProgrammeId programme, address attestor) external;

    /// @notice Takes the appointment away; what was attested stands. @dev Who: the operator's programme controller.
    /// Fails: `NotProgrammeAttestor`. Emits `AttestorDismissed`.
    function dismissAttestor(ProgrammeId programme, address attestor) external;

    /// @notice Stops payments and grants of one programme; refunds and reclaims go on, and other programmes.
    /// @dev Who: the operator's programme pauser. Fails: `ProgrammeUnknown`, `ProgrammeIsPaused`. Emits `ProgrammePaused`.
    /// @param caseId Keyed hash of the case file.
    function pauseProgramme(ProgrammeId programme, bytes32 caseId) external;

    /// @notice Ends a pause. @dev Who: the operator's programme controller. Fails: `ProgrammeUnknown`, `ProgrammeNotPaused`.
    /// Emits `ProgrammeResumed`.
    function resumeProgramme(ProgrammeId programme, bytes32 caseId) external;

    /// @notice Moves the expiry of vouchers that have not expired further away, never nearer.
    /// @dev Who: the sponsoring ministry's programme sponsor. Fails: `ProgrammeUnknown`, `VoucherExpired`,
    /// `ExpiryNotExtended`, `InvalidTerms` for more than ten years ahead. Emits `ExpiryExtended`.
    function extendExpiry(ProgrammeId programme, uint48 expiresAt) external;

    /// @notice Names another account for the programme's rest, where the bank has closed the one it came from.
    /// @dev Who: the sponsoring ministry's programme sponsor. Fails: `ProgrammeUnknown`, `FundingAccountNotClosed`,
    /// `InvalidFundingAccount`. Emits `FundingAccountReplaced`.
    function replaceFundingAccount(ProgrammeId programme, address account) external;

    /// @notice Ends granting and sends the ungranted rest to the funding account. Granted vouchers can be spent until expiry.
    /// @dev Who: a manager, and after expiry anyone. Fails: `ProgrammeUnknown`, `ProgrammeIsClosed`,
    /// `NotProgrammeManager`. Emits `ProgrammeClosed`.
    function close(ProgrammeId programme) external;
}
