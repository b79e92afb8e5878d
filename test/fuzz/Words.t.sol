// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CaseWord, packCase} from "../../contracts/deposit/CaseWord.sol";
import {IssuerWord} from "../../contracts/deposit/IssuerWord.sol";
import {PolicyWord} from "../../contracts/deposit/PolicyWord.sol";
import {SupplyWord} from "../../contracts/deposit/SupplyWord.sol";
import {Business} from "../../contracts/types/Business.sol";
import {Mcc} from "../../contracts/types/Mcc.sol";
import {ReferenceWindow} from "../../contracts/types/ReferenceWindow.sol";
import {AmountNotRound, RoundWon, toRoundWon} from "../../contracts/types/RoundWon.sol";
import {Region} from "../../contracts/types/Region.sol";
import {MerchantStatus, MerchantWord, packMerchant} from "../../contracts/voucher/MerchantWord.sol";
import {TestBase} from "../helpers/TestBase.sol";
import {AccountKind} from "../../contracts/deposit/AccountKind.sol";
import {CaseBasis} from "../../contracts/deposit/CaseBasis.sol";
import {SalesBand} from "../../contracts/voucher/SalesBand.sol";

/// @notice The token's policy in one word.
contract PolicyWordTest is TestBase {
    /// @notice Each kind's three limits, and both stops, stand alone.
    function testFuzz_each_field_stands_alone(
        bool paused,
        bool stopped,
        uint256 seed,
        uint8 other
    ) public pure {
        PolicyWord word = PolicyWord.wrap(0).withPause(paused).withStop(stopped);
        for (uint8 kind = 1; kind < 6; ++kind) word = _limited(word, kind, seed);
        _assertPolicy(word, paused, stopped, seed);
        _assertPolicy(word.withPause(!paused), !paused, stopped, seed);
        _assertPolicy(word.withStop(!stopped), paused, !stopped, seed);

        uint8 one = 1 + (other % 5);
        PolicyWord off = word.withLimits(AccountKind(one), _round(0), _round(0), _round(0));
        for (uint8 kind = 1; kind < 6; ++kind) _assertLimits(off, kind, kind == one ? 0 : seed, kind != one);
        _assert(off.isPaused() == paused && off.isStoppedBySupervisor() == stopped, "the stops stay");
    }

    function test_nothing_stopped_and_nothing_limited_is_an_empty_word() public pure {
        PolicyWord word = PolicyWord.wrap(0);
        _assert(word.isNone(), "an empty word");
        _assert(!word.withPause(true).isNone() && word.withPause(true).withPause(false).isNone(), "a pause");
        PolicyWord limited = word.withLimits(
            AccountKind.Bank,
            _round(0xffff),
            _round(0xffff),
            _round(0xffff)
        );
        _assert(!limited.isNone() && !limited.isStopped(), "a limit is no stop");
    }

    function testFuzz_a_contract_of_the_system_has_no_limit(uint256 raw) public pure {
        PolicyWord word = PolicyWord.wrap(raw);
        _assertEq(word.transferLimits(uint256(AccountKind.System)), 0, "transfers");
        _assert(word.holderCap(uint256(AccountKind.System)).isNone(), "cap");
    }

    function _limited(PolicyWord word, uint8 kind, uint256 seed) private pure returns (PolicyWord) {
        return
            word.withLimits(
                AccountKind(kind),
                _some(seed, kind, 0),
                _some(seed, kind, 1),
                _some(seed, kind, 2)
            );
    }

    function _assertPolicy(PolicyWord word, bool paused, bool stopped, uint256 seed) private pure {
        _assert(word.isPaused() == paused, "paused by the bank");
        _assert(word.isStoppedBySupervisor() == stopped, "stopped by the supervisor");
        _assert(word.isStopped() == (paused || stopped), "stopped by either");
        for (uint8 kind = 1; kind < 6; ++kind) _assertLimits(word, kind, seed, true);
    }

    function _assertLimits(PolicyWord word, uint8 kind, uint256 seed, bool set) private pure {
        RoundWon none = _round(0);
        RoundWon atOnce = RoundWon.wrap(uint16(word.transferLimits(kind)));
        RoundWon daily = RoundWon.wrap(uint16(word.transferLimits(kind) >> 16));
        _assertRound(atOnce, set ? _some(seed, kind, 0) : none, "transfer limit");
        _assertRound(daily, set ? _some(seed, kind, 1) : none, "daily limit");
        _assertEq(word.transferLimits(kind) >> 32, 0, "two limits and nothing else");
        _assertRound(word.holderCap(kind), set ? _some(seed, kind, 2) : none, "holder cap");
    }

    function _assertRound(RoundWon found, RoundWon expected, string memory what) private pure {
        _assertEq(RoundWon.unwrap(found), RoundWon.unwrap(expected), what);
    }

    function _some(uint256 seed, uint8 kind, uint8 which) private pure returns (RoundWon) {
        return _round(uint16(uint256(keccak256(abi.encode(seed, kind, which)))));
    }

    function _round(uint16 bits) private pure returns (RoundWon) {
        return RoundWon.wrap(bits);
    }
}

/// @notice A round amount in 16 bits.
contract RoundWonTest is TestBase {
    function testFuzz_a_round_amount_reads_back(uint16 digits, uint8 zeros) public pure {
        uint256 amount = (uint256(digits) % 8_192) * 10 ** (zeros % 8 == 7 ? 9 : zeros % 8);
        _assertEq(toRoundWon(amount).toWon(), amount, "a round amount");
    }

    function test_the_edges() public {
        _assertEq(toRoundWon(0).toWon(), 0, "none");
        _assert(toRoundWon(0).isNone(), "none is none");
        _assertEq(toRoundWon(8_191).toWon(), 8_191, "the most digits");
        _assertEq(toRoundWon(8_191 * 10 ** 6).toWon(), 8_191 * 10 ** 6, "the most with six zeros");
        _assertEq(toRoundWon(8_192 * 10 ** 6 + 808 * 10 ** 6).toWon(), 9 * 10 ** 9, "whole billions");
        _assertEq(toRoundWon(8_191 * 10 ** 9).toWon(), 8_191 * 10 ** 9, "the most of all");
        _assertNotRound(8_192);
        _assertNotRound(8_192 * 10 ** 6);
        _assertNotRound(81_910 * 10 ** 6);
        _assertNotRound(8_191 * 10 ** 9 + 10 ** 9);
        _assertNotRound(1_234_500 + 1);
        _assertNotRound(type(uint256).max);
    }

    function testFuzz_what_is_not_round_is_refused_and_never_cut(uint64 amount) public {
        uint256 digits = amount;
        uint256 zeros = 0;
        for (; digits > 8_191 && digits % 10 == 0; ++zeros) digits /= 10;
        // Seven and eight zeros are none of the eight codes, and more digits before fewer zeros do not fit.
        bool isBillions = amount % 10 ** 9 == 0 && amount / 10 ** 9 <= 8_191;
        if (isBillions || (digits <= 8_191 && zeros <= 6))
            _assertEq(toRoundWon(amount).toWon(), amount, "not cut");
        else _assertNotRound(amount);
    }

    /// @notice Every code reads as its digits and zeros.
    function testFuzz_a_code_is_its_digits_and_zeros(uint16 bits) public pure {
        uint256 zeros = bits / 8_192;
        uint256 won = (uint256(bits) % 8_192) * 10 ** (zeros == 7 ? 9 : zeros);
        _assertEq(RoundWon.wrap(bits).toWon(), won, "toWon");
    }

    /// @notice Reverts unless `amount` is round; called from outside, so that the revert can be seen.
    function convert(uint256 amount) external pure returns (RoundWon) {
        return toRoundWon(amount);
    }

    function _assertNotRound(uint256 amount) private {
        vm.expectRevert(abi.encodeWithSelector(AmountNotRound.selector, amount));
        this.convert(amount);
    }
}

/// @notice One freeze in one word.
contract CaseWordTest is TestBase {
    function testFuzz_each_field_stands_alone(
        bytes32 caseId,
        uint8 ground,
        uint8 joint,
        uint64 amount,
        uint16 endsOn
    ) public pure {
        CaseBasis basis = CaseBasis(ground % 5);
        CaseWord word = packCase(caseId, basis, joint, amount, endsOn);
        _assertEq(word.amount(), amount, "amount");
        _assertEq(word.endsOn(), endsOn, "ends on");
        _assert(
            word.basis() == basis && word.joint() == joint && word.isJoint() == (joint != 0),
            "ground, joint"
        );
        _assert(word.id() == bytes20(caseId) && word.isOf(caseId), "case id");
        CaseWord next = word.withAmount(amount ^ 1);
        _assertEq(next.amount(), amount ^ 1, "another amount");
        _assert(next.isOf(caseId) && next.endsOn() == endsOn && next.joint() == joint, "nothing else");
        _assert(word.ended().isOf(caseId) && !word.ended().counts(1), "ended");
    }

    function testFuzz_a_case_counts_until_the_day_it_ends(uint16 endsOn, uint16 day) public pure {
        CaseWord word = packCase("case", CaseBasis.Fraud, 0, 1, endsOn);
        _assert(word.counts(day) == (endsOn == 0 || day < endsOn), "counts");
        _assert(!CaseWord.wrap(0).counts(day) && !CaseWord.wrap(0).isUsed(), "an empty place counts never");
    }
}

/// @notice An issuer key's allowance, what it issued today and its references in one word.
contract IssuerWordTest is TestBase {
    struct Fields {
        uint64 allowance;
        uint48 issued;
        uint16 day;
        uint128 references;
    }

    function testFuzz_the_fields_stand_alone(Fields calldata f, uint64 next) public pure {
        IssuerWord word = _packed(f);
        _assertIssuer(word, f, f.allowance);
        _assertIssuer(word.withAllowance(next), f, next);
        _assertEq(word.issuedOn(f.day ^ 1), 0, "another day");
    }

    function testFuzz_issuing_takes_from_the_allowance(Fields calldata f, uint64 amount) public pure {
        amount = uint64(_bound(amount, 0, f.allowance));
        ReferenceWindow window = ReferenceWindow.wrap(f.references);
        IssuerWord word = _packed(f).issue(amount, f.issued, f.day, window);
        _assertEq(_packed(f).issue(0, 1, f.day ^ 1, window).issuedOn(f.day ^ 1), 1, "a new day counts anew");
        _assertIssuer(word, f, f.allowance - amount);
    }

    function _packed(Fields calldata f) private pure returns (IssuerWord) {
        ReferenceWindow window = ReferenceWindow.wrap(f.references);
        return IssuerWord.wrap(0).issue(0, f.issued, f.day, window).withAllowance(f.allowance);
    }

    function _assertIssuer(IssuerWord word, Fields calldata f, uint64 allowance) private pure {
        _assertEq(word.allowance(), allowance, "allowance");
        _assertEq(word.issuedOn(f.day), f.issued, "issued today");
        _assertEq(ReferenceWindow.unwrap(word.references()), f.references, "references");
    }
}

/// @notice Supply and reserve in one word.
contract SupplyWordTest is TestBase {
    /// @notice Law 1: what may be issued is what is attested and not out; issuing closes the gap, redeeming keeps it.
    function testFuzz_an_attestation_is_used_up_by_issuing_alone(
        uint64 attested,
        uint64 issued,
        uint64 redeemed,
        uint48 until,
        uint64 ref
    ) public pure {
        SupplyWord word = SupplyWord.wrap(0).attest(attested, until, ref);
        _assertSupply(word, 0, attested, until, ref);
        issued = uint64(_bound(issued, 0, attested));
        word = word.issue(issued);
        _assertSupply(word, issued, attested - issued, until, ref);
        redeemed = uint64(_bound(redeemed, 0, issued));
        word = word.redeem(redeemed);
        _assertSupply(word, issued - redeemed, attested - issued, until, ref);
    }

    /// @notice An attestation replaces the last: what may be issued is what it exceeds the supply by, or nothing.
    function testFuzz_a_new_attestation_replaces_the_last(
        uint64 supply,
        uint64 attested,
        uint48 until,
        uint64 ref
    ) public pure {
        SupplyWord word = SupplyWord.wrap(0).attest(type(uint64).max, 1, 1).issue(supply);
        uint256 gap = attested > supply ? attested - supply : 0;
        _assertSupply(word.attest(attested, until, ref), supply, gap, until, ref);
    }

    function test_the_highest_fields_stand_side_by_side() public pure {
        SupplyWord word = SupplyWord.wrap(0).attest(type(uint64).max, type(uint48).max, type(uint64).max);
        _assertSupply(word, 0, type(uint64).max, type(uint48).max, type(uint64).max);
        word = word.issue(type(uint64).max);
        _assertSupply(word, type(uint64).max, 0, type(uint48).max, type(uint64).max);
        _assertSupply(word.redeem(type(uint64).max), 0, 0, type(uint48).max, type(uint64).max);
    }

    function _assertSupply(
        SupplyWord word,
        uint256 total,
        uint256 issuable,
        uint256 until,
        uint64 ref
    ) private pure {
        _assertEq(word.total(), total, "supply");
        _assertEq(word.issuable(), issuable, "what may be issued");
        _assertEq(word.attestedUntil(), until, "end of the attestation");
        _assertEq(word.lastAttestation(), ref, "last attestation");
        _assertEq(SupplyWord.unwrap(word) >> 240, 0, "nothing beyond the fields");
    }
}

/// @notice A merchant's facts in one word.
contract MerchantWordTest is TestBase {
    struct Facts {
        uint8 status;
        uint16 mcc;
        uint24 region;
        uint8 band;
        uint32 bar;
        bytes20 business;
    }

    function testFuzz_facts_read_back(Facts memory f, uint8 next, uint32 until) public pure {
        (f.status, f.band, f.bar) = (f.status % 5, f.band % 6, 0);
        MerchantWord word = _packed(f);
        _assertMerchant(word, f);
        f.status = next % 5;
        _assertMerchant(word.withStatus(MerchantStatus(f.status)), f);
        (f.status, f.bar) = (4, until);
        _assertMerchant(word.withBar(until), f);
        _assert(!word.wasOthers() && word.asOnceOthers().wasOthers(), "another's shop before");
        uint256 changed = MerchantWord.unwrap(word) ^ MerchantWord.unwrap(word.asOnceOthers());
        _assertEq(changed, 1 << 248, "and nothing else");
    }

    function test_the_highest_facts_stand_side_by_side() public pure {
        Facts memory f = Facts(3, type(uint16).max, type(uint24).max, 5, 0, ~bytes20(0));
        MerchantWord word = _packed(f);
        _assertMerchant(word, f);
        f.status = 0;
        _assertMerchant(word.withStatus(MerchantStatus.None), f);
        (f.status, f.bar) = (4, type(uint32).max);
        _assertMerchant(word.withBar(type(uint32).max), f);
    }

    function _packed(Facts memory f) private pure returns (MerchantWord) {
        return
            packMerchant(
                MerchantStatus(f.status),
                Mcc.wrap(f.mcc),
                Region.wrap(f.region),
                SalesBand(f.band),
                Business.wrap(f.business)
            );
    }

    function _assertMerchant(MerchantWord word, Facts memory f) private pure {
        _assertEq(uint256(word.status()), f.status, "status");
        _assertEq(Mcc.unwrap(word.mcc()), f.mcc, "category");
        _assertEq(Region.unwrap(word.region()), f.region, "district");
        _assertEq(uint256(word.salesBand()), f.band, "sales band");
        _assertEq(word.band(), f.band, "sales band as a number");
        _assertEq(word.barredUntil(), f.bar, "end of a bar");
        _assert(Business.unwrap(word.business()) == f.business, "business");
        _assert(
            word.isEnrolled() == (f.status == uint8(MerchantStatus.Enrolled)),
            "enrolled, and nothing else"
        );
        _assert(word.equals(MerchantWord.wrap(MerchantWord.unwrap(word))), "equal to itself");
        _assert(!word.equals(MerchantWord.wrap(MerchantWord.unwrap(word) ^ 1)), "not equal to another");
        _assert(word.isNone() == (MerchantWord.unwrap(word) == 0), "none where nothing is recorded");
        _assertEq(MerchantWord.unwrap(word) >> 248, 0, "nothing beyond the fields");
    }
}
