// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice One invoice: a keyed hash that the tax-invoice platform gives (high 208 bits), then the invoice's total in whole
/// won (low 48 bits). Zero is no invoice.
type Invoice is bytes32;

using {isNone, total, hash} for Invoice global;

/// @notice Whether there is no invoice.
function isNone(Invoice self) pure returns (bool) {
    return Invoice.unwrap(self) == 0;
}

/// @notice What the invoice asks for, whole won.
function total(Invoice self) pure returns (uint64) {
    return uint48(uint256(Invoice.unwrap(self)));
}

/// @notice The platform's keyed hash of the invoice, without its total.
function hash(Invoice self) pure returns (bytes26) {
    return bytes26(Invoice.unwrap(self));
}
