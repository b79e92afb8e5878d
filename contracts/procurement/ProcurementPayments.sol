// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {OfficerRole} from "../budget/Officer.sol";
import {IDepositToken} from "../deposit/IDepositToken.sol";
import {Payout, payout} from "../deposit/Payout.sol";
import {AgreementId} from "../types/AgreementId.sol";
import {Invoice} from "../types/Invoice.sol";
import {Refusal} from "../types/Refusal.sol";
import {AgreementStatus, MilestoneStatus} from "./AgreementStatus.sol";
import {MilestonePayout} from "./AgreementTerms.sol";
import {AgreementFixed, AgreementTermsWord, packTerms} from "./AgreementTermsWord.sol";
import {AgreementState, packAgreement} from "./AgreementWord.sol";
import {Formulas} from "./Formulas.sol";
import {IProcurementEscrow} from "./IProcurementEscrow.sol";
import {MilestoneState, MilestoneWord} from "./MilestoneWord.sol";
import {ProcurementWork} from "./ProcurementWork.sol";
import {Share, WHOLE_BPS, hashShares} from "./Share.sol";

/// @title ProcurementPayments
/// @notice How advances and accepted work are paid. See `IProcurementEscrow`.
abstract contract ProcurementPayments is ProcurementWork {
    using Refusal for bytes;
    using SafeERC20 for IDepositToken;

    /// @dev What is known while something is paid.
    struct Paying {
        AgreementState book;
        AgreementFixed terms;
        MilestoneState state;
        MilestonePayout payout;
        Payout[] parts; // who is paid, the supplier last
        uint256 named; // of the payout, what those get who are named beside the supplier
    }

    /// @inheritdoc IProcurementEscrow
    function payAdvance(
        AgreementId agreement,
        uint64 amount,
        bytes32 papers,
        Share[] calldata shares
    ) external {
        advanceRefusal(msg.sender, agreement, amount, papers).enforce();
        (Payout[] memory parts, uint256 named) = _partsOf(agreement, 0, shares, amount);
        Agreement storage kept = _agreements[agreement];
        AgreementState memory book = kept.word.unpackAgreement();
        AgreementFixed memory terms = kept.terms.unpackTerms();

        book.held -= amount;
        terms.advance += amount;
        kept.word = packAgreement(book);
        kept.terms = packTerms(terms);

        emit AdvancePaid(agreement, amount, papers, msg.sender);

        parts[shares.length] = payout(kept.party.unpackParty().supplier, amount - named);
        _sendAll(agreement, parts);
    }

    /// @inheritdoc IProcurementEscrow
    function pay(AgreementId agreement, uint8 milestone, Invoice invoice, Share[] calldata shares) external {
        Paying memory paying;
        (bytes memory refusal, Agreement storage kept) = _load(paying, msg.sender, agreement, milestone);
        refusal.enforce();
        MilestonePayout memory its = paying.payout;
        (paying.parts, paying.named) = _partsOf(agreement, milestone, shares, its.payout);
        address supplier = kept.party.unpackParty().supplier;

        bool isLast = _settle(paying, kept);
        _keepMilestone(agreement, milestone, paying.state);

        emit MilestonePaid(agreement, milestone, its, invoice, msg.sender);
        if (isLast) emit AgreementCompleted(agreement);

        uint64 id = AgreementId.unwrap(agreement);
        invoices.record(supplier, invoice, address(this), id, its.gross, 0);
        paying.parts[shares.length] = payout(supplier, its.payout - paying.named - its.taken);
        _sendAll(agreement, paying.parts);
        _toRevenue(its.taken, bytes32(uint256(id)));
    }

    /// @inheritdoc IProcurementEscrow
    function collect(AgreementId agreement, address payee) external {
        uint256 key = agreement.join(uint160(payee));
        uint64 amount = _withheld[key];
        if (amount == 0) revert NothingWithheld(agreement, payee);

        _withheld[key] = 0;
        _withheldIn[agreement] -= amount;

        emit PartCollected(agreement, payee, amount);

        token.safeTransfer(token.currentOf(payee), amount);
    }

    // ------------------------------------------------------------------------------------------------ views

    /// @inheritdoc IProcurementEscrow
    function advanceRefusal(
        address officer,
        AgreementId agreement,
        uint64 amount,
        bytes32 papers
    ) public view returns (bytes memory refusal) {
        Agreement storage kept = _agreements[agreement];
        refusal = _officerRefusal(officer, agreement, kept);
        if (refusal.length != 0) return refusal;
        AgreementState memory book = kept.word.unpackAgreement();
        if (book.status != AgreementStatus.Open)
            return abi.encodeWithSelector(AgreementNotOpen.selector, agreement, book.status);
        if (amount == 0) return abi.encodeWithSelector(ZeroAmount.selector);
        if (papers == 0) return abi.encodeWithSelector(DocumentMissing.selector);

        return _advanceRefusal(agreement, kept, book, amount);
    }

    /// @inheritdoc IProcurementEscrow
    function payRefusal(
        address officer,
        AgreementId agreement,
        uint8 milestone
    ) external view returns (bytes memory refusal) {
        Paying memory paying;
        (refusal, ) = _load(paying, officer, agreement, milestone);
    }

    /// @inheritdoc IProcurementEscrow
    function payoutOf(
        AgreementId agreement,
        uint8 milestone
    ) external view returns (MilestonePayout memory parts) {
        Agreement storage kept = _agreements[agreement];
        MilestoneState memory state = _milestones[agreement.join(milestone)].unpack();
        if (state.status != MilestoneStatus.Accepted) return parts;
        AgreementState memory book = kept.word.unpackAgreement();
        AgreementFixed memory terms = kept.terms.unpackTerms();
        parts = _reckon(book, terms, state);
        parts.taken = uint64(_least(book.owed + parts.penalty, parts.payout));
    }

    // --------------------------------------------------------------------------------------------- internals

    /// @dev A disbursing officer of the buyer pays.
    function _officerRefusal(
        address officer,
        AgreementId agreement,
        Agreement storage kept
    ) private view returns (bytes memory) {
        if (AgreementTermsWord.unwrap(kept.terms) == 0)
            return abi.encodeWithSelector(AgreementUnknown.selector, agreement);
        uint256 ministry = kept.terms.unpackTerms().ministry;
        OfficerRole role = OfficerRole.Disbursing;
        if (_isOfficer(officer, ministry, role)) return "";
        return abi.encodeWithSelector(NotOfficer.selector, officer, ministry, role);
    }

    /// @dev An advance comes after the bond and before the first payment for work, and is held.
    function _advanceRefusal(
        AgreementId agreement,
        Agreement storage kept,
        AgreementState memory book,
        uint64 amount
    ) private view returns (bytes memory refusal) {
        AgreementFixed memory terms = kept.terms.unpackTerms();
        if (book.passed != 0) return abi.encodeWithSelector(AdvanceTooLate.selector, agreement);
        refusal = _bondRefusal(agreement, terms, kept.party.unpackParty());
        if (refusal.length != 0) return refusal;

        // It stays within the ceiling, to the won.
        uint256 ceiling = Formulas.advanceCeiling(terms.price, terms.ceilingBps);
        uint256 sum = terms.advance + amount;
        if (sum > ceiling)
            return abi.encodeWithSelector(AdvanceAboveCeiling.selector, agreement, ceiling, sum);
        if (amount > book.held)
            return abi.encodeWithSelector(HeldExceeded.selector, agreement, book.held, amount);
    }

    /// @dev Reads what a payment of the milestone needs, reckons it, and says why it is refused.
    function _load(
        Paying memory paying,
        address officer,
        AgreementId agreement,
        uint8 milestone
    ) private view returns (bytes memory refusal, Agreement storage kept) {
        kept = _agreements[agreement];
        refusal = _officerRefusal(officer, agreement, kept);
        if (refusal.length != 0) return (refusal, kept);
        AgreementState memory book = kept.word.unpackAgreement();
        if (book.status != AgreementStatus.Open && book.status != AgreementStatus.Terminated)
            return (abi.encodeWithSelector(AgreementNotOpen.selector, agreement, book.status), kept);
        MilestoneWord word = _milestones[agreement.join(milestone)];
        if (MilestoneWord.unwrap(word) == 0)
            return (abi.encodeWithSelector(MilestoneUnknown.selector, agreement, milestone), kept);
        MilestoneState memory state = word.unpack();

        // Nothing is paid that was not accepted.
        if (state.status != MilestoneStatus.Accepted) {
            bytes4 reason = MilestoneNotAccepted.selector;
            return (abi.encodeWithSelector(reason, agreement, milestone, state.status), kept);
        }
        (paying.book, paying.terms, paying.state) = (book, kept.terms.unpackTerms(), state);
        paying.payout = _reckon(book, paying.terms, state);

        // It is paid from what the agreement holds, and what was retained stays.
        uint256 have = book.held - book.retained;
        uint256 need = uint256(paying.payout.payout) + paying.payout.retained;
        if (need > have) refusal = abi.encodeWithSelector(HeldExceeded.selector, agreement, have, need);
    }

    /// @dev What the payment of an accepted milestone consists of today. See `Formulas` for each.
    function _reckon(
        AgreementState memory book,
        AgreementFixed memory terms,
        MilestoneState memory state
    ) private view returns (MilestonePayout memory parts) {
        uint256 gross = state.asked;
        uint256 passed = book.passed + gross;

        // The advance is recovered in proportion; after a termination first of all (rules for contracts art. 38).
        uint256 target = terms.advance;
        if (book.status == AgreementStatus.Open)
            target = Formulas.recoveredAt(terms.advance, passed, terms.price);
        uint256 recovered = target > book.recovered ? _least(target - book.recovered, gross) : 0;

        // Retained is the share of all that has passed. What was used for a defect or released is not retained again: nothing is before
        // the end.
        target = Formulas.retainedAt(passed, terms.retentionBps);
        uint256 retained = target > book.retained ? _least(target - book.retained, gross - recovered) : 0;

        uint256 net = gross - recovered - retained;
        (parts.gross, parts.recovered) = (uint64(gross), uint64(recovered));
        (parts.retained, parts.penalty) = (uint64(retained), uint64(_penaltyOf(terms, state)));
        parts.interest = uint64(_interestOf(terms, state, net));
        parts.payout = uint64(net) + parts.interest;
    }

    /// @dev The penalty for what was accepted late, as far as the cap leaves room.
    function _penaltyOf(
        AgreementFixed memory terms,
        MilestoneState memory state
    ) private pure returns (uint256) {
        if (state.lateDays == 0) return 0;
        uint256 cap = _penaltyCap(terms);
        uint256 room = cap > terms.penalties ? cap - terms.penalties : 0;
        return _least(_acceptedPenalty(terms, state), room);
    }

    /// @dev Interest from the day after the last day of payment to today, at the rate of the first late day (decree art. 59).
    function _interestOf(
        AgreementFixed memory terms,
        MilestoneState memory state,
        uint256 net
    ) private view returns (uint256) {
        uint256 today = _today();
        if (today <= state.clockDay + terms.paymentDays) return 0;
        uint256 payBy = _payBy(terms, state.clockDay);
        if (today <= payBy) return 0;
        return Formulas.lateInterest(net, _lateRateOn(payBy + 1), today - payBy);
    }

    /// @dev Books the payment. What the supplier owes for delay is taken from its own part, never from that of those named.
    /// @return isLast Whether everything is paid now.
    function _settle(Paying memory paying, Agreement storage kept) private returns (bool isLast) {
        AgreementState memory book = paying.book;
        MilestonePayout memory its = paying.payout;
        MilestoneState memory state = paying.state;
        uint256 owed = book.owed + its.penalty;
        its.taken = uint64(_least(owed, its.payout - paying.named));

        book.held -= its.payout;
        (book.passed, book.recovered) = (book.passed + its.gross, book.recovered + its.recovered);
        (book.retained, book.owed) = (book.retained + its.retained, owed - its.taken);
        book.lastPaidDay = _today();
        isLast = book.passed == paying.terms.price && book.status == AgreementStatus.Open;
        if (isLast) book.status = AgreementStatus.Completed;
        (state.asked, state.lateDays) = (0, 0);
        state.status = state.accepted == state.value ? MilestoneStatus.Paid : MilestoneStatus.Due;

        kept.word = packAgreement(book);
        if (its.penalty != 0) {
            paying.terms.penalties += its.penalty;
            kept.terms = packTerms(paying.terms);
        }
    }

    /// @dev What those approved for the milestone get of `whole`, each without a fraction of a won; a place for the supplier, whose that
    /// is, comes last.
    function _partsOf(
        AgreementId agreement,
        uint8 milestone,
        Share[] calldata shares,
        uint256 whole
    ) private view returns (Payout[] memory parts, uint256 named) {
        // Whoever is paid beside the supplier is paid as approved: the supplier redirects nothing.
        if (hashShares(shares) != _shares[agreement.join(milestone)].approved)
            revert SharesDiffer(agreement, milestone);
        parts = new Payout[](shares.length + 1);
        for (uint256 i = 0; i < shares.length; ++i) {
            uint256 part = (whole * shares[i].bps()) / WHOLE_BPS;
            parts[i] = payout(shares[i].payee(), part);
            named += part;
        }
    }

    /// @dev Pays all at once where the token does, and otherwise one by one: it pays citizens and replaced keys alone so.
    function _sendAll(AgreementId agreement, Payout[] memory parts) private {
        try token.payAllOnBehalf(parts) {
            return;
        } catch {
            for (uint256 i = 0; i < parts.length; ++i) _send(agreement, parts[i].payee(), parts[i].amount());
        }
    }
}
