// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccountWord, areUsable} from "../../contracts/deposit/AccountWord.sol";
import {TestBase} from "../helpers/TestBase.sol";
import {AccountKind} from "../../contracts/deposit/AccountKind.sol";

/// @notice An account's word: every field reads what was written to it, and no other field moves.
contract AccountWordTest is TestBase {
    /// @dev The fields of one word, each read by the function that the token uses.
    struct Fields {
        uint256 balance;
        uint256 frozen;
        uint256 spent;
        uint16 thaws;
        uint16 day;
        uint48 until;
        AccountKind kind;
        bool suspended;
        bool closed;
        bool protected;
        bool payer;
        bool recovery;
        bool system;
        bool open;
    }

    function test_an_empty_word_is_no_account() public pure {
        AccountWord word = AccountWord.wrap(0);
        _assertEq(
            word.balance() + word.frozen() + word.spendable() + word.admittedUntil(),
            0,
            "nothing is recorded"
        );
        _assert(word.kind() == AccountKind.None, "of no kind");
        _assert(
            !word.isUsable(0) && !word.isSystem() && !word.isSuspended() && !word.isClosed(),
            "of no status"
        );
    }

    function testFuzz_credit_moves_the_balance_alone(uint256 seed, uint64 amount) public pure {
        (AccountWord word, Fields memory f) = _some(seed);
        amount = uint64(_bound(amount, 0, type(uint64).max - f.balance));
        f.balance += amount;
        _assertFields(word.credit(amount), f, "credit");
    }

    function testFuzz_debit_moves_the_balance_alone(uint256 seed, uint64 amount) public pure {
        (AccountWord word, Fields memory f) = _some(seed);
        amount = uint64(_bound(amount, 0, f.balance));
        f.balance -= amount;
        _assertFields(word.debit(amount), f, "debit");
    }

    function testFuzz_a_transfer_counts_towards_its_day(
        uint256 seed,
        uint64 amount,
        uint48 today,
        uint16 day
    ) public pure {
        (AccountWord word, Fields memory f) = _some(seed);
        amount = uint64(_bound(amount, 0, f.balance));
        f.balance -= amount;
        (f.spent, f.day) = (today, day);
        _assertFields(word.spend(amount, today, day), f, "spend");
    }

    function testFuzz_another_day_has_spent_nothing(uint256 seed, uint16 day) public pure {
        (AccountWord word, Fields memory f) = _some(seed);
        _assertEq(word.spentOn(day), day == f.day ? f.spent : 0, "what was spent counts on its day alone");
    }

    function testFuzz_admission_sets_kind_and_end_alone(uint256 seed, uint8 kind, uint32 until) public pure {
        (AccountWord word, Fields memory f) = _some(seed);
        f.kind = AccountKind(kind % 7);
        f.until = until;
        _assertFields(word.admit(f.kind, until), f, "admit");
        f.system = true;
        (f.kind, f.until) = (AccountKind.System, type(uint32).max);
        _assertFields(word.register(), f, "register");
    }

    function testFuzz_a_freeze_sets_total_and_day_alone(
        uint256 seed,
        uint64 frozen,
        uint16 thaws
    ) public pure {
        (AccountWord word, Fields memory f) = _some(seed);
        (f.frozen, f.thaws) = (frozen, thaws);
        _assertFields(word.withFrozen(frozen, thaws), f, "withFrozen");
    }

    function testFuzz_the_total_is_summed_again_from_its_day_on(uint16 thaws, uint16 day) public pure {
        AccountWord word = AccountWord.wrap(0).withFrozen(1, thaws);
        _assert(word.hasThawed(day) == (thaws != 0 && day >= thaws), "hasThawed");
    }

    function testFuzz_protection_payer_and_recovery_set_one_bit_each(uint256 seed, bool on) public pure {
        (AccountWord word, Fields memory f) = _some(seed);
        f.protected = on;
        word = word.withProtection(on);
        _assertFields(word, f, "withProtection");
        f.payer = on;
        word = word.withBenefitPayer(on);
        _assertFields(word, f, "withBenefitPayer");
        f.recovery = on;
        _assertFields(word.withRecovery(on), f, "withRecovery");
    }

    function testFuzz_opening_to_everybody_sets_one_bit(uint256 seed) public pure {
        (AccountWord word, Fields memory f) = _some(seed);
        f.open = true;
        _assertFields(word.open(), f, "open");
    }

    function testFuzz_suspension_sets_one_bit(uint256 seed, bool suspended) public pure {
        (AccountWord word, Fields memory f) = _some(seed);
        f.suspended = suspended;
        _assertFields(word.withSuspension(suspended), f, "withSuspension");
    }

    function testFuzz_closing_sets_one_bit(uint256 seed) public pure {
        (AccountWord word, Fields memory f) = _some(seed);
        f.closed = true;
        _assertFields(word.close(), f, "close");
    }

    function testFuzz_spendable_is_balance_less_frozen_and_never_below_zero(
        uint64 balance,
        uint64 frozen
    ) public pure {
        AccountWord word = AccountWord.wrap(uint256(balance) | (uint256(frozen) << 64));
        uint256 expected = balance > frozen ? uint256(balance) - frozen : 0;
        _assertEq(word.spendable(), expected, "law 7: spendable = max(0, balance - frozen)");
    }

    function test_spendable_at_the_edges() public pure {
        _assertEq(AccountWord.wrap((7 << 64) | 7).spendable(), 0, "all is frozen");
        _assertEq(AccountWord.wrap((7 << 64) | 8).spendable(), 1, "all but one is frozen");
        _assertEq(AccountWord.wrap((8 << 64) | 7).spendable(), 0, "more than all is frozen");
    }

    function testFuzz_usable_until_the_second_before_the_end(uint32 until, uint256 time) public pure {
        AccountWord word = AccountWord.wrap(0).admit(AccountKind.Citizen, until);
        _assert(word.isUsable(time) == (time < until), "usable before its end");
        if (until != 0) _assert(word.isUsable(until - 1), "usable in the last second");
        _assert(!word.isUsable(until), "not usable from its end on");
        _assert(!word.withSuspension(true).isUsable(0), "not usable while suspended");
        _assert(!word.close().isUsable(0), "not usable once closed");
        _assert(!word.withRecovery(true).isUsable(0), "not usable in recovery");
    }

    /// @notice Two accounts are usable together where each is.
    function testFuzz_both_are_usable_where_each_is(uint256 one, uint256 other, uint8 edge) public pure {
        (AccountWord a, Fields memory f) = _some(one);
        (AccountWord b, Fields memory g) = _some(other);
        uint48[6] memory times = [0, f.until, g.until, f.until + 1, g.until + 1, type(uint32).max];
        uint256 time = times[edge % 6];
        if (edge % 2 == 1 && time != 0) --time;
        bool each = a.isUsable(time) && b.isUsable(time);
        _assert(
            areUsable(a, b, time) == each && areUsable(b, a, time) == each,
            "both are usable where each is"
        );
        AccountWord sound = AccountWord.wrap(0).admit(AccountKind.Citizen, type(uint32).max);
        _assert(
            areUsable(a, sound, time) == a.isUsable(time),
            "beside a sound account it is the other that counts"
        );
    }

    /// @dev A word with every field set at random, and what the fields are, taken apart by arithmetic of the test's own.
    function _some(uint256 seed) private pure returns (AccountWord word, Fields memory f) {
        uint256 raw = uint256(keccak256(abi.encode(seed)));
        f.balance = seed % 5 == 0 ? (seed % 2 == 0 ? 0 : type(uint64).max) : raw % 2 ** 64;
        f.frozen = (raw / 2 ** 64) % 2 ** 64;
        f.spent = (raw / 2 ** 128) % 2 ** 48;
        f.thaws = uint16((raw / 2 ** 176) % 2 ** 16);
        f.day = uint16((raw / 2 ** 192) % 2 ** 16);
        f.until = uint48((raw / 2 ** 208) % 2 ** 32);
        f.kind = AccountKind(seed % 7);
        f.suspended = (seed >> 8) % 2 == 1;
        f.closed = (seed >> 9) % 2 == 1;
        f.protected = (seed >> 10) % 2 == 1;
        f.payer = (seed >> 11) % 2 == 1;
        f.recovery = (seed >> 12) % 2 == 1;
        f.system = f.kind == AccountKind.System;
        f.open = (seed >> 13) % 2 == 1;
        uint256 packed = f.balance + f.frozen * 2 ** 64 + f.spent * 2 ** 128 + uint256(f.day) * 2 ** 192;
        packed += uint256(f.thaws) * 2 ** 176 + (f.protected ? 2 ** 246 : 0) + (f.payer ? 2 ** 247 : 0);
        packed += (f.recovery ? 2 ** 248 : 0) + (f.system ? 2 ** 249 : 0) + (f.open ? 2 ** 250 : 0);
        packed += uint256(f.until) * 2 ** 208 + uint256(f.kind) * 2 ** 240;
        packed += (f.suspended ? 2 ** 244 : 0) + (f.closed ? 2 ** 245 : 0);
        word = AccountWord.wrap(packed);
        _assertFields(word, f, "a packed word reads back");
    }

    function _assertFields(AccountWord word, Fields memory f, string memory act) private pure {
        _assertEq(word.balance(), f.balance, string.concat(act, ": balance"));
        _assertEq(word.frozen(), f.frozen, string.concat(act, ": frozen"));
        _assertEq(word.spentOn(f.day), f.spent, string.concat(act, ": spent"));
        _assertEq(word.admittedUntil(), f.until, string.concat(act, ": admitted until"));
        _assertEq(uint256(word.kind()), uint256(f.kind), string.concat(act, ": kind"));
        _assertStatus(word, f, act);
        _assert(word.isSuspended() == f.suspended, string.concat(act, ": suspended"));
        _assert(word.isClosed() == f.closed, string.concat(act, ": closed"));
        _assertEq(word.thawsOn(), f.thaws, string.concat(act, ": thaws on"));
        _assertEq(AccountWord.unwrap(word) >> 251, 0, string.concat(act, ": nothing beyond the fields"));
    }

    function _assertStatus(AccountWord word, Fields memory f, string memory act) private pure {
        _assert(word.isSystem() == f.system, string.concat(act, ": system"));
        _assert(word.isOpen() == f.open, string.concat(act, ": open"));
        _assert(word.isProtected() == f.protected, string.concat(act, ": protected"));
        _assert(word.isBenefitPayer() == f.payer, string.concat(act, ": payer of benefits"));
        _assert(word.isInRecovery() == f.recovery, string.concat(act, ": in recovery"));
        _assert(
            word.isSystemOrProtected() == (f.system || f.protected),
            string.concat(act, ": not everybody credits it")
        );
    }
}
