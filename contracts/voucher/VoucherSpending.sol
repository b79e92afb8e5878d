// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {KoreaTime} from "../types/KoreaTime.sol";
import {ProgrammeId} from "../types/ProgrammeId.sol";
import {Refusal} from "../types/Refusal.sol";
import {MerchantWord} from "./MerchantWord.sol";
import {Payment, Purchase} from "./Payment.sol";
import {TermsWord} from "./TermsWord.sol";
import {VoucherState} from "./VoucherState.sol";
import {Voucher, VoucherWord} from "./VoucherWord.sol";

/// @title VoucherSpending
/// @notice How one payment with vouchers is judged and made.
/// @dev Every rule stands once, in a function that returns the refusal; views return it and acts enforce it.
abstract contract VoucherSpending is VoucherState {
    using Refusal for bytes;

    /// @dev Pays, or reverts with the reason.
    function _pay(Payment memory payment, uint64 receipt) internal {
        Voucher storage voucher = _vouchers[payment.programme.join(uint160(payment.holder))];
        VoucherWord word = voucher.word;
        TermsWord terms = _terms[payment.programme];
        _refusal(payment, terms, word).enforce();

        _debit(voucher, terms, word, payment, receipt);

        if (!payment.invoice.isNone())
            _recordInvoice(payment, ProgrammeId.unwrap(payment.programme), payment.amount, 0);
        token.payOnBehalf(payment.holder, payment.merchant, payment.amount);
    }

    function _debit(
        Voucher storage voucher,
        TermsWord terms,
        VoucherWord word,
        Payment memory payment,
        uint64 receipt
    ) internal {
        (ProgrammeId programme, address holder) = (payment.programme, payment.holder);
        voucher.word = _counted(terms, word.debit(payment.amount), payment.amount);

        emit IERC1155.TransferSingle(msg.sender, holder, address(0), programme.toTokenId(), payment.amount);
        emit VoucherSpent(programme, holder, payment.merchant, receipt);
        _statePurpose(payment);
    }

    /// @dev The word with `amount` counted, where the terms limit what a holder spends.
    function _counted(TermsWord terms, VoucherWord word, uint256 amount) internal view returns (VoucherWord) {
        if (!terms.hasHolderLimits()) return word;
        uint256 day = KoreaTime.dayIndex(block.timestamp);
        return word.count(amount, day, KoreaTime.monthIndex(day));
    }

    function _statePurpose(Payment memory payment) internal {
        if (payment.purposeHash != 0)
            emit PurposeStated(payment.programme, payment.holder, payment.purposeHash);
    }

    function _recordInvoice(Payment memory payment, uint64 ref, uint64 amount, uint64 rebate) internal {
        if (payment.invoice.isNone()) return;
        invoices.record(payment.merchant, payment.invoice, payment.holder, ref, amount, rebate);
    }

    /// @dev Why a payment would now be refused, the money's own reasons aside; or empty.
    function _refusal(
        Payment memory payment,
        TermsWord terms,
        VoucherWord word
    ) internal view returns (bytes memory refusal) {
        if (payment.amount == 0) return abi.encodeWithSelector(ZeroAmount.selector);
        if (terms.givesRebate()) return abi.encodeWithSelector(RebateOnly.selector, payment.programme);
        return _purchaseRefusal(payment, terms, word);
    }

    function _purchaseRefusal(
        Payment memory payment,
        TermsWord terms,
        VoucherWord word
    ) internal view returns (bytes memory refusal) {
        ProgrammeId programme = payment.programme;
        refusal = _programmeRefusal(programme, terms);
        if (refusal.length != 0) return refusal;
        if (payment.amount > terms.perPaymentLimit()) return _paymentLimitRefusal(payment, terms);
        MerchantWord facts = registry.merchantWord(payment.merchant);
        refusal = _merchantRefusal(programme, terms, payment.merchant, facts);
        if (refusal.length != 0) return refusal;
        refusal = _holderRefusal(payment, terms, word, facts);
        if (refusal.length != 0) return refusal;

        // Nobody spends more than was granted to them, less what a clawback holds.
        return _balanceRefusal(payment, word);
    }

    function _balanceRefusal(
        Payment memory payment,
        VoucherWord word
    ) internal view returns (bytes memory refusal) {
        uint256 left = _free(payment.programme, payment.holder, word);
        if (payment.amount > left) {
            return
                abi.encodeWithSelector(
                    VoucherInsufficient.selector,
                    payment.programme,
                    payment.holder,
                    left,
                    payment.amount
                );
        }
    }

    function _canPay(Payment memory payment) internal view returns (bool allowed, bytes memory refusal) {
        VoucherWord word = _vouchers[payment.programme.join(uint160(payment.holder))].word;
        refusal = _refusal(payment, _terms[payment.programme], word);
        if (refusal.length == 0) refusal = _moneyRefusal(payment);
        allowed = refusal.length == 0;
    }

    /// @dev Why the invoice or the money refuses, after the vouchers have not; or empty.
    function _moneyRefusal(Payment memory payment) internal view returns (bytes memory refusal) {
        (address merchant, uint64 amount) = (payment.merchant, payment.amount);
        if (!payment.invoice.isNone()) {
            refusal = invoices.recordRefusal(address(this), merchant, payment.invoice, amount);
            if (refusal.length != 0) return refusal;
        }
        return token.payOnBehalfRefusal(address(this), payment.holder, merchant, amount);
    }

    function _paymentOf(address holder, Purchase calldata purchase) internal pure returns (Payment memory) {
        return
            Payment(
                purchase.programme,
                holder,
                purchase.merchant,
                purchase.amount,
                purchase.invoice,
                purchase.purposeHash
            );
    }
}
