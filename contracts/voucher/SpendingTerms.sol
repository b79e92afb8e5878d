// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {KoreaTime} from "../types/KoreaTime.sol";
import {Mcc} from "../types/Mcc.sol";
import {ProgrammeId} from "../types/ProgrammeId.sol";
import {Region} from "../types/Region.sol";
import {IBusinessCalendar} from "./IBusinessCalendar.sol";
import {IMerchantRegistry} from "./IMerchantRegistry.sol";
import {ISpendingTerms} from "./ISpendingTerms.sol";
import {merchantRefusal} from "./MerchantRefusal.sol";
import {MerchantWord} from "./MerchantWord.sol";
import {ProgrammeStatus} from "./ProgrammeStatus.sol";
import {Payment} from "./Payment.sol";
import {MAX_LIMIT, TermsWord} from "./TermsWord.sol";
import {Terms} from "./Terms.sol";
import {VoucherWord} from "./VoucherWord.sol";

/// @title SpendingTerms
/// @notice Decides whether a programme's terms allow a payment.
/// @dev A term that is off costs no storage read. Every rule stands once, in a function that returns the refusal; one
/// function asks them for each of what a payment is: its programme, its merchant, its holder.
abstract contract SpendingTerms is ISpendingTerms {
    /// @notice Where merchants are enrolled.
    IMerchantRegistry public immutable registry;

    /// @notice Which days are public holidays.
    IBusinessCalendar public immutable calendar;

    mapping(ProgrammeId programme => TermsWord) internal _terms;

    /// @dev Keys join the programme with an entry of its list, so that one hash finds it.
    mapping(uint256 programmeAndWord => uint256 bits) internal _categories;
    mapping(uint256 programmeAndRegion => bool) internal _regions;

    /// @dev Where the terms join their lists: a word of allowed categories for each listed district.
    mapping(uint256 programmeRegionAndWord => uint256 bits) internal _joined;

    /// @dev A named merchant's facts as they stood when the programme opened, where the terms allow them, else
    /// `NAMED_ONLY`. Terms never change: while the facts are the same, category, sales and district need no second look.
    mapping(uint256 programmeAndMerchant => MerchantWord) internal _named;

    mapping(ProgrammeId programme => uint16) internal _rebates;
    mapping(ProgrammeId programme => bytes32) internal _notices;

    /// @dev Stands for a named merchant whose facts the terms did not allow at the opening. No registry word is like it.
    MerchantWord internal constant NAMED_ONLY = MerchantWord.wrap(1 << 255);

    constructor(IMerchantRegistry registry_, IBusinessCalendar calendar_) {
        registry = registry_;
        calendar = calendar_;
    }

    /// @inheritdoc ISpendingTerms
    function termsOf(ProgrammeId programme) external view returns (Terms memory) {
        return _terms[programme].unpack(_rebates[programme]);
    }

    /// @inheritdoc ISpendingTerms
    function isPaused(ProgrammeId programme) external view returns (bool) {
        return _terms[programme].isPaused();
    }

    /// @inheritdoc ISpendingTerms
    function noticeOf(ProgrammeId programme) external view returns (bytes32) {
        return _notices[programme];
    }

    /// @inheritdoc ISpendingTerms
    function isNamedMerchant(ProgrammeId programme, address merchant) external view returns (bool) {
        return !_named[programme.join(uint160(merchant))].isNone();
    }

    /// @inheritdoc ISpendingTerms
    function isListedCategory(ProgrammeId programme, Mcc mcc) public view returns (bool) {
        return _categories[programme.join(mcc.bitmapWord())] & mcc.bitmapBit() != 0;
    }

    /// @inheritdoc ISpendingTerms
    function isListedRegion(ProgrammeId programme, Region region) public view returns (bool) {
        return _regions[programme.join(Region.unwrap(region))];
    }

    // ------------------------------------------------------------------------------------------ the programme

    /// @dev Why nothing is paid in the programme at this moment, whoever pays whom; or empty.
    function _programmeRefusal(
        ProgrammeId programme,
        TermsWord terms
    ) internal view returns (bytes memory refusal) {
        // The programme exists, and its vouchers have not expired.
        if (block.timestamp >= terms.expiresAt()) return _expiryRefusal(programme, terms);

        // The operator has not stopped it.
        if (terms.isPaused()) return abi.encodeWithSelector(ProgrammeIsPaused.selector, programme);

        // It is one of its days and hours.
        if (terms.hasHours()) return _hoursRefusal(programme, terms);
    }

    function _hoursRefusal(ProgrammeId programme, TermsWord terms) private view returns (bytes memory) {
        uint256 day = KoreaTime.dayIndex(block.timestamp);
        uint256 today = KoreaTime.weekday(day);
        uint256 second = KoreaTime.secondOfDay(block.timestamp);

        if ((terms.weekdays() >> today) & 1 == 0) {
            return abi.encodeWithSelector(WeekdayNotAllowed.selector, programme, terms.weekdays(), today);
        }
        if (second < terms.opensAt() * 60 || second >= terms.closesAt() * 60) {
            return
                abi.encodeWithSelector(
                    OutsideHours.selector,
                    programme,
                    terms.opensAt(),
                    terms.closesAt(),
                    second
                );
        }
        if (terms.closedOnHolidays() && calendar.isHoliday(day)) {
            return abi.encodeWithSelector(HolidayNotAllowed.selector, programme, day);
        }
        return "";
    }

    function _expiryRefusal(ProgrammeId programme, TermsWord terms) private view returns (bytes memory) {
        if (terms.status() == ProgrammeStatus.None)
            return abi.encodeWithSelector(ProgrammeUnknown.selector, programme);
        return abi.encodeWithSelector(VoucherExpired.selector, programme, terms.expiresAt(), block.timestamp);
    }

    function _paymentLimitRefusal(
        Payment memory payment,
        TermsWord terms
    ) internal pure returns (bytes memory) {
        return
            abi.encodeWithSelector(
                PaymentLimitExceeded.selector,
                payment.programme,
                terms.perPaymentLimit(),
                payment.amount
            );
    }

    // ------------------------------------------------------------------------------------------- the merchant

    /// @dev Why the programme pays nothing to a merchant of these facts, whoever the holder is; or empty.
    function _merchantRefusal(
        ProgrammeId programme,
        TermsWord terms,
        address merchant,
        MerchantWord facts
    ) internal view returns (bytes memory refusal) {
        // The merchant is enrolled, and not suspended or barred.
        if (!facts.isEnrolled()) return merchantRefusal(merchant, facts);

        // One of the named merchants whose facts are as they were at the opening needs no second look at them.
        if (!terms.namedMerchantsOnly()) return _factsRefusal(programme, terms, merchant, facts);
        MerchantWord recorded = _named[programme.join(uint160(merchant))];
        if (recorded.equals(facts)) return "";
        refusal = _factsRefusal(programme, terms, merchant, facts);
        if (refusal.length == 0 && recorded.isNone()) {
            return abi.encodeWithSelector(MerchantNotNamed.selector, programme, merchant);
        }
    }

    /// @dev Why the terms refuse a merchant of these facts, or empty.
    function _factsRefusal(
        ProgrammeId programme,
        TermsWord terms,
        address merchant,
        MerchantWord facts
    ) internal view returns (bytes memory refusal) {
        // It sells what the vouchers are for. Where lists are joined, the same look tells of most that its district is listed.
        bool fitsBoth = false;
        if (terms.hasCategoryRule()) {
            fitsBoth = terms.joinsLists() && _fitsJoined(programme, facts);
            if (!fitsBoth && isListedCategory(programme, facts.mcc()) != terms.listsAllowed()) {
                return abi.encodeWithSelector(CategoryNotAllowed.selector, programme, merchant, facts.mcc());
            }
        }

        // It is no larger than the programme is for.
        if (facts.band() > terms.maxSalesBand()) return _bandRefusal(programme, merchant, facts, terms);

        // It is in a listed district.
        if (terms.listedRegionsOnly() && !fitsBoth && !isListedRegion(programme, facts.region())) {
            return abi.encodeWithSelector(RegionNotListed.selector, programme, merchant, facts.region());
        }
    }

    /// @dev Whether the joined lists hold the merchant's category in its district.
    function _fitsJoined(ProgrammeId programme, MerchantWord facts) private view returns (bool) {
        return _joined[programme.join(facts.categoryGroup())] & facts.mcc().bitmapBit() != 0;
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

    // --------------------------------------------------------------------------------------------- the holder

    /// @dev Why the holder may not make this payment, as far as it depends on who the holder is; or empty.
    function _holderRefusal(
        Payment memory payment,
        TermsWord terms,
        VoucherWord voucher,
        MerchantWord facts
    ) internal view returns (bytes memory refusal) {
        // Nobody pays its own shop.
        if (payment.holder == payment.merchant) {
            return abi.encodeWithSelector(OwnShop.selector, payment.programme, payment.holder);
        }

        // The merchant is in the holder's home district.
        if (terms.homeRegionOnly() && !voucher.home().covers(facts.region())) {
            return _homeRefusal(payment, voucher, facts);
        }

        // What else the programme asks for is there.
        if (terms.hasConditions()) {
            refusal = _conditionRefusal(payment, terms, voucher);
            if (refusal.length != 0) return refusal;
        }

        // The holder stays within what one may spend.
        if (terms.hasHolderLimits()) return _limitRefusal(payment, terms, voucher);
    }

    function _homeRefusal(
        Payment memory payment,
        VoucherWord voucher,
        MerchantWord facts
    ) private pure returns (bytes memory) {
        return
            abi.encodeWithSelector(
                NotHomeRegion.selector,
                payment.programme,
                payment.merchant,
                facts.region(),
                voucher.home()
            );
    }

    function _conditionRefusal(
        Payment memory payment,
        TermsWord terms,
        VoucherWord voucher
    ) private view returns (bytes memory refusal) {
        (ProgrammeId programme, address holder) = (payment.programme, payment.holder);
        if (terms.consentRequired() && !voucher.hasConsented()) {
            return abi.encodeWithSelector(ConsentMissing.selector, programme, holder, _notices[programme]);
        }
        if (terms.evidenceRequired() && !voucher.isAttested()) {
            return abi.encodeWithSelector(EvidenceMissing.selector, programme, holder);
        }
        if (terms.purposeRequired() && payment.purposeHash == 0) {
            return abi.encodeWithSelector(PurposeMissing.selector, programme);
        }
    }

    function _limitRefusal(
        Payment memory payment,
        TermsWord terms,
        VoucherWord voucher
    ) private view returns (bytes memory refusal) {
        uint256 day = KoreaTime.dayIndex(block.timestamp);
        uint256 limit = terms.dailyLimit();
        uint256 spent = voucher.spentOn(day);
        if (_isAbove(limit, spent, payment.amount)) {
            return _overLimit(VoucherDailyLimitExceeded.selector, payment, limit, spent);
        }
        limit = terms.monthlyLimit();
        if (limit != MAX_LIMIT) {
            spent = voucher.spentIn(KoreaTime.monthIndex(day));
            if (_isAbove(limit, spent, payment.amount)) {
                return _overLimit(VoucherMonthlyLimitExceeded.selector, payment, limit, spent);
            }
        }
        limit = terms.totalLimit();
        spent = voucher.spentInAll();
        if (_isAbove(limit, spent, payment.amount)) {
            return _overLimit(VoucherTotalLimitExceeded.selector, payment, limit, spent);
        }
    }

    /// @dev Whether a limit is set and `amount` would pass it.
    function _isAbove(uint256 limit, uint256 spent, uint256 amount) private pure returns (bool) {
        unchecked {
            return spent + amount > limit && limit != MAX_LIMIT;
        }
    }

    function _overLimit(
        bytes4 reason,
        Payment memory payment,
        uint256 limit,
        uint256 spent
    ) private pure returns (bytes memory) {
        return
            abi.encodeWithSelector(reason, payment.programme, payment.holder, limit, spent, payment.amount);
    }
}
