// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice One invoice in one storage word, lowest bits first: total 44, paid 44, refunded 44 (whole won), entries 8,
/// commitment 116. Zero: nothing was ever paid on it.
/// @dev Refunded ≤ paid ≤ total, so additions below cannot leave their field. 44 bits are seventeen trillion won.
type InvoiceWord is uint256;

using {isNone, total, paid, refunded, entries, commitment, pay, refund} for InvoiceWord global;

/// @dev The most won that an invoice may ask for.
uint64 constant MAX_INVOICE_TOTAL = uint64((1 << 44) - 1);

uint256 constant PAID_SHIFT = 44;
uint256 constant REFUNDED_SHIFT = 88;
uint256 constant ENTRIES_SHIFT = 132;
uint256 constant COMMITMENT_SHIFT = 140;

/// @notice Whether nothing was ever paid on the invoice.
function isNone(InvoiceWord self) pure returns (bool) {
    return InvoiceWord.unwrap(self) == 0;
}

/// @notice What the invoice asks for.
function total(InvoiceWord self) pure returns (uint64) {
    return uint64(InvoiceWord.unwrap(self)) & MAX_INVOICE_TOTAL;
}

/// @notice What was paid on it. A refund takes nothing off.
function paid(InvoiceWord self) pure returns (uint64) {
    return uint64(InvoiceWord.unwrap(self) >> PAID_SHIFT) & MAX_INVOICE_TOTAL;
}

/// @notice What was refunded of what was paid.
function refunded(InvoiceWord self) pure returns (uint64) {
    return uint64(InvoiceWord.unwrap(self) >> REFUNDED_SHIFT) & MAX_INVOICE_TOTAL;
}

/// @notice How many payments and refunds the commitment is to.
function entries(InvoiceWord self) pure returns (uint256) {
    return uint8(InvoiceWord.unwrap(self) >> ENTRIES_SHIFT);
}

/// @notice The commitment to all entries in their order: the high 116 bits of a chain of hashes.
function commitment(InvoiceWord self) pure returns (uint256) {
    return InvoiceWord.unwrap(self) >> COMMITMENT_SHIFT;
}

/// @dev Needs paid + amount ≤ total_ ≤ `MAX_INVOICE_TOTAL`, entries < 255, and the total that is already there, if any.
function pay(InvoiceWord self, uint64 total_, uint64 amount, uint256 commitment_) pure returns (InvoiceWord) {
    unchecked {
        return InvoiceWord.wrap((_counted(self, commitment_) | total_) + (uint256(amount) << PAID_SHIFT));
    }
}

/// @dev Needs refunded + amount ≤ paid, and entries < 255.
function refund(InvoiceWord self, uint64 amount, uint256 commitment_) pure returns (InvoiceWord) {
    unchecked {
        return InvoiceWord.wrap(_counted(self, commitment_) + (uint256(amount) << REFUNDED_SHIFT));
    }
}

/// @dev The word with one entry more, under its new commitment.
function _counted(InvoiceWord self, uint256 commitment_) pure returns (uint256) {
    unchecked {
        uint256 low = InvoiceWord.unwrap(self) & ((1 << COMMITMENT_SHIFT) - 1);
        return (low + (1 << ENTRIES_SHIFT)) | (commitment_ << COMMITMENT_SHIFT);
    }
}
