// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {IAuthority} from "../access/IAuthority.sol";
import {officerOf} from "../access/Officer.sol";
import {OfficesOfOthers} from "../access/OfficesOfOthers.sol";
import {Refusal} from "../types/Refusal.sol";
import {ReferenceState, ReferenceWindow} from "../types/ReferenceWindow.sol";
import {AccountKind, AccountWord} from "./AccountWord.sol";
import {IDepositToken, IssueItem, IssueReason} from "./IDepositToken.sol";
import {DepositSignatures} from "./DepositSignatures.sol";
import {DepositTransfers} from "./DepositTransfers.sol";
import {IssuerWord} from "./IssuerWord.sol";
import {PolicyWord} from "./PolicyWord.sol";
import {SupplyWord} from "./SupplyWord.sol";

/// @title DepositToken
/// @notice One bank's deposits as a token: issue within an attested reserve, account admission, stops, redemption at par.
/// @dev Transfers and their rules are in `DepositTransfers`, what holders sign in `DepositSignatures`.
contract DepositToken is AccessManaged, OfficesOfOthers, DepositSignatures {
    using Refusal for bytes;

    /// @notice The most items of one `issueBatch`: it stays under 2^24 gas.
    uint256 public constant MAX_ISSUE_BATCH = 1_500;

    /// @notice The most accounts of one `admitBatch`: it stays under 2^24 gas.
    uint256 public constant MAX_ADMIT_BATCH = 500;

    /// @notice How far above the last attestation's reference the next may lie.
    uint64 public constant ATTESTATION_STEP = 2 ** 32;

    /// @notice Whose reserve attestor attests the deposits.
    IAccessManager public immutable centralBank;

    /// @notice Whose stop officer may order a stop.
    IAccessManager public immutable supervisor;

    mapping(address issuer => IssuerWord) private _issuers;
    mapping(address account => uint64 made) private _redemptions;

    constructor(
        string memory name_,
        string memory symbol_,
        address bank,
        IAccessManager centralBank_,
        IAccessManager supervisor_
    ) AccessManaged(bank) DepositTransfers(name_, symbol_) DepositSignatures(name_) {
        centralBank = centralBank_;
        supervisor = supervisor_;
    }

    // --------------------------------------------------------------------------------------- reserve and issue

    /// @inheritdoc IDepositToken
    function attestReserve(uint64 amount, uint64 ref, uint32 lifetime) external restrictedBy(centralBank) {
        SupplyWord supply = _supply;
        uint64 last = supply.lastAttestation();
        if (ref <= last) revert AlreadyAttested(ref, last);
        if (ref - last > ATTESTATION_STEP) revert AttestationTooFar(ref, last);

        uint48 until = uint48(block.timestamp) + lifetime;
        _supply = supply.attest(amount, until, ref);

        emit ReserveAttested(ref, amount, until, officerOf(address(centralBank)));
        if (amount < supply.total()) emit ReserveShortfall(ref, amount, uint64(supply.total()));
    }

    /// @inheritdoc IDepositToken
    function setIssuanceAllowance(address issuer, uint64 allowance_) external restricted {
        // Nobody appoints itself, nor through its authority: an issuer key holds no office of the bank.
        address bank = authority();
        bool isOffice = issuer == bank || IAuthority(bank).officesOf(issuer) != 0;
        if (allowance_ != 0 && isOffice) revert IssuerIsController(issuer);

        _issuers[issuer] = _issuers[issuer].withAllowance(allowance_);

        emit IssuanceAllowanceSet(issuer, allowance_, officerOf(authority()));
    }

    /// @inheritdoc IDepositToken
    function issue(address to, uint64 amount, uint64 ref, IssueReason reason) external {
        _authorizeIssue(amount, ref);
        _issueTo(to, amount);
        emit DepositIssued(msg.sender, ref, reason);
    }

    /// @inheritdoc IDepositToken
    function issueBatch(IssueItem[] calldata items, uint64 ref, IssueReason reason) external {
        if (items.length > MAX_ISSUE_BATCH) revert BatchTooLong(items.length, MAX_ISSUE_BATCH);
        if (items.length == 0) revert ZeroAmount();
        uint256 total;
        for (uint256 i = 0; i < items.length; ++i) {
            total += items[i].amount;
        }
        _authorizeIssue(total, ref);
        for (uint256 i = 0; i < items.length; ++i) {
            _issueTo(items[i].to, items[i].amount);
        }
        emit DepositIssued(msg.sender, ref, reason);
    }

    // ----------------------------------------------------------------------------------------------- redeem

    /// @inheritdoc IDepositToken
    function redeem(uint64 amount, uint64 sequence) external {
        _redeem(msg.sender, amount, sequence);
    }

    // --------------------------------------------------------------------------------------------- accounts

    /// @inheritdoc IDepositToken
    function admit(address account, AccountKind kind, uint48 until) external restricted {
        _admit(account, kind, until);
    }

    /// @inheritdoc IDepositToken
    function admitBatch(address[] calldata accounts, AccountKind kind, uint48 until) external restricted {
        if (accounts.length > MAX_ADMIT_BATCH) revert BatchTooLong(accounts.length, MAX_ADMIT_BATCH);
        for (uint256 i = 0; i < accounts.length; ++i) {
            _admit(accounts[i], kind, until);
        }
    }

    /// @inheritdoc IDepositToken
    function registerSystemAccount(address account) external restricted {
        bool isNew = AccountWord.unwrap(_accounts[account].word) == 0;
        if (!isNew || account.code.length == 0)
            revert InvalidAdmission(account, AccountKind.System, type(uint32).max);

        _accounts[account].word = AccountWord.wrap(0).admit(AccountKind.System, type(uint32).max);
        _policy = _policy.withAccountAdded();

        emit SystemAccountRegistered(account, officerOf(authority()));
    }

    /// @inheritdoc IDepositToken
    function suspend(address account, bytes32 caseId) external restricted {
        AccountWord word = _existing(account);
        if (word.isSuspended()) revert SuspendedAccount(account);

        _accounts[account].word = word.withSuspension(true);

        emit AccountSuspended(account, caseId, officerOf(authority()));
    }

    /// @inheritdoc IDepositToken
    function reinstate(address account, bytes32 caseId) external restricted {
        AccountWord word = _existing(account);
        if (!word.isSuspended()) revert NotSuspended(account);

        _accounts[account].word = word.withSuspension(false);

        emit AccountReinstated(account, caseId, officerOf(authority()));
    }

    /// @inheritdoc IDepositToken
    function close(address account) external restricted {
        AccountWord word = _existing(account);
        if (word.balance() != 0) revert AccountNotEmpty(account, word.balance());

        _accounts[account].word = word.close();
        _policy = _policy.withAccountRemoved();

        emit AccountClosed(account, officerOf(authority()));
    }

    /// @inheritdoc IDepositToken
    function setDailyLimit(uint64 limit) external restricted {
        _policy = _policy.withDailyLimit(limit);
        emit DailyLimitSet(limit, officerOf(authority()));
    }

    // ------------------------------------------------------------------------------------------------ stops

    /// @inheritdoc IDepositToken
    function pause() external restricted {
        if (_policy.isPaused()) revert EnforcedPause();
        _policy = _policy.withPause(true);
        emit Paused(officerOf(authority()));
    }

    /// @inheritdoc IDepositToken
    function unpause() external restricted {
        if (!_policy.isPaused()) revert ExpectedPause();
        _policy = _policy.withPause(false);
        emit Unpaused(officerOf(authority()));
    }

    /// @inheritdoc IDepositToken
    function orderStop(uint64 order) external restrictedBy(supervisor) {
        if (_policy.isStoppedBySupervisor()) revert StoppedBySupervisor();
        _policy = _policy.withStop(true);
        emit StopOrdered(order, officerOf(address(supervisor)));
    }

    /// @inheritdoc IDepositToken
    function liftStop(uint64 order) external restrictedBy(supervisor) {
        if (!_policy.isStoppedBySupervisor()) revert NotStopped();
        _policy = _policy.withStop(false);
        emit StopLifted(order, officerOf(address(supervisor)));
    }

    // ------------------------------------------------------------------------------------------------ views

    /// @inheritdoc IDepositToken
    function reserve() external view returns (uint64 issuable, uint48 attestedUntil, uint64 lastReference) {
        SupplyWord supply = _supply;
        return (uint64(supply.issuable()), uint48(supply.attestedUntil()), supply.lastAttestation());
    }

    /// @inheritdoc IDepositToken
    function issuanceAllowance(address issuer) external view returns (uint64) {
        return uint64(_issuers[issuer].allowance());
    }

    /// @inheritdoc IDepositToken
    function isFreshReference(address issuer, uint64 ref) external view returns (bool) {
        return _issuers[issuer].references().state(ref) == ReferenceState.Fresh;
    }

    /// @inheritdoc IDepositToken
    function nextRedemption(address account) external view returns (uint64) {
        return _redemptions[account] + 1;
    }

    // -------------------------------------------------------------------------------------------- internals

    /// @dev Takes `amount` out of the caller's allowance and the reserve, and uses up its reference.
    function _authorizeIssue(uint256 amount, uint64 ref) private {
        // Once for each reference. This comes first: a retry is told that the act is done, whatever has changed since.
        IssuerWord issuer = _issuers[msg.sender];
        (ReferenceState state, ReferenceWindow references) = issuer.references().use(ref);
        if (state != ReferenceState.Fresh) {
            if (state == ReferenceState.Used) revert AlreadyIssued(msg.sender, ref);
            revert ReferenceTooOld(msg.sender, ref, references.highest());
        }

        // Nobody has stopped the service, and the caller may issue what is left of its allowance.
        PolicyWord rules = _policy;
        if (rules.isStopped()) _stopRefusal(rules).enforce();
        if (amount > issuer.allowance())
            revert IssuanceAllowanceExceeded(msg.sender, issuer.allowance(), amount);

        // The supply stays within the attested reserve, as far as the attestation is still fresh.
        SupplyWord supply = _supply;
        uint256 until = supply.attestedUntil();
        if (block.timestamp >= until) revert ReserveStale(uint48(until), block.timestamp);
        if (amount > supply.issuable()) revert ReserveExceeded(supply.issuable(), amount);

        _issuers[msg.sender] = issuer.issue(amount, references);
        _supply = supply.issue(amount);
    }

    function _issueTo(address to, uint64 amount) private {
        Account storage payee = _accounts[to];
        AccountWord account = payee.word;
        if (!account.isUsable(block.timestamp)) _accountRefusal(to, account).enforce();
        if (account.isSystem()) _systemRefusal(to, address(0)).enforce();
        if (amount == 0) revert ZeroAmount();

        payee.word = account.credit(amount);

        emit Transfer(address(0), to, amount);
    }

    function _redeem(address holder, uint64 amount, uint64 sequence) internal override {
        // Absent on purpose: no check of pause, stop, suspension, admission or limit. The holder's claim on the bank
        // stands whatever else stops; only what is frozen stays.
        if (amount == 0) revert ZeroAmount();
        uint64 next = _redemptions[holder] + 1;
        if (sequence != 0 && sequence < next) revert AlreadyRedeemed(holder, sequence);
        if (sequence != next) revert RedemptionOutOfSequence(holder, sequence, next);
        AccountWord account = _accounts[holder].word;
        uint256 spendable = account.spendable();
        if (amount > spendable) revert ERC20InsufficientBalance(holder, spendable, amount);

        _redemptions[holder] = next;
        _accounts[holder].word = account.debit(amount);
        _supply = _supply.redeem(amount);

        emit Transfer(holder, address(0), amount);
        emit DepositRedeemed(holder, sequence);
    }

    function _admit(address account, AccountKind kind, uint48 until) private {
        bool isKind = kind != AccountKind.None && kind != AccountKind.System;
        if (!isKind || account == address(0) || until <= block.timestamp || until > type(uint32).max) {
            revert InvalidAdmission(account, kind, until);
        }
        AccountWord word = _accounts[account].word;
        if (word.isSystem()) revert SystemAccountUntouchable(account);
        if (word.isClosed()) revert ClosedAccount(account);
        // A running admission is not cut short: that would be a suspension without a case.
        if (until < word.admittedUntil()) revert InvalidAdmission(account, kind, until);

        _accounts[account].word = word.admit(kind, uint32(until));
        if (word.kind() == AccountKind.None) _policy = _policy.withAccountAdded();

        emit AccountAdmitted(account, kind, until, officerOf(authority()));
    }

    /// @dev An account a bank office may act on: admitted once, not closed, no contract of the system.
    function _existing(address account) private view returns (AccountWord word) {
        word = _accounts[account].word;
        if (word.isSystem()) revert SystemAccountUntouchable(account);
        if (word.isClosed()) revert ClosedAccount(account);
        if (word.kind() == AccountKind.None) revert AccountNotAdmitted(account);
    }
}
