// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {IdWindow} from "../types/IdWindow.sol";
import {ProgrammeId} from "../types/ProgrammeId.sol";
import {IVoucherPayments} from "./IVoucherPayments.sol";
import {Payment, SignedPayment} from "./Payment.sol";
import {SignedPayments} from "./SignedPayments.sol";
import {Voucher, VoucherWord} from "./VoucherWord.sol";

/// @title VoucherSettlement
/// @notice Payments that holders signed and somebody else sends, many at once. See `IVoucherPayments`.
/// @dev The merchant of a run is paid once for all of it. Rules are judged at the time of the block.
abstract contract VoucherSettlement is SignedPayments, IVoucherPayments {
    /// @notice The most payments of one batch: it stays under 2^24 gas.
    uint256 public constant MAX_SETTLE_BATCH = 500;

    /// @inheritdoc IVoucherPayments
    function settle(
        SignedPayment[] calldata payments,
        bytes calldata contractSignatures
    ) external returns (uint256 settled) {
        return _settle(payments, contractSignatures, false);
    }

    /// @inheritdoc IVoucherPayments
    function settleAll(SignedPayment[] calldata payments, bytes calldata contractSignatures) external {
        _settle(payments, contractSignatures, true);
    }

    function _settle(
        SignedPayment[] calldata payments,
        bytes calldata contractSignatures,
        bool all
    ) private returns (uint256 settled) {
        if (payments.length > MAX_SETTLE_BATCH) revert BatchTooLong(payments.length, MAX_SETTLE_BATCH);
        bytes32 domain = _domainSeparatorV4();
        Payment memory payment;
        Run memory run;
        for (uint256 i = 0; i < payments.length; ++i) {
            _load(payment, payments[i]);
            if (i == 0 || !_continues(run, payment)) {
                _payRun(run);
                _begin(run, payment);
            }
            bytes memory refusal = _accept(payment, payments[i], run, domain, contractSignatures);
            if (refusal.length == 0) ++settled;
            else if (all) revert SettlementRefused(i, refusal);
            else _refuse(payment, payments[i].id, refusal);
        }
        _payRun(run);
    }

    /// @dev Takes one payment out of its holder's vouchers, or says why not.
    function _accept(
        Payment memory payment,
        SignedPayment calldata signed,
        Run memory run,
        bytes32 domain,
        bytes calldata contractSignatures
    ) private returns (bytes memory refusal) {
        Voucher storage voucher = _vouchers[payment.programme.join(uint160(payment.holder))];
        VoucherWord word = voucher.word;
        IdWindow ids;
        (refusal, ids) = _signedRefusal(payment, signed, word, run, domain, contractSignatures);
        if (refusal.length != 0) return refusal;

        voucher.word = _counted(run.terms, word.debit(payment.amount), payment.amount).withIds(ids);
        run.sum += payment.amount;
        run.holder = payment.holder;

        emit IERC1155.TransferSingle(
            msg.sender,
            payment.holder,
            address(0),
            payment.programme.toTokenId(),
            payment.amount
        );
        emit PaymentSettled(payment.programme, payment.merchant, signed.id);
        _statePurpose(payment);

        if (!payment.invoice.isNone())
            _recordInvoice(payment, ProgrammeId.unwrap(payment.programme), payment.amount, 0);
    }

    /// @dev Pays the merchant of a run what was accepted.
    function _payRun(Run memory run) private {
        if (run.sum == 0) return;
        token.payOnBehalf(run.holder, run.merchant, run.sum);
    }

    function _refuse(Payment memory payment, uint24 id, bytes memory refusal) private {
        emit PaymentRefused(payment.programme, payment.holder, payment.merchant, id, refusal);
    }

    function _continues(Run memory run, Payment memory payment) private pure returns (bool) {
        return
            run.merchant == payment.merchant &&
            ProgrammeId.unwrap(run.programme) == ProgrammeId.unwrap(payment.programme);
    }
}
