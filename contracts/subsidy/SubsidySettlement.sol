// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {OfficerRole} from "../budget/Officer.sol";
import {AwardId} from "../types/AwardId.sol";
import {Award, AwardFund} from "./Award.sol";
import {AwardPart} from "./AwardPart.sol";
import {AwardStatus} from "./AwardStatus.sol";
import {AwardWord} from "./AwardWord.sol";
import {ISubsidyDecisions} from "./ISubsidyDecisions.sol";
import {SubsidyMoney} from "./SubsidyMoney.sol";

/// @title SubsidySettlement
/// @notice How the amount of an award is fixed, and its rest goes home. See `ISubsidyDecisions`.
abstract contract SubsidySettlement is SubsidyMoney, ISubsidyDecisions {
    /// @notice Won from which the settlement statement is audited (Subsidy Act art. 27-2, version 2026-01-02; verify against the
    /// current text).
    uint64 public constant AUDIT_THRESHOLD = 1_000_000_000;

    /// @inheritdoc ISubsidyDecisions
    function report(AwardId id, bytes32 statement) external {
        (Award storage kept, AwardWord word) = _known(id);
        _onlyBeneficiary(id, kept.rules.account);
        _requireOpen(id, word);
        _requireNoCase(id, word);
        if (statement == 0) revert DocumentMissing();

        if (_isDue(kept.fund) && !word.isLate()) word = _asLate(id, kept, word);
        kept.word = word.withStatus(AwardStatus.Reported);

        emit SettlementReported(id, statement, msg.sender);
    }

    /// @inheritdoc ISubsidyDecisions
    function noteLateReport(AwardId id) external {
        (Award storage kept, AwardWord word) = _known(id);
        _requireOpen(id, word);
        if (!_isDue(kept.fund)) revert ReportNotDue(id, kept.fund.reportDueDay);
        if (word.isLate()) revert AlreadyLate(id);

        kept.word = _asLate(id, kept, word);
    }

    /// @inheritdoc ISubsidyDecisions
    function settle(
        AwardId id,
        uint64 fixedAmount,
        uint64 interest,
        bytes32 verification,
        bytes32 audit
    ) external {
        (Award storage kept, AwardWord word) = _known(id);
        _onlyOfficer(kept.party.ministry, OfficerRole.Obligating);
        AwardFund memory fund = kept.fund;
        word = _requireSettleable(id, kept, word, fund);
        _requireChecked(id, fund.granted, verification, audit);

        // No more is fixed than was paid and is not claimed.
        uint64 most = word.paid() - fund.claimed;
        if (fixedAmount > most) revert FixedTooHigh(id, most, fixedAmount);

        // Interest above what was granted is a slip of the pen.
        if (interest > fund.granted) revert InvalidAward(AwardPart.Interest);

        kept.word = word.withStatus(AwardStatus.Settled);
        _owe(id, kept, most - fixedAmount, interest, 0);

        emit AwardSettled(id, fixedAmount, most - fixedAmount, interest, verification, audit, msg.sender);

        _returnLeftover(id, kept, _heldOf(fund, word));
    }

    // --------------------------------------------------------------------------------------------- internals

    /// @dev A report has come in, or is late; and no case holds the award.
    function _requireSettleable(
        AwardId id,
        Award storage kept,
        AwardWord word,
        AwardFund memory fund
    ) private returns (AwardWord) {
        _requireNoCase(id, word);
        if (word.status() == AwardStatus.Reported) return word;
        _requireOpen(id, word);
        if (!_isDue(fund)) revert ReportNotDue(id, fund.reportDueDay);
        return word.isLate() ? word : _asLate(id, kept, word);
    }

    /// @dev From a threshold on, an outside accountant has checked the statement, and from another audited it.
    function _requireChecked(AwardId id, uint64 granted, bytes32 verification, bytes32 audit) private view {
        bool isUnchecked = granted >= verificationThreshold && verification == 0;
        if (isUnchecked) revert VerificationMissing(id, verificationThreshold, granted);
        bool isUnaudited = granted >= AUDIT_THRESHOLD && audit == 0;
        if (isUnaudited) revert AuditMissing(id, AUDIT_THRESHOLD, granted);
    }

    /// @dev Whether the day on which the report is due has ended.
    function _isDue(AwardFund memory fund) private view returns (bool) {
        return _today() > fund.reportDueDay;
    }

    function _asLate(AwardId id, Award storage kept, AwardWord word) private returns (AwardWord) {
        ++_facts[kept.party.beneficiary].lateReports;
        emit ReportWasLate(id, kept.party.beneficiary);
        return word.asLate();
    }
}
