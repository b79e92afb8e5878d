// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Invoice} from "../types/Invoice.sol";
import {Mcc} from "../types/Mcc.sol";
import {ProgrammeId} from "../types/ProgrammeId.sol";
import {Region} from "../types/Region.sol";

/// @title IVoucherErrors
/// @notice Why an act on vouchers is refused, beside the reasons of the terms (`ISpendingTerms`). Amounts are whole won.
interface IVoucherErrors {
    // --------------------------------------------------------------------------------------------- payments

    error VoucherInsufficient(ProgrammeId programme, address holder, uint256 balance, uint256 amount);
    error ZeroAmount();

    /// @notice Vouchers do not pass from `from` to `to`. `id` is the ERC-1155 id that was asked for.
    error VoucherNotTransferable(uint256 id, address from, address to);

    /// @notice `account` is neither the holder nor the holder's proxy in this programme.
    error NotProxy(ProgrammeId programme, address holder, address account);
    error ProxyEnded(ProgrammeId programme, address proxy, uint48 until);
    error ProxyLimitExceeded(ProgrammeId programme, address proxy, uint256 left, uint256 amount);
    error OutsideProxyScope(ProgrammeId programme, address proxy, Mcc category, Mcc asked);

    /// @notice `account` cannot be a holder's proxy on these terms: it is the holder, a merchant, who is paid, the manager who
    /// appoints or nobody, may spend nothing, or its time is over or more than a year.
    error InvalidProxy(ProgrammeId programme, address holder, address account);

    /// @notice The programme gives back no share of purchases, or nothing of it is left to `holder`.
    error NothingToRebate(ProgrammeId programme, address holder);

    /// @notice A purchase with a rebate has an invoice, so that the rebate returns when the purchase is refunded.
    error InvoiceMissing(ProgrammeId programme);

    /// @notice `programme` comes too late in the list: what expires first is spent first, and of two the lower number.
    error ProgrammesOutOfOrder(ProgrammeId programme);

    /// @notice Own money would have to pay `amount` won, and was to pay at most `most`.
    error OwnPartExceeded(uint64 most, uint256 amount);

    /// @notice No voucher would pay a part of what `payee` invoiced, and own money alone pays no invoice.
    error InvoiceWithoutVoucher(address payee, Invoice invoice);

    /// @notice The invoice was paid to `payee`; `caller` is neither that account nor the key that took its place.
    error NotPayee(address payee, address caller);

    // ------------------------------------------------------------------------------------- signed payments

    error PaymentNotYetValid(ProgrammeId programme, address holder, uint48 validAfter, uint256 time);
    error PaymentExpired(ProgrammeId programme, address holder, uint48 validBefore, uint256 time);

    /// @notice The holder's payment `id` is settled or cancelled already.
    error PaymentIdUsed(ProgrammeId programme, address holder, uint24 id);

    /// @notice `id` is 0, or so far behind the highest used that it may have been used.
    error PaymentIdTooOld(ProgrammeId programme, address holder, uint24 id, uint24 highest);
    error PaymentNotSigned(ProgrammeId programme, address holder, uint24 id);

    /// @notice The runs of a batch have `inRuns` payments, and it has another number.
    error PaymentsOutsideRuns(uint256 inRuns, uint256 payments);

    /// @notice Payment `index` of the batch is refused with `refusal`, so that none is settled.
    error SettlementRefused(uint256 index, bytes refusal);

    // ------------------------------------------------------------------------------------------ programmes

    error InvalidHolder(address holder);
    /// @notice The terms ask for a home district and none was given, or what was given has no five digits.
    error HomeRegionMissing(ProgrammeId programme);

    /// @notice `holder` has vouchers of this programme with another home district.
    error HomeRegionDiffers(ProgrammeId programme, address holder, Region home, Region proposed);
    error NotProgrammeManager(ProgrammeId programme, address account);

    /// @notice `account` attests no evidence in the programme, or not that of this holder: its own.
    error NotProgrammeAttestor(ProgrammeId programme, address account);

    /// @notice `account` cannot be appointed: it holds an office of the operator.
    error ControllerIsManager(ProgrammeId programme, address account);

    /// @notice `account` cannot be appointed: in this programme it would both grant and attest.
    error ManagerIsAttestor(ProgrammeId programme, address account);
    error ProgrammeIsClosed(ProgrammeId programme);
    error ProgrammeNotPaused(ProgrammeId programme);
    error ProgrammeNotExpired(ProgrammeId programme, uint48 expiresAt, uint256 time);
    error ExpiryNotExtended(ProgrammeId programme, uint48 expiresAt, uint48 proposed);
    error BudgetExceeded(ProgrammeId programme, uint256 ungranted, uint256 amount);

    /// @notice A programme's budget is at most `highest` won.
    error BudgetTooLarge(uint64 budget, uint64 highest);
    error BatchTooLong(uint256 length, uint256 limit);

    /// @notice The Treasury owes nothing on the matter in trust, or the programme that holds it is another or there is none.
    error InvalidMatter(bytes32 matter);

    /// @notice Advances come from the Treasury alone.
    error AdvanceNotFromTreasury(address caller);

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

    // ------------------------------------------------------------------------------------- holders and cases

    /// @notice The programme's notice is `noticeHash`, zero: none, and the holder consented to `proposed`.
    error NoticeDiffers(ProgrammeId programme, bytes32 noticeHash, bytes32 proposed);
    error AlreadyConsented(ProgrammeId programme, address holder);
    error ConsentNotSigned(ProgrammeId programme, address holder);
    error EvidenceAlreadyAttested(ProgrammeId programme, address holder);

    /// @notice A voucher has one clawback at a time: `caseId`.
    error ClawbackRunning(ProgrammeId programme, address holder, bytes32 caseId);
    error NoClawback(ProgrammeId programme, address holder);

    /// @notice A clawback names a case and an amount.
    error InvalidClawback(ProgrammeId programme, address holder, bytes32 caseId);

    /// @notice The holder may object until before `until`, UTC seconds.
    error ClawbackNotDue(ProgrammeId programme, address holder, uint48 until);

    /// @notice The holder could object until before `until`, UTC seconds, or has objected already.
    error ClawbackObjectionClosed(ProgrammeId programme, address holder, uint48 until);

    /// @notice The holder has objected, and nobody has decided yet; or, to one who decides: nobody has objected.
    error ClawbackUndecided(ProgrammeId programme, address holder);
    error ClawbackNotObjected(ProgrammeId programme, address holder);
}
