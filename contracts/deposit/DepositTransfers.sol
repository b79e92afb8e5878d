// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {KoreaTime} from "../types/KoreaTime.sol";
import {Refusal} from "../types/Refusal.sol";
import {AccountKind, AccountWord, areUsable} from "./AccountWord.sol";
import {AccountState, IDepositToken} from "./IDepositToken.sol";
import {PolicyWord} from "./PolicyWord.sol";
import {SupplyWord} from "./SupplyWord.sol";

/// @title DepositTransfers
/// @notice How deposit tokens move between accounts: ERC-20, and payments by contracts of the system.
/// @dev A transfer touches two account words and one policy word. Every rule stands once, in a function that returns
/// the refusal; views return it and acts enforce it.
abstract contract DepositTransfers is IDepositToken, IERC20Errors {
    using Refusal for bytes;

    /// @dev A struct of one word, so that a reference to it can be kept.
    struct Account {
        AccountWord word;
    }

    SupplyWord internal _supply;
    PolicyWord internal _policy;
    mapping(address account => Account) internal _accounts;
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
    /// `AdmissionExpired`, `SuspendedAccount`, `ClosedAccount`, `SystemAccountNotCredited`,
    /// `ERC20InsufficientBalance` above what is not frozen, `DailyLimitExceeded`.
    function transfer(address to, uint256 amount) external returns (bool) {
        _transfer(msg.sender, to, amount);
        return true;
    }

    /// @inheritdoc IERC20
    /// @dev Fails as `transfer`, with `ERC20InvalidSender` and with `ERC20InsufficientAllowance`. Emits `Approval` with what
    /// is left of the allowance where it falls. The spender itself needs no admission: what
    /// counts is the payer's approval and the two accounts between which money moves.
    function transferFrom(address from, address to, uint256 amount) external returns (bool) {
        uint256 allowed = _allowances[from][msg.sender];
        if (allowed < amount) revert ERC20InsufficientAllowance(msg.sender, allowed, amount);
        if (from == address(0)) revert ERC20InvalidSender(from);

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
        Account storage payer = _accounts[msg.sender];
        Account storage payee = _accounts[to];
        AccountWord payerWord = payer.word;
        AccountWord payeeWord = payee.word;
        _payOnBehalfRefusal(msg.sender, payerWord, holder, to, payeeWord, amount).enforce();

        // Absent on purpose: no daily limit. The programme's terms limit a voucher, and the payer is a system account.
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
        return _accounts[account].word.balance();
    }

    function allowance(address owner, address spender) external view returns (uint256) {
        return _allowances[owner][spender];
    }

    /// @inheritdoc IDepositToken
    function spendableOf(address account) external view returns (uint256) {
        return _accounts[account].word.spendable();
    }

    /// @inheritdoc IDepositToken
    function accountOf(address account) external view returns (AccountState memory) {
        AccountWord word = _accounts[account].word;
        return
            AccountState({
                balance: uint64(word.balance()),
                frozen: uint64(word.frozen()),
                spentToday: uint64(word.spentOn(KoreaTime.dayIndex(block.timestamp))),
                admittedUntil: word.admittedUntil(),
                kind: word.kind(),
                suspended: word.isSuspended(),
                closed: word.isClosed()
            });
    }

    /// @inheritdoc IDepositToken
    function policy() external view returns (bool paused, bool stopped, uint64 dailyLimit) {
        PolicyWord rules = _policy;
        return (rules.isPaused(), rules.isStoppedBySupervisor(), uint64(rules.dailyLimit()));
    }

    /// @inheritdoc IDepositToken
    function accountCount() external view returns (uint256) {
        return _policy.accounts();
    }

    /// @inheritdoc IDepositToken
    function transferRefusal(
        address from,
        address to,
        uint256 amount
    ) external view returns (bytes memory refusal) {
        return _transferRefusal(from, from, _accounts[from].word, to, _accounts[to].word, amount);
    }

    /// @inheritdoc IDepositToken
    function payOnBehalfRefusal(
        address payer,
        address holder,
        address to,
        uint256 amount
    ) external view returns (bytes memory refusal) {
        return _payOnBehalfRefusal(payer, _accounts[payer].word, holder, to, _accounts[to].word, amount);
    }

    // -------------------------------------------------------------------------------------------- internals

    function _approve(address owner, address spender, uint256 amount) internal {
        if (spender == address(0)) revert ERC20InvalidSpender(spender);

        _allowances[owner][spender] = amount;

        emit Approval(owner, spender, amount);
    }

    function _transfer(address from, address to, uint256 amount) internal {
        Account storage payer = _accounts[from];
        Account storage payee = _accounts[to];
        AccountWord payerWord = payer.word;
        AccountWord payeeWord = payee.word;
        _transferRefusal(msg.sender, from, payerWord, to, payeeWord, amount).enforce();

        payerWord = payerWord.spend(amount, KoreaTime.dayIndex(block.timestamp));
        payer.word = payerWord;
        payee.word = (from == to ? payerWord : payeeWord).credit(amount);

        emit Transfer(from, to, amount);
    }

    function _transferRefusal(
        address operator,
        address from,
        AccountWord payer,
        address to,
        AccountWord payee,
        uint256 amount
    ) private view returns (bytes memory refusal) {
        // Nobody has stopped the service, and both accounts are in order.
        PolicyWord rules = _policy;
        if (rules.isStopped()) return _stopRefusal(rules);
        if (!areUsable(payer, payee, block.timestamp)) {
            return
                payer.isUsable(block.timestamp) ? _accountRefusal(to, payee) : _accountRefusal(from, payer);
        }

        // A system account takes only what it pulls itself, so that no won lies in one without an entitlement.
        if (payee.isSystem() && operator != to) return _systemRefusal(to, operator);

        // What is frozen stays.
        if (amount > payer.spendable()) return _balanceRefusal(from, payer, amount);

        // A citizen transfers no more a day than the limit; other kinds are exempt.
        uint256 limit = rules.dailyLimit();
        if (limit != 0 && payer.kind() == AccountKind.Citizen) {
            uint256 spent = payer.spentOn(KoreaTime.dayIndex(block.timestamp));
            if (spent + amount > limit) {
                return abi.encodeWithSelector(DailyLimitExceeded.selector, from, limit, spent, amount);
            }
        }
    }

    function _payOnBehalfRefusal(
        address from,
        AccountWord payer,
        address holder,
        address to,
        AccountWord payee,
        uint256 amount
    ) private view returns (bytes memory refusal) {
        if (!payer.isSystem()) return abi.encodeWithSelector(NotSystemAccount.selector, from);
        PolicyWord rules = _policy;
        if (rules.isStopped()) return _stopRefusal(rules);
        AccountWord account = _accounts[holder].word;
        if (!areUsable(account, payee, block.timestamp)) {
            return
                account.isUsable(block.timestamp)
                    ? _accountRefusal(to, payee)
                    : _accountRefusal(holder, account);
        }
        if (payee.isSystem()) return _systemRefusal(to, from);

        // A voucher buys from a business or a public body: a person who could be paid with it could cash it for others.
        if (payee.kind() == AccountKind.Citizen) return abi.encodeWithSelector(CitizenNotPaid.selector, to);
        if (amount > payer.spendable()) return _balanceRefusal(from, payer, amount);
    }

    /// @dev Why nothing moves while the bank has paused or the supervisor stopped the service; empty if neither has.
    function _stopRefusal(PolicyWord rules) internal pure returns (bytes memory refusal) {
        if (rules.isPaused()) return abi.encodeWithSelector(EnforcedPause.selector);
        if (rules.isStopped()) return abi.encodeWithSelector(StoppedBySupervisor.selector);
    }

    /// @dev Why an account that is not usable is not.
    function _accountRefusal(address account, AccountWord word) internal view returns (bytes memory refusal) {
        if (account == address(0)) return abi.encodeWithSelector(ERC20InvalidReceiver.selector, account);
        if (word.kind() == AccountKind.None)
            return abi.encodeWithSelector(AccountNotAdmitted.selector, account);
        if (word.isClosed()) return abi.encodeWithSelector(ClosedAccount.selector, account);
        if (word.isSuspended()) return abi.encodeWithSelector(SuspendedAccount.selector, account);
        return
            abi.encodeWithSelector(AdmissionExpired.selector, account, word.admittedUntil(), block.timestamp);
    }

    function _systemRefusal(address account, address operator) internal pure returns (bytes memory refusal) {
        return abi.encodeWithSelector(SystemAccountNotCredited.selector, account, operator);
    }

    function _balanceRefusal(
        address account,
        AccountWord word,
        uint256 amount
    ) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ERC20InsufficientBalance.selector, account, word.spendable(), amount);
    }
}
