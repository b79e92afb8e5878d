// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Mcc} from "../types/Mcc.sol";
import {Region} from "../types/Region.sol";
import {MerchantStatus, MerchantWord} from "./MerchantWord.sol";
import {SalesBand} from "./SalesBand.sol";

/// @notice What the operator records of a merchant.
struct Enrolment {
    address merchant; // its deposit token account
    Mcc mcc;
    Region region; // the district its premises are in
    SalesBand salesBand; // its yearly sales, as the tax authority certified them
}

/// @title IMerchantRegistry
/// @notice The merchants that may take vouchers: what they sell, where, and how large they are. One registry serves
/// every programme of the operator.
interface IMerchantRegistry {
    event MerchantEnrolled(
        address indexed merchant,
        Mcc indexed mcc,
        Region indexed region,
        SalesBand salesBand,
        address by
    );
    event MerchantSuspended(address indexed merchant, bytes32 indexed caseId, address indexed by);
    event MerchantReinstated(address indexed merchant, bytes32 indexed caseId, address indexed by);
    event MerchantDelisted(address indexed merchant, address indexed by);

    error MerchantNotEnrolled(address merchant);
    error MerchantIsSuspended(address merchant);
    error MerchantNotSuspended(address merchant);
    error InvalidEnrolment(address merchant, Mcc mcc, Region region, SalesBand salesBand);
    error BatchTooLong(uint256 length, uint256 limit);

    /// @notice Enrols a merchant, or records changed facts about one. A suspension stays.
    /// @dev Who: the operator's merchant officer. Fails: `InvalidEnrolment` for the zero address, a category above 9999, a
    /// district that has no five digits or an unknown sales band. Emits `MerchantEnrolled`.
    function enrol(Enrolment calldata enrolment) external;

    /// @notice Enrols up to `MAX_ENROL_BATCH` merchants, all or none; a later entry of the same merchant counts.
    /// @dev As `enrol`. Fails also: `BatchTooLong`.
    function enrolBatch(Enrolment[] calldata enrolments) external;

    /// @notice Stops a merchant from taking vouchers. @dev Who: the operator's merchant enforcement officer.
    /// Fails: `MerchantNotEnrolled`, `MerchantIsSuspended`. Emits `MerchantSuspended`.
    /// @param caseId A keyed hash of the case file.
    function suspend(address merchant, bytes32 caseId) external;

    /// @notice Ends a suspension. @dev Who: the operator's merchant officer. Fails: `MerchantNotEnrolled`,
    /// `MerchantNotSuspended`. Emits `MerchantReinstated`.
    function reinstate(address merchant, bytes32 caseId) external;

    /// @notice Takes a merchant off the list. @dev Who: the operator's merchant officer. A suspended merchant must be
    /// reinstated first, so that leaving and coming back does not end a suspension. Fails: `MerchantNotEnrolled`,
    /// `MerchantIsSuspended`. Emits `MerchantDelisted`.
    function delist(address merchant) external;

    /// @notice The merchant's facts in one word, as a programme checks them.
    function merchantWord(address merchant) external view returns (MerchantWord);

    /// @notice As `merchantWord` for each, of whom the lowest 160 bits of a word are read.
    function merchantWords(uint256[] calldata merchants) external view returns (MerchantWord[] memory words);

    /// @notice The merchant's facts one by one.
    function merchantOf(
        address merchant
    ) external view returns (MerchantStatus status, Mcc mcc, Region region, SalesBand salesBand);
}
