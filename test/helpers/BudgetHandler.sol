// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBudgetErrors} from "../../contracts/budget/IBudgetErrors.sol";
import {LineId} from "../../contracts/types/LineId.sol";
import {ProgrammeId} from "../../contracts/types/ProgrammeId.sol";
import {Region} from "../../contracts/types/Region.sol";
import {ISpendingTerms} from "../../contracts/voucher/ISpendingTerms.sol";
import {IVoucherErrors} from "../../contracts/voucher/IVoucherErrors.sol";
import {Purpose} from "../../contracts/voucher/Terms.sol";
import {BudgetDebtHandler} from "./BudgetDebtHandler.sol";
import {Debt, LineCount} from "./BudgetModel.sol";
import {Gukgo, actor} from "./Gukgo.sol";
import {Handler} from "./Handler.sol";

/// @title BudgetHandler
/// @notice Every act on a budget of three ministries over two years and more, programmes in trust among them.
contract BudgetHandler is BudgetDebtHandler {
    /// @dev Grants of one series for all programmes.
    uint64 private _lastGrant;

    constructor(Gukgo memory system, uint256 time, uint256 firstRevenue) Handler(system, time) {
        revenue = firstRevenue;
    }

    function _learnAll() internal override {
        _learnLines();
        _learnDebts();
        _learn("open in trust", this.openInTrust);
        _learn("advance", this.advance);
        _learn("grant", this.grant);
        _learn("spend", this.spend);
        _learn("reclaim", this.reclaim);
        _learn("close a programme", this.close);
        _learn("claw back", this.clawBack);
        _learn("return what another holds in trust", this.giveBackTrust);
    }

    function _tidy() internal override {}

    /// @dev Obligates to the programmes in trust and opens one that will hold the money, for up to half a year.
    function openInTrust() external returns (bool) {
        LineId line = _likely() ? _readyLine() : _someLine();
        LineCount storage count = _counts[line];
        Debt memory debt;
        (debt.creditor, debt.matter, debt.line) = (address(_s.programmes), _matter(), line);
        debt.inTrust = true;
        uint64 amount = _amount((count.allotted - count.reserved - count.obligated) / 3);
        bytes memory data = abi.encodeCall(
            _s.ledger.obligateInTrust,
            (line, debt.creditor, debt.matter, amount, 0)
        );
        if (!_try(_obligator(line), address(_s.ledger), data, _debtReasons())) return false;
        debt.programme = _open(debt.matter);
        _bound(debt, amount, 0);
        return true;
    }

    function advance() external returns (bool) {
        if (_debts.length == 0) return false;
        Debt storage debt = _debts[_someDebt(true, true)];
        uint64 amount = _amount(debt.amount - debt.paid);
        address officer = _payer(debt.line);
        bytes memory data = abi.encodeCall(
            _s.treasury.payAdvance,
            (debt.creditor, debt.matter, amount, "papers")
        );
        bytes memory reasons = abi.encodePacked(
            _payReasons(),
            ISpendingTerms.VoucherExpired.selector,
            IVoucherErrors.ProgrammeIsClosed.selector
        );
        if (!_try(officer, address(_s.treasury), data, reasons)) return false;
        bool isIts = officer == actor("disburser", _ministryOf(debt.line));
        _assert(isIts, "law 10: a disbursing officer of the ministry advances, and who obligates does not");
        sidesOf[officer] |= 2;
        debt.paid += amount;
        advancedTo[debt.programme] += amount;
        _counts[debt.line].advanced += amount;
        return true;
    }

    function grant() external returns (bool) {
        ProgrammeId programme = _funded();
        (, , uint64 ungranted) = _s.programmes.programmeOf(programme);
        uint64 amount = _amount(ungranted / 3);
        bytes memory data = abi.encodeCall(
            _s.programmes.grant,
            (programme, actor("citizen", _below(3)), amount, Region.wrap(11_110), ++_lastGrant)
        );
        return _try(actor("manager"), address(_s.programmes), data, _voucherReasons());
    }

    /// @dev What a citizen spends of money in trust is liquidated.
    function spend() external returns (bool) {
        ProgrammeId programme = _funded();
        address holder = actor("citizen", _below(3));
        uint64 amount = _amount(_s.programmes.balanceOf(holder, ProgrammeId.unwrap(programme)) / 2);
        bytes memory data = abi.encodeCall(_s.programmes.spend, (programme, actor("shop"), amount, 0));
        if (!_try(holder, address(_s.programmes), data, _voucherReasons())) return false;
        spentOf[programme] += amount;
        return true;
    }

    function reclaim() external returns (bool) {
        uint64 last = _s.programmes.programmes();
        ProgrammeId programme = ProgrammeId.wrap(uint64(_between(1, last + 1)));
        address holder = actor("citizen", _below(3));
        for (uint64 n = 1; n <= last && _likely(); ++n) {
            bool isOver = nowAt >= _s.programmes.termsOf(ProgrammeId.wrap(n)).expiresAt;
            if (isOver && _s.programmes.balanceOf(holder, n) != 0) programme = ProgrammeId.wrap(n);
        }
        uint256 left = _s.programmes.balanceOf(holder, ProgrammeId.unwrap(programme));
        bytes memory data = abi.encodeCall(_s.programmes.reclaim, (programme, holder));
        if (!_try(actor("passer-by"), address(_s.programmes), data, _voucherReasons())) return false;
        _home(programme, left);
        return true;
    }

    function close() external returns (bool) {
        ProgrammeId programme = ProgrammeId.wrap(uint64(_between(1, _s.programmes.programmes() + 1)));
        if (_oneIn(2)) programme = _funded();
        (, , uint64 ungranted) = _s.programmes.programmeOf(programme);
        bytes memory data = abi.encodeCall(_s.programmes.close, (programme));
        if (!_try(actor("manager"), address(_s.programmes), data, _voucherReasons())) return false;
        _home(programme, ungranted);
        return true;
    }

    /// @dev Some of a citizen's vouchers is held under a case and, after an objection that is not upheld, taken home.
    function clawBack() external returns (bool) {
        ProgrammeId programme = _funded();
        address holder = actor("citizen", _below(3));
        uint64 amount = uint64(_s.programmes.balanceOf(holder, ProgrammeId.unwrap(programme)) / 3);
        if (amount == 0) return false;
        address programmes = address(_s.programmes);
        _do(
            actor("clawbackOfficer"),
            programmes,
            abi.encodeCall(_s.programmes.openClawback, (programme, holder, amount, "case"))
        );
        _do(holder, programmes, abi.encodeCall(_s.programmes.objectToClawback, (programme)));
        bytes memory decision = abi.encodeCall(_s.programmes.decideClawback, (programme, holder, false));
        _do(actor("clawbackReviewer"), programmes, decision);
        _do(
            actor("clawbackOfficer"),
            programmes,
            abi.encodeCall(_s.programmes.clawBack, (programme, holder))
        );
        _home(programme, amount);
        return true;
    }

    /// @dev Nobody returns in a trustee's place: else the trustee's own last return would be one too many.
    function giveBackTrust() external returns (bool) {
        if (_debts.length == 0) return false;
        Debt storage debt = _debts[_someDebt(true, false)];
        if (!debt.inTrust) return false;
        bytes memory data = abi.encodeCall(_s.treasury.receiveReturn, (debt.creditor, debt.matter, 1));
        bytes memory reasons = abi.encodePacked(IBudgetErrors.NotReturnedByTrustee.selector);
        _mustRefuse(actor("agency"), address(_s.treasury), data, reasons);
        return true;
    }

    // --------------------------------------------------------------------------------------------- internals

    function _open(bytes32 matter) private returns (ProgrammeId programme) {
        Purpose memory purpose;
        purpose.terms.expiresAt = uint48(nowAt + _between(10 days, 180 days));
        _do(
            actor("programmeSponsor"),
            address(_s.programmes),
            abi.encodeCall(_s.programmes.openInTrust, (purpose, matter))
        );
        programme = ProgrammeId.wrap(_s.programmes.programmes());
        _do(
            actor("programmeController"),
            address(_s.programmes),
            abi.encodeCall(_s.programmes.appointManager, (programme, actor("manager")))
        );
    }

    /// @dev A programme that holds money and has not expired, where there is one.
    function _funded() private returns (ProgrammeId) {
        uint64 count = _s.programmes.programmes();
        if (count == 0) return ProgrammeId.wrap(1);
        uint64 start = uint64(_below(count));
        for (uint64 i = 0; i < count; ++i) {
            ProgrammeId programme = ProgrammeId.wrap(((start + i) % count) + 1);
            bool lives = nowAt < _s.programmes.termsOf(programme).expiresAt;
            if (lives && _hasMoney(programme)) return programme;
        }
        return ProgrammeId.wrap(start + 1);
    }

    function _hasMoney(ProgrammeId programme) private view returns (bool) {
        (, , uint64 ungranted) = _s.programmes.programmeOf(programme);
        uint256 id = ProgrammeId.unwrap(programme);
        for (uint256 n = 0; n < 3 && ungranted == 0; ++n) {
            ungranted = uint64(_s.programmes.balanceOf(actor("citizen", n), id));
        }
        return ungranted > 2;
    }

    /// @dev Counts what came home from a programme.
    function _home(ProgrammeId programme, uint256 amount) private {
        homeFrom[programme] += amount;
        for (uint256 i = 0; i < _debts.length; ++i) {
            bool isIts = ProgrammeId.unwrap(_debts[i].programme) == ProgrammeId.unwrap(programme);
            if (isIts) _returned(_debts[i], amount);
        }
    }

    function _voucherReasons() private pure returns (bytes memory) {
        return
            abi.encodePacked(
                ISpendingTerms.ProgrammeUnknown.selector,
                ISpendingTerms.VoucherExpired.selector,
                IVoucherErrors.ZeroAmount.selector,
                IVoucherErrors.ProgrammeIsClosed.selector,
                IVoucherErrors.ProgrammeNotExpired.selector,
                IVoucherErrors.NothingToReclaim.selector,
                IVoucherErrors.BudgetExceeded.selector,
                IVoucherErrors.VoucherInsufficient.selector
            );
    }
}
