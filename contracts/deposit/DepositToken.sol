// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {DualControlled} from "../access/DualControlled.sol";
import {Governed} from "../access/Governed.sol";
import {KoreaTime} from "../types/KoreaTime.sol";
import {ReferenceState} from "../types/ReferenceWindow.sol";
import {AccountWord} from "./AccountWord.sol";
import {AccountRecovery} from "./AccountRecovery.sol";
import {packCase} from "./CaseWord.sol";
import {DepositOffices} from "./DepositOffices.sol";
import {DepositSignatures} from "./DepositSignatures.sol";
import {DepositTransfers} from "./DepositTransfers.sol";
import {FreezeCases} from "./FreezeCases.sol";
import {IDepositOffices} from "./IDepositOffices.sol";
import {IDepositToken, IssueItem} from "./IDepositToken.sol";
import {IERC7943Fungible} from "./IERC7943Fungible.sol";
import {PolicyWord} from "./PolicyWord.sol";
import {SupplyWord} from "./SupplyWord.sol";
import {AccountKind} from "./AccountKind.sol";
import {CaseBasis} from "./CaseBasis.sol";
import {IssueReason} from "./IssueReason.sol";
import {Limits} from "./Limits.sol";
import {FreezeCase} from "./FreezeCase.sol";

/// @title DepositToken
/// @notice One bank's deposits as a token: issue within an attested reserve, transfers, freezes, redemption at par.
/// @dev Transfers and their rules are in `DepositTransfers`, what holders sign in `DepositSignatures`. What offices do
/// seldom is in `DepositOffices`: the token runs that contract's code, fixed at deployment, as its own.
contract DepositToken is DepositSignatures {
    /// @notice The most items of one `issueBatch`: it stays under 2^24 gas.
    uint256 public constant MAX_ISSUE_BATCH = 1_500;

    /// @notice The code of what offices do. Fixed.
    DepositOffices public immutable offices;

    /// @param offices_ The bank's, deployed for this token: it brings the authorities and the dual control.
    /// @param issueThreshold_ What one key may issue on a Korean day without a second person, won, until two people set another;
    /// 0: everything. Refused as by `setIssueThreshold`.
    constructor(
        string memory name_,
        string memory symbol_,
        DepositOffices offices_,
        uint64 issueThreshold_
    )
        Governed(offices_.authority())
        DualControlled(offices_.dualControl())
        DepositTransfers(name_, symbol_)
        DepositSignatures(name_)
    {
        offices = offices_;
        _supply = _supply.withIssueThreshold(_countable(issueThreshold_));

        emit IssueThresholdSet(issueThreshold_, address(0), address(0));
    }

    // ------------------------------------------------------------------------------------------------ issue

    /// @inheritdoc IDepositToken
    function issue(address to, uint64 amount, uint64 ref, IssueReason reason) external {
        PolicyWord rules = _authorizeIssue(msg.sender, amount, ref, false);
        _issueTo(rules, to, amount, reason);
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
        PolicyWord rules = _authorizeIssue(msg.sender, total, ref, false);
        for (uint256 i = 0; i < items.length; ++i) {
            _issueTo(rules, items[i].to, items[i].amount, reason);
        }
        emit DepositIssued(msg.sender, ref, reason);
    }

    /// @inheritdoc IDepositToken
    function redeem(uint64 amount, uint64 sequence) external {
        _redeem(msg.sender, amount, sequence);
    }

    // ------------------------------------------------------------------------------------------------ freeze

    /// @inheritdoc IDepositToken
    function freeze(address account, bytes32 caseId, CaseBasis basis, uint64 amount, uint48 until) external {
        _onlyEnforcer();
        if (amount == 0 || basis == CaseBasis.None) revert InvalidCase(account, caseId);
        uint256 ends = FreezeCases.endDay(account, caseId, until);
        FreezeCases.put(
            _register.accounts[account],
            _register.cases[account],
            account,
            caseId,
            packCase(caseId, basis, 0, amount, ends)
        );
        emit CaseFrozen(account, caseId, basis, amount, until, msg.sender);
    }

    /// @inheritdoc IERC7943Fungible
    function canSend(address account) external view returns (bool) {
        return _register.accounts[account].word.isUsable(block.timestamp);
    }

    /// @inheritdoc IERC7943Fungible
    function canReceive(address account) external view returns (bool) {
        return _register.accounts[account].word.isUsable(block.timestamp);
    }

    /// @inheritdoc IERC7943Fungible
    /// @dev Judged as if `to` itself pulled the transfer, which contracts of the system do. As the standard says, a balance
    /// that is too small is not a rule, but one too small for what is frozen is.
    function canTransfer(address from, address to, uint256 amount) external view returns (bool) {
        bytes memory refusal = _refusal(to, from, to, amount);
        return refusal.length == 0 || _isShort(from, amount, refusal);
    }

    /// @inheritdoc IERC7943Fungible
    function getFrozenTokens(address account) external view returns (uint256) {
        return _thawed(account, _register.accounts[account].word).frozen();
    }

    // -------------------------------------------------------------------------- what runs the code of offices

    /// @inheritdoc IDepositOffices
    function attestReserve(uint64, uint64, uint32) external {
        _runOffices();
    }

    /// @inheritdoc IDepositOffices
    function setIssuanceAllowance(address, uint64) external {
        _runOffices();
    }

    /// @inheritdoc IDepositOffices
    function issueLarge(address, uint64, uint64, IssueReason) external {
        _runOffices();
    }

    /// @inheritdoc IDepositOffices
    function setIssueThreshold(uint64) external {
        _runOffices();
    }

    /// @inheritdoc IDepositOffices
    function admit(address, AccountKind, uint48) external {
        _runOffices();
    }

    /// @inheritdoc IDepositOffices
    function admitBatch(address[] calldata, AccountKind, uint48) external {
        _runOffices();
    }

    /// @inheritdoc IDepositOffices
    function registerSystemAccount(address) external {
        _runOffices();
    }

    /// @inheritdoc IDepositOffices
    function openSystemAccount(address) external {
        _runOffices();
    }

    /// @inheritdoc IDepositOffices
    function suspend(address, bytes32) external {
        _runOffices();
    }

    /// @inheritdoc IDepositOffices
    function reinstate(address, bytes32) external {
        _runOffices();
    }

    /// @inheritdoc IDepositOffices
    function close(address) external {
        _runOffices();
    }

    /// @inheritdoc IDepositOffices
    function setLimits(AccountKind, Limits calldata) external {
        _runOffices();
    }

    /// @inheritdoc IDepositOffices
    function setProtection(address, bool) external {
        _runOffices();
    }

    /// @inheritdoc IDepositOffices
    function setBenefitPayer(address, bool) external {
        _runOffices();
    }

    /// @inheritdoc IDepositOffices
    function linkBankAccount(address, bytes24) external {
        _runOffices();
    }

    /// @inheritdoc IDepositOffices
    function pause() external {
        _runOffices();
    }

    /// @inheritdoc IDepositOffices
    function unpause() external {
        _runOffices();
    }

    /// @inheritdoc IDepositOffices
    function orderStop(uint64) external {
        _runOffices();
    }

    /// @inheritdoc IDepositOffices
    function liftStop(uint64) external {
        _runOffices();
    }

    /// @inheritdoc IDepositOffices
    function setEnforcer(address, bool) external {
        _runOffices();
    }

    /// @inheritdoc IDepositOffices
    function unfreeze(address, bytes32, uint64) external {
        _runOffices();
    }

    /// @inheritdoc IDepositOffices
    function openCase(address, bytes32, CaseBasis, uint48) external {
        _runOffices();
    }

    /// @inheritdoc IDepositOffices
    function orderTransfer(address, address, uint64, bytes32, bytes32, CaseBasis) external {
        _runOffices();
    }

    /// @inheritdoc IDepositOffices
    function withdrawTransferOrder(address, address, uint64) external {
        _runOffices();
    }

    /// @inheritdoc IDepositOffices
    function redeemByOrder(address, uint64, uint64, bytes32, CaseBasis) external {
        _runOffices();
    }

    /// @inheritdoc IDepositOffices
    function openRecovery(address, address, bytes32) external {
        _runOffices();
    }

    /// @inheritdoc IDepositOffices
    function objectToRecovery() external {
        _runOffices();
    }

    /// @inheritdoc IDepositOffices
    function completeRecovery(address) external {
        _runOffices();
    }

    /// @inheritdoc IERC7943Fungible
    /// @dev Who: an appointed enforcer, in the newest case that two people opened. Fails: `NotEnforcer`, `NoJointCase`,
    /// `FrozenByOtherCases` below what other cases freeze, `ProtectedAccount`, as `freeze` on the account. Emits `Frozen`,
    /// `CaseSet`.
    function setFrozenTokens(address, uint256) external returns (bool) {
        _runOffices();
        return true;
    }

    /// @inheritdoc IERC7943Fungible
    /// @dev Who: an appointed enforcer, once for each order of two people. Takes what is not frozen and what the order's case
    /// freezes; what other cases freeze stays. Where the payee's key was replaced, its successor is paid, and named in the events.
    /// Fails: `NotEnforcer`, `TransferNotOrdered`, `TransferToSelf`, `InvalidOrder` where the order's case runs on another ground,
    /// `ProtectedAccount`, `ProtectedAccountNotCredited`, as `transfer` on a stop and on the payee's account,
    /// `SystemAccountNotCredited`, `ERC20InsufficientBalance`, `ERC7943InsufficientUnfrozenBalance`. Emits `Frozen`, `CaseReduced`, `Transfer`, `ForcedTransfer`,
    /// `TransferOrderExecuted`.
    function forcedTransfer(address, address, uint256) external returns (bool) {
        _runOffices();
        return true;
    }

    // ------------------------------------------------------------------------------------------------ views

    /// @inheritdoc IDepositToken
    function reserve() external view returns (uint64 issuable, uint48 attestedUntil, uint64 lastReference) {
        SupplyWord supply = _supply;
        return (uint64(supply.issuable()), uint48(supply.attestedUntil()), supply.lastAttestation());
    }

    /// @inheritdoc IDepositToken
    function issuanceAllowance(address issuer) external view returns (uint64) {
        return uint64(_issuers[issuer].word.allowance());
    }

    /// @inheritdoc IDepositToken
    function issueThreshold(address issuer) external view returns (uint64 threshold, uint64 issuedToday) {
        uint256 today = _issuers[issuer].word.issuedOn(KoreaTime.dayIndex(block.timestamp));
        return (uint64(_supply.issueThreshold().toWon()), uint64(today));
    }

    /// @inheritdoc IDepositToken
    function isFreshReference(address issuer, uint64 ref) external view returns (bool) {
        return _issuers[issuer].word.references().state(ref) == ReferenceState.Fresh;
    }

    /// @inheritdoc IDepositToken
    function accountCount() external view returns (uint256) {
        return _accountCount;
    }

    /// @inheritdoc IDepositToken
    function nextRedemption(address account) external view returns (uint64) {
        return _register.redemptions[account].made + 1;
    }

    /// @inheritdoc IDepositToken
    function casesOf(address account) external view returns (FreezeCase[] memory) {
        return FreezeCases.list(_register.cases[account], KoreaTime.dayIndex(block.timestamp));
    }

    /// @inheritdoc IDepositToken
    function isEnforcer(address account) external view returns (bool) {
        return _enforcers[account];
    }

    /// @inheritdoc IDepositToken
    function transferOrderOf(address from, address to, uint256 amount) external view returns (bytes32) {
        return _orders[_transferKey(from, to, amount)].orderId;
    }

    /// @inheritdoc IDepositToken
    function successorOf(address account) external view returns (address) {
        return _register.successors[account];
    }

    /// @inheritdoc IDepositToken
    function currentOf(address account) external view returns (address) {
        return _current(account);
    }

    /// @inheritdoc IDepositToken
    function recoveryOf(address account) external view returns (address successor, uint48 until) {
        AccountRecovery.Recovery memory recovery = _register.recoveries[account];
        return (recovery.successor, recovery.until);
    }

    /// @inheritdoc IDepositToken
    function linkedBankAccount(address account) external view returns (bytes24) {
        return _register.redemptions[account].bankAccount;
    }

    /// @notice Whose reserve attestor attests the deposits.
    function centralBank() external view returns (IAccessManager) {
        return offices.centralBank();
    }

    /// @notice Whose stop officer may order a stop.
    function supervisor() external view returns (IAccessManager) {
        return offices.supervisor();
    }

    // -------------------------------------------------------------------------------------------- internals

    /// @dev Runs the function of `DepositOffices` that has this call's selector, with its arguments, on this storage.
    function _runOffices() private {
        Address.functionDelegateCall(address(offices), msg.data);
    }

    /// @dev Whether nothing but the balance stands in the way, and nothing is frozen.
    function _isShort(address from, uint256 amount, bytes memory refusal) private view returns (bool) {
        AccountWord word = _thawed(from, _register.accounts[from].word);
        bool isBalance = bytes4(refusal) == ERC20InsufficientBalance.selector;
        return isBalance && word.frozen() == 0 && amount > word.balance();
    }
}
