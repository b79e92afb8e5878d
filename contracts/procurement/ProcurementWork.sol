// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AgreementId} from "../types/AgreementId.sol";
import {Refusal} from "../types/Refusal.sol";
import {AgreementStatus, MilestoneStatus, OverseerRole} from "./AgreementStatus.sol";
import {AgreementFixed, AgreementTermsWord} from "./AgreementTermsWord.sol";
import {AgreementState, packAgreement} from "./AgreementWord.sol";
import {Party, packParty} from "./PartyWord.sol";
import {Formulas} from "./Formulas.sol";
import {IProcurementEscrow} from "./IProcurementEscrow.sol";
import {MilestoneState, MilestoneWord} from "./MilestoneWord.sol";
import {ProcurementClocks} from "./ProcurementClocks.sol";

/// @title ProcurementWork
/// @notice How work is claimed, confirmed, accepted and rejected. See `IProcurementEscrow`.
abstract contract ProcurementWork is ProcurementClocks, IProcurementEscrow {
    using Refusal for bytes;

    /// @dev How many inspections in a row may rely on the supervisor: of three, one is full (decree art. 55(7)).
    uint256 private constant SIMPLE_INSPECTIONS = 2;

    /// @inheritdoc IProcurementEscrow
    function claim(AgreementId agreement, uint8 milestone, uint64 amount, bytes32 report) external {
        claimRefusal(msg.sender, agreement, milestone, amount, report).enforce();
        MilestoneState memory state = _milestoneOf(agreement, milestone);
        uint256 today = _today();

        (state.asked, state.claimDay, state.status) = (amount, today, MilestoneStatus.Claimed);
        state.confirmed = false;
        // What is claimed after its last day is late from the day after that.
        if (state.lateFrom == 0 && today > state.dueDay) state.lateFrom = state.dueDay + 1;
        _keepMilestone(agreement, milestone, state);

        emit WorkClaimed(agreement, milestone, amount, report);
    }

    /// @inheritdoc IProcurementEscrow
    function confirm(AgreementId agreement, uint8 milestone, bytes32 report) external {
        _onlyOverseer(agreement, OverseerRole.Supervisor);
        (, MilestoneState memory state) = _claimed(agreement, milestone);
        if (state.confirmed) revert AlreadyConfirmed(agreement, milestone);

        state.confirmed = true;
        _keepMilestone(agreement, milestone, state);

        emit WorkConfirmed(agreement, milestone, report, msg.sender);
    }

    /// @inheritdoc IProcurementEscrow
    function accept(
        AgreementId agreement,
        uint8 milestone,
        uint64 amount,
        bool full,
        bytes32 report
    ) external {
        acceptRefusal(msg.sender, agreement, milestone, amount, full).enforce();
        Agreement storage kept = _agreements[agreement];
        AgreementState memory book = kept.word.unpackAgreement();
        MilestoneState memory state = _milestoneOf(agreement, milestone);

        _count(kept.terms.unpackTerms(), state, amount);
        book.simple = full ? 0 : book.simple + 1;
        if (state.accepted == state.value && --book.open == 0) _end(kept);
        kept.word = packAgreement(book);
        _keepMilestone(agreement, milestone, state);

        _tellAccepted(agreement, milestone, state, full, report);
    }

    /// @inheritdoc IProcurementEscrow
    function reject(AgreementId agreement, uint8 milestone, bytes32 report) external {
        _onlyOverseer(agreement, OverseerRole.Inspector);
        (, MilestoneState memory state) = _claimed(agreement, milestone);

        (state.asked, state.status) = (0, MilestoneStatus.Rejected);
        // Work claimed in time is late from the day on which it was found wanting, and not before its last day is over.
        if (state.lateFrom == 0) state.lateFrom = _most(state.dueDay + 1, _today());
        _keepMilestone(agreement, milestone, state);

        emit WorkRejected(agreement, milestone, report, msg.sender);
    }

    // ------------------------------------------------------------------------------------------------ views

    /// @inheritdoc IProcurementEscrow
    function claimRefusal(
        address caller,
        AgreementId agreement,
        uint8 milestone,
        uint64 amount,
        bytes32 report
    ) public view returns (bytes memory refusal) {
        Agreement storage kept = _agreements[agreement];
        if (AgreementTermsWord.unwrap(kept.terms) == 0)
            return abi.encodeWithSelector(AgreementUnknown.selector, agreement);

        // The supplier says what it has done, while the agreement is open.
        Party memory party = kept.party.unpackParty();
        if (!_isSupplier(party, caller))
            return abi.encodeWithSelector(NotSupplier.selector, agreement, caller);
        AgreementStatus status = kept.word.unpackAgreement().status;
        if (status != AgreementStatus.Open)
            return abi.encodeWithSelector(AgreementNotOpen.selector, agreement, status);
        refusal = _restRefusal(agreement, milestone, amount, report);
        if (refusal.length == 0) refusal = _bondRefusal(agreement, kept.terms.unpackTerms(), party);
    }

    /// @inheritdoc IProcurementEscrow
    function acceptRefusal(
        address caller,
        AgreementId agreement,
        uint8 milestone,
        uint64 amount,
        bool full
    ) public view returns (bytes memory refusal) {
        OverseerRole role = OverseerRole.Inspector;
        if (_overseers[agreement.join(uint160(caller))] != role)
            return abi.encodeWithSelector(NotOverseer.selector, agreement, caller, role);
        AgreementState memory book = _agreements[agreement].word.unpackAgreement();
        if (book.status != AgreementStatus.Open && book.status != AgreementStatus.Terminated)
            return abi.encodeWithSelector(AgreementNotOpen.selector, agreement, book.status);
        return _inspectionRefusal(agreement, milestone, amount, full, book);
    }

    // --------------------------------------------------------------------------------------------- internals

    /// @dev One claim of a milestone runs at a time, and no more is claimed than is left.
    function _restRefusal(
        AgreementId agreement,
        uint8 milestone,
        uint64 amount,
        bytes32 report
    ) private view returns (bytes memory refusal) {
        MilestoneWord word = _milestones[agreement.join(milestone)];
        if (MilestoneWord.unwrap(word) == 0)
            return abi.encodeWithSelector(MilestoneUnknown.selector, agreement, milestone);
        MilestoneState memory state = word.unpack();
        bool isDue = state.status == MilestoneStatus.Due || state.status == MilestoneStatus.Rejected;
        if (!isDue)
            return abi.encodeWithSelector(MilestoneNotDue.selector, agreement, milestone, state.status);
        if (amount == 0) return abi.encodeWithSelector(ZeroAmount.selector);
        if (report == 0) return abi.encodeWithSelector(DocumentMissing.selector);
        uint256 left = state.value - state.accepted;
        if (amount > left)
            return abi.encodeWithSelector(ClaimAboveRest.selector, agreement, milestone, left, amount);
    }

    /// @dev No more is accepted than is claimed, by an inspection that is full where it must be.
    function _inspectionRefusal(
        AgreementId agreement,
        uint8 milestone,
        uint64 amount,
        bool full,
        AgreementState memory book
    ) private view returns (bytes memory refusal) {
        MilestoneWord word = _milestones[agreement.join(milestone)];
        if (MilestoneWord.unwrap(word) == 0)
            return abi.encodeWithSelector(MilestoneUnknown.selector, agreement, milestone);
        MilestoneState memory state = word.unpack();
        if (state.status != MilestoneStatus.Claimed)
            return abi.encodeWithSelector(MilestoneNotClaimed.selector, agreement, milestone, state.status);
        if (amount == 0) return abi.encodeWithSelector(ZeroAmount.selector);
        bytes4 reason = AcceptanceAboveClaim.selector;
        if (amount > state.asked)
            return abi.encodeWithSelector(reason, agreement, milestone, state.asked, amount);
        if (full) return refusal;

        // The last inspection, and of any three in a row one, is full; another relies on the supervisor.
        bool isLast = book.open == 1 && state.accepted + amount == state.value;
        if (isLast || book.simple == SIMPLE_INSPECTIONS)
            return abi.encodeWithSelector(FullInspectionDue.selector, agreement, milestone);
        if (!state.confirmed)
            return abi.encodeWithSelector(ConfirmationMissing.selector, agreement, milestone);
    }

    /// @dev Nothing is paid before the performance bond is there (decree art. 50), unless it was waived.
    function _bondRefusal(
        AgreementId agreement,
        AgreementFixed memory terms,
        Party memory party
    ) internal view returns (bytes memory refusal) {
        if (party.waived) return refusal;
        uint256 need = Formulas.leastBond(terms.price, terms.bondBps);
        if (party.bond >= need) return refusal;
        uint256 have = _security(agreement, party);
        if (have < need) return abi.encodeWithSelector(BondMissing.selector, agreement, have, need);
    }

    function _onlyOverseer(AgreementId agreement, OverseerRole role) private view {
        if (_overseers[agreement.join(uint160(msg.sender))] != role)
            revert NotOverseer(agreement, msg.sender, role);
    }

    /// @dev The milestone, of which a claim runs.
    function _claimed(
        AgreementId agreement,
        uint8 milestone
    ) private view returns (AgreementState memory book, MilestoneState memory state) {
        book = _agreements[agreement].word.unpackAgreement();
        _working(agreement, book.status);
        state = _milestoneOf(agreement, milestone);
        if (state.status != MilestoneStatus.Claimed)
            revert MilestoneNotClaimed(agreement, milestone, state.status);
    }

    /// @dev Counts what is accepted, and the days for which it is late. What is left of the milestone is late from the next day on.
    function _count(AgreementFixed memory terms, MilestoneState memory state, uint256 amount) private view {
        uint256 today = _today();
        uint256 all;
        state.clockDay = _clockDay(terms, state.claimDay);
        (state.lateDays, all) = _lateDays(state, state.lateFrom, state.clockDay);
        state.excused -= _least(state.excused, all);
        if (state.lateFrom != 0)
            state.lateFrom = _most(state.lateFrom, today + 1);
            // What was claimed and not accepted was found wanting today.
        else if (amount < state.asked) state.lateFrom = _most(state.dueDay + 1, today);
        (state.accepted, state.asked) = (state.accepted + amount, amount);
        (state.status, state.confirmed) = (MilestoneStatus.Accepted, false);
    }

    /// @dev Everything is accepted: from today defects count.
    function _end(Agreement storage kept) private {
        Party memory party = kept.party.unpackParty();
        if (party.endedOn != 0) return;
        party.endedOn = _today();
        kept.party = packParty(party);
    }

    function _tellAccepted(
        AgreementId agreement,
        uint8 milestone,
        MilestoneState memory state,
        bool full,
        bytes32 report
    ) private {
        emit WorkAccepted(
            agreement,
            milestone,
            uint64(state.asked),
            full,
            uint16(state.clockDay),
            uint16(state.lateDays),
            report,
            msg.sender
        );
    }

    function _most(uint256 one, uint256 other) private pure returns (uint256) {
        return one > other ? one : other;
    }
}
