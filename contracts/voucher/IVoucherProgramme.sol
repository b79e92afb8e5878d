// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ProgrammeId} from "../types/ProgrammeId.sol";
import {Region} from "../types/Region.sol";
import {Clawback} from "./Clawback.sol";
import {GrantItem, GrantRecord} from "./Grant.sol";
import {ISpendingTerms} from "./ISpendingTerms.sol";
import {IVoucherErrors} from "./IVoucherErrors.sol";
import {IVoucherEvents} from "./IVoucherEvents.sol";
import {IVoucherHolders} from "./IVoucherHolders.sol";
import {IVoucherOffices} from "./IVoucherOffices.sol";
import {IVoucherPayments} from "./IVoucherPayments.sol";
import {Purchase, SignedPayment} from "./Payment.sol";
import {ProgrammeStatus} from "./ProgrammeStatus.sol";
import {Proxy} from "./Proxy.sol";
import {VoucherFacts} from "./VoucherFacts.sol";

/// @title IVoucherProgramme
/// @notice Voucher programmes over one bank's deposit token. A voucher is an entitlement to have deposit tokens paid,
/// from this contract's account, to a merchant that the programme's terms allow. The merchant gets plain deposit tokens.
/// @dev Amounts are whole won. Seen from outside a voucher is an ERC-1155 balance whose id is the programme: granting
/// mints, spending and reclaiming burn, and each has its `TransferSingle`; further events say why, and carry no amount.
/// Vouchers never pass between holders. Purpose-bound money as in ERC-7291, with the deviations listed in the ADR.
interface IVoucherProgramme is
    ISpendingTerms,
    IVoucherErrors,
    IVoucherEvents,
    IVoucherHolders,
    IVoucherOffices,
    IVoucherPayments
{
    /// @notice Grants vouchers of `amount` won to `holder`. @dev As `grantBatch` with one item.
    function grant(ProgrammeId programme, address holder, uint64 amount, Region home, uint64 ref) external;

    /// @notice Grants vouchers to up to `MAX_GRANT_BATCH` holders at home in one district, all or none. Nothing is checked
    /// of the holder's account: it is checked when the voucher is spent. A holder may occur twice.
    /// @dev Who: a manager of the programme. Fails, in this order: `BatchTooLong`, `ZeroAmount` for no items,
    /// `ProgrammeUnknown`, `NotProgrammeManager`, `GrantReferenceMissing` for 0, `AlreadyGranted` where the programme has
    /// used `ref`, `ProgrammeIsClosed`, `ProgrammeIsPaused`, `VoucherExpired`, `HomeRegionMissing` where the terms ask for a
    /// district or it has no five digits, for each item `InvalidHolder` for the zero address, `ZeroAmount`,
    /// `HomeRegionDiffers`, and at last `BudgetExceeded`. Emits one `TransferSingle` an item and one `VoucherGranted`.
    /// @param ref The managers' number for the batch, one series for each programme.
    function grantBatch(ProgrammeId programme, GrantItem[] calldata items, Region home, uint64 ref) external;

    /// @notice Pays `amount` won of the caller's vouchers to `merchant`.
    /// @dev Who: the holder. Emits `TransferSingle`, `VoucherSpent`.
    /// @param receipt The number on the merchant's receipt, 0 for none. It is recorded, not checked.
    function spend(ProgrammeId programme, address merchant, uint64 amount, uint64 receipt) external;

    // ------------------------------------------------------------------------------------------------ views

    /// @notice Whether `spend` by `holder` would now succeed, and if not, the error it would revert with.
    /// @dev Judged at the current block: a payment is final only once mined. So are the next two.
    function canSpend(
        ProgrammeId programme,
        address holder,
        address merchant,
        uint64 amount
    ) external view returns (bool allowed, bytes memory refusal);

    /// @notice As `canSpend`, for a purchase with its invoice and its purpose, by the holder.
    function canSpendFor(
        address holder,
        Purchase calldata purchase
    ) external view returns (bool allowed, bytes memory refusal);

    /// @notice Whether a signed payment in `programme` to `merchant` would now be settled.
    function canSettle(
        ProgrammeId programme,
        address merchant,
        SignedPayment calldata payment,
        bytes calldata extras
    ) external view returns (bool allowed, bytes memory refusal);

    /// @notice Who may spend the holder's vouchers in its place; all zero where nobody may.
    function proxyOf(ProgrammeId programme, address holder) external view returns (Proxy memory);

    /// @notice The holder's vouchers, whole won, and home district.
    function voucherOf(
        ProgrammeId programme,
        address holder
    ) external view returns (VoucherFacts memory voucher);

    /// @notice The holder's clawback; all zero where there is none.
    function clawbackOf(ProgrammeId programme, address holder) external view returns (Clawback memory);

    /// @notice Where a programme stands, who funds it, and the won not granted yet.
    function programmeOf(
        ProgrammeId programme
    ) external view returns (ProgrammeStatus status, address fundingAccount, uint64 ungranted);

    /// @notice Whether `account` may grant vouchers of `programme` and close it.
    function isManager(ProgrammeId programme, address account) external view returns (bool);

    /// @notice Whether `account` may attest evidence in `programme`.
    function isAttestor(ProgrammeId programme, address account) external view returns (bool);

    /// @notice What was granted under `ref`; all zero where it was not used.
    function grantOf(ProgrammeId programme, uint64 ref) external view returns (GrantRecord memory);

    /// @notice How many programmes have opened; they are numbered from 1.
    function programmes() external view returns (uint64);
}
