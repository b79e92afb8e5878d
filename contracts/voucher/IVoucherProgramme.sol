// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ProgrammeId} from "../types/ProgrammeId.sol";
import {Region} from "../types/Region.sol";
import {ISpendingTerms} from "./ISpendingTerms.sol";
import {Purpose} from "./TermsWord.sol";
import {ProgrammeStatus} from "./ProgrammeStatus.sol";

/// @notice One beneficiary and the whole won granted.
struct GrantItem {
    address holder;
    uint64 amount;
}

/// @notice What was granted under one reference.
struct GrantRecord {
    uint64 holders; // items of the batch
    uint64 amount; // whole won in all
    uint48 grantedAt; // UTC second; 0: the reference was not used
}

/// @title IVoucherProgramme
/// @notice Voucher programmes over one bank's deposit token. A voucher is an entitlement to have deposit tokens paid,
/// from this contract's account, to a merchant that the programme's terms allow. The merchant gets plain deposit tokens.
/// @dev Amounts are whole won. Seen from outside a voucher is an ERC-1155 balance whose id is the programme: granting
/// mints, spending and reclaiming burn, and each has its `TransferSingle`; further events say why, and carry no amount.
/// Vouchers never pass between holders. Purpose-bound money as in ERC-7291, with the deviations listed in the ADR.
interface IVoucherProgramme is ISpendingTerms {
    // ------------------------------------------------------------------------------------------------ events

    /// @notice A programme opened with `budget` won, taken from `fundingAccount`, where what is left returns to.
    event ProgrammeOpened(
        ProgrammeId indexed programme,
        address indexed fundingAccount,
        uint64 budget,
        Purpose purpose,
        address by
    );
    event ManagerAppointed(ProgrammeId indexed programme, address indexed manager, address indexed by);
    event ManagerDismissed(ProgrammeId indexed programme, address indexed manager, address indexed by);

    /// @notice Under `ref` the manager granted, to holders at home in `home`, what the `TransferSingle` events
    /// from the zero address between the contract's previous event of another kind and this one say.
    event VoucherGranted(
        ProgrammeId indexed programme,
        uint64 indexed ref,
        Region indexed home,
        address manager
    );

    /// @notice The `TransferSingle` before this event was a payment to `merchant`; `receipt` is the number on its receipt.
    event VoucherSpent(
        ProgrammeId indexed programme,
        address indexed holder,
        address indexed merchant,
        uint64 receipt
    );

    /// @notice The `TransferSingle` before this event sent an expired voucher's rest to the funding account.
    event VoucherReclaimed(ProgrammeId indexed programme, address indexed holder, address indexed by);

    /// @notice The `TransferSingle` before this event gave the vouchers of a lost key to the key that took its place.
    event VoucherMoved(
        ProgrammeId indexed programme,
        address indexed holder,
        address indexed successor,
        address by
    );

    /// @notice What is left of the programme now returns to `fundingAccount`, since the one before it is closed.
    event FundingAccountReplaced(
        ProgrammeId indexed programme,
        address indexed fundingAccount,
        address indexed by
    );
    event ExpiryExtended(ProgrammeId indexed programme, uint48 expiresAt, address indexed by);

    /// @notice The programme grants no more; its ungranted rest went back to the funding account.
    event ProgrammeClosed(ProgrammeId indexed programme, address indexed by);

    // ------------------------------------------------------------------------------------------------ errors

    error VoucherInsufficient(ProgrammeId programme, address holder, uint256 balance, uint256 amount);
    /// @notice Vouchers do not pass from `from` to `to`. `id` is the ERC-1155 id that was asked for.
    error VoucherNotTransferable(uint256 id, address from, address to);
    error ZeroAmount();
    error InvalidHolder(address holder);
    /// @notice The terms ask for a home district and none was given, or what was given has no five digits.
    error HomeRegionMissing(ProgrammeId programme);
    error NotProgrammeManager(ProgrammeId programme, address account);
    error ControllerIsManager(ProgrammeId programme, address account);
    error ProgrammeIsClosed(ProgrammeId programme);
    error ProgrammeNotExpired(ProgrammeId programme, uint48 expiresAt, uint256 time);
    error ExpiryNotExtended(ProgrammeId programme, uint48 expiresAt, uint48 proposed);
    error BudgetExceeded(ProgrammeId programme, uint256 ungranted, uint256 amount);
    error BatchTooLong(uint256 length, uint256 limit);

    /// @notice `holder` has nothing left; the zero address: nobody in the batch has.
    error NothingToReclaim(ProgrammeId programme, address holder);

    /// @notice No other account took the place of `holder` at the bank.
    error NoSuccessor(address holder);

    /// @notice Grants are numbered from 1.
    error GrantReferenceMissing(ProgrammeId programme);

    /// @notice The rest of a programme returns to `account` as long as the bank has not closed it.
    error FundingAccountNotClosed(ProgrammeId programme, address account);

    /// @notice `account` cannot fund: a contract of the system, or, in the place of a closed one, no open account of a public
    /// body.
    error InvalidFundingAccount(ProgrammeId programme, address account);

    /// @notice The manager's `ref` was used before: `holders` items of `amount` won in all, at `grantedAt`.
    error AlreadyGranted(ProgrammeId programme, uint64 ref, uint64 holders, uint64 amount, uint48 grantedAt);

    /// @notice `holder` has vouchers of this programme with another home district.
    error HomeRegionDiffers(ProgrammeId programme, address holder, Region home, Region proposed);

    // ------------------------------------------------------------------------------------------- the life of one

    /// @notice Opens a programme on fixed terms and takes its budget from `fundingAccount`, which has approved this
    /// contract for it. What is not granted or not spent returns there.
    /// @dev Who: the sponsoring ministry's programme sponsor, by the ministry's own authority. Fails: `InvalidTerms`,
    /// `ZeroAmount`, `InvalidFundingAccount` for a contract of the system, and as the deposit token's `transferFrom`. Emits `ProgrammeOpened`.
    /// @param budget Whole won.
    function open(
        Purpose calldata purpose,
        address fundingAccount,
        uint64 budget
    ) external returns (ProgrammeId programme);

    /// @notice Appoints a manager, who may grant and close. @dev Who: the operator's programme controller.
    /// Fails: `ProgrammeUnknown`, and `ControllerIsManager` for one who holds an office of the operator. Emits `ManagerAppointed`.
    /// Who gets an office later stays a manager: dismiss first.
    function appointManager(ProgrammeId programme, address manager) external;

    /// @notice Takes the appointment away. @dev Who: the operator's programme controller.
    /// Fails: `NotProgrammeManager`. Emits `ManagerDismissed`.
    function dismissManager(ProgrammeId programme, address manager) external;

    /// @notice Grants vouchers of `amount` won to `holder`. @dev As `grantBatch` with one item.
    function grant(ProgrammeId programme, address holder, uint64 amount, Region home, uint64 ref) external;

    /// @notice Grants vouchers to up to `MAX_GRANT_BATCH` holders at home in one district, all or none. Nothing is checked
    /// of the holder's account: it is checked when the voucher is spent. A holder may occur twice.
    /// @dev Who: a manager of the programme. Fails, in this order: `BatchTooLong`, `ZeroAmount` for no items,
    /// `ProgrammeUnknown`, `NotProgrammeManager`, `GrantReferenceMissing` for 0, `AlreadyGranted` where the programme has
    /// used `ref`, `ProgrammeIsClosed`, `VoucherExpired`, `HomeRegionMissing` where the terms ask for a district or it has no five digits,
    /// for each item `InvalidHolder` for the zero address, `ZeroAmount`, `HomeRegionDiffers`, and at last `BudgetExceeded`.
    /// Emits one `TransferSingle` an item and one `VoucherGranted`.
    /// @param ref The managers' number for the batch, one series for each programme.
    function grantBatch(ProgrammeId programme, GrantItem[] calldata items, Region home, uint64 ref) external;

    /// @notice Pays `amount` won of the caller's vouchers to `merchant` in deposit tokens.
    /// @dev Who: the holder. Fails: `ZeroAmount`, the reasons of `ISpendingTerms` in their order,
    /// `VoucherInsufficient`, then those of the deposit token's `payOnBehalf`. Emits `TransferSingle`, `VoucherSpent`.
    /// @param receipt The number on the merchant's receipt, 0 for none. It is recorded, not checked.
    function spend(ProgrammeId programme, address merchant, uint64 amount, uint64 receipt) external;

    /// @notice Sends what a holder left unspent at expiry to the programme's funding account.
    /// @dev Who: anyone. Fails: `ProgrammeUnknown`, `ProgrammeNotExpired`, `NothingToReclaim`.
    /// Emits `TransferSingle`, `VoucherReclaimed`.
    function reclaim(ProgrammeId programme, address holder) external;

    /// @notice As `reclaim`, for up to `MAX_RECLAIM_BATCH` holders in one payment; a holder with nothing left is passed by.
    /// @dev Who: anyone. Fails as `reclaim`, `BatchTooLong`, and `NothingToReclaim` with the zero address where no holder has anything left.
    function reclaimBatch(ProgrammeId programme, address[] calldata holders) external;

    /// @notice Gives the vouchers of a lost key to the key that took its place at the bank: the same holder.
    /// @dev Who: anyone. Fails: `NoSuccessor`, `VoucherInsufficient` where nothing is left, `HomeRegionDiffers` where the new
    /// key has vouchers with another home. Emits `TransferSingle`, `VoucherMoved`.
    function moveToSuccessor(ProgrammeId programme, address holder) external;

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

    // ------------------------------------------------------------------------------------------------ views

    /// @notice Whether `spend` by `holder` would now succeed, and if not, the error it would revert with.
    /// @dev Judged at the current block: a payment is final only once mined.
    function canSpend(
        ProgrammeId programme,
        address holder,
        address merchant,
        uint64 amount
    ) external view returns (bool allowed, bytes memory refusal);

    /// @notice The holder's vouchers, whole won, and home district.
    function voucherOf(
        ProgrammeId programme,
        address holder
    ) external view returns (uint64 balance, Region home);

    /// @notice Where a programme stands, who funds it, and the won not granted yet.
    function programmeOf(
        ProgrammeId programme
    ) external view returns (ProgrammeStatus status, address fundingAccount, uint64 ungranted);

    /// @notice Whether `account` may grant vouchers of `programme` and close it.
    function isManager(ProgrammeId programme, address account) external view returns (bool);

    /// @notice What was granted under `ref`; all zero where it was not used.
    function grantOf(ProgrammeId programme, uint64 ref) external view returns (GrantRecord memory);

    /// @notice How many programmes have opened; they are numbered from 1.
    function programmes() external view returns (uint64);
}
