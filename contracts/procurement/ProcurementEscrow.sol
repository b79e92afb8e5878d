// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AgreementId} from "../types/AgreementId.sol";
import {AgreementStatus, MilestoneStatus, OverseerRole} from "./AgreementStatus.sol";
import {ProcurementRules} from "./AgreementTerms.sol";
import {AgreementFacts, MilestoneFacts} from "./AgreementFacts.sol";
import {AgreementFixed, AgreementTermsWord} from "./AgreementTermsWord.sol";
import {AgreementState} from "./AgreementWord.sol";
import {Party} from "./PartyWord.sol";
import {Formulas} from "./Formulas.sol";
import {IProcurementEscrow} from "./IProcurementEscrow.sol";
import {MilestoneState, MilestoneWord} from "./MilestoneWord.sol";
import {ProcurementCode} from "./ProcurementCode.sol";
import {ProcurementOffices} from "./ProcurementOffices.sol";
import {ProcurementPayments} from "./ProcurementPayments.sol";
import {ProcurementState} from "./ProcurementState.sol";

/// @title ProcurementEscrow
/// @notice Procurement agreements from the opening to the end of the defects period. See `IProcurementEscrow`.
/// @dev Per agreement: the deposit tokens this contract holds are what is held of the Treasury's money, the bond, and what is withheld.
/// Work and payments are here; what is done seldom is code that this contract runs as its own: see `ProcurementCode`.
contract ProcurementEscrow is ProcurementPayments, ProcurementCode {
    /// @dev In how many days something is paid again while work goes on (decree art. 58(3)).
    uint256 private constant PROGRESS_DAYS = 30;

    /// @dev From what change of prices, and how many days after the opening, the price is adjusted (decree art. 64).
    uint256 private constant LEAST_CHANGE_BPS = 300;
    uint256 private constant ADJUSTABLE_DAYS = 90;

    /// @param offices_ Deployed for this contract: it brings the contracts that agreements work with.
    /// @param rules_ What the first agreements follow.
    /// @param lateRateBps The rate of interest on what is paid late, ten-thousandths a year, until another is set.
    constructor(
        ProcurementOffices offices_,
        ProcurementRules memory rules_,
        uint16 lateRateBps
    ) ProcurementState(offices_.surroundings()) ProcurementCode(offices_) {
        _setRules(rules_, address(0));
        _setLateRate(0, lateRateBps, address(0));
    }

    // ------------------------------------------------------------------------------------------------ views

    /// @inheritdoc IProcurementEscrow
    function penaltyToday(AgreementId agreement) external view returns (uint64) {
        return uint64(_penaltyToday(agreement, _agreements[agreement].terms.unpackTerms()));
    }

    /// @inheritdoc IProcurementEscrow
    function priceAdjustmentOf(
        AgreementId agreement,
        uint16 changeBps,
        uint16 openedOn
    ) external view returns (uint64) {
        AgreementFixed memory terms = _known(agreement).terms.unpackTerms();
        if (changeBps < LEAST_CHANGE_BPS) revert PriceChangeTooSmall(agreement, changeBps);
        uint256 fromDay = openedOn + ADJUSTABLE_DAYS;
        if (_today() < fromDay) revert PriceChangeTooEarly(agreement, uint16(fromDay));
        uint256 rest = terms.price;
        for (uint8 i = 1; i <= terms.milestones; ++i) {
            MilestoneState memory state = _milestones[agreement.join(i)].unpack();
            rest -= state.accepted;
            if (state.status == MilestoneStatus.Claimed) rest -= state.asked;
        }
        return uint64(Formulas.priceAdjustment(rest, changeBps, terms.advance, terms.price));
    }

    /// @inheritdoc IProcurementEscrow
    function agreementOf(AgreementId agreement) external view returns (AgreementFacts memory facts) {
        Agreement storage kept = _agreements[agreement];
        if (AgreementTermsWord.unwrap(kept.terms) == 0) return facts;
        AgreementState memory book = kept.word.unpackAgreement();
        AgreementFixed memory terms = kept.terms.unpackTerms();
        Party memory party = kept.party.unpackParty();
        (facts.supplier, facts.ministry, facts.kind) = (party.supplier, uint16(terms.ministry), terms.kind);
        (facts.status, facts.milestones) = (book.status, uint8(terms.milestones));
        (facts.price, facts.advance) = (uint64(terms.price), uint64(terms.advance));
        (facts.passed, facts.recovered) = (uint64(book.passed), uint64(book.recovered));
        (facts.held, facts.retained) = (uint64(book.held), uint64(book.retained));
        (facts.bond, facts.guaranteed) = (uint64(party.bond), _guarantees[agreement].amount);
        (facts.owed, facts.penalties) = (uint64(book.owed), uint64(terms.penalties));
        (facts.withheld, facts.endedOn) = (_withheldIn[agreement], uint16(party.endedOn));
        if (party.endedOn != 0)
            facts.releaseDay = uint16(Formulas.yearsAfter(party.endedOn, terms.defectYears));
        if (book.status == AgreementStatus.Open) facts.progressDay = uint16(book.lastPaidDay + PROGRESS_DAYS);
    }

    /// @inheritdoc IProcurementEscrow
    function milestoneOf(
        AgreementId agreement,
        uint8 milestone
    ) external view returns (MilestoneFacts memory facts) {
        MilestoneWord word = _milestones[agreement.join(milestone)];
        if (MilestoneWord.unwrap(word) == 0) return facts;
        MilestoneState memory state = word.unpack();
        AgreementFixed memory terms = _agreements[agreement].terms.unpackTerms();
        (facts.value, facts.accepted) = (uint64(state.value), uint64(state.accepted));
        (facts.asked, facts.dueDay) = (uint64(state.asked), uint16(state.dueDay));
        (facts.claimDay, facts.clockDay) = (uint16(state.claimDay), uint16(state.clockDay));
        (facts.lateFrom, facts.lateDays) = (uint16(state.lateFrom), uint16(state.lateDays));
        (facts.excused, facts.status) = (uint16(state.excused), state.status);
        facts.confirmed = state.confirmed;
        if (state.status == MilestoneStatus.Claimed)
            facts.inspectBy = uint16(_inspectBy(terms, state.claimDay));
        if (state.status == MilestoneStatus.Accepted) facts.payBy = uint16(_payBy(terms, state.clockDay));
    }

    /// @inheritdoc IProcurementEscrow
    function sharesOf(
        AgreementId agreement,
        uint8 milestone
    ) external view returns (bytes32 proposed, bytes32 approved) {
        Shares storage kept = _shares[agreement.join(milestone)];
        return (kept.proposed, kept.approved);
    }

    /// @inheritdoc IProcurementEscrow
    function overseerOf(AgreementId agreement, address account) external view returns (OverseerRole) {
        return _overseers[agreement.join(uint160(account))];
    }

    /// @inheritdoc IProcurementEscrow
    function sideOf(AgreementId agreement, bytes32 person) external view returns (OverseerRole) {
        return _overseerSides[agreement][person];
    }

    /// @inheritdoc IProcurementEscrow
    function withheldOf(AgreementId agreement, address payee) external view returns (uint64) {
        return _withheld[agreement.join(uint160(payee))];
    }

    /// @inheritdoc IProcurementEscrow
    function mattersOf(
        AgreementId agreement
    ) external view returns (bytes32[] memory matters, uint64[] memory funded) {
        matters = _matters[agreement];
        funded = new uint64[](matters.length);
        for (uint256 i = 0; i < matters.length; ++i) funded[i] = _funds[matters[i]].net;
    }

    /// @inheritdoc IProcurementEscrow
    function lateRateOn(uint256 day) external view returns (uint16 rateBps) {
        return uint16(_lateRateOn(day));
    }

    /// @inheritdoc IProcurementEscrow
    function rules() external view returns (ProcurementRules memory) {
        return _rules;
    }

    /// @inheritdoc IProcurementEscrow
    function agreements() external view returns (uint64) {
        return _agreementCount;
    }
}
