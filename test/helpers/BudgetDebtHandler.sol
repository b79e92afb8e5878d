// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBudgetErrors} from "../../contracts/budget/IBudgetErrors.sol";
import {LineId} from "../../contracts/types/LineId.sol";
import {BudgetLineHandler} from "./BudgetLineHandler.sol";
import {Debt, LineCount} from "./BudgetModel.sol";
import {actor} from "./Gukgo.sol";

/// @title BudgetDebtHandler
/// @notice What ministries bind themselves to, pay, and get back.
abstract contract BudgetDebtHandler is BudgetLineHandler {
    uint256 internal _matters;

    function _learnDebts() internal {
        _learn("reserve", this.reserve);
        _learn("unreserve", this.unreserve);
        _learn("obligate", this.obligate);
        _learn("deobligate", this.deobligate);
        _learn("carry over", this.carryOver);
        _learn("pay", this.pay);
        _learn("return a payment", this.giveBack);
        _learn("pay revenue in", this.payRevenue);
        _learn("send money without a word", this.sendBare);
        _learn("attribute revenue", this.attribute);
        _learn("send back", this.sendBack);
        _learn("exclude a supplier", this.exclude);
    }

    function reserve() external returns (bool) {
        LineId line = _likely() ? _readyLine() : _someLine();
        LineCount storage count = _counts[line];
        uint64 amount = _amount((count.allotted - count.reserved - count.obligated) / 4);
        bytes memory data = abi.encodeCall(_s.ledger.reserve, (line, amount, "plan"));
        if (!_try(_obligator(line), address(_s.ledger), data, _debtReasons())) return false;
        count.reserved += amount;
        return true;
    }

    function unreserve() external returns (bool) {
        LineId line = _likely() ? _readyLine() : _someLine();
        LineCount storage count = _counts[line];
        uint64 amount = _amount(count.reserved);
        bytes memory data = abi.encodeCall(_s.ledger.unreserve, (line, amount, "plan"));
        if (!_try(_obligator(line), address(_s.ledger), data, _debtReasons())) return false;
        count.reserved -= amount;
        return true;
    }

    /// @dev To a supplier, who may have named a payee; now and then on a matter that is obligated already.
    function obligate() external returns (bool) {
        LineId line = _likely() ? _readyLine() : _someLine();
        LineCount storage count = _counts[line];
        Debt memory debt;
        (debt.creditor, debt.matter, debt.line) = (actor("supplier", _below(3)), _matter(), line);
        uint64 reserved = _oneIn(3) ? _amount(count.reserved) : 0;
        uint64 amount = _amount((count.allotted - count.reserved - count.obligated) / 3 + reserved);
        bytes memory data = abi.encodeCall(
            _s.ledger.obligate,
            (line, debt.creditor, debt.matter, amount, reserved)
        );
        if (_oneIn(3)) {
            debt.payee = actor("supplier", _below(3));
            address[] memory payees = new address[](1);
            payees[0] = debt.payee;
            data = abi.encodeCall(
                _s.ledger.obligateAssigned,
                (line, debt.creditor, debt.matter, amount, reserved, payees)
            );
        }
        if (!_try(_obligator(line), address(_s.ledger), data, _debtReasons())) return false;
        sidesOf[_obligator(line)] |= 1;
        _bound(debt, amount, reserved);
        return true;
    }

    function deobligate() external returns (bool) {
        if (_debts.length == 0) return false;
        Debt storage debt = _debts[_someDebt(_oneIn(4), true)];
        uint64 amount = _amount(debt.amount - debt.paid);
        bytes memory data = abi.encodeCall(_s.ledger.deobligate, (debt.creditor, debt.matter, amount));
        if (!_try(_obligator(debt.line), address(_s.ledger), data, _debtReasons())) return false;
        debt.amount -= amount;
        _counts[debt.line].obligated -= amount;
        return true;
    }

    /// @dev Tried on what is owed by the year before, in the weeks in which its books are open.
    function carryOver() external returns (bool) {
        if (_debts.length == 0) return false;
        uint256 index = _someDebt(_oneIn(3), true);
        for (uint256 i = 0; i < _debts.length; ++i) {
            Debt storage one = _debts[i];
            bool isDue = nowAt >= one.line.endsAt() && nowAt < one.line.booksCloseAt();
            if (isDue && !one.carried && one.amount > one.paid) index = i;
        }
        Debt storage debt = _debts[index];
        bytes memory data = abi.encodeCall(_s.ledger.carryOver, (debt.creditor, debt.matter));
        if (!_try(actor("allotmentOfficer"), address(_s.ledger), data, _debtReasons())) return false;
        uint256 owed = debt.amount - debt.paid;
        _take(_counts[debt.line], owed);
        debt.line = debt.line.next();
        LineCount storage next = _counts[debt.line];
        next.known = true;
        next.appropriated += owed;
        next.allotted += owed;
        next.obligated += owed;
        (debt.before, debt.amount, debt.paid, debt.carried) = (debt.paid, owed, 0, true);
        return true;
    }

    /// @dev By the disbursing officer; an obligating one, an outsider and a wrong payee are refused.
    function pay() external returns (bool) {
        if (_debts.length == 0) return false;
        Debt storage debt = _debts[_someDebt(false, true)];
        uint64 amount = _amount(debt.amount - debt.paid);
        address officer = _payer(debt.line);
        address payee = debt.payee != address(0) && _oneIn(2) ? debt.payee : debt.creditor;
        if (_oneIn(9)) payee = actor("supplier", _below(3));
        uint256 held = _s.token.balanceOf(payee);
        bytes memory data = abi.encodeCall(
            _s.treasury.payAssigned,
            (debt.creditor, debt.matter, payee, amount, _oneIn(9) ? bytes32(0) : bytes32("papers"))
        );
        if (!_try(officer, address(_s.treasury), data, _payReasons())) return false;
        bool isIts = officer == actor("disburser", _ministryOf(debt.line));
        _assert(isIts, "law 10: a disbursing officer of the ministry pays, and who obligates does not");
        _assert(
            payee == debt.creditor || payee == debt.payee,
            "law 4: only the creditor or an assigned payee"
        );
        uint256 paid = amount - (amount % 10);
        _assertEq(
            _s.token.balanceOf(payee) - held,
            paid,
            "law 4: a payment is what was asked, in tens of won"
        );
        sidesOf[officer] |= 2;
        debt.paid += paid;
        _counts[debt.line].liquidated += paid;
        return true;
    }

    /// @dev A supplier gives back some of what it was paid: to the line while its books are open, or as revenue.
    function giveBack() external returns (bool) {
        if (_debts.length == 0) return false;
        Debt storage debt = _debts[_someDebt(false, false)];
        address by = _oneIn(2) ? debt.creditor : actor("supplier", _below(3));
        uint64 amount = _amount((debt.paid + debt.before) / 2);
        bytes memory data = abi.encodeCall(_s.treasury.receiveReturn, (debt.creditor, debt.matter, amount));
        if (!_try(by, address(_s.treasury), data, _payReasons())) return false;
        _returned(debt, amount);
        return true;
    }

    function payRevenue() external returns (bool) {
        uint64 amount = uint64(_between(0, 50_000_000));
        bytes memory data = abi.encodeCall(_s.treasury.receiveRevenue, (amount, "taxes"));
        if (!_try(actor("agency"), address(_s.treasury), data, _payReasons())) return false;
        revenue += amount;
        return true;
    }

    function sendBare() external returns (bool) {
        uint64 amount = uint64(_between(0, 9_000));
        bytes memory data = abi.encodeCall(_s.token.transfer, (address(_s.treasury), amount));
        _do(actor("agency"), address(_s.token), data);
        loose += amount;
        return true;
    }

    function attribute() external returns (bool) {
        uint64 amount = _amount(loose);
        bytes memory data = abi.encodeCall(_s.treasury.attributeRevenue, (amount, "papers"));
        if (!_try(actor("revenueOfficer"), address(_s.treasury), data, _payReasons())) return false;
        (loose, revenue) = (loose - amount, revenue + amount);
        return true;
    }

    function sendBack() external returns (bool) {
        uint64 amount = _amount(loose / 3);
        bytes memory data = abi.encodeCall(_s.treasury.sendBack, (actor("agency"), amount, "papers"));
        if (!_try(actor("revenueOfficer"), address(_s.treasury), data, _payReasons())) return false;
        loose -= amount;
        return true;
    }

    function exclude() external returns (bool) {
        uint40 until = uint40(nowAt + _between(0, 2 days));
        bytes memory data = abi.encodeCall(_s.ledger.exclude, (actor("supplier", _below(3)), until, "case"));
        _do(actor("exclusionOfficer"), address(_s.ledger), data);
        return true;
    }

    // --------------------------------------------------------------------------------------------- internals

    /// @dev Counts a new obligation.
    function _bound(Debt memory debt, uint256 amount, uint256 reserved) internal {
        debt.amount = amount;
        _debts.push(debt);
        _counts[debt.line].obligated += amount;
        _counts[debt.line].reserved -= reserved;
    }

    /// @dev What comes back was first paid by the line of the year before; a line whose books are closed gets nothing.
    function _returned(Debt storage debt, uint256 amount) internal {
        uint256 before = amount < debt.before ? amount : debt.before;
        if (before != 0) _toLine(debt.line.previous(), before);
        _toLine(debt.line, amount - before);
        debt.before -= before;
        debt.paid -= amount - before;
    }

    function _toLine(LineId line, uint256 amount) private {
        if (nowAt < line.booksCloseAt()) {
            _counts[line].returned += amount;
            return;
        }
        late += amount;
        revenue += amount;
    }

    function _take(LineCount storage count, uint256 owed) private {
        count.obligated -= owed;
        count.allotted -= owed;
        count.appropriated -= owed;
    }

    /// @dev Mostly the ministry's disbursing officer; or its obligating one, another ministry's, or an outsider.
    function _payer(LineId line) internal returns (address) {
        if (!_oneIn(6)) return actor("disburser", _ministryOf(line));
        if (_oneIn(3)) return actor("passer-by");
        return _oneIn(2) ? _obligator(line) : actor("disburser", (_ministryOf(line) + 1) % 3);
    }

    /// @dev A new matter, or one that was used before.
    function _matter() internal returns (bytes32) {
        if (_matters != 0 && _oneIn(9)) return bytes32(_between(1, _matters));
        return bytes32(++_matters);
    }

    function _obligator(LineId line) internal pure returns (address) {
        return actor("obligator", _ministryOf(line));
    }

    function _debtReasons() internal pure returns (bytes memory) {
        return
            abi.encodePacked(
                IBudgetErrors.ZeroAmount.selector,
                IBudgetErrors.LineUnknown.selector,
                IBudgetErrors.LineHasLapsed.selector,
                IBudgetErrors.YearNotRunning.selector,
                IBudgetErrors.YearNotOver.selector,
                IBudgetErrors.BooksClosed.selector,
                IBudgetErrors.AllotmentExceeded.selector,
                IBudgetErrors.ReservationExceeded.selector,
                IBudgetErrors.ObligationExceeded.selector,
                IBudgetErrors.AlreadyObligated.selector,
                IBudgetErrors.AlreadyCarriedOver.selector,
                IBudgetErrors.CreditorExcluded.selector
            );
    }

    function _payReasons() internal pure returns (bytes memory) {
        return
            abi.encodePacked(
                IBudgetErrors.ZeroAmount.selector,
                IBudgetErrors.NotOfficer.selector,
                IBudgetErrors.ObligationInTrust.selector,
                IBudgetErrors.ObligationNotInTrust.selector,
                IBudgetErrors.NotReturnedByTrustee.selector,
                IBudgetErrors.PayeeNotAssigned.selector,
                IBudgetErrors.PapersMissing.selector,
                IBudgetErrors.BooksClosed.selector,
                IBudgetErrors.MonthlyPlanExceeded.selector,
                IBudgetErrors.ObligationExceeded.selector,
                IBudgetErrors.HoldingsExceeded.selector,
                IBudgetErrors.ReturnExceeded.selector,
                IBudgetErrors.UnattributedExceeded.selector
            );
    }
}
