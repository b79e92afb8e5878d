// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IdState, IdWindow} from "../../contracts/types/IdWindow.sol";
import {Region} from "../../contracts/types/Region.sol";
import {VoucherWord} from "../../contracts/voucher/VoucherWord.sol";
import {Prng} from "../helpers/Prng.sol";
import {TestBase} from "../helpers/TestBase.sol";

/// @notice A holder's vouchers in one word, against plain fields that are added up beside it.
contract VoucherWordTest is TestBase {
    /// @dev The highest numbers of the fields, as the word's description gives their bits.
    uint256 private constant MOST = 2 ** 48 - 1;
    uint256 private constant MOST_COUNTED = 2 ** 40 - 1;

    struct Fields {
        uint256 balance;
        uint24 home;
        bool consented;
        bool attested;
        bool held;
        uint256 inAll;
        uint256 today;
        uint256 thisMonth;
        uint256 day;
        uint256 month;
        uint24 highestId;
    }

    /// @notice Whatever is done to one field leaves the others as they were.
    function testFuzz_the_word_says_what_plain_fields_say(uint256 seed) public pure {
        Prng memory prng = Prng(seed);
        VoucherWord word;
        Fields memory f;
        for (uint256 i = 0; i < 40; ++i) {
            word = _act(prng, word, f);
            _assertFields(word, f);
        }
    }

    function testFuzz_a_first_home_may_be_any_and_then_only_the_same(uint24 home, uint24 other) public pure {
        home = uint24(_bound(home, 10_000, 99_999));
        (, IdWindow cancelled) = IdWindow.wrap(0).useId(2 ** 24 - 1);
        VoucherWord word = VoucherWord.wrap(0).withConsent().withAttestation(true).withIds(cancelled);
        _assert(word.mayBeAt(Region.wrap(home)), "where nothing was granted, any");
        word = word.grant(1, Region.wrap(home));
        _assert(word.mayBeAt(Region.wrap(home)), "the same again");
        _assert(word.mayBeAt(Region.wrap(other)) == (other == home), "no other");
        _assert(word.debit(1).mayBeAt(Region.wrap(other)) == (other == home), "nor after all is spent");
    }

    function test_every_field_at_its_highest_stands_beside_the_others() public pure {
        Fields memory f = Fields(MOST, 99_999, true, true, true, MOST_COUNTED, 7, 7, 65_535, 4_095, 0);
        VoucherWord word = VoucherWord.wrap(0).grant(uint64(MOST), Region.wrap(99_999)).withConsent();
        word = word.withAttestation(true).withHold(true).count(MOST_COUNTED, 65_534, 4_094);
        word = word.count(7, 65_535, 4_095);
        _assertFields(word, f);
        (, IdWindow ids) = word.ids().useId(2 ** 24 - 1);
        f.highestId = 2 ** 24 - 1;
        _assertFields(word.withIds(ids), f);
    }

    /// @notice Two keys of one holder become one: money adds up, counts of the same period too, of two periods the later
    /// one stands, and one-time ids are those of the new key.
    function test_joining_adds_what_is_of_one_period_and_keeps_the_later_of_two() public pure {
        VoucherWord old = VoucherWord.wrap(0).grant(300, Region.wrap(11_440)).withHold(true);
        old = old.count(50, 20_000, 657);
        (, IdWindow ids) = IdWindow.wrap(0).useId(9);
        VoucherWord next = VoucherWord.wrap(0).withConsent().count(20, 20_001, 657).withIds(ids);
        _assertFields(next.joined(old), Fields(300, 11_440, true, false, true, 70, 20, 70, 20_001, 657, 9));
        next = next.count(1, 20_032, 658);
        _assertFields(next.joined(old), Fields(300, 11_440, true, false, true, 71, 1, 1, 20_032, 658, 9));
        _assertFields(old.joined(next), Fields(300, 11_440, true, false, true, 71, 1, 1, 20_032, 658, 0));
        Fields memory none;
        none.highestId = 9;
        _assertFields(next.emptied(), none);
    }

    /// @notice What is refunded no longer counts, in a period that is still the payment's.
    function test_a_refund_lowers_the_counts_of_its_own_day_and_month_alone() public pure {
        VoucherWord word = VoucherWord.wrap(0).count(100, 20_000, 657).count(30, 20_001, 657);
        Fields memory f = Fields(0, 0, false, false, false, 130, 30, 130, 20_001, 657, 0);
        _assertFields(word, f);
        (f.inAll, f.thisMonth) = (90, 90);
        _assertFields(word.discount(40, 20_000, 657), f);
        (f.inAll, f.thisMonth, f.today) = (120, 120, 20);
        _assertFields(word.discount(10, 20_001, 657), f);
        (f.inAll, f.thisMonth, f.today) = (120, 130, 30);
        _assertFields(word.discount(10, 19_970, 656), f);
    }

    /// @dev One act on the word, and the same on the plain fields.
    function _act(Prng memory prng, VoucherWord word, Fields memory f) private pure returns (VoucherWord) {
        uint256 act = prng.below(9);
        if (act == 0) {
            uint64 amount = uint64(prng.below(MOST - f.balance + 1));
            f.balance += amount;
            if (f.home == 0) f.home = uint24(10_000 + prng.below(90_000));
            return word.grant(amount, Region.wrap(f.home));
        }
        if (act == 1) {
            uint256 amount = prng.below(f.balance + 1);
            f.balance -= amount;
            return word.debit(amount);
        }
        if (act == 2) return _count(prng, word, f);
        if (act == 3) {
            f.consented = true;
            return word.withConsent();
        }
        if (act == 4) {
            f.attested = prng.oneIn(2);
            return word.withAttestation(f.attested);
        }
        if (act == 5) {
            f.held = prng.oneIn(2);
            return word.withHold(f.held);
        }
        if (act == 6) {
            f.home = uint24(10_000 + prng.below(90_000));
            return word.withHome(Region.wrap(f.home));
        }
        if (act == 7) return _discount(prng, word, f);
        (IdState state, IdWindow ids) = word.ids().useId(prng.below(2 ** 24));
        if (state == IdState.Fresh) f.highestId = ids.highestId();
        return word.withIds(ids);
    }

    function _count(Prng memory prng, VoucherWord word, Fields memory f) private pure returns (VoucherWord) {
        uint256 amount = prng.oneIn(5) ? MOST_COUNTED : prng.below(1_000_000);
        uint256 day = f.day + prng.below(3);
        uint256 month = f.month + prng.below(2);
        if (day > 65_535 || month > 4_095) return word;
        f.inAll = _least(f.inAll + amount, MOST_COUNTED);
        f.today = _least((day == f.day ? f.today : 0) + amount, MOST_COUNTED);
        f.thisMonth = _least((month == f.month ? f.thisMonth : 0) + amount, MOST_COUNTED);
        (f.day, f.month) = (day, month);
        return word.count(amount, day, month);
    }

    function _discount(
        Prng memory prng,
        VoucherWord word,
        Fields memory f
    ) private pure returns (VoucherWord) {
        uint256 amount = prng.below(1_000_000);
        uint256 day = f.day == 0 ? 0 : f.day - prng.below(2);
        uint256 month = f.month == 0 ? 0 : f.month - prng.below(2);
        f.inAll -= _least(amount, f.inAll);
        if (day == f.day) f.today -= _least(amount, f.today);
        if (month == f.month) f.thisMonth -= _least(amount, f.thisMonth);
        return word.discount(amount, day, month);
    }

    function _assertFields(VoucherWord word, Fields memory f) private pure {
        _assertEq(word.balance(), f.balance, "balance of vouchers");
        _assertEq(Region.unwrap(word.home()), f.home, "home district");
        _assert(word.hasConsented() == f.consented, "consent");
        _assert(word.isAttested() == f.attested, "attestation");
        _assert(word.isHeld() == f.held, "held");
        _assertEq(word.spentInAll(), f.inAll, "spent in all");
        _assertEq(word.spentOn(f.day), f.today, "spent today");
        _assertEq(word.spentIn(f.month), f.thisMonth, "spent this month");
        _assertEq(word.spentOn(f.day + 1), 0, "nothing was spent on another day");
        _assertEq(word.spentIn(f.month + 1), 0, "nor in another month");
        _assertEq(word.day(), f.day, "day");
        _assertEq(word.month(), f.month, "month");
        _assertEq(word.ids().highestId(), f.highestId, "highest id");
    }

    function _least(uint256 one, uint256 other) private pure returns (uint256) {
        return one < other ? one : other;
    }
}
