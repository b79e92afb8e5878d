// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AuthorityWord} from "../../contracts/budget/AuthorityWord.sol";
import {CreditorWord} from "../../contracts/budget/CreditorWord.sol";
import {Officer, OfficerRole, toOfficerWord} from "../../contracts/budget/Officer.sol";
import {ObligationWord, newObligation} from "../../contracts/budget/ObligationWord.sol";
import {PaidWord} from "../../contracts/budget/PaidWord.sol";
import {MONTHS, PlanWord} from "../../contracts/budget/PlanWord.sol";
import {LineId} from "../../contracts/types/LineId.sol";
import {TestBase} from "../helpers/TestBase.sol";

/// @notice A line's authority in one word against plain numbers: each act changes its own fields and no other, and law 4 holds.
contract AuthorityWordTest is TestBase {
    uint256 private constant MOST = 2 ** 48 - 1;

    struct Fields {
        uint256 appropriated;
        uint256 allotted;
        uint256 reserved;
        uint256 obligated;
        bool known;
        bool lapsed;
    }

    function test_an_empty_word_is_no_line() public pure {
        Fields memory none;
        _assertFields(AuthorityWord.wrap(0), none, "empty");
    }

    function testFuzz_appropriate_and_reduce(uint256 seed, uint256 amount) public pure {
        (AuthorityWord word, Fields memory f) = _some(seed);
        uint256 more = _bound(amount, 0, MOST - f.appropriated);
        f.appropriated += more;
        word = word.appropriate(more);
        _assertFields(word, f, "appropriate");
        uint256 less = _bound(amount, 0, f.appropriated - f.allotted);
        f.appropriated -= less;
        _assertFields(word.reduce(less), f, "reduce");
    }

    function testFuzz_allot_and_withdraw(uint256 seed, uint256 amount) public pure {
        (AuthorityWord word, Fields memory f) = _some(seed);
        uint256 more = _bound(amount, 0, f.appropriated - f.allotted);
        f.allotted += more;
        word = word.allot(more);
        _assertFields(word, f, "allot");
        uint256 less = _bound(amount, 0, f.allotted - f.reserved - f.obligated);
        f.allotted -= less;
        _assertFields(word.withdrawAllotment(less), f, "withdrawAllotment");
    }

    function testFuzz_reserve_and_unreserve(uint256 seed, uint256 amount) public pure {
        (AuthorityWord word, Fields memory f) = _some(seed);
        uint256 more = _bound(amount, 0, f.allotted - f.reserved - f.obligated);
        f.reserved += more;
        word = word.reserve(more);
        _assertFields(word, f, "reserve");
        uint256 less = _bound(amount, 0, f.reserved);
        f.reserved -= less;
        _assertFields(word.unreserve(less), f, "unreserve");
    }

    function testFuzz_obligate_and_deobligate(uint256 seed, uint256 amount) public pure {
        (AuthorityWord word, Fields memory f) = _some(seed);
        uint256 more = _bound(amount, 0, f.allotted - f.reserved - f.obligated);
        f.obligated += more;
        word = word.obligate(more);
        _assertFields(word, f, "obligate");
        uint256 less = _bound(amount, 0, f.obligated);
        f.obligated -= less;
        _assertFields(word.deobligate(less), f, "deobligate");
    }

    function testFuzz_known_and_lapsed_set_one_bit_each(uint256 seed) public pure {
        (AuthorityWord word, Fields memory f) = _some(seed);
        f.known = true;
        word = word.known();
        _assertFields(word, f, "known");
        f.lapsed = true;
        _assertFields(word.lapsed(), f, "lapsed");
    }

    /// @dev A word in which law 4 holds: appropriated ≥ allotted ≥ reserved + obligated. Often at an end.
    function _some(uint256 seed) private pure returns (AuthorityWord word, Fields memory f) {
        f.appropriated = _some(seed, 0, MOST);
        f.allotted = _some(seed, 1, f.appropriated);
        f.reserved = _some(seed, 2, f.allotted);
        f.obligated = _some(seed, 3, f.allotted - f.reserved);
        f.known = seed % 2 == 1;
        f.lapsed = (seed >> 1) % 2 == 1;
        uint256 packed = f.appropriated + f.allotted * 2 ** 48 + f.reserved * 2 ** 96;
        packed += f.obligated * 2 ** 144 + (f.known ? 2 ** 192 : 0) + (f.lapsed ? 2 ** 193 : 0);
        word = AuthorityWord.wrap(packed);
        _assertFields(word, f, "a packed word reads back");
    }

    function _some(uint256 seed, uint256 salt, uint256 most) private pure returns (uint256) {
        uint256 raw = uint256(keccak256(abi.encode(seed, salt)));
        if (raw % 5 == 0) return most;
        return raw % 5 == 1 ? 0 : (raw >> 8) % (most + 1);
    }

    function _assertFields(AuthorityWord word, Fields memory f, string memory act) private pure {
        _assertEq(word.appropriated(), f.appropriated, string.concat(act, ": appropriated"));
        _assertEq(word.allotted(), f.allotted, string.concat(act, ": allotted"));
        _assertEq(word.reserved(), f.reserved, string.concat(act, ": reserved"));
        _assertEq(word.obligated(), f.obligated, string.concat(act, ": obligated"));
        _assertEq(word.unallotted(), f.appropriated - f.allotted, string.concat(act, ": unallotted"));
        uint256 available = f.allotted - f.reserved - f.obligated;
        _assertEq(word.available(), available, string.concat(act, ": available"));
        _assert(word.isKnown() == f.known, string.concat(act, ": known"));
        _assert(word.isLapsed() == f.lapsed, string.concat(act, ": lapsed"));
        _assertEq(AuthorityWord.unwrap(word) >> 194, 0, string.concat(act, ": nothing beyond the fields"));
    }
}

/// @notice What a line has paid, in one word, against three sums.
contract PaidWordTest is TestBase {
    function testFuzz_each_sum_grows_alone(uint56 advanced, uint56 liquidated, uint56 returned) public pure {
        uint256 out = uint256(advanced) + liquidated;
        returned = uint56(_bound(returned, 0, out < type(uint56).max ? out : type(uint56).max));
        PaidWord word = PaidWord.wrap(0).opened();
        _assertSums(word, 0, 0, 0);
        word = word.advance(advanced).liquidate(liquidated);
        _assertSums(word, advanced, liquidated, 0);
        word = word.giveBack(returned);
        _assertSums(word, advanced, liquidated, returned);
        word = word.liquidate(1).advance(2).giveBack(3).opened();
        _assertSums(word, uint256(advanced) + 2, uint256(liquidated) + 1, uint256(returned) + 3);
    }

    function test_the_sums_at_their_ends() public pure {
        uint256 most = type(uint64).max;
        PaidWord word = PaidWord.wrap(0).opened().advance(most).liquidate(most).giveBack(most);
        _assertSums(word, most, most, most);
    }

    function _assertSums(PaidWord word, uint256 advanced, uint256 liquidated, uint256 returned) private pure {
        _assertEq(word.advanced(), advanced, "advanced");
        _assertEq(word.liquidated(), liquidated, "liquidated");
        _assertEq(word.returned(), returned, "returned");
        _assertEq(word.spent(), advanced + liquidated - returned, "spent: paid and not come back");
        _assertEq(PaidWord.unwrap(word) >> 192, 1, "open, and nothing beyond");
    }
}

/// @notice A line's plan in one word against twelve numbers and what was paid this month.
contract PlanWordTest is TestBase {
    /// @dev Whole won of every month: a number up to 8,191 with some zeros.
    uint256[8] private _factors = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 1_000_000_000];

    function testFuzz_every_month_reads_back(uint256 seed, uint256 month, uint256 amount) public view {
        uint64[MONTHS] memory months = _months(seed);
        PlanWord word = this.withMonths(PlanWord.wrap(0), months);
        _assertPlan(word, months);
        _assertEq(word.lastMonth(), 0, "no month was paid in");

        month = _bound(month, 1, 12);
        amount = _bound(amount, 0, months[month - 1]);
        _assertEq(word.left(month), months[month - 1], "all is left");
        word = word.pay(month, amount);
        _assertPlan(word, months);
        _assertEq(word.paidIn(month), amount, "what was paid");
        _assertEq(word.lastMonth(), month, "and when");
        _assertEq(word.left(month), months[month - 1] - amount, "what is left");
    }

    function testFuzz_another_month_begins_at_nothing(uint256 seed, uint256 one, uint256 other) public view {
        uint64[MONTHS] memory months = _months(seed);
        (one, other) = (_bound(one, 1, 12), _bound(other, 1, 12));
        PlanWord word = this.withMonths(PlanWord.wrap(0), months).pay(one, 5);
        _assertEq(word.paidIn(other), one == other ? 5 : 0, "paid in the other month");
        word = word.pay(other, 7);
        _assertEq(word.paidIn(other), one == other ? 12 : 7, "and then");
        _assertEq(word.lastMonth(), other, "the last month");
        _assertPlan(word, months);
    }

    function testFuzz_another_plan_keeps_what_was_paid(uint256 seed, uint256 month, uint48 paid) public view {
        month = _bound(month, 1, 12);
        PlanWord word = this.withMonths(PlanWord.wrap(0), _months(seed)).pay(month, paid);
        uint64[MONTHS] memory others = _months(~seed);
        word = this.withMonths(word, others);
        _assertPlan(word, others);
        _assertEq(word.paidIn(month), paid, "what was paid stays counted");
        uint256 plan = others[month - 1];
        _assertEq(word.left(month), plan > paid ? plan - paid : 0, "never less than nothing is left");
    }

    /// @notice From memory to calldata.
    function withMonths(PlanWord word, uint64[MONTHS] calldata months) external pure returns (PlanWord) {
        return word.withMonths(months);
    }

    function _months(uint256 seed) private view returns (uint64[MONTHS] memory months) {
        for (uint256 i = 0; i < MONTHS; ++i) {
            uint256 raw = uint256(keccak256(abi.encode(seed, i)));
            uint256 digits = raw % 7 == 0 ? 8_191 : (raw >> 8) % 8_192;
            months[i] = uint64(digits * _factors[(raw >> 24) % 8]);
        }
    }

    function _assertPlan(PlanWord word, uint64[MONTHS] memory months) private pure {
        for (uint256 i = 0; i < MONTHS; ++i) _assertEq(word.planned(i + 1), months[i], "the month's plan");
    }
}

/// @notice One obligation in one word against plain numbers.
contract ObligationWordTest is TestBase {
    uint256 private constant MOST = 2 ** 48 - 1;

    struct Fields {
        uint256 line;
        uint256 amount;
        uint256 paid;
        uint256 before;
        bool inTrust;
        bool assigned;
        bool carried;
    }

    function testFuzz_a_new_one(uint64 line, uint48 amount, bool inTrust, bool assigned) public pure {
        line = uint64(_bound(line, 1, type(uint64).max));
        Fields memory f = Fields(line, amount, 0, 0, inTrust, assigned, false);
        _assertFields(newObligation(LineId.wrap(line), amount, inTrust, assigned), f, "new");
        _assert(ObligationWord.wrap(0).isNone(), "an empty word is none");
    }

    function testFuzz_pay_and_give_back(uint256 seed, uint256 won) public pure {
        (ObligationWord word, Fields memory f) = _some(seed);
        uint256 more = _bound(won, 0, f.amount - f.paid);
        f.paid += more;
        word = word.pay(more);
        _assertFields(word, f, "pay");
        uint256 back = _bound(won, 0, f.paid);
        f.paid -= back;
        word = word.giveBack(back);
        _assertFields(word, f, "giveBack");
        back = _bound(won, 0, f.before);
        f.before -= back;
        _assertFields(word.giveBackBefore(back), f, "giveBackBefore");
    }

    function testFuzz_deobligate(uint256 seed, uint256 won) public pure {
        (ObligationWord word, Fields memory f) = _some(seed);
        won = _bound(won, 0, f.amount - f.paid);
        f.amount -= won;
        _assertFields(word.deobligate(won), f, "deobligate");
    }

    function testFuzz_carry_over(uint256 seed) public pure {
        (ObligationWord word, Fields memory f) = _some(seed);
        Fields memory next = Fields(f.line + 1e15, f.amount - f.paid, 0, f.paid, f.inTrust, f.assigned, true);
        _assertFields(word.carryOver(), next, "carryOver");
    }

    function _some(uint256 seed) private pure returns (ObligationWord word, Fields memory f) {
        uint256 raw = uint256(keccak256(abi.encode(seed)));
        f.line = 2_025 * 1e15 + (raw % 1e15);
        f.amount = seed % 5 == 0 ? MOST : (raw >> 64) % 2 ** 48;
        f.paid = seed % 3 == 0 ? f.amount : (raw >> 112) % (f.amount + 1);
        f.before = seed % 7 == 0 ? MOST : (raw >> 160) % 2 ** 48;
        (f.inTrust, f.assigned, f.carried) = ((raw >> 253) & 1 == 1, (raw >> 254) & 1 == 1, raw >> 255 == 1);
        uint256 packed = f.line + f.amount * 2 ** 64 + f.paid * 2 ** 112 + f.before * 2 ** 160;
        packed += (f.inTrust ? 2 ** 208 : 0) + (f.assigned ? 2 ** 209 : 0) + (f.carried ? 2 ** 210 : 0);
        word = ObligationWord.wrap(packed);
        _assertFields(word, f, "a packed word reads back");
    }

    function _assertFields(ObligationWord word, Fields memory f, string memory act) private pure {
        _assertEq(LineId.unwrap(word.line()), f.line, string.concat(act, ": line"));
        _assertEq(word.amount(), f.amount, string.concat(act, ": amount"));
        _assertEq(word.paid(), f.paid, string.concat(act, ": paid"));
        _assertEq(word.paidBefore(), f.before, string.concat(act, ": paid before"));
        _assertEq(word.owed(), f.amount - f.paid, string.concat(act, ": owed"));
        _assert(word.isInTrust() == f.inTrust, string.concat(act, ": in trust"));
        _assert(word.isAssigned() == f.assigned, string.concat(act, ": assigned"));
        _assert(word.isCarriedOver() == f.carried, string.concat(act, ": carried over"));
        _assert(!word.isNone(), string.concat(act, ": is one"));
        _assertEq(ObligationWord.unwrap(word) >> 211, 0, string.concat(act, ": nothing beyond the fields"));
    }
}

/// @notice What is known of a creditor, and of an officer, in one word each.
contract CreditorWordTest is TestBase {
    /// @dev A watch as plain numbers.
    struct Watch {
        uint256 ministry;
        uint256 first;
        uint256 sum;
    }

    /// @notice Any course of small obligations of four ministries, against two watches of plain numbers.
    function testFuzz_watches_are_those_of_a_plain_model(uint256 seed, uint40 until) public pure {
        CreditorWord word = CreditorWord.wrap(0).withExclusion(until);
        Watch[2] memory model;
        uint256 day = 20_000;
        for (uint256 i = 0; i < 24; ++i) {
            uint256 raw = uint256(keccak256(abi.encode(seed, i)));
            day += raw % 13;
            uint16 ministry = uint16(1 + ((raw >> 16) % 4) * 332);
            uint256 amount = (raw >> 32) % 20_000_000;
            uint256 sum;
            (word, sum) = word.watch(ministry, day, amount);
            _assertEq(sum, _watch(model, ministry, day, amount), "the sum since the watch began");
            _assertEq(word.excludedUntil(), until, "the exclusion stays");
        }
    }

    function testFuzz_an_exclusion_leaves_the_watches(uint256 seed, uint40 until) public pure {
        CreditorWord word = CreditorWord.wrap(seed).withExclusion(until);
        _assertEq(word.excludedUntil(), until, "until");
        _assertEq(CreditorWord.unwrap(word) >> 40, seed >> 40, "the rest");
    }

    function test_the_thirtieth_day_counts_and_the_next_does_not() public pure {
        (CreditorWord word, ) = CreditorWord.wrap(0).watch(999, 65_000, 19_999_999);
        (, uint256 sum) = word.watch(999, 65_029, 1);
        _assertEq(sum, 20_000_000, "the 30th day");
        (, sum) = word.watch(999, 65_030, 1);
        _assertEq(sum, 1, "the 31st day");
    }

    function testFuzz_an_officer_reads_back(uint16 ministry, uint8 role) public pure {
        OfficerRole expected = OfficerRole(role % 3);
        Officer memory officer = toOfficerWord(ministry, expected).toOfficer();
        _assertEq(officer.ministry, ministry, "ministry");
        _assertEq(uint256(officer.role), role % 3, "role");
        _assert(toOfficerWord(ministry, expected).equals(toOfficerWord(ministry, expected)), "equal");
        OfficerRole other = OfficerRole(((role % 3) + 1) % 3);
        _assert(!toOfficerWord(ministry, expected).equals(toOfficerWord(ministry, other)), "another role");
    }

    /// @dev Two watches: the ministry's own, or else that which began earlier makes room, the first where both did.
    function _watch(
        Watch[2] memory model,
        uint256 ministry,
        uint256 day,
        uint256 amount
    ) private pure returns (uint256) {
        uint256 place = model[0].first <= model[1].first ? 0 : 1;
        if (model[0].ministry == ministry) place = 0;
        else if (model[1].ministry == ministry) place = 1;
        Watch memory own = model[place];
        bool runs = own.ministry == ministry && day - own.first <= 29;
        if (runs) own.sum += amount;
        else (own.ministry, own.first, own.sum) = (ministry, day, amount);
        return own.sum;
    }
}
