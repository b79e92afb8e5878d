// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Governed} from "../access/Governed.sol";
import {officerOf} from "../access/Officer.sol";
import {Business} from "../types/Business.sol";
import {Mcc} from "../types/Mcc.sol";
import {Refusal} from "../types/Refusal.sol";
import {Region} from "../types/Region.sol";
import {Enrolment, IMerchantRegistry} from "./IMerchantRegistry.sol";
import {merchantRefusal} from "./MerchantRefusal.sol";
import {MerchantStatus, MerchantWord, packMerchant} from "./MerchantWord.sol";
import {SalesBand} from "./SalesBand.sol";

/// @title MerchantRegistry
/// @notice The merchants that may take vouchers. See `IMerchantRegistry`.
contract MerchantRegistry is Governed, IMerchantRegistry {
    using Refusal for bytes;

    /// @notice The most merchants of one `enrolBatch`: it stays under 2^24 gas.
    uint256 public constant MAX_ENROL_BATCH = 500;

    /// @notice The longest bar, seconds: 365 days are never longer than a year.
    uint48 public constant MAX_BAR_PERIOD = 365 days;

    mapping(address merchant => MerchantWord) private _merchants;
    mapping(address merchant => Business[]) private _former;

    /// @inheritdoc IMerchantRegistry
    mapping(Business business => uint48 until) public barOf;

    constructor(address operator) Governed(operator) {}

    /// @inheritdoc IMerchantRegistry
    function enrol(Enrolment calldata enrolment) external restricted {
        _enrol(enrolment);
    }

    /// @inheritdoc IMerchantRegistry
    function enrolBatch(Enrolment[] calldata enrolments) external restricted {
        if (enrolments.length > MAX_ENROL_BATCH) revert BatchTooLong(enrolments.length, MAX_ENROL_BATCH);
        for (uint256 i = 0; i < enrolments.length; ++i) {
            _enrol(enrolments[i]);
        }
    }

    /// @inheritdoc IMerchantRegistry
    function suspend(address merchant, bytes32 caseId) external restricted {
        MerchantWord word = _merchants[merchant];
        merchantRefusal(merchant, word).enforce();

        _merchants[merchant] = word.withStatus(MerchantStatus.Suspended);

        emit MerchantSuspended(merchant, caseId, officerOf(authority));
    }

    /// @inheritdoc IMerchantRegistry
    function reinstate(address merchant, bytes32 caseId) external restricted {
        MerchantWord word = _merchants[merchant];
        if (word.status() != MerchantStatus.Suspended) {
            merchantRefusal(merchant, word).enforce();
            revert MerchantNotSuspended(merchant);
        }
        _requireNoBar(merchant, barOf[word.business()]);

        _merchants[merchant] = word.withStatus(MerchantStatus.Enrolled);

        emit MerchantReinstated(merchant, caseId, officerOf(authority));
    }

    /// @inheritdoc IMerchantRegistry
    function delist(address merchant) external restricted {
        MerchantWord word = _merchants[merchant];
        merchantRefusal(merchant, word).enforce();

        _merchants[merchant] = word.withStatus(MerchantStatus.Delisted);

        emit MerchantDelisted(merchant, officerOf(authority));
    }

    /// @inheritdoc IMerchantRegistry
    function bar(address merchant, uint48 until, bytes32 caseId) external restricted {
        MerchantWord word = _merchants[merchant];
        MerchantStatus status = word.status();
        if (status == MerchantStatus.None) revert MerchantNotEnrolled(merchant);

        // One bar for one enrolment: another on top of it would last longer than a year.
        if (status == MerchantStatus.Barred) revert MerchantIsBarred(merchant, word.barredUntil());

        // A bar ends, and within a year.
        uint256 latest = block.timestamp + MAX_BAR_PERIOD;
        bool isWithin = until > block.timestamp && until <= latest && until <= type(uint32).max;
        if (!isWithin) revert InvalidBar(merchant, until);
        Business business = word.business();

        _merchants[merchant] = word.withBar(uint32(until));
        if (until > barOf[business]) barOf[business] = until;

        emit MerchantBarred(merchant, business, caseId, until, officerOf(authority));
    }

    /// @inheritdoc IMerchantRegistry
    function merchantWord(address merchant) external view returns (MerchantWord) {
        return _merchants[merchant];
    }

    /// @inheritdoc IMerchantRegistry
    function merchantWords(uint256[] calldata merchants) external view returns (MerchantWord[] memory words) {
        words = new MerchantWord[](merchants.length);
        mapping(address => MerchantWord) storage known = _merchants;
        // As `words[i] = known[merchants[i]]` for each.
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            mstore(0x20, known.slot)
            let from := merchants.offset
            let to := add(words, 0x20)
            let end := add(to, shl(5, merchants.length))
            for {} lt(to, end) {} {
                mstore(0, shr(96, shl(96, calldataload(from))))
                mstore(to, sload(keccak256(0, 0x40)))
                from := add(from, 0x20)
                to := add(to, 0x20)
            }
            // The answer: where the list begins, and the list.
            let answer := sub(words, 0x20)
            mstore(answer, 0x20)
            return(answer, sub(end, answer))
        }
    }

    /// @inheritdoc IMerchantRegistry
    function merchantOf(
        address merchant
    ) external view returns (MerchantStatus status, Mcc mcc, Region region, SalesBand salesBand) {
        MerchantWord word = _merchants[merchant];
        return (word.status(), word.mcc(), word.region(), word.salesBand());
    }

    /// @inheritdoc IMerchantRegistry
    function businessOf(address merchant) external view returns (Business business, uint48 barredUntil) {
        MerchantWord word = _merchants[merchant];
        return (word.business(), word.barredUntil());
    }

    /// @inheritdoc IMerchantRegistry
    function formerBusinessesOf(address merchant) external view returns (Business[] memory businesses) {
        return _former[merchant];
    }

    function _enrol(Enrolment calldata e) private {
        bool known = e.mcc.isCode() && e.region.isCode() && e.salesBand != SalesBand.Unknown;
        if (e.merchant == address(0) || !known)
            revert InvalidEnrolment(e.merchant, e.mcc, e.region, e.salesBand);

        // It is known whose shop it is, and that nobody bars it.
        if (e.business.isNone()) revert BusinessMissing(e.merchant);
        MerchantWord word = _merchants[e.merchant];
        _requireNoBar(e.merchant, barOf[e.business]);
        bool changes = !word.isNone() && !word.business().equals(e.business);
        if (changes) _authorizeOther(e.merchant, word);
        bool suspended = word.status() == MerchantStatus.Suspended;
        MerchantStatus status = suspended ? MerchantStatus.Suspended : MerchantStatus.Enrolled;

        MerchantWord next = packMerchant(status, e.mcc, e.region, e.salesBand, e.business);
        _merchants[e.merchant] = changes || word.wasOthers() ? next.asOnceOthers() : next;
        if (changes) _remember(e.merchant, word.business());

        emit MerchantEnrolled(e.merchant, e.mcc, e.region, e.salesBand, e.business, officerOf(authority));
    }

    /// @dev The account has left the business: once is enough.
    function _remember(address merchant, Business business) private {
        Business[] storage former = _former[merchant];
        for (uint256 i = 0; i < former.length; ++i) {
            if (former[i].equals(business)) return;
        }
        former.push(business);
    }

    /// @dev Whoever is enrolled as another's shop leaves neither a bar nor a case behind. Its own bar is one of its business.
    function _authorizeOther(address merchant, MerchantWord word) private view {
        _requireNoBar(merchant, barOf[word.business()]);
        if (word.status() == MerchantStatus.Suspended) revert MerchantIsSuspended(merchant);
    }

    function _requireNoBar(address merchant, uint48 until) private view {
        if (block.timestamp < until) revert MerchantIsBarred(merchant, until);
    }
}
