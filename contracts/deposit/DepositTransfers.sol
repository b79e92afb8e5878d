// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {KoreaTime} from "../types/KoreaTime.sol";
import {Refusal} from "../types/Refusal.sol";
import {RoundWon} from "../types/RoundWon.sol";
import {Account, AccountWord, areUsable} from "./AccountWord.sol";
import {DepositIssue} from "./DepositIssue.sol";
import {AccountState, IDepositToken} from "./IDepositToken.sol";
import {PolicyWord} from "./PolicyWord.sol";
import {AccountKind} from "./AccountKind.sol";
import {Limits} from "./Limits.sol";
import {checkTransfer} from "./TransferCheck.sol";

/// @title DepositTransfers
/// @notice How deposit tokens move between accounts: ERC-20, and payments by contracts of the system.
/// @dev A transfer touches two account words and one policy word. Every rule stands in a function that returns the
/// refusal; views return it and acts enforce it. A transfer asks `checkTransfer` first, and for reasons only where that does
/// not allow it.
abstract contract DepositTransfers is DepositIssue, IDepositToken {
    using Refusal for bytes;

    mapping(address owner => mapping(address spender => uint256)) private _allowances;
    string private _name;
    string private _symbol;

    constructor(string memory name_, string memory symbol_) {
        _name = name_;
        _symbol = symbol_;
    }

    // ---------------------------------------------------------------------------------------------- ERC-20

    /// @inheritdoc IERC20
    /// @dev Fails: `EnforcedPause`, `StoppedBySupervisor`, `ERC20InvalidReceiver`, `AccountNotAdmitted`,
    /// `AdmissionExpired`, `SuspendedAccount`, `ClosedAccount`, `AccountReplaced`, `AccountInRecovery`,
    /// `SystemAccountNotCredited`, `ProtectedAccountNotCredited`, `ERC20InsufficientBalance`,
    /// `ERC7943InsufficientUnfrozenBalance` above what is not frozen, `TransferLimitExceeded`, `DailyLimitExceeded`,
    /// `HolderCapExceeded`.
    function transfer(address to, uint256 amount) external returns (bool) {
        _transfer(msg.sender, to, amount);
        return true;
    }

    /// @inheritdoc IERC20
    /// @dev Fails as `transfer`, with `ERC20InvalidSender` and with `ERC20InsufficientAllowance`. Emits `Approval` with what
    /// is left of the allowance where it falls. The spender itself needs no admission, but where its
    /// account is suspended, closed or in recovery it is refused as a payer would be. What counts is the payer's approval and the two accounts between which money moves.
    function transferFrom(address from, address to, uint256 amount) external returns (bool) {
        uint256 allowed = _allowances[from][msg.sender];
        if (allowed < amount) revert ERC20InsufficientAllowance(msg.sender, allowed, amount);
        if (from == address(0)) revert ERC20InvalidSender(from);
        // A key that is stopped pays for nobody either.
        AccountWord spender = _register.accounts[msg.sender].word;
        if (spender.isStopped()) _accountRefusal(msg.sender, spender).enforce();

        // An allowance of 2^256-1 does not fall, as is usual for ERC-20. What is left is said, so that it follows from events.
        if (allowed != type(uint256).max) {
            _allowances[from][msg.sender] = allowed - amount;
            emit Approval(from, msg.sender, allowed - amount);
        }

        _transfer(from, to, amount);
        return true;
    }

    /// @inheritdoc IERC20
    function approve(address spender, uint256 amount) external returns (bool) {
        _approve(msg.sender, spender, amount);
        return true;
    }

    // ---------------------------------------------------------------------------------- the system's contracts

    /// @inheritdoc IDepositToken
    function payOnBehalf(address holder, address to, uint256 amount) external returns (bool) {
        Account storage payer = _register.accounts[msg.sender];
        Account storage payee = _register.accounts[to];
        AccountWord payerWord = payer.word;
        AccountWord payeeWord = payee.word;
        // A payee whose key was replaced is paid at its new one.
        if (payeeWord.isClosed()) {
            to = _current(to);
            payee = _register.accounts[to];
            payeeWord = payee.word;
        }
        _payOnBehalfRefusal(msg.sender, payerWord, holder, to, payeeWord, amount).enforce();

        // Absent on purpose: no limit and no cap. The programme's terms limit a voucher, and the payer is a system account.
        payer.word = payerWord.debit(amount);
        payee.word = payeeWord.credit(amount);

        emit Transfer(msg.sender, to, amount);
        return true;
    }

    // ------------------------------------------------------------------------------------------------ views

    function name() external view returns (string memory) {
        return _name;
    }

    function symbol() external view returns (string memory) {
        return _symbol;
    }

    /// @notice Whole won: no decimals.
    function decimals() external pure returns (uint8) {
        return 0;
    }

    function totalSupply() external view returns (uint256) {
        return _supply.total();
    }

    function balanceOf(address account) external view returns (uint256) {
        return _register.accounts[account].word.balance();
    }

    function allowance(address owner, address spender) external view returns (uint256) {
        return _allowances[owner][spender];
    }

    /// @inheritdoc IDepositToken
    function spendableOf(address account) external view returns (uint256) {
        return _thawed(account, _register.accounts[account].word).spendable();
    }

    /// @inheritdoc IDepositToken
    function accountOf(address account) external view returns (AccountState memory) {
        AccountWord word = _thawed(account, _register.accounts[account].word);
        return
            AccountState({
                balance: uint64(word.balance()),
                frozen: uint64(word.frozen()),
                spentToday: uint64(word.spentOn(KoreaTime.dayIndex(block.timestamp))),
                admittedUntil: word.admittedUntil(),
                kind: word.kind(),
                suspended: word.isSuspended(),
                closed: word.isClosed(),
                protected: word.isProtected(),
                benefitPayer: word.isBenefitPayer(),
                inRecovery: word.isInRecovery(),
                open: word.isOpen()
            });
    }

    /// @inheritdoc IDepositToken
    function policy() external view returns (bool paused, bool stopped) {
        PolicyWord rules = _policy;
        return (rules.isPaused(), rules.isStoppedBySupervisor());
    }

    /// @inheritdoc IDepositToken
    function limitsOf(AccountKind kind) external view returns (Limits memory) {
        PolicyWord rules = _policy;
        if (kind == AccountKind.None) return Limits(0, 0, 0);
        return
            Limits({
                transfer: uint64(_atOnce(rules.transferLimits(uint256(kind))).toWon()),
                daily: uint64(_onOneDay(rules.transferLimits(uint256(kind))).toWon()),
                cap: uint64(rules.holderCap(uint256(kind)).toWon())
            });
    }

    /// @inheritdoc IDepositToken
    function transferRefusal(
        address from,
        address to,
        uint256 amount
    ) external view returns (bytes memory refusal) {
        return _refusal(from, from, to, amount);
    }

    /// @inheritdoc IDepositToken
    function payOnBehalfRefusal(
        address payer,
        address holder,
        address to,
        uint256 amount
    ) external view returns (bytes memory refusal) {
        address payee = _current(to);
        return
            _payOnBehalfRefusal(
                payer,
                _register.accounts[payer].word,
                holder,
                payee,
                _register.accounts[payee].word,
                amount
            );
    }

    // -------------------------------------------------------------------------------------------- internals

    function _approve(address owner, address spender, uint256 amount) internal {
        if (spender == address(0)) revert ERC20InvalidSpender(spender);

        _allowances[owner][spender] = amount;

        emit Approval(owner, spender, amount);
    }

    function _transfer(address from, address to, uint256 amount) internal {
        Account storage payer = _register.accounts[from];
        Account storage payee = _register.accounts[to];
        AccountWord payerWord = payer.word;
        AccountWord payeeWord = payee.word;
        uint256 day = KoreaTime.dayIndex(block.timestamp);
        (bool allowed, uint256 today) = checkTransfer(
            PolicyWord.unwrap(_policy),
            AccountWord.unwrap(payerWord),
            AccountWord.unwrap(payeeWord),
            amount,
            day
        );
        if (!allowed) {
            _transferRefusal(msg.sender, from, payerWord, to, payeeWord, amount, day).enforce();
            if (today > type(uint48).max) today = type(uint48).max;
        }

        payerWord = payerWord.spend(amount, today, day);
        payer.word = payerWord;
        if (from == to) payeeWord = payerWord;
        payee.word = payeeWord.credit(amount);

        emit Transfer(from, to, amount);
    }

    /// @dev Why a transfer by `operator` would now be refused, or empty.
    function _refusal(
        address operator,
        address from,
        address to,
        uint256 amount
    ) internal view returns (bytes memory refusal) {
        AccountWord payer = _register.accounts[from].word;
        AccountWord payee = _register.accounts[to].word;
        uint256 day = KoreaTime.dayIndex(block.timestamp);
        return _transferRefusal(operator, from, payer, to, payee, amount, day);
    }

    function _transferRefusal(
        address operator,
        address from,
        AccountWord payer,
        address to,
        AccountWord payee,
        uint256 amount,
        uint256 day
    ) private view returns (bytes memory refusal) {
        // Nobody has stopped the service, and both accounts are in order.
        PolicyWord rules = _policy;
        if (rules.isStopped()) return _stopRefusal(rules);
        if (!areUsable(payer, payee, block.timestamp)) {
            return payer.isUsable(block.timestamp) ? _payeeRefusal(to, payee) : _accountRefusal(from, payer);
        }

        // Some accounts not everybody credits.
        if (payee.isSystemOrProtected()) {
            refusal = _creditRefusal(operator, from, payer, to, payee);
            if (refusal.length != 0) return refusal;
        }

        // Limits of the payer's kind, and the cap of the payee's.
        if (!rules.isNone()) {
            uint256 limits = rules.transferLimits(payer.kindNumber());
            if (limits != 0) {
                refusal = _limitRefusal(limits, from, payer, amount, day);
                if (refusal.length != 0) return refusal;
            }
            RoundWon cap = rules.holderCap(payee.kindNumber());
            if (!cap.isNone() && from != to) {
                refusal = _capRefusal(cap.toWon(), to, payee, amount);
                if (refusal.length != 0) return refusal;
            }
        }

        // What is frozen stays.
        if (amount > payer.spendable()) return _balanceRefusal(from, payer, amount);
    }

    function _payOnBehalfRefusal(
        address from,
        AccountWord payer,
        address holder,
        address to,
        AccountWord payee,
        uint256 amount
    ) internal view returns (bytes memory refusal) {
        if (!payer.isSystem()) return abi.encodeWithSelector(NotSystemAccount.selector, from);
        PolicyWord rules = _policy;
        if (rules.isStopped()) return _stopRefusal(rules);
        AccountWord account = _register.accounts[holder].word;
        if (!areUsable(account, payee, block.timestamp)) {
            return
                account.isUsable(block.timestamp)
                    ? _payeeRefusal(to, payee)
                    : _accountRefusal(holder, account);
        }
        if (payee.isSystemOrProtected())
            return payee.isSystem() ? _systemRefusal(to, from) : _protectedRefusal(to, from);

        // A voucher buys from a business or a public body: a person who could be paid with it could cash it for others.
        if (payee.kind() == AccountKind.Citizen) return abi.encodeWithSelector(CitizenNotPaid.selector, to);

        // Nobody pays itself, whichever key the payee had before.
        if (to == holder) return abi.encodeWithSelector(HolderPaidItself.selector, holder);
        if (amount > payer.spendable()) return _balanceRefusal(from, payer, amount);
    }

    /// @dev A system account takes only what it pulls itself, so that no won lies in one without an entitlement, unless it keeps
    /// other money apart and is open to all. A protected
    /// account takes benefits alone, so that it shelters no other money from creditors.
    function _creditRefusal(
        address operator,
        address from,
        AccountWord payer,
        address to,
        AccountWord payee
    ) private pure returns (bytes memory refusal) {
        if (payee.isSystem())
            return operator == to || payee.isOpen() ? refusal : _systemRefusal(to, operator);
        if (!payer.isBenefitPayer() && !payer.isSystem()) return _protectedRefusal(to, from);
    }

    /// @dev `limits` are both limits of the payer's kind, one of which at least is set.
    function _limitRefusal(
        uint256 limits,
        address from,
        AccountWord payer,
        uint256 amount,
        uint256 day
    ) private pure returns (bytes memory refusal) {
        RoundWon atOnce = _atOnce(limits);
        if (!atOnce.isNone() && amount > atOnce.toWon())
            return abi.encodeWithSelector(TransferLimitExceeded.selector, from, atOnce.toWon(), amount);
        RoundWon daily = _onOneDay(limits);
        if (daily.isNone()) return refusal;
        uint256 spent = payer.spentOn(day);
        uint256 limit = daily.toWon();
        if (spent > limit || amount > limit - spent)
            return abi.encodeWithSelector(DailyLimitExceeded.selector, from, limit, spent, amount);
    }

    function _atOnce(uint256 limits) private pure returns (RoundWon) {
        return RoundWon.wrap(uint16(limits));
    }

    function _onOneDay(uint256 limits) private pure returns (RoundWon) {
        return RoundWon.wrap(uint16(limits >> 16));
    }
}
