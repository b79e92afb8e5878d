// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Invoice} from "../types/Invoice.sol";
import {PackedEntry} from "./InvoiceEntry.sol";
import {MixedPurchase, Purchase, RunWord, SignedPayment} from "./Payment.sol";

/// @title IVoucherPayments
/// @notice Payments with vouchers, and their refunds. Amounts are whole won; the merchant gets plain deposit tokens.
/// @dev A payment is refused for the first reason that applies: `ZeroAmount`, `RebateOnly`, those of `ISpendingTerms` in
/// their order, `VoucherInsufficient`, then the invoice's (`IInvoiceRegister`) and the deposit token's (`payOnBehalf`).
interface IVoucherPayments {
    /// @notice Pays for a purchase of `holder`, with its invoice and its purpose where it has them.
    /// @dev Who: the holder, or its proxy, which `TransferSingle` names as the operator. Fails also, for a proxy: `NotProxy`,
    /// `ProxyEnded`, `ProxyLimitExceeded`, `OutsideProxyScope`, and `InvalidProxy` where the bank has stopped its account, it
    /// has become a merchant, or it is the key that took the merchant's place. Emits `TransferSingle`, `VoucherSpent`, `PurposeStated`.
    function spendFor(address holder, Purchase calldata purchase) external;

    /// @notice Pays one purchase with the caller's vouchers of several programmes, and with own deposit money for the rest, all
    /// or nothing. Of each programme is paid what balance and limits allow; one that can pay nothing is passed by.
    /// @dev Who: the holder, who has approved this contract at the deposit token for own money. Fails also: `BatchTooLong`,
    /// `ProgrammesOutOfOrder` where the list is not by expiry and number, `OwnPartExceeded`, `InvoiceWithoutVoucher`, and
    /// as the token's `transferFrom`, `HolderPaidItself` before it for own money too. Emits for each part what `spend` does.
    function spendMixed(MixedPurchase calldata purchase) external;

    /// @notice Pays a purchase with the caller's own deposit money, and gives back the programme's share of it at once, out of
    /// the caller's vouchers: rounded down to a whole won, and as far as vouchers and limits last.
    /// @dev Who: the holder, who has approved this contract at the deposit token. Fails also: `InvoiceMissing` after `ZeroAmount`,
    /// `NothingToRebate`, `HolderPaidItself`, and as the token's `transferFrom`. Emits `TransferSingle`, `RebatePaid`, `PurposeStated`.
    function spendWithRebate(Purchase calldata purchase) external;

    /// @notice Settles payments that their holders signed, each judged at the time of the block; what is refused harms no
    /// other. Payments of one programme to one merchant that follow each other are one run, whose merchant is paid once.
    /// @dev Who: anyone. As many as a transaction has gas for. Fails only with `PaymentsOutsideRuns`. Emits for each payment `TransferSingle`,
    /// `PaymentSettled` and `PurposeStated`, or `PaymentRefused` with the reason: `PaymentNotYetValid`, `PaymentExpired`,
    /// `PaymentIdUsed`, `PaymentIdTooOld`, `PaymentNotSigned`, then those of `spend`; and after each run of which something is
    /// settled `RunSettled`. A refused payment can be sent again.
    /// @param runs The runs, in the order of `payments`, with as many payments in all.
    /// @param extras Invoices and purposes, and signatures of holders that are contracts (ERC-1271), where payments say; empty
    /// where none has any.
    /// @return settled How many were settled.
    function settle(
        RunWord[] calldata runs,
        SignedPayment[] calldata payments,
        bytes calldata extras
    ) external returns (uint256 settled);

    /// @notice As `settle`, all or none. @dev Fails also: `SettlementRefused` with the first reason.
    function settleAll(
        RunWord[] calldata runs,
        SignedPayment[] calldata payments,
        bytes calldata extras
    ) external;

    /// @notice Gives back `amount` won of what was paid to the caller with `invoice`, to where it came from: vouchers get it
    /// under their old terms, or, once they have expired, the funding account; own money goes to the holder, less the share
    /// of a rebate that was given for it, which returns to the vouchers.
    /// @dev Who: the merchant, or the key that took its place, who has approved this contract at the deposit token. Fails:
    /// `ZeroAmount`, `NotPayee`, as `IInvoiceRegister.recordRefund`, and as the token's `transferFrom`. Emits `TransferSingle`
    /// where vouchers are restored, and `VoucherRefunded`.
    /// @param payee To whom the invoice was paid.
    /// @param history Every payment and refund of the invoice so far, in order.
    /// @param index Which of them is refunded.
    function refund(
        address payee,
        Invoice invoice,
        PackedEntry[] calldata history,
        uint256 index,
        uint64 amount
    ) external;
}
