// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Mcc} from "../types/Mcc.sol";
import {ProgrammeId} from "../types/ProgrammeId.sol";
import {Region} from "../types/Region.sol";
import {Terms} from "./TermsWord.sol";
import {SalesBand} from "./SalesBand.sol";

/// @notice Which part of proposed terms cannot be.
enum TermsPart {
    Expiry, // not ahead, or more than `MAX_EXPIRY_PERIOD`
    Categories, // a list without its rule or a rule without its list, or a code above 9999
    Regions, // a list without its rule or a rule without its list, or no district
    Merchants, // a list without its rule or a rule without its list, or the zero address
    ListLength // longer than `MAX_LIST`
}

/// @title ISpendingTerms
/// @notice What a programme's vouchers may be spent on, and the reasons for which a payment is refused.
/// @dev A payment is checked in the order in which the errors stand here; the first that applies is the reason.
interface ISpendingTerms {
    error ProgrammeUnknown(ProgrammeId programme);
    error VoucherExpired(ProgrammeId programme, uint48 expiresAt, uint256 time);
    error PaymentLimitExceeded(ProgrammeId programme, uint64 limit, uint256 amount);

    /// @notice The registry does not know `merchant`.
    error MerchantNotEnrolled(address merchant);
    error MerchantIsSuspended(address merchant);
    error CategoryNotAllowed(ProgrammeId programme, address merchant, Mcc mcc);
    error SalesBandExceeded(ProgrammeId programme, address merchant, SalesBand band, SalesBand highest);
    error RegionNotListed(ProgrammeId programme, address merchant, Region region);
    error NotHomeRegion(ProgrammeId programme, address merchant, Region region, Region home);
    error MerchantNotNamed(ProgrammeId programme, address merchant);

    error InvalidTerms(TermsPart part);

    /// @notice The programme's terms as they stand. All zero where the programme is unknown.
    function termsOf(ProgrammeId programme) external view returns (Terms memory);

    /// @notice Whether the programme's category list holds `mcc`; the category rule says what that means.
    function isListedCategory(ProgrammeId programme, Mcc mcc) external view returns (bool);

    /// @notice Whether the programme's district list holds `region`.
    function isListedRegion(ProgrammeId programme, Region region) external view returns (bool);

    /// @notice Whether the programme names `merchant`.
    function isNamedMerchant(ProgrammeId programme, address merchant) external view returns (bool);
}
