// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice A round amount of whole won in 16 bits, such as a limit: a number up to 4,095 in the low 12, and how many
/// zeros follow it in the high 4. All zero means that there is none.
type RoundWon is uint16;

using {isNone, toWon} for RoundWon global;

/// @notice `amount` has more before its zeros than 4,095, or more zeros than 15.
error AmountNotRound(uint256 amount);

/// @notice Whether no amount is given.
function isNone(RoundWon self) pure returns (bool) {
    return RoundWon.unwrap(self) == 0;
}

/// @notice The amount in whole won.
function toWon(RoundWon self) pure returns (uint256 amount) {
    unchecked {
        uint256 bits = RoundWon.unwrap(self);
        return (bits & 0xfff) * 10 ** (bits >> 12);
    }
}

/// @notice `amount` as a round amount. Reverts with `AmountNotRound`.
function toRoundWon(uint256 amount) pure returns (RoundWon) {
    uint256 digits = amount;
    uint256 zeros = 0;
    while (digits > 0xfff && digits % 10 == 0) {
        digits /= 10;
        ++zeros;
    }
    if (digits > 0xfff || zeros > 0xf) revert AmountNotRound(amount);
    return RoundWon.wrap(uint16((zeros << 12) | digits));
}
