// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDepositErrors} from "../../contracts/deposit/IDepositErrors.sol";
import {IMerchantErrors} from "../../contracts/voucher/IMerchantErrors.sol";
import {ISpendingTerms} from "../../contracts/voucher/ISpendingTerms.sol";
import {IVoucherErrors} from "../../contracts/voucher/IVoucherErrors.sol";
import {Customer, Listing, Rules, Shop, Slip, SpendCase, Standing, Why, World} from "./SpendCase.sol";
import {SpendFacts} from "./SpendFacts.sol";

/// @title SpendOracle
/// @notice What the interfaces say of a payment by voucher: `ZeroAmount`, `RebateOnly`, the reasons of `ISpendingTerms` in
/// their order, `VoucherInsufficient`, then those of `payOnBehalf`: stops, the holder's account, the payee's, whether they are one.
/// @dev Written from the interfaces and plain fields; it never asks a contract.
abstract contract SpendOracle is SpendFacts {
    function _oracle(World memory w, SpendCase memory p) internal view returns (Why why, bytes memory) {
        if (p.amount == 0) return _because(Why.ZeroAmount, IVoucherErrors.ZeroAmount.selector, "");
        if (p.programme > PROGRAMMES) {
            bytes memory facts = abi.encode(p.programme);
            return _because(Why.ProgrammeUnknown, ISpendingTerms.ProgrammeUnknown.selector, facts);
        }
        Rules memory r = w.rules[p.programme - 1];
        if (r.rebate) {
            return _because(Why.RebateOnly, ISpendingTerms.RebateOnly.selector, abi.encode(p.programme));
        }
        bytes memory refusal;
        (why, refusal) = _programmeOracle(w, r, p);
        if (why != Why.Allowed) return (why, refusal);
        (why, refusal) = _merchantOracle(r, w.shops[p.shop], p);
        if (why != Why.Allowed) return (why, refusal);
        (why, refusal) = _holderOracle(r, w, p);
        if (why != Why.Allowed) return (why, refusal);
        (why, refusal) = _amountOracle(r, w, p);
        if (why != Why.Allowed) return (why, refusal);
        return _tokenOracle(w, p);
    }

    // --------------------------------------------------------------------------------------------- programme

    function _programmeOracle(
        World memory w,
        Rules memory r,
        SpendCase memory p
    ) private pure returns (Why why, bytes memory refusal) {
        if (p.time >= r.expiresAt) {
            bytes memory facts = abi.encode(p.programme, r.expiresAt, p.time);
            return _because(Why.VoucherExpired, ISpendingTerms.VoucherExpired.selector, facts);
        }
        if (p.halted) {
            bytes memory facts = abi.encode(p.programme);
            return _because(Why.ProgrammeIsPaused, ISpendingTerms.ProgrammeIsPaused.selector, facts);
        }
        (why, refusal) = _timeOracle(w, r, p);
        if (why != Why.Allowed) return (why, refusal);
        uint64 limit = r.limit == 0 ? MOST : r.limit;
        if (p.amount > limit) {
            bytes memory facts = abi.encode(p.programme, limit, p.amount);
            return _because(Why.PaymentLimitExceeded, ISpendingTerms.PaymentLimitExceeded.selector, facts);
        }
    }

    function _timeOracle(
        World memory w,
        Rules memory r,
        SpendCase memory p
    ) private pure returns (Why, bytes memory) {
        uint256 day = _dayOf(p.time);
        uint256 weekday = _weekdayOf(day);
        if (r.weekdays != 0 && (r.weekdays / 2 ** weekday) % 2 == 0) {
            bytes memory facts = abi.encode(p.programme, r.weekdays, weekday);
            return _because(Why.WeekdayNotAllowed, ISpendingTerms.WeekdayNotAllowed.selector, facts);
        }
        uint256 second = p.time - _midnight(day);
        bool outside = second < uint256(r.opensAt) * 60 || second >= uint256(r.closesAt) * 60;
        if (r.closesAt != 0 && outside) {
            bytes memory facts = abi.encode(p.programme, r.opensAt, r.closesAt, second);
            return _because(Why.OutsideHours, ISpendingTerms.OutsideHours.selector, facts);
        }
        if (r.noHolidays && _isHoliday(w, day)) {
            bytes memory facts = abi.encode(p.programme, day);
            return _because(Why.HolidayNotAllowed, ISpendingTerms.HolidayNotAllowed.selector, facts);
        }
        return (Why.Allowed, "");
    }

    // ---------------------------------------------------------------------------------------------- merchant

    function _merchantOracle(
        Rules memory r,
        Shop memory shop,
        SpendCase memory p
    ) private pure returns (Why why, bytes memory refusal) {
        (why, refusal) = _listingOracle(shop, p.time);
        if (why != Why.Allowed) return (why, refusal);
        address who = shop.customer.account;
        bool listed = shop.mcc == r.codes[0] || shop.mcc == r.codes[1];
        if ((r.categoryRule == 1 && !listed) || (r.categoryRule == 2 && listed)) {
            bytes memory facts = abi.encode(p.programme, who, shop.mcc);
            return _because(Why.CategoryNotAllowed, ISpendingTerms.CategoryNotAllowed.selector, facts);
        }
        if (r.maxBand > 0 && shop.band > r.maxBand) {
            bytes memory facts = abi.encode(p.programme, who, shop.band, r.maxBand);
            return _because(Why.SalesBandExceeded, ISpendingTerms.SalesBandExceeded.selector, facts);
        }
        if (r.listedOnly && shop.region != r.districts[0] && shop.region != r.districts[1]) {
            bytes memory facts = abi.encode(p.programme, who, shop.region);
            return _because(Why.RegionNotListed, ISpendingTerms.RegionNotListed.selector, facts);
        }
        if (r.namedOnly && (r.named >> p.shop) % 2 == 0) {
            bytes memory facts = abi.encode(p.programme, who);
            return _because(Why.MerchantNotNamed, ISpendingTerms.MerchantNotNamed.selector, facts);
        }
    }

    function _listingOracle(Shop memory shop, uint256 time) private pure returns (Why, bytes memory) {
        bytes memory who = abi.encode(shop.customer.account);
        Listing listing = shop.listing;
        if (listing == Listing.Enrolled) return (Why.Allowed, "");
        if (listing == Listing.Never) {
            return _because(Why.MerchantNotEnrolled, IMerchantErrors.MerchantNotEnrolled.selector, who);
        }
        if (listing == Listing.Suspended) {
            return _because(Why.MerchantIsSuspended, IMerchantErrors.MerchantIsSuspended.selector, who);
        }
        if (listing == Listing.Barred && time < shop.barredUntil) {
            bytes memory facts = abi.encode(shop.customer.account, shop.barredUntil);
            return _because(Why.MerchantIsBarred, IMerchantErrors.MerchantIsBarred.selector, facts);
        }
        return _because(Why.MerchantIsDelisted, IMerchantErrors.MerchantIsDelisted.selector, who);
    }

    // ------------------------------------------------------------------------------------------------ holder

    function _holderOracle(
        Rules memory r,
        World memory w,
        SpendCase memory p
    ) private pure returns (Why, bytes memory) {
        Customer memory holder = w.holders[p.holder];
        Shop memory shop = w.shops[p.shop];
        Slip memory slip = _slip(w, p);
        if (holder.account == shop.customer.account) {
            bytes memory facts = abi.encode(p.programme, holder.account);
            return _because(Why.OwnShop, ISpendingTerms.OwnShop.selector, facts);
        }
        if (r.homeOnly && !_isHome(holder.home, shop.region)) {
            bytes memory facts = abi.encode(p.programme, shop.customer.account, shop.region, holder.home);
            return _because(Why.NotHomeRegion, ISpendingTerms.NotHomeRegion.selector, facts);
        }
        if (r.consent && !slip.consented) {
            bytes memory facts = abi.encode(p.programme, holder.account, NOTICE);
            return _because(Why.ConsentMissing, ISpendingTerms.ConsentMissing.selector, facts);
        }
        if (r.evidence && !slip.attested) {
            bytes memory facts = abi.encode(p.programme, holder.account);
            return _because(Why.EvidenceMissing, ISpendingTerms.EvidenceMissing.selector, facts);
        }
        if (r.purpose && !p.stated) {
            bytes memory facts = abi.encode(p.programme);
            return _because(Why.PurposeMissing, ISpendingTerms.PurposeMissing.selector, facts);
        }
        return (Why.Allowed, "");
    }

    function _amountOracle(
        Rules memory r,
        World memory w,
        SpendCase memory p
    ) private pure returns (Why, bytes memory) {
        Slip memory slip = _slip(w, p);
        (uint64 today, uint64 thisMonth) = _spentAt(slip, p.time);
        if (r.daily != 0 && today + p.amount > r.daily) {
            bytes4 name = ISpendingTerms.VoucherDailyLimitExceeded.selector;
            return _because(Why.DailyLimitExceeded, name, _above(w, p, r.daily, today));
        }
        if (r.monthly != 0 && thisMonth + p.amount > r.monthly) {
            bytes4 name = ISpendingTerms.VoucherMonthlyLimitExceeded.selector;
            return _because(Why.MonthlyLimitExceeded, name, _above(w, p, r.monthly, thisMonth));
        }
        if (r.total != 0 && slip.inAll + p.amount > r.total) {
            bytes4 name = ISpendingTerms.VoucherTotalLimitExceeded.selector;
            return _because(Why.TotalLimitExceeded, name, _above(w, p, r.total, slip.inAll));
        }
        uint64 free = slip.balance - slip.held;
        if (p.amount <= free) return (Why.Allowed, "");
        Why why = p.amount <= slip.balance ? Why.VoucherHeld : Why.VoucherInsufficient;
        bytes memory facts = abi.encode(p.programme, w.holders[p.holder].account, free, p.amount);
        return _because(why, IVoucherErrors.VoucherInsufficient.selector, facts);
    }

    function _above(
        World memory w,
        SpendCase memory p,
        uint64 limit,
        uint64 spent
    ) private pure returns (bytes memory) {
        return abi.encode(p.programme, w.holders[p.holder].account, limit, spent, p.amount);
    }

    // ------------------------------------------------------------------------------------------------- money

    function _tokenOracle(
        World memory w,
        SpendCase memory p
    ) private view returns (Why why, bytes memory refusal) {
        if (p.paused) return _because(Why.EnforcedPause, IDepositErrors.EnforcedPause.selector, "");
        if (p.stopped)
            return _because(Why.StoppedBySupervisor, IDepositErrors.StoppedBySupervisor.selector, "");
        (why, refusal) = _accountOracle(w.holders[p.holder], p.time, Why.HolderNotAdmitted);
        if (why != Why.Allowed) return (why, refusal);
        Customer memory payee = w.shops[p.shop].payee;
        if (payee.standing == Standing.System) {
            bytes memory facts = abi.encode(payee.account, address(s.programmes));
            return _because(Why.PayeeIsSystem, IDepositErrors.SystemAccountNotCredited.selector, facts);
        }
        (why, refusal) = _accountOracle(payee, p.time, Why.PayeeNotAdmitted);
        if (why != Why.Allowed) return (why, refusal);
        bytes memory who = abi.encode(payee.account);
        if (payee.standing == Standing.Citizen)
            return _because(Why.PayeeIsCitizen, IDepositErrors.CitizenNotPaid.selector, who);
        if (payee.account == w.holders[p.holder].account)
            return _because(Why.PayeeIsHolder, IDepositErrors.HolderPaidItself.selector, who);
    }

    /// @dev `first` is the reason of an account never admitted; closed, suspended and expired follow it.
    function _accountOracle(
        Customer memory c,
        uint256 time,
        Why first
    ) private pure returns (Why, bytes memory) {
        bytes memory who = abi.encode(c.account);
        if (c.standing == Standing.NotAdmitted)
            return _because(first, IDepositErrors.AccountNotAdmitted.selector, who);
        if (c.standing == Standing.Closed) {
            return _because(Why(uint256(first) + 1), IDepositErrors.ClosedAccount.selector, who);
        }
        if (c.standing == Standing.Suspended) {
            return _because(Why(uint256(first) + 2), IDepositErrors.SuspendedAccount.selector, who);
        }
        if (time < c.until) return (Why.Allowed, "");
        bytes memory facts = abi.encode(c.account, c.until, time);
        return _because(Why(uint256(first) + 3), IDepositErrors.AdmissionExpired.selector, facts);
    }
}
