// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {officerOf as actorOf} from "../access/Officer.sol";
import {KoreaTime} from "../types/KoreaTime.sol";
import {LineId} from "../types/LineId.sol";
import {ObligationId, toObligationId} from "../types/ObligationId.sol";
import {AuthorityWord} from "./AuthorityWord.sol";
import {BudgetLines} from "./BudgetLines.sol";
import {CreditorWord} from "./CreditorWord.sol";
import {IAppropriationLedger} from "./IAppropriationLedger.sol";
import {ObligationFacts} from "./LineFacts.sol";
import {ObligationWord, newObligation} from "./ObligationWord.sol";
import {OfficerRole} from "./Officer.sol";

/// @title BudgetObligations
/// @notice How a ministry binds itself: reservations, and obligations to a named creditor.
abstract contract BudgetObligations is BudgetLines {
    /// @notice The most payees of one obligation.
    uint256 public constant MAX_PAYEES = 64;

    /// @inheritdoc IAppropriationLedger
    uint64 public immutable splitThreshold;

    /// @inheritdoc IAppropriationLedger
    address public immutable treasury;

    constructor(address treasury_, uint64 splitThreshold_) {
        (treasury, splitThreshold) = (treasury_, splitThreshold_);
    }

    /// @inheritdoc IAppropriationLedger
    function reserve(LineId line, uint64 amount, bytes32 matter) external {
        _onlyOfficer(line, OfficerRole.Obligating);
        if (amount == 0) revert ZeroAmount();
        (Line storage kept, AuthorityWord word) = _live(line);
        _running(line);
        if (amount > word.available()) revert AllotmentExceeded(line, word.available(), amount);

        kept.authority = word.reserve(amount);

        emit Reserved(line, amount, matter, msg.sender);
    }

    /// @inheritdoc IAppropriationLedger
    function unreserve(LineId line, uint64 amount, bytes32 matter) external {
        _onlyOfficer(line, OfficerRole.Obligating);
        if (amount == 0) revert ZeroAmount();
        (Line storage kept, AuthorityWord word) = _live(line);
        _booksOpen(line);
        if (amount > word.reserved()) revert ReservationExceeded(line, word.reserved(), amount);

        kept.authority = word.unreserve(amount);

        emit Unreserved(line, amount, matter, msg.sender);
    }

    /// @inheritdoc IAppropriationLedger
    function obligate(
        LineId line,
        address creditor,
        bytes32 matter,
        uint64 amount,
        uint64 fromReserved
    ) external {
        _obligate(line, creditor, matter, amount, fromReserved, false, false);
    }

    /// @inheritdoc IAppropriationLedger
    function obligateAssigned(
        LineId line,
        address creditor,
        bytes32 matter,
        uint64 amount,
        uint64 fromReserved,
        address[] calldata payees
    ) external {
        _obligate(line, creditor, matter, amount, fromReserved, false, true);

        ObligationId obligation = toObligationId(creditor, matter);
        bool fits = payees.length != 0 && payees.length <= MAX_PAYEES;
        for (uint256 i = 0; fits && i < payees.length; ++i) {
            // Whoever is excluded is paid in nobody's place either.
            uint48 until = _creditors[payees[i]].excludedUntil();
            if (block.timestamp < until) revert CreditorExcluded(payees[i], until);
            bytes32 key = obligation.payeeKey(payees[i]);
            fits = payees[i] != address(0) && payees[i] != treasury && !_assigned[key];
            _assigned[key] = true;
        }
        if (!fits) revert InvalidPayees(creditor, matter, MAX_PAYEES);

        emit PayeesAssigned(creditor, matter, payees);
    }

    /// @inheritdoc IAppropriationLedger
    function obligateInTrust(
        LineId line,
        address trustee,
        bytes32 matter,
        uint64 amount,
        uint64 fromReserved
    ) external {
        if (!isTrustee[trustee]) revert NotTrustee(trustee);
        _obligate(line, trustee, matter, amount, fromReserved, true, false);
    }

    /// @inheritdoc IAppropriationLedger
    function deobligate(address creditor, bytes32 matter, uint64 amount) external {
        ObligationId obligation = toObligationId(creditor, matter);
        ObligationWord word = _obligations[obligation];
        _known(creditor, matter, word);
        LineId line = word.line();
        _onlyOfficer(line, OfficerRole.Obligating);
        if (amount == 0) revert ZeroAmount();
        (Line storage kept, AuthorityWord authority_) = _live(line);
        _booksOpen(line);
        if (amount > word.owed()) revert ObligationExceeded(line, creditor, matter, word.owed(), amount);

        _obligations[obligation] = word.deobligate(amount);
        kept.authority = authority_.deobligate(amount);

        emit Deobligated(line, creditor, matter, amount, msg.sender);
    }

    /// @inheritdoc IAppropriationLedger
    function carryOver(address creditor, bytes32 matter) external restricted {
        ObligationId obligation = toObligationId(creditor, matter);
        ObligationWord word = _obligations[obligation];
        _known(creditor, matter, word);
        if (word.isCarriedOver()) revert AlreadyCarriedOver(creditor, matter);
        LineId line = word.line();
        if (block.timestamp < line.endsAt()) revert YearNotOver(line, line.endsAt());
        (Line storage kept, AuthorityWord old) = _live(line);
        _booksOpen(line);
        uint256 owed = word.owed();
        if (owed == 0) revert ZeroAmount();
        AuthorityWord next = _mayReceive(line.next(), owed);

        _obligations[obligation] = word.carryOver();
        kept.authority = old.deobligate(owed).withdrawAllotment(owed).reduce(owed);
        _receive(line.next(), next.appropriate(owed).allot(owed).obligate(owed));

        emit CarriedOver(line, creditor, matter, uint64(owed), actorOf(authority));
    }

    // ------------------------------------------------------------------------------------------------ views

    /// @inheritdoc IAppropriationLedger
    function obligationOf(
        address creditor,
        bytes32 matter
    ) external view returns (ObligationFacts memory facts) {
        ObligationWord word = _obligations[toObligationId(creditor, matter)];
        facts.line = LineId.unwrap(word.line());
        (facts.amount, facts.paid) = (uint64(word.amount()), uint64(word.paid()));
        facts.paidBefore = uint64(word.paidBefore());
        (facts.inTrust, facts.assigned) = (word.isInTrust(), word.isAssigned());
        facts.carriedOver = word.isCarriedOver();
    }

    /// @inheritdoc IAppropriationLedger
    function isPayee(address creditor, bytes32 matter, address payee) external view returns (bool) {
        return _assigned[toObligationId(creditor, matter).payeeKey(payee)];
    }

    // --------------------------------------------------------------------------------------------- internals

    function _obligate(
        LineId line,
        address creditor,
        bytes32 matter,
        uint64 amount,
        uint64 fromReserved,
        bool inTrust,
        bool assigned
    ) private {
        // An obligating officer of the line's ministry binds it, in the line's year, for something to somebody.
        _onlyOfficer(line, OfficerRole.Obligating);
        if (amount == 0) revert ZeroAmount();
        bool isNamed = creditor != address(0) && creditor != treasury;
        if (!isNamed || matter == 0) revert InvalidObligation(creditor, matter);
        (Line storage kept, AuthorityWord word) = _live(line);
        _running(line);

        // No more is obligated than is allotted and not bound already.
        if (fromReserved != 0) word = _takeReserved(line, word, amount, fromReserved);
        if (amount > word.available()) revert AllotmentExceeded(line, word.available(), amount);

        // One matter is obligated to one creditor once.
        ObligationId obligation = toObligationId(creditor, matter);
        ObligationWord old = _obligations[obligation];
        if (!old.isNone()) revert AlreadyObligated(old.line(), creditor, matter);

        // Whoever is excluded gets nothing.
        CreditorWord facts = _creditors[creditor];
        uint48 until = facts.excludedUntil();
        if (block.timestamp < until) revert CreditorExcluded(creditor, until);

        kept.authority = word.obligate(amount);
        _obligations[obligation] = newObligation(line, amount, inTrust, assigned);

        emit Obligated(line, creditor, matter, amount, fromReserved, inTrust, msg.sender);

        if (!inTrust && amount < splitThreshold) _watch(line, creditor, facts, amount);
    }

    /// @dev What was reserved for it becomes available to it, and no more.
    function _takeReserved(
        LineId line,
        AuthorityWord word,
        uint64 amount,
        uint64 fromReserved
    ) private pure returns (AuthorityWord) {
        uint256 most = word.reserved() < amount ? word.reserved() : amount;
        if (fromReserved > most) revert ReservationExceeded(line, most, fromReserved);
        return word.unreserve(fromReserved);
    }

    /// @dev Tells the auditor of small obligations that are not small together.
    function _watch(LineId line, address creditor, CreditorWord facts, uint64 amount) private {
        uint256 today = KoreaTime.dayIndex(block.timestamp);
        (CreditorWord watched, uint256 sum) = facts.watch(line.ministry(), today, amount);
        _creditors[creditor] = watched;
        if (sum >= splitThreshold) emit SplitSuspected(line, creditor, sum);
    }
}
