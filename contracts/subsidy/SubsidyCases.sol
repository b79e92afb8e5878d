// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {officerOf} from "../access/Officer.sol";
import {AwardId} from "../types/AwardId.sol";
import {Beneficiary} from "../types/Beneficiary.sol";
import {Asset} from "./Asset.sol";
import {Award} from "./Award.sol";
import {AwardStatus} from "./AwardStatus.sol";
import {AwardWord} from "./AwardWord.sol";
import {BeneficiaryFacts} from "./BeneficiaryFacts.sol";
import {CaseKind, CaseOrder, Ground} from "./CaseOrder.sol";
import {GrantCase, GrantCaseStatus} from "./GrantCase.sol";
import {GrantDebt} from "./GrantDebt.sol";
import {ISubsidyDecisions} from "./ISubsidyDecisions.sol";
import {SubsidyFormulas} from "./SubsidyFormulas.sol";
import {SubsidyMoney} from "./SubsidyMoney.sol";

/// @title SubsidyCases
/// @notice Cancellations and clawbacks with their objections, what follows for a beneficiary, and the lock of what was bought. See
/// `ISubsidyDecisions`.
abstract contract SubsidyCases is SubsidyMoney, ISubsidyDecisions {
    /// @notice Days in which the beneficiary may object, and in which an answer is due, once extended (Subsidy Act art. 37).
    uint256 public constant OBJECTION_DAYS = 30;
    uint256 public constant ANSWER_DAYS = 14;
    uint256 public constant EXTENSION_DAYS = 10;

    /// @notice The longest exclusion, seconds: five years, and never longer (Subsidy Act art. 31-2).
    uint48 public constant MAX_EXCLUSION_PERIOD = 5 * 365 days;

    /// @inheritdoc ISubsidyDecisions
    function suspend(AwardId id, bytes32 caseId) external restricted {
        (Award storage kept, AwardWord word) = _known(id);
        _requireOpen(id, word);
        if (word.isSuspended()) revert AwardIsSuspended(id);
        if (caseId == 0) revert DocumentMissing();

        kept.word = word.withSuspended(true);

        emit AwardSuspended(id, caseId, officerOf(authority));
    }

    /// @inheritdoc ISubsidyDecisions
    function resume(AwardId id, bytes32 caseId) external restricted {
        (Award storage kept, AwardWord word) = _known(id);
        if (!word.isSuspended()) revert AwardNotSuspended(id);

        kept.word = word.withSuspended(false);

        emit AwardResumed(id, caseId, officerOf(authority));
    }

    // -------------------------------------------------------------------------------------------------- cases

    /// @inheritdoc ISubsidyDecisions
    function openCase(AwardId id, CaseOrder calldata given) external restricted {
        (Award storage kept, AwardWord word) = _known(id);
        _requireNoCase(id, word);
        CaseOrder memory order = given;
        _requireClaim(id, kept, word, order);

        uint48 until = _periodEnd(OBJECTION_DAYS);
        kept.word = word.withHeld(true);
        GrantCase storage open = _cases[id];
        (open.principal, open.penalty) = (uint48(order.principal), uint56(order.penalty));
        (open.kind, open.ground, open.status) = (order.kind, order.ground, GrantCaseStatus.Opened);
        (open.until, open.caseId) = (until, order.caseId);

        emit GrantCaseOpened(id, order.caseId, order, until, officerOf(authority));
    }

    /// @inheritdoc ISubsidyDecisions
    function objectToCase(AwardId id, bytes32 statement) external {
        (Award storage kept, ) = _known(id);
        _onlyBeneficiary(id, kept.rules.account);
        GrantCase storage open = _running(id);
        bool isOpen = open.status == GrantCaseStatus.Opened && block.timestamp < open.until;
        if (!isOpen) revert ObjectionPeriodOver(id, open.until);

        open.status = GrantCaseStatus.Objected;
        open.until = _periodEnd(ANSWER_DAYS);

        emit GrantCaseObjected(id, open.caseId, statement, open.until);
    }

    /// @inheritdoc ISubsidyDecisions
    function extendAnswer(AwardId id, bytes32 reason) external restricted {
        GrantCase storage open = _objected(id);
        if (open.extended) revert AnswerExtendedBefore(id);
        if (block.timestamp >= open.until) revert ObjectionPeriodOver(id, open.until);

        (open.extended, open.until) = (true, open.until + uint48(EXTENSION_DAYS * 1 days));

        emit AnswerExtended(id, open.caseId, reason, open.until, officerOf(authority));
    }

    /// @inheritdoc ISubsidyDecisions
    function answerObjection(AwardId id, bool upheld) external restricted {
        GrantCase storage open = _objected(id);
        bool late = block.timestamp >= open.until;

        emit ObjectionAnswered(id, open.caseId, upheld, late, officerOf(authority));

        if (upheld) _end(id);
        else open.status = GrantCaseStatus.Rejected;
    }

    /// @inheritdoc ISubsidyDecisions
    function dropCase(AwardId id) external restricted {
        GrantCase storage open = _running(id);

        emit GrantCaseDropped(id, open.caseId, officerOf(authority));

        _end(id);
    }

    /// @inheritdoc ISubsidyDecisions
    function clawBack(AwardId id) external restricted {
        GrantCase memory open = _running(id);
        if (open.status == GrantCaseStatus.Objected) revert ObjectionUndecided(id, open.until);
        bool runs = open.status == GrantCaseStatus.Opened && block.timestamp < open.until;
        if (runs) revert ObjectionPeriodRuns(id, open.until);
        Award storage kept = _awards[id];

        _end(id);
        _strike(kept, open.ground);
        _carryOut(id, kept, open);

        if (open.kind != CaseKind.Cancellation) return;
        AwardWord word = kept.word;
        kept.word = word.withStatus(AwardStatus.Cancelled);
        emit AwardCancelled(id, open.caseId);
        _returnLeftover(id, kept, _heldOf(kept.fund, word));
    }

    // -------------------------------------------------------------------------------------------- consequences

    /// @inheritdoc ISubsidyDecisions
    function addSurcharge(AwardId id, uint16 bps) external restricted {
        GrantDebt storage debt = _debts[id];
        uint64 arrears = _owedOn(id);
        if (arrears == 0) revert NoDebt(id);
        if (block.timestamp < debt.dueAt) revert DebtNotOverdue(id, debt.dueAt);
        if (debt.surcharge != 0) revert AlreadySurcharged(id);
        uint256 amount = SubsidyFormulas.surcharge(arrears, bps);
        bool fits = amount != 0 && bps <= SubsidyFormulas.MOST_SURCHARGE_BPS;
        if (!fits) revert InvalidSurcharge(id, bps, SubsidyFormulas.MOST_SURCHARGE_BPS);

        debt.surcharge = uint56(amount);
        _facts[_awards[id].party.beneficiary].owed += uint64(amount);

        emit SurchargeAdded(id, uint64(amount), officerOf(authority));
    }

    /// @inheritdoc ISubsidyDecisions
    function exclude(AwardId id, Ground ground, uint40 until, bytes32 caseId) external restricted {
        (Award storage kept, ) = _known(id);
        if (caseId == 0) revert DocumentMissing();
        if (kept.rules.welfare) revert WelfareIsExempt(id);
        Beneficiary beneficiary = kept.party.beneficiary;
        uint48 latest = uint48(block.timestamp) + MAX_EXCLUSION_PERIOD;
        if (until <= block.timestamp || until > latest) revert InvalidExclusion(beneficiary, until, latest);

        // As many strikes on the ground as it takes.
        (uint8 have, uint8 need) = (_strikesOf(beneficiary, ground), uint8(ground));
        if (have < need || need == 0) revert StrikesTooFew(beneficiary, have, need);

        _facts[beneficiary].excludedUntil = until;

        emit BeneficiaryExcluded(beneficiary, id, caseId, ground, until, officerOf(authority));
    }

    /// @inheritdoc ISubsidyDecisions
    function releaseAsset(bytes32 asset, bytes32 approval) external restricted {
        Asset storage known = _assets[asset];
        if (known.award.isNone() || known.released) revert AssetNotLocked(asset);
        if (approval == 0) revert DocumentMissing();

        known.released = true;

        emit AssetLockReleased(asset, known.award, approval, officerOf(authority));
    }

    // --------------------------------------------------------------------------------------------- internals

    /// @dev What a case may claim. Of a cancellation it is all that was paid and is not claimed yet.
    function _requireClaim(
        AwardId id,
        Award storage kept,
        AwardWord word,
        CaseOrder memory order
    ) private view {
        uint64 left = word.paid() - kept.fund.claimed;
        if (order.kind == CaseKind.Cancellation) {
            if (word.status() > AwardStatus.Reported) revert AwardNotOpen(id, word.status());
            order.principal = left;
        } else if (order.kind == CaseKind.None || order.principal == 0) revert InvalidGrantCase(id);
        if (order.ground == Ground.None || order.caseId == 0) revert InvalidGrantCase(id);

        // No won is claimed twice, and no penalty is above five times what is claimed, nor for welfare.
        if (order.principal > left) revert ClaimExceeded(id, left, order.principal);
        if (order.penalty != 0 && kept.rules.welfare) revert WelfareIsExempt(id);
        uint256 most = SubsidyFormulas.mostPenalty(order.principal);
        if (order.penalty > most) revert PenaltyTooHigh(id, most, order.penalty);
    }

    /// @dev The beneficiary owes what of the case's principal was not refunded meanwhile, with interest, and a penalty of at most
    /// five times that.
    function _carryOut(AwardId id, Award storage kept, GrantCase memory open) private {
        AwardWord word = kept.word;
        uint256 left = word.paid() - kept.fund.claimed;
        uint256 principal = open.principal < left ? open.principal : left;
        uint256 most = SubsidyFormulas.mostPenalty(principal);
        uint256 penalty = open.penalty < most ? open.penalty : most;
        uint256 interest = SubsidyFormulas.interest(
            principal,
            word.paid(),
            word.wonDays(_today()),
            kept.party.interestBps
        );

        uint48 dueAt = _owe(id, kept, principal, interest, penalty);

        emit ClawedBack(
            id,
            open.caseId,
            open.kind,
            uint64(principal),
            uint64(interest),
            uint64(penalty),
            dueAt,
            officerOf(authority)
        );
    }

    /// @dev Counts a case that is carried out, unless it is of welfare (art. 31-2⑤).
    function _strike(Award storage kept, Ground ground) private {
        if (kept.rules.welfare) return;
        BeneficiaryFacts storage facts = _facts[kept.party.beneficiary];
        if (ground == Ground.FalseApplication) ++facts.frauds;
        else if (ground == Ground.OtherUse) ++facts.otherUses;
        else ++facts.breaches;
    }

    function _strikesOf(Beneficiary beneficiary, Ground ground) private view returns (uint8) {
        BeneficiaryFacts storage facts = _facts[beneficiary];
        if (ground == Ground.FalseApplication) return facts.frauds;
        return ground == Ground.OtherUse ? facts.otherUses : facts.breaches;
    }

    /// @dev The award is held no more.
    function _end(AwardId id) private {
        Award storage kept = _awards[id];
        kept.word = kept.word.withHeld(false);
        delete _cases[id];
    }

    function _running(AwardId id) private view returns (GrantCase storage open) {
        open = _cases[id];
        if (open.status == GrantCaseStatus.None) revert NoGrantCase(id);
    }

    function _objected(AwardId id) private view returns (GrantCase storage open) {
        open = _cases[id];
        if (open.status != GrantCaseStatus.Objected) revert NoObjection(id);
    }
}
