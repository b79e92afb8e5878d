// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IDepositErrors} from "../../contracts/deposit/IDepositErrors.sol";
import {AccountState} from "../../contracts/deposit/IDepositToken.sol";
import {IERC7943Fungible} from "../../contracts/deposit/IERC7943Fungible.sol";
import {DepositHandler} from "./DepositHandler.sol";
import {actor} from "./Gukgo.sol";
import {AccountKind} from "../../contracts/deposit/AccountKind.sol";
import {CaseBasis} from "../../contracts/deposit/CaseBasis.sol";
import {IssueReason} from "../../contracts/deposit/IssueReason.sol";
import {Limits} from "../../contracts/deposit/Limits.sol";
import {FreezeCase} from "../../contracts/deposit/FreezeCase.sol";

/// @title EnforcementHandler
/// @notice Actions under cases and orders: freezes, ordered transfers and redemptions, protected accounts, recovery of lost
/// keys, and issues that take two people.
abstract contract EnforcementHandler is DepositHandler {
    uint256 private _orderCount;

    /// @dev Teaches the runner this handler's actions.
    function _learnEnforcement() internal {
        _learn("freeze", this.freeze);
        _learn("freeze more under a case", this.freezeMore);
        _learn("unfreeze", this.unfreeze);
        _learn("open a joint case", this.openCase);
        _learn("set the frozen total", this.setFrozenTokens);
        _learn("freeze a protected account for a debt", this.freezeProtected);
        _learn("order a transfer and carry it out", this.forcedTransfer);
        _learn("order a transfer and take the order back", this.withdrawOrder);
        _learn("redeem by order", this.redeemByOrder);
        _learn("protect an account", this.protect);
        _learn("pay a benefit", this.payBenefit);
        _learn("link a bank account", this.link);
        _learn("open a recovery", this.openRecovery);
        _learn("object to a recovery", this.objectToRecovery);
        _learn("complete a recovery", this.completeRecovery);
        _learn("set the issue threshold", this.setIssueThreshold);
        _learn("issue above the threshold", this.issueLarge);
        _learn("approve one's own proposal", this.approveOwn);
    }

    // ------------------------------------------------------------------------------------------------ freeze

    function freeze() external returns (bool) {
        address account = _oneIn(6) ? _oneOf(_everyone) : _customer();
        return _freeze(account, _caseId(_below(12)), uint64(_between(1, 300_000)), _midnightOrNone());
    }

    /// @dev The same case again, with more money: what runs is raised.
    function freezeMore() external returns (bool) {
        address account = _customer();
        FreezeCase[] memory cases = _s.token.casesOf(account);
        bytes32 id = _caseId(_below(12));
        uint64 amount = uint64(_between(1, 1_000));
        if (cases.length != 0) {
            FreezeCase memory one = cases[_below(cases.length)];
            id = bytes32(one.caseId);
            amount = one.amount > type(uint64).max - amount ? type(uint64).max : one.amount + amount;
            if (one.until != 0) return _freezeOn(account, id, one.basis, amount, one.until);
            return _freezeOn(account, id, one.basis, amount, 0);
        }
        return _freeze(account, id, amount, 0);
    }

    function unfreeze() external returns (bool) {
        address account = _customer();
        FreezeCase[] memory cases = _s.token.casesOf(account);
        if (cases.length == 0 && _likely()) {
            _freeze(account, _caseId(1), uint64(_between(1, 9_000)), 0);
            cases = _s.token.casesOf(account);
        }
        bytes32 id = cases.length == 0 ? _caseId(99) : bytes32(cases[_below(cases.length)].caseId);
        uint64 most = cases.length == 0 ? 0 : cases[0].amount;
        uint64 amount = _oneIn(2) ? most : uint64(_amountUpTo(most));
        bytes memory data = abi.encodeCall(_s.token.unfreeze, (account, id, amount));
        bytes memory reasons = abi.encodePacked(
            _officeReasons(),
            IDepositErrors.CaseUnknown.selector,
            IDepositErrors.CaseExceeded.selector
        );
        return _try(actor("admissionOfficer"), address(_s.token), data, reasons);
    }

    function openCase() external returns (bool) {
        address account = _oneIn(6) ? _oneOf(_everyone) : _customer();
        bytes memory data = abi.encodeCall(
            _s.token.openCase,
            (account, _caseId(20 + _below(6)), _basis(), _midnightOrNone())
        );
        return _joint("orderOfficer", "orderChecker", data, _freezeReasons());
    }

    function setFrozenTokens() external returns (bool) {
        address account = _customer();
        uint256 total = _oneIn(9) ? type(uint256).max : _between(0, 400_000);
        if (_likely()) {
            bytes memory opening = abi.encodeCall(
                _s.token.openCase,
                (account, _caseId(20 + _below(6)), CaseBasis.Fraud, 0)
            );
            _joint("orderOfficer", "orderChecker", opening, _freezeReasons());
            if (total != type(uint256).max) total += _s.token.getFrozenTokens(account);
        }
        bytes memory data = abi.encodeCall(_s.token.setFrozenTokens, (account, total));
        bytes memory reasons = abi.encodePacked(
            _freezeReasons(),
            IDepositErrors.NoJointCase.selector,
            IDepositErrors.FrozenByOtherCases.selector
        );
        return _try(actor("enforcementOfficer"), address(_s.token), data, reasons);
    }

    /// @dev Law 7: no protected account is frozen for a debt, and nothing is taken from it for one.
    function freezeProtected() external returns (bool) {
        address account = _protectedOne();
        if (account == address(0)) return false;
        bytes memory reasons = abi.encodePacked(IDepositErrors.ProtectedAccount.selector);
        bytes memory data = abi.encodeCall(_s.token.freeze, (account, _caseId(50), CaseBasis.Debt, 1, 0));
        _mustRefuse(actor("enforcementOfficer"), address(_s.token), data, reasons);

        data = abi.encodeCall(
            _s.token.orderTransfer,
            (account, _agencies[0], 1, _orderId(), _caseId(50), CaseBasis.Debt)
        );
        _assert(!_joint("orderOfficer", "orderChecker", data, reasons), "law 7: nothing is taken for a debt");
        return true;
    }

    // ------------------------------------------------------------------------------------------ take and protect

    /// @dev What other cases freeze stays: the payer's balance never falls below it.
    function forcedTransfer() external returns (bool) {
        (address from, address to) = (_withBalance(), _oneIn(6) ? _oneOf(_everyone) : _customer());
        FreezeCase[] memory cases = _s.token.casesOf(from);
        bytes32 id = cases.length == 0 || _oneIn(3) ? _caseId(1) : bytes32(cases[0].caseId);
        CaseBasis basis = cases.length == 0 || _oneIn(4) ? _basis() : cases[0].basis;
        uint64 amount = uint64(_amountUpTo(_s.token.balanceOf(from)));
        if (_likely()) {
            _makeRunning();
            _makeReady(to);
        }
        bytes memory data = abi.encodeCall(_s.token.orderTransfer, (from, to, amount, _orderId(), id, basis));
        bytes memory reasons = _orderReasons();
        if (!_joint("orderOfficer", "orderChecker", data, reasons)) return false;

        data = abi.encodeCall(_s.token.forcedTransfer, (from, to, amount));
        reasons = abi.encodePacked(
            reasons,
            _transferReasons(),
            IDepositErrors.SystemAccountNotCredited.selector
        );
        return _try(actor("enforcementOfficer"), address(_s.token), data, reasons);
    }

    /// @dev What was ordered and taken back is not carried out.
    function withdrawOrder() external returns (bool) {
        (address from, address to) = (_withBalance(), _customer());
        uint64 amount = uint64(_between(1, 9_000));
        bytes memory data = abi.encodeCall(
            _s.token.orderTransfer,
            (from, to, amount, _orderId(), _caseId(98), CaseBasis.Error)
        );
        if (!_joint("orderOfficer", "orderChecker", data, _orderReasons())) return false;

        data = abi.encodeCall(_s.token.withdrawTransferOrder, (from, to, amount));
        _assert(_joint("orderOfficer", "orderChecker", data, ""), "an order is taken back");
        data = abi.encodeCall(_s.token.forcedTransfer, (from, to, amount));
        bytes memory reasons = abi.encodePacked(IDepositErrors.TransferNotOrdered.selector);
        _mustRefuse(actor("enforcementOfficer"), address(_s.token), data, reasons);
        return true;
    }

    function redeemByOrder() external returns (bool) {
        address account = _withBalance();
        uint64 amount = uint64(_amountUpTo(_s.token.spendableOf(account)));
        uint64 sequence = _s.token.nextRedemption(account);
        bytes memory data = abi.encodeCall(
            _s.token.redeemByOrder,
            (account, amount, sequence, _orderId(), _basis())
        );
        bytes memory reasons = abi.encodePacked(
            _freezeReasons(),
            IDepositErrors.ZeroAmount.selector,
            IERC20Errors.ERC20InsufficientBalance.selector,
            IERC7943Fungible.ERC7943InsufficientUnfrozenBalance.selector
        );
        if (!_joint("orderOfficer", "orderChecker", data, reasons)) return false;
        redeemed += amount;
        redeemedSince += amount;
        return true;
    }

    function protect() external returns (bool) {
        address account = _oneOf(_citizens);
        bool on = !_s.token.accountOf(account).protected || _oneIn(4);
        if (_likely()) _empty(account);
        bytes memory data = abi.encodeCall(_s.token.setProtection, (account, on));
        bytes memory reasons = abi.encodePacked(
            _officeReasons(),
            IDepositErrors.AccountNotEmpty.selector,
            IDepositErrors.InvalidAdmission.selector,
            IDepositErrors.InvalidCase.selector
        );
        return _try(actor("admissionOfficer"), address(_s.token), data, reasons);
    }

    /// @dev A public body that is listed pays into a protected account, and another may not.
    function payBenefit() external returns (bool) {
        (address payer, address other) = (_makeFree(_agencies[0]), _makeFree(_agencies[1]));
        address account = _protectedOne();
        if (account == address(0)) return false;
        _makeRunning();
        _makeRich(payer, 100);
        _makeRich(other, 100);
        _makeReady(account);
        _list(payer, true);
        _list(other, false);
        bytes memory data = abi.encodeCall(_s.token.transfer, (account, 1));
        _mustRefuse(other, address(_s.token), data, _transferReasons());
        return _try(payer, address(_s.token), data, _transferReasons());
    }

    function link() external returns (bool) {
        address account = _oneIn(6) ? _oneOf(_everyone) : _customer();
        bytes24 hash = bytes24(keccak256(abi.encode(account, acts)));
        bytes memory data = abi.encodeCall(_s.token.linkBankAccount, (account, hash));
        return _try(actor("admissionOfficer"), address(_s.token), data, _officeReasons());
    }

    // --------------------------------------------------------------------------------------------- recovery

    function openRecovery() external returns (bool) {
        address account = _oneIn(6) ? _oneOf(_everyone) : _customer();
        address successor = _oneIn(6) ? _customer() : _newKey("successor");
        return _openRecovery(account, successor);
    }

    function objectToRecovery() external returns (bool) {
        address account = _customer();
        if (_likely()) _openRecovery(account, _newKey("successor"));
        bytes memory reasons = abi.encodePacked(
            IDepositErrors.NotInRecovery.selector,
            IDepositErrors.SuspendedAccount.selector,
            IDepositErrors.ObjectionClosed.selector
        );
        return _try(account, address(_s.token), abi.encodeCall(_s.token.objectToRecovery, ()), reasons);
    }

    /// @dev Everything moves, and the old key is dead.
    function completeRecovery() external returns (bool) {
        address account = _customer();
        if (_likely()) {
            _openRecovery(account, _newKey("successor"));
            _warp(nowAt + 7 days - _below(2));
        }
        (address successor, ) = _s.token.recoveryOf(account);
        AccountState memory before = _s.token.accountOf(account);
        bytes memory reasons = abi.encodePacked(
            IDepositErrors.NotInRecovery.selector,
            IDepositErrors.ObjectionStillOpen.selector,
            IDepositErrors.InvalidRecovery.selector
        );
        bytes memory data = abi.encodeCall(_s.token.completeRecovery, (account));
        if (!_try(_customer(), address(_s.token), data, reasons)) return false;

        AccountState memory now_ = _s.token.accountOf(successor);
        before.inRecovery = false;
        _assertEq(abi.encode(now_), abi.encode(before), "a recovery moves the whole account");
        _assert(_s.token.accountOf(account).closed, "the old key is dead");
        _follow(account, successor);
        for (uint64 id = 1; id <= _s.programmes.programmes(); ++id) _moveVouchers(id, account);
        return true;
    }

    /// @dev The vouchers of `account` go to its successor, where it has any.
    function _moveVouchers(uint64 id, address account) internal virtual;

    // ------------------------------------------------------------------------------------------ two people issue

    function setIssueThreshold() external returns (bool) {
        uint64 threshold = _oneIn(2) ? 0 : uint64(_between(1, 90) * 100_000);
        if (_oneIn(6)) threshold = uint64(_between(8_192, 9_999));
        bytes memory data = abi.encodeCall(_s.token.setIssueThreshold, (threshold));
        bytes memory reasons = abi.encodePacked(IDepositErrors.AmountNotRound.selector);
        return _joint("limitsOfficer", "limitsChecker", data, reasons);
    }

    function issueLarge() external returns (bool) {
        (address issuer, address to) = (actor("largeIssueMaker"), _customer());
        uint64 amount = uint64(_between(1, 900_000));
        if (_likely()) {
            _makeReady(to);
            _makeIssuable(issuer, amount);
        }
        uint64 ref = _lastRef[issuer] + uint64(_below(3));
        bytes memory data = abi.encodeCall(_s.token.issueLarge, (to, amount, ref, IssueReason.Correction));
        bytes memory reasons = abi.encodePacked(
            _issueReasons(),
            IDepositErrors.AlreadyIssued.selector,
            IDepositErrors.ReferenceTooOld.selector
        );
        if (!_joint("largeIssueMaker", "issueApprover", data, reasons)) return false;
        _wasIssued(issuer, ref, amount);
        return true;
    }

    /// @dev Law 10: nobody approves what they proposed.
    function approveOwn() external returns (bool) {
        bytes memory data = abi.encodeCall(_s.token.unpause, ());
        _makeOpen();
        _do(actor("resumer"), address(_s.dual), abi.encodeCall(_s.dual.propose, (address(_s.token), data)));
        data = abi.encodeCall(_s.dual.approve, (_s.dual.proposals()));
        (bool ok, ) = _call(actor("resumer"), address(_s.dual), data);
        _assert(!ok, "law 10: nobody approves what they proposed");
        return true;
    }

    // -------------------------------------------------------------------------------------------- arranging

    /// @dev Ends what freezes an agency now and then, so that programmes can be opened.
    function _tidyEnforcement() internal {
        address account = _oneIn(2) ? _oneOf(_agencies) : _customer();
        if (!_oneIn(3)) _release(account);
    }

    /// @dev An account that nothing but its balance keeps from paying: its successor where it was to be recovered.
    function _makeFree(address account) internal returns (address) {
        AccountState memory state = _s.token.accountOf(account);
        if (state.inRecovery) account = _recover(account);
        _makeReady(account);
        _release(account);
        if (state.kind == AccountKind.None) return account;
        Limits memory none;
        bytes memory data = abi.encodeCall(_s.token.setLimits, (state.kind, none));
        _joint("limitsOfficer", "limitsChecker", data, "");
        return account;
    }

    /// @dev Lets the holder's time to object pass, and completes the recovery.
    function _recover(address account) private returns (address successor) {
        uint48 until;
        (successor, until) = _s.token.recoveryOf(account);
        if (_s.token.accountOf(successor).kind != AccountKind.None) {
            _openRecovery(account, _newKey("successor"));
            (successor, until) = _s.token.recoveryOf(account);
        }
        if (nowAt < until) _warp(until);
        _do(_customer(), address(_s.token), abi.encodeCall(_s.token.completeRecovery, (account)));
        _follow(account, successor);
        for (uint64 id = 1; id <= _s.programmes.programmes(); ++id) _moveVouchers(id, account);
    }

    /// @dev Ends every case that freezes `account`.
    function _release(address account) private {
        FreezeCase[] memory cases = _s.token.casesOf(account);
        _makeOpen();
        for (uint256 i = 0; i < cases.length; ++i) {
            bytes32 id = bytes32(cases[i].caseId);
            bytes memory data = abi.encodeCall(_s.token.unfreeze, (account, id, cases[i].amount));
            _do(actor("admissionOfficer"), address(_s.token), data);
        }
    }

    function _freeze(address account, bytes32 id, uint64 amount, uint48 until) private returns (bool) {
        if (_oneIn(12)) amount = type(uint64).max;
        return _freezeOn(account, id, _basis(), amount, until);
    }

    function _freezeOn(
        address account,
        bytes32 id,
        CaseBasis basis,
        uint64 amount,
        uint48 until
    ) private returns (bool) {
        bytes memory data = abi.encodeCall(_s.token.freeze, (account, id, basis, amount, until));
        return _try(actor("enforcementOfficer"), address(_s.token), data, _freezeReasons());
    }

    function _openRecovery(address account, address successor) private returns (bool) {
        bytes memory data = abi.encodeCall(_s.token.openRecovery, (account, successor, _caseId(acts)));
        bytes memory reasons = abi.encodePacked(_officeReasons(), IDepositErrors.InvalidRecovery.selector);
        return _joint("recoveryOfficer", "recoveryChecker", data, reasons);
    }

    function _list(address payer, bool listed) private {
        if (_s.token.accountOf(payer).kind != AccountKind.Agency) return;
        _makeOpen();
        _do(
            actor("systemRegistrar"),
            address(_s.token),
            abi.encodeCall(_s.token.setBenefitPayer, (payer, listed))
        );
    }

    /// @dev A protected account, if there is one or an empty one can be made one.
    function _protectedOne() private returns (address account) {
        for (uint256 i = 0; i < _citizens.length; ++i) {
            if (_s.token.accountOf(_citizens[i]).protected) return _citizens[i];
        }
        account = _oneOf(_citizens);
        _empty(account);
        if (_s.token.accountOf(account).kind != AccountKind.Citizen) return address(0);
        if (_s.token.balanceOf(account) != 0 || _s.token.casesOf(account).length != 0) return address(0);
        _makeOpen();
        bytes memory data = abi.encodeCall(_s.token.setProtection, (account, true));
        _do(actor("admissionOfficer"), address(_s.token), data);
    }

    function _empty(address account) private {
        uint256 balance = _s.token.spendableOf(account);
        if (balance != 0) _redeem(account, uint64(balance), _s.token.nextRedemption(account));
        _makeOpen();
    }

    function _caseId(uint256 n) private pure returns (bytes32) {
        return bytes32(bytes20(keccak256(abi.encode("case", n))));
    }

    function _orderId() private returns (bytes32) {
        return keccak256(abi.encode("order", ++_orderCount));
    }

    function _basis() private returns (CaseBasis) {
        return CaseBasis(1 + _below(4));
    }

    /// @dev A midnight in Korea some days ahead; or no end; or a second that is no midnight.
    function _midnightOrNone() private returns (uint48) {
        if (_oneIn(3)) return 0;
        uint256 midnight = ((nowAt + 9 hours) / 1 days + _between(1, 12)) * 1 days - 9 hours;
        return uint48(_oneIn(12) ? midnight + 1 : midnight);
    }

    function _orderReasons() private pure returns (bytes memory) {
        return
            abi.encodePacked(
                _freezeReasons(),
                IDepositErrors.InvalidOrder.selector,
                IDepositErrors.TransferToSelf.selector,
                IDepositErrors.TransferAlreadyOrdered.selector,
                IDepositErrors.ProtectedAccountNotCredited.selector
            );
    }

    function _freezeReasons() private pure returns (bytes memory) {
        return
            abi.encodePacked(
                _officeReasons(),
                IDepositErrors.InvalidCase.selector,
                IDepositErrors.TooManyCases.selector,
                IDepositErrors.ProtectedAccount.selector
            );
    }
}
