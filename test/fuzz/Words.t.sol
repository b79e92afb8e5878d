// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {PolicyWord} from "../../contracts/deposit/PolicyWord.sol";
import {Mcc} from "../../contracts/types/Mcc.sol";
import {Region} from "../../contracts/types/Region.sol";
import {
    MerchantStatus,
    MerchantWord,
    SalesBand,
    packMerchant
} from "../../contracts/voucher/MerchantWord.sol";
import {
    CategoryRule,
    ProgrammeStatus,
    Terms,
    TermsWord,
    packTerms
} from "../../contracts/voucher/TermsWord.sol";
import {VoucherWord} from "../../contracts/voucher/VoucherWord.sol";
import {TestBase} from "../helpers/TestBase.sol";

/// @notice The token's policy in one word.
contract PolicyWordTest is TestBase {
    function testFuzz_each_field_stands_alone(
        bool paused,
        bool stopped,
        uint64 limit,
        bool other,
        uint64 next
    ) public pure {
        PolicyWord word = PolicyWord.wrap(0).withDailyLimit(limit).withPause(paused).withStop(stopped);
        _assertPolicy(word, paused, stopped, limit);
        _assertPolicy(word.withPause(other), other, stopped, limit);
        _assertPolicy(word.withStop(other), paused, other, limit);
        _assertPolicy(word.withDailyLimit(next), paused, stopped, next);
    }

    function test_the_highest_limit_leaves_the_stops_alone() public pure {
        PolicyWord word = PolicyWord.wrap(0).withDailyLimit(type(uint64).max);
        _assertPolicy(word, false, false, type(uint64).max);
        _assertPolicy(word.withPause(true).withDailyLimit(0), true, false, 0);
    }

    function _assertPolicy(PolicyWord word, bool paused, bool stopped, uint64 limit) private pure {
        _assert(word.isPaused() == paused, "paused by the bank");
        _assert(word.isStoppedBySupervisor() == stopped, "stopped by the supervisor");
        _assert(word.isStopped() == (paused || stopped), "stopped by either");
        _assertEq(word.dailyLimit(), limit, "daily limit");
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
        _assertTerms(TermsWord.wrap(0), none, ProgrammeStatus.None);
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

    function _assertTerms(TermsWord word, Terms memory terms, ProgrammeStatus status) private pure {
        _assertEq(uint256(word.status()), uint256(status), "status");
        _assertEq(word.expiresAt(), terms.expiresAt, "expiry");
        _assertEq(word.perPaymentLimit(), terms.perPaymentLimit, "limit a payment");
        _assertEq(uint256(word.categoryRule()), uint256(terms.categoryRule), "category rule");
        _assertEq(uint256(word.maxSalesBand()), uint256(terms.maxSalesBand), "highest sales band");
        _assert(word.homeRegionOnly() == terms.homeRegionOnly, "home district only");
        _assert(word.listedRegionsOnly() == terms.listedRegionsOnly, "listed districts only");
        _assert(word.namedMerchantsOnly() == terms.namedMerchantsOnly, "named merchants only");
        _assertEq(abi.encode(word.unpack()), abi.encode(terms), "all terms at once");
    }
}
