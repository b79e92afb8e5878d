// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IdState, IdWindow} from "../types/IdWindow.sol";
import {ProgrammeId} from "../types/ProgrammeId.sol";
import {MerchantWord} from "./MerchantWord.sol";
import {Payment} from "./Payment.sol";
import {Slip} from "./Slip.sol";
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
        TermsWord terms;
        bool asksHolder; // the terms ask for more than a balance of the holder
        bool asksMerchant; // the terms ask for more than an enrolment of the merchant
        uint256 limit; // whole won that one payment can be in the programme; 0 where every one is refused
        bytes programmeRefusal;
        MerchantWord facts; // of the merchant
        bytes refusal; // of the programme, the merchant or the merchant's account
        uint256 most; // as `limit`, for this merchant; 0 too where the merchant's account is not itself paid
        uint256 sum; // whole won accepted
    }

    /// @dev The number of a band that no merchant has: what the terms hold where they set none.
    uint256 private constant NO_BAND = 15;

    constructor() EIP712("Gukgo Voucher", "1") {}

    /// @dev Looks up what payments of a new run share. The first programme of all has begun by itself.
    /// @param facts The merchant's in the registry.
    /// @param payee Whether the token is known to let the merchant be paid. False: it has yet to be asked.
    function _begin(
        Run memory run,
        ProgrammeId programme,
        address merchant,
        MerchantWord facts,
        bool payee
    ) internal view {
        if (ProgrammeId.unwrap(programme) != ProgrammeId.unwrap(run.programme))
            _beginProgramme(run, programme);
        (run.facts, run.sum) = (facts, 0);
        (run.refusal, run.most) = (run.programmeRefusal, run.limit);
        // The usual merchant passes at once: what is asked below all holds then.
        if (payee && !run.asksMerchant && facts.isEnrolled()) return;

        if (run.refusal.length == 0) run.refusal = _merchantRefusal(programme, run.terms, merchant, facts);
        // The service is not stopped, and the merchant's account takes money: asked as for a holder in order.
        if (run.refusal.length == 0 && !payee)
            run.refusal = token.payOnBehalfRefusal(address(this), address(this), merchant, 0);
        // Each payment is looked at by itself, where all are refused and where another key is paid than the merchant's.
        if (run.refusal.length != 0 || !payee) run.most = 0;
    }

    function _beginProgramme(Run memory run, ProgrammeId programme) internal view {
        TermsWord terms = _terms[programme];
        (run.programme, run.terms) = (programme, terms);
        run.asksHolder = terms.homeRegionOnly() || terms.hasConditions() || terms.hasHolderLimits();
        run.asksMerchant =
            terms.namedMerchantsOnly() ||
            terms.listedRegionsOnly() ||
            terms.hasCategoryRule() ||
            terms.maxSalesBand() != NO_BAND;
        run.programmeRefusal = _programmeRefusal(programme, terms);
        bool pays = run.programmeRefusal.length == 0 && !terms.givesRebate();
        run.limit = pays ? terms.perPaymentLimit() : 0;
    }

    /// @dev Why a signed payment itself is refused, whatever it pays; or empty, and the ids that are used then.
    function _signedRefusal(
        Slip memory slip,
        VoucherWord word,
        bytes calldata extras
    ) internal view returns (bytes memory refusal, IdWindow ids) {
        // It is in its time.
        if (block.timestamp <= slip.validAfter || block.timestamp >= slip.validBefore) {
            return (_timeRefusal(slip), ids);
        }

        // It was not settled before.
        IdState state;
        (state, ids) = word.ids().useId(slip.id);
        if (state != IdState.Fresh) return (_idRefusal(slip, state, word), ids);

        // It is what the holder signed.
        if (!PaymentSignature.isValid(slip, extras)) {
            return (_signatureRefusal(slip), ids);
        }
    }

    /// @dev As `_refusal` and the token's `payOnBehalf`, with what the run has looked up.
    /// @param usable Whether the token is known to let the holder's account pay. False: it has yet to be asked.
    function _runRefusal(
        Payment memory payment,
        VoucherWord word,
        Run memory run,
        bool usable
    ) internal view returns (bytes memory refusal) {
        if (payment.amount == 0) return abi.encodeWithSelector(ZeroAmount.selector);
        if (run.terms.givesRebate()) return abi.encodeWithSelector(RebateOnly.selector, payment.programme);
        if (run.programmeRefusal.length != 0) return run.programmeRefusal;
        if (payment.amount > run.terms.perPaymentLimit()) return _paymentLimitRefusal(payment, run.terms);
        if (run.refusal.length != 0) return run.refusal;
        refusal = _holderRefusal(payment, run.terms, word, run.facts);
        if (refusal.length != 0) return refusal;
        refusal = _balanceRefusal(payment, word);
        if (refusal.length != 0) return refusal;
        // Where another account is paid than the merchant's, the token says whether it is the holder's.
        if (!usable || run.most == 0 || !payment.invoice.isNone()) return _moneyRefusal(payment);
    }

    function _timeRefusal(Slip memory slip) private view returns (bytes memory) {
        (ProgrammeId programme, address holder) = (slip.programme, slip.holder);
        bool early = block.timestamp <= slip.validAfter;
        return
            abi.encodeWithSelector(
                early ? PaymentNotYetValid.selector : PaymentExpired.selector,
                programme,
                holder,
                early ? slip.validAfter : slip.validBefore,
                block.timestamp
            );
    }

    function _idRefusal(
        Slip memory slip,
        IdState state,
        VoucherWord word
    ) private pure returns (bytes memory) {
        (ProgrammeId programme, address holder, uint24 id) = (slip.programme, slip.holder, slip.id);
        if (state == IdState.Used)
            return abi.encodeWithSelector(PaymentIdUsed.selector, programme, holder, id);
        uint24 highest = word.ids().highestId();
        return abi.encodeWithSelector(PaymentIdTooOld.selector, programme, holder, id, highest);
    }

    function _signatureRefusal(Slip memory slip) private pure returns (bytes memory) {
        return abi.encodeWithSelector(PaymentNotSigned.selector, slip.programme, slip.holder, slip.id);
    }
}
