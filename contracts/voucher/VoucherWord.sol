// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Region} from "../types/Region.sol";

/// @notice One holder's vouchers of one programme in one storage word, lowest bits first: balance 64 (whole won), home
/// district 24.
type VoucherWord is uint256;

using {balance, home, mayBeAt, grant, debit} for VoucherWord global;

function balance(VoucherWord self) pure returns (uint64 amount) {
    return uint64(VoucherWord.unwrap(self));
}

function home(VoucherWord self) pure returns (Region) {
    return Region.wrap(uint24(VoucherWord.unwrap(self) >> 64));
}

/// @notice Whether vouchers with this home district can be granted: there are none yet, or they have the same.
function mayBeAt(VoucherWord self, Region home_) pure returns (bool) {
    return VoucherWord.unwrap(self) == 0 || VoucherWord.unwrap(self) >> 64 == Region.unwrap(home_);
}

/// @dev Adds to the balance and sets the home district, which must be the one already there, if any. Needs balance +
/// amount to fit 64 bits, which an amount taken from a programme's budget does.
function grant(VoucherWord self, uint64 amount, Region home_) pure returns (VoucherWord) {
    unchecked {
        return VoucherWord.wrap((VoucherWord.unwrap(self) + amount) | (uint256(Region.unwrap(home_)) << 64));
    }
}

/// @dev Needs amount ≤ balance. The home district stays.
function debit(VoucherWord self, uint64 amount) pure returns (VoucherWord) {
    unchecked {
        return VoucherWord.wrap(VoucherWord.unwrap(self) - amount);
    }
}
