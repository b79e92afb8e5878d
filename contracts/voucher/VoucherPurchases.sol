// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IDepositErrors} from "../deposit/IDepositErrors.sol";
import {IDepositToken} from "../deposit/IDepositToken.sol";
import {KoreaTime} from "../types/KoreaTime.sol";
import {ProgrammeId} from "../types/ProgrammeId.sol";
import {Refusal} from "../types/Refusal.sol";
import {IVoucherPayments} from "./IVoucherPayments.sol";
import {MerchantWord} from "./MerchantWord.sol";
import {MixedPurchase, Payment, Purchase} from "./Payment.sol";
import {Proxy} from "./Proxy.sol";
import {TermsWord} from "./TermsWord.sol";
import {VoucherSpending} from "./VoucherSpending.sol";
import {Voucher, VoucherWord} from "./VoucherWord.sol";

/// @title VoucherPurchases
/// @notice Payments with an invoice or a purpose, by a proxy, of several programmes, and rebates. See `IVoucherPayments`.
abstract contract VoucherPurchases is VoucherSpending, IVoucherPayments {
    using Refusal for bytes;
    using SafeERC20 for IDepositToken;

    /// @notice The most programmes of one mixed payment.
    uint256 public constant MAX_MIXED = 16;

    /// @inheritdoc IVoucherPayments
    function spendFor(address holder, Purchase calldata purchase) external {
        Payment memory payment = _paymentOf(holder, purchase);
        if (holder != msg.sender) _useProxy(payment);
        _pay(payment, purchase.receipt);
    }

    /// @inheritdoc IVoucherPayments
    function spendMixed(MixedPurchase calldata purchase) external {
        if (purchase.programmes.length > MAX_MIXED)
            revert BatchTooLong(purchase.programmes.length, MAX_MIXED);
        if (purchase.amount == 0) revert ZeroAmount();
        Payment memory part;
        (part.holder, part.merchant) = (msg.sender, purchase.merchant);
        (part.invoice, part.purposeHash) = (purchase.invoice, purchase.purposeHash);

        uint256 left = purchase.amount;
        uint256 last = 0;
        for (uint256 i = 0; i < purchase.programmes.length; ++i) {
            part.programme = purchase.programmes[i];
            last = _inOrder(part.programme, last);
            left -= _payPart(part, left, purchase.receipt);
        }
        if (left > purchase.ownAtMost) revert OwnPartExceeded(purchase.ownAtMost, left);
        // Whoever pays no voucher opens no invoice: own money pays anybody, and so could use up anybody's.
        bool byVouchers = left != purchase.amount;
        if (!byVouchers && !part.invoice.isNone()) revert InvoiceWithoutVoucher(part.merchant, part.invoice);

        if (byVouchers) token.payOnBehalf(msg.sender, part.merchant, purchase.amount - left);
        if (left == 0) return;
        _recordInvoice(part, 0, uint64(left), 0);
        _payOwn(part.merchant, left);
    }

    /// @inheritdoc IVoucherPayments
    function spendWithRebate(Purchase calldata purchase) external {
        Payment memory payment = _paymentOf(msg.sender, purchase);
        Voucher storage voucher = _vouchers[payment.programme.join(uint160(msg.sender))];
        VoucherWord word = voucher.word;
        TermsWord terms = _terms[payment.programme];
        if (payment.amount == 0) revert ZeroAmount();
        // Without an invoice it could not be refunded, and the rebate would stay with who gives the goods back.
        if (payment.invoice.isNone()) revert InvoiceMissing(payment.programme);
        uint64 rebate = _rebate(payment, terms, word);

        // The limits are the rebate's: what a holder buys with own money is not limited here.
        payment.amount = rebate;
        _purchaseRefusal(payment, terms, word).enforce();
        if (rebate == 0) revert NothingToRebate(payment.programme, msg.sender);

        voucher.word = _counted(terms, word.debit(rebate), rebate);

        emit IERC1155.TransferSingle(
            msg.sender,
            msg.sender,
            address(0),
            payment.programme.toTokenId(),
            rebate
        );
        emit RebatePaid(payment.programme, msg.sender, payment.merchant, purchase.receipt);
        _statePurpose(payment);

        _recordInvoice(payment, ProgrammeId.unwrap(payment.programme), purchase.amount, rebate);
        _payOwn(payment.merchant, purchase.amount);
        token.safeTransfer(msg.sender, rebate);
    }

    // --------------------------------------------------------------------------------------------- internals

    /// @dev Pays own money to the merchant, at the key it has now.
    function _payOwn(address merchant, uint256 amount) private {
        address payee = token.currentOf(merchant);
        // As the token has it for vouchers: nobody pays itself.
        if (payee == msg.sender) revert IDepositErrors.HolderPaidItself(payee);
        token.safeTransferFrom(msg.sender, payee, amount);
    }

    /// @dev Pays as much of `left` as the vouchers of one programme and their terms allow.
    function _payPart(Payment memory part, uint256 left, uint64 receipt) private returns (uint256 paid) {
        Voucher storage voucher = _vouchers[part.programme.join(uint160(part.holder))];
        VoucherWord word = voucher.word;
        TermsWord terms = _terms[part.programme];
        paid = _atMost(left, _payable(part, terms, word));
        if (paid == 0) return 0;
        part.amount = uint64(paid);
        _refusal(part, terms, word).enforce();

        _debit(voucher, terms, word, part, receipt);

        _recordInvoice(part, ProgrammeId.unwrap(part.programme), part.amount, 0);
    }

    /// @dev The holder's proxy pays: as far, as long and for what it may.
    function _useProxy(Payment memory payment) private {
        (ProgrammeId programme, uint64 amount) = (payment.programme, payment.amount);
        Proxy storage stored = _proxies[programme.join(uint160(payment.holder))];
        Proxy memory proxy = stored;
        if (proxy.account != msg.sender) revert NotProxy(programme, payment.holder, msg.sender);
        if (block.timestamp >= proxy.until) revert ProxyEnded(programme, msg.sender, proxy.until);
        if (amount > proxy.limit) revert ProxyLimitExceeded(programme, msg.sender, proxy.limit, amount);
        if (proxy.category.isNamed()) {
            MerchantWord facts = registry.merchantWord(payment.merchant);
            if (!facts.mcc().equals(proxy.category))
                revert OutsideProxyScope(programme, msg.sender, proxy.category, facts.mcc());
        }
        // A key that the bank has stopped pays for nobody either, nor one that has become a merchant's since, nor this merchant.
        bool isMerchant = !registry.merchantWord(msg.sender).isNone();
        if (isMerchant || !token.canSend(msg.sender) || token.currentOf(payment.merchant) == msg.sender)
            revert InvalidProxy(programme, payment.holder, msg.sender);

        stored.limit = proxy.limit - uint40(amount);
    }

    /// @dev The most that one payment of the holder can be by amounts alone.
    function _payable(
        Payment memory payment,
        TermsWord terms,
        VoucherWord word
    ) private view returns (uint256 most) {
        most = _atMost(_free(payment.programme, payment.holder, word), terms.perPaymentLimit());
        if (!terms.hasHolderLimits()) return most;
        uint256 day = KoreaTime.dayIndex(block.timestamp);
        most = _atMost(most, _left(terms.dailyLimit(), word.spentOn(day)));
        most = _atMost(most, _left(terms.monthlyLimit(), word.spentIn(KoreaTime.monthIndex(day))));
        most = _atMost(most, _left(terms.totalLimit(), word.spentInAll()));
    }

    /// @dev The share of a purchase that is given back: rounded down, and no more than what is left.
    function _rebate(
        Payment memory payment,
        TermsWord terms,
        VoucherWord word
    ) private view returns (uint64) {
        uint256 share = (uint256(payment.amount) * _rebates[payment.programme]) / 10_000;
        return uint64(_atMost(share, _payable(payment, terms, word)));
    }

    /// @dev What expires first is spent first, and of two programmes that expire together the lower number.
    function _inOrder(ProgrammeId programme, uint256 last) private view returns (uint256 rank) {
        rank = (_terms[programme].expiresAt() << 64) | ProgrammeId.unwrap(programme);
        if (rank <= last) revert ProgrammesOutOfOrder(programme);
    }

    function _left(uint256 limit, uint256 spent) private pure returns (uint256) {
        return limit > spent ? limit - spent : 0;
    }

    function _atMost(uint256 amount, uint256 most) private pure returns (uint256) {
        return amount < most ? amount : most;
    }
}
