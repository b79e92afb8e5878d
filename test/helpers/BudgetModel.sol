// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LineId} from "../../contracts/types/LineId.sol";
import {ProgrammeId} from "../../contracts/types/ProgrammeId.sol";
import {Handler} from "./Handler.sol";
import {budgetLine} from "./BudgetBase.sol";

/// @notice What a budget line should be, as counted from the acts that succeeded. Whole won.
struct LineCount {
    uint256 appropriated;
    uint256 allotted;
    uint256 reserved;
    uint256 obligated;
    uint256 advanced;
    uint256 liquidated;
    uint256 returned;
    bool known;
    bool lapsed;
}

/// @notice What an obligation should be. Whole won.
struct Debt {
    address creditor;
    bytes32 matter;
    LineId line;
    uint256 amount;
    uint256 paid;
    uint256 before; // paid by the line of the year before
    bool inTrust;
    bool carried;
    address payee; // who may be paid in the creditor's place; zero: nobody
    ProgrammeId programme; // that holds it in trust
}

/// @title BudgetModel
/// @notice The budget counted a second time, by a witness outside the contracts, and how acts are chosen.
abstract contract BudgetModel is Handler {
    uint256 internal constant FIRST_YEAR = 2025;
    uint256 internal constant YEARS = 3;
    uint256 internal constant LINES = 6;

    mapping(LineId line => LineCount) internal _counts;
    Debt[] internal _debts;

    /// @notice Won of revenue: paid in, come back after the books closed, attributed.
    uint256 public revenue;

    /// @notice Won that bare transfers brought, less those attributed and sent back.
    uint256 public loose;

    /// @notice Won that came back after the books of its line had closed.
    uint256 public late;

    /// @notice Won that a programme in trust was advanced, that its vouchers were spent on, and that came home from it.
    mapping(ProgrammeId programme => uint256) public advancedTo;
    mapping(ProgrammeId programme => uint256) public spentOf;
    mapping(ProgrammeId programme => uint256) public homeFrom;

    /// @notice On which sides an account has acted: bit 0 it obligated, bit 1 it disbursed.
    mapping(address account => uint256) public sidesOf;

    function countOf(LineId line) external view returns (LineCount memory) {
        return _counts[line];
    }

    function debts() external view returns (Debt[] memory) {
        return _debts;
    }

    /// @dev Fiscal years that the clock has reached.
    function _year() internal view returns (uint256 year) {
        year = FIRST_YEAR;
        while (nowAt >= budgetLine(year, 0).endsAt()) ++year;
    }

    /// @dev A line of this year or, in one of five cases, of the year before or after.
    function _someLine() internal returns (LineId) {
        uint256 year = _year();
        if (_oneIn(5)) year = _oneIn(2) ? year + 1 : year - 1;
        return budgetLine(year, _below(LINES));
    }

    /// @dev A line of this year that has money available, which the finance ministry gives it where it has none.
    function _readyLine() internal returns (LineId line) {
        line = budgetLine(_year(), _below(LINES));
        LineCount storage count = _counts[line];
        if (count.allotted - count.reserved - count.obligated < 10_000_000) _feed(line);
    }

    function _feed(LineId line) internal virtual;

    /// @dev The ministry of a line, 0 to 2.
    function _ministryOf(LineId line) internal pure returns (uint256) {
        return (line.ministry() - 11) / 10;
    }

    /// @dev Some debt, mostly one that fits: in trust or not, with something owed or not, of a year whose books are open.
    function _someDebt(bool inTrust, bool needsOwed) internal returns (uint256 index) {
        if (_debts.length == 0) return 0;
        index = _below(_debts.length);
        if (_oneIn(8)) return index;
        for (uint256 i = 0; i < _debts.length; ++i) {
            uint256 place = (index + i) % _debts.length;
            Debt storage debt = _debts[place];
            bool fits = debt.inTrust == inTrust && nowAt < debt.line.booksCloseAt();
            if (fits && (!needsOwed || debt.amount - debt.paid >= 10)) return place;
        }
    }

    /// @dev Up to `most`, often all of it, and now and then one more.
    function _amount(uint256 most) internal returns (uint64) {
        if (_oneIn(8)) return uint64(most + 1);
        if (_oneIn(3)) return uint64(most);
        return uint64(_between(most == 0 ? 0 : 1, most));
    }

    /// @dev The month of the line's year, 1 to 12, by days counted from its first.
    function _monthOf(LineId line) internal view returns (uint256 month) {
        if (nowAt >= line.endsAt()) return 12;
        uint256 day = (nowAt - line.startsAt()) / 1 days;
        uint256 leap = line.year() % 4 == 0 ? 1 : 0;
        uint256[12] memory lengths = [uint256(31), 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        lengths[1] += leap;
        for (month = 1; day >= lengths[month - 1]; ++month) day -= lengths[month - 1];
    }
}
