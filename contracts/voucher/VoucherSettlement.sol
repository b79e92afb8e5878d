// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {IDepositToken} from "../deposit/IDepositToken.sol";
import {Payout, payout} from "../deposit/Payout.sol";
import {IdWindow} from "../types/IdWindow.sol";
import {ProgrammeId} from "../types/ProgrammeId.sol";
import {BITS, askBits, bitAt} from "./AccountBits.sol";
import {AccountList, holdersOf, merchantsOf} from "./AccountList.sol";
import {IMerchantRegistry} from "./IMerchantRegistry.sol";
import {IVoucherPayments} from "./IVoucherPayments.sol";
import {MerchantWord} from "./MerchantWord.sol";
import {Payment, RunWord, SignedPayment} from "./Payment.sol";
import {SignedPayments} from "./SignedPayments.sol";
import {Slip} from "./Slip.sol";
import {paymentAt, setWordAt, wordAt} from "./Unchecked.sol";
import {Voucher, VoucherWord} from "./VoucherWord.sol";

/// @title VoucherSettlement
/// @notice Payments that holders signed and somebody else sends, many at once. See `IVoucherPayments`.
/// @dev The merchant of a run is paid once for all of it. Rules are judged at the time of the block.
abstract contract VoucherSettlement is SignedPayments, IVoucherPayments {
    /// @dev What is known while a batch is settled.
    struct Batch {
        bool all; // all or none
        uint256[] payers; // whom the token lets pay: a bit for the holder of each payment
        uint256 holders; // of these the bits of the next payments: bit 0 for that of the next
        uint256[] merchants; // whom the token lets be paid: a bit for the merchant of each run
        uint256[] facts; // of the merchant of each run, after two words
        Slip slip; // the payment that is judged
        Run run; // the run it is in
        uint256[] payouts; // a `Payout` for each run
    }

    /// @inheritdoc IVoucherPayments
    function settle(
        RunWord[] calldata runs,
        SignedPayment[] calldata payments,
        bytes calldata extras
    ) external returns (uint256 settled) {
        return _settle(runs, payments, extras, false);
    }

    /// @inheritdoc IVoucherPayments
    function settleAll(
        RunWord[] calldata runs,
        SignedPayment[] calldata payments,
        bytes calldata extras
    ) external {
        _settle(runs, payments, extras, true);
    }

    function _settle(
        RunWord[] calldata runs,
        SignedPayment[] calldata payments,
        bytes calldata extras,
        bool all
    ) private returns (uint256 settled) {
        Batch memory batch = _batch(runs, payments, extras);
        batch.all = all;
        uint256 next = 0;
        unchecked {
            for (uint256 i = 0; i < runs.length; ++i) {
                RunWord word = runs[i];
                uint256 end = next + word.count();
                if (end > payments.length) revert PaymentsOutsideRuns(end, payments.length);
                _beginRun(batch, word, i);
                settled += _settleRun(batch, payments, next, end, extras);
                if (batch.run.sum != 0) _endRun(batch, word, i);
                next = end;
            }
        }
        if (next != payments.length) revert PaymentsOutsideRuns(next, payments.length);
        if (settled != 0) _payMerchants(batch.payouts);
    }

    /// @dev Asks the token and the registry about everybody, once.
    function _batch(
        RunWord[] calldata runs,
        SignedPayment[] calldata payments,
        bytes calldata extras
    ) private view returns (Batch memory batch) {
        batch.slip.open(_domainSeparatorV4(), extras);
        batch.payouts = new uint256[](runs.length);
        if (runs.length != 0) _beginProgramme(batch.run, runs[0].programme());
        batch.payers = askBits(holdersOf(payments), address(token), IDepositToken.payersInOrder.selector);
        AccountList memory merchants = merchantsOf(runs);
        batch.merchants = askBits(merchants, address(token), IDepositToken.payeesInOrder.selector);
        // A list is answered as where it begins, its length and its words.
        batch.facts = merchants.ask(
            address(registry),
            IMerchantRegistry.merchantWords.selector,
            runs.length + 2
        );
    }

    /// @dev Payments of run `index` follow: slip and run are those of `word`.
    function _beginRun(Batch memory batch, RunWord word, uint256 index) private view {
        (ProgrammeId programme, address merchant) = (word.programme(), word.merchant());
        Slip memory slip = batch.slip;
        (slip.programme, slip.merchant) = (programme, merchant);
        MerchantWord facts = MerchantWord.wrap(wordAt(batch.facts, index + 2));
        _begin(batch.run, programme, merchant, facts, bitAt(batch.merchants, index) != 0);
    }

    /// @dev Pays the merchants of all runs at once.
    function _payMerchants(uint256[] memory payouts) private {
        bytes4 selector = IDepositToken.payAllOnBehalf.selector;
        address asked = address(token);
        // The list lies in memory as it is to be encoded, so that it is copied whole; a refusal is passed on.
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            let act := mload(0x40)
            let size := add(0x20, shl(5, mload(payouts)))
            mstore(act, selector)
            mstore(add(act, 0x04), 0x20)
            mcopy(add(act, 0x24), payouts, size)
            if iszero(call(gas(), asked, 0, act, add(0x24, size), 0, 0)) {
                returndatacopy(act, 0, returndatasize())
                revert(act, returndatasize())
            }
        }
    }

    /// @dev Settles the payments of one run: those from `next` on, before `end`.
    function _settleRun(
        Batch memory batch,
        SignedPayment[] calldata payments,
        uint256 next,
        uint256 end,
        bytes calldata extras
    ) private returns (uint256 settled) {
        Slip memory slip = batch.slip;
        Run memory run = batch.run;
        uint256 holders = batch.holders;
        unchecked {
            for (; next < end; ++next) {
                if (next % BITS == 0) holders = wordAt(batch.payers, next / BITS);
                slip.load(paymentAt(payments, next));
                if (_settleUsual(slip, run, run.most * (holders & 1))) ++settled;
                else settled += _settleOther(batch, next, holders & 1 != 0, extras);
                holders >>= 1;
            }
        }
        batch.holders = holders;
    }

    /// @dev Settles a payment of which nothing needs a second look. False: nothing was done, and it is for `_settleOther`, which
    /// lets such a payment pass too.
    /// The holder's account is in order at the bank, there is no invoice, a key signed, and the id is above the highest used.
    function _settleUsual(Slip memory slip, Run memory run, uint256 most) private returns (bool) {
        Voucher storage voucher = _voucherOf(slip);
        VoucherWord word = voucher.word;
        if (!slip.isUsual(word, most)) return false;
        if (run.asksHolder) {
            if (_holderRefusal(slip.toPayment(), run.terms, word, run.facts).length != 0) return false;
            word = _counted(run.terms, word, slip.amount);
        }
        if (!slip.isSignedByKey()) return false;

        voucher.word = slip.takeFrom(word);
        unchecked {
            run.sum += slip.amount;
        }

        _logSettled(slip);
        if (slip.purposeHash != 0) _statePurpose(slip.toPayment());
        return true;
    }

    /// @dev Takes any payment out of its holder's vouchers, or says why not.
    /// @return settled 1 where it is settled, else 0.
    function _settleOther(
        Batch memory batch,
        uint256 index,
        bool inOrder,
        bytes calldata extras
    ) private returns (uint256 settled) {
        Slip memory slip = batch.slip;
        Run memory run = batch.run;
        Payment memory payment = slip.toPayment();
        Voucher storage voucher = _voucherOf(slip);
        VoucherWord word = voucher.word;
        (bytes memory refusal, IdWindow ids) = _signedRefusal(slip, word, extras);
        if (refusal.length == 0) refusal = _runRefusal(payment, word, run, inOrder);
        if (refusal.length != 0) {
            _refuse(batch, index, refusal);
            return 0;
        }

        uint256 amount = payment.amount;
        voucher.word = _counted(run.terms, word.debit(amount), amount).withIds(ids);
        run.sum += amount;

        _logSettled(slip);
        _statePurpose(payment);

        if (!payment.invoice.isNone())
            _recordInvoice(payment, ProgrammeId.unwrap(payment.programme), payment.amount, 0);
        return 1;
    }

    function _voucherOf(Slip memory slip) private pure returns (Voucher storage voucher) {
        // As `_vouchers[slip.programme.join(uint160(slip.holder))]`.
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            mstore(0, or(shl(160, mload(add(slip, 0x20))), mload(add(slip, 0x40))))
            mstore(0x20, _vouchers.slot)
            voucher.slot := keccak256(0, 0x40)
        }
    }

    /// @dev Emits `TransferSingle` and `PaymentSettled`.
    function _logSettled(Slip memory slip) private {
        bytes32 transferSingle = IERC1155.TransferSingle.selector;
        bytes32 paymentSettled = PaymentSettled.selector;
        // From memory that is free for a moment, which Solidity does not use for events.
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            mstore(0, mload(add(slip, 0x20))) // programme
            mstore(0x20, mload(add(slip, 0x80))) // amount
            log4(0, 0x40, transferSingle, caller(), mload(add(slip, 0x40)), 0) // from the holder to nobody
            mstore(0, mload(add(slip, 0x120))) // id
            log1(0, 0x20, paymentSettled)
        }
    }

    /// @dev Says to whom the payments of a run went, and notes what is paid for them.
    function _endRun(Batch memory batch, RunWord word, uint256 index) private {
        address merchant = word.merchant();
        setWordAt(batch.payouts, index, Payout.unwrap(payout(merchant, batch.run.sum)));

        emit RunSettled(word.programme(), merchant);
    }

    /// @dev The refusal of one is the refusal of all, or an event.
    function _refuse(Batch memory batch, uint256 index, bytes memory refusal) private {
        if (batch.all) revert SettlementRefused(index, refusal);
        Slip memory slip = batch.slip;
        emit PaymentRefused(slip.programme, slip.holder, slip.merchant, slip.id, refusal);
    }
}
