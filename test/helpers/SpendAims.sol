// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Prng} from "./Prng.sol";
import {Rules, Slip, SpendCase, Why, World} from "./SpendCase.sol";
import {SpendPast} from "./SpendPast.sol";

/// @title SpendAims
/// @notice Draws payments that gather at every boundary of every rule.
abstract contract SpendAims is SpendPast {
    /// @dev A fifth is meant to be allowed, most of the rest to be refused for the reason met least so far, and some
    /// are left to chance. Each amount and time then lies at a boundary, more often than not.
    function _payment(
        Prng memory prng,
        World memory w,
        uint16[][] memory sorted,
        uint256[] memory met
    ) internal view returns (SpendCase memory p) {
        uint256 kind = prng.below(100);
        if (kind < 12) return _anyPayment(prng);
        Why aim = kind < 36 ? Why.Allowed : _rarest(met);
        uint16[] memory fitting = sorted[uint256(_isOfTheMoment(aim) ? Why.Allowed : aim)];
        for (uint256 i = 0; i < 24; ++i) {
            p = _choice(fitting[prng.below(fitting.length)]);
            p.time = _time(prng, w, p);
            p.amount = _amount(prng, w, p);
            _aimAt(prng, w, p, aim);
            (Why why, ) = _oracle(w, p);
            if (why == aim) break;
        }
    }

    function _anyPayment(Prng memory prng) private pure returns (SpendCase memory p) {
        p.programme = 1 + uint64(prng.below(PROGRAMMES + 1));
        (p.holder, p.shop) = (prng.below(HOLDERS), prng.below(MERCHANTS));
        p.time = START + prng.below(32 days);
        (p.paused, p.stopped, p.halted) = (prng.oneIn(20), prng.oneIn(20), prng.oneIn(20));
        p.stated = prng.oneIn(2);
        p.amount = uint64(prng.below(60_000));
    }

    /// @dev A choice is programme × HOLDERS × MERCHANTS + holder × MERCHANTS + merchant.
    function _choice(uint256 number) private pure returns (SpendCase memory p) {
        p.programme = uint64(number / (HOLDERS * MERCHANTS)) + 1;
        p.holder = (number / MERCHANTS) % HOLDERS;
        p.shop = number % MERCHANTS;
        p.stated = true;
    }

    /// @dev Reasons that depend on amount, time, paper or a stop, and not on who pays whom in which programme.
    function _isOfTheMoment(Why why) private pure returns (bool) {
        if (why == Why.RebateOnly) return false;
        return
            why <= Why.PaymentLimitExceeded ||
            (why >= Why.PurposeMissing && why <= Why.StoppedBySupervisor) ||
            why == Why.HolderExpired ||
            why == Why.PayeeExpired;
    }

    /// @dev The refusal that was met least so far.
    function _rarest(uint256[] memory met) private pure returns (Why rarest) {
        rarest = Why.ZeroAmount;
        for (uint256 i = 2; i < met.length; ++i) {
            if (met[i] < met[uint256(rarest)]) rarest = Why(i);
        }
    }

    /// @dev A second of the first day on which the programme pays, or of any hour of it where it has none.
    function _time(Prng memory prng, World memory w, SpendCase memory p) private pure returns (uint256) {
        Rules memory r = w.rules[p.programme - 1];
        if (!_hasTimes(r)) return START + prng.below(1 days);
        uint256 opens = _opening(r, _dayOf(START));
        return prng.oneIn(3) ? opens : prng.between(opens, _closing(r, _dayOf(START)) - 1);
    }

    /// @dev The first second of `day`, or after it, at which the programme pays no more.
    function _closing(Rules memory r, uint256 day) private pure returns (uint256) {
        return _midnight(day) + uint256(r.closesAt == 0 ? 1_440 : r.closesAt) * 60;
    }

    function _hasTimes(Rules memory r) private pure returns (bool) {
        return r.closesAt != 0 || r.weekdays != 0 || r.noHolidays;
    }

    /// @dev An amount that balance and limits allow: often the very most, or one won.
    function _amount(Prng memory prng, World memory w, SpendCase memory p) private pure returns (uint64) {
        Slip memory slip = _slip(w, p);
        Rules memory r = w.rules[p.programme - 1];
        (uint64 today, uint64 thisMonth) = _spentAt(slip, p.time);
        uint64 most = slip.balance - slip.held;
        if (r.limit != 0 && r.limit < most) most = r.limit;
        most = _atMost(most, r.daily, today);
        most = _atMost(most, r.monthly, thisMonth);
        most = _atMost(most, r.total, slip.inAll);
        uint256 kind = prng.below(4);
        if (kind == 0 || most < 2) return most;
        return kind == 1 ? 1 : uint64(prng.between(1, most));
    }

    function _atMost(uint64 most, uint64 limit, uint64 spent) private pure returns (uint64) {
        return limit != 0 && limit - spent < most ? limit - spent : most;
    }

    /// @dev Moves amount, time, paper or a stop to where `aim` begins to hold, or to the last point where it does not.
    function _aimAt(Prng memory prng, World memory w, SpendCase memory p, Why aim) private pure {
        Rules memory r = w.rules[p.programme - 1];
        if (aim == Why.Allowed && prng.oneIn(3)) p.time = _lastSecond(w, p);
        else if (aim == Why.ZeroAmount) p.amount = 0;
        else if (aim == Why.ProgrammeUnknown)
            p.programme = prng.oneIn(2) ? uint64(PROGRAMMES) + 1 : type(uint64).max;
        else if (aim == Why.VoucherExpired) p.time = r.expiresAt + prng.below(2);
        else if (aim == Why.ProgrammeIsPaused) p.halted = true;
        else if (aim == Why.MerchantIsBarred || aim == Why.MerchantIsDelisted) {
            uint48 until = w.shops[p.shop].barredUntil;
            if (until != 0 && prng.oneIn(2)) p.time = until - prng.below(2);
        } else if (aim == Why.PurposeMissing) p.stated = false;
        else if (aim == Why.EnforcedPause) (p.paused, p.stopped) = (true, prng.oneIn(2));
        else if (aim == Why.StoppedBySupervisor) p.stopped = true;
        else if (aim == Why.HolderExpired) p.time = w.holders[p.holder].until + prng.below(2);
        else if (aim == Why.PayeeExpired) p.time = w.shops[p.shop].customer.until + prng.below(2);
        else if (aim <= Why.HolidayNotAllowed) _aimAtTime(prng, w, p, aim);
        else _aimAtAmount(w, p, aim);
    }

    function _aimAtTime(Prng memory prng, World memory w, SpendCase memory p, Why aim) private pure {
        Rules memory r = w.rules[p.programme - 1];
        uint256 today = _dayOf(START);
        if (aim == Why.HolidayNotAllowed) {
            uint256 day = w.holidays[prng.below(w.holidays.length)];
            p.time = prng.between(_opening(r, day), _closing(r, day) - 1);
        } else if (aim == Why.WeekdayNotAllowed) {
            uint256 midnight = _midnight(today + 1 + prng.below(6));
            p.time = midnight + (prng.oneIn(2) ? 0 : prng.below(1 days));
        } else if (aim == Why.OutsideHours) {
            uint256 day = today + prng.below(7);
            uint256 before = _opening(r, day) - 1;
            p.time = prng.oneIn(2) && before >= START ? before : _closing(r, day) + prng.below(2);
        }
    }

    function _aimAtAmount(World memory w, SpendCase memory p, Why aim) private pure {
        Slip memory slip = _slip(w, p);
        Rules memory r = w.rules[p.programme - 1];
        (uint64 today, uint64 thisMonth) = _spentAt(slip, p.time);
        if (aim == Why.PaymentLimitExceeded) p.amount = r.limit == 0 ? uint64(2 ** 40) : r.limit + 1;
        else if (aim == Why.DailyLimitExceeded && r.daily != 0) p.amount = r.daily - today + 1;
        else if (aim == Why.MonthlyLimitExceeded && r.monthly != 0) p.amount = r.monthly - thisMonth + 1;
        else if (aim == Why.TotalLimitExceeded && r.total != 0) p.amount = r.total - slip.inAll + 1;
        else if (aim == Why.VoucherInsufficient) p.amount = slip.balance + 1;
        else if (aim == Why.VoucherHeld && slip.held != 0) p.amount = slip.balance - slip.held + 1;
    }

    /// @dev The last second in which programme, holder and merchant all hold, or of the programme's day.
    function _lastSecond(World memory w, SpendCase memory p) private pure returns (uint256) {
        Rules memory r = w.rules[p.programme - 1];
        if (_hasTimes(r)) return _closing(r, _dayOf(START)) - 1;
        uint48 end = r.expiresAt;
        uint48 until = w.holders[p.holder].until;
        if (until < end) end = until;
        until = w.shops[p.shop].customer.until;
        return (until < end ? until : end) - 1;
    }

    /// @dev Every programme with every holder and every merchant, sorted by why one won with a purpose would be refused on
    /// the first day, when the programme opens.
    function _sort(World memory w) internal view returns (uint16[][] memory sorted) {
        uint256 all = PROGRAMMES * HOLDERS * MERCHANTS;
        uint8[] memory reasons = new uint8[](all);
        uint256[] memory counts = new uint256[](uint256(Why.Count));
        for (uint256 i = 0; i < all; ++i) {
            SpendCase memory p = _choice(i);
            p.amount = 1;
            p.time = _opening(w.rules[p.programme - 1], _dayOf(START));
            (Why why, ) = _oracle(w, p);
            reasons[i] = uint8(why);
            ++counts[uint8(why)];
        }
        sorted = new uint16[][](counts.length);
        for (uint256 i = 0; i < counts.length; ++i) {
            sorted[i] = new uint16[](counts[i]);
        }
        for (uint256 i = 0; i < all; ++i) {
            sorted[reasons[i]][--counts[reasons[i]]] = uint16(i);
        }
    }
}
