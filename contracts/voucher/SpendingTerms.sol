// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Mcc} from "../types/Mcc.sol";
import {ProgrammeId} from "../types/ProgrammeId.sol";
import {Region} from "../types/Region.sol";
import {IMerchantRegistry} from "./IMerchantRegistry.sol";
import {ISpendingTerms, TermsPart} from "./ISpendingTerms.sol";
import {MerchantStatus, MerchantWord} from "./MerchantWord.sol";
import {Purpose, Terms, TermsWord, packTerms} from "./TermsWord.sol";
import {CategoryRule} from "./CategoryRule.sol";
import {ProgrammeStatus} from "./ProgrammeStatus.sol";

/// @title SpendingTerms
/// @notice Keeps each programme's terms and decides whether they allow a payment.
/// @dev A term that is off costs no storage read. Every rule stands once, in a function that returns the refusal.
abstract contract SpendingTerms is ISpendingTerms {
    /// @notice The most entries of one list of a programme's terms.
    uint256 public constant MAX_LIST = 256;

    /// @notice How far ahead an expiry may lie, seconds.
    uint256 public constant MAX_EXPIRY_PERIOD = 10 * 365 days;

    /// @notice Where merchants are enrolled.
    IMerchantRegistry public immutable registry;

    mapping(ProgrammeId programme => TermsWord) internal _terms;
    /// @dev Keys join the programme with an entry of its list, so that one hash finds it.
    mapping(uint256 programmeAndWord => uint256 bits) private _categories;
    mapping(uint256 programmeAndRegion => bool) private _regions;

    /// @dev A named merchant's facts as they stood when the programme opened, where the terms allow them, else
    /// `NAMED_ONLY`. Terms never change: while the facts are the same, category, sales and district need no second look.
    mapping(uint256 programmeAndMerchant => MerchantWord) private _named;

    /// @dev Stands for a named merchant whose facts the terms did not allow at the opening. No registry word is like it.
    MerchantWord private constant NAMED_ONLY = MerchantWord.wrap(1 << 255);

    constructor(IMerchantRegistry registry_) {
        registry = registry_;
    }

    /// @inheritdoc ISpendingTerms
    function termsOf(ProgrammeId programme) external view returns (Terms memory) {
        return _terms[programme].unpack();
    }

    /// @inheritdoc ISpendingTerms
    function isListedCategory(ProgrammeId programme, Mcc mcc) public view returns (bool) {
        return _categories[programme.join(mcc.bitmapWord())] & mcc.bitmapBit() != 0;
    }

    /// @inheritdoc ISpendingTerms
    function isListedRegion(ProgrammeId programme, Region region) public view returns (bool) {
        return _regions[programme.join(Region.unwrap(region))];
    }

    /// @inheritdoc ISpendingTerms
    function isNamedMerchant(ProgrammeId programme, address merchant) public view returns (bool) {
        return !_named[programme.join(uint160(merchant))].isNone();
    }

    /// @dev An expiry lies ahead, and not so far that a slip keeps the money for good: no expiry is ever shortened.
    function _withinExpiry(uint48 expiresAt) internal view {
        bool isAhead = expiresAt > block.timestamp && expiresAt <= block.timestamp + MAX_EXPIRY_PERIOD;
        if (!isAhead) revert InvalidTerms(TermsPart.Expiry);
    }

    /// @dev Records the terms of a new programme. Each list comes with its rule, each rule with its list.
    function _setTerms(ProgrammeId programme, Purpose calldata purpose) internal {
        Terms calldata terms = purpose.terms;
        _withinExpiry(terms.expiresAt);
        _fitsRule(terms.categoryRule != CategoryRule.Any, purpose.categories.length, TermsPart.Categories);
        _fitsRule(terms.listedRegionsOnly, purpose.regions.length, TermsPart.Regions);
        _fitsRule(terms.namedMerchantsOnly, purpose.merchants.length, TermsPart.Merchants);

        _terms[programme] = packTerms(terms);
        for (uint256 i = 0; i < purpose.categories.length; ++i) {
            Mcc mcc = purpose.categories[i];
            if (!mcc.isCode()) revert InvalidTerms(TermsPart.Categories);
            _categories[programme.join(mcc.bitmapWord())] |= mcc.bitmapBit();
        }
        for (uint256 i = 0; i < purpose.regions.length; ++i) {
            Region region = purpose.regions[i];
            if (!region.isCode()) revert InvalidTerms(TermsPart.Regions);
            _regions[programme.join(Region.unwrap(region))] = true;
        }
        for (uint256 i = 0; i < purpose.merchants.length; ++i) {
            address merchant = purpose.merchants[i];
            if (merchant == address(0)) revert InvalidTerms(TermsPart.Merchants);
            MerchantWord facts = registry.merchantWord(merchant);
            bool allowed =
                facts.isEnrolled() && _factsRefusal(programme, packTerms(terms), merchant, facts).length == 0;
            _named[programme.join(uint160(merchant))] = allowed ? facts : NAMED_ONLY;
        }
    }

    /// @dev Why the terms refuse `amount` won at `merchant` to a holder whose home district is `home`, or empty.
    function _termsRefusal(
        ProgrammeId programme,
        Region home,
        address merchant,
        uint256 amount
    ) internal view returns (bytes memory refusal) {
        // The programme exists, and its vouchers have not expired.
        TermsWord terms = _terms[programme];
        if (block.timestamp >= terms.expiresAt()) return _expiryRefusal(programme, terms);

        // One payment stays within the limit.
        uint256 limit = terms.perPaymentLimit();
        if (amount > limit)
            return abi.encodeWithSelector(PaymentLimitExceeded.selector, programme, limit, amount);

        // The merchant is enrolled and not suspended.
        MerchantWord facts = registry.merchantWord(merchant);
        if (!facts.isEnrolled()) return _enrolmentRefusal(merchant, facts);

        // It is one of the named merchants; one whose facts are as they were at the opening needs no second look at them.
        bool named = !terms.namedMerchantsOnly();
        bool looked = false;
        if (!named) {
            MerchantWord recorded = _named[programme.join(uint160(merchant))];
            named = !recorded.isNone();
            looked = recorded.equals(facts);
        }
        if (!looked) {
            refusal = _factsRefusal(programme, terms, merchant, facts);
            if (refusal.length != 0) return refusal;
        }
        if (terms.homeRegionOnly() && !home.covers(facts.region())) {
            return abi.encodeWithSelector(NotHomeRegion.selector, programme, merchant, facts.region(), home);
        }
        if (!named) return abi.encodeWithSelector(MerchantNotNamed.selector, programme, merchant);
    }

    /// @dev Why the terms refuse a merchant of these facts, whoever pays; or empty.
    function _factsRefusal(
        ProgrammeId programme,
        TermsWord terms,
        address merchant,
        MerchantWord facts
    ) private view returns (bytes memory refusal) {
        // It sells what the vouchers are for.
        if (terms.hasCategoryRule() && isListedCategory(programme, facts.mcc()) != terms.listsAllowed()) {
            return abi.encodeWithSelector(CategoryNotAllowed.selector, programme, merchant, facts.mcc());
        }

        // It is no larger than the programme is for.
        if (facts.band() > terms.maxSalesBand()) return _bandRefusal(programme, merchant, facts, terms);

        // It is in a listed district.
        if (terms.listedRegionsOnly() && !isListedRegion(programme, facts.region())) {
            return abi.encodeWithSelector(RegionNotListed.selector, programme, merchant, facts.region());
        }
    }

    function _expiryRefusal(ProgrammeId programme, TermsWord terms) private view returns (bytes memory) {
        if (terms.status() == ProgrammeStatus.None)
            return abi.encodeWithSelector(ProgrammeUnknown.selector, programme);
        return abi.encodeWithSelector(VoucherExpired.selector, programme, terms.expiresAt(), block.timestamp);
    }

    function _enrolmentRefusal(address merchant, MerchantWord facts) private pure returns (bytes memory) {
        bool known = facts.status() == MerchantStatus.Suspended;
        return
            abi.encodeWithSelector(
                known ? MerchantIsSuspended.selector : MerchantNotEnrolled.selector,
                merchant
            );
    }

    function _bandRefusal(
        ProgrammeId programme,
        address merchant,
        MerchantWord facts,
        TermsWord terms
    ) private pure returns (bytes memory) {
        return
            abi.encodeWithSelector(
                SalesBandExceeded.selector,
                programme,
                merchant,
                facts.salesBand(),
                terms.maxSalesBand()
            );
    }

    /// @dev A list stands where its rule does, and is not too long.
    function _fitsRule(bool hasRule, uint256 length, TermsPart part) private pure {
        if (hasRule != (length != 0)) revert InvalidTerms(part);
        if (length > MAX_LIST) revert InvalidTerms(TermsPart.ListLength);
    }
}
