// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What a named subcontractor or worker gets of each payment, lowest bits first: payee 160, ten-thousandths 16.
type Share is uint256;

using {payee, bps, isShare} for Share global;

/// @dev The most named in one milestone.
uint256 constant MAX_SHARES = 16;

/// @dev The whole, in ten-thousandths.
uint256 constant WHOLE_BPS = 10_000;

function payee(Share self) pure returns (address) {
    return address(uint160(Share.unwrap(self)));
}

function bps(Share self) pure returns (uint256) {
    return uint16(Share.unwrap(self) >> 160);
}

/// @notice Whether somebody gets something, and nothing lies beyond the fields.
function isShare(Share self) pure returns (bool) {
    return self.payee() != address(0) && self.bps() != 0 && Share.unwrap(self) >> 176 == 0;
}

/// @notice What is kept of a list of shares; 0 for an empty one.
function hashShares(Share[] calldata shares) pure returns (bytes32) {
    return shares.length == 0 ? bytes32(0) : keccak256(abi.encode(shares));
}
