// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Account, AccountWord} from "./AccountWord.sol";
import {CaseWord} from "./CaseWord.sol";
import {FreezeCases} from "./FreezeCases.sol";
import {IDepositErrors} from "./IDepositErrors.sol";
import {IDepositEvents} from "./IDepositEvents.sol";
import {AccountKind} from "./AccountKind.sol";

/// @title AccountRecovery
/// @notice A lost key's account goes to a new key, whole: first the old key is stopped, then its holder may object, then
/// everything moves and the old key is dead.
library AccountRecovery {
    /// @notice How long the holder may object, seconds.
    uint48 internal constant OBJECTION_PERIOD = 7 days;

    /// @dev To whom an account goes, until when its holder may object, and whether it was suspended before: one word.
    struct Recovery {
        address successor;
        uint48 until;
        bool suspended;
    }

    /// @dev What a holder redeemed, and to which bank account redemptions go: one word.
    struct Redemptions {
        uint64 made;
        bytes24 bankAccount;
    }

    /// @dev All that belongs to accounts.
    struct Register {
        mapping(address account => Account) accounts;
        mapping(address account => FreezeCases.Book) cases;
        mapping(address account => Redemptions) redemptions;
        mapping(address account => Recovery) recoveries;
        mapping(address account => address) successors;
    }

    /// @notice Stops `account` and names its successor.
    function open(Register storage self, address account, address successor) internal returns (uint48 until) {
        Account storage holder = self.accounts[account];
        AccountWord word = FreezeCases.touchable(holder, account);
        if (!_isUnused(self, successor)) revert IDepositErrors.InvalidRecovery(account, successor);

        until = uint48(block.timestamp) + OBJECTION_PERIOD;
        holder.word = word.withRecovery(true);
        self.recoveries[account] = Recovery(successor, until, word.isSuspended());
    }

    /// @notice Ends a recovery to which the holder `account` objects.
    function object(Register storage self, address account) internal {
        Account storage holder = self.accounts[account];
        AccountWord word = holder.word;
        Recovery memory recovery = self.recoveries[account];
        if (!word.isInRecovery()) revert IDepositErrors.NotInRecovery(account);
        // A thief would object too: where the bank had suspended the account, it goes by its case.
        if (recovery.suspended) revert IDepositErrors.SuspendedAccount(account);
        if (block.timestamp >= recovery.until) revert IDepositErrors.ObjectionClosed(account, recovery.until);

        holder.word = word.withRecovery(false);
        delete self.recoveries[account];

        emit IDepositEvents.RecoveryObjected(account, recovery.successor);
    }

    /// @notice Moves all of `account` to its successor.
    function complete(Register storage self, address account, address by) internal {
        Account storage holder = self.accounts[account];
        AccountWord word = holder.word;
        Recovery memory recovery = self.recoveries[account];
        address successor = recovery.successor;
        if (!word.isInRecovery()) revert IDepositErrors.NotInRecovery(account);
        if (block.timestamp < recovery.until)
            revert IDepositErrors.ObjectionStillOpen(account, recovery.until);
        if (!_isUnused(self, successor)) revert IDepositErrors.InvalidRecovery(account, successor);

        self.accounts[successor].word = word.withRecovery(false);
        holder.word = AccountWord.wrap(0).admit(word.kind(), 0).close();
        self.successors[account] = successor;
        self.redemptions[successor] = self.redemptions[account];
        delete self.redemptions[account];
        delete self.recoveries[account];
        _moveCases(self.cases[account], self.cases[successor]);

        if (word.balance() != 0) emit IERC20.Transfer(account, successor, word.balance());
        emit IDepositEvents.AccountRecovered(account, successor, by);
    }

    /// @dev Nobody's account here, now or ever, and the successor of no other.
    function _isUnused(Register storage self, address account) private view returns (bool) {
        return account != address(0) && self.accounts[account].word.kind() == AccountKind.None;
    }

    function _moveCases(FreezeCases.Book storage from, FreezeCases.Book storage to) private {
        for (uint256 i = 0; i < FreezeCases.MAX_CASES; ++i) {
            CaseWord word = from.cases[i];
            if (!word.isUsed()) return;
            to.cases[i] = word;
            from.cases[i] = CaseWord.wrap(0);
        }
    }
}
