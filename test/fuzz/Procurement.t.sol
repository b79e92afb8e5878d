// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    AgreementKind,
    AgreementStatus,
    MilestoneStatus
} from "../../contracts/procurement/AgreementStatus.sol";
import {
    AgreementFixed,
    AgreementTermsWord,
    packTerms
} from "../../contracts/procurement/AgreementTermsWord.sol";
import {AgreementState, AgreementWord, packAgreement} from "../../contracts/procurement/AgreementWord.sol";
import {Party, PartyWord, packParty} from "../../contracts/procurement/PartyWord.sol";
import {Formulas} from "../../contracts/procurement/Formulas.sol";
import {MilestoneState, MilestoneWord, packMilestone} from "../../contracts/procurement/MilestoneWord.sol";
import {TestBase} from "../helpers/TestBase.sol";

/// @notice The words of an agreement against plain numbers.
contract ProcurementWordsTest is TestBase {
    uint256 private constant WON = 2 ** 44;

    function testFuzz_an_agreement_reads_back(uint256 seed) public pure {
        AgreementState memory a;
        (a.held, a.passed, a.recovered) = (_draw(seed, 1, WON), _draw(seed, 2, WON), _draw(seed, 3, WON));
        (a.retained, a.owed) = (_draw(seed, 4, WON), _draw(seed, 5, WON));
        (a.lastPaidDay, a.open) = (_draw(seed, 6, 65_536), _draw(seed, 7, 256));
        (a.status, a.simple) = (AgreementStatus(_draw(seed, 8, 5)), _draw(seed, 9, 4));
        AgreementWord word = packAgreement(a);
        _assertEq(abi.encode(word.unpackAgreement()), abi.encode(a), "agreement");
        _assertEq(AgreementWord.unwrap(word) >> 249, 0, "nothing beyond the fields");
    }

    function testFuzz_terms_read_back(uint256 seed) public pure {
        AgreementFixed memory t;
        (t.price, t.advance, t.penalties) = (_draw(seed, 1, WON), _draw(seed, 2, WON), _draw(seed, 3, WON));
        (t.ministry, t.delayRate) = (_draw(seed, 4, 65_536), _draw(seed, 5, 65_536));
        (t.bondBps, t.retentionBps) = (_draw(seed, 6, 10_001), _draw(seed, 7, 1_001));
        (t.ceilingBps, t.penaltyCapBps) = (_draw(seed, 8, 10_001), _draw(seed, 9, 10_001));
        (t.paymentDays, t.inspectionDays) = (_draw(seed, 10, 256), _draw(seed, 11, 256));
        (t.milestones, t.defectYears) = (_draw(seed, 12, 33), _draw(seed, 13, 11));
        t.kind = AgreementKind(_draw(seed, 14, 5));
        AgreementTermsWord word = packTerms(t);
        _assertEq(abi.encode(word.unpackTerms()), abi.encode(t), "terms");
        _assertEq(AgreementTermsWord.unwrap(word) >> 249, 0, "nothing beyond the fields");
    }

    function testFuzz_a_party_reads_back(address supplier, uint256 seed, bool waived) public pure {
        Party memory p = Party(supplier, _draw(seed, 1, WON), _draw(seed, 2, 65_536), waived);
        PartyWord word = packParty(p);
        _assertEq(abi.encode(word.unpackParty()), abi.encode(p), "party");
        _assertEq(PartyWord.unwrap(word) >> 221, 0, "nothing beyond the fields");
    }

    function testFuzz_a_milestone_reads_back(uint256 seed, bool confirmed) public pure {
        MilestoneState memory m;
        (m.value, m.accepted, m.asked) = (_draw(seed, 1, WON), _draw(seed, 2, WON), _draw(seed, 3, WON));
        (m.dueDay, m.claimDay) = (_draw(seed, 4, 65_536), _draw(seed, 5, 65_536));
        (m.lateFrom, m.excused) = (_draw(seed, 6, 65_536), _draw(seed, 7, 65_536));
        (m.clockDay, m.lateDays) = (_draw(seed, 8, 65_536), _draw(seed, 9, 65_536));
        (m.status, m.confirmed) = (MilestoneStatus(_draw(seed, 10, 5)), confirmed);
        MilestoneWord word = packMilestone(m);
        _assertEq(abi.encode(word.unpack()), abi.encode(m), "milestone");
        _assertEq(MilestoneWord.unwrap(word) >> 232, 0, "nothing beyond the fields");
    }

    /// @dev A number below `count`, often the highest.
    function _draw(uint256 seed, uint256 n, uint256 count) private pure returns (uint256) {
        uint256 raw = uint256(keccak256(abi.encode(seed, n)));
        return raw % 5 == 0 ? count - 1 : (raw >> 8) % count;
    }
}

/// @notice The formulas of procurement law: no rounding creates or destroys a won.
contract FormulasTest is TestBase {
    uint256 private constant WON = 2 ** 44 - 1;

    struct Sums {
        uint256 passed;
        uint256 recovered;
        uint256 retained;
        uint256 paid;
    }

    struct Agreed {
        uint256 price;
        uint256 advance;
        uint256 bps;
    }

    /// @notice However the work is divided, what is recovered is the advance, and what is retained the share of the price.
    function testFuzz_parts_recover_the_advance_and_retain_the_share(
        uint256 seed,
        uint256 price,
        uint256 advance,
        uint256 bps
    ) public pure {
        price = _bound(price, 1, WON);
        advance = _bound(advance, 0, Formulas.advanceCeiling(price, 7_000));
        bps = _bound(bps, 0, 1_000);
        Sums memory sums;
        for (uint256 i = 0; sums.passed < price; ++i) {
            _pass(sums, _part(seed, i, price - sums.passed), Agreed(price, advance, bps));
        }
        _assertEq(sums.recovered, advance, "recovered");
        _assertEq(advance + sums.paid + sums.retained, price, "every won of the price");
        uint256 share = (price * bps) / 10_000;
        bool isShare = sums.retained == share || sums.retained + 1 == share;
        _assert(isShare, "retained but for a won of a last tiny part");
    }

    function testFuzz_a_ceiling_and_a_bond_bound_the_same_share(uint256 price, uint256 bps) public pure {
        price = _bound(price, 1, WON);
        bps = _bound(bps, 0, 10_000);
        uint256 ceiling = Formulas.advanceCeiling(price, bps);
        uint256 bond = Formulas.leastBond(price, bps);
        _assert(ceiling * 10_000 <= price * bps && price * bps < (ceiling + 1) * 10_000, "floor");
        _assert(bond * 10_000 >= price * bps && (bond == 0 || price * bps > (bond - 1) * 10_000), "ceiling");
        _assert(bond - ceiling <= 1, "a won apart");
    }

    function testFuzz_penalty_and_interest_drop_less_than_a_won(
        uint256 base,
        uint256 rate,
        uint256 late
    ) public pure {
        base = _bound(base, 0, WON);
        rate = _bound(rate, 0, 10_000);
        late = _bound(late, 0, 65_535);
        uint256 exact = base * rate * late;
        uint256 penalty = Formulas.delayPenalty(base, rate, late);
        _assert(penalty * 100_000 <= exact && exact < (penalty + 1) * 100_000, "penalty");
        uint256 interest = Formulas.lateInterest(base, rate, late);
        _assert(interest * 3_650_000 <= exact && exact < (interest + 1) * 3_650_000, "interest");
    }

    function testFuzz_a_price_changes_by_no_more_than_its_share(
        uint256 rest,
        uint256 price,
        uint256 advance,
        uint256 bps
    ) public pure {
        price = _bound(price, 1, WON);
        rest = _bound(rest, 0, price);
        advance = _bound(advance, 0, price);
        bps = _bound(bps, 300, 65_535);
        uint256 change = Formulas.priceAdjustment(rest, bps, advance, price);
        _assert(change * 10_000 <= rest * bps, "of what is left");
        if (advance == price) _assertEq(change, 0, "all is paid");
        if (advance == 0) _assertEq(change, (rest * bps) / 10_000, "nothing is paid");
    }

    /// @notice Against a calendar that counts years one by one.
    function testFuzz_years_after_a_day_have_its_date(uint256 day, uint256 count) public pure {
        day = _bound(day, 18_262, 43_800); // 2020 to 2089
        count = _bound(count, 1, 10);
        (uint256 year, uint256 dayOfYear) = _dateOf(day);
        bool isLeap = year % 4 == 0;
        uint256 target = year + count;
        // Days from March on shift by the leap day; 29 February becomes 1 March.
        uint256 expected = _firstOf(target) + dayOfYear;
        if (isLeap && target % 4 != 0 && dayOfYear >= 60) expected -= 1;
        if (!isLeap && target % 4 == 0 && dayOfYear >= 59) expected += 1;
        _assertEq(Formulas.yearsAfter(day, count), expected, "the day with its date");
    }

    function test_years_after_by_hand() public pure {
        // 5 August 2025 is day 20,305; 5 August 2026 day 20,670.
        _assertEq(Formulas.yearsAfter(20_305, 1), 20_670, "a plain year");
        // 29 February 2028 is day 21,243; 1 March 2029 day 21,609; 29 February 2032 day 22,704.
        _assertEq(Formulas.yearsAfter(21_243, 1), 21_609, "from a leap day");
        _assertEq(Formulas.yearsAfter(21_243, 4), 22_704, "to a leap day");
        // 1 March 2027 is day 20,878; 1 March 2028 day 21,244.
        _assertEq(Formulas.yearsAfter(20_878, 1), 21_244, "across a leap day");
    }

    /// @dev One payment, as it is reckoned.
    function _pass(Sums memory sums, uint256 gross, Agreed memory agreed) private pure {
        sums.passed += gross;
        uint256 back = Formulas.recoveredAt(agreed.advance, sums.passed, agreed.price) - sums.recovered;
        uint256 kept = Formulas.retainedAt(sums.passed, agreed.bps) - sums.retained;
        _assert(back <= gross, "no more is recovered than is paid");
        if (back + kept > gross) kept = gross - back;
        (sums.recovered, sums.retained) = (sums.recovered + back, sums.retained + kept);
        sums.paid += gross - back - kept;
    }

    function _part(uint256 seed, uint256 i, uint256 left) private pure returns (uint256) {
        uint256 raw = uint256(keccak256(abi.encode(seed, i)));
        if (i >= 30) return left;
        return raw % 4 == 0 ? 1 : 1 + ((raw >> 8) % left);
    }

    function _firstOf(uint256 year) private pure returns (uint256 day) {
        for (uint256 y = 1970; y < year; ++y) day += y % 4 == 0 ? 366 : 365;
    }

    function _dateOf(uint256 day) private pure returns (uint256 year, uint256 dayOfYear) {
        year = 1970;
        while (day >= (year % 4 == 0 ? 366 : 365)) {
            day -= year % 4 == 0 ? 366 : 365;
            ++year;
        }
        return (year, day);
    }
}
