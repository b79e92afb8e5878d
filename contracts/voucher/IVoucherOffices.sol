// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ProgrammeId} from "../types/ProgrammeId.sol";
import {Region} from "../types/Region.sol";
import {Proxy} from "./Proxy.sol";
import {Purpose} from "./Terms.sol";

/// @title IVoucherOffices
/// @notice What offices, managers, attestors and holders do to voucher programmes seldom. Amounts are whole won.
interface IVoucherOffices {
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

    // ---------------------------------------------------------------------------------------------- holders

    /// @notice Records that the holder moved to district `home`, where vouchers are spent at home.
    /// @dev Who: a manager of the programme. Fails: `ProgrammeUnknown`, `NotProgrammeManager`, `HomeRegionMissing` for what has no
    /// five digits, `HomeRegionDiffers` where it is the home already. Emits `HomeMoved`.
    function moveHome(ProgrammeId programme, address holder, Region home) external;

    /// @notice Gives the vouchers of a lost key to the key that took its place at the bank: the same holder, with what was
    /// consented, attested, spent and held. One-time ids stay with the old key, whose signatures pay nothing any more.
    /// @dev Who: anyone. Fails: `NoSuccessor`, `VoucherInsufficient` where nothing is left, `HomeRegionDiffers` where the new
    /// key has vouchers with another home, `ClawbackRunning` where both are held. Emits `TransferSingle`, `VoucherMoved`.
    function moveToSuccessor(ProgrammeId programme, address holder) external;

    /// @notice Consents to the programme's notice, for good (Financial Innovation Support Act art. 20; verify against the
    /// current text). @dev Who: the holder. Fails: `ProgrammeUnknown`, `NoticeDiffers`, `AlreadyConsented`. Emits
    /// `ConsentGiven`.
    function consent(ProgrammeId programme, bytes32 noticeHash) external;

    /// @notice As `consent`, which the holder signed (EIP-712 `Consent(uint64 programme,address holder,bytes32 noticeHash)`).
    /// It is given once, so that a signature has no number. @dev Who: anyone. Fails also: `ConsentNotSigned`.
    function consentSigned(
        ProgrammeId programme,
        address holder,
        bytes32 noticeHash,
        bytes calldata signature
    ) external;

    /// @notice Attests that the holder's evidence, with the keyed hash `evidenceHash`, fits this voucher.
    /// @dev Who: an attestor of the programme. Fails: `NotProgrammeAttestor`, also where the holder is the attestor, under
    /// whichever of its keys, `EvidenceAlreadyAttested`. Emits `EvidenceAttested`.
    function attest(ProgrammeId programme, address holder, bytes32 evidenceHash) external;

    /// @notice Takes an attestation back, so that nothing is spent until another one.
    /// @dev Who: an attestor of the programme. Fails: `NotProgrammeAttestor`, `EvidenceMissing`. Emits `AttestationRevoked`.
    function revokeAttestation(ProgrammeId programme, address holder, bytes32 reasonHash) external;

    /// @notice Lets `proxy.account` spend the holder's vouchers in its place, instead of any proxy before.
    /// @dev Who: the holder, or a manager on the holder's written consent (Basic Livelihood Act art. 27-3; verify against the
    /// current text). Fails: `ProgrammeUnknown`, `NotProgrammeManager`, `InvalidProxy`. Emits `ProxyAppointed`.
    /// @param consentHash Keyed hash of the written consent; a manager's may not be zero.
    function appointProxy(
        ProgrammeId programme,
        address holder,
        Proxy calldata proxy,
        bytes32 consentHash
    ) external;

    /// @notice Ends the proxy. @dev Who: the holder, the proxy or a manager. Fails: `NotProgrammeManager`, `NotProxy` where
    /// there is none. Emits `ProxyDismissed`.
    function dismissProxy(ProgrammeId programme, address holder) external;

    /// @notice Uses up the caller's id `id`, so that a payment signed with it is not settled.
    /// @dev Who: the holder. Fails: `PaymentIdUsed`, `PaymentIdTooOld`. Emits `PaymentCancelled`.
    function cancelPayment(ProgrammeId programme, uint24 id) external;

    // -------------------------------------------------------------------------------------------- clawback

    /// @notice Holds `amount` won of the holder's vouchers, to be taken back under a case. The holder may object for
    /// `CLAWBACK_OBJECTION_PERIOD` (Social Service Voucher Act arts. 12, 21; verify against the current text).
    /// @dev Who: the operator's clawback officer. Fails: `ProgrammeUnknown`, `InvalidClawback`, `ClawbackRunning`,
    /// `VoucherInsufficient`. Emits `ClawbackOpened`.
    function openClawback(ProgrammeId programme, address holder, uint64 amount, bytes32 caseId) external;

    /// @notice Objects to it: nothing is taken until the objection is decided.
    /// @dev Who: the holder. Fails: `NoClawback`, `ClawbackObjectionClosed`. Emits `ClawbackObjected`.
    function objectToClawback(ProgrammeId programme) external;

    /// @notice Decides an objection: upheld, the money is the holder's again; else it may be taken.
    /// @dev Who: the operator's clawback reviewer, a person other than the officer. Fails: `NoClawback`,
    /// `ClawbackNotObjected`. Emits `ClawbackReleased` or `ClawbackConfirmed`.
    function decideClawback(ProgrammeId programme, address holder, bool upheld) external;

    /// @notice Drops the case, so that the money is the holder's again.
    /// @dev Who: the operator's clawback officer. Fails: `NoClawback`. Emits `ClawbackReleased`.
    function releaseClawback(ProgrammeId programme, address holder) external;

    /// @notice Takes what is held back to the funding account: after the period for objections, or once one was rejected.
    /// @dev Who: the operator's clawback officer. Fails: `NoClawback`, `ClawbackNotDue`, `ClawbackUndecided`. Emits
    /// `TransferSingle`, `ClawedBack`.
    function clawBack(ProgrammeId programme, address holder) external;
}
