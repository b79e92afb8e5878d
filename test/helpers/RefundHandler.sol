// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ProgrammeId} from "../../contracts/types/ProgrammeId.sol";
import {IInvoiceRegister} from "../../contracts/voucher/IInvoiceRegister.sol";
import {Entry, PackedEntry, packMoney, packSource, unpack} from "../../contracts/voucher/InvoiceEntry.sol";
import {IVoucherErrors} from "../../contracts/voucher/IVoucherErrors.sol";
import {koreanDay} from "./CountModel.sol";
import {actor} from "./Gukgo.sol";
import {MixedHandler} from "./MixedHandler.sol";

/// @title RefundHandler
/// @notice What merchants give back of what was paid with an invoice, and who may pay invoices.
abstract contract RefundHandler is MixedHandler {
    constructor() {
        _list(true);
    }

    function _learnRefunds() internal {
        _learn("refund", this.refund);
        _learn("list or delist a payer of invoices", this.setPayer);
    }

    /// @dev Done exactly as far as the payment was not refunded, and to where it came from.
    function refund() external returns (bool) {
        if (_bills.length == 0) return false;
        (Bill memory bill, uint256 index) = _refundable();
        PackedEntry[] memory entries = _entriesOf(bill);
        Entry memory paid = unpack(entries[index]);
        // Whichever account of the business was paid; rarely another of them.
        if (!_oneIn(10)) bill.payee = paid.payee;
        address payee = _s.token.currentOf(bill.payee);
        uint256 before = _refundedOf(bill, index);
        uint64 amount = uint64(_amountUpTo(paid.amount > before ? paid.amount - before : 0));
        if (_likely()) payee = _arrange(payee, paid, amount);
        if (_oneIn(10)) payee = _customer();
        if (_oneIn(10)) index = _below(entries.length + 1);

        bytes memory data = abi.encodeCall(
            _s.programmes.refund,
            (bill.payee, bill.invoice, entries, index, amount)
        );
        if (!_try(payee, address(_s.programmes), data, _refundReasons())) return false;
        _wasRefunded(bill, index, amount);
        return true;
    }

    /// @dev An account without code is never listed.
    function setPayer() external returns (bool) {
        bytes memory data = abi.encodeCall(_s.invoices.setPayer, (_customer(), true));
        bytes memory reasons = abi.encodePacked(IInvoiceRegister.InvalidInvoicePayer.selector);
        _mustRefuse(actor("invoiceRegistrar"), address(_s.invoices), data, reasons);
        _list(!_s.invoices.isPayer(address(_s.programmes)));
        return true;
    }

    function _tidyRefunds() internal {
        if (!_s.invoices.isPayer(address(_s.programmes))) _list(true);
    }

    // --------------------------------------------------------------------------------------------- internals

    function _list(bool listed) private {
        bytes memory data = abi.encodeCall(_s.invoices.setPayer, (address(_s.programmes), listed));
        _do(actor("invoiceRegistrar"), address(_s.invoices), data);
    }

    /// @dev An invoice and one of its payments, mostly such as is not refunded yet.
    function _refundable() private returns (Bill memory bill, uint256 index) {
        for (uint256 i = 0; i < 8; ++i) {
            uint256 newest = _bills.length < 12 ? _bills.length : 12;
            bill = _bills[_bills.length - 1 - _below(newest)];
            PackedEntry[] storage entries = _entriesOf(bill);
            index = _below(entries.length);
            uint256 amount = entries[index].money.amount();
            if (entries[index].source.refundOf() == 0 && _refundedOf(bill, index) < amount)
                return (bill, index);
        }
    }

    /// @dev The merchant can pay, and whoever gets it can be paid.
    function _arrange(address payee, Entry memory paid, uint64 amount) private returns (address) {
        _makeRunning();
        payee = _makeFree(payee);
        _makeRich(payee, amount);
        _makeReady(_s.token.currentOf(paid.holder));
        if (paid.ref != 0) _makeHomeReady(ProgrammeId.wrap(paid.ref));
        _approve(payee, address(_s.programmes), amount);
        return payee;
    }

    function _wasRefunded(Bill memory bill, uint256 index, uint64 amount) private {
        PackedEntry[] storage entries = _entriesOf(bill);
        Entry memory paid = unpack(entries[index]);
        uint256 before = _refundedOf(bill, index);
        _assert(bill.payee == paid.payee, "law 11: an account refunds what it was paid");
        _assert(before + amount <= paid.amount, "law 11: no payment is refunded beyond its amount");
        entries.push(
            PackedEntry(
                paid.payee,
                packSource(address(_s.programmes), paid.ref, koreanDay(nowAt), index + 1),
                packMoney(paid.holder, amount, 0)
            )
        );
        // Vouchers get what they paid; of own money the share that was given back for it.
        if (paid.ref == 0) return;
        uint256 restored = amount;
        if (paid.rebate != 0) {
            restored = (uint256(paid.rebate) * (before + amount)) / paid.amount;
            restored -= (uint256(paid.rebate) * before) / paid.amount;
        }
        ProgrammeId programme = ProgrammeId.wrap(paid.ref);
        if (nowAt >= _s.programmes.termsOf(programme).expiresAt) return;
        _restored(programme, paid.holder, restored, paid.day);
    }

    function _refundReasons() private pure returns (bytes memory) {
        return
            abi.encodePacked(
                _transferReasons(),
                IVoucherErrors.ZeroAmount.selector,
                IVoucherErrors.NotPayee.selector,
                IInvoiceRegister.InvoicePaymentUnknown.selector,
                IInvoiceRegister.InvoicePaidToOther.selector,
                IInvoiceRegister.RefundExceeded.selector,
                IInvoiceRegister.HistoryTooLong.selector
            );
    }
}
