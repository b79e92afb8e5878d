// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CategoryRule} from "../../contracts/voucher/CategoryRule.sol";
import {ProgrammeStatus} from "../../contracts/voucher/ProgrammeStatus.sol";
import {SalesBand} from "../../contracts/voucher/SalesBand.sol";
import {TermsWord, packTerms} from "../../contracts/voucher/TermsWord.sol";
import {Terms} from "../../contracts/voucher/Terms.sol";
import {Prng} from "../helpers/Prng.sol";
import {TestBase} from "../helpers/TestBase.sol";

/// @notice A programme's terms in one word.
contract TermsWordTest is TestBase {
    uint256 private constant MOST = 2 ** 40 - 1;

    function testFuzz_terms_read_back(uint256 seed) public pure {
        Prng memory prng = Prng(seed);
        Terms memory terms = _terms(prng);
        TermsWord word = packTerms(terms);
        _assertTerms(word, terms, ProgrammeStatus.Open, false);
        _assertTerms(word.closed(), terms, ProgrammeStatus.Closed, false);
        _assertTerms(word.withPause(true), terms, ProgrammeStatus.Open, true);
        _assertTerms(word.withPause(true).closed().withPause(false), terms, ProgrammeStatus.Closed, false);

        _assert(!word.joinsLists(), "lists are joined only where it is said");
        TermsWord joined = word.withJoinedLists();
        _assert(joined.joinsLists(), "joined lists");
        uint256 other = TermsWord.unwrap(joined) ^ TermsWord.unwrap(word);
        _assertEq(other, 1 << 246, "one bit, which no other term has");
        joined = joined.withPause(true).closed().withExpiry(1).withPause(false);
        _assert(joined.joinsLists(), "and stays joined");

        terms.expiresAt = uint48(prng.below(2 ** 40));
        _assertTerms(word.withExpiry(terms.expiresAt), terms, ProgrammeStatus.Open, false);
        word = word.withPause(true).closed();
        _assertTerms(word.withExpiry(terms.expiresAt), terms, ProgrammeStatus.Closed, true);
    }

    function test_the_highest_and_the_lowest_terms_read_back() public pure {
        Terms memory terms = Terms({
            expiresAt: uint48(MOST),
            perPaymentLimit: uint64(MOST - 1),
            dailyLimit: uint64(MOST - 1),
            monthlyLimit: uint64(MOST - 1),
            totalLimit: uint64(MOST - 1),
            categoryRule: CategoryRule.Except,
            maxSalesBand: SalesBand.Above3B,
            homeRegionOnly: true,
            listedRegionsOnly: true,
            namedMerchantsOnly: true,
            opensAt: 1_439,
            closesAt: 1_440,
            weekdays: 126,
            closedOnHolidays: true,
            evidenceRequired: true,
            purposeRequired: true,
            consentRequired: true,
            rebateBps: 10_000
        });
        _assertTerms(packTerms(terms), terms, ProgrammeStatus.Open, false);
        Terms memory none;
        _assertTerms(packTerms(none), none, ProgrammeStatus.Open, false);
        _assertEq(uint256(TermsWord.wrap(0).status()), 0, "a programme never opened");
        _assertEq(TermsWord.wrap(0).expiresAt(), 0, "has expired");
    }

    function _terms(Prng memory prng) private pure returns (Terms memory terms) {
        terms.expiresAt = uint48(prng.below(2 ** 40));
        terms.perPaymentLimit = _limit(prng);
        terms.dailyLimit = _limit(prng);
        terms.monthlyLimit = _limit(prng);
        terms.totalLimit = _limit(prng);
        terms.categoryRule = CategoryRule(prng.below(3));
        terms.maxSalesBand = SalesBand(prng.below(6));
        terms.homeRegionOnly = prng.oneIn(2);
        terms.listedRegionsOnly = prng.oneIn(2);
        terms.namedMerchantsOnly = prng.oneIn(2);
        if (prng.oneIn(2)) terms.opensAt = uint16(prng.below(1_440));
        if (prng.oneIn(2)) terms.closesAt = uint16(1 + prng.below(1_440));
        // All seven days are no rule: they read back as none.
        if (prng.oneIn(2)) terms.weekdays = uint8(prng.below(127));
        terms.closedOnHolidays = prng.oneIn(2);
        terms.evidenceRequired = prng.oneIn(2);
        terms.purposeRequired = prng.oneIn(2);
        terms.consentRequired = prng.oneIn(2);
        if (prng.oneIn(2)) terms.rebateBps = uint16(prng.below(10_001));
    }

    function _limit(Prng memory prng) private pure returns (uint64) {
        return prng.oneIn(3) ? 0 : uint64(prng.below(MOST));
    }

    /// @dev The getters of the hot path give limits as numbers, "no limit" being the highest number of the field.
    function _assertTerms(
        TermsWord word,
        Terms memory terms,
        ProgrammeStatus status,
        bool paused
    ) private pure {
        _assertEq(uint256(word.status()), uint256(status), "status");
        _assert(word.isPaused() == paused, "paused");
        _assertEq(word.expiresAt(), terms.expiresAt, "expiry");
        _assertEq(word.perPaymentLimit(), _orMost(terms.perPaymentLimit), "limit a payment");
        _assertEq(word.dailyLimit(), _orMost(terms.dailyLimit), "limit a day");
        _assertEq(word.monthlyLimit(), _orMost(terms.monthlyLimit), "limit a month");
        _assertEq(word.totalLimit(), _orMost(terms.totalLimit), "limit in all");
        bool limited = terms.dailyLimit != 0 || terms.monthlyLimit != 0 || terms.totalLimit != 0;
        _assert(word.hasHolderLimits() == limited, "whether payments are counted");
        bool ruled = terms.categoryRule != CategoryRule.Any;
        _assert(word.hasCategoryRule() == ruled, "whether there is a category rule");
        _assert(word.listsAllowed() == (terms.categoryRule == CategoryRule.Only), "what the list means");
        bool anyBand = terms.maxSalesBand == SalesBand.Unknown;
        _assertEq(word.maxSalesBand(), anyBand ? 15 : uint256(terms.maxSalesBand), "highest sales band");
        _assertHours(word, terms);
        bool asks = terms.evidenceRequired || terms.purposeRequired || terms.consentRequired;
        _assert(word.hasConditions() == (asks || terms.rebateBps != 0), "whether more is asked");
        _assert(word.givesRebate() == (terms.rebateBps != 0), "rebate");
        _assertEq(abi.encode(word.unpack(terms.rebateBps)), abi.encode(terms), "all terms at once");
        _assertEq(TermsWord.unwrap(word) >> 246, 0, "nothing beyond the fields");
    }

    function _assertHours(TermsWord word, Terms memory terms) private pure {
        _assertEq(word.opensAt(), terms.opensAt, "opening minute");
        _assertEq(word.closesAt(), terms.closesAt == 0 ? 2_047 : terms.closesAt, "closing minute");
        _assertEq(word.weekdays(), terms.weekdays == 0 ? 127 : terms.weekdays, "weekdays");
        bool timed =
            terms.opensAt != 0 || terms.closesAt != 0 || terms.weekdays != 0 || terms.closedOnHolidays;
        _assert(word.hasHours() == timed, "whether some times are refused");
    }

    function _orMost(uint64 limit) private pure returns (uint256) {
        return limit == 0 ? MOST : limit;
    }
}
