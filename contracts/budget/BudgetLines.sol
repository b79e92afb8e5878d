// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {officerOf as actorOf} from "../access/Officer.sol";
import {LineId} from "../types/LineId.sol";
import {AuthorityWord, MAX_LINE_AMOUNT} from "./AuthorityWord.sol";
import {BudgetState} from "./BudgetState.sol";
import {IAppropriationLedger} from "./IAppropriationLedger.sol";
import {LineFacts} from "./LineFacts.sol";
import {PaidWord} from "./PaidWord.sol";
import {MONTHS, PlanWord} from "./PlanWord.sol";

/// @title BudgetLines
/// @notice What the finance ministry does to budget lines, from the appropriation to the lapse.
abstract contract BudgetLines is BudgetState {
    /// @inheritdoc IAppropriationLedger
    function appropriate(LineId line, uint64 amount, bytes32 act) external restricted {
        _documented(amount, act);
        AuthorityWord word = _mayReceive(line, amount);

        _receive(line, word.appropriate(amount));

        emit Appropriated(line, amount, act, actorOf(authority));
    }

    /// @inheritdoc IAppropriationLedger
    function reduceAppropriation(LineId line, uint64 amount, bytes32 act) external restricted {
        _documented(amount, act);
        (Line storage kept, AuthorityWord word) = _live(line);
        _booksOpen(line);
        _unallotted(line, word, amount);

        kept.authority = word.reduce(amount);

        emit AppropriationReduced(line, amount, act, actorOf(authority));
    }

    /// @inheritdoc IAppropriationLedger
    function transferAppropriation(
        LineId from,
        LineId to,
        uint64 amount,
        bytes32 approval
    ) external restricted {
        _documented(amount, approval);
        bool isSame = LineId.unwrap(from) == LineId.unwrap(to);
        if (isSame || from.year() != to.year() || from.ministry() != to.ministry())
            revert LinesApart(from, to);
        (Line storage kept, AuthorityWord word) = _live(from);
        AuthorityWord other = _mayReceive(to, amount);
        _unallotted(from, word, amount);

        kept.authority = word.reduce(amount);
        _receive(to, other.appropriate(amount));

        emit AppropriationTransferred(from, to, amount, approval, actorOf(authority));
    }

    /// @inheritdoc IAppropriationLedger
    function allot(LineId line, uint8 quarter, uint64 amount) external restricted {
        if (amount == 0) revert ZeroAmount();
        (Line storage kept, AuthorityWord word) = _live(line);
        _running(line);

        // Nothing is allotted before its quarter.
        bool isQuarter = quarter >= 1 && quarter <= 4;
        uint48 beginsAt = isQuarter ? line.quarterBeginsAt(quarter) : 0;
        if (!isQuarter || block.timestamp < beginsAt) revert QuarterNotBegun(line, quarter, beginsAt);

        // No more is allotted than is appropriated.
        _unallotted(line, word, amount);

        kept.authority = word.allot(amount);

        emit Allotted(line, quarter, amount, actorOf(authority));
    }

    /// @inheritdoc IAppropriationLedger
    function withdrawAllotment(LineId line, uint64 amount) external restricted {
        if (amount == 0) revert ZeroAmount();
        (Line storage kept, AuthorityWord word) = _live(line);
        _booksOpen(line);
        if (amount > word.available()) revert AllotmentExceeded(line, word.available(), amount);

        kept.authority = word.withdrawAllotment(amount);

        emit AllotmentWithdrawn(line, amount, actorOf(authority));
    }

    /// @inheritdoc IAppropriationLedger
    function setPaymentPlan(LineId line, uint64[MONTHS] calldata months) external restricted {
        (Line storage kept, ) = _live(line);
        _booksOpen(line);

        kept.plan = kept.plan.withMonths(months);

        emit PaymentPlanSet(line, months, actorOf(authority));
    }

    /// @inheritdoc IAppropriationLedger
    function lapse(LineId line) external {
        (Line storage kept, AuthorityWord word) = _live(line);
        uint48 closesAt = line.booksCloseAt();
        if (block.timestamp < closesAt) revert BooksOpen(line, closesAt);

        kept.authority = word.lapsed();

        emit LineLapsed(line, uint64(word.appropriated() - kept.paid.spent()), msg.sender);
    }

    // ------------------------------------------------------------------------------------------------ views

    /// @inheritdoc IAppropriationLedger
    function lineOf(LineId line) external view returns (LineFacts memory facts) {
        (AuthorityWord word, PaidWord paid) = (_lines[line].authority, _lines[line].paid);
        facts.appropriated = uint64(word.appropriated());
        facts.allotted = uint64(word.allotted());
        facts.reserved = uint64(word.reserved());
        facts.obligated = uint64(word.obligated());
        facts.advanced = uint64(paid.advanced());
        facts.liquidated = uint64(paid.liquidated());
        facts.returned = uint64(paid.returned());
        // Once the books are closed nothing comes back to the line, so that this no longer changes.
        if (word.isLapsed()) facts.lapsed = uint64(word.appropriated() - paid.spent());
    }

    /// @inheritdoc IAppropriationLedger
    function planOf(
        LineId line
    ) external view returns (uint64[MONTHS] memory months, uint64 paid, uint8 month) {
        PlanWord plan = _lines[line].plan;
        for (uint256 i = 0; i < MONTHS; ++i) months[i] = uint64(plan.planned(i + 1));
        month = uint8(plan.lastMonth());
        if (month != 0) paid = uint64(plan.paidIn(month));
    }

    // --------------------------------------------------------------------------------------------- internals

    function _documented(uint64 amount, bytes32 document) private pure {
        if (amount == 0) revert ZeroAmount();
        if (document == 0) revert DocumentMissing();
    }

    function _unallotted(LineId line, AuthorityWord word, uint64 amount) private pure {
        if (amount > word.unallotted()) revert AppropriationExceeded(line, word.unallotted(), amount);
    }

    /// @dev Puts the word in place; a line that is new is known from now on.
    function _receive(LineId line, AuthorityWord word) internal {
        Line storage kept = _lines[line];
        kept.authority = word.known();
        if (!word.isKnown()) kept.paid = kept.paid.opened();
    }

    /// @dev A line of a registered ministry, known or new, whose year is not closed, with room for `amount`.
    function _mayReceive(LineId line, uint256 amount) internal view returns (AuthorityWord word) {
        if (!line.isCode()) revert InvalidLine(line);
        if (address(authorityOf[line.ministry()]) == address(0)) revert MinistryUnknown(line.ministry());
        _booksOpen(line);
        word = _lines[line].authority;
        uint256 sum = word.appropriated() + amount;
        if (sum > MAX_LINE_AMOUNT) revert LineAmountTooLarge(line, MAX_LINE_AMOUNT, sum);
    }
}
