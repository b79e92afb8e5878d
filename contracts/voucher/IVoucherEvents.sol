// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Invoice} from "../types/Invoice.sol";
import {Mcc} from "../types/Mcc.sol";
import {ProgrammeId} from "../types/ProgrammeId.sol";
import {Region} from "../types/Region.sol";
import {Purpose} from "./Terms.sol";

/// @title IVoucherEvents
/// @notice What happened to vouchers, beside ERC-1155's `TransferSingle`, which alone carries amounts to add up.
interface IVoucherEvents {
    // ------------------------------------------------------------------------------------------ programmes

    /// @notice A programme opened with `budget` won, taken from `fundingAccount`, where what is left returns to.
    event ProgrammeOpened(
        ProgrammeId indexed programme,
        address indexed fundingAccount,
        uint64 budget,
        Purpose purpose,
        address by
    );

    /// @notice The programme that just opened holds what the Treasury advances on `matter`.
    event HeldInTrust(ProgrammeId indexed programme, bytes32 indexed matter);

    /// @notice The Treasury advanced `amount` won, which can be granted.
    event ProgrammeFunded(ProgrammeId indexed programme, uint64 amount);
    event ManagerAppointed(ProgrammeId indexed programme, address indexed manager, address indexed by);
    event ManagerDismissed(ProgrammeId indexed programme, address indexed manager, address indexed by);
    event AttestorAppointed(ProgrammeId indexed programme, address indexed attestor, address indexed by);
    event AttestorDismissed(ProgrammeId indexed programme, address indexed attestor, address indexed by);
    event ProgrammePaused(ProgrammeId indexed programme, bytes32 indexed caseId, address indexed by);
    event ProgrammeResumed(ProgrammeId indexed programme, bytes32 indexed caseId, address indexed by);
    event ExpiryExtended(ProgrammeId indexed programme, uint48 expiresAt, address indexed by);

    /// @notice What is left of the programme now returns to `fundingAccount`, since the one before it is closed.
    event FundingAccountReplaced(
        ProgrammeId indexed programme,
        address indexed fundingAccount,
        address indexed by
    );

    /// @notice The programme grants no more; its ungranted rest went back to the funding account.
    event ProgrammeClosed(ProgrammeId indexed programme, address indexed by);

    // ------------------------------------------------------------------------------------------- vouchers

    /// @notice Under `ref` the manager granted, to holders at home in `home`, what the `TransferSingle` events
    /// from the zero address between the contract's previous event of another kind and this one say.
    event VoucherGranted(
        ProgrammeId indexed programme,
        uint64 indexed ref,
        Region indexed home,
        address manager
    );

    /// @notice The `TransferSingle` before this event was a payment to `merchant` by the holder or, as its operator, the
    /// holder's proxy; `receipt` is the number on its receipt.
    event VoucherSpent(
        ProgrammeId indexed programme,
        address indexed holder,
        address indexed merchant,
        uint64 receipt
    );

    /// @notice The `TransferSingle` before this event was a payment that the holder had signed as number `id`; to whom, the
    /// next `RunSettled` of the same transaction says.
    event PaymentSettled(uint24 id);

    /// @notice Every `PaymentSettled` between the contract's previous `RunSettled` of the same transaction, or its beginning,
    /// and this event was a payment in `programme` to `merchant`.
    event RunSettled(ProgrammeId programme, address indexed merchant);

    /// @notice A signed payment was not settled; `refusal` is the error.
    event PaymentRefused(
        ProgrammeId indexed programme,
        address indexed holder,
        address indexed merchant,
        uint24 id,
        bytes refusal
    );

    /// @notice The holder will not have payment `id` settled, which it may have signed.
    event PaymentCancelled(ProgrammeId indexed programme, address indexed holder, uint24 id);

    /// @notice The payment of the `VoucherSpent` or `PaymentSettled` before this event states its purpose.
    event PurposeStated(ProgrammeId indexed programme, address indexed holder, bytes32 indexed purposeHash);

    /// @notice The `TransferSingle` before this event gave a share of a purchase at `merchant` back to the holder.
    event RebatePaid(
        ProgrammeId indexed programme,
        address indexed holder,
        address indexed merchant,
        uint64 receipt
    );

    /// @notice `merchant` refunded a part of what was paid on Korean day `paidOn` (days since 1970) with `invoice`. The
    /// `TransferSingle` before this event restored the voucher of `holder`, who had paid, or of the key that took its place and
    /// its vouchers; where the vouchers had expired there is none, and the money went to the funding account.
    event VoucherRefunded(
        ProgrammeId indexed programme,
        address indexed holder,
        address indexed merchant,
        Invoice invoice,
        uint16 paidOn,
        bool restored
    );

    /// @notice The `TransferSingle` before this event sent an expired voucher's rest to the funding account.
    event VoucherReclaimed(ProgrammeId indexed programme, address indexed holder, address indexed by);

    /// @notice The `TransferSingle` before this event gave the vouchers of a lost key to the key that took its place, with
    /// consent, attestation, counts and a running clawback.
    event VoucherMoved(
        ProgrammeId indexed programme,
        address indexed holder,
        address indexed successor,
        address by
    );

    // -------------------------------------------------------------------------------------------- holders

    event HomeMoved(ProgrammeId indexed programme, address indexed holder, Region indexed home, address by);
    event ConsentGiven(ProgrammeId indexed programme, address indexed holder, bytes32 indexed noticeHash);
    event EvidenceAttested(
        ProgrammeId indexed programme,
        address indexed holder,
        bytes32 indexed evidenceHash,
        address attestor
    );
    event AttestationRevoked(
        ProgrammeId indexed programme,
        address indexed holder,
        bytes32 indexed reasonHash,
        address attestor
    );

    /// @notice `proxy` may spend up to `limit` won of the holder's vouchers until before `until`, in `category` alone where it
    /// is not 0. Each of its payments lowers what is left. `consentHash`: of the holder's written consent, where a manager
    /// appointed.
    event ProxyAppointed(
        ProgrammeId indexed programme,
        address indexed holder,
        address indexed proxy,
        uint64 limit,
        uint48 until,
        Mcc category,
        bytes32 consentHash,
        address by
    );
    event ProxyDismissed(
        ProgrammeId indexed programme,
        address indexed holder,
        address indexed proxy,
        address by
    );

    // ---------------------------------------------------------------------------------------------- cases

    /// @notice `amount` won of the holder's vouchers are held until the clawback is carried out or released.
    event ClawbackOpened(
        ProgrammeId indexed programme,
        address indexed holder,
        bytes32 indexed caseId,
        uint64 amount,
        uint48 objectableUntil,
        address by
    );
    event ClawbackObjected(ProgrammeId indexed programme, address indexed holder, bytes32 indexed caseId);
    event ClawbackConfirmed(
        ProgrammeId indexed programme,
        address indexed holder,
        bytes32 indexed caseId,
        address by
    );

    /// @notice The held money is the holder's again: the objection was upheld, or the case was dropped.
    event ClawbackReleased(
        ProgrammeId indexed programme,
        address indexed holder,
        bytes32 indexed caseId,
        address by
    );

    /// @notice The `TransferSingle` before this event took the held money back to the funding account.
    event ClawedBack(
        ProgrammeId indexed programme,
        address indexed holder,
        bytes32 indexed caseId,
        address by
    );
}
