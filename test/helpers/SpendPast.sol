// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ProgrammeId} from "../../contracts/types/ProgrammeId.sol";
import {Invoice} from "../../contracts/types/Invoice.sol";
import {Purchase} from "../../contracts/voucher/Payment.sol";
import {actor} from "./Gukgo.sol";
import {Prng} from "./Prng.sol";
import {Rules, Slip, SpendCase, Why, World} from "./SpendCase.sol";
import {SpendWorld} from "./SpendWorld.sol";

/// @title SpendPast
/// @notice What holders did before the payments that are looked at: consents, attestations, payments of another month, of
/// another day and of the same day, and clawbacks.
abstract contract SpendPast is SpendWorld {
    function _live(Prng memory prng, World memory w) internal {
        for (uint256 n = 0; n < PROGRAMMES; ++n) {
            ProgrammeId programme = ProgrammeId.wrap(uint64(n) + 1);
            vm.prank(actor("programmeController"));
            s.programmes.appointAttestor(programme, actor("attestor"));
            for (uint256 h = 0; h < HOLDERS; ++h) {
                _prepare(prng, w, programme, h);
            }
        }
        // In June, earlier in July, and today.
        _spendOnce(prng, w, 20_255, 7);
        _spendOnce(prng, w, 20_276, 7);
        _spendOnce(prng, w, 20_290, 1);
        vm.warp(START);
        for (uint256 i = 0; i < w.slips.length; ++i) {
            if (prng.oneIn(4)) _hold(prng, w, i);
        }
    }

    /// @dev Most consent and are attested; some of those no longer are.
    function _prepare(Prng memory prng, World memory w, ProgrammeId programme, uint256 h) private {
        uint256 n = ProgrammeId.unwrap(programme) - 1;
        Slip memory slip = w.slips[n * HOLDERS + h];
        address holder = w.holders[h].account;
        if (w.rules[n].consent && !prng.oneIn(4)) {
            slip.consented = true;
            vm.prank(holder);
            s.programmes.consent(programme, NOTICE);
        }
        if (prng.oneIn(4)) return;
        slip.attested = !prng.oneIn(5);
        vm.prank(actor("attestor"));
        s.programmes.attest(programme, holder, "evidence");
        if (slip.attested) return;
        vm.prank(actor("attestor"));
        s.programmes.revokeAttestation(programme, holder, "reason");
    }

    /// @dev Each holder pays once in each programme, if any shop takes it on one of `count` days from `day` on.
    function _spendOnce(Prng memory prng, World memory w, uint256 day, uint256 count) private {
        for (uint256 i = 0; i < w.slips.length; ++i) {
            SpendCase memory p;
            (p.programme, p.holder, p.stated) = (uint64(i / HOLDERS) + 1, i % HOLDERS, true);
            p.time = _opening(w.rules[p.programme - 1], _payday(w.rules[p.programme - 1], day, count));
            p.amount = uint64(prng.between(1, w.slips[i].balance / 4 + 1));
            for (p.shop = 0; p.shop < 10; ++p.shop) {
                (Why why, ) = _oracle(w, p);
                // Limits are met by one won, if by any.
                if (why == Why.Allowed) break;
                if (p.shop % 2 == 1) p.amount = 1;
            }
            if (p.shop < 10) _pay(w, p);
        }
    }

    /// @dev The first of `count` days whose weekday the programme allows.
    function _payday(Rules memory r, uint256 day, uint256 count) private pure returns (uint256) {
        for (uint256 k = 0; k < count; ++k) {
            if (r.weekdays == 0 || (r.weekdays >> _weekdayOf(day + k)) % 2 == 1) return day + k;
        }
        return day;
    }

    function _pay(World memory w, SpendCase memory p) private {
        vm.warp(p.time);
        _spend(w, p);
        Slip memory slip = _slip(w, p);
        uint256 day = _dayOf(p.time);
        (uint64 today, uint64 thisMonth) = _spentAt(slip, p.time);
        slip.balance -= p.amount;
        (slip.inAll, slip.inMonth, slip.onDay) = (
            slip.inAll + p.amount,
            thisMonth + p.amount,
            today + p.amount
        );
        (slip.day, slip.month) = (day, _monthOf(day));
    }

    /// @dev A clawback holds a part of the vouchers; now and then it has been dropped again.
    function _hold(Prng memory prng, World memory w, uint256 i) private {
        Slip memory slip = w.slips[i];
        if (slip.balance == 0) return;
        ProgrammeId programme = ProgrammeId.wrap(uint64(i / HOLDERS) + 1);
        address holder = w.holders[i % HOLDERS].account;
        slip.held = uint64(prng.between(1, slip.balance));
        vm.prank(actor("clawbackOfficer"));
        s.programmes.openClawback(programme, holder, slip.held, "case");
        if (!prng.oneIn(4)) return;
        slip.held = 0;
        vm.prank(actor("clawbackOfficer"));
        s.programmes.releaseClawback(programme, holder);
    }

    /// @dev The first second of `day` at which the programme pays by its hours: not before the start on its day.
    function _opening(Rules memory r, uint256 day) internal pure returns (uint256 time) {
        time = _midnight(day) + uint256(r.opensAt) * 60;
        if (day == _dayOf(START) && time < START) time = START;
    }

    /// @dev The holder pays; a purpose is stated on paper alone.
    function _spend(World memory w, SpendCase memory p) internal {
        address holder = w.holders[p.holder].account;
        Purchase memory purchase = _purchase(w, p);
        vm.prank(holder);
        if (p.stated) s.programmes.spendFor(holder, purchase);
        else s.programmes.spend(purchase.programme, purchase.merchant, purchase.amount, 0);
    }

    function _purchase(World memory w, SpendCase memory p) internal pure returns (Purchase memory purchase) {
        purchase.programme = ProgrammeId.wrap(p.programme);
        purchase.merchant = w.shops[p.shop].customer.account;
        purchase.amount = p.amount;
        purchase.invoice = Invoice.wrap(0);
        purchase.purposeHash = p.stated ? keccak256("purpose") : bytes32(0);
    }
}
