// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { Mcc } from "../types/Mcc.sol";
import { ProgrammeId } from "../types/ProgrammeId.sol";
import { Region } from "../types/Region.sol";
import { IMerchantRegistry } from "./IMerchantRegistry.sol";
import { ISpendingTerms, TermsPart } from "./ISpendingTerms.sol";
import { MerchantStatus, MerchantWord, SalesBand } from "./MerchantWord.sol";
import { CategoryRule, ProgrammeStatus, Purpose, Terms, TermsWord, packTerms } from "./TermsWord.sol";

/// @title SpendingTerms
/// @notice Keeps each programme's terms and decides whether they allow a payment.
/// @dev A term that is off costs no storage read. Every rule stands once, in a function that returns the refusal.
abstract contract SpendingTerms is ISpendingTerms {
    /// @notice The most entries of one list of a programme's terms.
    uint256 public constant MAX_LIST = 300;

    /// @notice Where merchants are enrolled.
    IMerchantRegistry public immutable registry;

    mapping(ProgrammeId programme => TermsWord) internal _terms;
    mapping(ProgrammeId programme => mapping(uint256 word => uint256 bits)) private _categories;
    mapping(ProgrammeId programme => mapping(Region region => bool)) private _regions;
    mapping(ProgrammeId programme => mapping(address merchant => bool)) private _named;

    constructor(IMerchantRegistry registry_) {
        registry = registry_;
    }

    /// @inheritdoc ISpendingTerms
    function termsOf(ProgrammeId programme) external view returns (Terms memory) {
        return _terms[programme].unpack();
    }

    /// @inheritdoc ISpendingTerms
    function isListedCategory(ProgrammeId programme, Mcc mcc) public view returns (bool) {
        return _categories[programme][mcc.bitmapWord()] & mcc.bitmapBit() != 0;
    }

    /// @inheritdoc ISpendingTerms
    function isListedRegion(ProgrammeId programme, Region region) public view returns (bool) {
        return _regions[programme][region];
    }

    /// @inheritdoc ISpendingTerms
    function isNamedMerchant(ProgrammeId programme, address merchant) public view returns (bool) {
        return _named[programme][merchant];
    }

    /// @dev Records the terms of a new programme. Each list comes with its rule, each rule with its list.
    function _setTerms(ProgrammeId programme, Purpose calldata purpose) internal {
        Terms calldata terms = purpose.terms;
        if (terms.expiresAt <= block.timestamp) revert InvalidTerms(TermsPart.Expiry);
        _fitsRule(terms.categoryRule != CategoryRule.Any, purpose.categories.length, TermsPart.Categories);
        _fitsRule(terms.listedRegionsOnly, purpose.regions.length, TermsPart.Regions);
        _fitsRule(terms.namedMerchantsOnly, purpose.merchants.length, TermsPart.Merchants);

        _terms[programme] = packTerms(terms);
        for (uint256 i = 0; i < purpose.categories.length; ++i) {
            Mcc mcc = purpose.categories[i];
            if (!mcc.isCode()) revert InvalidTerms(TermsPart.Categories);
            _categories[programme][mcc.bitmapWord()] |= mcc.bitmapBit();
        }
        for (uint256 i = 0; i < purpose.regions.length; ++i) {
            Region region = purpose.regions[i];
            if (region.isNone()) revert InvalidTerms(TermsPart.Regions);
            _regions[programme][region] = true;
        }
        for (uint256 i = 0; i < purpose.merchants.length; ++i) {
            address merchant = purpose.merchants[i];
            if (merchant == address(0)) revert InvalidTerms(TermsPart.Merchants);
            _named[programme][merchant] = true;
        }
    }

    /// @dev Why the terms refuse `amount` won at `merchant` to a holder whose home district is `home`, or empty.
    function _termsRefusal(
        ProgrammeId programme,
        Region home,
        address merchant,
        uint256 amount
    ) internal view returns (bytes memory refusal) {
        TermsWord terms = _terms[programme];

        // The programme exists, and its vouchers have not expired.
        if (terms.status() == ProgrammeStatus.None) return abi.encodeWithSelector(ProgrammeUnknown.selector, programme);
        uint48 expiresAt = terms.expiresAt();
        if (block.timestamp >= expiresAt) {
            return abi.encodeWithSelector(VoucherExpired.selector, programme, expiresAt, block.timestamp);
        }

        // One payment stays within the limit.
        uint64 limit = terms.perPaymentLimit();
        if (limit != 0 && amount > limit) {
            return abi.encodeWithSelector(PaymentLimitExceeded.selector, programme, limit, amount);
        }

        return _merchantRefusal(programme, terms, home, merchant);
    }

    /// @dev Why the terms refuse `merchant`, or empty.
    function _merchantRefusal(
        ProgrammeId programme,
        TermsWord terms,
        Region home,
        address merchant
    ) private view returns (bytes memory refusal) {
        MerchantWord facts = registry.merchantWord(merchant);

        // The merchant is enrolled and not suspended.
        MerchantStatus status = facts.status();
        if (status == MerchantStatus.None) return abi.encodeWithSelector(MerchantNotEnrolled.selector, merchant);
        if (status == MerchantStatus.Suspended) return abi.encodeWithSelector(MerchantIsSuspended.selector, merchant);

        // It sells what the vouchers are for.
        CategoryRule rule = terms.categoryRule();
        if (rule != CategoryRule.Any && isListedCategory(programme, facts.mcc()) != (rule == CategoryRule.Only)) {
            return abi.encodeWithSelector(CategoryNotAllowed.selector, programme, merchant, facts.mcc());
        }

        // It is no larger than the programme is for.
        SalesBand highest = terms.maxSalesBand();
        if (highest != SalesBand.Unknown && facts.salesBand() > highest) {
            return abi.encodeWithSelector(SalesBandExceeded.selector, programme, merchant, facts.salesBand(), highest);
        }

        // It is in the holder's home district, and in a listed district.
        Region region = facts.region();
        if (terms.homeRegionOnly() && !home.covers(region)) {
            return abi.encodeWithSelector(NotHomeRegion.selector, programme, merchant, region, home);
        }
        if (terms.listedRegionsOnly() && !isListedRegion(programme, region)) {
            return abi.encodeWithSelector(RegionNotListed.selector, programme, merchant, region);
        }

        // It is one of the named merchants.
        if (terms.namedMerchantsOnly() && !isNamedMerchant(programme, merchant)) {
            return abi.encodeWithSelector(MerchantNotNamed.selector, programme, merchant);
        }
    }

    /// @dev A list stands where its rule does, and is not too long.
    function _fitsRule(bool hasRule, uint256 length, TermsPart part) private pure {
        if (hasRule != (length != 0)) revert InvalidTerms(part);
        if (length > MAX_LIST) revert InvalidTerms(TermsPart.ListLength);
    }
}
