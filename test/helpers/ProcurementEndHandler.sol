// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDepositErrors} from "../../contracts/deposit/IDepositErrors.sol";
import {AgreementStatus, TerminationGround} from "../../contracts/procurement/AgreementStatus.sol";
import {AgreementFacts} from "../../contracts/procurement/AgreementFacts.sol";
import {AgreementId} from "../../contracts/types/AgreementId.sol";
import {actor} from "./Gukgo.sol";
import {ProcurementModel} from "./ProcurementModel.sol";

/// @notice What may be left of an agreement that has ended.
enum Left {
    Bond,
    Retained, // and to be released
    Rest,
    Nothing
}

/// @title ProcurementEndHandler
/// @notice How agreements end, and what becomes of the money.
abstract contract ProcurementEndHandler is ProcurementModel {
    function _learnEnd() internal {
        _learn("terminate", this.terminate);
        _learn("return an advance", this.returnAdvance);
        _learn("return a bond", this.returnBond);
        _learn("use what is retained", this.useRetention);
        _learn("release what is retained", this.releaseRetention);
        _learn("return the rest", this.returnRest);
        _learn("close", this.close);
        _learn("suspend or reinstate a payee", this.suspend);
        _learn("collect", this.collect);
    }

    function terminate() external returns (bool) {
        if (!_oneIn(3)) return _oneIn(5);
        AgreementId agreement = _inStatus(AgreementStatus.Open);
        TerminationGround ground = TerminationGround(_below(3));
        bytes memory data = abi.encodeCall(_escrow.terminate, (agreement, ground, "case"));
        return _act(agreement, _buyer(), data, false);
    }

    function returnAdvance() external returns (bool) {
        // One of which some of the advance is not recovered, where there is one.
        AgreementId agreement = _inStatus(AgreementStatus.Terminated);
        AgreementFacts memory f = _escrow.agreementOf(agreement);
        for (uint64 n = 1; n <= _escrow.agreements() && f.recovered == f.advance; ++n) {
            agreement = AgreementId.wrap(n);
            f = _escrow.agreementOf(agreement);
        }
        uint64 amount = _amount((f.advance - f.recovered) / 2);
        bytes memory data = abi.encodeCall(_escrow.returnAdvance, (agreement, amount));
        // What the supplier gives back passes through.
        return _try(f.supplier, address(_escrow), data, _reasons());
    }

    function returnBond() external returns (bool) {
        (AgreementId agreement, AgreementFacts memory f) = _endedWith(Left.Bond);
        if (f.status == AgreementStatus.None) return _oneIn(8);
        bytes memory data = abi.encodeCall(_escrow.returnBond, (agreement));
        return _act(agreement, actor("passer-by"), data, false);
    }

    function useRetention() external returns (bool) {
        (AgreementId agreement, AgreementFacts memory f) = _endedWith(Left.Retained);
        if (f.status == AgreementStatus.None) return _oneIn(8);
        uint64 amount = _amount(f.retained / 2);
        bytes memory data = abi.encodeCall(_escrow.useRetention, (agreement, amount, "case"));
        return _act(agreement, _buyer(), data, false);
    }

    function releaseRetention() external returns (bool) {
        (AgreementId agreement, AgreementFacts memory f) = _endedWith(Left.Retained);
        if (f.status == AgreementStatus.None) return _oneIn(8);
        bytes memory data = abi.encodeCall(_escrow.releaseRetention, (agreement));
        return _act(agreement, actor("passer-by"), data, false);
    }

    function returnRest() external returns (bool) {
        (AgreementId agreement, AgreementFacts memory f) = _endedWith(Left.Rest);
        if (f.status == AgreementStatus.None) return _oneIn(8);
        bytes memory data = abi.encodeCall(_escrow.returnRest, (agreement));
        return _act(agreement, actor("passer-by"), data, true);
    }

    function close() external returns (bool) {
        (AgreementId agreement, AgreementFacts memory f) = _endedWith(Left.Nothing);
        if (f.status == AgreementStatus.None) return _oneIn(8);
        bytes memory data = abi.encodeCall(_escrow.close, (agreement));
        return _try(actor("passer-by"), address(_escrow), data, _reasons());
    }

    /// @dev An agreement that has ended, of which `left` is left; now and then any. None where there is none.
    function _endedWith(Left left) private returns (AgreementId agreement, AgreementFacts memory f) {
        uint256 count = _escrow.agreements();
        uint256 start = count == 0 ? 0 : _below(count);
        bool isAny = _oneIn(8);
        for (uint256 i = 0; i < count; ++i) {
            agreement = _id(((start + i) % count) + 1);
            f = _escrow.agreementOf(agreement);
            if (isAny || (_isEnded(f.status) && _has(f, left) && _isIdle(agreement, f)))
                return (agreement, f);
        }
        f.status = AgreementStatus.None;
    }

    /// @dev Nothing is to be inspected or paid.
    function _isIdle(AgreementId agreement, AgreementFacts memory f) private view returns (bool) {
        for (uint8 m = 1; m <= f.milestones; ++m) {
            if (_escrow.milestoneOf(agreement, m).asked != 0) return false;
        }
        return true;
    }

    function _isEnded(AgreementStatus status) private pure returns (bool) {
        return status == AgreementStatus.Completed || status == AgreementStatus.Terminated;
    }

    function _has(AgreementFacts memory f, Left left) private view returns (bool) {
        if (left == Left.Bond) return f.bond != 0;
        if (left == Left.Retained) return f.retained != 0 && nowAt / 1 days + 1 >= f.releaseDay;
        if (left == Left.Rest) return f.held > f.retained;
        return f.held + f.bond == 0;
    }

    /// @dev The citizen who is named in each agreement, and a supplier.
    function suspend() external returns (bool) {
        address account = _likely() ? actor("citizen", 0) : actor("supplier", 0);
        if (_s.token.accountOf(account).suspended) {
            bytes memory back = abi.encodeCall(_s.token.reinstate, (account, "case"));
            _do(actor("admissionOfficer"), address(_s.token), back);
        } else if (_oneIn(2)) {
            bytes memory data = abi.encodeCall(_s.token.suspend, (account, "case"));
            _do(actor("enforcementOfficer"), address(_s.token), data);
        } else return false;
        return true;
    }

    function collect() external returns (bool) {
        address payee = actor("citizen", 0);
        for (uint64 n = 1; n <= _escrow.agreements(); ++n) {
            AgreementId agreement = AgreementId.wrap(n);
            if (_escrow.agreementOf(agreement).withheld == 0) continue;
            if (_escrow.withheldOf(agreement, payee) == 0) payee = _escrow.agreementOf(agreement).supplier;
            uint256 people = _payees();
            bytes memory data = abi.encodeCall(_escrow.collect, (agreement, payee));
            bytes memory reasons = abi.encodePacked(_reasons(), IDepositErrors.SuspendedAccount.selector);
            if (!_try(actor("passer-by"), address(_escrow), data, reasons)) return false;
            paidOf[agreement] += _payees() - people;
            total -= _payees() - people;
            return true;
        }
        return _oneIn(8);
    }
}
