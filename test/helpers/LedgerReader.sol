// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IDepositToken} from "../../contracts/deposit/IDepositToken.sol";
import {IMerchantRegistry} from "../../contracts/voucher/IMerchantRegistry.sol";
import {IVoucherProgramme} from "../../contracts/voucher/IVoucherProgramme.sol";
import {Purpose, Terms} from "../../contracts/voucher/TermsWord.sol";
import {Gukgo} from "./Gukgo.sol";
import {Handler} from "./Handler.sol";
import {TestBase} from "./TestBase.sol";
import {Vm} from "./Vm.sol";

/// @title LedgerReader
/// @notice Rebuilds the books from recorded events and the times of their blocks, as an auditor would, and from nothing
/// else: it never asks a contract.
abstract contract LedgerReader is TestBase {
    /// @dev Numbers of `AccountKind` and `ProgrammeStatus`, as an auditor reads them from the documentation.
    uint8 internal constant KIND_SYSTEM = 6;
    uint8 internal constant PROGRAMME_OPEN = 1;
    uint8 internal constant PROGRAMME_CLOSED = 2;

    struct Account {
        uint256 balance;
        uint256 spent; // on `day`
        uint256 day; // in Korea, of the last transfer
        uint64 redemptions;
        uint48 until;
        uint8 kind;
        bool suspended;
        bool closed;
    }

    struct Programme {
        uint8 status;
        address home;
        uint256 ungranted;
        Terms terms;
    }

    struct Voucher {
        uint256 balance;
        uint24 home;
    }

    struct Batch {
        uint256 holders;
        uint256 amount;
        uint256 grantedAt;
    }

    struct Merchant {
        uint8 status;
        uint8 salesBand;
        uint16 mcc;
        uint24 region;
    }

    Gukgo internal _s;
    uint256 private _time;

    uint256 internal _supply;
    uint256 internal _issuable;
    uint48 internal _attestedUntil;
    uint64 internal _lastAttestation;
    bool internal _paused;
    bool internal _stopped;
    uint256 internal _dailyLimit;
    mapping(address account => Account) internal _accounts;
    mapping(address owner => mapping(address spender => uint256)) internal _approvals;
    mapping(address owner => address[]) internal _spenders;
    mapping(address issuer => uint256) internal _allowances;
    mapping(address issuer => uint64) internal _lastIssue;
    address[] internal _issuers;
    mapping(address owner => mapping(address spender => bool)) private _isSpender;

    uint64 internal _programmeCount;
    mapping(uint64 programme => Programme) internal _programmes;
    mapping(uint64 programme => Purpose) internal _purposes;
    mapping(uint64 programme => mapping(address holder => Voucher)) internal _vouchers;
    mapping(uint64 programme => mapping(uint64 ref => Batch)) internal _batches;
    mapping(uint64 programme => uint64[]) internal _refs;
    mapping(uint64 programme => mapping(address account => bool)) internal _isManager;
    address[] internal _managers;
    mapping(address merchant => Merchant) internal _merchants;

    /// @dev Everybody an event has named with money, vouchers, an admission or an enrolment.
    address[] internal _seen;
    mapping(address account => bool) private _isSeen;

    /// @dev Amounts whose reason has not come yet; an event that gives it follows them.
    uint256 private _issuedUnexplained;
    uint256 private _redeemedUnexplained;
    address[] private _granted;
    uint256 private _grantedUnexplained;
    uint256 private _burntUnexplained;

    /// @notice Reads on. The times of blocks stand among the logs as `BlockTime`.
    function read(Vm.Log[] calldata logs) external {
        for (uint256 i = 0; i < logs.length; ++i) {
            Vm.Log calldata log = logs[i];
            if (log.topics[0] == IAccessManaged.AuthorityUpdated.selector) continue;
            if (log.emitter == address(_s.token)) _readToken(log, _time);
            else if (log.emitter == address(_s.programmes)) _readProgrammes(log, _time);
            else if (log.emitter == address(_s.registry)) _readRegistry(log);
            else if (log.topics[0] == Handler.BlockTime.selector) _time = abi.decode(log.data, (uint256));
        }
    }

    /// @dev Whether every amount has had its reason.
    function _isExplained() internal view returns (bool) {
        return
            _issuedUnexplained == 0 &&
            _redeemedUnexplained == 0 &&
            _grantedUnexplained == 0 &&
            _granted.length == 0 &&
            _burntUnexplained == 0;
    }

    // ------------------------------------------------------------------------------------------- deposit token

    function _readToken(Vm.Log calldata log, uint256 time) private {
        bytes32 name = log.topics[0];
        if (name == IERC20.Transfer.selector) {
            _transferred(_account(log, 1), _account(log, 2), abi.decode(log.data, (uint256)), time);
        } else if (name == IERC20.Approval.selector) {
            _approved(_account(log, 1), _account(log, 2), abi.decode(log.data, (uint256)));
        } else if (name == IDepositToken.DepositIssued.selector) {
            address issuer = _account(log, 1);
            _lastIssue[issuer] = uint64(uint256(log.topics[2]));
            _allowances[issuer] -= _issuedUnexplained;
            _issuable -= _issuedUnexplained;
            _issuedUnexplained = 0;
        } else if (name == IDepositToken.DepositRedeemed.selector) {
            _accounts[_account(log, 1)].redemptions = uint64(uint256(log.topics[2]));
            --_redeemedUnexplained;
        } else if (name == IDepositToken.ReserveAttested.selector) {
            uint64 amount;
            (amount, _attestedUntil) = abi.decode(log.data, (uint64, uint48));
            _issuable = amount > _supply ? amount - _supply : 0;
            _lastAttestation = uint64(uint256(log.topics[1]));
        } else if (name == IDepositToken.IssuanceAllowanceSet.selector) {
            _allowances[_account(log, 1)] = abi.decode(log.data, (uint64));
            _issuers.push(_account(log, 1));
        } else {
            _readPolicy(log, name);
        }
    }

    function _readPolicy(Vm.Log calldata log, bytes32 name) private {
        if (name == IDepositToken.DailyLimitSet.selector) _dailyLimit = abi.decode(log.data, (uint64));
        else if (name == IDepositToken.Paused.selector) _paused = _turned(_paused, true);
        else if (name == IDepositToken.Unpaused.selector) _paused = _turned(_paused, false);
        else if (name == IDepositToken.StopOrdered.selector) _stopped = _turned(_stopped, true);
        else if (name == IDepositToken.StopLifted.selector) _stopped = _turned(_stopped, false);
        else _readAccount(log, name);
    }

    function _readAccount(Vm.Log calldata log, bytes32 name) private {
        if (name == IDepositToken.ReserveShortfall.selector) return;
        address who = _account(log, 1);
        _see(who);
        Account storage account = _accounts[who];
        if (name == IDepositToken.AccountAdmitted.selector) {
            (account.kind, account.until) = abi.decode(log.data, (uint8, uint48));
        } else if (name == IDepositToken.SystemAccountRegistered.selector) {
            (account.kind, account.until) = (KIND_SYSTEM, type(uint32).max);
        } else if (name == IDepositToken.AccountSuspended.selector) {
            account.suspended = _turned(account.suspended, true);
        } else if (name == IDepositToken.AccountReinstated.selector) {
            account.suspended = _turned(account.suspended, false);
        } else if (name == IDepositToken.AccountClosed.selector) {
            account.closed = _turned(account.closed, true);
        } else {
            revert AssertionFailed("law 9: an event of the token that no auditor knows");
        }
    }

    function _transferred(address from, address to, uint256 amount, uint256 time) private {
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

    // ---------------------------------------------------------------------------------------------- programmes

    function _readProgrammes(Vm.Log calldata log, uint256 time) private {
        bytes32 name = log.topics[0];
        if (name == IERC1155.TransferSingle.selector) return _voucherMoved(log);

        uint64 id = uint64(uint256(log.topics[1]));
        Programme storage programme = _programmes[id];
        if (name == IVoucherProgramme.ProgrammeOpened.selector) {
            _opened(id, _account(log, 2), log.data);
        } else if (name == IVoucherProgramme.VoucherGranted.selector) {
            uint64 ref = uint64(uint256(log.topics[2]));
            for (uint256 i = 0; i < _granted.length; ++i) {
                _vouchers[id][_granted[i]].home = uint24(uint256(log.topics[3]));
            }
            _batches[id][ref] = Batch(_granted.length, _grantedUnexplained, time);
            _refs[id].push(ref);
            programme.ungranted -= _grantedUnexplained;
            _grantedUnexplained = 0;
            delete _granted;
        } else if (
            name == IVoucherProgramme.VoucherSpent.selector ||
            name == IVoucherProgramme.VoucherReclaimed.selector
        ) {
            --_burntUnexplained;
        } else if (name == IVoucherProgramme.ManagerAppointed.selector) {
            _isManager[id][_account(log, 2)] = true;
            _managers.push(_account(log, 2));
        } else if (name == IVoucherProgramme.ManagerDismissed.selector) {
            _isManager[id][_account(log, 2)] = _turned(_isManager[id][_account(log, 2)], false);
        } else if (name == IVoucherProgramme.ExpiryExtended.selector) {
            programme.terms.expiresAt = abi.decode(log.data, (uint48));
        } else if (name == IVoucherProgramme.FundingAccountReplaced.selector) {
            programme.home = _account(log, 2);
        } else if (name == IVoucherProgramme.ProgrammeClosed.selector) {
            _turned(programme.status == PROGRAMME_CLOSED, true);
            programme.status = PROGRAMME_CLOSED;
            programme.ungranted = 0;
        } else {
            revert AssertionFailed("law 9: an event of the programmes that no auditor knows");
        }
    }

    function _opened(uint64 id, address home, bytes calldata data) private {
        (uint64 budget, Purpose memory purpose, ) = abi.decode(data, (uint64, Purpose, address));
        _programmeCount = id;
        _programmes[id] = Programme(PROGRAMME_OPEN, home, budget, purpose.terms);
        _purposes[id] = purpose;
    }

    function _voucherMoved(Vm.Log calldata log) private {
        (address from, address to) = (_account(log, 2), _account(log, 3));
        (uint256 id, uint256 amount) = abi.decode(log.data, (uint256, uint256));
        if (from == address(0)) {
            _granted.push(to);
            _grantedUnexplained += amount;
        } else {
            _vouchers[uint64(id)][from].balance -= amount;
        }
        if (to == address(0)) {
            ++_burntUnexplained;
        } else {
            _see(to);
            _vouchers[uint64(id)][to].balance += amount;
        }
    }

    // ----------------------------------------------------------------------------------------------- registry

    function _readRegistry(Vm.Log calldata log) private {
        bytes32 name = log.topics[0];
        address who = _account(log, 1);
        _see(who);
        Merchant storage merchant = _merchants[who];
        if (name == IMerchantRegistry.MerchantEnrolled.selector) {
            if (merchant.status == 0) merchant.status = 1;
            merchant.mcc = uint16(uint256(log.topics[2]));
            merchant.region = uint24(uint256(log.topics[3]));
            (merchant.salesBand, ) = abi.decode(log.data, (uint8, address));
        } else if (name == IMerchantRegistry.MerchantSuspended.selector) {
            _turned(merchant.status == 2, true);
            merchant.status = 2;
        } else if (name == IMerchantRegistry.MerchantReinstated.selector) {
            _turned(merchant.status == 2, false);
            merchant.status = 1;
        } else if (name == IMerchantRegistry.MerchantDelisted.selector) {
            delete _merchants[who];
        } else {
            revert AssertionFailed("law 9: an event of the registry that no auditor knows");
        }
    }

    /// @dev What is now so. An event that turns what is so already contradicts the record: one is missing or told twice.
    function _turned(bool before, bool now_) private pure returns (bool) {
        _assert(before != now_, "law 9: an event turns something that is so already");
        return now_;
    }

    function _account(Vm.Log calldata log, uint256 topic) private pure returns (address) {
        return address(uint160(uint256(log.topics[topic])));
    }

    function _see(address account) private {
        if (_isSeen[account]) return;
        _isSeen[account] = true;
        _seen.push(account);
    }
}
