// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IDepositToken} from "../deposit/IDepositToken.sol";
import {AwardId} from "../types/AwardId.sol";
import {Invoice} from "../types/Invoice.sol";
import {Entry, PackedEntry} from "../voucher/InvoiceEntry.sol";
import {Award} from "./Award.sol";
import {AwardStatus} from "./AwardStatus.sol";
import {ISubsidyReturns} from "./ISubsidyReturns.sol";
import {SubsidyFormulas} from "./SubsidyFormulas.sol";
import {SubsidyMoney} from "./SubsidyMoney.sol";
import {SubsidyState} from "./SubsidyState.sol";
import {SubsidySurroundings} from "./SubsidySurroundings.sol";

/// @title SubsidyReturns
/// @notice What payees give back, and what is paid of debts. See `ISubsidyReturns`.
/// @dev Deployed once, before the `SubsidyGrants` that runs this code on its own storage. Called at its own address it touches no
/// award: no register knows a payment of it, and nothing is owed here.
contract SubsidyReturns is SubsidyMoney, ISubsidyReturns {
    using SafeERC20 for IDepositToken;

    /// @dev Where the grant's part of a refund goes.
    struct Restored {
        uint64 debt;
        uint64 award;
        uint64 holder;
    }

    constructor(SubsidySurroundings memory around) SubsidyState(around) {}

    /// @inheritdoc ISubsidyReturns
    function refund(
        address payee,
        Invoice invoice,
        PackedEntry[] calldata history,
        uint256 index,
        uint64 amount
    ) external {
        // Absent on purpose: no check of status, time or case. What is refunded was paid from the award.
        if (amount == 0) revert ZeroAmount();
        if (token.currentOf(payee) != msg.sender) revert NotPayee(payee, msg.sender);

        (Entry memory paid, uint64 before) = invoices.recordRefund(payee, invoice, history, index, amount);
        uint256 share = _awards[AwardId.wrap(paid.ref)].rules.ownShareBps;
        uint64 part =
            SubsidyFormulas.grantPart(before + amount, share) - SubsidyFormulas.grantPart(before, share);
        token.safeTransferFrom(msg.sender, address(this), amount);
        _restore(paid, payee, invoice, part, amount - part);
    }

    /// @inheritdoc ISubsidyReturns
    function payDebt(AwardId id, uint64 amount) external {
        if (amount == 0) revert ZeroAmount();
        uint64 owed = _owedOn(id);
        if (owed == 0) revert NoDebt(id);
        if (amount > owed) revert DebtExceeded(id, owed, amount);

        uint64 principal = _reduceDebt(id, amount, msg.sender).principal;

        token.safeTransferFrom(msg.sender, address(this), amount);
        _sendDebtHome(id, amount, principal);
    }

    // --------------------------------------------------------------------------------------------- internals

    /// @dev What came back of a payment: `part` of the grant, and `own` of the beneficiary's share.
    function _restore(Entry memory paid, address payee, Invoice invoice, uint64 part, uint64 own) private {
        AwardId id = AwardId.wrap(paid.ref);
        Award storage kept = _awards[id];
        Restored memory back = _restoredTo(id, kept, part);

        kept.word = kept.word.unpay(back.award, paid.day);
        emit AwardRefunded(id, payee, invoice, back.award, back.debt, own + back.holder, paid.day);

        if (back.debt != 0) _sendDebtHome(id, back.debt, _reduceDebt(id, back.debt, address(this)).principal);
        if (kept.word.status() > AwardStatus.Reported) _returnLeftover(id, kept, back.award);
        if (own + back.holder != 0)
            token.safeTransfer(token.currentOf(kept.rules.account), own + back.holder);
    }

    /// @dev Where `part` of the grant goes that came back. What is claimed of the award is not spent again: it pays what is owed;
    /// and where that was paid already, it is the beneficiary's.
    function _restoredTo(
        AwardId id,
        Award storage kept,
        uint64 part
    ) private view returns (Restored memory back) {
        back.debt = _least(part, _debts[id].principal);
        back.award = _least(part - back.debt, kept.word.paid() - kept.fund.claimed);
        back.holder = part - back.debt - back.award;
    }

    function _least(uint64 one, uint64 other) private pure returns (uint64) {
        return one < other ? one : other;
    }
}
