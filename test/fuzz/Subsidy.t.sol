// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AwardStatus} from "../../contracts/subsidy/AwardStatus.sol";
import {AwardWord, newAward} from "../../contracts/subsidy/AwardWord.sol";
import {EvidenceWord} from "../../contracts/subsidy/EvidenceWord.sol";
import {SubsidyFormulas} from "../../contracts/subsidy/SubsidyFormulas.sol";
import {AwardId} from "../../contracts/types/AwardId.sol";
import {Beneficiary} from "../../contracts/types/Beneficiary.sol";
import {TestBase} from "../helpers/TestBase.sol";

/// @notice The figures and the words of subsidies, for any amounts that they are made for.
contract SubsidyFuzz is TestBase {
    /// @dev 2026-01-01 in Korea.
    uint256 private constant DAY = 20_454;

    // ------------------------------------------------------------------------------------------- by hand

    function test_the_fraction_of_an_own_share_is_the_beneficiarys() public pure {
        // 70 % of 20,000,001 are 14,000,000.7.
        _assert(SubsidyFormulas.grantPart(20_000_001, 3_000) == 14_000_000, "14,000,000");
        _assert(SubsidyFormulas.grantPart(1, 1) == 0, "of one won nothing");
        _assert(SubsidyFormulas.grantPart(7, 0) == 7, "all without an own share");
    }

    function test_the_fraction_of_a_cut_stays_granted() public pure {
        // 10 % of 33,333,333 are 3,333,333.3.
        _assert(SubsidyFormulas.afterCut(33_333_333, 1_000) == 30_000_000, "30,000,000");
        _assert(SubsidyFormulas.afterCut(101, 5_000) == 51, "half of 101 is cut by 50");
    }

    function test_interest_runs_from_each_payment() public pure {
        // 10,000,000 for 100 days and 30,000,000 for 20: 1,600,000,000 won days × 3 % / 365 = 131,506.8.
        _assert(
            SubsidyFormulas.interest(40_000_000, 40_000_000, 1_600_000_000, 300) == 131_506,
            "131,506 on all"
        );
        // A quarter of it: 32,876.7.
        _assert(
            SubsidyFormulas.interest(10_000_000, 40_000_000, 1_600_000_000, 300) == 32_876,
            "32,876 on a quarter"
        );
        _assert(SubsidyFormulas.interest(0, 0, 0, 300) == 0, "none on nothing");
    }

    function test_penalty_and_surcharge_have_the_laws_ceilings() public pure {
        _assert(SubsidyFormulas.mostPenalty(5_000_000) == 25_000_000, "five times");
        // 5 % of 15,012,739 are 750,636.95.
        _assert(SubsidyFormulas.surcharge(15_012_739, 500) == 750_636, "750,636");
    }

    // ------------------------------------------------------------------------------------------- for any

    function testFuzz_parts_of_a_payment_add_up_in_any_refunds(
        uint48 amount,
        uint48 first,
        uint16 share
    ) public pure {
        uint256 bps = share % 10_000;
        uint256 total = amount;
        uint256 one = total == 0 ? 0 : first % (total + 1);
        uint256 whole = SubsidyFormulas.grantPart(total, bps);
        uint256 before = SubsidyFormulas.grantPart(one, bps);
        _assert(whole <= total && before <= whole, "a part is no more than the whole");
        _assert(total - whole >= (total * bps) / 10_000, "the own share is never less than its ratio");
        _assert(before + (whole - before) == whole, "what comes back in two parts is what was paid");
    }

    function testFuzz_a_cut_is_at_most_its_share(uint48 applied, uint16 cut) public pure {
        uint256 bps = cut % 5_001;
        uint256 left = SubsidyFormulas.afterCut(applied, bps);
        _assert(left <= applied && left * 2 >= applied, "at most half is cut");
    }

    function testFuzz_interest_of_parts_is_never_above_interest_of_all(
        uint48 part,
        uint48 paid,
        uint16 days_,
        uint16 rate
    ) public pure {
        uint256 all = uint256(paid) + 1;
        uint256 some = part % (all + 1);
        uint256 bps = rate % 2_001;
        uint256 wonDays = all * days_;
        uint256 one = SubsidyFormulas.interest(some, all, wonDays, bps);
        uint256 other = SubsidyFormulas.interest(all - some, all, wonDays, bps);
        uint256 whole = SubsidyFormulas.interest(all, all, wonDays, bps);
        _assert(one + other <= whole && whole <= one + other + 1, "a won at most is left out");
        _assert(whole == (wonDays * bps) / 3_650_000, "all of it is won days times the rate");
        _assert(whole < type(uint56).max, "it fits its field");
    }

    function testFuzz_an_award_pays_and_gets_back(
        uint48 released,
        uint48 paid,
        uint48 back,
        uint16 later
    ) public pure {
        uint256 spent = released == 0 ? 0 : paid % (uint256(released) + 1);
        uint256 restored = spent == 0 ? 0 : back % (spent + 1);
        AwardWord word = newAward().release(released).pay(spent, DAY);
        _assert(word.paid() == spent && word.left() == released - spent, "paid");
        _assert(word.wonDays(DAY + later) == spent * later, "won days since the payment");
        word = word.withHeld(true).asLate().withNextNonce().unpay(restored, DAY);
        _assert(word.paid() == spent - restored && word.released() == released, "came back");
        _assert(word.wonDays(DAY + later) == (spent - restored) * later, "won days of the rest");
        _assert(word.isHeld() && word.isLate() && !word.isSuspended(), "flags stay apart");
        _assert(word.nonce() == 1 && word.instalments() == 1, "counts stay apart");
        _assert(!word.isPayable() && word.withHeld(false).isPayable(), "held is not paid from");
        word = word.withStatus(AwardStatus.Settled).withHeld(false);
        _assert(!word.isPayable() && word.status() == AwardStatus.Settled, "settled is not paid from");
    }

    function testFuzz_evidence_knows_two_persons(bytes32 one, bytes32 other) public pure {
        if (uint128(bytes16(one)) == 0 || uint128(bytes16(other)) == 0) return;
        if (bytes16(one) == bytes16(other)) return;
        EvidenceWord word = EvidenceWord.wrap(0).add(one);
        _assert(word.count() == 1 && word.has(one) && !word.has(other), "one");
        word = word.add(other);
        _assert(word.count() == 2 && word.has(one) && word.has(other), "two");
        _assert(word.remove(one).count() == 1 && word.remove(one).has(other), "the first taken back");
        _assert(word.remove(other).count() == 1 && word.remove(other).has(one), "the second");
        _assert(!EvidenceWord.wrap(0).has(bytes32(0)), "nobody has attested");
    }

    function testFuzz_keys_of_instalments_are_apart(uint64 a, uint64 b, uint8 m, uint8 n) public pure {
        bool same = a == b && m == n;
        bool found = AwardId.wrap(a).instalmentKey(m) == AwardId.wrap(b).instalmentKey(n);
        _assert(same == found, "one key for one instalment");
        _assert(Beneficiary.wrap(bytes20(uint160(a) + 1)).isNone() == false, "somebody");
    }
}
