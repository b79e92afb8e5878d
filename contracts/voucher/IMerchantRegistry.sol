// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Business} from "../types/Business.sol";
import {Mcc} from "../types/Mcc.sol";
import {Region} from "../types/Region.sol";
import {IMerchantErrors} from "./IMerchantErrors.sol";
import {MerchantStatus, MerchantWord} from "./MerchantWord.sol";
import {SalesBand} from "./SalesBand.sol";

/// @notice What the operator records of a merchant.
struct Enrolment {
    address merchant; // its deposit token account
    Mcc mcc;
    Region region; // the district its premises are in
    SalesBand salesBand; // its yearly sales, as the tax authority certified them
    Business business; // whose shop it is
}

/// @title IMerchantRegistry
/// @notice The merchants that may take vouchers: what they sell, where, how large they are, and whose they are. One registry
/// serves every programme of the operator.
/// @dev A bar binds the account and the business it belongs to, so that an owner does not come back under another key. It
/// ends at an instant that its event names; nothing is sent then, and nothing is enrolled by it.
interface IMerchantRegistry is IMerchantErrors {
    event MerchantEnrolled(
        address indexed merchant,
        Mcc indexed mcc,
        Region indexed region,
        SalesBand salesBand,
        Business business,
        address by
    );
    event MerchantSuspended(address indexed merchant, bytes32 indexed caseId, address indexed by);
    event MerchantReinstated(address indexed merchant, bytes32 indexed caseId, address indexed by);
    event MerchantDelisted(address indexed merchant, address indexed by);

    /// @notice `merchant` and `business` are barred until `until`, UTC seconds; the business longer, where it already was.
    event MerchantBarred(
        address indexed merchant,
        Business indexed business,
        bytes32 indexed caseId,
        uint48 until,
        address by
    );

    error MerchantNotSuspended(address merchant);
    error InvalidEnrolment(address merchant, Mcc mcc, Region region, SalesBand salesBand);

    /// @notice The enrolment does not say whose shop it is.
    error BusinessMissing(address merchant);

    /// @notice A bar ends ahead, and within `MAX_BAR_PERIOD`.
    error InvalidBar(address merchant, uint48 until);
    error BatchTooLong(uint256 length, uint256 limit);

    /// @notice Enrols a merchant, or records changed facts about one. A suspension stays, and its business with it.
    /// @dev Who: the operator's merchant officer. Fails: `InvalidEnrolment` for the zero address, a category above 9999, a
    /// district that has no five digits or an unknown sales band; `BusinessMissing`; `MerchantIsSuspended` for a suspended
    /// merchant under another business; `MerchantIsBarred` while its business so far or the one given is barred (Local Gift
    /// Voucher Act art. 8, version 2026-01-01). Emits `MerchantEnrolled`.
    function enrol(Enrolment calldata enrolment) external;

    /// @notice Enrols up to `MAX_ENROL_BATCH` merchants, all or none; a later entry of the same merchant counts.
    /// @dev As `enrol`. Fails also: `BatchTooLong`.
    function enrolBatch(Enrolment[] calldata enrolments) external;

    /// @notice Stops a merchant from taking vouchers. @dev Who: the operator's merchant enforcement officer.
    /// Fails: `MerchantNotEnrolled`, `MerchantIsSuspended`, `MerchantIsDelisted`, `MerchantIsBarred`.
    /// Emits `MerchantSuspended`.
    /// @param caseId A keyed hash of the case file.
    function suspend(address merchant, bytes32 caseId) external;

    /// @notice Ends a suspension. @dev Who: the operator's merchant officer. Fails: `MerchantNotEnrolled`,
    /// `MerchantNotSuspended`, `MerchantIsDelisted`, `MerchantIsBarred` while its business is barred.
    /// Emits `MerchantReinstated`.
    function reinstate(address merchant, bytes32 caseId) external;

    /// @notice Takes a merchant that closes its shop off the list. @dev Who: the operator's merchant officer. A suspended
    /// merchant must be reinstated first, so that leaving and coming back does not end a suspension. Fails:
    /// `MerchantNotEnrolled`, `MerchantIsSuspended`, `MerchantIsDelisted`, `MerchantIsBarred`. Emits `MerchantDelisted`.
    function delist(address merchant) external;

    /// @notice Takes a merchant off the list and keeps it and its business from being enrolled before `until`. One that
    /// closed its shop beforehand is barred too. Other accounts of the business stay as they are: each is judged in its
    /// own case.
    /// @dev Who: the operator's merchant enforcement officer. Fails: `MerchantNotEnrolled`; `MerchantIsBarred` where it was
    /// barred and not enrolled since, so that no bar follows on another; `InvalidBar`. Emits `MerchantBarred`.
    /// @param until UTC second from which on the merchant may be enrolled anew; at most `MAX_BAR_PERIOD` ahead, one year
    /// (Local Gift Voucher Act art. 8, version 2026-01-01; verify against the current text).
    /// @param caseId A keyed hash of the case file.
    function bar(address merchant, uint48 until, bytes32 caseId) external;

    /// @notice The merchant's facts in one word, as a programme checks them. Who is not `Enrolled` takes no vouchers;
    /// `merchantRefusal` turns the word into the reason.
    function merchantWord(address merchant) external view returns (MerchantWord);

    /// @notice As `merchantWord` for each, of whom the lowest 160 bits of a word are read.
    function merchantWords(uint256[] calldata merchants) external view returns (MerchantWord[] memory words);

    /// @notice The merchant's facts one by one, as they were last recorded. Those of one that left the list stay.
    function merchantOf(
        address merchant
    ) external view returns (MerchantStatus status, Mcc mcc, Region region, SalesBand salesBand);

    /// @notice Whose shop the merchant is, as was last recorded, and until when it is barred itself, UTC seconds; 0 where no
    /// bar followed on its last enrolment.
    function businessOf(address merchant) external view returns (Business business, uint48 barredUntil);

    /// @notice The other businesses that the account was enrolled under before, each once, in the order in which it first left
    /// them; the one it has now is among them where it has returned to it.
    function formerBusinessesOf(address merchant) external view returns (Business[] memory businesses);

    /// @notice The UTC second until which the business is barred under its latest bar; 0 where it never was.
    function barOf(Business business) external view returns (uint48 until);
}
