// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {KoreaTime} from "../types/KoreaTime.sol";
import {Refusal} from "../types/Refusal.sol";
import {RoundWon, toRoundWon} from "../types/RoundWon.sol";
import {ReferenceState, ReferenceWindow} from "../types/ReferenceWindow.sol";
import {Account, AccountWord} from "./AccountWord.sol";
import {AccountRecovery} from "./AccountRecovery.sol";
import {DepositState} from "./DepositState.sol";
import {Issuer, IssuerWord, MOST_ISSUED} from "./IssuerWord.sol";
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
        ReferenceWindow references = issuer.references().use(ref);
        if (ReferenceWindow.unwrap(references) == 0) _refuseReference(key, issuer.references(), ref);

        // Nobody has stopped the service, and the key may issue what is left of its allowance.
        rules = _policy;
        if (rules.isStopped()) _stopRefusal(rules).enforce();
        if (amount > issuer.allowance()) revert IssuanceAllowanceExceeded(key, issuer.allowance(), amount);

        // What a key issues by itself on one day stays within the threshold.
        SupplyWord supply = _supply;
        uint256 day = KoreaTime.dayIndex(block.timestamp);
        uint256 today = issuer.issuedOn(day);
        if (!approved) {
            RoundWon threshold = supply.issueThreshold();
            unchecked {
                today += amount;
            }
            if (today > threshold.toWon()) today = _beyondThreshold(key, threshold, today, amount);
        }

        // The supply stays within the attested reserve, as far as the attestation is still fresh.
        uint256 until = supply.attestedUntil();
        if (block.timestamp >= until) revert ReserveStale(uint48(until), block.timestamp);
        if (amount > supply.issuable()) revert ReserveExceeded(supply.issuable(), amount);

        issuing.word = issuer.issue(amount, today, day, references);
        _supply = supply.issue(amount);
    }

    /// @dev Where there is no threshold, what counts: the count stops at its field's end, above every threshold that can be set.
    function _beyondThreshold(
        address key,
        RoundWon threshold,
        uint256 today,
        uint256 amount
    ) private pure returns (uint256 counted) {
        if (!threshold.isNone()) revert IssueNeedsApproval(key, threshold.toWon(), today - amount, amount);
        return today > MOST_ISSUED ? MOST_ISSUED : today;
    }

    function _refuseReference(address key, ReferenceWindow references, uint64 ref) private pure {
        if (references.state(ref) == ReferenceState.Used) revert AlreadyIssued(key, ref);
        revert ReferenceTooOld(key, ref, references.highest());
    }

    /// @dev A round amount that the count of a day reaches.
    function _countable(uint64 amount) internal pure returns (RoundWon) {
        if (amount > type(uint48).max) revert LimitTooHigh(amount);
        return toRoundWon(amount);
    }

    function _issueTo(PolicyWord rules, address to, uint256 amount, IssueReason reason) internal {
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
        emit DepositRedeemed(holder, sequence, redemptions.bankAccount);
    }
}
