// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {IDepositToken} from "../deposit/IDepositToken.sol";
import {AwardId} from "../types/AwardId.sol";
import {Beneficiary} from "../types/Beneficiary.sol";
import {Business} from "../types/Business.sol";
import {Refusal} from "../types/Refusal.sol";
import {MerchantWord} from "../voucher/MerchantWord.sol";
import {Asset, AssetKind} from "./Asset.sol";
import {Award, AwardRules} from "./Award.sol";
import {AwardPayment} from "./AwardPayment.sol";
import {AwardStatus} from "./AwardStatus.sol";
import {AwardWord} from "./AwardWord.sol";
import {ISubsidyGrants} from "./ISubsidyGrants.sol";
import {SubsidyFormulas} from "./SubsidyFormulas.sol";
import {SubsidyState} from "./SubsidyState.sol";

/// @title SubsidyPayments
/// @notice Payments of invoices from awards. See `ISubsidyGrants`.
abstract contract SubsidyPayments is SubsidyState, EIP712, ISubsidyGrants {
    using Refusal for bytes;
    using SafeERC20 for IDepositToken;

    bytes32 private constant PAYMENT_TYPE = keccak256(
        "AwardPayment(uint64 award,address payee,bytes32 invoice,uint64 amount,bytes32 asset,uint8 kind,uint64 nonce,"
        "uint48 deadline)"
    );

    constructor() EIP712("Gukgo Subsidy", "1") {}

    /// @inheritdoc ISubsidyGrants
    function pay(AwardPayment calldata payment) external {
        Award storage kept = _awards[payment.award];
        AwardRules memory rules = kept.rules;
        // A key that was replaced pays nothing: the token refuses its closed account.
        if (msg.sender != rules.account) _onlyBeneficiary(payment.award, rules.account);
        _pay(payment, kept, kept.word, rules, msg.sender);
    }

    /// @inheritdoc ISubsidyGrants
    function paySigned(
        AwardPayment calldata payment,
        uint64 nonce,
        uint48 deadline,
        bytes calldata signature
    ) external {
        (Award storage kept, AwardWord word) = _known(payment.award);
        AwardRules memory rules = kept.rules;
        address holder = token.currentOf(rules.account);
        if (block.timestamp > deadline) revert SignedPaymentLate(payment.award, deadline);
        if (nonce != word.nonce()) revert NonceNotNext(payment.award, word.nonce());
        bytes32 digest = _hashTypedDataV4(keccak256(abi.encode(PAYMENT_TYPE, payment, nonce, deadline)));
        bool isSigned = SignatureChecker.isValidSignatureNow(holder, digest, signature);
        if (!isSigned) revert PaymentUnsigned(payment.award, holder);

        _pay(payment, kept, word.withNextNonce(), rules, holder);
    }

    /// @inheritdoc ISubsidyGrants
    function payRefusal(AwardPayment calldata payment) external view returns (bytes memory refusal) {
        Award storage kept = _awards[payment.award];
        AwardRules memory rules = kept.rules;
        refusal = _payRefusal(payment, kept, kept.word, rules);
        if (refusal.length != 0) return refusal;
        refusal = invoices.recordRefusal(address(this), payment.payee, payment.invoice, payment.amount);
        if (refusal.length != 0) return refusal;
        address holder = token.currentOf(rules.account);
        uint64 part = SubsidyFormulas.grantPart(payment.amount, rules.ownShareBps);
        refusal = token.payOnBehalfRefusal(address(this), holder, payment.payee, part);
        if (refusal.length == 0 && part != payment.amount)
            refusal = _ownRefusal(holder, payment.payee, payment.amount - part);
    }

    // --------------------------------------------------------------------------------------------- internals

    function _pay(
        AwardPayment calldata payment,
        Award storage kept,
        AwardWord word,
        AwardRules memory rules,
        address holder
    ) private {
        _payRefusal(payment, kept, word, rules).enforce();
        uint64 part = SubsidyFormulas.grantPart(payment.amount, rules.ownShareBps);

        kept.word = word.pay(part, _today());
        _emitPaid(payment, part, holder);
        if (payment.asset != 0) _recordAsset(payment);

        uint64 ref = AwardId.unwrap(payment.award);
        invoices.record(payment.payee, payment.invoice, holder, ref, payment.amount, 0);
        token.payOnBehalf(holder, payment.payee, part);
        if (part == payment.amount) return;
        token.safeTransferFrom(holder, token.currentOf(payment.payee), payment.amount - part);
    }

    function _emitPaid(AwardPayment calldata payment, uint64 part, address holder) private {
        emit AwardPaid(payment.award, payment.payee, payment.invoice, part, payment.amount - part, holder);
    }

    function _recordAsset(AwardPayment calldata payment) private {
        if (!_assets[payment.asset].award.isNone()) return;
        _assets[payment.asset] = Asset(payment.award, payment.kind, false, payment.invoice);
        emit AssetRecorded(payment.asset, payment.award, payment.invoice, payment.kind);
    }

    /// @dev Why the award refuses a payment now, or empty.
    function _payRefusal(
        AwardPayment calldata payment,
        Award storage kept,
        AwardWord word,
        AwardRules memory rules
    ) private view returns (bytes memory refusal) {
        uint64 part = SubsidyFormulas.grantPart(payment.amount, rules.ownShareBps);
        if (part == 0) return abi.encodeWithSelector(ZeroAmount.selector);

        // The award is open, in its time, and neither suspended nor held.
        if (!word.isPayable()) return _standingRefusal(payment.award, word);
        if (block.timestamp >= rules.endsAt)
            return abi.encodeWithSelector(AwardPeriodOver.selector, payment.award, rules.endsAt);

        // It is paid on an invoice, for something that was bought with no other subsidy.
        if (payment.invoice.isNone())
            return abi.encodeWithSelector(AwardInvoiceMissing.selector, payment.award);
        refusal = _assetRefusal(payment, rules);
        if (refusal.length != 0) return refusal;

        // The payee is another than the beneficiary, and what the award asks for.
        refusal = _payeeRefusal(payment, kept, rules);
        if (refusal.length != 0) return refusal;

        // No more is paid than was released.
        if (part > word.left())
            return abi.encodeWithSelector(AwardExceeded.selector, payment.award, word.left(), part);
    }

    function _standingRefusal(AwardId id, AwardWord word) private view returns (bytes memory) {
        AwardStatus status = word.status();
        if (status == AwardStatus.None) return abi.encodeWithSelector(AwardUnknown.selector, id);
        if (status != AwardStatus.Open) return abi.encodeWithSelector(AwardNotOpen.selector, id, status);
        if (word.isSuspended()) return abi.encodeWithSelector(AwardIsSuspended.selector, id);
        return abi.encodeWithSelector(AwardHeld.selector, id, _cases[id].caseId);
    }

    function _assetRefusal(
        AwardPayment calldata payment,
        AwardRules memory rules
    ) private view returns (bytes memory refusal) {
        bool isNamed = payment.asset != 0 && payment.kind != AssetKind.None;
        if (!isNamed)
            return
                rules.buysAssets || payment.asset != 0
                    ? abi.encodeWithSelector(AssetMissing.selector, payment.award)
                    : refusal;
        Asset storage known = _assets[payment.asset];
        AwardId by = known.award;
        if (by.isNone()) return refusal;
        // It may be paid for in parts, on the one invoice by which it was bought.
        if (!by.equals(payment.award) || known.invoice.hash() != payment.invoice.hash())
            return abi.encodeWithSelector(AssetTaken.selector, payment.asset, by);
    }

    function _payeeRefusal(
        AwardPayment calldata payment,
        Award storage kept,
        AwardRules memory rules
    ) private view returns (bytes memory refusal) {
        MerchantWord facts = registry.merchantWord(payment.payee);
        AwardId parent = kept.party.parent;
        bool isOwn = _isOf(payment.payee, facts, rules.account, kept.party.beneficiary);
        if (!isOwn && !parent.isNone()) {
            Award storage above = _awards[parent];
            isOwn = _isOf(payment.payee, facts, above.rules.account, above.party.beneficiary);
        }
        if (isOwn) return abi.encodeWithSelector(PayeeIsBeneficiary.selector, payment.award, payment.payee);

        if (!rules.mcc.isNamed()) return refusal;
        if (!facts.isEnrolled() || !facts.mcc().equals(rules.mcc))
            return
                abi.encodeWithSelector(PayeeNotQualified.selector, payment.award, payment.payee, rules.mcc);
    }

    /// @dev Whether the payee is the beneficiary's account, another one that it had in an award, or its business.
    function _isOf(
        address payee,
        MerchantWord facts,
        address account,
        Beneficiary beneficiary
    ) private view returns (bool) {
        if (payee == account || _beneficiaries[payee].equals(beneficiary)) return true;
        Business business = facts.business();
        if (business.isNone()) return false;
        if (Business.unwrap(business) == Beneficiary.unwrap(beneficiary)) return true;
        return registry.merchantWord(account).business().equals(business);
    }

    /// @dev Why the beneficiary's own share would be refused, with the token's own errors.
    function _ownRefusal(
        address holder,
        address payee,
        uint256 own
    ) private view returns (bytes memory refusal) {
        uint256 allowed = token.allowance(holder, address(this));
        if (allowed < own)
            return
                abi.encodeWithSelector(
                    IERC20Errors.ERC20InsufficientAllowance.selector,
                    address(this),
                    allowed,
                    own
                );
        return token.transferRefusal(holder, token.currentOf(payee), own);
    }
}
