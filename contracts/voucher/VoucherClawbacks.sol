// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {officerOf} from "../access/Officer.sol";
import {ProgrammeId} from "../types/ProgrammeId.sol";
import {Clawback, ClawbackStatus} from "./Clawback.sol";
import {IVoucherHolders} from "./IVoucherHolders.sol";
import {VoucherState} from "./VoucherState.sol";
import {Voucher} from "./VoucherWord.sol";

/// @title VoucherClawbacks
/// @notice Money taken back from vouchers for a reason: held first, then open to objection, then taken or released. See
/// `IVoucherHolders`.
abstract contract VoucherClawbacks is VoucherState, IVoucherHolders {
    /// @notice How long a holder may object, seconds.
    uint48 public constant CLAWBACK_OBJECTION_PERIOD = 60 days;

    /// @inheritdoc IVoucherHolders
    function openClawback(
        ProgrammeId programme,
        address holder,
        uint64 amount,
        bytes32 caseId
    ) external restricted {
        _known(programme);
        if (amount == 0 || caseId == 0) revert InvalidClawback(programme, holder, caseId);
        (Voucher storage voucher, Clawback storage clawback) = _held(programme, holder);
        if (clawback.status != ClawbackStatus.None) {
            revert ClawbackRunning(programme, holder, clawback.caseId);
        }
        uint64 left = voucher.word.balance();
        if (amount > left) revert VoucherInsufficient(programme, holder, left, amount);

        uint48 until = uint48(block.timestamp) + CLAWBACK_OBJECTION_PERIOD;
        voucher.word = voucher.word.withHold(true);
        (clawback.amount, clawback.objectableUntil) = (amount, until);
        (clawback.status, clawback.caseId) = (ClawbackStatus.Opened, caseId);

        emit ClawbackOpened(programme, holder, caseId, amount, until, officerOf(authority));
    }

    /// @inheritdoc IVoucherHolders
    function objectToClawback(ProgrammeId programme) external {
        (, Clawback storage clawback) = _running(programme, msg.sender);
        uint48 until = clawback.objectableUntil;
        bool isOpen = clawback.status == ClawbackStatus.Opened && block.timestamp < until;
        if (!isOpen) revert ClawbackObjectionClosed(programme, msg.sender, until);

        clawback.status = ClawbackStatus.Objected;

        emit ClawbackObjected(programme, msg.sender, clawback.caseId);
    }

    /// @inheritdoc IVoucherHolders
    function decideClawback(ProgrammeId programme, address holder, bool upheld) external restricted {
        (, Clawback storage clawback) = _running(programme, holder);
        if (clawback.status != ClawbackStatus.Objected) revert ClawbackNotObjected(programme, holder);

        if (upheld) return _release(programme, holder);
        clawback.status = ClawbackStatus.Confirmed;

        emit ClawbackConfirmed(programme, holder, clawback.caseId, officerOf(authority));
    }

    /// @inheritdoc IVoucherHolders
    function releaseClawback(ProgrammeId programme, address holder) external restricted {
        _release(programme, holder);
    }

    /// @inheritdoc IVoucherHolders
    function clawBack(ProgrammeId programme, address holder) external restricted {
        (Voucher storage voucher, Clawback storage stored) = _running(programme, holder);
        Clawback memory clawback = stored;
        if (clawback.status == ClawbackStatus.Objected) revert ClawbackUndecided(programme, holder);
        bool isOpen = clawback.status == ClawbackStatus.Opened && block.timestamp < clawback.objectableUntil;
        if (isOpen) revert ClawbackNotDue(programme, holder, clawback.objectableUntil);

        voucher.word = voucher.word.debit(clawback.amount).withHold(false);
        delete _clawbacks[programme.join(uint160(holder))];

        address officer = officerOf(authority);
        emit IERC1155.TransferSingle(officer, holder, address(0), programme.toTokenId(), clawback.amount);
        emit ClawedBack(programme, holder, clawback.caseId, officer);

        _sendHome(programme, clawback.amount);
    }

    function _release(ProgrammeId programme, address holder) private {
        (Voucher storage voucher, Clawback storage clawback) = _running(programme, holder);
        bytes32 caseId = clawback.caseId;

        voucher.word = voucher.word.withHold(false);
        delete _clawbacks[programme.join(uint160(holder))];

        emit ClawbackReleased(programme, holder, caseId, officerOf(authority));
    }

    function _running(
        ProgrammeId programme,
        address holder
    ) private view returns (Voucher storage voucher, Clawback storage clawback) {
        (voucher, clawback) = _held(programme, holder);
        if (clawback.status == ClawbackStatus.None) revert NoClawback(programme, holder);
    }

    function _held(
        ProgrammeId programme,
        address holder
    ) private view returns (Voucher storage voucher, Clawback storage clawback) {
        uint256 key = programme.join(uint160(holder));
        return (_vouchers[key], _clawbacks[key]);
    }
}
