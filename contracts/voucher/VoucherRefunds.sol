// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IDepositToken} from "../deposit/IDepositToken.sol";
import {Invoice} from "../types/Invoice.sol";
import {KoreaTime} from "../types/KoreaTime.sol";
import {ProgrammeId} from "../types/ProgrammeId.sol";
import {Entry, PackedEntry} from "./InvoiceEntry.sol";
import {IVoucherPayments} from "./IVoucherPayments.sol";
import {TermsWord} from "./TermsWord.sol";
import {VoucherState} from "./VoucherState.sol";
import {Voucher, VoucherWord} from "./VoucherWord.sol";

/// @title VoucherRefunds
/// @notice How merchants give back what was paid with an invoice. See `IVoucherPayments`.
abstract contract VoucherRefunds is VoucherState, IVoucherPayments {
    using SafeERC20 for IDepositToken;

    /// @inheritdoc IVoucherPayments
    function refund(
        address payee,
        Invoice invoice,
        PackedEntry[] calldata history,
        uint256 index,
        uint64 amount
    ) external {
        // Absent on purpose: no check of pause, hours or terms. What is refunded was paid under them.
        if (amount == 0) revert ZeroAmount();
        if (token.currentOf(payee) != msg.sender) revert NotPayee(payee, msg.sender);

        (Entry memory paid, uint64 before) = invoices.recordRefund(payee, invoice, history, index, amount);
        uint64 restored = _toVouchers(paid, before, amount);
        if (restored != 0) _restore(paid, payee, invoice, restored);
        if (restored != amount) {
            token.safeTransferFrom(msg.sender, token.currentOf(paid.holder), amount - restored);
        }
    }

    /// @dev How much of a refund belongs to vouchers: all of what they paid; of own money the same share as was given back
    /// for it, so that all of a rebate has returned when all of the purchase has.
    function _toVouchers(Entry memory paid, uint64 before, uint64 amount) private pure returns (uint64) {
        if (paid.ref == 0) return 0;
        if (paid.rebate == 0) return amount;
        uint256 after_ = (uint256(paid.rebate) * (uint256(before) + amount)) / paid.amount;
        return uint64(after_ - (uint256(paid.rebate) * before) / paid.amount);
    }

    /// @dev Takes `amount` from the merchant and restores it to the holder's vouchers, or sends it home where they expired.
    function _restore(Entry memory paid, address payee, Invoice invoice, uint64 amount) private {
        ProgrammeId programme = ProgrammeId.wrap(paid.ref);
        TermsWord terms = _terms[programme];
        bool lives = block.timestamp < terms.expiresAt();
        if (lives) {
            (address holder, Voucher storage voucher) = _keeperOf(programme, paid.holder);
            VoucherWord word = voucher.word.restore(amount);
            if (terms.hasHolderLimits()) {
                word = word.discount(amount, paid.day, KoreaTime.monthIndex(paid.day));
            }
            voucher.word = word;

            emit IERC1155.TransferSingle(msg.sender, address(0), holder, programme.toTokenId(), amount);
        }
        emit VoucherRefunded(programme, paid.holder, payee, invoice, paid.day, lives);

        token.safeTransferFrom(msg.sender, address(this), amount);
        if (!lives) _sendHome(programme, amount);
    }

    /// @dev Who has the vouchers of `holder` now: the key that took its place, once neither money nor a home nor anything spent is
    /// left at the old one.
    function _keeperOf(
        ProgrammeId programme,
        address holder
    ) private view returns (address keeper, Voucher storage voucher) {
        (keeper, voucher) = (holder, _vouchers[programme.join(uint160(holder))]);
        VoucherWord word = voucher.word;
        if (word.balance() != 0 || !word.home().isNone() || word.spentInAll() != 0) return (keeper, voucher);
        keeper = token.currentOf(holder);
        voucher = _vouchers[programme.join(uint160(keeper))];
    }
}
