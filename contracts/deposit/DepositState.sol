// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {DualControlled} from "../access/DualControlled.sol";
import {Governed} from "../access/Governed.sol";
import {KoreaTime} from "../types/KoreaTime.sol";
import {AccountWord} from "./AccountWord.sol";
import {AccountRecovery} from "./AccountRecovery.sol";
import {FreezeCases} from "./FreezeCases.sol";
import {IDepositErrors} from "./IDepositErrors.sol";
import {IDepositEvents} from "./IDepositEvents.sol";
import {IERC7943Fungible} from "./IERC7943Fungible.sol";
import {Issuer} from "./IssuerWord.sol";
import {PolicyWord} from "./PolicyWord.sol";
import {SupplyWord} from "./SupplyWord.sol";
import {AccountKind} from "./AccountKind.sol";
import {CaseBasis} from "./CaseBasis.sol";

/// @title DepositState
/// @notice What a deposit token keeps, and why an account or the service refuses.
/// @dev The token and `DepositOffices`, whose code it runs as its own, both begin with this, so that both see one storage.
abstract contract DepositState is IDepositEvents, IDepositErrors, IERC20Errors, Governed, DualControlled {
    /// @notice The most accounts of one `admitBatch`: it stays under 2^24 gas.
    uint256 public constant MAX_ADMIT_BATCH = 500;

    /// @notice How far above the last attestation's reference the next may lie.
    uint64 public constant ATTESTATION_STEP = 2 ** 32;

    /// @notice The most cases that freeze one account at a time.
    uint256 public constant MAX_CASES = FreezeCases.MAX_CASES;

    /// @notice How long the holder of an account in recovery may object, seconds.
    uint48 public constant OBJECTION_PERIOD = AccountRecovery.OBJECTION_PERIOD;

    /// @dev What two people ordered, and `forcedTransfer` carries out.
    struct TransferOrder {
        bytes32 orderId;
        bytes32 caseId;
        CaseBasis basis;
        address maker;
        address checker;
    }

    SupplyWord internal _supply;
    PolicyWord internal _policy;
    uint256 internal _accountCount;
    AccountRecovery.Register internal _register;
    mapping(address issuer => Issuer) internal _issuers;
    mapping(address account => bool) internal _enforcers;
    mapping(bytes32 transfer => TransferOrder) internal _orders;
    mapping(bytes32 orderId => bool) internal _ordered;

    /// @dev The account's word with what is frozen now: where a freeze has ended, the cases are summed again.
    function _thawed(address account, AccountWord word) internal view returns (AccountWord) {
        uint256 day = KoreaTime.dayIndex(block.timestamp);
        if (!word.hasThawed(day)) return word;
        (uint256 sum, uint256 thaws) = FreezeCases.total(_register.cases[account], day);
        return word.withFrozen(sum, thaws);
    }

    /// @dev `account`, or the last of those who took its place.
    function _current(address account) internal view returns (address) {
        address next = _register.successors[account];
        while (next != address(0)) {
            account = next;
            next = _register.successors[account];
        }
        return account;
    }

    function _onlyEnforcer() internal view {
        if (!_enforcers[msg.sender]) revert NotEnforcer(msg.sender);
    }

    function _transferKey(address from, address to, uint256 amount) internal pure returns (bytes32) {
        return keccak256(abi.encode(from, to, amount));
    }

    /// @dev Why nothing moves while the bank has paused or the supervisor stopped the service; empty if neither has.
    function _stopRefusal(PolicyWord rules) internal pure returns (bytes memory refusal) {
        if (rules.isPaused()) return abi.encodeWithSelector(EnforcedPause.selector);
        if (rules.isStopped()) return abi.encodeWithSelector(StoppedBySupervisor.selector);
    }

    /// @dev Why a payee that is not usable is not.
    function _payeeRefusal(address account, AccountWord word) internal view returns (bytes memory refusal) {
        if (account == address(0)) return abi.encodeWithSelector(ERC20InvalidReceiver.selector, account);
        return _accountRefusal(account, word);
    }

    /// @dev Why an account that is not usable is not.
    function _accountRefusal(address account, AccountWord word) internal view returns (bytes memory refusal) {
        if (word.kind() == AccountKind.None)
            return abi.encodeWithSelector(AccountNotAdmitted.selector, account);
        if (word.isClosed()) return _closedRefusal(account);
        if (word.isInRecovery()) return abi.encodeWithSelector(AccountInRecovery.selector, account);
        if (word.isSuspended()) return abi.encodeWithSelector(SuspendedAccount.selector, account);
        return
            abi.encodeWithSelector(AdmissionExpired.selector, account, word.admittedUntil(), block.timestamp);
    }

    function _closedRefusal(address account) private view returns (bytes memory) {
        address successor = _current(account);
        return
            successor == account
                ? abi.encodeWithSelector(ClosedAccount.selector, account)
                : abi.encodeWithSelector(AccountReplaced.selector, account, successor);
    }

    function _systemRefusal(address account, address operator) internal pure returns (bytes memory refusal) {
        return abi.encodeWithSelector(SystemAccountNotCredited.selector, account, operator);
    }

    function _protectedRefusal(address account, address payer) internal pure returns (bytes memory refusal) {
        return abi.encodeWithSelector(ProtectedAccountNotCredited.selector, account, payer);
    }

    /// @dev Empty where a freeze has ended, and what is left suffices.
    function _balanceRefusal(
        address account,
        AccountWord word,
        uint256 amount
    ) internal view returns (bytes memory refusal) {
        if (amount > word.balance()) {
            return abi.encodeWithSelector(ERC20InsufficientBalance.selector, account, word.balance(), amount);
        }
        uint256 unfrozen = _thawed(account, word).spendable();
        if (amount > unfrozen) {
            return
                abi.encodeWithSelector(
                    IERC7943Fungible.ERC7943InsufficientUnfrozenBalance.selector,
                    account,
                    amount,
                    unfrozen
                );
        }
    }

    /// @dev Why a payee of this kind is credited no more than `cap`, or empty.
    function _capRefusal(
        uint256 cap,
        address account,
        AccountWord word,
        uint256 amount
    ) internal pure returns (bytes memory refusal) {
        uint256 held = word.balance();
        if (held > cap || amount > cap - held)
            return abi.encodeWithSelector(HolderCapExceeded.selector, account, cap, held, amount);
    }
}
