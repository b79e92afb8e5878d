// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Refusal} from "../types/Refusal.sol";
import {AccountKind} from "./AccountKind.sol";
import {Account, AccountWord, PROTECTED_BIT, SYSTEM_BIT, UNUSABLE_BITS} from "./AccountWord.sol";
// Used in assembly, which the linter does not read.
// solhint-disable-next-line no-unused-import
import {KIND_SHIFT, UNTIL_SHIFT} from "./AccountWord.sol";
import {DepositTransfers} from "./DepositTransfers.sol";
import {IDepositToken} from "./IDepositToken.sol";
import {Payout} from "./Payout.sol";

/// @title DepositPayouts
/// @notice Many payments at once by a contract of the system, and what it asks before it makes them.
abstract contract DepositPayouts is DepositTransfers {
    using Refusal for bytes;

    /// @dev The number of no kind: kinds have four bits.
    uint256 private constant NO_KIND = 16;

    /// @inheritdoc IDepositToken
    function payAllOnBehalf(Payout[] calldata payouts) external {
        Account storage payer = _register.accounts[msg.sender];
        AccountWord word = payer.word;
        // Nobody is paid at once where nothing may be paid.
        uint256 left = _policy.isStopped() || !word.isSystem() ? 0 : word.spendable();
        // The payer is no payee, so that its word can be stored last.
        unchecked {
            for (uint256 i = 0; i < payouts.length; ++i) {
                Payout paid = payouts[i];
                uint256 amount = paid.amount();
                if (amount == 0) continue;
                address to = paid.payee();
                Account storage payee = _register.accounts[to];
                AccountWord payeeWord = payee.word;
                if (amount > left || !_isPayee(payeeWord)) {
                    to = _payeeOf(to, word, amount);
                    payee = _register.accounts[to];
                    payeeWord = payee.word;
                }

                left -= amount;
                word = word.debit(amount);
                payee.word = payeeWord.credit(amount);

                emit Transfer(msg.sender, to, amount);
            }
        }
        payer.word = word;
    }

    /// @inheritdoc IDepositToken
    function payersInOrder(address[] calldata accounts) external view returns (uint256 bits) {
        return _inOrder(accounts, UNUSABLE_BITS, NO_KIND);
    }

    /// @inheritdoc IDepositToken
    function payeesInOrder(address[] calldata accounts) external view returns (uint256 bits) {
        if (_policy.isStopped() || !_register.accounts[msg.sender].word.isSystem()) return 0;
        return _inOrder(accounts, UNUSABLE_BITS | SYSTEM_BIT | PROTECTED_BIT, uint256(AccountKind.Citizen));
    }

    /// @dev Who is paid by the calling system account in the place of `to`, or reverts with the reason.
    function _payeeOf(address to, AccountWord payer, uint256 amount) private view returns (address payee) {
        payee = _current(to);
        AccountWord word = _register.accounts[payee].word;
        _payOnBehalfRefusal(msg.sender, payer, msg.sender, payee, word, amount).enforce();
    }

    /// @dev Which accounts have not expired, none of the bits `barred`, and not the kind `barredKind`.
    function _inOrder(
        address[] calldata accounts,
        uint256 barred,
        uint256 barredKind
    ) private view returns (uint256 bits) {
        mapping(address => Account) storage known = _register.accounts;
        // For each account what `isUsable` or `_isPayee` says of `known[account].word`, without copies.
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            mstore(0x20, known.slot)
            let bit := 1
            let end := add(accounts.offset, shl(5, accounts.length))
            for {
                let from := accounts.offset
            } lt(from, end) {
                from := add(from, 0x20)
            } {
                mstore(0, shr(96, shl(96, calldataload(from))))
                let word := sload(keccak256(0, 0x40))
                let no := or(and(word, barred), eq(and(shr(KIND_SHIFT, word), 0xf), barredKind))
                let fresh := lt(timestamp(), and(shr(UNTIL_SHIFT, word), 0xffffffff))
                bits := or(bits, mul(bit, gt(fresh, no)))
                bit := add(bit, bit)
            }
        }
    }

    /// @dev Whether a voucher may pay the account as it is.
    function _isPayee(AccountWord word) private view returns (bool) {
        return word.isPlain(block.timestamp) && word.kindNumber() != uint256(AccountKind.Citizen);
    }
}
