// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBudgetErrors} from "../../contracts/budget/IBudgetErrors.sol";
import {AwardPayment} from "../../contracts/subsidy/AwardPayment.sol";
import {AwardStatus} from "../../contracts/subsidy/AwardStatus.sol";
import {AwardTerms} from "../../contracts/subsidy/AwardTerms.sol";
import {ISubsidyErrors} from "../../contracts/subsidy/ISubsidyErrors.sol";
import {SubsidyGrants} from "../../contracts/subsidy/SubsidyGrants.sol";
import {AwardId} from "../../contracts/types/AwardId.sol";
import {Beneficiary} from "../../contracts/types/Beneficiary.sol";
import {Invoice} from "../../contracts/types/Invoice.sol";
import {KoreaTime} from "../../contracts/types/KoreaTime.sol";
import {LineId} from "../../contracts/types/LineId.sol";
import {Mcc} from "../../contracts/types/Mcc.sol";
import {PackedEntry, packMoney, packSource} from "../../contracts/voucher/InvoiceEntry.sol";
import {Gukgo, actor} from "./Gukgo.sol";
import {SubsidyCaseHandler} from "./SubsidyCaseHandler.sol";
import {AwardBill, AwardCount} from "./SubsidyModel.sol";
import {Handler} from "./Handler.sol";

/// @title SubsidyHandler
/// @notice Every act on subsidies over some years, by three beneficiaries: what money they get, and where it goes.
contract SubsidyHandler is SubsidyCaseHandler {
    AwardBill[] private _bills;
    uint256 private _matters;

    constructor(Gukgo memory system, SubsidyGrants grants, uint256 time) Handler(system, time) {
        _grants = grants;
    }

    function _learnAll() internal override {
        _learn("award", this.award);
        _learn("advance", this.advance);
        _learn("attest", this.attest);
        _learn("revoke", this.revoke);
        _learn("release", this.release);
        _learn("pay", this.pay);
        _learn("pay again", this.pay);
        _learn("pay oneself", this.payOneself);
        _learn("refund", this.refund);
        _learn("split", this.split);
        _learn("report", this.report);
        _learn("settle", this.settle);
        _learn("settle a sub-award", this.settleSub);
        _learnCases();
    }

    /// @dev Time goes on, some hours, now and then a month.
    function _tidy() internal override {
        _warp(nowAt + (_oneIn(60) ? _between(10 days, 40 days) : _between(1 hours, 20 hours)));
    }

    function award() external returns (bool) {
        LineId line = _readyLine();
        AwardTerms memory terms = _terms(_below(3), _between(1, 40_000_000));
        bytes32 matter = keccak256(abi.encode("matter", ++_matters));
        _do(
            actor("obligator", 0),
            address(_s.ledger),
            abi.encodeCall(_s.ledger.obligateInTrust, (line, address(_grants), matter, terms.applied, 0))
        );
        bytes memory data = abi.encodeCall(_grants.award, (matter, terms));
        if (!_try(actor("obligator", 0), address(_grants), data, _reasons())) {
            _do(
                actor("obligator", 0),
                address(_s.ledger),
                abi.encodeCall(_s.ledger.deobligate, (address(_grants), matter, terms.applied))
            );
            return false;
        }
        _born(terms, 0, matter);
        return true;
    }

    function advance() external returns (bool) {
        return _advance(_live());
    }

    function _advance(uint64 id) private returns (bool) {
        AwardCount storage c = _counts[id];
        if (c.parent != 0 || c.granted == c.advanced) return false;
        uint64 left = uint64(c.granted - c.advanced);
        uint64 amount = _likely() ? left : uint64(_between(1, left));
        bytes memory data = abi.encodeCall(
            _s.treasury.payAdvance,
            (address(_grants), c.matter, amount, "papers")
        );
        bytes memory reasons = abi.encodePacked(_reasons(), IBudgetErrors.BooksClosed.selector);
        if (!_try(actor("disburser", 0), address(_s.treasury), data, reasons)) return false;
        c.advanced += amount;
        return true;
    }

    function attest() external returns (bool) {
        return _attest(_live(), _below(3));
    }

    function _attest(uint64 id, uint256 n) private returns (bool) {
        AwardCount storage c = _counts[id];
        bytes memory data = abi.encodeCall(_grants.attest, (AwardId.wrap(id), c.released + 1, "evidence"));
        if (!_try(actor("attestor", n), address(_grants), data, _reasons())) return false;
        _assert(c.attested & (1 << n) == 0, "law 10: nobody attests twice");
        c.attested |= uint8(1 << n);
        return true;
    }

    function revoke() external returns (bool) {
        uint64 id = _live();
        AwardCount storage c = _counts[id];
        uint256 n = _below(3);
        if (_likely()) _attest(id, n);
        bytes memory data = abi.encodeCall(
            _grants.revokeAttestation,
            (AwardId.wrap(id), c.released + 1, "reason")
        );
        if (!_try(actor("attestor", n), address(_grants), data, _reasons())) return false;
        _assert(c.attested & (1 << n) != 0, "law 10: who revokes has attested");
        c.attested &= ~uint8(1 << n);
        return true;
    }

    function release() external returns (bool) {
        uint64 id = _live();
        AwardCount storage c = _counts[id];
        if (_likely()) _advance(id);
        for (uint256 n = 0; n < 3 && _likely(); ++n) _attest(id, n);
        uint64[] memory owing = _owing(c.beneficiary);
        AwardId[] memory debts = new AwardId[](owing.length);
        for (uint256 i = 0; i < owing.length; ++i) debts[i] = AwardId.wrap(owing[i]);
        bytes memory data = abi.encodeCall(_grants.release, (AwardId.wrap(id), c.released + 1, debts));
        if (!_try(actor("disburser", 0), address(_grants), data, _reasons())) return false;
        _assert(_bits(c.attested) == 2, "law 10: two persons attest before a release");
        uint256 left = c.instalment;
        for (uint256 i = 0; i < owing.length && left != 0; ++i) left -= _reduce(owing[i], left);
        (c.attested, c.released) = (0, c.released + 1);
        c.open += left;
        c.setOff += c.instalment - left;
        return true;
    }

    function pay() external returns (bool) {
        uint64 id = _payable();
        AwardCount storage c = _counts[id];
        uint64 amount = uint64(_between(1, c.open - c.paid + 2));
        Invoice invoice = Invoice.wrap(
            bytes32((uint256(keccak256(abi.encode("bill", _bills.length))) << 48) | amount)
        );
        AwardPayment memory payment;
        (payment.award, payment.payee, payment.invoice) = (AwardId.wrap(id), actor("shop"), invoice);
        payment.amount = amount;
        uint256 before = _s.token.balanceOf(actor("shop"));
        uint256 own = _s.token.balanceOf(_accountOf(c.beneficiary));
        bytes memory data = abi.encodeCall(_grants.pay, (payment));
        if (!_try(_accountOf(c.beneficiary), address(_grants), data, _reasons())) return false;
        own -= _s.token.balanceOf(_accountOf(c.beneficiary));
        _assertEq(
            _s.token.balanceOf(actor("shop")),
            before + amount,
            "law 3: the payee has the whole amount"
        );
        _assert(own * 10_000 >= amount * c.share, "law 3: the own share is never less than its ratio");
        c.paid += amount - own;
        _bill(id, invoice, amount, _accountOf(c.beneficiary));
        return true;
    }

    /// @dev The beneficiary draws no cash, to itself or to another account that it had.
    function payOneself() external returns (bool) {
        uint64 id = _payable();
        if (id == 0) return false;
        AwardPayment memory payment;
        (payment.award, payment.payee) = (AwardId.wrap(id), _accountOf(_counts[id].beneficiary));
        (payment.invoice, payment.amount) = (Invoice.wrap(bytes32(uint256(1 << 60) | 1_000)), 1_000);
        bytes memory data = abi.encodeCall(_grants.pay, (payment));
        bytes memory reasons = abi.encodePacked(
            _reasons(),
            ISubsidyErrors.PayeeIsBeneficiary.selector,
            ISubsidyErrors.AwardPeriodOver.selector
        );
        _mustRefuse(payment.payee, address(_grants), data, reasons);
        return true;
    }

    /// @dev What comes back pays what is owed, then the award; of one that is over it goes on.
    function refund() external returns (bool) {
        if (_bills.length == 0) return false;
        AwardBill storage bill = _bills[_below(_bills.length)];
        if (bill.back == bill.amount || bill.history.length > 8) return false;
        uint64 amount = uint64(_between(1, bill.amount - bill.back));
        bytes memory data = abi.encodeCall(
            _grants.refund,
            (actor("shop"), bill.invoice, bill.history, 0, amount)
        );
        _do(actor("shop"), address(_grants), data);
        uint256 share = _counts[bill.award].share;
        _cameBack(bill.award, _part(bill.back + amount, share) - _part(bill.back, share));
        bill.back += amount;
        bill.history.push(_entry(bill.award, amount, _accountOf(_counts[bill.award].beneficiary), 1));
        return true;
    }

    function split() external returns (bool) {
        uint64 id = _payable();
        AwardCount storage c = _counts[id];
        uint256 left = c.open - c.paid;
        if (left < 2 || c.parent != 0) return false;
        AwardTerms memory terms = _terms((c.beneficiary + _below(2)) % 3, _between(1, left / 2));
        (terms.ownShareBps, terms.welfare) = (uint16(c.share), c.welfare);
        (terms.endsAt, terms.reportDueDay) = _endsOf(id);
        bytes memory data = abi.encodeCall(_grants.split, (AwardId.wrap(id), terms));
        if (!_try(actor("obligator", 0), address(_grants), data, _reasons())) return false;
        c.open -= terms.applied;
        c.granted -= terms.applied;
        c.advanced -= terms.applied;
        _born(terms, id, c.matter);
        _counts[_grants.awards()].advanced = terms.applied;
        return true;
    }

    function report() external returns (bool) {
        uint64 id = _oneIn(3) ? _someAward(AwardStatus.Open) : 0;
        if (id == 0) return false;
        bytes memory data = abi.encodeCall(_grants.report, (AwardId.wrap(id), "statement"));
        if (!_try(_accountOf(_counts[id].beneficiary), address(_grants), data, _reasons())) return false;
        _counts[id].status = AwardStatus.Reported;
        return true;
    }

    function settle() external returns (bool) {
        uint64 id = _someAward(_likely() ? AwardStatus.Reported : AwardStatus.Open);
        AwardCount storage c = _counts[id];
        uint256 most = c.paid - c.claimed;
        uint64 fixedAmount = uint64(_oneIn(3) ? _between(0, most) : most);
        bytes memory data = abi.encodeCall(
            _grants.settle,
            (AwardId.wrap(id), fixedAmount, 77, "check", "audit")
        );
        if (!_try(actor("obligator", 0), address(_grants), data, _reasons())) return false;
        c.status = AwardStatus.Settled;
        _claim(id, most - fixedAmount, 77);
        _leave(id, c.advanced - c.paid - c.setOff - c.returned);
        return true;
    }

    /// @dev A sub-award that ends while its parent is open.
    function settleSub() external returns (bool) {
        for (uint64 id = _grants.awards(); id != 0; --id) {
            AwardCount storage c = _counts[id];
            bool lives = c.parent != 0 && c.status == AwardStatus.Open && !c.inCase;
            if (!lives || _counts[c.parent].status != AwardStatus.Open) continue;
            bytes memory data = abi.encodeCall(_grants.report, (AwardId.wrap(id), "statement"));
            _do(_accountOf(c.beneficiary), address(_grants), data);
            uint64 most = uint64(c.paid - c.claimed);
            data = abi.encodeCall(_grants.settle, (AwardId.wrap(id), most, 0, "check", "audit"));
            _do(actor("obligator", 0), address(_grants), data);
            c.status = AwardStatus.Settled;
            _leave(id, c.advanced - c.paid - c.setOff - c.returned);
            return true;
        }
        return false;
    }

    // --------------------------------------------------------------------------------------------- internals

    function _terms(uint256 whose, uint256 amount) private returns (AwardTerms memory terms) {
        (terms.account, terms.beneficiary) = (
            actor("supplier", whose % 3),
            Beneficiary.wrap(bytes20(uint160((whose % 3) + 1)))
        );
        uint256 count = _between(1, 3);
        amount = amount < count ? count : amount - (amount % count);
        terms.applied = uint64(amount);
        terms.ownShareBps = uint16([0, 1_000, 3_333][_below(3)]);
        terms.interestBps = 300;
        terms.endsAt = uint40(nowAt + _between(30 days, 150 days));
        terms.reportDueDay = uint16(KoreaTime.dayIndex(terms.endsAt) + 20);
        terms.mcc = Mcc.wrap(_oneIn(2) ? 0 : 5_942);
        terms.welfare = _oneIn(5);
        terms.conditions = "conditions";
        terms.instalments = new uint64[](count);
        for (uint256 i = 0; i < count; ++i) terms.instalments[i] = uint64(amount / count);
    }

    /// @dev Of what was paid from the award, `part` came back.
    function _cameBack(uint64 id, uint256 part) private {
        AwardCount storage c = _counts[id];
        uint256 toDebt = part < c.principal ? part : c.principal;
        uint256 rest = part - toDebt;
        uint256 restored = rest < c.paid - c.claimed ? rest : c.paid - c.claimed;
        if (toDebt != 0) _reduce(id, toDebt);
        c.paid -= restored;
        if (c.status > AwardStatus.Reported) _leave(id, restored);
    }

    function _born(AwardTerms memory terms, uint64 parent, bytes32 matter) private {
        uint64 id = _grants.awards();
        AwardCount storage c = _counts[id];
        (c.status, c.parent, c.matter) = (AwardStatus.Open, parent, matter);
        c.beneficiary = uint160(Beneficiary.unwrap(terms.beneficiary)) - 1;
        (c.share, c.welfare) = (terms.ownShareBps, terms.welfare);
        (c.granted, c.instalment) = (terms.applied, terms.instalments[0]);
        c.instalments = uint8(terms.instalments.length);
    }

    function _bill(uint64 id, Invoice invoice, uint64 amount, address holder) private {
        AwardBill storage bill = _bills.push();
        (bill.award, bill.invoice, bill.amount) = (id, invoice, amount);
        bill.history.push(_entry(id, amount, holder, 0));
    }

    function _entry(
        uint64 id,
        uint64 amount,
        address holder,
        uint256 refundOf
    ) private view returns (PackedEntry memory entry) {
        entry.payee = actor("shop");
        entry.source = packSource(address(_grants), id, KoreaTime.dayIndex(nowAt), refundOf);
        entry.money = packMoney(holder, amount, 0);
    }

    /// @dev An award that runs and has an instalment to come, where there is one.
    function _live() private returns (uint64 id) {
        uint64 count = _grants.awards();
        uint64 start = uint64(_below(count + 1));
        for (uint64 i = 0; i < count; ++i) {
            id = ((start + i) % count) + 1;
            AwardCount storage c = _counts[id];
            bool isOpen = c.status == AwardStatus.Open && !c.inCase && !c.suspended;
            if (!isOpen || c.released == c.instalments) continue;
            (uint40 endsAt, ) = _endsOf(id);
            if (nowAt < endsAt) return id;
        }
    }

    /// @dev An open award from which something can be paid, where there is one.
    function _payable() private returns (uint64 id) {
        uint64 count = _grants.awards();
        uint64 start = uint64(_below(count + 1));
        for (uint64 i = 0; i < count; ++i) {
            id = ((start + i) % count) + 1;
            AwardCount storage c = _counts[id];
            bool isOpen = c.status == AwardStatus.Open && !c.inCase && !c.suspended;
            if (!isOpen || c.open <= c.paid) continue;
            (uint40 endsAt, ) = _endsOf(id);
            if (nowAt < endsAt || _oneIn(20)) return id;
        }
    }
}
