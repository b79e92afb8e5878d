// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What one payee is paid, lowest bits first: payee 160, amount 64 (whole won).
type Payout is uint256;

using {payee, amount} for Payout global;

function payout(address payee_, uint256 amount_) pure returns (Payout) {
    return Payout.wrap(uint160(payee_) | (amount_ << 160));
}

function payee(Payout self) pure returns (address) {
    return address(uint160(Payout.unwrap(self)));
}

function amount(Payout self) pure returns (uint256) {
    return uint64(Payout.unwrap(self) >> 160);
}
