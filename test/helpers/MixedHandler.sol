// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {Invoice} from "../../contracts/types/Invoice.sol";
import {ProgrammeId} from "../../contracts/types/ProgrammeId.sol";
import {IVoucherErrors} from "../../contracts/voucher/IVoucherErrors.sol";
import {IDepositErrors} from "../../contracts/deposit/IDepositErrors.sol";
import {MixedPurchase, Purchase} from "../../contracts/voucher/Payment.sol";
import {Terms} from "../../contracts/voucher/Terms.sol";
import {PurchaseHandler} from "./PurchaseHandler.sol";

/// @title MixedHandler
/// @notice Purchases that own money pays a part of: after several vouchers, or against a rebate.
abstract contract MixedHandler is PurchaseHandler {
    function _learnMixed() internal {
        _learn("spend vouchers of several programmes and own money", this.spendMixed);
        _learn("spend with a rebate", this.spendWithRebate);
    }

    // ------------------------------------------------------------------------------------------------- mixed

    /// @dev Each voucher pays what balance and limits leave, in the order of expiry, and own money the rest.
    function spendMixed() external returns (bool) {
        (, address holder, address shop) = _spendable();
        // Money reaches a free account. One that nothing was arranged for may be in a recovery that no objection ends.
        if (_likely()) {
            holder = _makeFree(holder);
            _makeRich(holder, 90_000);
        }
        MixedPurchase memory purchase;
        purchase.programmes = _listed(holder, shop);
        (purchase.merchant, purchase.receipt) = (shop, uint64(acts));
        purchase.purposeHash = _oneIn(8) ? bytes32(0) : bytes32("purpose");
        uint256[] memory most = _payable(purchase.programmes, holder);
        uint256 sum;
        for (uint256 i = 0; i < most.length; ++i) sum += most[i];
        purchase.amount = uint64(_oneIn(2) ? _amountUpTo(sum) : sum + _between(1, 90_000));
        purchase.ownAtMost = uint64(_oneIn(6) ? _below(90_000) : purchase.amount);
        purchase.invoice = _invoiceFor(shop, purchase.amount);
        _approve(holder, address(_s.programmes), purchase.ownAtMost);

        uint256 before = _s.token.balanceOf(holder);
        if (!_tryMixed(holder, purchase)) return false;
        uint256 own = _settleParts(holder, purchase, most);
        _assertEq(_s.token.balanceOf(holder), before - own, "own money pays what vouchers do not");
        bool paysInvoice = own < purchase.amount || purchase.invoice.isNone();
        _assert(paysInvoice, "law 11: own money alone pays no invoice");
        return true;
    }

    function _tryMixed(address holder, MixedPurchase memory purchase) private returns (bool) {
        bytes memory data = abi.encodeCall(_s.programmes.spendMixed, (purchase));
        bytes memory reasons = abi.encodePacked(
            _paymentReasons(),
            IVoucherErrors.ProgrammesOutOfOrder.selector,
            IVoucherErrors.OwnPartExceeded.selector,
            // Where no shop takes the holder's vouchers, nobody is paid.
            IERC20Errors.ERC20InvalidReceiver.selector,
            IVoucherErrors.InvoiceWithoutVoucher.selector,
            IDepositErrors.CitizenNotPaid.selector
        );
        return _try(holder, address(_s.programmes), data, reasons);
    }

    /// @dev Counts what each programme paid, as the model says; what is left was own money.
    function _settleParts(
        address holder,
        MixedPurchase memory purchase,
        uint256[] memory most
    ) private returns (uint256 left) {
        Bill memory bill = Bill(purchase.merchant, purchase.invoice);
        left = purchase.amount;
        for (uint256 i = 0; i < most.length; ++i) {
            uint256 part = most[i] < left ? most[i] : left;
            if (part == 0) continue;
            left -= part;
            _debited(purchase.programmes[i], holder, part);
            _billed(bill, holder, ProgrammeId.unwrap(purchase.programmes[i]), part, 0);
        }
        if (left != 0) _billed(bill, holder, 0, left, 0);
    }

    function _payable(
        ProgrammeId[] memory programmes,
        address holder
    ) private view returns (uint256[] memory most) {
        most = new uint256[](programmes.length);
        for (uint256 i = 0; i < most.length; ++i) most[i] = _payableOf(programmes[i], holder);
    }

    /// @dev What balance, clawback and limits leave.
    function _payableOf(ProgrammeId programme, address holder) private view returns (uint256) {
        uint256 free = _s.programmes.balanceOf(holder, ProgrammeId.unwrap(programme));
        free -= _s.programmes.clawbackOf(programme, holder).amount;
        uint256 limit = _limitLeft(programme, holder);
        return limit < free ? limit : free;
    }

    /// @dev Some of the latest programmes, mostly such as would pay, and mostly by expiry and number.
    function _listed(address holder, address shop) private returns (ProgrammeId[] memory list) {
        uint64 count = _s.programmes.programmes();
        list = new ProgrammeId[](count < 6 ? count : 6);
        uint256 length;
        for (uint64 id = count; id > 0 && id + 6 > count; --id) {
            ProgrammeId programme = ProgrammeId.wrap(id);
            if (_takesOne(programme, holder, shop) ? _oneIn(6) : !_oneIn(20)) continue;
            list[length++] = programme;
        }
        assembly ("memory-safe") {
            mstore(list, length)
        }
        if (!_oneIn(8)) _sort(list);
    }

    function _sort(ProgrammeId[] memory list) private view {
        for (uint256 i = 1; i < list.length; ++i) {
            for (uint256 k = i; k > 0 && _isBefore(list[k], list[k - 1]); --k) {
                (list[k], list[k - 1]) = (list[k - 1], list[k]);
            }
        }
    }

    function _isBefore(ProgrammeId one, ProgrammeId other) private view returns (bool) {
        uint48 ends = _s.programmes.termsOf(one).expiresAt;
        uint48 otherEnds = _s.programmes.termsOf(other).expiresAt;
        return ends < otherEnds || (ends == otherEnds && ProgrammeId.unwrap(one) < ProgrammeId.unwrap(other));
    }

    // ------------------------------------------------------------------------------------------------ rebate

    /// @dev The holder pays the whole, and gets the share back that vouchers and limits allow.
    function spendWithRebate() external returns (bool) {
        (ProgrammeId programme, address holder) = _rebated();
        address shop = _oneOf(_shops);
        if (_likely()) {
            _makeRunning();
            holder = _makeFree(holder);
            _makeShopReady(shop);
            _makeRich(holder, 90_000);
            _makeResumed(programme);
        }
        Purchase memory purchase = _purchase(programme, holder, shop);
        purchase.amount = uint64(_between(_oneIn(9) ? 0 : 1, 90_000));
        purchase.invoice = _oneIn(9) ? Invoice.wrap(0) : _anInvoiceFor(shop, purchase.amount);
        _approve(holder, address(_s.programmes), purchase.amount);
        uint256 rebate = (uint256(purchase.amount) * _s.programmes.termsOf(programme).rebateBps) / 10_000;
        uint256 most = _payableOf(programme, holder);
        if (most < rebate) rebate = most;

        uint256 before = _s.token.balanceOf(holder);
        bytes memory data = abi.encodeCall(_s.programmes.spendWithRebate, (purchase));
        bytes memory reasons = abi.encodePacked(
            _paymentReasons(),
            IVoucherErrors.NothingToRebate.selector,
            IVoucherErrors.InvoiceMissing.selector
        );
        if (!_try(holder, address(_s.programmes), data, reasons)) return false;
        _assert(!purchase.invoice.isNone(), "what is given back has an invoice with which it returns");
        _assertEq(_s.token.balanceOf(holder), before - purchase.amount + rebate, "a share comes back");
        _debited(programme, holder, rebate);
        _billed(Bill(shop, purchase.invoice), holder, ProgrammeId.unwrap(programme), purchase.amount, rebate);
        return true;
    }

    /// @dev A programme that gives a share back, and a holder of its vouchers.
    function _rebated() private returns (ProgrammeId programme, address holder) {
        for (uint256 i = 0; i < 8; ++i) {
            (programme, holder) = (_programme(), _oneOf(_citizens));
            Terms memory terms = _s.programmes.termsOf(programme);
            uint256 left = _s.programmes.balanceOf(holder, ProgrammeId.unwrap(programme));
            if (terms.rebateBps != 0 && nowAt < terms.expiresAt && left != 0) return (programme, holder);
        }
        if (_oneIn(8)) return (programme, holder);
        _open(true, Flavour.Rebate);
        programme = ProgrammeId.wrap(_s.programmes.programmes());
        _grant(programme, _managers[0], holder, uint64(_between(1, 10)));
    }
}
