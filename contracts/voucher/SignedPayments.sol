// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IdState, IdWindow} from "../types/IdWindow.sol";
import {ProgrammeId} from "../types/ProgrammeId.sol";
import {MerchantWord} from "./MerchantWord.sol";
import {Payment, SignedPayment} from "./Payment.sol";
import {PaymentSignature} from "./PaymentSignature.sol";
import {TermsWord} from "./TermsWord.sol";
import {VoucherSpending} from "./VoucherSpending.sol";
import {VoucherWord} from "./VoucherWord.sol";

/// @title SignedPayments
/// @notice How a payment that its holder signed is judged.
/// @dev Payments that follow each other in one programme to one merchant are a run: what concerns programme and merchant is
/// looked up once.
abstract contract SignedPayments is VoucherSpending, EIP712 {
    /// @dev What payments of one programme to one merchant share.
    struct Run {
        ProgrammeId programme;
        address merchant;
        TermsWord terms;
        MerchantWord facts;
        bytes refusal; // of the programme, the merchant or the merchant's account
        uint256 sum; // whole won accepted
        address holder; // of the last payment accepted
    }

    constructor() EIP712("Gukgo Voucher", "1") {}

    /// @dev Looks up what payments of a new run share.
    function _begin(Run memory run, Payment memory payment) internal view {
        (ProgrammeId programme, address merchant) = (payment.programme, payment.merchant);
        TermsWord terms = _terms[programme];
        (run.programme, run.merchant, run.terms, run.sum) = (programme, merchant, terms, 0);
        run.refusal = _programmeRefusal(programme, terms);
        if (run.refusal.length != 0) return;
        run.facts = registry.merchantWord(merchant);
        run.refusal = _merchantRefusal(programme, terms, merchant, run.facts);
        if (run.refusal.length != 0) return;
        // The service is not stopped, and the merchant's account takes money: asked as for a holder in order.
        run.refusal = token.payOnBehalfRefusal(address(this), address(this), merchant, 0);
    }

    /// @dev Why a signed payment is refused, or empty and the ids that are used then.
    function _signedRefusal(
        Payment memory payment,
        SignedPayment calldata signed,
        VoucherWord word,
        Run memory run,
        bytes32 domain,
        bytes calldata contractSignatures
    ) internal view returns (bytes memory refusal, IdWindow ids) {
        // It is in its time, was not settled before, and is what the holder signed.
        refusal = _timeRefusal(payment, signed);
        if (refusal.length != 0) return (refusal, ids);
        IdState state;
        (state, ids) = word.ids().useId(signed.id);
        if (state != IdState.Fresh) return (_idRefusal(payment, signed.id, state, word), ids);
        if (!PaymentSignature.isValid(signed, domain, contractSignatures)) {
            return (_signatureRefusal(payment, signed.id), ids);
        }

        return (_runRefusal(payment, word, run), ids);
    }

    /// @dev As `_refusal` and the token's `payOnBehalf`, with what the run has looked up.
    function _runRefusal(
        Payment memory payment,
        VoucherWord word,
        Run memory run
    ) private view returns (bytes memory refusal) {
        if (payment.amount == 0) return abi.encodeWithSelector(ZeroAmount.selector);
        if (run.terms.givesRebate()) return abi.encodeWithSelector(RebateOnly.selector, payment.programme);
        if (payment.amount > run.terms.perPaymentLimit()) return _paymentLimitRefusal(payment, run.terms);
        if (run.refusal.length != 0) return run.refusal;
        refusal = _holderRefusal(payment, run.terms, word, run.facts);
        if (refusal.length != 0) return refusal;
        refusal = _balanceRefusal(payment, word);
        if (refusal.length != 0) return refusal;
        if (payment.invoice.isNone() && token.canSend(payment.holder)) return "";
        return _moneyRefusal(payment);
    }

    function _timeRefusal(
        Payment memory payment,
        SignedPayment calldata signed
    ) private view returns (bytes memory refusal) {
        uint48 validAfter = signed.validAfter;
        uint48 validBefore = signed.validBefore;
        (ProgrammeId programme, address holder) = (payment.programme, payment.holder);
        if (block.timestamp <= validAfter) {
            refusal = abi.encodeWithSelector(
                PaymentNotYetValid.selector,
                programme,
                holder,
                validAfter,
                block.timestamp
            );
        } else if (block.timestamp >= validBefore) {
            refusal = abi.encodeWithSelector(
                PaymentExpired.selector,
                programme,
                holder,
                validBefore,
                block.timestamp
            );
        }
    }

    function _idRefusal(
        Payment memory payment,
        uint24 id,
        IdState state,
        VoucherWord word
    ) private pure returns (bytes memory) {
        (ProgrammeId programme, address holder) = (payment.programme, payment.holder);
        if (state == IdState.Used)
            return abi.encodeWithSelector(PaymentIdUsed.selector, programme, holder, id);
        uint24 highest = word.ids().highestId();
        return abi.encodeWithSelector(PaymentIdTooOld.selector, programme, holder, id, highest);
    }

    function _signatureRefusal(Payment memory payment, uint24 id) private pure returns (bytes memory) {
        return abi.encodeWithSelector(PaymentNotSigned.selector, payment.programme, payment.holder, id);
    }

    function _load(Payment memory payment, SignedPayment calldata signed) internal pure {
        payment.programme = signed.programme;
        payment.holder = signed.holder;
        payment.merchant = signed.merchant;
        payment.amount = signed.amount;
        payment.invoice = signed.invoice;
        payment.purposeHash = signed.purposeHash;
    }
}
