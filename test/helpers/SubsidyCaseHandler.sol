// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AwardRules} from "../../contracts/subsidy/Award.sol";
import {AwardStatus} from "../../contracts/subsidy/AwardStatus.sol";
import {CaseKind, CaseOrder, Ground} from "../../contracts/subsidy/CaseOrder.sol";
import {GrantCase, GrantCaseStatus} from "../../contracts/subsidy/GrantCase.sol";
import {ISubsidyErrors} from "../../contracts/subsidy/ISubsidyErrors.sol";
import {SubsidyGrants} from "../../contracts/subsidy/SubsidyGrants.sol";
import {AwardId} from "../../contracts/types/AwardId.sol";
import {KoreaTime} from "../../contracts/types/KoreaTime.sol";
import {LineId} from "../../contracts/types/LineId.sol";
import {MONTHS} from "../../contracts/budget/PlanWord.sol";
import {budgetLine} from "./BudgetBase.sol";
import {actor} from "./Gukgo.sol";
import {Handler} from "./Handler.sol";
import {AwardCount} from "./SubsidyModel.sol";

/// @title SubsidyCaseHandler
/// @notice Cases on awards and debts, and what the walk through subsidies counts.
abstract contract SubsidyCaseHandler is Handler {
    SubsidyGrants internal _grants;
    mapping(uint64 award => AwardCount) internal _counts;
    mapping(uint256 year => bool) private _opened;

    /// @notice How many cancellations, set-offs and leftovers to a parent the walk has met.
    uint256 public cancellations;
    uint256 public setOffs;
    uint256 public toParents;

    function countOf(uint64 id) external view returns (AwardCount memory) {
        return _counts[id];
    }

    function _learnCases() internal {
        _learn("open a case", this.openCase);
        _learn("object", this.objectToCase);
        _learn("answer", this.answerObjection);
        _learn("drop", this.dropCase);
        _learn("claw back", this.clawBack);
        _learn("pay a debt", this.payDebt);
        _learn("surcharge", this.addSurcharge);
        _learn("suspend or resume", this.suspendOrResume);
        _learn("exclude", this.exclude);
    }

    function openCase() external returns (bool) {
        uint64 id = _claimable();
        AwardCount storage c = _counts[id];
        CaseOrder memory order;
        (order.kind, order.ground) = (CaseKind(_oneIn(4) ? 1 : 2), Ground(_between(1, 3)));
        uint256 left = c.paid - c.claimed;
        order.principal = uint64(_between(0, left + 1));
        uint256 most = order.kind == CaseKind.Cancellation ? left * 5 : order.principal * 5;
        order.penalty = uint64(c.welfare && _likely() ? 0 : _between(0, most));
        order.caseId = "case";
        bytes memory data = abi.encodeCall(_grants.openCase, (AwardId.wrap(id), order));
        if (!_try(actor("subsidyEnforcer"), address(_grants), data, _reasons())) return false;
        c.inCase = true;
        return true;
    }

    function objectToCase() external returns (bool) {
        return _object(_openedCase());
    }

    function _object(uint64 id) private returns (bool) {
        bytes memory data = abi.encodeCall(_grants.objectToCase, (AwardId.wrap(id), "statement"));
        return _try(_accountOf(_counts[id].beneficiary), address(_grants), data, _reasons());
    }

    function answerObjection() external returns (bool) {
        uint64 id = _openedCase();
        if (_likely()) _object(id);
        bool upheld = _oneIn(2);
        bytes memory data = abi.encodeCall(_grants.answerObjection, (AwardId.wrap(id), upheld));
        if (!_try(actor("subsidyReviewer"), address(_grants), data, _reasons())) return false;
        if (upheld) _counts[id].inCase = false;
        return true;
    }

    function dropCase() external returns (bool) {
        uint64 id = _oneIn(3) ? _inCase() : 0;
        bytes memory data = abi.encodeCall(_grants.dropCase, (AwardId.wrap(id)));
        if (!_try(actor("subsidyEnforcer"), address(_grants), data, _reasons())) return false;
        _counts[id].inCase = false;
        return true;
    }

    function clawBack() external returns (bool) {
        uint64 id = _decided();
        AwardCount storage c = _counts[id];
        GrantCase memory open = _grants.caseOf(AwardId.wrap(id));
        bytes memory data = abi.encodeCall(_grants.clawBack, (AwardId.wrap(id)));
        uint256 before = _othersOn(id);
        if (!_try(actor("subsidyEnforcer"), address(_grants), data, _reasons())) return false;
        uint256 left = c.paid - c.claimed;
        uint256 principal = open.principal < left ? open.principal : left;
        _claim(id, principal, _othersOn(id) - before);
        c.inCase = false;
        if (open.kind != CaseKind.Cancellation) return true;
        ++cancellations;
        c.status = AwardStatus.Cancelled;
        _leave(id, c.advanced - c.paid - c.setOff - c.returned);
        return true;
    }

    /// @dev A case, opened for it where there is none, that mostly can be carried out: time has passed, or the objection is rejected.
    function _decided() private returns (uint64 id) {
        id = _openedCase();
        GrantCase memory open = _grants.caseOf(AwardId.wrap(id));
        if (open.status == GrantCaseStatus.Objected && _likely())
            _do(
                actor("subsidyReviewer"),
                address(_grants),
                abi.encodeCall(_grants.answerObjection, (AwardId.wrap(id), false))
            );
        else if (open.until > nowAt && _likely()) _warp(open.until);
    }

    function payDebt() external returns (bool) {
        uint64 id = _inDebt();
        AwardCount storage c = _counts[id];
        uint64 amount = uint64(_between(1, c.principal + c.others + 1));
        bytes memory data = abi.encodeCall(_grants.payDebt, (AwardId.wrap(id), amount));
        if (!_try(_accountOf(c.beneficiary), address(_grants), data, _reasons())) return false;
        _reduce(id, amount);
        return true;
    }

    function addSurcharge() external returns (bool) {
        uint64 id = _inDebt();
        uint40 dueAt = _grants.debtOf(AwardId.wrap(id)).dueAt;
        if (dueAt > nowAt && _oneIn(4)) _warp(dueAt);
        uint256 before = _othersOn(id);
        bytes memory data = abi.encodeCall(
            _grants.addSurcharge,
            (AwardId.wrap(id), uint16(_between(1, 501)))
        );
        if (!_try(actor("subsidyEnforcer"), address(_grants), data, _reasons())) return false;
        uint256 added = _othersOn(id) - before;
        _assert(added * 20 <= _counts[id].principal + before, "law 3: a surcharge is at most 5 %");
        _counts[id].others += added;
        return true;
    }

    function suspendOrResume() external returns (bool) {
        uint64 id = _someAward(AwardStatus.Open);
        AwardCount storage c = _counts[id];
        for (uint64 n = 1; n <= _grants.awards() && _likely(); ++n) if (_counts[n].suspended) id = n;
        c = _counts[id];
        bytes memory data =
            c.suspended
                ? abi.encodeCall(_grants.resume, (AwardId.wrap(id), "case"))
                : abi.encodeCall(_grants.suspend, (AwardId.wrap(id), "case"));
        address by = actor(c.suspended ? "subsidyReviewer" : "subsidyEnforcer");
        if (!_try(by, address(_grants), data, _reasons())) return false;
        c.suspended = !c.suspended;
        return true;
    }

    function exclude() external returns (bool) {
        uint64 id = _someAward(AwardStatus(_between(1, 4)));
        uint40 until = uint40(nowAt + _between(1, 10 days));
        bytes memory data = abi.encodeCall(
            _grants.exclude,
            (AwardId.wrap(id), Ground(_between(1, 3)), until, "case")
        );
        return _try(actor("subsidyEnforcer"), address(_grants), data, _reasons());
    }

    // --------------------------------------------------------------------------------------------- internals

    /// @dev What was unspent of an award goes to its parent while that is open, else home.
    function _leave(uint64 id, uint256 amount) internal {
        AwardCount storage c = _counts[id];
        AwardCount storage above = _counts[c.parent];
        c.returned += amount;
        if (c.parent == 0 || above.status != AwardStatus.Open || amount == 0) return;
        ++toParents;
        above.granted += amount;
        above.advanced += amount;
        above.open += amount;
    }

    function _claim(uint64 id, uint256 principal, uint256 others) internal {
        AwardCount storage c = _counts[id];
        c.claimed += principal;
        (c.principal, c.others) = (c.principal + principal, c.others + others);
    }

    /// @dev Takes up to `amount` off what is owed, principal first.
    function _reduce(uint64 id, uint256 amount) internal returns (uint256 taken) {
        AwardCount storage c = _counts[id];
        uint256 first = amount < c.principal ? amount : c.principal;
        uint256 second = amount - first < c.others ? amount - first : c.others;
        (c.principal, c.others) = (c.principal - first, c.others - second);
        taken = first + second;
    }

    /// @dev Interest, penalty and surcharge, as the contract says: the law counts principal alone.
    function _othersOn(uint64 id) private view returns (uint256) {
        AwardId award = AwardId.wrap(id);
        return
            uint256(_grants.debtOf(award).interest) +
            _grants.debtOf(award).penalty +
            _grants.debtOf(award).surcharge;
    }

    /// @dev Up to eight awards on which a beneficiary owes.
    function _owing(uint256 beneficiary) internal returns (uint64[] memory ids) {
        uint64[] memory found = new uint64[](8);
        uint256 count;
        for (uint64 n = 1; n <= _grants.awards() && count < 8; ++n) {
            AwardCount storage c = _counts[n];
            if (c.beneficiary == beneficiary && c.principal + c.others != 0) found[count++] = n;
        }
        ids = new uint64[](count);
        for (uint256 i = 0; i < count; ++i) ids[i] = found[i];
        setOffs += count;
    }

    /// @dev An award of this standing, where there is one; else any.
    function _someAward(AwardStatus status) internal returns (uint64 id) {
        uint64 count = _grants.awards();
        if (count == 0) return 0;
        uint64 start = uint64(_below(count));
        for (uint64 i = 0; i < count; ++i) {
            id = count - ((start + i) % count);
            if (_counts[id].status == status) return id;
        }
    }

    function _inCase() private returns (uint64 id) {
        uint64 count = _grants.awards();
        uint64 start = uint64(_below(count + 1));
        for (uint64 i = 0; i < count; ++i) {
            id = ((start + i) % count) + 1;
            if (_counts[id].inCase) return id;
        }
    }

    /// @dev As `_inCase`, and a case is mostly opened where there is none.
    function _openedCase() private returns (uint64 id) {
        id = _inCase();
        if (_counts[id].inCase || !_likely()) return id;
        this.openCase();
        return _inCase();
    }

    /// @dev An award of which something was paid and is not claimed, and no case is open, where there is one.
    function _claimable() private returns (uint64 id) {
        uint64 count = _grants.awards();
        uint64 start = uint64(_below(count + 1));
        for (uint64 i = 0; i < count; ++i) {
            id = ((start + i) % count) + 1;
            if (_counts[id].paid > _counts[id].claimed && !_counts[id].inCase) return id;
        }
    }

    function _inDebt() private returns (uint64 id) {
        uint64 count = _grants.awards();
        uint64 start = uint64(_below(count + 1));
        for (uint64 i = 0; i < count; ++i) {
            id = ((start + i) % count) + 1;
            if (_counts[id].principal + _counts[id].others != 0) return id;
        }
    }

    /// @dev The year's line, which is appropriated and allotted once.
    function _readyLine() internal returns (LineId line) {
        uint256 year = 1970 + KoreaTime.monthIndex(KoreaTime.dayIndex(nowAt)) / MONTHS;
        line = budgetLine(year, 0);
        if (_opened[year]) return line;
        _opened[year] = true;
        uint64[MONTHS] memory months;
        for (uint256 n = 0; n < MONTHS; ++n) months[n] = 50_000_000_000;
        uint64 sum = 50_000_000_000;
        address ledger = address(_s.ledger);
        _do(actor("appropriator"), ledger, abi.encodeCall(_s.ledger.appropriate, (line, sum, "act")));
        _do(actor("allotmentOfficer"), ledger, abi.encodeCall(_s.ledger.allot, (line, 1, sum)));
        _do(actor("allotmentOfficer"), ledger, abi.encodeCall(_s.ledger.setPaymentPlan, (line, months)));
    }

    function _accountOf(uint256 beneficiary) internal pure returns (address) {
        return actor("supplier", beneficiary);
    }

    function _endsOf(uint64 id) internal view returns (uint40 endsAt, uint16 reportDueDay) {
        AwardRules memory rules;
        (rules, , , reportDueDay) = _grants.rulesOf(AwardId.wrap(id));
        endsAt = rules.endsAt;
    }

    function _part(uint256 amount, uint256 share) internal pure returns (uint256) {
        return (amount * (10_000 - share)) / 10_000;
    }

    function _bits(uint8 word) internal pure returns (uint256 count) {
        for (; word != 0; word >>= 1) count += word & 1;
    }

    function _reasons() internal pure returns (bytes memory) {
        return bytes.concat(_releaseReasons(), _paymentReasons(), _caseReasons(), _debtReasons());
    }

    function _releaseReasons() private pure returns (bytes memory) {
        return
            abi.encodePacked(
                ISubsidyErrors.InstalmentUnknown.selector,
                ISubsidyErrors.SamePersonAttested.selector,
                ISubsidyErrors.TwoHaveAttested.selector,
                ISubsidyErrors.NotAttestedBy.selector,
                ISubsidyErrors.AttestationsMissing.selector,
                ISubsidyErrors.AdvanceMissing.selector,
                ISubsidyErrors.DebtOutstanding.selector,
                ISubsidyErrors.ZeroAmount.selector,
                ISubsidyErrors.AwardPeriodOver.selector
            );
    }

    function _paymentReasons() private pure returns (bytes memory) {
        return
            abi.encodePacked(
                ISubsidyErrors.AwardExceeded.selector,
                ISubsidyErrors.InvalidAward.selector,
                ISubsidyErrors.LooserThanParent.selector,
                ISubsidyErrors.InvalidParent.selector,
                ISubsidyErrors.BeneficiaryIsExcluded.selector,
                ISubsidyErrors.ReportNotDue.selector,
                ISubsidyErrors.AwardUnknown.selector,
                ISubsidyErrors.AwardNotOpen.selector,
                ISubsidyErrors.AwardIsSuspended.selector
            );
    }

    function _caseReasons() private pure returns (bytes memory) {
        return
            abi.encodePacked(
                ISubsidyErrors.AwardHeld.selector,
                ISubsidyErrors.NotBeneficiary.selector,
                ISubsidyErrors.InvalidGrantCase.selector,
                ISubsidyErrors.NoGrantCase.selector,
                ISubsidyErrors.ClaimExceeded.selector,
                ISubsidyErrors.WelfareIsExempt.selector,
                ISubsidyErrors.NoObjection.selector,
                ISubsidyErrors.ObjectionPeriodOver.selector,
                ISubsidyErrors.ObjectionPeriodRuns.selector
            );
    }

    function _debtReasons() private pure returns (bytes memory) {
        return
            abi.encodePacked(
                ISubsidyErrors.ObjectionUndecided.selector,
                ISubsidyErrors.NoDebt.selector,
                ISubsidyErrors.DebtExceeded.selector,
                ISubsidyErrors.DebtNotOverdue.selector,
                ISubsidyErrors.AlreadySurcharged.selector,
                ISubsidyErrors.InvalidSurcharge.selector,
                ISubsidyErrors.StrikesTooFew.selector
            );
    }
}
