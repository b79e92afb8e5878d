// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ProgrammeId} from "../../contracts/types/ProgrammeId.sol";
import {Clawback, ClawbackStatus} from "../../contracts/voucher/Clawback.sol";
import {ISpendingTerms} from "../../contracts/voucher/ISpendingTerms.sol";
import {IVoucherErrors} from "../../contracts/voucher/IVoucherErrors.sol";
import {actor} from "./Gukgo.sol";
import {SpendHandler} from "./SpendHandler.sol";

/// @title ClawbackHandler
/// @notice Vouchers held for a case, objections, and what becomes of them.
abstract contract ClawbackHandler is SpendHandler {
    function _learnClawbacks() internal {
        _learn("open a clawback", this.openClawback);
        _learn("object to a clawback", this.objectToClawback);
        _learn("decide an objection", this.decideClawback);
        _learn("release a clawback", this.releaseClawback);
        _learn("claw back", this.clawBack);
    }

    function openClawback() external returns (bool) {
        (ProgrammeId programme, address holder) = _holding();
        uint64 most = uint64(_s.programmes.balanceOf(holder, ProgrammeId.unwrap(programme)));
        return _openClawback(programme, holder, uint64(_amountUpTo(most)));
    }

    function objectToClawback() external returns (bool) {
        (ProgrammeId programme, address holder) = _likely() ? _held(false) : _holding();
        return _object(programme, holder);
    }

    function decideClawback() external returns (bool) {
        (ProgrammeId programme, address holder) = _likely() ? _held(true) : _holding();
        return _decide(programme, holder, _oneIn(2));
    }

    function releaseClawback() external returns (bool) {
        (ProgrammeId programme, address holder) = _likely() ? _held(_oneIn(2)) : _holding();
        bytes memory data = abi.encodeCall(_s.programmes.releaseClawback, (programme, holder));
        bytes memory reasons = abi.encodePacked(IVoucherErrors.NoClawback.selector);
        return _try(actor("clawbackOfficer"), address(_s.programmes), data, reasons);
    }

    /// @dev After a rejected objection, or the time for one; else it is refused.
    function clawBack() external returns (bool) {
        (ProgrammeId programme, address holder) = _likely() ? _held(true) : _holding();
        if (_likely()) _decide(programme, holder, false);
        Clawback memory clawback = _s.programmes.clawbackOf(programme, holder);
        if (clawback.status == ClawbackStatus.Opened && nowAt < clawback.objectableUntil && _oneIn(6)) {
            _warp(clawback.objectableUntil - _below(2));
        }
        if (_likely() && clawback.amount != 0) _makeHomeReady(programme);
        bytes memory data = abi.encodeCall(_s.programmes.clawBack, (programme, holder));
        bytes memory reasons = abi.encodePacked(
            _stopReasons(),
            _accountReasons(),
            IVoucherErrors.NoClawback.selector,
            IVoucherErrors.ClawbackNotDue.selector,
            IVoucherErrors.ClawbackUndecided.selector
        );
        if (!_try(actor("clawbackOfficer"), address(_s.programmes), data, reasons)) return false;
        _sentHome(programme, holder, clawback.amount);
        return true;
    }

    // --------------------------------------------------------------------------------------------- arranging

    function _openClawback(ProgrammeId programme, address holder, uint64 amount) private returns (bool) {
        bytes memory data = abi.encodeCall(_s.programmes.openClawback, (programme, holder, amount, "case"));
        bytes memory reasons = abi.encodePacked(
            ISpendingTerms.ProgrammeUnknown.selector,
            IVoucherErrors.InvalidClawback.selector,
            IVoucherErrors.ClawbackRunning.selector,
            IVoucherErrors.VoucherInsufficient.selector
        );
        return _try(actor("clawbackOfficer"), address(_s.programmes), data, reasons);
    }

    function _object(ProgrammeId programme, address holder) private returns (bool) {
        bytes memory data = abi.encodeCall(_s.programmes.objectToClawback, (programme));
        bytes memory reasons = abi.encodePacked(
            IVoucherErrors.NoClawback.selector,
            IVoucherErrors.ClawbackObjectionClosed.selector
        );
        return _try(holder, address(_s.programmes), data, reasons);
    }

    function _decide(ProgrammeId programme, address holder, bool upheld) private returns (bool) {
        bytes memory data = abi.encodeCall(_s.programmes.decideClawback, (programme, holder, upheld));
        bytes memory reasons = abi.encodePacked(
            IVoucherErrors.NoClawback.selector,
            IVoucherErrors.ClawbackNotObjected.selector
        );
        return _try(actor("clawbackReviewer"), address(_s.programmes), data, reasons);
    }

    /// @dev A programme and a holder with vouchers of it, if a few looks find one; some are granted if not.
    function _holding() internal returns (ProgrammeId programme, address holder) {
        for (uint256 i = 0; i < 6; ++i) {
            (programme, holder) = (_programme(), _oneOf(_citizens));
            if (_s.programmes.balanceOf(holder, ProgrammeId.unwrap(programme)) != 0)
                return (programme, holder);
        }
        if (_oneIn(4)) return (programme, holder);
        address manager;
        (programme, manager) = _grantable(true);
        _grant(programme, manager, holder, uint64(_between(1, 10)));
    }

    /// @dev A holder of whose vouchers a part is held, and who has objected or may object.
    function _held(bool objected) private returns (ProgrammeId programme, address holder) {
        (programme, holder) = _holding();
        Clawback memory clawback = _s.programmes.clawbackOf(programme, holder);
        uint256 left = _s.programmes.balanceOf(holder, ProgrammeId.unwrap(programme));
        if (clawback.status == ClawbackStatus.None && left != 0) {
            _openClawback(programme, holder, uint64(_between(1, left)));
        }
        if (objected) _object(programme, holder);
    }
}
