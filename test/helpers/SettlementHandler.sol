// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ProgrammeId} from "../../contracts/types/ProgrammeId.sol";
import {IVoucherErrors} from "../../contracts/voucher/IVoucherErrors.sol";
import {RunWord, SIGNED_PAYMENT, SignedPayment} from "../../contracts/voucher/Payment.sol";
import {FlatPayment, packBatch} from "./FlatPayment.sol";
import {RefundHandler} from "./RefundHandler.sol";
import {paymentKey} from "./SettlementLaw.sol";

/// @title SettlementHandler
/// @notice Payments that holders signed, settled many at once: with the same or another holder, merchant, programme, invoice
/// and number as the one before it, by keys that were replaced, and again.
abstract contract SettlementHandler is RefundHandler {
    /// @dev What a trial found out: bit n is set where payment n was settled.
    error Trial(uint256 settled);

    mapping(ProgrammeId programme => mapping(address holder => uint24)) private _lastId;
    mapping(ProgrammeId programme => mapping(address holder => mapping(uint24 id => bool))) private _isUsed;

    function _learnSettlement() internal {
        _learn("settle signed payments", this.settle);
        _learn("settle all signed payments or none", this.settleAll);
        _learn("cancel a payment", this.cancelPayment);
    }

    /// @dev Of many payments those are settled that would be if each came alone, one after another.
    function settle() external returns (bool) {
        FlatPayment[] memory batch = _batch();
        uint256 expected = _trial(batch);
        uint256 vault = _s.token.balanceOf(address(_s.programmes));
        uint256[] memory takings = _takings(batch);
        bytes memory data = _callOf(batch, false);
        (bool ok, bytes memory result) = _call(_customer(), address(_s.programmes), data);
        _assert(ok, "settle refuses no batch");
        uint256 sum = _wereSettled(batch, expected, takings);
        _assertEq(abi.decode(result, (uint256)), _bits(expected), "law 11: a bad payment harms no other");
        uint256 now_ = _s.token.balanceOf(address(_s.programmes));
        _assertEq(vault - now_, sum, "law 11: the vault pays what was accepted");
        if (_oneIn(3)) _replay(data);
        return expected != 0;
    }

    function settleAll() external returns (bool) {
        FlatPayment[] memory batch = _batch();
        uint256 expected = _trial(batch);
        // Mostly without those that would be refused.
        if (_likely()) batch = _only(batch, expected);
        expected = _trial(batch);
        uint256[] memory takings = _takings(batch);
        bytes memory data = _callOf(batch, true);
        bytes memory reasons = abi.encodePacked(IVoucherErrors.SettlementRefused.selector);
        bool ok = _try(_customer(), address(_s.programmes), data, reasons);
        _assert(ok == (_bits(expected) == batch.length), "law 11: all are settled, or none");
        if (!ok) return false;
        _wereSettled(batch, expected, takings);
        return batch.length != 0;
    }

    function cancelPayment() external returns (bool) {
        (ProgrammeId programme, address holder) = (_programme(), _oneOf(_citizens));
        uint24 id = _id(programme, holder);
        bytes memory data = abi.encodeCall(_s.programmes.cancelPayment, (programme, id));
        bytes memory reasons = abi.encodePacked(
            IVoucherErrors.PaymentIdUsed.selector,
            IVoucherErrors.PaymentIdTooOld.selector
        );
        if (!_try(holder, address(_s.programmes), data, reasons)) return false;
        _use(programme, holder, id);
        return true;
    }

    /// @notice Settles each payment alone, one after another, and undoes it all with what was found out.
    function trySettle(FlatPayment[] calldata batch) external {
        uint256 settled;
        for (uint256 i = 0; i < batch.length; ++i) {
            FlatPayment[] memory one = new FlatPayment[](1);
            one[0] = batch[i];
            (RunWord[] memory runs, SignedPayment[] memory payments, bytes memory extras) = packBatch(one);
            if (_s.programmes.settle(runs, payments, extras) == 1) settled |= 1 << i;
        }
        revert Trial(settled);
    }

    // --------------------------------------------------------------------------------------------- internals

    function _callOf(FlatPayment[] memory batch, bool all) private view returns (bytes memory) {
        (RunWord[] memory runs, SignedPayment[] memory payments, bytes memory extras) = packBatch(batch);
        return
            all
                ? abi.encodeCall(_s.programmes.settleAll, (runs, payments, extras))
                : abi.encodeCall(_s.programmes.settle, (runs, payments, extras));
    }

    function _trial(FlatPayment[] memory batch) private returns (uint256 settled) {
        // The events of a call that is undone are on no chain.
        emit CallBegins();
        try this.trySettle(batch) {} catch (bytes memory found) {
            _assert(bytes4(found) == Trial.selector, "settle refuses no batch of one");
            assembly ("memory-safe") {
                settled := mload(add(found, 0x24))
            }
        }
        emit CallRefused();
    }

    /// @dev What was settled is not settled again, and nothing of the rest can have become right by it.
    function _replay(bytes memory data) private {
        uint256 vault = _s.token.balanceOf(address(_s.programmes));
        (bool ok, bytes memory result) = _call(_customer(), address(_s.programmes), data);
        _assert(ok && abi.decode(result, (uint256)) == 0, "law 11: no payment settles twice");
        _assertEq(_s.token.balanceOf(address(_s.programmes)), vault, "law 11: a replay pays nothing");
    }

    /// @dev Counts what was settled: each number once, and each merchant got its sum.
    function _wereSettled(
        FlatPayment[] memory batch,
        uint256 settled,
        uint256[] memory takings
    ) private returns (uint256 sum) {
        for (uint256 i = 0; i < batch.length; ++i) {
            if ((settled >> i) & 1 == 0) continue;
            FlatPayment memory p = batch[i];
            sum += p.amount;
            _use(p.programme, p.holder, p.id);
            _debited(p.programme, p.holder, p.amount);
            uint64 ref = ProgrammeId.unwrap(p.programme);
            _billed(Bill(p.merchant, p.invoice), p.holder, ref, p.amount, 0);
            _assert(isSigned[paymentKey(p)], "law 11: only what was signed is settled");
        }
        for (uint256 i = 0; i < batch.length; ++i) {
            address payee = _s.token.currentOf(batch[i].merchant);
            uint256 due;
            for (uint256 k = 0; k < batch.length; ++k) {
                bool same = _s.token.currentOf(batch[k].merchant) == payee;
                if (same && (settled >> k) & 1 == 1) due += batch[k].amount;
            }
            _assertEq(_s.token.balanceOf(payee) - takings[i], due, "law 11: merchants get what was accepted");
        }
    }

    function _use(ProgrammeId programme, address holder, uint24 id) private {
        _assert(!_isUsed[programme][holder][id], "law 11: no payment settles twice");
        _isUsed[programme][holder][id] = true;
        if (id > _lastId[programme][holder]) _lastId[programme][holder] = id;
    }

    function _takings(FlatPayment[] memory batch) private view returns (uint256[] memory takings) {
        takings = new uint256[](batch.length);
        for (uint256 i = 0; i < batch.length; ++i) {
            takings[i] = _s.token.balanceOf(_s.token.currentOf(batch[i].merchant));
        }
    }

    function _only(
        FlatPayment[] memory batch,
        uint256 bits
    ) private pure returns (FlatPayment[] memory kept) {
        kept = new FlatPayment[](_bits(bits));
        uint256 length;
        for (uint256 i = 0; i < batch.length; ++i) if ((bits >> i) & 1 == 1) kept[length++] = batch[i];
    }

    function _bits(uint256 set) private pure returns (uint256 count) {
        for (; set != 0; set >>= 1) count += set & 1;
    }

    // ------------------------------------------------------------------------------------------------ drawing

    /// @dev Up to six payments, each with some of what the one before it had.
    function _batch() private returns (FlatPayment[] memory batch) {
        (ProgrammeId programme, address holder, address shop) = _spendable();
        if (_likely()) _seed(programme);
        batch = new FlatPayment[](1 + _below(6));
        FlatPayment memory last;
        (last.programme, last.holder, last.merchant) = (programme, holder, shop);
        for (uint256 i = 0; i < batch.length; ++i) {
            batch[i] = _draw(last);
            last = batch[i];
        }
    }

    /// @dev Grants a little to three holders, where the programme still can.
    function _seed(ProgrammeId programme) private {
        for (uint256 i = 0; i < 3; ++i) {
            address holder = _citizens[i];
            if (!_canGrant(programme) || !_s.programmes.isManager(programme, _managers[0])) return;
            _grant(programme, _managers[0], holder, uint64(_between(1, 3)));
            _meetConditions(programme, holder);
        }
    }

    function _draw(FlatPayment memory last) private returns (FlatPayment memory p) {
        p.programme = last.id != 0 && _oneIn(5) ? _programme() : last.programme;
        p.holder = last.id != 0 && _oneIn(2) ? _oneOf(_citizens) : last.holder;
        // A key that was replaced signs too.
        if (_oneIn(9)) p.holder = _oneOf(_everyone);
        p.merchant = last.id != 0 && _oneIn(4) ? _oneOf(_shops) : last.merchant;
        uint256 left = _s.programmes.balanceOf(p.holder, ProgrammeId.unwrap(p.programme));
        uint256 limit = _limitLeft(p.programme, p.holder);
        if (limit < left) left = limit;
        p.amount = uint64(_oneIn(2) ? (left + 2) / 3 : _amountUpTo(left));
        bool repeats = !last.invoice.isNone() && _oneIn(2);
        p.invoice = repeats ? last.invoice : _invoiceFor(p.merchant, p.amount);
        p.purposeHash = _oneIn(6) ? bytes32(0) : bytes32("purpose");
        p.validAfter = uint48(nowAt - (_oneIn(12) ? 0 : 1));
        p.validBefore = uint48(nowAt + (_oneIn(12) ? 0 : 1));
        p.id = last.id != 0 && _oneIn(9) ? last.id : _id(p.programme, p.holder);
        _signPayment(p);
    }

    /// @dev Mostly the next number; or one left out, used, too old, none, or far ahead.
    function _id(ProgrammeId programme, address holder) private returns (uint24) {
        uint256 last = _lastId[programme][holder];
        uint256 kind = _below(12);
        if (kind < 8) return uint24(last + 1 + _below(3));
        if (kind < 10) return uint24(last < 18 ? _below(last + 1) : last - _below(18));
        return kind == 10 ? uint24(_below(2)) : uint24(last + 10 + _below(20));
    }

    /// @dev Mostly by the holder's key.
    function _signPayment(FlatPayment memory p) private {
        uint256 key = _keys[p.holder];
        if (key == 0 || _oneIn(14)) key = _keys[_citizens[0]];
        bytes32 act = keccak256(abi.encodePacked(SIGNED_PAYMENT, _signedWords(p)));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, _voucherDigest(act));
        (p.r, p.vs) = (r, bytes32(uint256(s) | (uint256(v - 27) << 255)));
        if (key == _keys[p.holder]) isSigned[paymentKey(p)] = true;
    }

    function _signedWords(FlatPayment memory p) private pure returns (bytes memory) {
        return
            abi.encode(
                p.programme,
                p.holder,
                p.merchant,
                p.amount,
                p.invoice,
                p.purposeHash,
                p.validAfter,
                p.validBefore,
                p.id
            );
    }
}
