// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {Invoice} from "../types/Invoice.sol";
import {ProgrammeId} from "../types/ProgrammeId.sol";
import {Region} from "../types/Region.sol";
import {PackedEntry} from "./InvoiceEntry.sol";
import {IVoucherHolders} from "./IVoucherHolders.sol";
import {IVoucherOffices} from "./IVoucherOffices.sol";
import {IVoucherPayments} from "./IVoucherPayments.sol";
import {MixedPurchase, Purchase, RunWord, SignedPayment} from "./Payment.sol";
import {Proxy} from "./Proxy.sol";
import {Purpose} from "./Terms.sol";
import {VoucherHolders} from "./VoucherHolders.sol";
import {VoucherOffices} from "./VoucherOffices.sol";
import {VoucherPayments} from "./VoucherPayments.sol";

/// @title VoucherCode
/// @notice Functions whose code lies in `VoucherPayments`, for payments beyond the plain one, in `VoucherOffices`, for what is done
/// to programmes, and in `VoucherHolders`, for what else happens to holders.
/// @dev `VoucherProgramme` by itself would be larger than a contract may be. It declares each of these functions and runs the one of
/// the same selector on its own storage; the two addresses never change.
abstract contract VoucherCode is IVoucherHolders, IVoucherOffices, IVoucherPayments {
    /// @notice The code of what is done to programmes. Fixed.
    VoucherOffices public immutable offices;

    /// @notice The code of what else happens to holders. Fixed.
    VoucherHolders public immutable holderCode;

    /// @notice The code of payments beyond the plain one. Fixed.
    VoucherPayments public immutable payments;

    constructor(VoucherOffices offices_, VoucherHolders holderCode_, VoucherPayments payments_) {
        (offices, holderCode, payments) = (offices_, holderCode_, payments_);
    }

    // ------------------------------------------------------------------------ what runs the code of payments

    /// @inheritdoc IVoucherPayments
    function spendFor(address, Purchase calldata) external {
        _run(address(payments));
    }

    /// @inheritdoc IVoucherPayments
    function spendMixed(MixedPurchase calldata) external {
        _run(address(payments));
    }

    /// @inheritdoc IVoucherPayments
    function spendWithRebate(Purchase calldata) external {
        _run(address(payments));
    }

    /// @inheritdoc IVoucherPayments
    function settle(RunWord[] calldata, SignedPayment[] calldata, bytes calldata) external returns (uint256) {
        return abi.decode(_run(address(payments)), (uint256));
    }

    /// @inheritdoc IVoucherPayments
    function settleAll(RunWord[] calldata, SignedPayment[] calldata, bytes calldata) external {
        _run(address(payments));
    }

    /// @inheritdoc IVoucherPayments
    function refund(address, Invoice, PackedEntry[] calldata, uint256, uint64) external {
        _run(address(payments));
    }

    // -------------------------------------------------------------------------- what runs the code of offices

    /// @inheritdoc IVoucherOffices
    function open(Purpose calldata, address, uint64) external returns (ProgrammeId) {
        return ProgrammeId.wrap(abi.decode(_run(address(offices)), (uint64)));
    }

    /// @inheritdoc IVoucherOffices
    function openInTrust(Purpose calldata, bytes32) external returns (ProgrammeId) {
        return ProgrammeId.wrap(abi.decode(_run(address(offices)), (uint64)));
    }

    /// @inheritdoc IVoucherOffices
    function receiveAdvance(bytes32, uint64) external {
        _run(address(offices));
    }

    /// @inheritdoc IVoucherOffices
    function appointManager(ProgrammeId, address) external {
        _run(address(offices));
    }

    /// @inheritdoc IVoucherOffices
    function dismissManager(ProgrammeId, address) external {
        _run(address(offices));
    }

    /// @inheritdoc IVoucherOffices
    function appointAttestor(ProgrammeId, address) external {
        _run(address(offices));
    }

    /// @inheritdoc IVoucherOffices
    function dismissAttestor(ProgrammeId, address) external {
        _run(address(offices));
    }

    /// @inheritdoc IVoucherOffices
    function pauseProgramme(ProgrammeId, bytes32) external {
        _run(address(offices));
    }

    /// @inheritdoc IVoucherOffices
    function resumeProgramme(ProgrammeId, bytes32) external {
        _run(address(offices));
    }

    /// @inheritdoc IVoucherOffices
    function extendExpiry(ProgrammeId, uint48) external {
        _run(address(offices));
    }

    /// @inheritdoc IVoucherOffices
    function replaceFundingAccount(ProgrammeId, address) external {
        _run(address(offices));
    }

    /// @inheritdoc IVoucherOffices
    function close(ProgrammeId) external {
        _run(address(offices));
    }

    // -------------------------------------------------------------------------- what runs the code of holders

    /// @inheritdoc IVoucherHolders
    function moveHome(ProgrammeId, address, Region) external {
        _run(address(holderCode));
    }

    /// @inheritdoc IVoucherHolders
    function moveToSuccessor(ProgrammeId, address) external {
        _run(address(holderCode));
    }

    /// @inheritdoc IVoucherHolders
    function consent(ProgrammeId, bytes32) external {
        _run(address(holderCode));
    }

    /// @inheritdoc IVoucherHolders
    function consentSigned(ProgrammeId, address, bytes32, bytes calldata) external {
        _run(address(holderCode));
    }

    /// @inheritdoc IVoucherHolders
    function attest(ProgrammeId, address, bytes32) external {
        _run(address(holderCode));
    }

    /// @inheritdoc IVoucherHolders
    function revokeAttestation(ProgrammeId, address, bytes32) external {
        _run(address(holderCode));
    }

    /// @inheritdoc IVoucherHolders
    function appointProxy(ProgrammeId, address, Proxy calldata, bytes32) external {
        _run(address(holderCode));
    }

    /// @inheritdoc IVoucherHolders
    function dismissProxy(ProgrammeId, address) external {
        _run(address(holderCode));
    }

    /// @inheritdoc IVoucherHolders
    function cancelPayment(ProgrammeId, uint24) external {
        _run(address(holderCode));
    }

    /// @inheritdoc IVoucherHolders
    function openClawback(ProgrammeId, address, uint64, bytes32) external {
        _run(address(holderCode));
    }

    /// @inheritdoc IVoucherHolders
    function objectToClawback(ProgrammeId) external {
        _run(address(holderCode));
    }

    /// @inheritdoc IVoucherHolders
    function decideClawback(ProgrammeId, address, bool) external {
        _run(address(holderCode));
    }

    /// @inheritdoc IVoucherHolders
    function releaseClawback(ProgrammeId, address) external {
        _run(address(holderCode));
    }

    /// @inheritdoc IVoucherHolders
    function clawBack(ProgrammeId, address) external {
        _run(address(holderCode));
    }

    /// @inheritdoc IVoucherHolders
    function reclaim(ProgrammeId, address) external {
        _run(address(holderCode));
    }

    /// @inheritdoc IVoucherHolders
    function reclaimBatch(ProgrammeId, address[] calldata) external {
        _run(address(holderCode));
    }

    // --------------------------------------------------------------------------------------------- internals

    /// @dev Runs the function of `code` that has this call's selector, with its arguments, on this storage.
    function _run(address code) private returns (bytes memory) {
        return Address.functionDelegateCall(code, msg.data);
    }
}
