// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Invoice} from "../types/Invoice.sol";
import {IMerchantRegistry} from "./IMerchantRegistry.sol";
import {Entry, EntryMoney, EntrySource, PackedEntry} from "./InvoiceEntry.sol";

/// @title IInvoiceRegister
/// @notice One guard for the whole system against paying an invoice twice, whoever pays: vouchers, subsidies, contracts.
/// @dev An invoice is known by its seller and the keyed hash of the tax-invoice platform, so that nobody uses up another
/// seller's invoice. The seller is the payee's business as the merchant registry has it, whichever of its accounts is paid; of
/// a payee without one it is the account itself. What was paid to an account on an invoice before its business was another
/// stays with the seller of that time, and so does what is left to pay of it.
/// The first payment of an invoice fixes its total. What was paid on it never exceeds that total, and a refund frees
/// nothing: refunded goods are owed for no more, and what is sold instead has an invoice of its own.
/// The register keeps sums and a commitment to the history; whoever refunds brings the history, from the events.
interface IInvoiceRegister {
    event InvoicePayerListed(address indexed payer, address indexed by);
    event InvoicePayerDelisted(address indexed payer, address indexed by);

    /// @notice A payment to `payee` on `invoice`, which is kept under `seller`: a business, or the account. Both events carry
    /// the entry: the payee, and the two words that the commitment binds with it.
    event InvoicePaid(
        address indexed payee,
        Invoice indexed invoice,
        address indexed seller,
        EntrySource source,
        EntryMoney money
    );

    /// @notice A payment on `invoice` was refunded, in part or whole: which one is in `source`.
    event InvoiceRefunded(
        address indexed payee,
        Invoice indexed invoice,
        address indexed seller,
        EntrySource source,
        EntryMoney money
    );

    /// @notice What is listed is no contract; a key that has delegated to one (EIP-7702) is none either.
    error InvalidInvoicePayer(address payer);
    error InvoicePayerUnknown(address caller);

    /// @notice No hash, no total, or a total above 2^44 − 1 won.
    error InvoiceInvalid(address payee, Invoice invoice);
    error InvoiceTotalDiffers(address payee, Invoice invoice, uint64 total, uint64 proposed);
    error InvoiceExceeded(address payee, Invoice invoice, uint64 total, uint64 paid, uint64 amount);

    /// @notice The invoice's history has `length` entries and takes no such further one: each payment keeps a place for its
    /// refund.
    error HistoryTooLong(address payee, Invoice invoice, uint256 length, uint256 limit);

    /// @notice What the caller brought is not the invoice's history.
    error InvoiceHistoryDiffers(address payee, Invoice invoice);

    /// @notice The history has no payment at `index`.
    error InvoicePaymentUnknown(address payee, Invoice invoice, uint256 index);

    /// @notice The payment was recorded by `payer`, and `caller` cannot refund it.
    error InvoicePaymentOfOther(address payee, Invoice invoice, address payer, address caller);

    /// @notice The payment was made to `account`, which alone refunds it: no other account of its business does.
    error InvoicePaidToOther(address payee, Invoice invoice, address account);
    error RefundExceeded(address payee, Invoice invoice, uint64 left, uint64 amount);
    error ZeroAmount();

    /// @notice More would be given back than is paid.
    error InvalidRebate(uint64 amount, uint64 rebate);

    /// @notice Lists a contract that may pay invoices, or takes it off the list; what it paid it still refunds.
    /// @dev Who: the operator's invoice registrar. Fails: `InvalidInvoicePayer` where what is listed has no code that stays. Emits
    /// `InvoicePayerListed` or `InvoicePayerDelisted`.
    function setPayer(address payer, bool listed) external;

    /// @notice Records that the calling contract pays `amount` won on an invoice. The first payment fixes the invoice's
    /// total.
    /// @dev Who: a listed payer, in the transaction in which it pays `payee`. Fails: as `recordRefusal` says, then
    /// `InvalidRebate`. Emits `InvoicePaid`.
    /// @param payee The account that is paid, as the registry has it.
    /// @param holder Whose money or vouchers are paid.
    /// @param ref The payer's programme, or 0.
    /// @param amount Whole won.
    /// @param rebate Whole won of the amount that the payer gives back to the holder at once.
    function record(
        address payee,
        Invoice invoice,
        address holder,
        uint64 ref,
        uint64 amount,
        uint64 rebate
    ) external;

    /// @notice Records that `amount` won of the payment at `index` are refunded.
    /// @dev Who: the contract that recorded the payment, whether still listed or not; that the payee wants it is for that
    /// contract to check. Fails: `ZeroAmount`, `InvoiceTotalDiffers`, `InvoiceHistoryDiffers` where `history` is not the whole history,
    /// `InvoicePaymentUnknown`, `InvoicePaymentOfOther`, `InvoicePaidToOther`, `RefundExceeded`, `HistoryTooLong` where a refund in part would take
    /// the place that another payment's refund needs. Emits `InvoiceRefunded`.
    /// @param payee The account that was paid.
    /// @param history All entries of the invoice in their order, as the events have them, whichever account of the seller they
    /// were paid to.
    /// @param amount Whole won.
    /// @return entry The payment that is refunded.
    /// @return refundedBefore Whole won of it that were refunded before.
    function recordRefund(
        address payee,
        Invoice invoice,
        PackedEntry[] calldata history,
        uint256 index,
        uint64 amount
    ) external returns (Entry memory entry, uint64 refundedBefore);

    /// @notice Why `payer` may not pay `amount` won on the invoice now, as the encoding of one of the errors above, or empty:
    /// `ZeroAmount`, `InvoicePayerUnknown`, `InvoiceInvalid`, `InvoiceTotalDiffers`, `InvoiceExceeded`, `HistoryTooLong`, in
    /// this order. `record` reverts with the same bytes.
    function recordRefusal(
        address payer,
        address payee,
        Invoice invoice,
        uint64 amount
    ) external view returns (bytes memory refusal);

    /// @notice Under whom it is kept what is paid to `payee` on the invoice now: the business of the payee, as an address, or the
    /// account itself.
    function sellerOf(address payee, Invoice invoice) external view returns (address seller);

    /// @notice What is known of an invoice that `payee` was paid, or is paid next: that of its seller, as `sellerOf` says. Whole won,
    /// and the commitment to its entries, the high 116 bits of a hash. All zero where nothing was ever paid on it. The total that
    /// `invoice` itself names plays no part.
    function invoiceOf(
        address payee,
        Invoice invoice
    ) external view returns (uint64 total, uint64 paid, uint64 refunded, uint256 commitment, uint256 entries);

    /// @notice As `invoiceOf`, of what is kept under `seller`, as the events name it.
    function invoiceOfSeller(
        address seller,
        Invoice invoice
    ) external view returns (uint64 total, uint64 paid, uint64 refunded, uint256 commitment, uint256 entries);

    /// @notice Where it is known which accounts are of one business.
    function registry() external view returns (IMerchantRegistry);

    /// @notice Whether the contract may pay invoices.
    function isPayer(address payer) external view returns (bool);
}
