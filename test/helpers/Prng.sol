// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice A deterministic sequence of numbers: the same start gives the same cases in every run.
struct Prng {
    uint256 state;
}

using {next, below, oneIn, between} for Prng global;

/// @notice The next 256-bit number.
function next(Prng memory self) pure returns (uint256 number) {
    number = uint256(keccak256(abi.encodePacked(self.state)));
    self.state = number;
}

/// @notice A number from 0 to `count` - 1.
function below(Prng memory self, uint256 count) pure returns (uint256) {
    return self.next() % count;
}

/// @notice True in one of `count` cases.
function oneIn(Prng memory self, uint256 count) pure returns (bool) {
    return self.below(count) == 0;
}

/// @notice A number from `low` to `high`, both included.
function between(Prng memory self, uint256 low, uint256 high) pure returns (uint256) {
    return low + self.below(high - low + 1);
}
