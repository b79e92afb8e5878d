// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBudgetErrors} from "../../contracts/budget/IBudgetErrors.sol";
import {
    AgreementKind,
    AgreementStatus,
    MilestoneStatus,
    OverseerRole
} from "../../contracts/procurement/AgreementStatus.sol";
import {
    AgreementTerms,
    MilestoneChange,
    MilestoneTerms
} from "../../contracts/procurement/AgreementTerms.sol";
import {AgreementFacts, MilestoneFacts} from "../../contracts/procurement/AgreementFacts.sol";
import {ProcurementEscrow} from "../../contracts/procurement/ProcurementEscrow.sol";
import {Share} from "../../contracts/procurement/Share.sol";
import {AgreementId} from "../../contracts/types/AgreementId.sol";
import {Invoice} from "../../contracts/types/Invoice.sol";
import {LineId} from "../../contracts/types/LineId.sol";
import {Gukgo, actor} from "./Gukgo.sol";
import {Handler} from "./Handler.sol";
import {ProcurementEndHandler} from "./ProcurementEndHandler.sol";

/// @title ProcurementHandler
/// @notice Every act on agreements of one ministry with three suppliers, over two years and more.
contract ProcurementHandler is ProcurementEndHandler {
    uint256 private _invoices;

    constructor(Gukgo memory system, ProcurementEscrow escrow, uint256 time) Handler(system, time) {
        _escrow = escrow;
    }

    function _learnAll() internal override {
        _learn("open", this.open);
        _learn("fund", this.fund);
        _learn("deposit a bond", this.depositBond);
        _learn("pay an advance", this.payAdvance);
        _learn("appoint", this.appoint);
        _learn("claim", this.claim);
        _learn("claim more", this.claim);
        _learn("confirm", this.confirm);
        _learn("accept", this.accept);
        _learn("accept more", this.accept);
        _learn("reject", this.reject);
        _learn("pay", this.pay);
        _learn("pay more", this.pay);
        _learn("excuse", this.excuse);
        _learn("amend", this.amend);
        _learn("let days pass", this.wait);
        _learnEnd();
    }

    function _tidy() internal override {}

    /// @dev One to three milestones, due in up to 60 days; a citizen is named for the first.
    function open() external returns (bool) {
        uint64 last = _escrow.agreements();
        if (last == MOST_AGREEMENTS) return _oneIn(4);
        (MilestoneTerms[] memory parts, uint64 price) = _parts();
        bytes32 matter = keccak256(abi.encode("work", last));
        _obligate(matter, price + uint64(_below(price)));
        AgreementTerms memory terms = _terms(actor("supplier", _below(PEOPLE)));
        _do(_buyer(), address(_escrow), abi.encodeCall(_escrow.open, (matter, terms, parts, "document")));
        _matterOf[_id(last + 1)] = matter;
        _nameCitizen(_id(last + 1), terms.supplier);
        return true;
    }

    function fund() external returns (bool) {
        AgreementId agreement = _inStatus(AgreementStatus.Open);
        bytes32 matter = _matterOf[agreement];
        if (matter == 0) return false;
        uint256 owed = _s.ledger.obligationOf(address(_escrow), matter).amount;
        owed -= _s.ledger.obligationOf(address(_escrow), matter).paid;
        uint64 amount = _amount(owed);
        bytes memory data = abi.encodeCall(
            _s.treasury.payAdvance,
            (address(_escrow), matter, amount, "papers")
        );
        bytes memory reasons = abi.encodePacked(
            _reasons(),
            IBudgetErrors.ObligationExceeded.selector,
            IBudgetErrors.BooksClosed.selector
        );
        if (!_try(_payer(), address(_s.treasury), data, reasons)) return false;
        fundedOf[agreement] += amount;
        total += amount;
        return true;
    }

    function depositBond() external returns (bool) {
        AgreementId agreement = _inStatus(AgreementStatus.Open);
        AgreementFacts memory f = _escrow.agreementOf(agreement);
        uint64 need = f.price / 10 + 1;
        uint64 amount = f.bond >= need ? _amount(5) : need - f.bond;
        bytes memory data = abi.encodeCall(_escrow.depositBond, (agreement, amount));
        if (!_try(f.supplier, address(_escrow), data, _reasons())) return false;
        bondsOf[agreement] += amount;
        total += amount;
        return true;
    }

    /// @dev Up to the ceiling: 70 % passes and one won more never does.
    function payAdvance() external returns (bool) {
        AgreementId agreement = _inStatus(AgreementStatus.Open);
        AgreementFacts memory f = _escrow.agreementOf(agreement);
        uint256 ceiling = (uint256(f.price) * 7) / 10;
        uint64 amount = _amount(ceiling > f.advance ? ceiling - f.advance : 0);
        bytes memory data = abi.encodeCall(_escrow.payAdvance, (agreement, amount, "papers", new Share[](0)));
        if (!_act(agreement, _payer(), data, false)) return false;
        _assert(f.advance + amount <= ceiling, "an advance stays within 70 %");
        return true;
    }

    /// @dev Three persons; each is tried for both tasks.
    function appoint() external returns (bool) {
        AgreementId agreement = _inStatus(AgreementStatus.Open);
        address account = actor("overseer", _below(PEOPLE));
        OverseerRole role = _oneIn(2) ? OverseerRole.Supervisor : OverseerRole.Inspector;
        if (_escrow.overseerOf(agreement, account) != OverseerRole.None) {
            bytes memory dismissal = abi.encodeCall(_escrow.dismissOverseer, (agreement, account));
            return _try(_buyer(), address(_escrow), dismissal, _reasons());
        }
        bytes memory data = abi.encodeCall(_escrow.appointOverseer, (agreement, account, role));
        return _try(_buyer(), address(_escrow), data, _reasons());
    }

    function claim() external returns (bool) {
        (AgreementId agreement, uint8 milestone, MilestoneFacts memory m) = _milestoneIn(MilestoneStatus.Due);
        AgreementFacts memory f = _escrow.agreementOf(agreement);
        if (f.bond < f.price / 10 + 1) _secure(agreement, f);
        bytes memory data = abi.encodeCall(
            _escrow.claim,
            (agreement, milestone, _amount(m.value - m.accepted), "report")
        );
        return _try(f.supplier, address(_escrow), data, _reasons());
    }

    function confirm() external returns (bool) {
        (AgreementId agreement, uint8 milestone, ) = _milestoneIn(MilestoneStatus.Claimed);
        address account = _overseer(agreement, OverseerRole.Supervisor);
        bytes memory data = abi.encodeCall(_escrow.confirm, (agreement, milestone, "report"));
        if (!_try(account, address(_escrow), data, _reasons())) return false;
        sidesOf[agreement][account] |= 1;
        return true;
    }

    function accept() external returns (bool) {
        (AgreementId agreement, uint8 milestone, MilestoneFacts memory m) = _milestoneIn(
            MilestoneStatus.Claimed
        );
        address account = _overseer(agreement, OverseerRole.Inspector);
        bytes memory data = _acceptance(agreement, milestone, _amount(m.asked), _likely());
        if (!_try(account, address(_escrow), data, _reasons())) return false;
        sidesOf[agreement][account] |= 2;
        return true;
    }

    function reject() external returns (bool) {
        (AgreementId agreement, uint8 milestone, ) = _milestoneIn(MilestoneStatus.Claimed);
        if (!_oneIn(3)) return false;
        address account = _overseer(agreement, OverseerRole.Inspector);
        bytes memory data = abi.encodeCall(_escrow.reject, (agreement, milestone, "report"));
        if (!_try(account, address(_escrow), data, _reasons())) return false;
        sidesOf[agreement][account] |= 2;
        return true;
    }

    function pay() external returns (bool) {
        (AgreementId agreement, uint8 milestone, ) = _milestoneIn(MilestoneStatus.Accepted);
        uint64 before = _escrow.agreementOf(agreement).penalties;
        if (!_act(agreement, _payer(), _payment(agreement, milestone), false)) return false;
        AgreementFacts memory f = _escrow.agreementOf(agreement);
        bool isWithin = f.penalties == before || uint256(f.penalties) * 10 <= uint256(f.price) * 3;
        _assert(isWithin, "penalties stay within 30 % of the price");
        return true;
    }

    function excuse() external returns (bool) {
        AgreementId agreement = _inStatus(AgreementStatus.Open);
        bytes memory data = abi.encodeCall(_escrow.excuseDelay, (agreement, 1, uint16(_below(9)), "papers"));
        return _try(_buyer(), address(_escrow), data, _reasons());
    }

    /// @dev By both sides: the last milestone costs more or less, or one is added.
    function amend() external returns (bool) {
        AgreementId agreement = _inStatus(AgreementStatus.Open);
        AgreementFacts memory f = _escrow.agreementOf(agreement);
        if (f.milestones == 0) return false;
        MilestoneChange[] memory changes = _someChange(agreement, f.milestones);
        bytes32 hash = keccak256(abi.encode(changes));
        bytes memory data = abi.encodeCall(_escrow.proposeAmendment, (agreement, hash, "document"));
        if (!_try(_buyer(), address(_escrow), data, _reasons())) return false;
        data = abi.encodeCall(_escrow.amend, (agreement, changes));
        return _try(f.supplier, address(_escrow), data, _reasons());
    }

    function wait() external returns (bool) {
        _warp(nowAt + _between(1 hours, 30 days));
        return true;
    }

    // --------------------------------------------------------------------------------------------- internals

    function _acceptance(
        AgreementId agreement,
        uint8 milestone,
        uint64 amount,
        bool full
    ) private view returns (bytes memory) {
        return abi.encodeCall(_escrow.accept, (agreement, milestone, amount, full, "report"));
    }

    /// @dev With a new invoice, and the list that was approved for the milestone.
    function _payment(AgreementId agreement, uint8 milestone) private returns (bytes memory) {
        Share[] memory shares = new Share[](milestone == 1 ? 1 : 0);
        if (milestone == 1) shares[0] = _citizensShare();
        uint256 hash = uint256(keccak256(abi.encode(++_invoices)));
        Invoice invoice = Invoice.wrap(bytes32((hash << 48) | (2 ** 44 - 1)));
        return abi.encodeCall(_escrow.pay, (agreement, milestone, invoice, shares));
    }

    function _someChange(
        AgreementId agreement,
        uint8 last
    ) private returns (MilestoneChange[] memory changes) {
        uint8 milestone = _oneIn(4) && last < 5 ? last + 1 : last;
        uint64 value = _escrow.milestoneOf(agreement, milestone).value;
        value = uint64(_between(1, uint256(value) + value / 3 + 1));
        changes = new MilestoneChange[](1);
        changes[0] = MilestoneChange(milestone, value, uint16(_today() + _below(60)));
    }

    function _obligate(bytes32 matter, uint64 amount) private {
        LineId line = _feed(amount);
        bytes memory data = abi.encodeCall(
            _s.ledger.obligateInTrust,
            (line, address(_escrow), matter, amount, 0)
        );
        _do(_buyer(), address(_s.ledger), data);
    }

    function _parts() private returns (MilestoneTerms[] memory parts, uint64 price) {
        parts = new MilestoneTerms[](_between(1, 3));
        for (uint256 i = 0; i < parts.length; ++i) {
            parts[i] = MilestoneTerms(uint64(_between(1, 90_000_001)), uint16(_today() + _below(60)));
            price += parts[i].value;
        }
    }

    function _terms(address supplier) private returns (AgreementTerms memory terms) {
        bool retains = _likely();
        terms.supplier = supplier;
        terms.kind = AgreementKind(_below(5));
        (terms.bondBps, terms.bondWaived) = (1_000, _oneIn(5));
        if (retains) (terms.retentionBps, terms.defectYears) = (uint16(_between(200, 1_000)), 1);
    }

    function _nameCitizen(AgreementId agreement, address supplier) private {
        Share[] memory shares = new Share[](1);
        shares[0] = _citizensShare();
        bytes32 hash = keccak256(abi.encode(shares));
        _do(supplier, address(_escrow), abi.encodeCall(_escrow.proposeShares, (agreement, 1, hash)));
        _do(_buyer(), address(_escrow), abi.encodeCall(_escrow.approveShares, (agreement, 1, shares)));
        for (uint256 n = 0; n < 2; ++n) {
            OverseerRole role = n == 0 ? OverseerRole.Supervisor : OverseerRole.Inspector;
            address account = actor("overseer", n);
            _do(
                _buyer(),
                address(_escrow),
                abi.encodeCall(_escrow.appointOverseer, (agreement, account, role))
            );
        }
    }

    /// @dev 33.33 % to a citizen, whose account is suspended now and then.
    function _citizensShare() private pure returns (Share) {
        return Share.wrap(uint160(actor("citizen", 0)) | (3_333 << 160));
    }

    /// @dev Somebody with the task, where there is; now and then somebody else.
    function _overseer(AgreementId agreement, OverseerRole role) private returns (address) {
        for (uint256 n = 0; n < PEOPLE && !_oneIn(12); ++n) {
            if (_escrow.overseerOf(agreement, actor("overseer", n)) == role) return actor("overseer", n);
        }
        return actor("overseer", _below(PEOPLE));
    }

    function _secure(AgreementId agreement, AgreementFacts memory f) private {
        uint64 amount = f.price / 10 + 1 - f.bond;
        bytes memory data = abi.encodeCall(_escrow.depositBond, (agreement, amount));
        if (!_try(f.supplier, address(_escrow), data, _reasons())) return;
        bondsOf[agreement] += amount;
        total += amount;
    }
}
