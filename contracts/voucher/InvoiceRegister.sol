// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Governed} from "../access/Governed.sol";
import {officerOf} from "../access/Officer.sol";
import {Business} from "../types/Business.sol";
import {Invoice} from "../types/Invoice.sol";
import {KoreaTime} from "../types/KoreaTime.sol";
import {hasLastingCode} from "../types/LastingCode.sol";
import {Refusal} from "../types/Refusal.sol";
import {IInvoiceRegister} from "./IInvoiceRegister.sol";
import {IMerchantRegistry} from "./IMerchantRegistry.sol";
import {
    Entry,
    EntryMoney,
    EntrySource,
    PackedEntry,
    commit,
    packMoney,
    packSource,
    unpack
} from "./InvoiceEntry.sol";
import {InvoiceWord, MAX_INVOICE_TOTAL} from "./InvoiceWord.sol";
import {MerchantWord} from "./MerchantWord.sol";

/// @title InvoiceRegister
/// @notice What was paid on each invoice, and to whom a refund goes. See `IInvoiceRegister`.
/// @dev Every history keeps this: entries + payments that are not wholly refunded ≤ `MAX_HISTORY`. So each payment can be
/// refunded whole, whatever was refunded in parts before.
contract InvoiceRegister is Governed, IInvoiceRegister {
    using Refusal for bytes;

    /// @dev A struct of one word, so that a reference to it can be kept.
    struct Slot {
        InvoiceWord word;
    }

    /// @notice The most entries of one invoice's history.
    uint256 public constant MAX_HISTORY = 64;

    /// @dev With fewer entries than this, a further payment and its refund fit, even if none was refunded so far.
    uint256 private constant PAYABLE_HISTORY = MAX_HISTORY / 2;

    /// @inheritdoc IInvoiceRegister
    IMerchantRegistry public immutable registry;

    /// @inheritdoc IInvoiceRegister
    mapping(address payer => bool) public isPayer;

    mapping(address seller => mapping(bytes26 hash => Slot)) private _invoices;

    constructor(address operator, IMerchantRegistry registry_) Governed(operator) {
        registry = registry_;
    }

    /// @inheritdoc IInvoiceRegister
    function setPayer(address payer, bool listed) external restricted {
        // A contract answers for what it records; an account's key could burn anybody's invoice, also one that has delegated.
        if (listed && !hasLastingCode(payer)) revert InvalidInvoicePayer(payer);

        isPayer[payer] = listed;

        if (listed) emit InvoicePayerListed(payer, officerOf(authority));
        else emit InvoicePayerDelisted(payer, officerOf(authority));
    }

    /// @inheritdoc IInvoiceRegister
    function record(
        address payee,
        Invoice invoice,
        address holder,
        uint64 ref,
        uint64 amount,
        uint64 rebate
    ) external {
        (address seller, Slot storage slot) = _placeOf(payee, invoice);
        InvoiceWord word = slot.word;
        _recordRefusal(word, msg.sender, payee, invoice, amount).enforce();
        if (rebate > amount) revert InvalidRebate(amount, rebate);
        EntrySource source = packSource(msg.sender, ref, _today(), 0);
        EntryMoney money = packMoney(holder, amount, rebate);

        slot.word = word.pay(invoice.total(), amount, commit(word.commitment(), payee, source, money));

        emit InvoicePaid(payee, invoice, seller, source, money);
    }

    /// @inheritdoc IInvoiceRegister
    function recordRefund(
        address payee,
        Invoice invoice,
        PackedEntry[] calldata history,
        uint256 index,
        uint64 amount
    ) external returns (Entry memory entry, uint64 refundedBefore) {
        if (amount == 0) revert ZeroAmount();
        (address seller, Slot storage slot) = _placeWith(payee, invoice, history);
        entry = _paymentOf(payee, invoice, history, index);
        refundedBefore = _requireRest(payee, invoice, history, index, amount);

        EntrySource source = packSource(msg.sender, entry.ref, _today(), index + 1);
        EntryMoney money = packMoney(entry.holder, amount, 0);
        slot.word = slot.word.refund(amount, commit(slot.word.commitment(), payee, source, money));

        emit InvoiceRefunded(payee, invoice, seller, source, money);
    }

    /// @inheritdoc IInvoiceRegister
    function recordRefusal(
        address payer,
        address payee,
        Invoice invoice,
        uint64 amount
    ) external view returns (bytes memory refusal) {
        (, Slot storage slot) = _placeOf(payee, invoice);
        return _recordRefusal(slot.word, payer, payee, invoice, amount);
    }

    /// @inheritdoc IInvoiceRegister
    function sellerOf(address payee, Invoice invoice) external view returns (address seller) {
        (seller, ) = _placeOf(payee, invoice);
    }

    /// @inheritdoc IInvoiceRegister
    function invoiceOf(
        address payee,
        Invoice invoice
    )
        external
        view
        returns (uint64 total, uint64 paid, uint64 refunded, uint256 commitment, uint256 entries)
    {
        (, Slot storage slot) = _placeOf(payee, invoice);
        return _unpacked(slot.word);
    }

    /// @inheritdoc IInvoiceRegister
    function invoiceOfSeller(
        address seller,
        Invoice invoice
    )
        external
        view
        returns (uint64 total, uint64 paid, uint64 refunded, uint256 commitment, uint256 entries)
    {
        return _unpacked(_invoices[seller][invoice.hash()].word);
    }

    function _unpacked(
        InvoiceWord word
    ) private pure returns (uint64 total, uint64 paid, uint64 refunded, uint256 commitment, uint256 entries) {
        (total, paid, refunded) = (word.total(), word.paid(), word.refunded());
        (commitment, entries) = (word.commitment(), word.entries());
    }

    function _recordRefusal(
        InvoiceWord word,
        address payer,
        address payee,
        Invoice invoice,
        uint64 amount
    ) private view returns (bytes memory refusal) {
        if (amount == 0) return abi.encodeWithSelector(ZeroAmount.selector);

        // Only contracts of the system pay, so that nobody uses up an invoice without paying it.
        if (!isPayer[payer]) return abi.encodeWithSelector(InvoicePayerUnknown.selector, payer);

        // It names a hash and a total that can be kept.
        uint64 total = invoice.total();
        if (total == 0 || total > MAX_INVOICE_TOTAL || invoice.hash() == 0)
            return abi.encodeWithSelector(InvoiceInvalid.selector, payee, invoice);

        // Its total is the one that it was first paid under.
        if (!word.isNone() && word.total() != total) return _totalRefusal(word, payee, invoice);

        // What was ever paid on it stays within its total.
        if (uint256(amount) + word.paid() > total) return _exceededRefusal(word, payee, invoice, amount);

        // Its history has room for this payment and its refund.
        uint256 length = word.entries();
        if (length >= PAYABLE_HISTORY)
            return abi.encodeWithSelector(HistoryTooLong.selector, payee, invoice, length, PAYABLE_HISTORY);
    }

    function _totalRefusal(
        InvoiceWord word,
        address payee,
        Invoice invoice
    ) private pure returns (bytes memory) {
        return
            abi.encodeWithSelector(
                InvoiceTotalDiffers.selector,
                payee,
                invoice,
                word.total(),
                invoice.total()
            );
    }

    function _exceededRefusal(
        InvoiceWord word,
        address payee,
        Invoice invoice,
        uint64 amount
    ) private pure returns (bytes memory) {
        return
            abi.encodeWithSelector(
                InvoiceExceeded.selector,
                payee,
                invoice,
                invoice.total(),
                word.paid(),
                amount
            );
    }

    /// @dev Under whom what is paid to `payee` is kept. Where its business was paid nothing on the invoice, an earlier seller
    /// may have been: to be enrolled, or to be enrolled under another business, opens no invoice anew.
    function _placeOf(
        address payee,
        Invoice invoice
    ) private view returns (address seller, Slot storage slot) {
        MerchantWord facts = registry.merchantWord(payee);
        bytes26 hash = invoice.hash();
        seller = _presentSeller(payee, facts);
        slot = _invoices[seller][hash];
        if (facts.isNone() || !slot.word.isNone()) return (seller, slot);
        Slot storage other = _invoices[payee][hash];
        if (!other.word.isNone()) return (payee, other);
        if (!facts.wasOthers()) return (seller, slot);
        address[] memory former = _formerSellers(payee);
        for (uint256 i = 0; i < former.length; ++i) {
            other = _invoices[former[i]][hash];
            if (!other.word.isNone()) return (former[i], other);
        }
    }

    /// @dev Where that is kept of which the caller brings the whole history: it leads to the same commitment.
    function _placeWith(
        address payee,
        Invoice invoice,
        PackedEntry[] calldata history
    ) private view returns (address seller, Slot storage slot) {
        MerchantWord facts = registry.merchantWord(payee);
        bytes26 hash = invoice.hash();
        uint256 commitment = _commitmentTo(history);
        seller = _presentSeller(payee, facts);
        slot = _invoices[seller][hash];
        InvoiceWord word = slot.word;
        if (_isHistory(word, invoice, history.length, commitment)) return (seller, slot);
        slot = _invoices[payee][hash];
        if (_isHistory(slot.word, invoice, history.length, commitment)) return (payee, slot);
        address[] memory former = _formerSellers(payee);
        for (uint256 i = 0; i < former.length; ++i) {
            slot = _invoices[former[i]][hash];
            if (_isHistory(slot.word, invoice, history.length, commitment)) return (former[i], slot);
        }
        if (word.total() != invoice.total()) _totalRefusal(word, payee, invoice).enforce();
        revert InvoiceHistoryDiffers(payee, invoice);
    }

    /// @dev The payee's business, or the payee where it never had one.
    function _presentSeller(address payee, MerchantWord facts) private pure returns (address) {
        return facts.isNone() ? payee : address(Business.unwrap(facts.business()));
    }

    /// @dev The businesses that the account was enrolled under before.
    function _formerSellers(address payee) private view returns (address[] memory former) {
        Business[] memory businesses = registry.formerBusinessesOf(payee);
        former = new address[](businesses.length);
        for (uint256 i = 0; i < former.length; ++i) former[i] = address(Business.unwrap(businesses[i]));
    }

    function _commitmentTo(PackedEntry[] calldata history) private pure returns (uint256 commitment) {
        for (uint256 i = 0; i < history.length; ++i) {
            PackedEntry calldata entry = history[i];
            commitment = commit(commitment, entry.payee, entry.source, entry.money);
        }
    }

    function _isHistory(
        InvoiceWord word,
        Invoice invoice,
        uint256 length,
        uint256 commitment
    ) private pure returns (bool) {
        if (word.total() != invoice.total()) return false;
        return word.entries() == length && word.commitment() == commitment;
    }

    /// @dev The payment at `index`, which the caller recorded, and which was made to the payee.
    function _paymentOf(
        address payee,
        Invoice invoice,
        PackedEntry[] calldata history,
        uint256 index
    ) private view returns (Entry memory entry) {
        if (index >= history.length || history[index].source.refundOf() != 0)
            revert InvoicePaymentUnknown(payee, invoice, index);
        entry = unpack(history[index]);
        if (entry.payer != msg.sender) revert InvoicePaymentOfOther(payee, invoice, entry.payer, msg.sender);
        if (entry.payee != payee) revert InvoicePaidToOther(payee, invoice, entry.payee);
    }

    /// @dev Refuses more than is left of the payment, and a refund that leaves no place for another.
    function _requireRest(
        address payee,
        Invoice invoice,
        PackedEntry[] calldata history,
        uint256 index,
        uint64 amount
    ) private pure returns (uint64 refundedBefore) {
        // No payment is refunded beyond its amount.
        (uint64[] memory left, uint256 open) = _rests(history);
        uint64 rest = left[index];
        if (amount > rest) revert RefundExceeded(payee, invoice, rest, amount);

        // A refund in part leaves a place for each payment that may still be refunded.
        bool fits = amount == rest || history.length + 1 + open <= MAX_HISTORY;
        if (!fits) revert HistoryTooLong(payee, invoice, history.length, MAX_HISTORY);
        return history[index].money.amount() - rest;
    }

    /// @dev What is left to refund of each payment, and of how many payments something is.
    function _rests(
        PackedEntry[] calldata history
    ) private pure returns (uint64[] memory left, uint256 open) {
        left = new uint64[](history.length);
        for (uint256 i = 0; i < history.length; ++i) {
            uint64 amount = history[i].money.amount();
            uint256 refundOf = history[i].source.refundOf();
            if (refundOf == 0) {
                left[i] = amount;
                ++open;
            } else if ((left[refundOf - 1] -= amount) == 0) --open;
        }
    }

    /// @dev The day in Korea, since 1970.
    function _today() private view returns (uint256) {
        return KoreaTime.dayIndex(block.timestamp);
    }
}
