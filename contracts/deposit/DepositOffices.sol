// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {DualControlled} from "../access/DualControlled.sol";
import {Governed} from "../access/Governed.sol";
import {IDualControl} from "../access/IDualControl.sol";
import {officerOf} from "../access/Officer.sol";
import {KoreaTime} from "../types/KoreaTime.sol";
import {hasLastingCode} from "../types/LastingCode.sol";
import {RoundWon, toRoundWon} from "../types/RoundWon.sol";
import {AccountWord} from "./AccountWord.sol";
import {DepositEnforcement} from "./DepositEnforcement.sol";
import {FreezeCases} from "./FreezeCases.sol";
import {IDepositOffices} from "./IDepositOffices.sol";
import {PolicyWord} from "./PolicyWord.sol";
import {SupplyWord} from "./SupplyWord.sol";
import {AccountKind} from "./AccountKind.sol";
import {IssueReason} from "./IssueReason.sol";
import {Limits} from "./Limits.sol";

/// @title DepositOffices
/// @notice What offices do to a deposit token: reserve, allowances, accounts, limits, stops, cases. See `IDepositOffices`.
/// @dev A bank deploys it once, before its token, which runs this code on its own storage (the token by itself would be
/// larger than a contract may be). Called at its own address it does nothing: no office has a function here.
contract DepositOffices is DepositEnforcement {
    /// @notice Whose reserve attestor attests the deposits.
    IAccessManager public immutable centralBank;

    /// @notice Whose stop officer may order a stop.
    IAccessManager public immutable supervisor;

    constructor(
        IDualControl bank,
        IAccessManager centralBank_,
        IAccessManager supervisor_
    ) Governed(address(bank.authority())) DualControlled(bank) {
        centralBank = centralBank_;
        supervisor = supervisor_;
    }

    /// @inheritdoc IDepositOffices
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

    /// @inheritdoc IDepositOffices
    function setIssuanceAllowance(address issuer, uint64 allowance_) external restricted {
        // Nobody appoints itself, nor through its authority: an issuer key is some person's, who holds no office of the bank but
        // the key's own.
        uint64 own = IAccessManager(authority).getTargetFunctionRole(address(this), this.issueLarge.selector);
        if (allowance_ != 0 && _holdsOffice(issuer, 1 << own)) revert IssuerIsController(issuer);

        _issuers[issuer].word = _issuers[issuer].word.withAllowance(allowance_);

        emit IssuanceAllowanceSet(issuer, allowance_, officerOf(authority));
    }

    /// @inheritdoc IDepositOffices
    function issueLarge(address to, uint64 amount, uint64 ref, IssueReason reason) external dual {
        (address issuer, address checker) = _people();
        PolicyWord rules = _authorizeIssue(issuer, amount, ref, true);
        emit LargeIssueApproved(issuer, ref, checker);
        _issueTo(rules, to, amount, reason);
        emit DepositIssued(issuer, ref, reason);
    }

    /// @inheritdoc IDepositOffices
    function setIssueThreshold(uint64 threshold) external dual {
        _supply = _supply.withIssueThreshold(_countable(threshold));
        (address maker, address checker) = _people();
        emit IssueThresholdSet(threshold, maker, checker);
    }

    /// @inheritdoc IDepositOffices
    function admit(address account, AccountKind kind, uint48 until) external restricted {
        _admit(account, kind, until);
    }

    /// @inheritdoc IDepositOffices
    function admitBatch(address[] calldata accounts, AccountKind kind, uint48 until) external restricted {
        if (accounts.length > MAX_ADMIT_BATCH) revert BatchTooLong(accounts.length, MAX_ADMIT_BATCH);
        for (uint256 i = 0; i < accounts.length; ++i) {
            _admit(accounts[i], kind, until);
        }
    }

    /// @inheritdoc IDepositOffices
    function registerSystemAccount(address account) external restricted {
        bool isNew = AccountWord.unwrap(_register.accounts[account].word) == 0;
        if (!isNew || !hasLastingCode(account))
            revert InvalidAdmission(account, AccountKind.System, type(uint32).max);

        _register.accounts[account].word = AccountWord.wrap(0).register();
        ++_accountCount;

        emit SystemAccountRegistered(account, officerOf(authority));
    }

    /// @inheritdoc IDepositOffices
    function openSystemAccount(address account) external restricted {
        AccountWord word = _register.accounts[account].word;
        if (!word.isSystem()) revert NotSystemAccount(account);
        if (word.isOpen()) revert SystemAccountIsOpen(account);

        _register.accounts[account].word = word.open();

        emit SystemAccountOpened(account, officerOf(authority));
    }

    /// @inheritdoc IDepositOffices
    function suspend(address account, bytes32 caseId) external {
        _onlyEnforcer();
        AccountWord word = FreezeCases.touchable(_register.accounts[account], account);
        if (word.isSuspended()) revert SuspendedAccount(account);

        _register.accounts[account].word = word.withSuspension(true);

        emit AccountSuspended(account, caseId, msg.sender);
    }

    /// @inheritdoc IDepositOffices
    function reinstate(address account, bytes32 caseId) external restricted {
        AccountWord word = FreezeCases.touchable(_register.accounts[account], account);
        if (!word.isSuspended()) revert NotSuspended(account);

        _register.accounts[account].word = word.withSuspension(false);

        emit AccountReinstated(account, caseId, officerOf(authority));
    }

    /// @inheritdoc IDepositOffices
    function close(address account) external restricted {
        AccountWord word = FreezeCases.touchable(_register.accounts[account], account);
        if (word.isInRecovery()) revert AccountInRecovery(account);
        if (word.balance() != 0) revert AccountNotEmpty(account, word.balance());
        // A case that runs is released before its account is closed.
        bool isFrozen = FreezeCases.any(_register.cases[account], KoreaTime.dayIndex(block.timestamp));
        if (isFrozen) revert InvalidCase(account, 0);

        _register.accounts[account].word = word.close();
        --_accountCount;

        emit AccountClosed(account, officerOf(authority));
    }

    /// @inheritdoc IDepositOffices
    function setLimits(AccountKind kind, Limits calldata limits) external dual {
        bool isLimited = kind != AccountKind.None && kind != AccountKind.System;
        if (kind == AccountKind.Merchant) isLimited = limits.daily == 0 && limits.cap == 0;
        if (!isLimited) revert KindWithoutLimit(kind);

        RoundWon daily = _countable(limits.daily);
        _policy = _policy.withLimits(kind, toRoundWon(limits.transfer), daily, toRoundWon(limits.cap));

        (address maker, address checker) = _people();
        emit LimitsSet(kind, limits.transfer, limits.daily, limits.cap, maker, checker);
    }

    /// @inheritdoc IDepositOffices
    function pause() external restricted {
        if (_policy.isPaused()) revert EnforcedPause();
        _policy = _policy.withPause(true);
        emit Paused(officerOf(authority));
    }

    /// @inheritdoc IDepositOffices
    function unpause() external dual {
        if (!_policy.isPaused()) revert ExpectedPause();
        _policy = _policy.withPause(false);
        (address maker, address checker) = _people();
        emit Unpaused(maker, checker);
    }

    /// @inheritdoc IDepositOffices
    function orderStop(uint64 order) external restrictedBy(supervisor) {
        if (_policy.isStoppedBySupervisor()) revert StoppedBySupervisor();
        _policy = _policy.withStop(true);
        emit StopOrdered(order, officerOf(address(supervisor)));
    }

    /// @inheritdoc IDepositOffices
    function liftStop(uint64 order) external restrictedBy(supervisor) {
        if (!_policy.isStoppedBySupervisor()) revert NotStopped();
        _policy = _policy.withStop(false);
        emit StopLifted(order, officerOf(address(supervisor)));
    }

    function _admit(address account, AccountKind kind, uint48 until) private {
        bool isKind = kind != AccountKind.None && kind != AccountKind.System;
        if (!isKind || account == address(0) || until <= block.timestamp || until > type(uint32).max) {
            revert InvalidAdmission(account, kind, until);
        }
        AccountWord word = _register.accounts[account].word;
        bool isNew = word.kind() == AccountKind.None;
        if (!isNew) FreezeCases.touchable(_register.accounts[account], account);
        // A running admission is not cut short: that would be a suspension without a case.
        if (until < word.admittedUntil()) revert InvalidAdmission(account, kind, until);

        // Public bodies pay benefits; who is none any more is off their list.
        bool isPayer = word.isBenefitPayer() && kind == AccountKind.Agency;
        _register.accounts[account].word = word.admit(kind, uint32(until)).withBenefitPayer(isPayer);
        if (isNew) ++_accountCount;

        emit AccountAdmitted(account, kind, until, officerOf(authority));
    }
}
