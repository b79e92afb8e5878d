// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {COMMITMENT_SHIFT} from "./InvoiceWord.sol";

/// @notice A payment on an invoice, or a refund of one.
struct Entry {
    address payee; // the account that was paid
    address payer; // the contract that recorded it
    uint64 ref; // the payer's programme, or 0
    uint16 day; // in Korea, since 1970
    uint16 refundOf; // 0: a payment; else 1 + the place of the payment that it refunds
    address holder; // whose money or vouchers it was
    uint64 amount; // whole won, paid to the payee or refunded by it
    uint64 rebate; // whole won of it that the payer gave back to the holder at once; 0 in a refund
}

/// @notice Who recorded an entry, when and as what, lowest bits first: payer 160, ref 64, day 16, refund of 16.
type EntrySource is uint256;

/// @notice Whose money an entry moved, and how much, lowest bits first: holder 160, amount 48, rebate 48 (whole won).
type EntryMoney is uint256;

/// @notice An entry as events log it, callers bring it and the commitment binds it.
struct PackedEntry {
    address payee;
    EntrySource source;
    EntryMoney money;
}

using {payer, refundOf} for EntrySource global;
using {amount} for EntryMoney global;

function payer(EntrySource self) pure returns (address) {
    return address(uint160(EntrySource.unwrap(self)));
}

/// @notice 0: a payment; else 1 + the place of the payment that it refunds.
function refundOf(EntrySource self) pure returns (uint256) {
    return EntrySource.unwrap(self) >> 240;
}

/// @notice Whole won, paid to the payee or refunded by it.
function amount(EntryMoney self) pure returns (uint64) {
    return uint48(EntryMoney.unwrap(self) >> 160);
}

function packSource(address payer_, uint64 ref_, uint256 day_, uint256 refundOf_) pure returns (EntrySource) {
    return
        EntrySource.wrap(
            uint160(payer_) | (uint256(ref_) << 160) | (uint256(uint16(day_)) << 224) | (refundOf_ << 240)
        );
}

/// @dev Needs an amount and a rebate below 2^48.
function packMoney(address holder_, uint64 amount_, uint64 rebate_) pure returns (EntryMoney) {
    return EntryMoney.wrap(uint160(holder_) | (uint256(amount_) << 160) | (uint256(rebate_) << 208));
}

/// @notice All fields of an entry.
function unpack(PackedEntry memory entry) pure returns (Entry memory) {
    uint256 source = EntrySource.unwrap(entry.source);
    uint256 money = EntryMoney.unwrap(entry.money);
    return
        Entry({
            payee: entry.payee,
            payer: entry.source.payer(),
            ref: uint64(source >> 160),
            day: uint16(source >> 224),
            refundOf: uint16(entry.source.refundOf()),
            holder: address(uint160(money)),
            amount: entry.money.amount(),
            rebate: uint48(money >> 208)
        });
}

/// @notice The commitment to a history and one more entry: the high 116 bits of the hash of the commitment so far and of
/// the entry. The commitment to no entry is 0.
function commit(
    uint256 previous,
    address payee,
    EntrySource source,
    EntryMoney money
) pure returns (uint256 commitment) {
    return uint256(keccak256(abi.encode(previous, payee, source, money))) >> COMMITMENT_SHIFT;
}
