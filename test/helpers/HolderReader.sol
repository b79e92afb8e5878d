// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IVoucherEvents} from "../../contracts/voucher/IVoucherEvents.sol";
import {Clawback, ClawbackStatus} from "../../contracts/voucher/Clawback.sol";
import {Mcc} from "../../contracts/types/Mcc.sol";
import {Proxy} from "../../contracts/voucher/Proxy.sol";
import {Vm} from "./Vm.sol";
import {VoucherReader} from "./VoucherReader.sol";

/// @title HolderReader
/// @notice Consents, attestations, proxies, clawbacks and appointments, rebuilt from events alone.
abstract contract HolderReader is VoucherReader {
    mapping(uint64 programme => mapping(address holder => Proxy)) internal _proxies;
    mapping(uint64 programme => mapping(address holder => Clawback)) internal _clawbacks;
    mapping(uint64 programme => mapping(address account => bool)) internal _isManager;
    mapping(uint64 programme => mapping(address account => bool)) internal _isAttestor;

    /// @dev Everybody who was ever appointed manager or attestor.
    address[] internal _appointed;

    function _readHolder(Vm.Log calldata log, uint64 id) internal override {
        bytes32 name = log.topics[0];
        address who = _account(log, 2);
        if (name == IVoucherEvents.ManagerAppointed.selector) {
            _isManager[id][who] = true;
            _know(who);
        } else if (name == IVoucherEvents.ManagerDismissed.selector) {
            _isManager[id][who] = _turned(_isManager[id][who], false);
        } else if (name == IVoucherEvents.AttestorAppointed.selector) {
            _isAttestor[id][who] = true;
            _know(who);
        } else if (name == IVoucherEvents.AttestorDismissed.selector) {
            _isAttestor[id][who] = _turned(_isAttestor[id][who], false);
        } else {
            _see(who);
            _readVoucher(log, id, who);
        }
    }

    function _readVoucher(Vm.Log calldata log, uint64 id, address holder) private {
        bytes32 name = log.topics[0];
        VoucherBook storage book = _vouchers[id][holder];
        if (name == IVoucherEvents.VoucherReclaimed.selector) {
            _explainBurn();
            delete _clawbacks[id][holder];
        } else if (name == IVoucherEvents.VoucherMoved.selector) {
            _passedOn(id, holder, _account(log, 3));
        } else if (name == IVoucherEvents.HomeMoved.selector) {
            book.home = uint24(uint256(log.topics[3]));
        } else if (name == IVoucherEvents.ConsentGiven.selector) {
            book.consented = _turned(book.consented, true);
        } else if (name == IVoucherEvents.EvidenceAttested.selector) {
            book.attested = _turned(book.attested, true);
        } else if (name == IVoucherEvents.AttestationRevoked.selector) {
            book.attested = _turned(book.attested, false);
        } else if (name == IVoucherEvents.ProxyAppointed.selector) {
            Proxy storage proxy = _proxies[id][holder];
            proxy.account = _account(log, 3);
            (proxy.limit, proxy.until, proxy.category) = abi.decode(log.data, (uint40, uint32, Mcc));
        } else if (name == IVoucherEvents.ProxyDismissed.selector) {
            _assert(_proxies[id][holder].account == _account(log, 3), "law 9: a proxy that was none");
            delete _proxies[id][holder];
        } else {
            _readClawback(log, id, holder);
        }
    }

    function _readClawback(Vm.Log calldata log, uint64 id, address holder) private {
        bytes32 name = log.topics[0];
        Clawback storage clawback = _clawbacks[id][holder];
        ClawbackStatus status = clawback.status;
        if (name == IVoucherEvents.ClawbackOpened.selector) {
            _assert(status == ClawbackStatus.None, "law 9: a voucher has one clawback at a time");
            (clawback.status, clawback.caseId) = (ClawbackStatus.Opened, log.topics[3]);
            (clawback.amount, clawback.objectableUntil) = abi.decode(log.data, (uint64, uint48));
            return;
        }
        bool runs = status != ClawbackStatus.None && clawback.caseId == log.topics[3];
        _assert(runs, "law 9: a clawback changes that nobody opened");
        if (name == IVoucherEvents.ClawbackObjected.selector) {
            _assert(status == ClawbackStatus.Opened, "law 9: an objection comes first");
            clawback.status = ClawbackStatus.Objected;
        } else if (name == IVoucherEvents.ClawbackConfirmed.selector) {
            _assert(status == ClawbackStatus.Objected, "law 9: what is decided was objected to");
            clawback.status = ClawbackStatus.Confirmed;
        } else if (name == IVoucherEvents.ClawbackReleased.selector) {
            delete _clawbacks[id][holder];
        } else if (name == IVoucherEvents.ClawedBack.selector) {
            bool due = status == ClawbackStatus.Opened && _readAt >= clawback.objectableUntil;
            _assert(due || status == ClawbackStatus.Confirmed, "law 9: nothing is taken before it is due");
            _assertEq(_burnt.amount, clawback.amount, "law 9: what was held is taken");
            _explainBurn();
            delete _clawbacks[id][holder];
        } else {
            revert AssertionFailed("law 9: an event of the programmes that no auditor knows");
        }
    }

    function _wasPaid() internal override {
        if (_burnt.operator == _burnt.holder) return;
        Proxy storage proxy = _proxies[_burnt.programme][_burnt.holder];
        _assert(proxy.account == _burnt.operator, "law 9: nobody but the holder's proxy pays");
        proxy.limit -= uint40(_burnt.amount);
    }

    /// @dev Vouchers pass on to nobody but the key that took the place of a lost one, with all but proxy and numbers.
    function _passedOn(uint64 id, address holder, address successor) private {
        --_movedUnexplained;
        address last = _accounts[holder].successor;
        while (_accounts[last].successor != address(0)) last = _accounts[last].successor;
        _assert(last == successor, "law 2: vouchers pass to nobody but a successor");
        VoucherBook storage old = _vouchers[id][holder];
        VoucherBook storage next = _vouchers[id][successor];
        if (old.home != 0) next.home = old.home;
        next.consented = next.consented || old.consented;
        next.attested = next.attested || old.attested;
        next.counts.join(old.counts);
        (old.home, old.consented, old.attested) = (0, false, false);
        delete _proxies[id][holder];
        if (_clawbacks[id][holder].status == ClawbackStatus.None) return;
        _clawbacks[id][successor] = _clawbacks[id][holder];
        delete _clawbacks[id][holder];
    }

    function _know(address account) private {
        for (uint256 i = 0; i < _appointed.length; ++i) {
            if (_appointed[i] == account) return;
        }
        _appointed.push(account);
    }
}
