// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {AwardId} from "../types/AwardId.sol";
import {Invoice} from "../types/Invoice.sol";
import {PackedEntry} from "../voucher/InvoiceEntry.sol";
import {AwardTerms} from "./AwardTerms.sol";
import {CaseOrder, Ground} from "./CaseOrder.sol";
import {ISubsidyDecisions} from "./ISubsidyDecisions.sol";
import {ISubsidyReturns} from "./ISubsidyReturns.sol";
import {SubsidyDecisions} from "./SubsidyDecisions.sol";
import {SubsidyReturns} from "./SubsidyReturns.sol";

/// @title SubsidyCode
/// @notice Functions whose code lies in `SubsidyDecisions`, for what is decided, and in `SubsidyReturns`, for what comes back.
/// @dev `SubsidyGrants` by itself would be larger than a contract may be. It declares each of these functions and runs the one of
/// the same selector on its own storage; the two addresses never change.
abstract contract SubsidyCode is ISubsidyDecisions, ISubsidyReturns {
    /// @notice The code of what is decided. Fixed.
    SubsidyDecisions public immutable decisions;

    /// @notice The code of what comes back. Fixed.
    SubsidyReturns public immutable returnCode;

    constructor(SubsidyDecisions decisions_, SubsidyReturns code) {
        (decisions, returnCode) = (decisions_, code);
    }

    /// @inheritdoc ISubsidyReturns
    function refund(address, Invoice, PackedEntry[] calldata, uint256, uint64) external {
        _run(address(returnCode));
    }

    /// @inheritdoc ISubsidyReturns
    function payDebt(AwardId, uint64) external {
        _run(address(returnCode));
    }

    /// @inheritdoc ISubsidyDecisions
    function appointAttestor(address) external {
        _run(address(decisions));
    }

    /// @inheritdoc ISubsidyDecisions
    function dismissAttestor(address) external {
        _run(address(decisions));
    }

    /// @inheritdoc ISubsidyDecisions
    function award(bytes32, AwardTerms calldata) external returns (AwardId) {
        return AwardId.wrap(abi.decode(_run(address(decisions)), (uint64)));
    }

    /// @inheritdoc ISubsidyDecisions
    function split(AwardId, AwardTerms calldata) external returns (AwardId) {
        return AwardId.wrap(abi.decode(_run(address(decisions)), (uint64)));
    }

    /// @inheritdoc ISubsidyDecisions
    function report(AwardId, bytes32) external {
        _run(address(decisions));
    }

    /// @inheritdoc ISubsidyDecisions
    function noteLateReport(AwardId) external {
        _run(address(decisions));
    }

    /// @inheritdoc ISubsidyDecisions
    function settle(AwardId, uint64, uint64, bytes32, bytes32) external {
        _run(address(decisions));
    }

    /// @inheritdoc ISubsidyDecisions
    function suspend(AwardId, bytes32) external {
        _run(address(decisions));
    }

    /// @inheritdoc ISubsidyDecisions
    function resume(AwardId, bytes32) external {
        _run(address(decisions));
    }

    /// @inheritdoc ISubsidyDecisions
    function openCase(AwardId, CaseOrder calldata) external {
        _run(address(decisions));
    }

    /// @inheritdoc ISubsidyDecisions
    function objectToCase(AwardId, bytes32) external {
        _run(address(decisions));
    }

    /// @inheritdoc ISubsidyDecisions
    function extendAnswer(AwardId, bytes32) external {
        _run(address(decisions));
    }

    /// @inheritdoc ISubsidyDecisions
    function answerObjection(AwardId, bool) external {
        _run(address(decisions));
    }

    /// @inheritdoc ISubsidyDecisions
    function dropCase(AwardId) external {
        _run(address(decisions));
    }

    /// @inheritdoc ISubsidyDecisions
    function clawBack(AwardId) external {
        _run(address(decisions));
    }

    /// @inheritdoc ISubsidyDecisions
    function addSurcharge(AwardId, uint16) external {
        _run(address(decisions));
    }

    /// @inheritdoc ISubsidyDecisions
    function exclude(AwardId, Ground, uint40, bytes32) external {
        _run(address(decisions));
    }

    /// @inheritdoc ISubsidyDecisions
    function releaseAsset(bytes32, bytes32) external {
        _run(address(decisions));
    }

    /// @dev Runs the function of `code` that has this call's selector, with its arguments, on this storage.
    function _run(address code) private returns (bytes memory) {
        return Address.functionDelegateCall(code, msg.data);
    }
}
