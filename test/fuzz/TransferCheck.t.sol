// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {checkTransfer} from "../../contracts/deposit/TransferCheck.sol";
import {RoundWon} from "../../contracts/types/RoundWon.sol";
import {Gukgo, GukgoBase, actor} from "../helpers/Gukgo.sol";
import {Prng} from "../helpers/Prng.sol";

/// @notice What the words of a transfer allow is what the reasons do not refuse: over words drawn at the boundaries of every
/// rule, put straight into the token's storage. The act then does what the view said, in the very bytes, and to the won.
contract TransferCheckTest is GukgoBase {
    uint256 private constant CASES = 2_000;
    uint256 private constant CASES_A_RUN = 20;
    uint256 private constant NOW = START + 90 days;
    uint256 private constant TODAY = (NOW + 9 hours) / 1 days;
    uint256 private constant FULL = type(uint48).max;

    /// @dev One transfer, and the three words it is judged by.
    struct Case {
        address from;
        address to;
        uint256 policy;
        uint256 payer;
        uint256 payee;
        uint256 amount;
    }

    /// @dev How often a transfer was allowed at once, accepted after a further look, and refused.
    struct Tally {
        uint256 allowed;
        uint256 accepted;
        uint256 refused;
    }

    Gukgo private s;
    uint256 private _policySlot;
    uint256 private _accountsSlot;

    function setUp() public {
        s = _deploy();
        vm.warp(NOW);
        (_policySlot, _accountsSlot) = (_findPolicy(), _findAccounts());
    }

    function testFuzz_the_words_allow_what_no_reason_refuses(uint256 seed) public {
        Prng memory prng = Prng(seed);
        Tally memory tally;
        for (uint256 i = 0; i < CASES_A_RUN; ++i) _try(_draw(prng), tally);
    }

    function test_every_outcome_is_met_often() public {
        Prng memory prng = Prng(20_251_130);
        Tally memory tally;
        for (uint256 i = 0; i < CASES; ++i) _try(_draw(prng), tally);
        _assert(tally.allowed >= CASES / 10, "a tenth is allowed at once");
        _assert(tally.accepted >= CASES / 40, "some are accepted after a further look");
        _assert(tally.refused >= CASES / 4, "a quarter is refused");
    }

    function _try(Case memory c, Tally memory tally) private {
        _store(c);
        bytes memory refusal = s.token.transferRefusal(c.from, c.to, c.amount);
        bool isAccepted = refusal.length == 0;
        (bool allowed, ) = checkTransfer(c.policy, c.payer, c.payee, c.amount, TODAY);
        if (allowed) _assertEq(refusal, "", "what the words allow has no reason against it");
        if (isAccepted && !allowed) _assert(_takesMore(c), "the words allow what they can judge");

        vm.prank(c.from);
        (bool paid, bytes memory answer) = address(s.token).call(
            abi.encodeCall(s.token.transfer, (c.to, c.amount))
        );
        _assertEq(answer, isAccepted ? abi.encode(true) : refusal, "the act does what the view said");
        _assert(paid == isAccepted, "paid");
        _assertAfter(c, paid);
        if (allowed) ++tally.allowed;
        else if (paid) ++tally.accepted;
        else ++tally.refused;
    }

    /// @dev Whether more than the three words decides.
    function _takesMore(Case memory c) private pure returns (bool) {
        bool isSpecial = (c.payee >> 246) % 2 == 1 || (c.payee >> 249) % 2 == 1;
        uint256 thaws = (c.payer >> 176) % 2 ** 16;
        bool hasThawed = thaws != 0 && thaws <= TODAY;
        bool isNothing = c.amount == 0 && (c.payer >> 64) % 2 ** 64 > c.payer % 2 ** 64;
        return isSpecial || hasThawed || isNothing || c.from == c.to || _spent(c) > FULL;
    }

    /// @dev Both words after the act, field by field in the test's own arithmetic.
    function _assertAfter(Case memory c, bool paid) private view {
        uint256 payer = c.payer;
        uint256 payee = c.payee;
        if (paid) {
            uint256 count = _spent(c) > FULL ? FULL : _spent(c);
            uint256 kept = (payer % 2 ** 128) + ((payer >> 176) % 2 ** 16) * 2 ** 176;
            payer = kept - c.amount + count * 2 ** 128 + TODAY * 2 ** 192 + (payer >> 208) * 2 ** 208;
            payee = (c.from == c.to ? payer : payee) + c.amount;
        }
        if (c.from != c.to) _assertEq(_load(c.from), payer, "the payer's word");
        _assertEq(_load(c.to), payee, "the payee's word");
    }

    /// @dev What the payer has transferred today, this transfer included.
    function _spent(Case memory c) private pure returns (uint256) {
        bool isToday = (c.payer >> 192) % 2 ** 16 == TODAY;
        return c.amount + (isToday ? (c.payer >> 128) % 2 ** 48 : 0);
    }

    // ------------------------------------------------------------------------------------------ what is drawn

    function _draw(Prng memory prng) private pure returns (Case memory c) {
        (c.from, c.to) = (actor("payer"), actor(prng.oneIn(12) ? "payer" : "payee"));
        c.policy = prng.oneIn(3) ? 0 : _policy(prng);
        uint256 around = _around(prng);
        (c.payer, c.payee) = (_word(prng, around), _word(prng, around));
        if (c.from == c.to) c.payee = c.payer;
        c.amount = _near(prng, around);
        if (prng.oneIn(4)) c.amount = _near(prng, c.payer % 2 ** 64);
        if (prng.oneIn(40)) c.amount = uint256(prng.next());
        if (prng.oneIn(40)) c.amount = type(uint256).max - prng.below(3);
        // No balance leaves its field: no account holds more than the supply.
        uint256 room = type(uint64).max - (c.payee % 2 ** 64);
        if (c.amount > room && c.payer % 2 ** 64 >= c.amount) c.amount = c.from == c.to ? c.amount : room;
    }

    /// @dev An account in order, but for a fault now and then.
    function _word(Prng memory prng, uint256 around) private pure returns (uint256 word) {
        uint256 until = prng.oneIn(10) ? NOW + prng.below(3) - 1 : type(uint32).max;
        uint256 kind = prng.between(1, 5);
        word = _near(prng, around * (prng.oneIn(2) ? 1 : 3)) % 2 ** 64;
        if (prng.oneIn(4)) word += (_near(prng, around) % 2 ** 64) * 2 ** 64;
        if (prng.oneIn(2)) word += (_near(prng, around) % 2 ** 48) * 2 ** 128;
        if (prng.oneIn(16)) word |= FULL << 128;
        if (prng.oneIn(4)) word += (TODAY + prng.below(3) - 1) << 176;
        word += (prng.oneIn(4) ? TODAY - 1 : TODAY) << 192;
        if (prng.oneIn(24)) word |= 1 << prng.between(244, 248);
        if (prng.oneIn(12)) word |= 1 << 247;
        if (prng.oneIn(16)) word |= 1 << 246;
        if (prng.oneIn(16)) return word + (6 << 240) + (uint256(type(uint32).max) << 208) + (1 << 249);
        if (prng.oneIn(40)) return word;
        word += (kind << 240) + (until << 208);
    }

    /// @dev Limits in the neighbourhood of every amount that is drawn, some of them none; now and then a stop.
    function _policy(Prng memory prng) private pure returns (uint256 word) {
        for (uint256 shift = 16; shift < 256; shift += 16) {
            if (prng.oneIn(3)) continue;
            uint256 code = prng.below(8);
            uint256 won = _around(prng) / RoundWon.wrap(uint16(code * 8_192 + 1)).toWon();
            word |= won == 0 ? 0 : (code * 8_192 + (won > 8_191 ? 8_191 : won)) << shift;
        }
        if (prng.oneIn(12)) word += prng.between(1, 3);
    }

    function _around(Prng memory prng) private pure returns (uint256) {
        return [uint256(8), 5_000, 400_000, 9_000_000, 7 * 10 ** 12, 2 ** 48, 2 ** 62][prng.below(7)];
    }

    function _near(Prng memory prng, uint256 amount) private pure returns (uint256) {
        return prng.oneIn(3) ? prng.below(amount + 1) : amount + 1 - prng.below(amount == 0 ? 2 : 3);
    }

    // -------------------------------------------------------------------------------------------- storage

    function _store(Case memory c) private {
        vm.store(address(s.token), bytes32(_policySlot), bytes32(c.policy));
        vm.store(address(s.token), _slot(c.from, _accountsSlot), bytes32(c.payer));
        vm.store(address(s.token), _slot(c.to, _accountsSlot), bytes32(c.payee));
    }

    function _load(address account) private view returns (uint256) {
        return uint256(vm.load(address(s.token), _slot(account, _accountsSlot)));
    }

    function _slot(address account, uint256 mapped) private pure returns (bytes32) {
        return keccak256(abi.encode(account, mapped));
    }

    /// @dev The slot whose lowest bit is the pause.
    function _findPolicy() private returns (uint256 slot) {
        for (; slot < 64; ++slot) {
            bytes32 before = vm.load(address(s.token), bytes32(slot));
            vm.store(address(s.token), bytes32(slot), bytes32(uint256(1)));
            (bool paused, ) = s.token.policy();
            vm.store(address(s.token), bytes32(slot), before);
            if (paused) return slot;
        }
        _assert(false, "the policy's slot is found");
    }

    /// @dev The slot of the mapping in which a balance is looked up.
    function _findAccounts() private returns (uint256 slot) {
        for (; slot < 64; ++slot) {
            vm.store(address(s.token), _slot(actor("payer"), slot), bytes32(uint256(7)));
            uint256 balance = s.token.balanceOf(actor("payer"));
            vm.store(address(s.token), _slot(actor("payer"), slot), bytes32(0));
            if (balance == 7) return slot;
        }
        _assert(false, "the accounts' slot is found");
    }
}
