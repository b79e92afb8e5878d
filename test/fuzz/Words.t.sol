// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CaseWord, packCase} from "../../contracts/deposit/CaseWord.sol";
import {IssuerWord} from "../../contracts/deposit/IssuerWord.sol";
import {PolicyWord} from "../../contracts/deposit/PolicyWord.sol";
import {SupplyWord} from "../../contracts/deposit/SupplyWord.sol";
import {Mcc} from "../../contracts/types/Mcc.sol";
import {ReferenceWindow} from "../../contracts/types/ReferenceWindow.sol";
import {AmountNotRound, RoundWon, toRoundWon} from "../../contracts/types/RoundWon.sol";
import {Region} from "../../contracts/types/Region.sol";
import {MerchantStatus, MerchantWord, packMerchant} from "../../contracts/voucher/MerchantWord.sol";
import {Terms, TermsWord, packTerms} from "../../contracts/voucher/TermsWord.sol";
import {VoucherWord} from "../../contracts/voucher/VoucherWord.sol";
import {TestBase} from "../helpers/TestBase.sol";
import {AccountKind} from "../../contracts/deposit/AccountKind.sol";
import {CaseBasis} from "../../contracts/deposit/CaseBasis.sol";
import {SalesBand} from "../../contracts/voucher/SalesBand.sol";
import {CategoryRule} from "../../contracts/voucher/CategoryRule.sol";
import {ProgrammeStatus} from "../../contracts/voucher/ProgrammeStatus.sol";

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
        uint256 amount = (uint256(digits) % 4_096) * 10 ** (zeros % 16);
        _assertEq(toRoundWon(amount).toWon(), amount, "a round amount");
    }

    function test_the_edges() public {
        _assertEq(toRoundWon(0).toWon(), 0, "none");
        _assert(toRoundWon(0).isNone(), "none is none");
        _assertEq(toRoundWon(4_095).toWon(), 4_095, "the most digits");
        _assertEq(toRoundWon(4_095 * 10 ** 15).toWon(), 4_095 * 10 ** 15, "the most of all");
        _assertNotRound(4_096);
        _assertNotRound(4_095 * 10 ** 15 + 10 ** 15);
        _assertNotRound(1_234_500 + 1);
        _assertNotRound(type(uint256).max);
    }

    function testFuzz_what_is_not_round_is_refused_and_never_cut(uint64 amount) public {
        uint256 rest = amount;
        while (rest != 0 && rest % 10 == 0) rest /= 10;
        if (rest > 4_095) _assertNotRound(amount);
        else if (amount <= 4_095 * 10 ** 15) _assertEq(toRoundWon(amount).toWon(), amount, "not cut");
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

/// @notice A holder's vouchers in one word.
contract VoucherWordTest is TestBase {
    function testFuzz_grant_and_debit_keep_the_home_district(
        uint64 first,
        uint64 more,
        uint64 less,
        uint24 home
    ) public pure {
        more = uint64(_bound(more, 0, type(uint64).max - first));
        VoucherWord word = VoucherWord.wrap(0).grant(first, Region.wrap(home));
        _assertVoucher(word, first, home);
        word = word.grant(more, Region.wrap(home));
        _assertVoucher(word, first + more, home);
        less = uint64(_bound(less, 0, first + more));
        _assertVoucher(word.debit(less), first + more - less, home);
        _assertVoucher(word.debit(first + more), 0, home);
    }

    /// @notice One home district a holder: the first grant names it, and it stays when all is spent.
    function testFuzz_the_first_home_district_stays(uint64 amount, uint24 home, uint24 other) public pure {
        amount = uint64(_bound(amount, 1, type(uint64).max));
        _assert(VoucherWord.wrap(0).mayBeAt(Region.wrap(home)), "where nothing was granted, any");
        VoucherWord word = VoucherWord.wrap(0).grant(amount, Region.wrap(home));
        _assert(word.mayBeAt(Region.wrap(home)), "the same again");
        _assert(word.mayBeAt(Region.wrap(other)) == (other == home), "no other");
        bool forgotten = home == 0;
        _assert(
            word.debit(amount).mayBeAt(Region.wrap(other)) == (other == home || forgotten),
            "nor after all is spent"
        );
    }

    function test_the_highest_balance_and_district_stand_side_by_side() public pure {
        VoucherWord word = VoucherWord.wrap(0).grant(type(uint64).max, Region.wrap(type(uint24).max));
        _assertVoucher(word, type(uint64).max, type(uint24).max);
        _assertVoucher(word.debit(type(uint64).max), 0, type(uint24).max);
    }

    function _assertVoucher(VoucherWord word, uint64 balance, uint24 home) private pure {
        _assertEq(word.balance(), balance, "balance of vouchers");
        _assertEq(Region.unwrap(word.home()), home, "home district");
        _assertEq(VoucherWord.unwrap(word) >> 88, 0, "nothing beyond the fields");
    }
}

/// @notice A merchant's facts in one word.
contract MerchantWordTest is TestBase {
    function testFuzz_facts_read_back(
        uint8 status,
        uint16 mcc,
        uint24 region,
        uint8 band,
        uint8 next
    ) public pure {
        (status, band, next) = (status % 3, band % 6, next % 3);
        MerchantWord word = packMerchant(
            MerchantStatus(status),
            Mcc.wrap(mcc),
            Region.wrap(region),
            SalesBand(band)
        );
        _assertMerchant(word, status, mcc, region, band);
        _assertMerchant(word.withStatus(MerchantStatus(next)), next, mcc, region, band);
    }

    function test_the_highest_facts_stand_side_by_side() public pure {
        MerchantWord word = packMerchant(
            MerchantStatus.Suspended,
            Mcc.wrap(type(uint16).max),
            Region.wrap(type(uint24).max),
            SalesBand.Above3B
        );
        _assertMerchant(word, 2, type(uint16).max, type(uint24).max, 5);
        _assertMerchant(word.withStatus(MerchantStatus.None), 0, type(uint16).max, type(uint24).max, 5);
    }

    function _assertMerchant(
        MerchantWord word,
        uint8 status,
        uint16 mcc,
        uint24 region,
        uint8 band
    ) private pure {
        _assertEq(uint256(word.status()), status, "status");
        _assertEq(Mcc.unwrap(word.mcc()), mcc, "category");
        _assertEq(Region.unwrap(word.region()), region, "district");
        _assertEq(uint256(word.salesBand()), band, "sales band");
        _assertEq(word.band(), band, "sales band as a number");
        _assert(
            word.isEnrolled() == (status == uint8(MerchantStatus.Enrolled)),
            "enrolled and not suspended"
        );
        _assert(word.equals(MerchantWord.wrap(MerchantWord.unwrap(word))), "equal to itself");
        _assert(!word.equals(MerchantWord.wrap(MerchantWord.unwrap(word) ^ 1)), "not equal to another");
        _assert(word.isNone() == (MerchantWord.unwrap(word) == 0), "none where nothing is recorded");
        _assertEq(MerchantWord.unwrap(word) >> 56, 0, "nothing beyond the fields");
    }
}

/// @notice A programme's terms in one word.
contract TermsWordTest is TestBase {
    function testFuzz_terms_read_back(
        uint48 expiresAt,
        uint64 limit,
        uint256 seed,
        uint48 later
    ) public pure {
        Terms memory terms = _terms(expiresAt, limit, seed);
        TermsWord word = packTerms(terms);
        _assertTerms(word, terms, ProgrammeStatus.Open);
        _assertTerms(word.closed(), terms, ProgrammeStatus.Closed);
        terms.expiresAt = later;
        _assertTerms(word.withExpiry(later), terms, ProgrammeStatus.Open);
        _assertTerms(word.closed().withExpiry(later), terms, ProgrammeStatus.Closed);
    }

    function test_the_highest_and_the_lowest_terms_read_back() public pure {
        Terms memory terms = Terms({
            expiresAt: type(uint48).max,
            perPaymentLimit: type(uint64).max,
            categoryRule: CategoryRule.Except,
            maxSalesBand: SalesBand.Above3B,
            homeRegionOnly: true,
            listedRegionsOnly: true,
            namedMerchantsOnly: true
        });
        _assertTerms(packTerms(terms), terms, ProgrammeStatus.Open);
        Terms memory none;
        _assertTerms(packTerms(none), none, ProgrammeStatus.Open);
        _assertEq(uint256(TermsWord.wrap(0).status()), 0, "a programme never opened");
        _assertEq(TermsWord.wrap(0).expiresAt(), 0, "has expired");
        _assertEq(abi.encode(TermsWord.wrap(0).unpack()), abi.encode(none), "and has no terms");
    }

    function _terms(uint48 expiresAt, uint64 limit, uint256 seed) private pure returns (Terms memory) {
        return
            Terms({
                expiresAt: expiresAt,
                perPaymentLimit: limit,
                categoryRule: CategoryRule(seed % 3),
                maxSalesBand: SalesBand((seed >> 8) % 6),
                homeRegionOnly: (seed >> 16) % 2 == 1,
                listedRegionsOnly: (seed >> 17) % 2 == 1,
                namedMerchantsOnly: (seed >> 18) % 2 == 1
            });
    }

    /// @dev The getters of the hot path give the limits as numbers, "no limit" being the highest number of the field.
    function _assertTerms(TermsWord word, Terms memory terms, ProgrammeStatus status) private pure {
        _assertEq(uint256(word.status()), uint256(status), "status");
        _assertEq(word.expiresAt(), terms.expiresAt, "expiry");
        uint256 limit = terms.perPaymentLimit == 0 ? type(uint64).max : terms.perPaymentLimit;
        _assertEq(word.perPaymentLimit(), limit, "limit a payment");
        _assert(
            word.hasCategoryRule() == (terms.categoryRule != CategoryRule.Any),
            "whether there is a category rule"
        );
        _assert(
            word.listsAllowed() == (terms.categoryRule == CategoryRule.Only),
            "what the list of categories means"
        );
        bool anyBand = terms.maxSalesBand == SalesBand.Unknown;
        _assertEq(
            word.maxSalesBand(),
            anyBand ? type(uint8).max : uint256(terms.maxSalesBand),
            "highest sales band"
        );
        _assert(word.homeRegionOnly() == terms.homeRegionOnly, "home district only");
        _assert(word.listedRegionsOnly() == terms.listedRegionsOnly, "listed districts only");
        _assert(word.namedMerchantsOnly() == terms.namedMerchantsOnly, "named merchants only");
        _assertEq(TermsWord.unwrap(word) >> 139, 0, "nothing beyond the fields");

        Terms memory read = word.unpack();
        // The highest limit a payment can have is none.
        if (terms.perPaymentLimit == type(uint64).max) terms.perPaymentLimit = 0;
        _assertEq(abi.encode(read), abi.encode(terms), "all terms at once");
    }
}
