// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {officerOf} from "../access/Officer.sol";
import {IAuthority} from "../access/IAuthority.sol";
import {KoreaTime} from "../types/KoreaTime.sol";
import {Refusal} from "../types/Refusal.sol";
import {Account, AccountWord} from "./AccountWord.sol";
import {AccountRecovery} from "./AccountRecovery.sol";
import {packCase} from "./CaseWord.sol";
import {DepositIssue} from "./DepositIssue.sol";
import {FreezeCases} from "./FreezeCases.sol";
import {IDepositOffices} from "./IDepositOffices.sol";
import {IERC7943Fungible} from "./IERC7943Fungible.sol";
import {AccountKind} from "./AccountKind.sol";
import {CaseBasis} from "./CaseBasis.sol";

/// @title DepositEnforcement
/// @notice Cases, ordered transfers and redemptions, protected accounts, recovery. See `IDepositOffices`; a freeze
/// itself is in `DepositToken`, where it is cheapest.
abstract contract DepositEnforcement is DepositIssue, IDepositOffices {
    using Refusal for bytes;

    /// @inheritdoc IDepositOffices
    function setEnforcer(address enforcer, bool appointed) external restricted {
        if (appointed && _holdsOffice(enforcer, 0)) revert EnforcerIsController(enforcer);

        _enforcers[enforcer] = appointed;

        if (appointed) emit EnforcerAppointed(enforcer, officerOf(authority));
        else emit EnforcerDismissed(enforcer, officerOf(authority));
    }

    /// @inheritdoc IDepositOffices
    function unfreeze(address account, bytes32 caseId, uint64 amount) external restricted {
        FreezeCases.release(
            _register.accounts[account],
            _register.cases[account],
            account,
            caseId,
            amount,
            officerOf(authority)
        );
    }

    /// @inheritdoc IDepositOffices
    function openCase(address account, bytes32 caseId, CaseBasis basis, uint48 until) external dual {
        if (basis == CaseBasis.None) revert InvalidCase(account, caseId);
        FreezeCases.open(
            _register.accounts[account],
            _register.cases[account],
            account,
            caseId,
            packCase(caseId, basis, 1, 0, FreezeCases.endDay(account, caseId, until))
        );
        (address maker, address checker) = _people();
        emit CaseOpened(account, caseId, basis, until, maker, checker);
    }

    /// @notice As `IERC7943Fungible`.
    /// @dev Who: an appointed enforcer, in the newest case that two people opened. Fails: `NotEnforcer`, `NoJointCase`,
    /// `FrozenByOtherCases` below what other cases freeze, `ProtectedAccount`, as `freeze` on the account. Emits `Frozen`,
    /// `CaseSet`.
    function setFrozenTokens(address account, uint256 amount) external returns (bool) {
        _onlyEnforcer();
        FreezeCases.setTotal(
            _register.accounts[account],
            _register.cases[account],
            account,
            amount,
            msg.sender
        );
        return true;
    }

    /// @inheritdoc IDepositOffices
    function orderTransfer(
        address from,
        address to,
        uint64 amount,
        bytes32 orderId,
        bytes32 caseId,
        CaseBasis basis
    ) external dual {
        _useOrder(from, orderId, basis);
        if (amount == 0) revert InvalidOrder(orderId);
        (address maker, address checker) = _people();
        TransferOrder memory next = TransferOrder(orderId, caseId, basis, maker, checker);
        _onGroundOfCase(from, next);
        if (to == from) revert TransferToSelf(to);
        _forNobodyInvolved(to, next);
        if (_register.accounts[to].word.isProtected()) _onlyReturned(from, to, basis);
        TransferOrder storage order = _orders[_transferKey(from, to, amount)];
        if (order.orderId != 0) revert TransferAlreadyOrdered(order.orderId);

        _orders[_transferKey(from, to, amount)] = next;

        emit TransferOrdered(orderId, from, to, amount, caseId, basis, maker, checker);
    }

    /// @notice As `IERC7943Fungible`.
    /// @dev Who: an appointed enforcer, once for each order of two people. Takes what is not frozen and what the order's case
    /// freezes; what other cases freeze stays. Where the payee's key was replaced, its successor is paid, and named in the events.
    /// Fails: `NotEnforcer`, `TransferNotOrdered`, `TransferToSelf`, `InvalidOrder` where the order's case runs on another ground,
    /// `ProtectedAccount`, `ProtectedAccountNotCredited`, as `transfer` on a stop and on the payee's account,
    /// `SystemAccountNotCredited`, `ERC20InsufficientBalance`, `ERC7943InsufficientUnfrozenBalance`. Emits `Frozen`, `CaseReduced`, `Transfer`, `ForcedTransfer`,
    /// `TransferOrderExecuted`.
    function forcedTransfer(address from, address to, uint256 amount) external returns (bool) {
        _onlyEnforcer();
        TransferOrder memory order = _takeOrder(from, to, amount);
        // Who took the payee's place is paid in its stead.
        address paid = _current(to);
        if (_isSame(paid, msg.sender)) revert TransferToSelf(paid);
        _forNobodyInvolved(paid, order);
        Account storage payer = _register.accounts[from];
        Account storage payee = _register.accounts[paid];
        _beyondDebt(payer, from, order.basis);
        _onGroundOfCase(from, order);
        _stopRefusal(_policy).enforce();
        _onlyPayable(paid, from, order.basis);
        uint256 held = payer.word.balance();
        if (amount > held) revert ERC20InsufficientBalance(from, held, amount);

        FreezeCases.take(payer, _register.cases[from], from, order.caseId, amount, msg.sender);
        payer.word = payer.word.debit(amount);
        payee.word = payee.word.credit(amount);

        emit IERC20.Transfer(from, paid, amount);
        emit IERC7943Fungible.ForcedTransfer(from, paid, amount);
        emit TransferOrderExecuted(order.orderId, msg.sender);
        return true;
    }

    /// @inheritdoc IDepositOffices
    function withdrawTransferOrder(address from, address to, uint64 amount) external dual {
        TransferOrder memory order = _takeOrder(from, to, amount);
        (address maker, address checker) = _people();
        emit TransferOrderWithdrawn(order.orderId, maker, checker);
    }

    /// @inheritdoc IDepositOffices
    function redeemByOrder(
        address account,
        uint64 amount,
        uint64 sequence,
        bytes32 orderId,
        CaseBasis basis
    ) external dual {
        _useOrder(account, orderId, basis);
        // An order is given once by its id: 0 lets it have whatever number is next, so that a won redeemed meanwhile does not void it.
        if (sequence == 0) sequence = _register.redemptions[account].made + 1;
        _redeem(account, amount, sequence);
        (address maker, address checker) = _people();
        emit RedemptionOrdered(orderId, account, basis, maker, checker);
    }

    /// @inheritdoc IDepositOffices
    function setProtection(address account, bool protected) external restricted {
        Account storage holder = _register.accounts[account];
        AccountWord word = FreezeCases.touchable(holder, account);
        if (word.kind() != AccountKind.Citizen)
            revert InvalidAdmission(account, word.kind(), word.admittedUntil());
        if (word.balance() != 0) revert AccountNotEmpty(account, word.balance());
        bool isFrozen = FreezeCases.any(_register.cases[account], KoreaTime.dayIndex(block.timestamp));
        if (isFrozen) revert InvalidCase(account, 0);

        holder.word = word.withProtection(protected);

        if (protected) emit AccountProtected(account, officerOf(authority));
        else emit AccountUnprotected(account, officerOf(authority));
    }

    /// @inheritdoc IDepositOffices
    function setBenefitPayer(address account, bool listed) external restricted {
        Account storage holder = _register.accounts[account];
        AccountWord word = FreezeCases.touchable(holder, account);
        if (listed && word.kind() != AccountKind.Agency)
            revert InvalidAdmission(account, word.kind(), word.admittedUntil());

        holder.word = word.withBenefitPayer(listed);

        if (listed) emit BenefitPayerListed(account, officerOf(authority));
        else emit BenefitPayerDelisted(account, officerOf(authority));
    }

    /// @inheritdoc IDepositOffices
    function linkBankAccount(address account, bytes24 bankAccount) external restricted {
        FreezeCases.touchable(_register.accounts[account], account);

        _register.redemptions[account].bankAccount = bankAccount;

        emit BankAccountLinked(account, bankAccount, officerOf(authority));
    }

    /// @inheritdoc IDepositOffices
    function openRecovery(address account, address successor, bytes32 caseId) external dual {
        (address maker, address checker) = _people();
        if (_isSame(successor, maker) || _isSame(successor, checker))
            revert InvalidRecovery(account, successor);
        _dismiss(account, maker);
        uint48 until = AccountRecovery.open(_register, account, successor);
        emit RecoveryOpened(account, successor, caseId, until, maker, checker);
    }

    /// @inheritdoc IDepositOffices
    function objectToRecovery() external {
        AccountRecovery.object(_register, msg.sender);
    }

    /// @inheritdoc IDepositOffices
    function completeRecovery(address account) external {
        AccountRecovery.complete(_register, account, msg.sender);
    }

    /// @dev Takes from a key that is stopped whatever it was appointed to.
    function _dismiss(address account, address by) private {
        if (_enforcers[account]) {
            _enforcers[account] = false;
            emit EnforcerDismissed(account, by);
        }
        if (_issuers[account].word.allowance() != 0) {
            _issuers[account].word = _issuers[account].word.withAllowance(0);
            emit IssuanceAllowanceSet(account, 0, by);
        }
    }

    /// @dev Only money paid by error or got by fraud returns to a protected account under an order.
    function _onlyReturned(address from, address to, CaseBasis basis) private pure {
        if (basis != CaseBasis.Error && basis != CaseBasis.Fraud) _protectedRefusal(to, from).enforce();
    }

    /// @dev Whether two accounts are one, or one person's as the bank's authority knows.
    function _isSame(address one, address other) private view returns (bool) {
        if (one == other) return true;
        bytes32 person = IAuthority(authority).personOf(one);
        return person != 0 && person == IAuthority(authority).personOf(other);
    }

    /// @dev Takes the order for a transfer off those that wait.
    function _takeOrder(
        address from,
        address to,
        uint256 amount
    ) private returns (TransferOrder memory order) {
        bytes32 key = _transferKey(from, to, amount);
        order = _orders[key];
        if (order.orderId == 0) revert TransferNotOrdered(from, to, amount);

        delete _orders[key];
    }

    /// @dev Nothing is taken for a key of who ordered it.
    function _forNobodyInvolved(address to, TransferOrder memory order) private view {
        if (_isSame(to, order.maker) || _isSame(to, order.checker)) revert TransferToSelf(to);
    }

    /// @dev An order takes from a case that runs on the case's own ground.
    function _onGroundOfCase(address from, TransferOrder memory order) private view {
        CaseBasis ground = FreezeCases.basisOf(_register.cases[from], order.caseId);
        if (ground != CaseBasis.None && ground != order.basis) revert InvalidOrder(order.orderId);
    }

    /// @dev An account that money under an order reaches.
    function _onlyPayable(address to, address from, CaseBasis basis) private view {
        AccountWord word = _register.accounts[to].word;
        if (!word.isUsable(block.timestamp)) _payeeRefusal(to, word).enforce();
        if (word.isSystem()) _systemRefusal(to, msg.sender).enforce();
        if (word.isProtected()) _onlyReturned(from, to, basis);
    }

    /// @dev Whether the person of an account holds an office of the bank other than those in `allowed`, or the account is the
    /// authority itself. An account that is bound to nobody may be anyone's.
    function _holdsOffice(address account, uint256 allowed) internal view returns (bool) {
        IAuthority bank = IAuthority(authority);
        if (account == address(bank)) return true;
        bytes32 person = bank.personOf(account);
        if (person == 0) revert IAuthority.PersonUnknown(account);
        (uint256 held, ) = bank.officesOfPerson(person);
        return held & ~allowed != 0;
    }

    /// @dev An order has an id and a ground, is given once, and for a debt reaches no protected account.
    function _useOrder(address account, bytes32 orderId, CaseBasis basis) private {
        _beyondDebt(_register.accounts[account], account, basis);
        if (orderId == 0 || basis == CaseBasis.None) revert InvalidOrder(orderId);
        if (_ordered[orderId]) revert AlreadyOrdered(orderId);

        _ordered[orderId] = true;
    }

    /// @dev An account that offices may act on, and no protected one for a debt.
    function _beyondDebt(Account storage holder, address account, CaseBasis basis) private view {
        AccountWord word = FreezeCases.touchable(holder, account);
        if (word.isProtected() && basis == CaseBasis.Debt) revert ProtectedAccount(account);
    }
}
