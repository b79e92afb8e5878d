// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {ITrustee} from "../budget/ITrustee.sol";
import {AgreementId} from "../types/AgreementId.sol";
import {OverseerRole, TerminationGround} from "./AgreementStatus.sol";
import {AgreementTerms, MilestoneChange, MilestoneTerms, ProcurementRules} from "./AgreementTerms.sol";
import {IProcurementOffices} from "./IProcurementOffices.sol";
import {ProcurementOffices} from "./ProcurementOffices.sol";
import {Share} from "./Share.sol";

/// @title ProcurementCode
/// @notice Functions whose code lies in `ProcurementOffices`: what is done to agreements seldom.
/// @dev `ProcurementEscrow` by itself would be larger than a contract may be. It declares each of these functions and runs the one of
/// the same selector on its own storage; the address never changes.
abstract contract ProcurementCode is IProcurementOffices {
    /// @notice The code of what is done to agreements seldom. Fixed.
    ProcurementOffices public immutable offices;

    constructor(ProcurementOffices offices_) {
        offices = offices_;
    }

    /// @inheritdoc IProcurementOffices
    function setRules(ProcurementRules calldata) external {
        _run();
    }

    /// @inheritdoc IProcurementOffices
    function setLateRate(uint16) external {
        _run();
    }

    /// @inheritdoc IProcurementOffices
    function open(
        bytes32,
        AgreementTerms calldata,
        MilestoneTerms[] calldata,
        bytes32
    ) external returns (AgreementId) {
        return AgreementId.wrap(abi.decode(_run(), (uint64)));
    }

    /// @inheritdoc IProcurementOffices
    function bindMatter(AgreementId, bytes32) external {
        _run();
    }

    /// @inheritdoc ITrustee
    function receiveAdvance(bytes32, uint64) external {
        _run();
    }

    /// @inheritdoc IProcurementOffices
    function depositBond(AgreementId, uint64) external {
        _run();
    }

    /// @inheritdoc IProcurementOffices
    function recordGuarantee(AgreementId, uint64, bytes32) external {
        _run();
    }

    /// @inheritdoc IProcurementOffices
    function appointOverseer(AgreementId, address, OverseerRole) external {
        _run();
    }

    /// @inheritdoc IProcurementOffices
    function dismissOverseer(AgreementId, address) external {
        _run();
    }

    /// @inheritdoc IProcurementOffices
    function proposeShares(AgreementId, uint8, bytes32) external {
        _run();
    }

    /// @inheritdoc IProcurementOffices
    function approveShares(AgreementId, uint8, Share[] calldata) external {
        _run();
    }

    /// @inheritdoc IProcurementOffices
    function excuseDelay(AgreementId, uint8, uint16, bytes32) external {
        _run();
    }

    /// @inheritdoc IProcurementOffices
    function proposeAmendment(AgreementId, bytes32, bytes32) external {
        _run();
    }

    /// @inheritdoc IProcurementOffices
    function amend(AgreementId, MilestoneChange[] calldata) external {
        _run();
    }

    /// @inheritdoc IProcurementOffices
    function terminate(AgreementId, TerminationGround, bytes32) external {
        _run();
    }

    /// @inheritdoc IProcurementOffices
    function returnAdvance(AgreementId, uint64) external {
        _run();
    }

    /// @inheritdoc IProcurementOffices
    function returnBond(AgreementId) external {
        _run();
    }

    /// @inheritdoc IProcurementOffices
    function useRetention(AgreementId, uint64, bytes32) external {
        _run();
    }

    /// @inheritdoc IProcurementOffices
    function releaseRetention(AgreementId) external {
        _run();
    }

    /// @inheritdoc IProcurementOffices
    function returnRest(AgreementId) external {
        _run();
    }

    /// @inheritdoc IProcurementOffices
    function close(AgreementId) external {
        _run();
    }

    /// @dev Runs the function of the code that has this call's selector, with its arguments, on this storage.
    function _run() private returns (bytes memory) {
        return Address.functionDelegateCall(address(offices), msg.data);
    }
}
