// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IDepositErrors} from "../../contracts/deposit/IDepositErrors.sol";
import {IssueItem} from "../../contracts/deposit/IDepositToken.sol";
import {DepositArranger} from "./DepositArranger.sol";
import {actor} from "./Gukgo.sol";
import {AccountKind} from "../../contracts/deposit/AccountKind.sol";
import {IssueReason} from "../../contracts/deposit/IssueReason.sol";
import {Limits} from "../../contracts/deposit/Limits.sol";

/// @title DepositHandler
/// @notice Every action on the deposit token: by two issuers, and by citizens, shops and agencies who come and go.
abstract contract DepositHandler is DepositArranger {
    /// @notice Every account there ever was, with the vault.
    function everyone() external view returns (address[] memory) {
        return _everyone;
    }

    /// @dev Teaches the runner this handler's actions.
    function _learnDeposit() internal {
        _learn("attest", this.attest);
        _learn("attest less than the supply", this.attestLess);
        _learn("set an issuance allowance", this.setIssuanceAllowance);
        _learn("issue", this.issue);
        _learn("issue to many", this.issueBatch);
        _learn("issue again under a used reference", this.issueAgain);
        _learn("redeem", this.redeem);
        _learn("transfer", this.transfer);
        _learn("transfer from", this.transferFrom);
        _learn("approve", this.approve);
        _learn("pay into the vault", this.payIntoVault);
        _learn("admit", this.admit);
        _learn("admit many", this.admitBatch);
        _learn("suspend an account", this.suspend);
        _learn("reinstate an account", this.reinstate);
        _learn("close an account", this.close);
        _learn("set the limits of a kind", this.setLimits);
        _learn("pause", this.pause);
        _learn("unpause", this.unpause);
        _learn("order a stop", this.orderStop);
        _learn("lift a stop", this.liftStop);
        _learn("close the token in the bank's authority", this.closeTarget);
        _learn("let time pass", this.passTime);
    }

    // --------------------------------------------------------------------------------------- reserve and issue

    function attest() external returns (bool) {
        uint64 amount = uint64(_s.token.totalSupply() + _between(0, 20_000_000));
        // Sometimes as far as a reference may lie above the last one, or one further.
        uint64 step = uint64(_oneIn(4) ? ATTESTATION_STEP + _below(2) : _below(8));
        return _attest(amount, _lastAttestation + step);
    }

    /// @dev Law 1: a lower attestation is accepted at any time, and stops issue until it is made good.
    function attestLess() external returns (bool) {
        uint256 supply = _s.token.totalSupply();
        if (supply == 0) return false;
        uint64 amount = uint64(_below(supply));
        bool done = _attest(amount, _lastAttestation + 1);
        _assert(done, "law 1: a lower attestation is accepted");

        address issuer = _oneOf(_issuers);
        (address to, uint64 ref) = (_oneOf(_citizens), _lastRef[issuer] + 1);
        _makeRunning();
        _makeReady(to);
        _setAllowance(issuer, 1);
        _liftThreshold(issuer, 1);
        bytes memory data = abi.encodeCall(_s.token.issue, (to, 1, ref, IssueReason.Deposit));
        _mustRefuse(
            issuer,
            address(_s.token),
            data,
            abi.encodePacked(IDepositErrors.ReserveExceeded.selector)
        );
        return true;
    }

    function setIssuanceAllowance() external returns (bool) {
        address controller = actor("issuanceController");
        address issuer = _oneIn(8) ? controller : (_oneIn(8) ? actor("nobody") : _oneOf(_issuers));
        uint64 amount = _oneIn(5) ? 0 : uint64(_between(1, 5_000_000));
        bytes memory data = abi.encodeCall(_s.token.setIssuanceAllowance, (issuer, amount));
        return
            _try(
                controller,
                address(_s.token),
                data,
                abi.encodePacked(
                    _unauthorized(),
                    IDepositErrors.IssuerIsController.selector,
                    IDepositErrors.PersonUnknown.selector
                )
            );
    }

    function issue() external returns (bool) {
        (address issuer, address to) = (_oneOf(_issuers), _customer());
        uint64 amount = uint64(_between(1, 500_000));
        if (_likely()) {
            _makeReady(to);
            _makeIssuable(issuer, amount);
        }
        if (_oneIn(5)) {
            // the whole reserve or the whole allowance, or one won more
            (uint64 issuable, , ) = _s.token.reserve();
            amount = (_oneIn(2) ? issuable : _s.token.issuanceAllowance(issuer)) + uint64(_below(2));
        }
        uint64 ref = _lastRef[issuer] + 1 + uint64(_below(3));
        bytes memory data = abi.encodeCall(_s.token.issue, (to, amount, ref, IssueReason.Deposit));
        if (!_try(issuer, address(_s.token), data, _issueReasons())) return false;
        _wasIssued(issuer, ref, amount);
        return true;
    }

    function issueBatch() external returns (bool) {
        address issuer = _oneOf(_issuers);
        IssueItem[] memory items = new IssueItem[](_below(6));
        bool arranged = _likely();
        uint64 total;
        for (uint256 i = 0; i < items.length; ++i) {
            items[i] = IssueItem(_customer(), uint64(_between(_oneIn(9) ? 0 : 1, 100_000)));
            total += items[i].amount;
            if (arranged) _makeReady(items[i].to);
        }
        if (arranged) _makeIssuable(issuer, total);

        uint64 ref = _lastRef[issuer] + 1;
        bytes memory data = abi.encodeCall(_s.token.issueBatch, (items, ref, IssueReason.Refund));
        if (!_try(issuer, address(_s.token), data, _issueReasons())) return false;
        _wasIssued(issuer, ref, total);
        return true;
    }

    /// @dev A repeated reference is refused as already done, whatever the amount.
    function issueAgain() external returns (bool) {
        address issuer = _oneOf(_issuers);
        address to = _customer();
        uint64 ref = _lastRef[issuer];
        _makeReady(to);
        _makeIssuable(issuer, 10);
        bytes memory data = abi.encodeCall(
            _s.token.issue,
            (to, 1 + uint64(_below(9)), ref, IssueReason.Deposit)
        );
        bytes4 reason =
            ref == 0 ? IDepositErrors.ReferenceTooOld.selector : IDepositErrors.AlreadyIssued.selector;
        _mustRefuse(issuer, address(_s.token), data, abi.encodePacked(reason));
        return true;
    }

    // ------------------------------------------------------------------------------------- redeem and transfer

    /// @dev Succeeds exactly where amount and sequence are right; nothing else is asked.
    function redeem() external returns (bool) {
        address holder = _withBalance();
        uint256 balance = _s.token.balanceOf(holder);
        uint256 amount = _amountUpTo(balance);
        uint64 next = _s.token.nextRedemption(holder);
        uint64 sequence = _oneIn(8) ? next + uint64(_below(3)) - 1 : next;
        return _redeem(holder, uint64(amount), sequence);
    }

    function transfer() external returns (bool) {
        address from = _withBalance();
        address to = _oneIn(10) ? actor("stranger") : _customer();
        uint256 amount = _amountUpTo(_s.token.balanceOf(from));
        if (_likely()) {
            _makeRunning();
            _makeReady(from);
            _makeReady(to);
        }
        bytes memory refusal = _s.token.transferRefusal(from, to, amount);
        uint256 spendable = _s.token.spendableOf(from);
        (bool ok, bytes memory result) = _call(
            from,
            address(_s.token),
            abi.encodeCall(IERC20.transfer, (to, amount))
        );
        if (!ok) _assertEq(result, refusal, "transferRefusal gives the bytes with which transfer reverts");
        _assert(ok == (refusal.length == 0), "transferRefusal is empty where transfer succeeds");
        _assert(!ok || amount <= spendable, "law 7: no more than is spendable is spent");
        return ok;
    }

    function transferFrom() external returns (bool) {
        (address from, address spender, address to) = (_withBalance(), _customer(), _customer());
        uint256 amount = _amountUpTo(_s.token.balanceOf(from));
        if (_likely()) {
            _makeRunning();
            _makeReady(from);
            _makeReady(to);
            _approve(from, spender, amount + _below(2));
        }
        bytes memory data = abi.encodeCall(IERC20.transferFrom, (from, to, amount));
        return _try(spender, address(_s.token), data, _transferReasons());
    }

    function approve() external returns (bool) {
        address spender = _oneIn(8) ? address(0) : _customer();
        uint256 amount = _oneIn(6) ? type(uint256).max : _below(2_000_000);
        bytes memory data = abi.encodeCall(IERC20.approve, (spender, amount));
        return
            _try(
                _customer(),
                address(_s.token),
                data,
                abi.encodePacked(IERC20Errors.ERC20InvalidSpender.selector)
            );
    }

    /// @dev Law 2: no won lies in the vault without an entitlement; a transfer into it is refused.
    function payIntoVault() external returns (bool) {
        address from = _withBalance();
        _makeRunning();
        _makeReady(from);
        bytes memory data = abi.encodeCall(IERC20.transfer, (address(_s.programmes), _below(10)));
        bytes memory reasons = abi.encodePacked(
            IDepositErrors.SystemAccountNotCredited.selector,
            IDepositErrors.AccountInRecovery.selector
        );
        _mustRefuse(from, address(_s.token), data, reasons);

        address issuer = _oneOf(_issuers);
        _makeIssuable(issuer, 1);
        uint64 ref = _lastRef[issuer] + 1;
        data = abi.encodeCall(_s.token.issue, (address(_s.programmes), 1, ref, IssueReason.Deposit));
        _mustRefuse(issuer, address(_s.token), data, reasons);
        return true;
    }

    // --------------------------------------------------------------------------------------------- accounts

    function admit() external returns (bool) {
        address account = _oneIn(4) ? _oneOf(_everyone) : _customer();
        AccountKind kind = _s.token.accountOf(account).kind;
        // An agency stays one: as a citizen it would have a daily limit, and no programme could be opened.
        if (_oneIn(8) && kind != AccountKind.Agency) kind = AccountKind(_below(7));
        uint48 until = uint48(nowAt + (_oneIn(8) ? 0 : _between(1, 90 days)));
        uint48 running = _s.token.accountOf(account).admittedUntil;
        if (until < running && !_oneIn(4)) until = running;
        bytes memory data = abi.encodeCall(_s.token.admit, (account, kind, until));
        return _try(actor("admissionOfficer"), address(_s.token), data, _admissionReasons());
    }

    function admitBatch() external returns (bool) {
        address[] memory accounts = new address[](_below(4));
        for (uint256 i = 0; i < accounts.length; ++i) {
            accounts[i] = _oneIn(9) ? _oneOf(_everyone) : _oneOf(_citizens);
            if (accounts[i] == _agencies[0] || accounts[i] == _agencies[1]) accounts[i] = _shops[0];
        }
        uint48 until = uint48(nowAt + _between(_oneIn(8) ? 0 : 1, 90 days));
        bytes memory data = abi.encodeCall(_s.token.admitBatch, (accounts, AccountKind.Citizen, until));
        return _try(actor("admissionOfficer"), address(_s.token), data, _admissionReasons());
    }

    function suspend() external returns (bool) {
        address account = _oneIn(6) ? _oneOf(_everyone) : _customer();
        bytes memory data = abi.encodeCall(
            _s.token.suspend,
            (account, keccak256(abi.encode(account, nowAt)))
        );
        bytes memory reasons = abi.encodePacked(_officeReasons(), IDepositErrors.SuspendedAccount.selector);
        return _try(actor("enforcementOfficer"), address(_s.token), data, reasons);
    }

    function reinstate() external returns (bool) {
        address account = _oneIn(6) ? _oneOf(_everyone) : _customer();
        if (_likely()) {
            account = _customer();
            _suspend(account);
        }
        bytes memory data = abi.encodeCall(
            _s.token.reinstate,
            (account, keccak256(abi.encode(account, nowAt)))
        );
        bytes memory reasons = abi.encodePacked(_officeReasons(), IDepositErrors.NotSuspended.selector);
        return _try(actor("admissionOfficer"), address(_s.token), data, reasons);
    }

    /// @dev Closes a citizen's account, which must be empty; a new citizen takes the slot. An agency's
    /// account is closed where its programmes get another one.
    function close() external returns (bool) {
        uint256 slot = _below(_citizens.length);
        address account = _oneIn(6) ? _oneOf(_everyone) : _citizens[slot];
        if (_likely()) {
            account = _citizens[slot];
            uint256 balance = _s.token.balanceOf(account);
            if (balance != 0) _redeem(account, uint64(balance), _s.token.nextRedemption(account));
            if (_s.token.accountOf(account).inRecovery) _leaveRecovery(account);
            _makeOpen();
        }
        if (account == _agencies[0] || account == _agencies[1]) return false;
        bytes memory data = abi.encodeCall(_s.token.close, (account));
        bytes memory reasons = abi.encodePacked(
            _officeReasons(),
            IDepositErrors.AccountNotEmpty.selector,
            IDepositErrors.AccountInRecovery.selector,
            IDepositErrors.InvalidCase.selector
        );
        if (!_try(actor("admissionOfficer"), address(_s.token), data, reasons)) return false;

        _replace(account);
        return true;
    }

    // ------------------------------------------------------------------------------------- limits, stops, time

    function setLimits() external returns (bool) {
        AccountKind kind = AccountKind(_oneIn(3) ? _below(7) : 1);
        Limits memory limits;
        limits.transfer = _oneIn(2) ? 0 : uint64(_between(1, 8_191) * 100);
        if (kind != AccountKind.Merchant || _oneIn(4)) limits.daily = uint64(_between(0, 300) * 1_000);
        if (_oneIn(3)) limits.cap = uint64(_between(1, 900) * 10_000);
        if (_oneIn(8)) limits.transfer = uint64(_between(8_192, 9_999));
        bytes memory data = abi.encodeCall(_s.token.setLimits, (kind, limits));
        bytes memory reasons = abi.encodePacked(
            IDepositErrors.KindWithoutLimit.selector,
            IDepositErrors.AmountNotRound.selector
        );
        return _joint("limitsOfficer", "limitsChecker", data, reasons);
    }

    function pause() external returns (bool) {
        bytes memory reasons = abi.encodePacked(_unauthorized(), IDepositErrors.EnforcedPause.selector);
        return _try(actor("pauser"), address(_s.token), abi.encodeCall(_s.token.pause, ()), reasons);
    }

    function unpause() external returns (bool) {
        (bool paused, ) = _s.token.policy();
        if (!paused && _likely()) {
            _makeOpen();
            _do(actor("pauser"), address(_s.token), abi.encodeCall(_s.token.pause, ()));
        }
        bytes memory data = abi.encodeCall(_s.token.unpause, ());
        return
            _joint(
                "resumer",
                "resumerChecker",
                data,
                abi.encodePacked(IDepositErrors.ExpectedPause.selector)
            );
    }

    function orderStop() external returns (bool) {
        bytes memory data = abi.encodeCall(_s.token.orderStop, (uint64(acts)));
        bytes memory reasons = abi.encodePacked(IDepositErrors.StoppedBySupervisor.selector);
        return _try(actor("stopOfficer"), address(_s.token), data, reasons);
    }

    function liftStop() external returns (bool) {
        (, bool stopped) = _s.token.policy();
        if (!stopped && _likely()) {
            _do(actor("stopOfficer"), address(_s.token), abi.encodeCall(_s.token.orderStop, (uint64(acts))));
        }
        bytes memory data = abi.encodeCall(_s.token.liftStop, (uint64(acts)));
        return
            _try(
                actor("stopLifter"),
                address(_s.token),
                data,
                abi.encodePacked(IDepositErrors.NotStopped.selector)
            );
    }

    /// @dev The bank's administrator closes the token: every restricted function of it is refused.
    function closeTarget() external returns (bool) {
        _setTargetClosed(true);
        return true;
    }

    /// @dev Seconds to days, with a liking for both sides of midnight in Korea, which is 15:00:00 UTC.
    function passTime() external returns (bool) {
        uint256 kind = _below(4);
        uint256 midnight = ((nowAt + 9 hours) / 1 days) * 1 days + 1 days - 9 hours;
        if (kind == 0) _warp(nowAt + _between(1, 2 hours));
        else if (kind == 1) _warp(midnight - 1);
        else if (kind == 2) _warp(midnight);
        else _warp(nowAt + _between(1 days, 9 days));
        return true;
    }
}
