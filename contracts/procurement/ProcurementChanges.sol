// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ObligationFacts} from "../budget/LineFacts.sol";
import {OfficerRole} from "../budget/Officer.sol";
import {AgreementId} from "../types/AgreementId.sol";
import {MilestoneStatus} from "./AgreementStatus.sol";
import {MilestoneChange} from "./AgreementTerms.sol";
import {AgreementFixed, packTerms} from "./AgreementTermsWord.sol";
import {AgreementState, MOST_WON, packAgreement} from "./AgreementWord.sol";
import {Formulas} from "./Formulas.sol";
import {IProcurementOffices} from "./IProcurementOffices.sol";
import {MilestoneState} from "./MilestoneWord.sol";
import {ProcurementOpening} from "./ProcurementOpening.sol";

/// @title ProcurementChanges
/// @notice How agreements change. See `IProcurementOffices`.
abstract contract ProcurementChanges is ProcurementOpening {
    /// @dev More days of delay than any agreement has.
    uint256 private constant MOST_DAYS = type(uint16).max;

    /// @inheritdoc IProcurementOffices
    function excuseDelay(
        AgreementId agreement,
        uint8 milestone,
        uint16 excusedDays,
        bytes32 papers
    ) external {
        Agreement storage kept = _known(agreement);
        _onlyOfficer(msg.sender, kept.terms.unpackTerms().ministry, OfficerRole.Obligating);
        _working(agreement, kept.word.unpackAgreement().status);
        MilestoneState memory state = _milestoneOf(agreement, milestone);
        if (papers == 0) revert DocumentMissing();

        // Of days that wait to be charged first; what is left is for those that come.
        uint256 charged = _least(state.lateDays, excusedDays);
        state.lateDays -= charged;
        state.excused = _least(state.excused + excusedDays - charged, MOST_DAYS);
        _keepMilestone(agreement, milestone, state);

        emit DelayExcused(agreement, milestone, excusedDays, papers, msg.sender);
    }

    /// @inheritdoc IProcurementOffices
    function proposeAmendment(AgreementId agreement, bytes32 amendment, bytes32 document) external {
        Agreement storage kept = _known(agreement);
        _onlyOfficer(msg.sender, kept.terms.unpackTerms().ministry, OfficerRole.Obligating);
        _opened(agreement, kept.word.unpackAgreement().status);
        if (document == 0) revert DocumentMissing();

        _amendments[agreement] = amendment;

        emit AmendmentProposed(agreement, amendment, document, msg.sender);
    }

    /// @inheritdoc IProcurementOffices
    function amend(AgreementId agreement, MilestoneChange[] calldata changes) external {
        Agreement storage kept = _known(agreement);
        _onlySupplier(agreement, kept.party.unpackParty());
        AgreementState memory book = kept.word.unpackAgreement();
        _opened(agreement, book.status);
        if (keccak256(abi.encode(changes)) != _amendments[agreement]) revert AmendmentDiffers(agreement);
        AgreementFixed memory terms = kept.terms.unpackTerms();

        delete _amendments[agreement];
        for (uint256 i = 0; i < changes.length; ++i) _change(agreement, book, terms, changes[i]);
        _fitsMoney(agreement, book, terms);
        kept.word = packAgreement(book);
        kept.terms = packTerms(terms);

        emit AgreementAmended(agreement, uint64(terms.price), changes);
    }

    // --------------------------------------------------------------------------------------------- internals

    /// @dev One milestone gets other terms, or is added after the last.
    function _change(
        AgreementId agreement,
        AgreementState memory book,
        AgreementFixed memory terms,
        MilestoneChange calldata change
    ) private {
        uint8 milestone = change.milestone;
        MilestoneState memory state = _milestones[agreement.join(milestone)].unpack();
        bool isNew = milestone == terms.milestones + 1 && milestone <= MAX_MILESTONES;
        bool isKnown = milestone != 0 && milestone <= terms.milestones;
        bool isDue = state.status == MilestoneStatus.Due || state.status == MilestoneStatus.Rejected;
        bool isMore = change.value > state.accepted && change.value <= MOST_WON;
        if (!(isNew || isKnown) || !isDue || !isMore) revert InvalidChange(agreement, milestone);

        terms.price = terms.price - state.value + change.value;
        if (isNew) (terms.milestones, book.open) = (milestone, book.open + 1);
        // A later last day takes back delay that has not been charged; a claim counts anew.
        if (change.dueDay != state.dueDay) state.lateFrom = 0;
        (state.value, state.dueDay) = (change.value, change.dueDay);
        _keepMilestone(agreement, milestone, state);
    }

    /// @dev The price stays within what is obligated; and of the work that is left, what is still to be recovered and retained.
    function _fitsMoney(
        AgreementId agreement,
        AgreementState memory book,
        AgreementFixed memory terms
    ) private view {
        if (terms.price > MOST_WON) revert AgreementTooLarge(uint64(MOST_WON), terms.price);
        uint64 bound = _bound(agreement);
        if (terms.price > bound) revert PriceAboveObligation(bound, uint64(terms.price));
        uint256 rest = terms.price - book.passed;
        uint256 retained = Formulas.retainedAt(terms.price, terms.retentionBps);
        uint256 need = terms.advance - book.recovered;
        if (retained > book.retained) need += retained - book.retained;
        if (need > rest) revert AdvanceAboveRest(agreement, uint64(rest), uint64(need));
    }

    /// @dev What is obligated for the agreement, in all.
    function _bound(AgreementId agreement) private view returns (uint64 bound) {
        bytes32[] storage matters = _matters[agreement];
        for (uint256 i = 0; i < matters.length; ++i) {
            ObligationFacts memory facts = ledger.obligationOf(address(this), matters[i]);
            bound += facts.amount + facts.paidBefore;
        }
    }
}
