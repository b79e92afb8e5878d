// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBudgetErrors} from "../../contracts/budget/IBudgetErrors.sol";
import {OfficerRole} from "../../contracts/budget/Officer.sol";
import {LineId} from "../../contracts/types/LineId.sol";
import {BudgetModel, LineCount} from "./BudgetModel.sol";
import {budgetLine, ministryCode} from "./BudgetBase.sol";
import {actor} from "./Gukgo.sol";

/// @title BudgetLineHandler
/// @notice What the finance ministry does to lines, who is an officer, and time.
abstract contract BudgetLineHandler is BudgetModel {
    function _learnLines() internal {
        _learn("appropriate", this.appropriate);
        _learn("reduce an appropriation", this.reduce);
        _learn("transfer between lines", this.transfer);
        _learn("allot", this.allot);
        _learn("withdraw an allotment", this.withdraw);
        _learn("plan payments", this.plan);
        _learn("lapse", this.lapse);
        _learn("replace an officer", this.replaceOfficer);
        _learn("let time pass", this.passTime);
    }

    function appropriate() external returns (bool) {
        (LineId line, uint64 amount) = (_someLine(), uint64(_between(0, 500_000_000)));
        bytes memory data = abi.encodeCall(_s.ledger.appropriate, (line, amount, "act"));
        if (!_try(actor("appropriator"), address(_s.ledger), data, _lineReasons())) return false;
        _counts[line].appropriated += amount;
        _counts[line].known = true;
        return true;
    }

    function reduce() external returns (bool) {
        LineId line = _likely() ? _readyLine() : _someLine();
        LineCount storage count = _counts[line];
        uint64 amount = _amount(count.appropriated - count.allotted);
        bytes memory data = abi.encodeCall(_s.ledger.reduceAppropriation, (line, amount, "act"));
        if (!_tryLine("appropriator", data)) return false;
        count.appropriated -= amount;
        return true;
    }

    function transfer() external returns (bool) {
        LineId from = _likely() ? _readyLine() : _someLine();
        LineId to = _someLine();
        if (_likely()) to = budgetLine(from.year(), _ministryOf(from) * 2 + _below(2));
        LineCount storage count = _counts[from];
        uint64 amount = _amount(count.appropriated - count.allotted);
        bytes memory data = abi.encodeCall(_s.ledger.transferAppropriation, (from, to, amount, "approval"));
        if (!_tryLine("transferOfficer", data)) return false;
        count.appropriated -= amount;
        _counts[to].appropriated += amount;
        _counts[to].known = true;
        return true;
    }

    function allot() external returns (bool) {
        LineId line = _likely() ? _readyLine() : _someLine();
        LineCount storage count = _counts[line];
        uint64 amount = _amount(count.appropriated - count.allotted);
        uint8 quarter = uint8(_oneIn(4) ? _below(6) : (_monthOf(budgetLine(_year(), 0)) - 1) / 3 + 1);
        bytes memory data = abi.encodeCall(_s.ledger.allot, (line, quarter, amount));
        if (!_tryLine("allotmentOfficer", data)) return false;
        count.allotted += amount;
        return true;
    }

    function withdraw() external returns (bool) {
        LineId line = _likely() ? _readyLine() : _someLine();
        LineCount storage count = _counts[line];
        uint64 amount = _amount(count.allotted - count.reserved - count.obligated);
        bytes memory data = abi.encodeCall(_s.ledger.withdrawAllotment, (line, amount));
        if (!_tryLine("allotmentOfficer", data)) return false;
        count.allotted -= amount;
        return true;
    }

    /// @dev A small plan now and then, so that a month's is used up.
    function plan() external returns (bool) {
        LineId line = _likely() ? _readyLine() : _someLine();
        return _plan(line, _oneIn(3) ? 1_000_000 : 8_000_000_000);
    }

    /// @dev By anyone, and refused until the books are closed.
    function lapse() external returns (bool) {
        LineId line = _someLine();
        if (_likely()) line = budgetLine(_year() - 1, _below(LINES));
        bytes memory data = abi.encodeCall(_s.ledger.lapse, (line));
        if (!_try(actor("passer-by"), address(_s.ledger), data, _lineReasons())) return false;
        _assert(nowAt >= line.booksCloseAt(), "nothing lapses while the books are open");
        _counts[line].lapsed = true;
        return true;
    }

    /// @dev A ministry dismisses an officer and appoints it again; on the other side it is refused.
    function replaceOfficer() external returns (bool) {
        uint256 n = _below(3);
        bool pays = _oneIn(2);
        address account = actor(pays ? "disburser" : "obligator", n);
        OfficerRole role = pays ? OfficerRole.Disbursing : OfficerRole.Obligating;
        OfficerRole other = pays ? OfficerRole.Obligating : OfficerRole.Disbursing;
        address by = actor("officerAppointer");
        uint16 code = ministryCode(n);
        _do(by, address(_s.ledger), abi.encodeCall(_s.ledger.dismissOfficer, (code, account)));
        bytes memory data = abi.encodeCall(_s.ledger.appointOfficer, (code, account, other));
        bytes memory reasons = abi.encodePacked(IBudgetErrors.PersonOnOtherSide.selector);
        _mustRefuse(by, address(_s.ledger), data, reasons);
        _do(by, address(_s.ledger), abi.encodeCall(_s.ledger.appointOfficer, (code, account, role)));
        return true;
    }

    function passTime() external returns (bool) {
        _warp(nowAt + _between(1, 24 days));
        return true;
    }

    // --------------------------------------------------------------------------------------------- internals

    /// @dev Appropriates to the line, allots what it has and plans payments.
    function _feed(LineId line) internal override {
        address ledger = address(_s.ledger);
        bytes memory data = abi.encodeCall(_s.ledger.appropriate, (line, 900_000_000, "act"));
        _do(actor("appropriator"), ledger, data);
        data = abi.encodeCall(_s.ledger.allot, (line, 1, 600_000_000));
        _do(actor("allotmentOfficer"), ledger, data);
        LineCount storage count = _counts[line];
        count.appropriated += 900_000_000;
        count.allotted += 600_000_000;
        count.known = true;
        _plan(line, 8_000_000_000);
    }

    function _plan(LineId line, uint64 amount) private returns (bool) {
        uint64[12] memory months;
        for (uint256 i = 0; i < 12; ++i) months[i] = amount;
        return _tryLine("allotmentOfficer", abi.encodeCall(_s.ledger.setPaymentPlan, (line, months)));
    }

    function _tryLine(string memory officer, bytes memory data) private returns (bool) {
        return _try(actor(officer), address(_s.ledger), data, _lineReasons());
    }

    function _lineReasons() private pure returns (bytes memory) {
        return
            abi.encodePacked(
                IBudgetErrors.ZeroAmount.selector,
                IBudgetErrors.LineUnknown.selector,
                IBudgetErrors.LineHasLapsed.selector,
                IBudgetErrors.YearNotRunning.selector,
                IBudgetErrors.BooksClosed.selector,
                IBudgetErrors.BooksOpen.selector,
                IBudgetErrors.QuarterNotBegun.selector,
                IBudgetErrors.LinesApart.selector,
                IBudgetErrors.AppropriationExceeded.selector,
                IBudgetErrors.AllotmentExceeded.selector
            );
    }
}
