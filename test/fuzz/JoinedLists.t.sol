// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccountKind} from "../../contracts/deposit/AccountKind.sol";
import {Business} from "../../contracts/types/Business.sol";
import {Mcc} from "../../contracts/types/Mcc.sol";
import {ProgrammeId} from "../../contracts/types/ProgrammeId.sol";
import {Region} from "../../contracts/types/Region.sol";
import {CategoryRule} from "../../contracts/voucher/CategoryRule.sol";
import {Enrolment} from "../../contracts/voucher/IMerchantRegistry.sol";
import {ISpendingTerms} from "../../contracts/voucher/ISpendingTerms.sol";
import {IVoucherErrors} from "../../contracts/voucher/IVoucherErrors.sol";
import {SalesBand} from "../../contracts/voucher/SalesBand.sol";
import {Purpose} from "../../contracts/voucher/Terms.sol";
import {Gukgo, GukgoBase, actor} from "../helpers/Gukgo.sol";
import {Prng} from "../helpers/Prng.sol";

/// @notice Lists of categories and districts that are joined judge a merchant as the two lists do, one after the other: each
/// category in each district, in every band, against what the lists were given.
contract JoinedListsTest is GukgoBase {
    /// @dev The last three are of one word, the second and third one bit in two words.
    uint16[9] private knownCodes = [0, 5_686, 5_942, 255, 256, 9_999, 5_888, 5_889, 6_143];

    /// @dev The second and third differ in their lowest bit, the last two in what lies beside a word's number.
    uint24[6] private knownDistricts = [11_000, 11_440, 11_441, 26_350, 11_445, 11_456];

    uint256 private constant SHOPS = 54;

    /// @dev What a programme was told.
    struct Told {
        CategoryRule rule;
        uint256 codes; // a bit each
        uint256 districts; // a bit each
        uint256 more; // districts listed where no shop is
        uint8 maxBand; // 0: any
        uint256 named; // a bit for each shop; 0: any
    }

    Gukgo private s;

    function setUp() public {
        s = _deploy();
        for (uint256 n = 0; n < SHOPS; ++n) {
            _enrol(n, knownCodes[n / 6]);
        }
        _fund(s, actor("agency"), AccountKind.Agency, 1_000);
    }

    function testFuzz_joined_lists_judge_as_two(uint256 seed) public {
        Prng memory prng = Prng(seed);
        Told memory told;
        told.rule = prng.oneIn(2) ? CategoryRule.Only : CategoryRule.Except;
        told.codes = prng.between(1, 511);
        told.districts = prng.between(1, 63);
        // Some lists are as long as may be joined, some one longer, some much longer.
        if (prng.oneIn(3)) told.more = [uint256(20), 63, 122, 127, 128, 250][prng.below(6)];
        if (prng.oneIn(2)) told.maxBand = uint8(prng.between(1, 4));
        if (prng.oneIn(3)) told.named = prng.next() | 1;
        ProgrammeId programme = _openOn(s, _purpose(told), actor("agency"), 1, actor("manager"));

        _check(programme, told, 0);
        // Each shop sells what another sold: no named one has the facts of the opening.
        for (uint256 n = 0; n < SHOPS; ++n) {
            _enrol(n, knownCodes[(n / 6 + 1) % 9]);
        }
        _check(programme, told, 1);
    }

    function _check(ProgrammeId programme, Told memory told, uint256 shift) private view {
        address holder = actor("nobody");
        for (uint256 n = 0; n < SHOPS; ++n) {
            bytes memory expected = _expected(programme, told, n, (n / 6 + shift) % 9);
            // Who has no vouchers is told so where nothing else is against it.
            if (expected.length == 0) {
                expected = abi.encodeWithSelector(
                    IVoucherErrors.VoucherInsufficient.selector,
                    programme,
                    holder,
                    0,
                    1
                );
            }
            (, bytes memory refusal) = s.programmes.canSpend(programme, holder, actor("shop", n), 1);
            _assertEq(refusal, expected, string.concat("shop ", vm.toString(n)));
        }
    }

    /// @dev From the lists as they were given.
    function _expected(
        ProgrammeId programme,
        Told memory told,
        uint256 n,
        uint256 code
    ) private view returns (bytes memory) {
        address shop = actor("shop", n);
        bool listed = (told.codes >> code) & 1 == 1;
        if (listed != (told.rule == CategoryRule.Only)) {
            bytes4 name = ISpendingTerms.CategoryNotAllowed.selector;
            return abi.encodeWithSelector(name, programme, shop, knownCodes[code]);
        }
        if (told.maxBand != 0 && _band(n) > told.maxBand) {
            bytes4 name = ISpendingTerms.SalesBandExceeded.selector;
            return abi.encodeWithSelector(name, programme, shop, _band(n), told.maxBand);
        }
        if ((told.districts >> (n % 6)) & 1 == 0) {
            bytes4 name = ISpendingTerms.RegionNotListed.selector;
            return abi.encodeWithSelector(name, programme, shop, knownDistricts[n % 6]);
        }
        if (told.named != 0 && (told.named >> n) & 1 == 0) {
            return abi.encodeWithSelector(ISpendingTerms.MerchantNotNamed.selector, programme, shop);
        }
        return "";
    }

    function _purpose(Told memory told) private view returns (Purpose memory purpose) {
        purpose.terms.expiresAt = uint48(START + 1 days);
        purpose.terms.categoryRule = told.rule;
        purpose.terms.maxSalesBand = SalesBand(told.maxBand);
        purpose.terms.listedRegionsOnly = true;
        purpose.terms.namedMerchantsOnly = told.named != 0;

        uint256[] memory codes = _bitsOf(told.codes, 9);
        purpose.categories = new Mcc[](codes.length);
        for (uint256 i = 0; i < codes.length; ++i) {
            purpose.categories[i] = Mcc.wrap(knownCodes[codes[i]]);
        }
        uint256[] memory districts = _bitsOf(told.districts, 6);
        purpose.regions = new Region[](told.more + districts.length);
        for (uint256 i = 0; i < told.more; ++i) {
            purpose.regions[i] = Region.wrap(uint24(40_000 + i));
        }
        for (uint256 i = 0; i < districts.length; ++i) {
            purpose.regions[told.more + i] = Region.wrap(knownDistricts[districts[i]]);
        }
        uint256[] memory named = _bitsOf(told.named, SHOPS);
        purpose.merchants = new address[](named.length);
        for (uint256 i = 0; i < named.length; ++i) {
            purpose.merchants[i] = actor("shop", named[i]);
        }
    }

    /// @dev Which of the lowest `count` bits are set.
    function _bitsOf(uint256 bits, uint256 count) private pure returns (uint256[] memory set) {
        uint256 length = 0;
        for (uint256 i = 0; i < count; ++i) {
            length += (bits >> i) & 1;
        }
        set = new uint256[](length);
        for (uint256 i = count; i > 0; --i) {
            if ((bits >> (i - 1)) & 1 == 1) set[--length] = i - 1;
        }
    }

    function _band(uint256 n) private pure returns (uint256) {
        return (n % 5) + 1;
    }

    function _enrol(uint256 n, uint16 code) private {
        address shop = actor("shop", n);
        Region region = Region.wrap(knownDistricts[n % 6]);
        Business business = Business.wrap(bytes20(shop));
        vm.prank(actor("merchantOfficer"));
        s.registry.enrol(Enrolment(shop, Mcc.wrap(code), region, SalesBand(_band(n)), business));
    }
}
