// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {IVoucherEvents} from "../../contracts/voucher/IVoucherEvents.sol";
import {Purpose, Terms} from "../../contracts/voucher/Terms.sol";
import {Counts} from "./CountModel.sol";
import {RegistryReader} from "./RegistryReader.sol";
import {isRun, isSettled, settledOf} from "./SettledEvent.sol";
import {Vm} from "./Vm.sol";

/// @title VoucherReader
/// @notice Programmes and vouchers, rebuilt from their events alone.
abstract contract VoucherReader is RegistryReader {
    /// @dev Numbers of `ProgrammeStatus`, as an auditor reads them from the documentation.
    uint8 internal constant PROGRAMME_OPEN = 1;
    uint8 internal constant PROGRAMME_CLOSED = 2;

    struct Programme {
        uint8 status;
        bool paused;
        address home;
        uint256 ungranted;
        Terms terms;
    }

    struct VoucherBook {
        uint256 balance;
        uint24 home;
        uint24 highestId;
        bool consented;
        bool attested;
        Counts counts;
    }

    struct Batch {
        uint256 holders;
        uint256 amount;
        uint256 grantedAt;
    }

    /// @dev The latest `TransferSingle` that burnt.
    struct Burn {
        uint64 programme;
        address operator;
        address holder;
        uint256 amount;
    }

    uint64 internal _programmeCount;
    mapping(uint64 programme => Programme) internal _programmes;
    mapping(uint64 programme => Purpose) internal _purposes;
    mapping(uint64 programme => mapping(address holder => VoucherBook)) internal _vouchers;
    mapping(uint64 programme => mapping(uint64 ref => Batch)) internal _batches;
    mapping(uint64 programme => uint64[]) internal _refs;
    Burn internal _burnt;

    /// @dev UTC second of the block that is read.
    uint256 internal _readAt;

    /// @dev Amounts whose reason has not come yet; an event that gives it follows them.
    address[] private _granted;
    uint256 private _grantedUnexplained;
    uint256 private _burntUnexplained;
    uint256 internal _movedUnexplained;

    function _isVoucherExplained() internal view returns (bool) {
        return
            _grantedUnexplained == 0 &&
            _granted.length == 0 &&
            _burntUnexplained == 0 &&
            _movedUnexplained == 0;
    }

    function _readProgrammes(Vm.Log calldata log, uint256 time) internal {
        _readAt = time;
        bytes32 name = log.topics[0];
        if (name == IERC1155.TransferSingle.selector) return _voucherMoved(log);

        uint64 id = log.topics.length > 1 ? uint64(uint256(log.topics[1])) : 0;
        Programme storage programme = _programmes[id];
        if (name == IVoucherEvents.ProgrammeOpened.selector) {
            _opened(id, _account(log, 2), log.data);
        } else if (name == IVoucherEvents.VoucherGranted.selector) {
            _wasGranted(id, uint64(uint256(log.topics[2])), uint24(uint256(log.topics[3])), time);
        } else if (name == IVoucherEvents.ExpiryExtended.selector) {
            programme.terms.expiresAt = abi.decode(log.data, (uint48));
        } else if (name == IVoucherEvents.FundingAccountReplaced.selector) {
            programme.home = _account(log, 2);
        } else if (name == IVoucherEvents.ProgrammeClosed.selector) {
            _turned(programme.status == PROGRAMME_CLOSED, true);
            programme.status = PROGRAMME_CLOSED;
            programme.ungranted = 0;
        } else if (name == IVoucherEvents.ProgrammePaused.selector) {
            programme.paused = _turned(programme.paused, true);
        } else if (name == IVoucherEvents.ProgrammeResumed.selector) {
            programme.paused = _turned(programme.paused, false);
        } else if (!_readPayment(log, time)) {
            _readHolder(log, id);
        }
    }

    /// @dev What holders, proxies, attestors and officers did with one voucher.
    function _readHolder(Vm.Log calldata log, uint64 id) internal virtual;

    /// @dev `_burnt` was paid: what a proxy paid lowers what it may.
    function _wasPaid() internal virtual;

    /// @dev The burn before this event has its reason.
    function _explainBurn() internal {
        --_burntUnexplained;
    }

    // ---------------------------------------------------------------------------------------------- payments

    /// @dev Whether it was an event of payments.
    function _readPayment(Vm.Log calldata log, uint256 time) private returns (bool) {
        bytes32 name = log.topics[0];
        if (isSettled(log)) {
            _useId(_vouchers[_burnt.programme][_burnt.holder], settledOf(log));
            _paid(time);
        } else if (name == IVoucherEvents.VoucherSpent.selector) {
            _wasPaid();
            _paid(time);
        } else if (name == IVoucherEvents.RebatePaid.selector) {
            _paid(time);
        } else if (name == IVoucherEvents.PaymentCancelled.selector) {
            uint64 id = uint64(uint256(log.topics[1]));
            _useId(_vouchers[id][_account(log, 2)], abi.decode(log.data, (uint24)));
            _see(_account(log, 2));
        } else if (name == IVoucherEvents.VoucherRefunded.selector) {
            _refunded(uint64(uint256(log.topics[1])), _account(log, 2), log.data);
        } else {
            return
                isRun(log) ||
                name == IVoucherEvents.PaymentRefused.selector ||
                name == IVoucherEvents.PurposeStated.selector;
        }
        return true;
    }

    function _paid(uint256 time) private {
        _explainBurn();
        if (_isLimited(_burnt.programme)) {
            _vouchers[_burnt.programme][_burnt.holder].counts.count(_burnt.amount, time);
        }
    }

    function _refunded(uint64 id, address holder, bytes calldata data) private {
        (, uint16 paidOn, bool restored) = abi.decode(data, (bytes32, uint16, bool));
        if (!restored) return;
        holder = _keeperOf(id, holder);
        bool exact = _granted.length == 1 && _granted[0] == holder;
        _assert(
            exact,
            "law 9: what is restored is the holder's, or that of the key which has its vouchers now"
        );
        if (_isLimited(id)) _vouchers[id][holder].counts.discount(_grantedUnexplained, paidOn);
        _grantedUnexplained = 0;
        delete _granted;
    }

    /// @dev Vouchers that have moved to the key in a lost one's place come back there.
    function _keeperOf(uint64 id, address holder) private view returns (address keeper) {
        VoucherBook storage book = _vouchers[id][holder];
        if (book.balance != 0 || book.home != 0 || book.counts.inAll != 0) return holder;
        keeper = holder;
        while (_accounts[keeper].successor != address(0)) keeper = _accounts[keeper].successor;
    }

    function _useId(VoucherBook storage book, uint24 id) private {
        if (id > book.highestId) book.highestId = id;
    }

    function _isLimited(uint64 id) private view returns (bool) {
        Terms storage terms = _programmes[id].terms;
        return terms.dailyLimit != 0 || terms.monthlyLimit != 0 || terms.totalLimit != 0;
    }

    // ------------------------------------------------------------------------------------------ open and grant

    function _opened(uint64 id, address home, bytes calldata data) private {
        (uint64 budget, Purpose memory purpose, ) = abi.decode(data, (uint64, Purpose, address));
        _programmeCount = id;
        _programmes[id] = Programme(PROGRAMME_OPEN, false, home, budget, purpose.terms);
        _purposes[id] = purpose;
    }

    function _wasGranted(uint64 id, uint64 ref, uint24 home, uint256 time) private {
        for (uint256 i = 0; i < _granted.length; ++i) {
            _vouchers[id][_granted[i]].home = home;
        }
        _batches[id][ref] = Batch(_granted.length, _grantedUnexplained, time);
        _refs[id].push(ref);
        _programmes[id].ungranted -= _grantedUnexplained;
        _grantedUnexplained = 0;
        delete _granted;
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
            _burnt = Burn(uint64(id), _account(log, 1), from, amount);
        } else {
            if (from != address(0)) ++_movedUnexplained;
            _see(to);
            _vouchers[uint64(id)][to].balance += amount;
        }
    }
}
