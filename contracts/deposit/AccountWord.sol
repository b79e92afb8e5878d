// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccountKind} from "./AccountKind.sol";

/// @notice One account in one storage word, lowest bits first: balance 64, frozen 64, spent today 48 (whole won), thaws on
/// 16, day 16 (both as days in Korea since 1970), admitted until 32 (UTC seconds), status 16.
/// @dev Status: kind in its low 4 bits, then one bit each for suspended, closed, protected, benefit payer, in recovery,
/// system and open. 64 bits of won are some four thousand times the money of the country, and no account holds more than the
/// supply, so additions below cannot leave their field. What was spent today stops counting at its field's end, above
/// every limit that can be set. Thaws on: the first day on which a freeze that has an end no longer counts; 0: none has.
type AccountWord is uint256;

/// @dev A struct of one word, so that a reference to it can be kept.
struct Account {
    AccountWord word;
}

using {
    balance,
    frozen,
    thawsOn,
    hasThawed,
    spendable,
    spentOn,
    admittedUntil,
    kind,
    kindNumber,
    isSystem,
    isOpen,
    isSuspended,
    isClosed,
    isProtected,
    isBenefitPayer,
    isInRecovery,
    isSystemOrProtected,
    isPlain,
    isTouchable,
    isStopped,
    isExact,
    isUsable,
    credit,
    debit,
    spend,
    admit,
    register,
    open,
    withFrozen,
    withMoreFrozen,
    withSuspension,
    withProtection,
    withBenefitPayer,
    withRecovery,
    close
} for AccountWord global;

uint256 constant FIELD_64 = type(uint64).max;
uint256 constant FIELD_48 = type(uint48).max;
uint256 constant FROZEN_SHIFT = 64;
uint256 constant SPENT_SHIFT = 128;
uint256 constant THAW_SHIFT = 176;
uint256 constant DAY_SHIFT = 192;
uint256 constant UNTIL_SHIFT = 208;
uint256 constant KIND_SHIFT = 240;
uint256 constant SUSPENDED_BIT = 1 << 244;
uint256 constant CLOSED_BIT = 1 << 245;
uint256 constant PROTECTED_BIT = 1 << 246;
uint256 constant PAYER_BIT = 1 << 247;
uint256 constant RECOVERY_BIT = 1 << 248;
uint256 constant SYSTEM_BIT = 1 << 249;
uint256 constant OPEN_BIT = 1 << 250;
uint256 constant UNUSABLE_BITS = SUSPENDED_BIT | CLOSED_BIT | RECOVERY_BIT;

/// @notice Whole won held.
function balance(AccountWord self) pure returns (uint256 amount) {
    return AccountWord.unwrap(self) & FIELD_64;
}

/// @notice Whole won frozen, in all; may exceed the balance. From the day `thawsOn` it is too much: see `hasThawed`.
function frozen(AccountWord self) pure returns (uint256 amount) {
    return (AccountWord.unwrap(self) >> FROZEN_SHIFT) & FIELD_64;
}

/// @notice The first Korean day on which the freeze that ends first no longer counts; 0: none ends.
function thawsOn(AccountWord self) pure returns (uint256 day) {
    return (AccountWord.unwrap(self) >> THAW_SHIFT) & 0xffff;
}

/// @notice Whether on Korean day `day` a freeze in the total has ended, so that the total must be summed again.
function hasThawed(AccountWord self, uint256 day) pure returns (bool) {
    uint256 thaws = (AccountWord.unwrap(self) >> THAW_SHIFT) & 0xffff;
    return thaws != 0 && day >= thaws;
}

/// @notice What may leave the account: balance less frozen, never below zero.
function spendable(AccountWord self) pure returns (uint256 amount) {
    uint256 held = AccountWord.unwrap(self) & FIELD_64;
    uint256 stopped = (AccountWord.unwrap(self) >> FROZEN_SHIFT) & FIELD_64;
    unchecked {
        return held > stopped ? held - stopped : 0;
    }
}

/// @notice Whole won the holder has transferred on Korean day `day`.
function spentOn(AccountWord self, uint256 day) pure returns (uint256 amount) {
    uint256 word = AccountWord.unwrap(self);
    return (word >> DAY_SHIFT) & 0xffff == day ? (word >> SPENT_SHIFT) & FIELD_48 : 0;
}

/// @notice The UTC second from which the admission no longer counts; 0 before any admission.
function admittedUntil(AccountWord self) pure returns (uint48) {
    return uint32(AccountWord.unwrap(self) >> UNTIL_SHIFT);
}

function kind(AccountWord self) pure returns (AccountKind) {
    return AccountKind((AccountWord.unwrap(self) >> KIND_SHIFT) & 0xf);
}

/// @notice The number of the account's kind.
function kindNumber(AccountWord self) pure returns (uint256) {
    return (AccountWord.unwrap(self) >> KIND_SHIFT) & 0xf;
}

function isSystem(AccountWord self) pure returns (bool) {
    return AccountWord.unwrap(self) & SYSTEM_BIT != 0;
}

/// @notice Whether a contract of the system takes bare transfers, and keeps them apart.
function isOpen(AccountWord self) pure returns (bool) {
    return AccountWord.unwrap(self) & OPEN_BIT != 0;
}

function isSuspended(AccountWord self) pure returns (bool) {
    return AccountWord.unwrap(self) & SUSPENDED_BIT != 0;
}

function isClosed(AccountWord self) pure returns (bool) {
    return AccountWord.unwrap(self) & CLOSED_BIT != 0;
}

/// @notice Whether livelihood benefits are paid here, which no debt reaches.
function isProtected(AccountWord self) pure returns (bool) {
    return AccountWord.unwrap(self) & PROTECTED_BIT != 0;
}

/// @notice Whether the account may credit protected accounts.
function isBenefitPayer(AccountWord self) pure returns (bool) {
    return AccountWord.unwrap(self) & PAYER_BIT != 0;
}

/// @notice Whether the account is stopped because its key is being replaced.
function isInRecovery(AccountWord self) pure returns (bool) {
    return AccountWord.unwrap(self) & RECOVERY_BIT != 0;
}

/// @notice Whether not everybody may credit the account.
function isSystemOrProtected(AccountWord self) pure returns (bool) {
    return AccountWord.unwrap(self) & (SYSTEM_BIT | PROTECTED_BIT) != 0;
}

/// @notice Whether the account is suspended, closed or in recovery.
function isStopped(AccountWord self) pure returns (bool) {
    return AccountWord.unwrap(self) & UNUSABLE_BITS != 0;
}

/// @notice Whether offices of the bank may act on the account: admitted once, not closed, no contract of the system.
function isTouchable(AccountWord self) pure returns (bool) {
    uint256 word = AccountWord.unwrap(self);
    return word & (SYSTEM_BIT | CLOSED_BIT) == 0 && word & (0xf << KIND_SHIFT) != 0;
}

/// @notice Whether on Korean day `day` the frozen total is exactly what the cases sum up to.
function isExact(AccountWord self, uint256 day) pure returns (bool) {
    uint256 word = AccountWord.unwrap(self);
    uint256 thaws = (word >> THAW_SHIFT) & 0xffff;
    return (thaws == 0 || day < thaws) && (word >> FROZEN_SHIFT) & FIELD_64 != FIELD_64;
}

/// @notice Whether the account may pay and be paid at UTC second `time`: admitted, not expired, suspended, closed or in
/// recovery.
/// @dev An account never admitted has expired at second 0. Admission of a system account has no end (its field is full).
function isUsable(AccountWord self, uint256 time) pure returns (bool) {
    uint256 word = AccountWord.unwrap(self);
    return time < (word >> UNTIL_SHIFT) & type(uint32).max && word & UNUSABLE_BITS == 0;
}

/// @notice Whether everybody may credit the account at UTC second `time`: usable, no contract of the system, not protected.
function isPlain(AccountWord self, uint256 time) pure returns (bool) {
    uint256 word = AccountWord.unwrap(self);
    return
        time < (word >> UNTIL_SHIFT) & type(uint32).max &&
        word & (UNUSABLE_BITS | SYSTEM_BIT | PROTECTED_BIT) == 0;
}

/// @notice Whether both accounts may pay and be paid at UTC second `time`.
function areUsable(AccountWord one, AccountWord other, uint256 time) pure returns (bool) {
    uint256 a = AccountWord.unwrap(one);
    uint256 b = AccountWord.unwrap(other);
    if (time >= (a >> UNTIL_SHIFT) & type(uint32).max) return false;
    if (time >= (b >> UNTIL_SHIFT) & type(uint32).max) return false;
    return (a | b) & UNUSABLE_BITS == 0;
}

/// @dev Needs balance + amount to fit 64 bits, which an amount taken from the supply does.
function credit(AccountWord self, uint256 amount) pure returns (AccountWord) {
    unchecked {
        return AccountWord.wrap(AccountWord.unwrap(self) + amount);
    }
}

/// @dev Needs amount ≤ balance.
function debit(AccountWord self, uint256 amount) pure returns (AccountWord) {
    unchecked {
        return AccountWord.wrap(AccountWord.unwrap(self) - amount);
    }
}

/// @notice Debits a transfer by the holder, and puts `today` down as what was transferred on day `day`.
/// @dev Needs amount ≤ balance and a count of 48 bits, so the count stops at its field's end.
function spend(AccountWord self, uint256 amount, uint256 today, uint256 day) pure returns (AccountWord) {
    unchecked {
        uint256 word = AccountWord.unwrap(self) - amount;
        word &= ~((FIELD_48 << SPENT_SHIFT) | (0xffff << DAY_SHIFT));
        return AccountWord.wrap(word | (today << SPENT_SHIFT) | (day << DAY_SHIFT));
    }
}

/// @notice Sets kind and end of admission; a suspension stays.
function admit(AccountWord self, AccountKind as_, uint32 until) pure returns (AccountWord) {
    uint256 kept =
        AccountWord.unwrap(self) &
            ~((uint256(type(uint32).max) << UNTIL_SHIFT) | (uint256(0xf) << KIND_SHIFT));
    return AccountWord.wrap(kept | (uint256(until) << UNTIL_SHIFT) | (uint256(as_) << KIND_SHIFT));
}

/// @notice Makes an account of a contract of the system: final, without end.
function register(AccountWord self) pure returns (AccountWord) {
    AccountWord word = self.admit(AccountKind.System, type(uint32).max);
    return AccountWord.wrap(AccountWord.unwrap(word) | SYSTEM_BIT);
}

/// @notice Lets everybody credit the contract of the system, for ever.
function open(AccountWord self) pure returns (AccountWord) {
    return AccountWord.wrap(AccountWord.unwrap(self) | OPEN_BIT);
}

/// @notice Puts the frozen total in place, and the day on which it has to be summed again.
/// @dev Needs an amount of 64 bits and a day of 16.
function withFrozen(AccountWord self, uint256 amount, uint256 thaws) pure returns (AccountWord) {
    uint256 kept = AccountWord.unwrap(self) & ~((FIELD_64 << FROZEN_SHIFT) | (0xffff << THAW_SHIFT));
    return AccountWord.wrap(kept | (amount << FROZEN_SHIFT) | (thaws << THAW_SHIFT));
}

/// @notice Adds `amount` to what is frozen, as far as the field reaches.
/// @dev Needs an amount of 64 bits.
function withMoreFrozen(AccountWord self, uint256 amount) pure returns (AccountWord) {
    unchecked {
        uint256 word = AccountWord.unwrap(self);
        uint256 room = FIELD_64 - ((word >> FROZEN_SHIFT) & FIELD_64);
        return AccountWord.wrap(word + ((amount > room ? room : amount) << FROZEN_SHIFT));
    }
}

function withSuspension(AccountWord self, bool suspended) pure returns (AccountWord) {
    uint256 word = AccountWord.unwrap(self);
    return AccountWord.wrap(suspended ? word | SUSPENDED_BIT : word & ~SUSPENDED_BIT);
}

function withProtection(AccountWord self, bool protected) pure returns (AccountWord) {
    uint256 word = AccountWord.unwrap(self);
    return AccountWord.wrap(protected ? word | PROTECTED_BIT : word & ~PROTECTED_BIT);
}

function withBenefitPayer(AccountWord self, bool payer) pure returns (AccountWord) {
    uint256 word = AccountWord.unwrap(self);
    return AccountWord.wrap(payer ? word | PAYER_BIT : word & ~PAYER_BIT);
}

function withRecovery(AccountWord self, bool running) pure returns (AccountWord) {
    uint256 word = AccountWord.unwrap(self);
    return AccountWord.wrap(running ? word | RECOVERY_BIT : word & ~RECOVERY_BIT);
}

/// @notice Marks the account closed; there is no way back.
function close(AccountWord self) pure returns (AccountWord) {
    return AccountWord.wrap(AccountWord.unwrap(self) | CLOSED_BIT);
}
