// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What kind of customer an account belongs to. Limits differ by kind.
enum AccountKind {
    None, // never admitted
    Citizen, // a person; the daily limit applies
    Merchant, // an enrolled or prospective merchant
    Agency, // a ministry, local government or public body
    Contractor, // a supplier or the recipient of a subsidy
    Bank, // a bank's own account
    System // a contract of the system (final): no expiry, and out of reach of every bank office
}

/// @notice One account in one storage word, lowest bits first: balance 64, frozen 64, spent today 64 (whole won), day
/// index 16 (days in Korea since 1970), admitted until 32 (UTC seconds), status 16.
/// @dev Status: kind in its low 4 bits, then suspended, then closed. 64 bits of won are some four thousand times the
/// money of the country, and no account holds more than the supply, so additions below cannot leave their field.
type AccountWord is uint256;

using {
    balance,
    frozen,
    spendable,
    spentOn,
    admittedUntil,
    kind,
    isSystem,
    isSuspended,
    isClosed,
    isUsable,
    credit,
    debit,
    spend,
    admit,
    withSuspension,
    close
} for AccountWord global;

uint256 constant FIELD_64 = type(uint64).max;
uint256 constant FROZEN_SHIFT = 64;
uint256 constant SPENT_SHIFT = 128;
uint256 constant DAY_SHIFT = 192;
uint256 constant UNTIL_SHIFT = 208;
uint256 constant KIND_SHIFT = 240;
uint256 constant SUSPENDED_BIT = 1 << 244;
uint256 constant CLOSED_BIT = 1 << 245;

/// @notice Whole won held.
function balance(AccountWord self) pure returns (uint256 amount) {
    return AccountWord.unwrap(self) & FIELD_64;
}

/// @notice Whole won frozen; may exceed the balance.
function frozen(AccountWord self) pure returns (uint256 amount) {
    return (AccountWord.unwrap(self) >> FROZEN_SHIFT) & FIELD_64;
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
    return (word >> DAY_SHIFT) & 0xffff == day ? (word >> SPENT_SHIFT) & FIELD_64 : 0;
}

/// @notice The UTC second from which the admission no longer counts; 0 before any admission.
function admittedUntil(AccountWord self) pure returns (uint48) {
    return uint32(AccountWord.unwrap(self) >> UNTIL_SHIFT);
}

function kind(AccountWord self) pure returns (AccountKind) {
    return AccountKind((AccountWord.unwrap(self) >> KIND_SHIFT) & 0xf);
}

function isSystem(AccountWord self) pure returns (bool) {
    return (AccountWord.unwrap(self) >> KIND_SHIFT) & 0xf == uint256(AccountKind.System);
}

function isSuspended(AccountWord self) pure returns (bool) {
    return AccountWord.unwrap(self) & SUSPENDED_BIT != 0;
}

function isClosed(AccountWord self) pure returns (bool) {
    return AccountWord.unwrap(self) & CLOSED_BIT != 0;
}

/// @notice Whether the account may pay and be paid at UTC second `time`: admitted, not expired, suspended or closed.
/// @dev An account never admitted has expired at second 0. Admission of a system account has no end (its field is full).
function isUsable(AccountWord self, uint256 time) pure returns (bool) {
    uint256 word = AccountWord.unwrap(self);
    return time < (word >> UNTIL_SHIFT) & type(uint32).max && word & (SUSPENDED_BIT | CLOSED_BIT) == 0;
}

/// @notice Whether both accounts may pay and be paid at UTC second `time`.
function areUsable(AccountWord one, AccountWord other, uint256 time) pure returns (bool) {
    uint256 a = AccountWord.unwrap(one);
    uint256 b = AccountWord.unwrap(other);
    if (time >= (a >> UNTIL_SHIFT) & type(uint32).max) return false;
    if (time >= (b >> UNTIL_SHIFT) & type(uint32).max) return false;
    return (a | b) & (SUSPENDED_BIT | CLOSED_BIT) == 0;
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

/// @notice Debits a transfer by the holder and counts it towards day `day`. The count stops at its field's end.
/// @dev Needs amount ≤ balance.
function spend(AccountWord self, uint256 amount, uint256 day) pure returns (AccountWord) {
    unchecked {
        uint256 word = AccountWord.unwrap(self) - amount;
        uint256 spent = amount;
        if ((word >> DAY_SHIFT) & 0xffff == day) spent += (word >> SPENT_SHIFT) & FIELD_64;
        if (spent > FIELD_64) spent = FIELD_64;
        word &= ~((FIELD_64 << SPENT_SHIFT) | (0xffff << DAY_SHIFT));
        return AccountWord.wrap(word | (spent << SPENT_SHIFT) | (day << DAY_SHIFT));
    }
}

/// @notice Sets kind and end of admission; a suspension stays.
function admit(AccountWord self, AccountKind as_, uint32 until) pure returns (AccountWord) {
    uint256 kept =
        AccountWord.unwrap(self) &
            ~((uint256(type(uint32).max) << UNTIL_SHIFT) | (uint256(0xf) << KIND_SHIFT));
    return AccountWord.wrap(kept | (uint256(until) << UNTIL_SHIFT) | (uint256(as_) << KIND_SHIFT));
}

function withSuspension(AccountWord self, bool suspended) pure returns (AccountWord) {
    uint256 word = AccountWord.unwrap(self);
    return AccountWord.wrap(suspended ? word | SUSPENDED_BIT : word & ~SUSPENDED_BIT);
}

/// @notice Marks the account closed; there is no way back.
function close(AccountWord self) pure returns (AccountWord) {
    return AccountWord.wrap(AccountWord.unwrap(self) | CLOSED_BIT);
}
