// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccountKind} from "../../contracts/deposit/AccountKind.sol";
import {Mcc} from "../../contracts/types/Mcc.sol";
import {ProgrammeId} from "../../contracts/types/ProgrammeId.sol";
import {Region} from "../../contracts/types/Region.sol";
import {CategoryRule} from "../../contracts/voucher/CategoryRule.sol";
import {SalesBand} from "../../contracts/voucher/SalesBand.sol";
import {Purpose, Terms} from "../../contracts/voucher/Terms.sol";
import {actor} from "./Gukgo.sol";
import {Prng} from "./Prng.sol";
import {Customer, Rules, Shop, Slip, Standing, World} from "./SpendCase.sol";
import {SpendShops} from "./SpendShops.sol";

/// @title SpendWorld
/// @notice Holders and merchants in every standing, among them a shop that holds vouchers and a key that took a shop's place, programmes on every kind of terms, and what happened before.
abstract contract SpendWorld is SpendShops {
    /// @dev What each programme has to grant.
    uint64 private constant BUDGET = 1_000_000;

    function _build(Prng memory prng) internal returns (World memory w) {
        w.holders = new Customer[](HOLDERS);
        w.shops = new Shop[](MERCHANTS);
        w.rules = new Rules[](PROGRAMMES);
        w.slips = new Slip[](PROGRAMMES * HOLDERS);
        w.halted = new bool[](PROGRAMMES);
        for (uint256 i = 0; i < SHOPKEEPER; ++i) {
            Standing standing = i < 6 ? Standing.Admitted : Standing(i - 5);
            w.holders[i] = _customer(prng, actor("holder", i), standing, AccountKind.Citizen);
            w.holders[i].home = [uint24(11_000), 11_110, 26_110][i % 3];
        }
        for (uint256 i = 0; i < MERCHANTS; ++i) {
            w.shops[i] = _shop(prng, i);
        }
        w.holders[SHOPKEEPER] = w.shops[0].customer;
        w.holders[SUCCESSOR] = w.shops[MERCHANTS - 1].payee;
        w.holders[SHOPKEEPER].home = w.holders[SUCCESSOR].home = 11_000;
        _announce(w);
        _fund(s, actor("agency"), AccountKind.Agency, uint64(PROGRAMMES) * BUDGET);
        for (uint256 i = 0; i < PROGRAMMES; ++i) {
            w.rules[i] = _rules(prng, i);
            _openAndGrant(prng, w, i);
        }
        for (uint256 i = 0; i < HOLDERS; ++i) {
            _settle(w.holders[i]);
        }
        for (uint256 i = 0; i < MERCHANTS; ++i) {
            _settle(w.shops[i].customer);
            _settleShop(prng, w.shops[i]);
        }
    }

    /// @dev Tomorrow and the day after the next Sunday become holidays, beside Liberation Day.
    function _announce(World memory w) private {
        w.holidays = new uint256[](3);
        uint16[] memory days_ = new uint16[](2);
        (days_[0], days_[1]) = (20_291, 20_297);
        (w.holidays[0], w.holidays[1], w.holidays[2]) = (20_291, 20_297, 20_315);
        vm.prank(actor("calendarOfficer"));
        s.calendar.announceHolidays(days_);
    }

    // ----------------------------------------------------------------------------------------------- terms

    function _rules(Prng memory prng, uint256 n) private pure returns (Rules memory r) {
        r.expiresAt = uint48(START + prng.between(2 days, 30 days));
        r.categoryRule = uint8(prng.below(3));
        r.codes = prng.oneIn(2) ? [uint16(0), 5_411] : [uint16(9_999), 5_812];
        r.maxBand = prng.oneIn(3) ? uint8(prng.between(1, 5)) : 0;
        r.homeOnly = prng.oneIn(3);
        r.listedOnly = prng.oneIn(3);
        r.districts = prng.oneIn(2) ? [uint24(11_110), 26_110] : [uint24(11_140), 11_000];
        r.namedOnly = prng.oneIn(3);
        r.named = (prng.next() % 2 ** MERCHANTS) | 1;
        r.consent = prng.oneIn(4);
        r.evidence = prng.oneIn(4);
        r.purpose = prng.oneIn(4);
        r.rebate = n % 11 == 10;
        _drawLimits(prng, r);
        if (prng.oneIn(2)) _drawHours(prng, r);
    }

    /// @dev No limit is above one of a longer time.
    function _drawLimits(Prng memory prng, Rules memory r) private pure {
        uint64 most = 60_000;
        if (prng.oneIn(3)) r.total = most = uint64(prng.between(100, most));
        if (prng.oneIn(3)) r.monthly = most = uint64(prng.between(60, most));
        if (prng.oneIn(3)) r.daily = most = uint64(prng.between(30, most));
        if (prng.oneIn(2)) r.limit = uint64(prng.between(1, most));
    }

    /// @dev Every programme pays at some time of the first day, a Monday.
    function _drawHours(Prng memory prng, Rules memory r) private pure {
        if (prng.oneIn(2)) r.weekdays = uint8(prng.below(128) | 1);
        r.noHolidays = prng.oneIn(2);
        if (prng.oneIn(3)) return;
        r.opensAt = prng.oneIn(3) ? 540 : uint16(prng.below(1_000));
        uint256 least = (r.opensAt < 540 ? 540 : r.opensAt) + 1;
        r.closesAt = prng.oneIn(3) ? 1_440 : uint16(prng.between(least, 1_439));
    }

    function _openAndGrant(Prng memory prng, World memory w, uint256 n) private {
        address manager = actor("manager");
        Purpose memory purpose = _purpose(w, w.rules[n]);
        ProgrammeId programme = _openOn(s, purpose, actor("agency"), BUDGET, manager);
        _assertEq(ProgrammeId.unwrap(programme), n + 1, "programmes are numbered from 1");
        for (uint256 h = 0; h < HOLDERS; ++h) {
            uint64 amount = uint64(prng.between(1, 50_000));
            w.slips[n * HOLDERS + h].balance = amount;
            Region home = Region.wrap(w.holders[h].home);
            vm.prank(manager);
            s.programmes.grant(programme, w.holders[h].account, amount, home, uint64(h) + 1);
        }
    }

    /// @dev The oracle's rules as the programme is told them.
    function _purpose(World memory w, Rules memory r) private pure returns (Purpose memory purpose) {
        purpose.terms = _terms(r);
        purpose.noticeHash = r.consent ? NOTICE : bytes32(0);
        purpose.categories = new Mcc[](r.categoryRule == 0 ? 0 : 2);
        purpose.regions = new Region[](r.listedOnly ? 2 : 0);
        for (uint256 i = 0; i < 2; ++i) {
            if (r.categoryRule != 0) purpose.categories[i] = Mcc.wrap(r.codes[i]);
            if (r.listedOnly) purpose.regions[i] = Region.wrap(r.districts[i]);
        }
        if (!r.namedOnly) return purpose;

        uint256 count;
        address[] memory named = new address[](MERCHANTS);
        for (uint256 i = 0; i < MERCHANTS; ++i) {
            if ((r.named >> i) % 2 == 1) named[count++] = w.shops[i].customer.account;
        }
        purpose.merchants = new address[](count);
        for (uint256 i = 0; i < count; ++i) {
            purpose.merchants[i] = named[i];
        }
    }

    function _terms(Rules memory r) private pure returns (Terms memory terms) {
        terms.expiresAt = r.expiresAt;
        terms.perPaymentLimit = r.limit;
        (terms.dailyLimit, terms.monthlyLimit, terms.totalLimit) = (r.daily, r.monthly, r.total);
        terms.categoryRule = CategoryRule(r.categoryRule);
        terms.maxSalesBand = SalesBand(r.maxBand);
        terms.homeRegionOnly = r.homeOnly;
        terms.listedRegionsOnly = r.listedOnly;
        terms.namedMerchantsOnly = r.namedOnly;
        (terms.opensAt, terms.closesAt, terms.weekdays) = (r.opensAt, r.closesAt, r.weekdays);
        terms.closedOnHolidays = r.noHolidays;
        terms.consentRequired = r.consent;
        terms.evidenceRequired = r.evidence;
        terms.purposeRequired = r.purpose;
        terms.rebateBps = r.rebate ? 1_000 : 0;
    }
}
