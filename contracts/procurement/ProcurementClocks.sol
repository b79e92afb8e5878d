// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AgreementId} from "../types/AgreementId.sol";
import {MilestoneStatus} from "./AgreementStatus.sol";
import {AgreementFixed} from "./AgreementTermsWord.sol";
import {Formulas} from "./Formulas.sol";
import {MilestoneState} from "./MilestoneWord.sol";
import {ProcurementState} from "./ProcurementState.sol";

/// @title ProcurementClocks
/// @notice The days that law counts: of inspection, of payment, of delay.
abstract contract ProcurementClocks is ProcurementState {
    /// @dev The last day of an inspection: the 14th from the claim, or the next business day (decree art. 55, Civil Act art. 161).
    function _inspectBy(AgreementFixed memory terms, uint256 claimDay) internal view returns (uint256) {
        return calendar.addBusinessDays(claimDay + terms.inspectionDays - 1, 1);
    }

    /// @dev The last day of a payment: the fifth business day after the acceptance (decree art. 58).
    function _payBy(AgreementFixed memory terms, uint256 clockDay) internal view returns (uint256) {
        return calendar.addBusinessDays(clockDay, terms.paymentDays);
    }

    /// @dev The day of an acceptance today, or that on which the inspection was due: what comes later is the government's delay.
    function _clockDay(AgreementFixed memory terms, uint256 claimDay) internal view returns (uint256 day) {
        day = _today();
        // Within the calendar days no business day has to be looked for.
        if (day > claimDay + terms.inspectionDays) day = _least(day, _inspectBy(terms, claimDay));
    }

    /// @dev The days from the first of delay to `lastDay`, those among them that are not excused.
    function _lateDays(
        MilestoneState memory state,
        uint256 lateFrom,
        uint256 lastDay
    ) internal pure returns (uint256 counted, uint256 all) {
        if (lateFrom == 0 || lastDay < lateFrom) return (0, 0);
        all = lastDay - lateFrom + 1;
        counted = all > state.excused ? all - state.excused : 0;
    }

    /// @dev The penalty for what of a milestone is late today: claimed too late, or not claimed at all. A claim in time that is
    /// being inspected is not late.
    function _runningPenalty(
        AgreementFixed memory terms,
        MilestoneState memory state
    ) internal view returns (uint256) {
        uint256 lateFrom = state.lateFrom;
        if (lateFrom == 0 && state.status != MilestoneStatus.Claimed) lateFrom = state.dueDay + 1;
        (uint256 counted, ) = _lateDays(state, lateFrom, _today());
        return Formulas.delayPenalty(state.value - state.accepted, terms.delayRate, counted);
    }

    /// @dev The penalty charged so far, that of accepted work not yet paid, and that of work which is late today, within the cap.
    function _penaltyToday(
        AgreementId agreement,
        AgreementFixed memory terms
    ) internal view returns (uint256 penalty) {
        penalty = terms.penalties;
        for (uint8 i = 1; i <= terms.milestones; ++i) {
            MilestoneState memory state = _milestones[agreement.join(i)].unpack();
            if (state.status == MilestoneStatus.Accepted) penalty += _acceptedPenalty(terms, state);
            penalty += _runningPenalty(terms, state);
        }
        return _least(penalty, _penaltyCap(terms));
    }

    /// @dev The penalty that is due with the payment of what was accepted: of all that was not accepted before.
    function _acceptedPenalty(
        AgreementFixed memory terms,
        MilestoneState memory state
    ) internal pure returns (uint256) {
        uint256 base = state.value - state.accepted + state.asked;
        return Formulas.delayPenalty(base, terms.delayRate, state.lateDays);
    }

    /// @dev The most penalty of the agreement (decree art. 74(3)).
    function _penaltyCap(AgreementFixed memory terms) internal pure returns (uint256) {
        return (terms.price * terms.penaltyCapBps) / 10_000;
    }

    /// @dev The rate that holds on `day`. Rates are few, and the last ones are asked for.
    function _lateRateOn(uint256 day) internal view returns (uint256) {
        uint256 i = _lateRates.length - 1;
        while (i != 0 && _lateRates[i].fromDay > day) --i;
        return _lateRates[i].rateBps;
    }
}
