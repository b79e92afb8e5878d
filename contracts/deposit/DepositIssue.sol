// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {KoreaTime} from "../types/KoreaTime.sol";
import {Refusal} from "../types/Refusal.sol";
import {RoundWon} from "../types/RoundWon.sol";
import {ReferenceState, ReferenceWindow} from "../types/ReferenceWindow.sol";
import {Account, AccountWord} from "./AccountWord.sol";
import {AccountRecovery} from "./AccountRecovery.sol";
import {DepositState} from "./DepositState.sol";
import {Issuer, IssuerWord} from "./IssuerWord.sol";
import {PolicyWord} from "./PolicyWord.sol";
import {SupplyWord} from "./SupplyWord.sol";
import {IssueReason} from "./IssueReason.sol";

/// @title DepositIssue
/// @notice How deposit tokens come to be and cease to be: issue within reserve, allowance and threshold; redemption at par.
abstract contract DepositIssue is DepositState {
    using Refusal for bytes;

    /// @dev Takes `amount` out of the issuer's allowance and the reserve, and uses up its reference.
    function _authorizeIssue(
        address key,
        uint256 amount,
        uint64 ref,
        bool approved
    ) internal returns (PolicyWord rules) {
        // Once for each reference. This comes first: a retry is told that the act is done, whatever has changed since.
        Issuer storage issuing = _issuers[key];
        IssuerWord issuer = issuing.word;
        (ReferenceState state, ReferenceWindow references) = issuer.references().use(ref);
        if (state != ReferenceState.Fresh) {
            if (state == ReferenceState.Used) revert AlreadyIssued(key, ref);
            revert ReferenceTooOld(key, ref, references.highest());
        }

        // Nobody has stopped the service, and the key may issue what is left of its allowance.
        rules = _policy;
        if (rules.isStopped()) _stopRefusal(rules).enforce();
        if (amount > issuer.allowance()) revert IssuanceAllowanceExceeded(key, issuer.allowance(), amount);

        // What a key issues by itself on one day stays within the threshold.
        SupplyWord supply = _supply;
        uint256 day = KoreaTime.dayIndex(block.timestamp);
        RoundWon threshold = supply.issueThreshold();
        if (!threshold.isNone() && !approved) _withinThreshold(key, issuer, threshold.toWon(), day, amount);

        // The supply stays within the attested reserve, as far as the attestation is still fresh.
        uint256 until = supply.attestedUntil();
        if (block.timestamp >= until) revert ReserveStale(uint48(until), block.timestamp);
        if (amount > supply.issuable()) revert ReserveExceeded(supply.issuable(), amount);

        issuing.word = issuer.issue(amount, approved ? 0 : amount, day, references);
        _supply = supply.issue(amount);
    }

    function _withinThreshold(
        address key,
        IssuerWord issuer,
        uint256 threshold,
        uint256 day,
        uint256 amount
    ) private pure {
        uint256 issued = issuer.issuedOn(day);
        if (issued + amount > threshold) revert IssueNeedsApproval(key, threshold, issued, amount);
    }

    function _issueTo(PolicyWord rules, address to, uint64 amount, IssueReason reason) internal {
        Account storage payee = _register.accounts[to];
        AccountWord account = payee.word;
        if (!account.isPlain(block.timestamp)) _onlyCreditable(to, account, reason);
        if (amount == 0) revert ZeroAmount();
        // Corrections and refunds reach accounts at their cap.
        if (!rules.isNone() && reason == IssueReason.Deposit) {
            RoundWon cap = rules.holderCap(account.kindNumber());
            if (!cap.isNone()) _capRefusal(cap.toWon(), to, account, amount).enforce();
        }

        payee.word = account.credit(amount);

        emit IERC20.Transfer(address(0), to, amount);
    }

    /// @dev An account that is in order, no contract of the system; and a protected one but for corrections and refunds.
    function _onlyCreditable(address to, AccountWord account, IssueReason reason) private view {
        if (!account.isUsable(block.timestamp)) _payeeRefusal(to, account).enforce();
        if (account.isSystem()) _systemRefusal(to, address(0)).enforce();
        if (reason == IssueReason.Deposit) _protectedRefusal(to, address(0)).enforce();
    }

    function _redeem(address holder, uint64 amount, uint64 sequence) internal {
        // Absent on purpose: no check of pause, stop, suspension, admission, recovery or limit. The holder's claim on the
        // bank stands whatever else stops; only what is frozen stays.
        if (amount == 0) revert ZeroAmount();
        AccountRecovery.Redemptions storage redemptions = _register.redemptions[holder];
        uint64 next = redemptions.made + 1;
        if (sequence != 0 && sequence < next) revert AlreadyRedeemed(holder, sequence);
        if (sequence != next) revert RedemptionOutOfSequence(holder, sequence, next);
        AccountWord account = _register.accounts[holder].word;
        if (amount > account.spendable()) _balanceRefusal(holder, account, amount).enforce();

        redemptions.made = next;
        _register.accounts[holder].word = account.debit(amount);
        _supply = _supply.redeem(amount);

        emit IERC20.Transfer(holder, address(0), amount);
        emit DepositRedeemed(holder, sequence);
    }
}
