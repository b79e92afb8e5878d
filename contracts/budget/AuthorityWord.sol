// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What may be spent of a budget line, in one storage word, lowest bits first: appropriated 48, allotted 48, reserved
/// 48, obligated 48 (whole won); then one bit each for known and lapsed.
/// @dev Law 4 reads on this word: appropriated ≥ allotted ≥ reserved + obligated. What is obligated is what was obligated less
/// what was deobligated or carried over; payments do not lower it.
type AuthorityWord is uint256;

using {
    appropriated,
    allotted,
    reserved,
    obligated,
    isKnown,
    isLapsed,
    unallotted,
    available,
    known,
    lapsed,
    appropriate,
    reduce,
    allot,
    withdrawAllotment,
    reserve,
    unreserve,
    obligate,
    deobligate
} for AuthorityWord global;

/// @dev The most won that a line can hold: 281 trillion.
uint256 constant MAX_LINE_AMOUNT = type(uint48).max;

uint256 constant ALLOTTED_SHIFT = 48;
uint256 constant RESERVED_SHIFT = 96;
uint256 constant OBLIGATED_SHIFT = 144;
uint256 constant KNOWN_BIT = 1 << 192;
uint256 constant LAPSED_BIT = 1 << 193;

function appropriated(AuthorityWord self) pure returns (uint256) {
    return AuthorityWord.unwrap(self) & MAX_LINE_AMOUNT;
}

function allotted(AuthorityWord self) pure returns (uint256) {
    return (AuthorityWord.unwrap(self) >> ALLOTTED_SHIFT) & MAX_LINE_AMOUNT;
}

function reserved(AuthorityWord self) pure returns (uint256) {
    return (AuthorityWord.unwrap(self) >> RESERVED_SHIFT) & MAX_LINE_AMOUNT;
}

function obligated(AuthorityWord self) pure returns (uint256) {
    return (AuthorityWord.unwrap(self) >> OBLIGATED_SHIFT) & MAX_LINE_AMOUNT;
}

/// @notice Whether anything was ever appropriated to the line.
function isKnown(AuthorityWord self) pure returns (bool) {
    return AuthorityWord.unwrap(self) & KNOWN_BIT != 0;
}

/// @notice Whether what was left of the line has lapsed.
function isLapsed(AuthorityWord self) pure returns (bool) {
    return AuthorityWord.unwrap(self) & LAPSED_BIT != 0;
}

/// @notice Whole won appropriated and not allotted yet.
function unallotted(AuthorityWord self) pure returns (uint256) {
    unchecked {
        return self.appropriated() - self.allotted();
    }
}

/// @notice Whole won allotted, and neither reserved nor obligated.
function available(AuthorityWord self) pure returns (uint256) {
    unchecked {
        return self.allotted() - self.reserved() - self.obligated();
    }
}

function known(AuthorityWord self) pure returns (AuthorityWord) {
    return AuthorityWord.wrap(AuthorityWord.unwrap(self) | KNOWN_BIT);
}

function lapsed(AuthorityWord self) pure returns (AuthorityWord) {
    return AuthorityWord.wrap(AuthorityWord.unwrap(self) | LAPSED_BIT);
}

/// @dev Needs appropriated + amount ≤ `MAX_LINE_AMOUNT`.
function appropriate(AuthorityWord self, uint256 amount) pure returns (AuthorityWord) {
    return _add(self, amount);
}

/// @dev Needs amount ≤ unallotted.
function reduce(AuthorityWord self, uint256 amount) pure returns (AuthorityWord) {
    return _sub(self, amount);
}

/// @dev Needs amount ≤ unallotted.
function allot(AuthorityWord self, uint256 amount) pure returns (AuthorityWord) {
    return _add(self, amount << ALLOTTED_SHIFT);
}

/// @dev Needs amount ≤ available.
function withdrawAllotment(AuthorityWord self, uint256 amount) pure returns (AuthorityWord) {
    return _sub(self, amount << ALLOTTED_SHIFT);
}

/// @dev Needs amount ≤ available.
function reserve(AuthorityWord self, uint256 amount) pure returns (AuthorityWord) {
    return _add(self, amount << RESERVED_SHIFT);
}

/// @dev Needs amount ≤ reserved.
function unreserve(AuthorityWord self, uint256 amount) pure returns (AuthorityWord) {
    return _sub(self, amount << RESERVED_SHIFT);
}

/// @dev Needs amount ≤ available.
function obligate(AuthorityWord self, uint256 amount) pure returns (AuthorityWord) {
    return _add(self, amount << OBLIGATED_SHIFT);
}

/// @dev Needs amount ≤ obligated.
function deobligate(AuthorityWord self, uint256 amount) pure returns (AuthorityWord) {
    return _sub(self, amount << OBLIGATED_SHIFT);
}

/// @dev No field overflows into the next where the callers' needs above hold.
function _add(AuthorityWord self, uint256 bits) pure returns (AuthorityWord) {
    unchecked {
        return AuthorityWord.wrap(AuthorityWord.unwrap(self) + bits);
    }
}

function _sub(AuthorityWord self, uint256 bits) pure returns (AuthorityWord) {
    unchecked {
        return AuthorityWord.wrap(AuthorityWord.unwrap(self) - bits);
    }
}
