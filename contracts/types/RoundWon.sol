// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice A round amount of whole won in 16 bits, such as a limit: a number up to 8,191 in the low 13, and in the high 3
/// how many zeros follow it: none to six, or, as 7, nine. All zero means that there is none.
type RoundWon is uint16;

using {isNone, toWon} for RoundWon global;

uint256 constant ROUND_DIGITS = 0x1fff;

/// @dev What the number is multiplied by, 32 bits for each of the eight codes, lowest first.
uint256 constant ROUND_FACTORS =
    1 |
        (10 << 32) |
        (100 << 64) |
        (1_000 << 96) |
        (10_000 << 128) |
        (100_000 << 160) |
        (1_000_000 << 192) |
        (1_000_000_000 << 224);

/// @notice `amount` is no number up to 8,191 with at most six zeros after it, or nine.
error AmountNotRound(uint256 amount);

/// @notice Whether no amount is given.
function isNone(RoundWon self) pure returns (bool) {
    return RoundWon.unwrap(self) == 0;
}

/// @notice The amount in whole won.
function toWon(RoundWon self) pure returns (uint256 amount) {
    unchecked {
        uint256 bits = RoundWon.unwrap(self);
        // The code times 32 is what the constant is shifted by.
        return (bits & ROUND_DIGITS) * ((ROUND_FACTORS >> ((bits >> 8) & 0xe0)) & 0xffffffff);
    }
}

/// @notice `amount` as a round amount. Reverts with `AmountNotRound`.
function toRoundWon(uint256 amount) pure returns (RoundWon) {
    for (uint256 code = 0; code < 8; ++code) {
        uint256 digits = amount / factorOf(code);
        if (digits <= ROUND_DIGITS && digits * factorOf(code) == amount) {
            return RoundWon.wrap(uint16((code << 13) | digits));
        }
    }
    revert AmountNotRound(amount);
}

/// @dev The factor of one of the eight codes.
function factorOf(uint256 code) pure returns (uint256 factor) {
    return uint32(ROUND_FACTORS >> (code * 32));
}
