// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Mcc} from "../types/Mcc.sol";
import {ProgrammeId} from "../types/ProgrammeId.sol";
import {Region} from "../types/Region.sol";
import {IMerchantErrors} from "./IMerchantErrors.sol";
import {SalesBand} from "./SalesBand.sol";
import {TermsPart} from "./TermsPart.sol";
import {Terms} from "./Terms.sol";

/// @title ISpendingTerms
/// @notice What a programme's vouchers may be spent on, and the reasons for which a payment is refused.
/// @dev A payment is checked in the order in which the errors stand here, those of `IMerchantErrors` after the payment's
/// limit; the first that applies is the reason.
interface ISpendingTerms is IMerchantErrors {
    /// @notice The programme gives back a share of purchases, and pays none.
    error RebateOnly(ProgrammeId programme);

    error ProgrammeUnknown(ProgrammeId programme);
    error VoucherExpired(ProgrammeId programme, uint48 expiresAt, uint256 time);

    /// @notice The operator has stopped the programme for the time being.
    error ProgrammeIsPaused(ProgrammeId programme);

    /// @notice Payments are made on the days in `weekdays`, bit 0 Monday to bit 6 Sunday; `today` is Monday, 0, to Sunday, 6.
    error WeekdayNotAllowed(ProgrammeId programme, uint8 weekdays, uint256 today);

    /// @notice Payments are made from Korean minute of the day `opensAt` until before `closesAt`; now is `second` of the day.
    error OutsideHours(ProgrammeId programme, uint16 opensAt, uint16 closesAt, uint256 second);

    /// @notice No payments are made on public holidays; `day` (days in Korea since 1970) is one.
    error HolidayNotAllowed(ProgrammeId programme, uint256 day);
    error PaymentLimitExceeded(ProgrammeId programme, uint64 limit, uint256 amount);

    error CategoryNotAllowed(ProgrammeId programme, address merchant, Mcc mcc);
    error SalesBandExceeded(ProgrammeId programme, address merchant, SalesBand band, SalesBand highest);
    error RegionNotListed(ProgrammeId programme, address merchant, Region region);
    error MerchantNotNamed(ProgrammeId programme, address merchant);

    /// @notice A holder does not pay itself: vouchers would become money. Where another key took the shop's place at the bank, the
    /// deposit token says so (`HolderPaidItself`).
    error OwnShop(ProgrammeId programme, address holder);
    error NotHomeRegion(ProgrammeId programme, address merchant, Region region, Region home);

    /// @notice The holder has not consented to the programme's notice.
    error ConsentMissing(ProgrammeId programme, address holder, bytes32 noticeHash);

    /// @notice No attestor has attested the holder's evidence.
    error EvidenceMissing(ProgrammeId programme, address holder);

    /// @notice The payment does not state its purpose.
    error PurposeMissing(ProgrammeId programme);

    /// @notice The holder has spent `spent` won today, this month or in all, and may spend `limit`.
    error VoucherDailyLimitExceeded(
        ProgrammeId programme,
        address holder,
        uint64 limit,
        uint256 spent,
        uint256 amount
    );
    error VoucherMonthlyLimitExceeded(
        ProgrammeId programme,
        address holder,
        uint64 limit,
        uint256 spent,
        uint256 amount
    );
    error VoucherTotalLimitExceeded(
        ProgrammeId programme,
        address holder,
        uint64 limit,
        uint256 spent,
        uint256 amount
    );

    error InvalidTerms(TermsPart part);

    /// @notice The programme's terms as they stand. All zero where the programme is unknown.
    function termsOf(ProgrammeId programme) external view returns (Terms memory);

    /// @notice Whether payments of the programme are stopped for the time being.
    function isPaused(ProgrammeId programme) external view returns (bool);

    /// @notice The hash of the notice to which holders consent; zero where none is asked for.
    function noticeOf(ProgrammeId programme) external view returns (bytes32 noticeHash);

    /// @notice Whether the programme's category list holds `mcc`; the category rule says what that means.
    function isListedCategory(ProgrammeId programme, Mcc mcc) external view returns (bool);

    /// @notice Whether the programme's district list holds `region`.
    function isListedRegion(ProgrammeId programme, Region region) external view returns (bool);

    /// @notice Whether the programme names `merchant`.
    function isNamedMerchant(ProgrammeId programme, address merchant) external view returns (bool);
}
