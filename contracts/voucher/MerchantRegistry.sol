// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {officerOf} from "../access/Officer.sol";
import {Mcc} from "../types/Mcc.sol";
import {Region} from "../types/Region.sol";
import {Enrolment, IMerchantRegistry} from "./IMerchantRegistry.sol";
import {MerchantStatus, MerchantWord, packMerchant} from "./MerchantWord.sol";
import {SalesBand} from "./SalesBand.sol";

/// @title MerchantRegistry
/// @notice The merchants that may take vouchers. See `IMerchantRegistry`.
contract MerchantRegistry is AccessManaged, IMerchantRegistry {
    /// @notice The most merchants of one `enrolBatch`: it stays under 2^24 gas.
    uint256 public constant MAX_ENROL_BATCH = 500;

    mapping(address merchant => MerchantWord) private _merchants;

    constructor(address operator) AccessManaged(operator) {}

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
        MerchantWord word = _enrolled(merchant);
        if (word.status() == MerchantStatus.Suspended) revert MerchantIsSuspended(merchant);

        _merchants[merchant] = word.withStatus(MerchantStatus.Suspended);

        emit MerchantSuspended(merchant, caseId, officerOf(authority()));
    }

    /// @inheritdoc IMerchantRegistry
    function reinstate(address merchant, bytes32 caseId) external restricted {
        MerchantWord word = _enrolled(merchant);
        if (word.status() != MerchantStatus.Suspended) revert MerchantNotSuspended(merchant);

        _merchants[merchant] = word.withStatus(MerchantStatus.Enrolled);

        emit MerchantReinstated(merchant, caseId, officerOf(authority()));
    }

    /// @inheritdoc IMerchantRegistry
    function delist(address merchant) external restricted {
        if (_enrolled(merchant).status() == MerchantStatus.Suspended) revert MerchantIsSuspended(merchant);

        _merchants[merchant] = MerchantWord.wrap(0);

        emit MerchantDelisted(merchant, officerOf(authority()));
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

    function _enrol(Enrolment calldata e) private {
        bool known = e.mcc.isCode() && e.region.isCode() && e.salesBand != SalesBand.Unknown;
        if (e.merchant == address(0) || !known)
            revert InvalidEnrolment(e.merchant, e.mcc, e.region, e.salesBand);

        bool suspended = _merchants[e.merchant].status() == MerchantStatus.Suspended;
        MerchantStatus status = suspended ? MerchantStatus.Suspended : MerchantStatus.Enrolled;
        _merchants[e.merchant] = packMerchant(status, e.mcc, e.region, e.salesBand);

        emit MerchantEnrolled(e.merchant, e.mcc, e.region, e.salesBand, officerOf(authority()));
    }

    function _enrolled(address merchant) private view returns (MerchantWord word) {
        word = _merchants[merchant];
        if (word.status() == MerchantStatus.None) revert MerchantNotEnrolled(merchant);
    }
}
