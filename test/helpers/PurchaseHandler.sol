// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDepositErrors} from "../../contracts/deposit/IDepositErrors.sol";
import {Mcc} from "../../contracts/types/Mcc.sol";
import {ProgrammeId} from "../../contracts/types/ProgrammeId.sol";
import {IInvoiceRegister} from "../../contracts/voucher/IInvoiceRegister.sol";
import {IMerchantErrors} from "../../contracts/voucher/IMerchantErrors.sol";
import {ISpendingTerms} from "../../contracts/voucher/ISpendingTerms.sol";
import {IVoucherErrors} from "../../contracts/voucher/IVoucherErrors.sol";
import {Purchase} from "../../contracts/voucher/Payment.sol";
import {Proxy} from "../../contracts/voucher/Proxy.sol";
import {ClawbackHandler} from "./ClawbackHandler.sol";

/// @title PurchaseHandler
/// @notice Payments with an invoice and a purpose, by the holder or by the holder's proxy.
abstract contract PurchaseHandler is ClawbackHandler {
    function _learnPurchases() internal {
        _learn("spend with an invoice", this.spendFor);
        _learn("spend as a proxy", this.spendAsProxy);
        _learn("appoint a proxy", this.appointProxy);
        _learn("dismiss a proxy", this.dismissProxy);
    }

    function spendFor() external returns (bool) {
        (ProgrammeId programme, address holder, address shop) = _spendable();
        return _pay(holder, holder, _purchase(programme, holder, shop));
    }

    /// @dev Done exactly where the proxy may, and the holder could.
    function spendAsProxy() external returns (bool ok) {
        (ProgrammeId programme, address holder, address shop) = _spendable();
        address proxy = _makeFree(_oneOf(_citizens));
        if (!_oneIn(8)) {
            Proxy memory terms = _proxy(proxy);
            if (_likely()) (terms.limit, terms.category) = (200_000, Mcc.wrap(0));
            _appointProxy(holder, programme, holder, terms, "");
        }
        Purchase memory purchase = _purchase(programme, holder, shop);
        Proxy memory facts = _s.programmes.proxyOf(programme, holder);
        bool right = proxy == holder || (facts.account == proxy && nowAt < facts.until);
        if (proxy != holder) {
            (, Mcc mcc, , ) = _s.registry.merchantOf(shop);
            right = right && purchase.amount <= facts.limit && _s.token.canSend(proxy);
            right = right && (!facts.category.isNamed() || facts.category.equals(mcc));
        }
        (bool allowed, ) = _s.programmes.canSpendFor(holder, purchase);
        ok = _pay(proxy, holder, purchase);
        _assert(ok == (right && allowed), "a proxy pays what it may and the holder could");
    }

    function appointProxy() external returns (bool) {
        (ProgrammeId programme, address holder) = _holding();
        address by = _likely() ? holder : _managers[0];
        return
            _appointProxy(
                by,
                programme,
                holder,
                _proxy(_customer()),
                _oneIn(2) ? bytes32(0) : bytes32("paper")
            );
    }

    function dismissProxy() external returns (bool) {
        (ProgrammeId programme, address holder) = _holding();
        if (_likely()) _appointProxy(holder, programme, holder, _proxy(_oneOf(_citizens)), "");
        address by = _oneIn(2) ? holder : _s.programmes.proxyOf(programme, holder).account;
        if (_oneIn(4)) by = _managers[1];
        bytes memory data = abi.encodeCall(_s.programmes.dismissProxy, (programme, holder));
        bytes memory reasons = abi.encodePacked(
            IVoucherErrors.NotProgrammeManager.selector,
            IVoucherErrors.NotProxy.selector
        );
        return _try(by, address(_s.programmes), data, reasons);
    }

    // --------------------------------------------------------------------------------------------- arranging

    function _appointProxy(
        address by,
        ProgrammeId programme,
        address holder,
        Proxy memory proxy,
        bytes32 paper
    ) private returns (bool) {
        bytes memory data = abi.encodeCall(_s.programmes.appointProxy, (programme, holder, proxy, paper));
        bytes memory reasons = abi.encodePacked(
            ISpendingTerms.ProgrammeUnknown.selector,
            IVoucherErrors.NotProgrammeManager.selector,
            IVoucherErrors.InvalidProxy.selector
        );
        return _try(by, address(_s.programmes), data, reasons);
    }

    function _proxy(address account) private returns (Proxy memory proxy) {
        proxy.account = account;
        proxy.limit = uint40(_oneIn(8) ? 0 : _between(1, 200_000));
        proxy.until = uint32(nowAt + (_oneIn(8) ? _below(2) * 366 days : _between(1, 30 days)));
        if (_oneIn(3)) proxy.category = Mcc.wrap(_oneIn(2) ? 5411 : 5812);
    }

    function _purchase(
        ProgrammeId programme,
        address holder,
        address shop
    ) internal returns (Purchase memory purchase) {
        uint256 most = _s.programmes.balanceOf(holder, ProgrammeId.unwrap(programme));
        uint256 limit = _limitLeft(programme, holder);
        purchase.programme = programme;
        purchase.merchant = shop;
        purchase.amount = uint64(_amountUpTo(limit < most ? limit : most));
        purchase.receipt = uint64(acts);
        purchase.invoice = _invoiceFor(shop, purchase.amount);
        purchase.purposeHash = _oneIn(8) ? bytes32(0) : bytes32("purpose");
    }

    /// @dev To a holder `canSpendFor` says beforehand whether, and if not why.
    function _pay(address caller, address holder, Purchase memory purchase) internal returns (bool ok) {
        (bool allowed, bytes memory refusal) = _s.programmes.canSpendFor(holder, purchase);
        bytes memory data = abi.encodeCall(_s.programmes.spendFor, (holder, purchase));
        bytes memory result;
        (ok, result) = _call(caller, address(_s.programmes), data);
        if (caller == holder) {
            _assert(ok == allowed, "canSpendFor allows what spendFor does");
            if (!ok) _assertEq(result, refusal, "canSpendFor gives the bytes with which spendFor reverts");
        } else if (!ok) _mustBeOneOf(result, abi.encodePacked(_proxyReasons(), bytes4(refusal)));
        if (!ok) return false;
        _debited(purchase.programme, holder, purchase.amount);
        uint64 ref = ProgrammeId.unwrap(purchase.programme);
        _billed(Bill(purchase.merchant, purchase.invoice), holder, ref, purchase.amount, 0);
    }

    // ----------------------------------------------------------------------------------------------- reasons

    function _proxyReasons() private pure returns (bytes memory) {
        return
            abi.encodePacked(
                IVoucherErrors.NotProxy.selector,
                IVoucherErrors.ProxyEnded.selector,
                IVoucherErrors.ProxyLimitExceeded.selector,
                IVoucherErrors.OutsideProxyScope.selector,
                IVoucherErrors.InvalidProxy.selector
            );
    }

    /// @dev Why a payment by voucher is refused, whichever way it is made.
    function _paymentReasons() internal pure returns (bytes memory) {
        return
            abi.encodePacked(
                _programmeReasons(),
                _termReasons(),
                _invoiceReasons(),
                _transferReasons(),
                IVoucherErrors.ZeroAmount.selector,
                IVoucherErrors.VoucherInsufficient.selector,
                IDepositErrors.HolderPaidItself.selector
            );
    }

    function _termReasons() private pure returns (bytes memory) {
        bytes memory merchant = abi.encodePacked(
            IMerchantErrors.MerchantNotEnrolled.selector,
            IMerchantErrors.MerchantIsSuspended.selector,
            IMerchantErrors.MerchantIsDelisted.selector,
            IMerchantErrors.MerchantIsBarred.selector,
            ISpendingTerms.CategoryNotAllowed.selector,
            ISpendingTerms.SalesBandExceeded.selector,
            ISpendingTerms.RegionNotListed.selector,
            ISpendingTerms.MerchantNotNamed.selector
        );
        return
            abi.encodePacked(
                merchant,
                ISpendingTerms.RebateOnly.selector,
                ISpendingTerms.PaymentLimitExceeded.selector,
                ISpendingTerms.OwnShop.selector,
                ISpendingTerms.NotHomeRegion.selector,
                ISpendingTerms.ConsentMissing.selector,
                ISpendingTerms.EvidenceMissing.selector,
                ISpendingTerms.PurposeMissing.selector,
                ISpendingTerms.VoucherDailyLimitExceeded.selector,
                ISpendingTerms.VoucherMonthlyLimitExceeded.selector,
                ISpendingTerms.VoucherTotalLimitExceeded.selector
            );
    }

    function _invoiceReasons() private pure returns (bytes memory) {
        return
            abi.encodePacked(
                IInvoiceRegister.InvoicePayerUnknown.selector,
                IInvoiceRegister.InvoiceInvalid.selector,
                IInvoiceRegister.InvoiceTotalDiffers.selector,
                IInvoiceRegister.InvoiceExceeded.selector,
                IInvoiceRegister.HistoryTooLong.selector
            );
    }
}
