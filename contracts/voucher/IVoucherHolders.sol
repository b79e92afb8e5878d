// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ProgrammeId} from "../types/ProgrammeId.sol";
import {Region} from "../types/Region.sol";
import {Proxy} from "./Proxy.sol";

/// @title IVoucherHolders
/// @notice What happens to a holder's vouchers beside grants and payments. Amounts are whole won.
interface IVoucherHolders {
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

    // --------------------------------------------------------------------------------------------- reclaim

    /// @notice Sends what a holder left unspent at expiry home: to the Treasury or the programme's funding account; and what a
    /// clawback held too.
    /// @dev Who: anyone. Fails: `ProgrammeUnknown`, `ProgrammeNotExpired`, `NothingToReclaim`.
    /// Emits `TransferSingle`, `VoucherReclaimed`.
    function reclaim(ProgrammeId programme, address holder) external;

    /// @notice As `reclaim`, for up to `MAX_RECLAIM_BATCH` holders in one payment; a holder with nothing left is passed by.
    /// @dev Who: anyone. Fails as `reclaim`, `BatchTooLong`, and `NothingToReclaim` with the zero address where no holder has anything left.
    function reclaimBatch(ProgrammeId programme, address[] calldata holders) external;
}
