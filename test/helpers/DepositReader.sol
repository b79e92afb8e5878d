// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC3009, IERC3009Cancel} from "@openzeppelin/contracts/interfaces/draft-IERC3009.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IDepositEvents} from "../../contracts/deposit/IDepositEvents.sol";
import {IDepositSignatures} from "../../contracts/deposit/IDepositSignatures.sol";
import {IERC7943Fungible} from "../../contracts/deposit/IERC7943Fungible.sol";
import {TestBase} from "./TestBase.sol";
import {Vm} from "./Vm.sol";

/// @title DepositReader
/// @notice Rebuilds the books of a deposit token from recorded events and the times of their blocks, as an auditor would,
/// and from nothing else: it never asks a contract.
abstract contract DepositReader is TestBase {
    /// @dev Number of `AccountKind.System`, as an auditor reads it from the documentation.
    uint8 internal constant KIND_SYSTEM = 6;
    uint8 internal constant KIND_AGENCY = 3;

    struct Account {
        uint256 balance;
        uint256 spent; // on `day`
        uint256 day; // in Korea, of the last transfer
        uint64 redemptions;
        uint48 until;
        uint8 kind;
        bool suspended;
        bool closed;
        bool protected;
        bool benefitPayer;
        bool inRecovery;
        bytes24 bankAccount;
        address successor;
    }

    struct Case {
        bytes20 id;
        uint8 basis;
        bool joint;
        bool over;
        uint64 amount;
        uint48 until;
    }

    struct Issuer {
        uint256 allowance;
        uint256 issued; // by itself, on `day`
        uint256 day;
        uint64 lastRef;
    }

    struct Limits {
        uint64 atOnce;
        uint64 daily;
        uint64 cap;
    }

    struct Order {
        address from;
        address to;
        uint64 amount;
        bool open;
    }

    uint256 internal _supply;
    uint256 internal _issuable;
    uint48 internal _attestedUntil;
    uint64 internal _lastAttestation;
    uint64 internal _threshold;
    uint256 internal _openAccounts;
    bool internal _paused;
    bool internal _stopped;
    mapping(uint8 kind => Limits) internal _limits;
    mapping(address account => Account) internal _accounts;
    mapping(address account => Case[]) internal _cases;
    mapping(address account => bool) internal _isEnforcer;
    mapping(bytes32 orderId => Order) internal _orders;
    bytes32[] internal _orderIds;
    mapping(address owner => mapping(address spender => uint256)) internal _approvals;
    mapping(address owner => address[]) internal _spenders;
    mapping(address owner => uint256) internal _nonces;
    mapping(address authorizer => bytes32[]) internal _usedNonces;
    mapping(address issuer => Issuer) internal _issuerBooks;
    address[] internal _issuers;
    mapping(address owner => mapping(address spender => bool)) private _isSpender;

    /// @dev Everybody an event has named with money, vouchers, an admission or an enrolment.
    address[] internal _seen;
    mapping(address account => bool) private _isSeen;

    /// @dev What has happened and whose reason has not come yet; an event that gives it follows.
    uint256 private _issuedUnexplained;
    uint256 private _redeemedUnexplained;
    address private _frozenUnexplained;
    uint256 private _frozenTotal;
    address private _largeIssuer;
    uint256 private _lastMoved;

    /// @dev Whether every amount has had its reason.
    function _isDepositExplained() internal view returns (bool) {
        return
            _issuedUnexplained == 0 &&
            _redeemedUnexplained == 0 &&
            _frozenUnexplained == address(0) &&
            _largeIssuer == address(0);
    }

    /// @dev What the cases of `account` freeze at UTC second `time`.
    function _frozenAt(address account, uint256 time) internal view returns (uint256 sum) {
        Case[] storage cases = _cases[account];
        for (uint256 i = 0; i < cases.length; ++i) {
            if (_runs(cases[i], time)) sum += cases[i].amount;
        }
        if (sum > type(uint64).max) sum = type(uint64).max;
    }

    function _runs(Case storage found, uint256 time) internal view returns (bool) {
        return !found.over && (found.until == 0 || time < found.until);
    }

    // ------------------------------------------------------------------------------------------------- money

    function _readToken(Vm.Log calldata log, uint256 time) internal {
        bytes32 name = log.topics[0];
        if (name == IERC20.Transfer.selector) {
            _transferred(_account(log, 1), _account(log, 2), abi.decode(log.data, (uint256)), time);
        } else if (name == IERC20.Approval.selector) {
            _approved(_account(log, 1), _account(log, 2), abi.decode(log.data, (uint256)));
        } else if (name == IDepositSignatures.PermitUsed.selector) {
            _nonces[_account(log, 1)] = abi.decode(log.data, (uint256)) + 1;
        } else if (
            name == IERC3009.AuthorizationUsed.selector ||
            name == IERC3009Cancel.AuthorizationCanceled.selector
        ) {
            _usedNonces[_account(log, 1)].push(log.topics[2]);
        } else if (name == IDepositEvents.DepositRedeemed.selector) {
            _accounts[_account(log, 1)].redemptions = uint64(uint256(log.topics[2]));
            --_redeemedUnexplained;
        } else {
            _readReserve(log, name, time);
        }
    }

    function _readReserve(Vm.Log calldata log, bytes32 name, uint256 time) private {
        if (name == IDepositEvents.DepositIssued.selector) {
            _issued(_account(log, 1), uint64(uint256(log.topics[2])), time);
        } else if (name == IDepositEvents.LargeIssueApproved.selector) {
            _largeIssuer = _account(log, 1);
        } else if (name == IDepositEvents.ReserveAttested.selector) {
            uint64 amount;
            (amount, _attestedUntil) = abi.decode(log.data, (uint64, uint48));
            _issuable = amount > _supply ? amount - _supply : 0;
            _lastAttestation = uint64(uint256(log.topics[1]));
        } else if (name == IDepositEvents.IssuanceAllowanceSet.selector) {
            _issuerBooks[_account(log, 1)].allowance = abi.decode(log.data, (uint64));
            _issuers.push(_account(log, 1));
        } else {
            _readPolicy(log, name);
        }
    }

    function _readPolicy(Vm.Log calldata log, bytes32 name) private {
        if (name == IDepositEvents.LimitsSet.selector) {
            Limits storage limits = _limits[uint8(uint256(log.topics[1]))];
            (limits.atOnce, limits.daily, limits.cap) = abi.decode(log.data, (uint64, uint64, uint64));
        } else if (name == IDepositEvents.IssueThresholdSet.selector) {
            _threshold = abi.decode(log.data, (uint64));
        } else if (name == IDepositEvents.Paused.selector) {
            _paused = _turned(_paused, true);
        } else if (name == IDepositEvents.Unpaused.selector) {
            _paused = _turned(_paused, false);
        } else if (name == IDepositEvents.StopOrdered.selector) {
            _stopped = _turned(_stopped, true);
        } else if (name == IDepositEvents.StopLifted.selector) {
            _stopped = _turned(_stopped, false);
        } else if (name != IDepositEvents.ReserveShortfall.selector) {
            _readOrder(log, name);
        }
    }

    function _issued(address issuer, uint64 ref, uint256 time) private {
        Issuer storage book = _issuerBooks[issuer];
        book.lastRef = ref;
        book.allowance -= _issuedUnexplained;
        _issuable -= _issuedUnexplained;
        uint256 day = (time + 9 hours) / 1 days;
        uint256 before = book.day == day ? book.issued : 0;
        book.issued = _largeIssuer == issuer ? before : before + _issuedUnexplained;
        book.day = day;
        (_issuedUnexplained, _largeIssuer) = (0, address(0));
    }

    function _transferred(address from, address to, uint256 amount, uint256 time) private {
        _lastMoved = amount;
        if (from == address(0)) {
            _supply += amount;
            _issuedUnexplained += amount;
        } else {
            _see(from);
            _accounts[from].balance -= amount;
        }
        if (to == address(0)) {
            _supply -= amount;
            ++_redeemedUnexplained;
        } else {
            _see(to);
            _accounts[to].balance += amount;
        }

        // What a holder transfers counts on the day in Korea of its block; issuing and redeeming are no transfers.
        if (from == address(0) || to == address(0)) return;
        Account storage payer = _accounts[from];
        uint256 day = (time + 9 hours) / 1 days;
        payer.spent = (payer.day == day ? payer.spent : 0) + amount;
        payer.day = day;
    }

    function _approved(address owner, address spender, uint256 amount) private {
        if (!_isSpender[owner][spender]) _spenders[owner].push(spender);
        _isSpender[owner][spender] = true;
        _approvals[owner][spender] = amount;
    }

    // ------------------------------------------------------------------------------------ orders and recovery

    function _readOrder(Vm.Log calldata log, bytes32 name) private {
        if (name == IDepositEvents.TransferOrdered.selector) {
            uint64 amount = abi.decode(log.data, (uint64));
            _orders[log.topics[1]] = Order(_account(log, 2), _account(log, 3), amount, true);
            _orderIds.push(log.topics[1]);
        } else if (
            name == IDepositEvents.TransferOrderExecuted.selector ||
            name == IDepositEvents.TransferOrderWithdrawn.selector
        ) {
            _orders[log.topics[1]].open = _turned(_orders[log.topics[1]].open, false);
        } else if (name == IERC7943Fungible.ForcedTransfer.selector) {
            // It was no transfer by the holder.
            _accounts[_account(log, 1)].spent -= abi.decode(log.data, (uint256));
            _frozenUnexplained = address(0);
        } else if (name == IDepositEvents.AccountRecovered.selector) {
            _recovered(_account(log, 1), _account(log, 2));
        } else if (name != IDepositEvents.RedemptionOrdered.selector) {
            _readAccount(log, name);
        }
    }

    function _recovered(address old, address successor) private {
        Account storage from = _accounts[old];
        Account storage to = _accounts[successor];
        uint256 moved = to.balance;
        if (moved != 0) from.spent -= _lastMoved;
        _see(successor);
        _accounts[successor] = from;
        to.balance = moved;
        to.inRecovery = _turned(to.inRecovery, false);
        _cases[successor] = _cases[old];
        delete _cases[old];
        uint8 kind = from.kind;
        delete _accounts[old];
        (from.kind, from.closed, from.successor) = (kind, true, successor);
    }

    function _readAccount(Vm.Log calldata log, bytes32 name) private {
        address who = _account(log, 1);
        Account storage account = _accounts[who];
        if (name == IDepositEvents.EnforcerAppointed.selector) {
            _isEnforcer[who] = true;
        } else if (name == IDepositEvents.EnforcerDismissed.selector) {
            _isEnforcer[who] = false;
        } else if (name == IDepositEvents.AccountAdmitted.selector) {
            if (account.kind == 0) ++_openAccounts;
            (account.kind, account.until) = abi.decode(log.data, (uint8, uint48));
            if (account.kind != KIND_AGENCY) account.benefitPayer = false;
            _see(who);
        } else if (name == IDepositEvents.SystemAccountRegistered.selector) {
            ++_openAccounts;
            (account.kind, account.until) = (KIND_SYSTEM, type(uint32).max);
            _see(who);
        } else {
            _readStatus(log, name, account);
        }
    }

    function _readStatus(Vm.Log calldata log, bytes32 name, Account storage account) private {
        if (name == IDepositEvents.AccountSuspended.selector) {
            account.suspended = _turned(account.suspended, true);
        } else if (name == IDepositEvents.AccountReinstated.selector) {
            account.suspended = _turned(account.suspended, false);
        } else if (name == IDepositEvents.AccountClosed.selector) {
            account.closed = _turned(account.closed, true);
            --_openAccounts;
        } else if (name == IDepositEvents.AccountProtected.selector) {
            account.protected = true;
        } else if (name == IDepositEvents.AccountUnprotected.selector) {
            account.protected = false;
        } else if (name == IDepositEvents.BenefitPayerListed.selector) {
            account.benefitPayer = true;
        } else if (name == IDepositEvents.BenefitPayerDelisted.selector) {
            account.benefitPayer = false;
        } else if (name == IDepositEvents.BankAccountLinked.selector) {
            account.bankAccount = abi.decode(log.data, (bytes24));
        } else if (name == IDepositEvents.RecoveryOpened.selector) {
            account.inRecovery = true;
        } else if (name == IDepositEvents.RecoveryObjected.selector) {
            account.inRecovery = _turned(account.inRecovery, false);
        } else {
            _readCase(log, name);
        }
    }

    // ------------------------------------------------------------------------------------------------- cases

    uint256 private _caseTime;

    function _at(uint256 time) internal {
        _caseTime = time;
    }

    function _readCase(Vm.Log calldata log, bytes32 name) private {
        address who = _account(log, 1);
        if (name == IERC7943Fungible.Frozen.selector) {
            (_frozenUnexplained, _frozenTotal) = (who, abi.decode(log.data, (uint256)));
            return;
        }
        uint256 known = _cases[who].length;
        Case storage found = _caseOf(who, bytes20(log.topics[2]));
        bool opens = name == IDepositEvents.CaseFrozen.selector || name == IDepositEvents.CaseOpened.selector;
        _assert(opens || _cases[who].length == known, "law 9: a case changes that nobody opened");
        if (name == IDepositEvents.CaseFrozen.selector) {
            (found.basis, found.amount, found.until) = abi.decode(log.data, (uint8, uint64, uint48));
        } else if (name == IDepositEvents.CaseOpened.selector) {
            (found.basis, found.until) = abi.decode(log.data, (uint8, uint48));
            found.joint = true;
        } else if (name == IDepositEvents.CaseSet.selector) {
            found.amount = abi.decode(log.data, (uint64));
        } else if (name == IDepositEvents.CaseReduced.selector) {
            found.amount = abi.decode(log.data, (uint64));
            found.over = found.amount == 0;
        } else {
            revert AssertionFailed("law 9: an event of the token that no auditor knows");
        }
        // What sets, releases or takes says the total first.
        if (name == IDepositEvents.CaseFrozen.selector || name == IDepositEvents.CaseOpened.selector) return;
        bool exact = _frozenUnexplained == who && _frozenTotal == _frozenAt(who, _caseTime);
        _assert(exact, "law 9: a frozen total is what the cases freeze");
        _frozenUnexplained = address(0);
    }

    /// @dev The case that runs under this id, or a new one.
    function _caseOf(address account, bytes20 id) private returns (Case storage) {
        Case[] storage cases = _cases[account];
        for (uint256 i = 0; i < cases.length; ++i) {
            if (cases[i].id == id && _runs(cases[i], _caseTime)) return cases[i];
        }
        cases.push().id = id;
        return cases[cases.length - 1];
    }

    // ------------------------------------------------------------------------------------------------- small

    /// @dev What is now so. An event that turns what is so already contradicts the record: one is missing or told twice.
    function _turned(bool before, bool now_) internal pure returns (bool) {
        _assert(before != now_, "law 9: an event turns something that is so already");
        return now_;
    }

    function _account(Vm.Log calldata log, uint256 topic) internal pure returns (address) {
        return address(uint160(uint256(log.topics[topic])));
    }

    function _see(address account) internal {
        if (_isSeen[account]) return;
        _isSeen[account] = true;
        _seen.push(account);
    }
}
