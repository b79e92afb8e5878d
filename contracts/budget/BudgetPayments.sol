// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LineId} from "../types/LineId.sol";
import {toObligationId} from "../types/ObligationId.sol";
import {Refusal} from "../types/Refusal.sol";
import {BudgetObligations} from "./BudgetObligations.sol";
import {IAppropriationLedger} from "./IAppropriationLedger.sol";
import {ObligationWord} from "./ObligationWord.sol";
import {OfficerRole, OfficerWord, toOfficerWord} from "./Officer.sol";
import {PaidWord} from "./PaidWord.sol";
import {PaymentOrder} from "./PaymentOrder.sol";
import {PlanWord} from "./PlanWord.sol";

/// @title BudgetPayments
/// @notice How what is paid, and what comes back, is judged and counted.
abstract contract BudgetPayments is BudgetObligations {
    using Refusal for bytes;

    /// @inheritdoc IAppropriationLedger
    function liquidate(PaymentOrder calldata order) external {
        if (msg.sender != treasury) revert NotTreasury(msg.sender);
        ObligationWord word = _obligations[toObligationId(order.creditor, order.matter)];
        Line storage kept = _lines[word.line()];
        PlanWord plan = kept.plan;
        _refusal(order, word, plan).enforce();

        LineId line = word.line();
        kept.plan = plan.pay(_monthOf(line), order.amount);
        _obligations[toObligationId(order.creditor, order.matter)] = word.pay(order.amount);
        PaidWord paid = kept.paid;
        kept.paid = order.inTrust ? paid.advance(order.amount) : paid.liquidate(order.amount);

        _tell(line, order);
    }

    /// @inheritdoc IAppropriationLedger
    function giveBack(
        address by,
        address creditor,
        bytes32 matter,
        uint64 amount
    ) external returns (uint64 toLines) {
        if (msg.sender != treasury) revert NotTreasury(msg.sender);
        ObligationWord word = _obligations[toObligationId(creditor, matter)];
        _known(creditor, matter, word);
        LineId line = word.line();

        // What a trustee holds for others it returns itself, so that nobody makes its own return be one too many.
        if (word.isInTrust() && by != creditor) revert NotReturnedByTrustee(creditor, matter, by);

        // No more comes back than was paid.
        uint256 out = word.paid() + word.paidBefore();
        if (amount > out) revert ReturnExceeded(line, creditor, matter, out, amount);

        // Absent on purpose: no check of years. Where the books are closed the money is revenue, and is never refused.
        // What the line of the year before has paid comes first, so that its money makes no room in this year's.
        uint64 before = amount < word.paidBefore() ? amount : uint64(word.paidBefore());
        uint64 own = amount - before;
        _obligations[toObligationId(creditor, matter)] = word.giveBack(own).giveBackBefore(before);
        if (before != 0) toLines = _toLine(line.previous(), creditor, matter, before, by);
        if (own != 0) toLines += _toLine(line, creditor, matter, own, by);
    }

    /// @inheritdoc IAppropriationLedger
    function paymentRefusal(PaymentOrder calldata order) external view returns (bytes memory refusal) {
        ObligationWord word = _obligations[toObligationId(order.creditor, order.matter)];
        return _refusal(order, word, _lines[word.line()].plan);
    }

    // --------------------------------------------------------------------------------------------- internals

    /// @dev The five checks that a disbursing officer makes before paying (Decree of the Treasury Funds Act art. 27), in order.
    function _refusal(
        PaymentOrder calldata order,
        ObligationWord word,
        PlanWord plan
    ) private view returns (bytes memory refusal) {
        if (order.amount == 0) return abi.encodeWithSelector(ZeroAmount.selector);

        // 1. It was lawfully obligated: there is an obligation, whose ministry's disbursing officer pays its creditor or an
        // assigned payee.
        refusal = _obligationRefusal(order, word);
        if (refusal.length != 0) return refusal;

        // 2. The papers have been received.
        if (order.papers == 0)
            return abi.encodeWithSelector(PapersMissing.selector, order.creditor, order.matter);

        // 3. It is within the month's plan of the line, in a year whose books are open.
        LineId line = word.line();
        refusal = _yearRefusal(line);
        if (refusal.length != 0) return refusal;
        uint256 month = _monthOf(line);
        uint256 left = plan.left(month);
        if (order.amount > left)
            return abi.encodeWithSelector(MonthlyPlanExceeded.selector, line, month, left, order.amount);

        // 4. It is entered in the ledger of obligations, and still owed.
        if (order.amount > word.owed()) return _owedRefusal(order, word);

        // 5. The Treasury holds as much.
        if (order.amount > order.holdings)
            return abi.encodeWithSelector(HoldingsExceeded.selector, line, order.holdings, order.amount);
    }

    function _obligationRefusal(
        PaymentOrder calldata order,
        ObligationWord word
    ) private view returns (bytes memory refusal) {
        (address creditor, bytes32 matter) = (order.creditor, order.matter);
        if (word.isNone()) return abi.encodeWithSelector(ObligationUnknown.selector, creditor, matter);
        uint16 ministry = word.line().ministry();
        OfficerWord needed = toOfficerWord(ministry, OfficerRole.Disbursing);
        if (!_officers[order.officer].equals(needed))
            return
                abi.encodeWithSelector(NotOfficer.selector, order.officer, ministry, OfficerRole.Disbursing);
        if (word.isInTrust() != order.inTrust)
            return
                abi.encodeWithSelector(
                    order.inTrust ? ObligationNotInTrust.selector : ObligationInTrust.selector,
                    creditor,
                    matter
                );
        if (order.inTrust && !isTrustee[creditor])
            return abi.encodeWithSelector(NotTrustee.selector, creditor);
        if (order.payee == creditor) return refusal;
        if (!_assigned[toObligationId(creditor, matter).payeeKey(order.payee)])
            return abi.encodeWithSelector(PayeeNotAssigned.selector, creditor, matter, order.payee);
    }

    /// @dev Nothing lapses before the books close, and afterwards nothing is paid. The year has begun: before it nothing is
    /// obligated, nor carried over to it.
    function _yearRefusal(LineId line) private view returns (bytes memory refusal) {
        uint48 closedAt = line.booksCloseAt();
        if (block.timestamp >= closedAt) return abi.encodeWithSelector(BooksClosed.selector, line, closedAt);
    }

    function _owedRefusal(
        PaymentOrder calldata order,
        ObligationWord word
    ) private pure returns (bytes memory) {
        return
            abi.encodeWithSelector(
                ObligationExceeded.selector,
                word.line(),
                order.creditor,
                order.matter,
                word.owed(),
                order.amount
            );
    }

    function _tell(LineId line, PaymentOrder calldata order) private {
        (address creditor, bytes32 matter) = (order.creditor, order.matter);
        if (order.inTrust) emit Advanced(line, creditor, matter, order.amount, order.papers, order.officer);
        else emit Liquidated(line, creditor, matter, order.amount, order.payee, order.papers, order.officer);
    }

    /// @dev Counts what came back to a line whose books are open; of another it is only told.
    function _toLine(
        LineId line,
        address creditor,
        bytes32 matter,
        uint64 amount,
        address by
    ) private returns (uint64 counted) {
        if (block.timestamp >= line.booksCloseAt()) {
            emit ReturnedLate(line, creditor, matter, amount, by);
            return 0;
        }
        Line storage kept = _lines[line];

        kept.paid = kept.paid.giveBack(amount);

        emit Returned(line, creditor, matter, amount, by);
        return amount;
    }
}
