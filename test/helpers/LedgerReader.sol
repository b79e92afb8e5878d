// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {IMerchantRegistry} from "../../contracts/voucher/IMerchantRegistry.sol";
import {IVoucherEvents} from "../../contracts/voucher/IVoucherEvents.sol";
import {Purpose, Terms} from "../../contracts/voucher/TermsWord.sol";
import {CalendarReader} from "./CalendarReader.sol";
import {DepositReader} from "./DepositReader.sol";
import {Gukgo} from "./Gukgo.sol";
import {Handler} from "./Handler.sol";
import {Vm} from "./Vm.sol";

/// @title LedgerReader
/// @notice Rebuilds the books from recorded events and the times of their blocks, as an auditor would, and from nothing
/// else: it never asks a contract.
abstract contract LedgerReader is DepositReader, CalendarReader {
    /// @dev Numbers of `ProgrammeStatus`, as an auditor reads them from the documentation.
    uint8 internal constant PROGRAMME_OPEN = 1;
    uint8 internal constant PROGRAMME_CLOSED = 2;

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
        uint48 barredUntil;
        bytes20 business;
    }

    Gukgo internal _s;
    uint256 private _time;

    uint64 internal _programmeCount;
    mapping(uint64 programme => Programme) internal _programmes;
    mapping(uint64 programme => Purpose) internal _purposes;
    mapping(uint64 programme => mapping(address holder => Voucher)) internal _vouchers;
    mapping(uint64 programme => mapping(uint64 ref => Batch)) internal _batches;
    mapping(uint64 programme => uint64[]) internal _refs;
    mapping(uint64 programme => mapping(address account => bool)) internal _isManager;
    address[] internal _managers;
    mapping(address merchant => Merchant) internal _merchants;
    mapping(bytes20 business => uint48) internal _bars;

    /// @dev Amounts whose reason has not come yet; an event that gives it follows them.
    address[] private _granted;
    uint256 private _grantedUnexplained;
    uint256 private _burntUnexplained;
    uint256 private _movedUnexplained;

    /// @notice Reads on. The times of blocks stand among the logs as `BlockTime`.
    function read(Vm.Log[] calldata logs) external {
        for (uint256 i = 0; i < logs.length; ++i) {
            Vm.Log calldata log = logs[i];
            if (log.topics[0] == IAccessManaged.AuthorityUpdated.selector) continue;
            if (log.emitter == address(_s.token)) _readToken(log, _time);
            else if (log.emitter == address(_s.programmes)) _readProgrammes(log, _time);
            else if (log.emitter == address(_s.registry)) _readRegistry(log);
            else if (log.emitter == address(_s.calendar)) _readCalendar(log);
            else if (log.topics[0] == Handler.BlockTime.selector) {
                _time = abi.decode(log.data, (uint256));
                _at(_time);
            }
        }
    }

    /// @dev Whether every amount has had its reason.
    function _isExplained() internal view returns (bool) {
        return
            _isDepositExplained() &&
            _grantedUnexplained == 0 &&
            _granted.length == 0 &&
            _burntUnexplained == 0 &&
            _movedUnexplained == 0;
    }

    // ---------------------------------------------------------------------------------------------- programmes

    function _readProgrammes(Vm.Log calldata log, uint256 time) private {
        bytes32 name = log.topics[0];
        if (name == IERC1155.TransferSingle.selector) return _voucherMoved(log);

        uint64 id = uint64(uint256(log.topics[1]));
        Programme storage programme = _programmes[id];
        if (name == IVoucherEvents.ProgrammeOpened.selector) {
            _opened(id, _account(log, 2), log.data);
        } else if (name == IVoucherEvents.VoucherGranted.selector) {
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
            name == IVoucherEvents.VoucherSpent.selector || name == IVoucherEvents.VoucherReclaimed.selector
        ) {
            --_burntUnexplained;
        } else if (name == IVoucherEvents.VoucherMoved.selector) {
            _passedOn(id, _account(log, 2), _account(log, 3));
        } else if (name == IVoucherEvents.ManagerAppointed.selector) {
            _isManager[id][_account(log, 2)] = true;
            _knowManager(_account(log, 2));
        } else if (name == IVoucherEvents.ManagerDismissed.selector) {
            _isManager[id][_account(log, 2)] = _turned(_isManager[id][_account(log, 2)], false);
        } else if (name == IVoucherEvents.ExpiryExtended.selector) {
            programme.terms.expiresAt = abi.decode(log.data, (uint48));
        } else if (name == IVoucherEvents.FundingAccountReplaced.selector) {
            programme.home = _account(log, 2);
        } else if (name == IVoucherEvents.ProgrammeClosed.selector) {
            _turned(programme.status == PROGRAMME_CLOSED, true);
            programme.status = PROGRAMME_CLOSED;
            programme.ungranted = 0;
        } else {
            revert AssertionFailed("law 9: an event of the programmes that no auditor knows");
        }
    }

    /// @dev Vouchers pass on to nobody but the key that took the place of a lost one.
    function _passedOn(uint64 id, address holder, address successor) private {
        --_movedUnexplained;
        address last = _accounts[holder].successor;
        while (_accounts[last].successor != address(0)) last = _accounts[last].successor;
        _assert(last == successor, "law 2: vouchers pass to nobody but a successor");
        _vouchers[id][successor].home = _vouchers[id][holder].home;
    }

    function _knowManager(address manager) private {
        for (uint256 i = 0; i < _managers.length; ++i) {
            if (_managers[i] == manager) return;
        }
        _managers.push(manager);
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
            if (from != address(0)) ++_movedUnexplained;
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
            if (merchant.status != 2) merchant.status = 1;
            merchant.barredUntil = 0;
            merchant.mcc = uint16(uint256(log.topics[2]));
            merchant.region = uint24(uint256(log.topics[3]));
            (merchant.salesBand, merchant.business, ) = abi.decode(log.data, (uint8, bytes20, address));
        } else if (name == IMerchantRegistry.MerchantSuspended.selector) {
            _turned(merchant.status == 2, true);
            merchant.status = 2;
        } else if (name == IMerchantRegistry.MerchantReinstated.selector) {
            _turned(merchant.status == 2, false);
            merchant.status = 1;
        } else if (name == IMerchantRegistry.MerchantDelisted.selector) {
            _turned(merchant.status == 3, true);
            merchant.status = 3;
        } else if (name == IMerchantRegistry.MerchantBarred.selector) {
            (merchant.status, merchant.business) = (4, bytes20(log.topics[2]));
            (merchant.barredUntil, ) = abi.decode(log.data, (uint48, address));
            uint48 known = _bars[merchant.business];
            _bars[merchant.business] = merchant.barredUntil > known ? merchant.barredUntil : known;
        } else {
            revert AssertionFailed("law 9: an event of the registry that no auditor knows");
        }
    }
}
