// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Invoice} from "../types/Invoice.sol";
import {ProgrammeId} from "../types/ProgrammeId.sol";

/// @notice One payment with vouchers of one programme, as it is judged. Amounts are whole won.
struct Payment {
    ProgrammeId programme;
    address holder;
    address merchant;
    uint64 amount;
    Invoice invoice;
    bytes32 purposeHash;
}

/// @notice What a holder buys.
struct Purchase {
    ProgrammeId programme;
    address merchant;
    uint64 amount; // whole won
    uint64 receipt; // the number on the merchant's receipt, 0 for none; recorded, not checked
    Invoice invoice; // zero for none; what carries an invoice can be refunded
    bytes32 purposeHash; // keyed hash of what it is for; zero for none
}

/// @notice What a holder buys with vouchers of several programmes, and with own deposit money for the rest.
struct MixedPurchase {
    ProgrammeId[] programmes; // earliest expiry first, and of the same expiry the lower number first
    address merchant;
    uint64 amount; // whole won in all
    uint64 ownAtMost; // the most that own money may pay
    uint64 receipt;
    Invoice invoice;
    bytes32 purposeHash;
}

/// @notice How many payments that follow each other are in one programme and to one merchant. Both are signed with each.
struct PaymentRun {
    ProgrammeId programme;
    address merchant;
    uint16 count;
}

/// @notice The rest of a payment as its holder signed it (EIP-712, `SIGNED_PAYMENT`), with the signature of a key in the two
/// words of ERC-2098.
/// @dev A contract that signs by ERC-1271 has `vs` zero, and in `r` where its signature lies in the bytes that come with the
/// batch: offset × 2^128 + length.
struct SignedPayment {
    address holder;
    uint64 amount; // whole won
    Invoice invoice; // zero for none
    bytes32 purposeHash; // zero for none
    uint48 validAfter; // UTC second after which it is valid
    uint48 validBefore; // UTC second from which it no longer is
    uint24 id; // the holder's number for it in this programme, from 1
    bytes32 r;
    bytes32 vs;
}

/// @notice A signed payment in memory: the ten words that are hashed, then the signature.
struct Slip {
    bytes32 typeHash; // `SIGNED_PAYMENT`
    ProgrammeId programme;
    address holder;
    address merchant;
    uint64 amount;
    Invoice invoice;
    bytes32 purposeHash;
    uint48 validAfter;
    uint48 validBefore;
    uint24 id;
    bytes32 r;
    bytes32 vs;
}

using {load, toPayment} for Slip global;

bytes32 constant SIGNED_PAYMENT = keccak256(
    "Payment(uint64 programme,address holder,address merchant,uint64 amount,bytes32 invoice,bytes32 purposeHash,uint48 validAfter,uint48 validBefore,uint24 id)"
);

/// @notice Writes `signed` over this slip, whose programme and merchant stay. Reverts where a number is too large for its
/// type, as Solidity does.
function load(Slip memory self, SignedPayment calldata signed) pure {
    bool tooLarge;
    // All words at once, instead of one after the other, each with a check of its own.
    // solhint-disable-next-line no-inline-assembly
    assembly ("memory-safe") {
        let holder := calldataload(signed)
        mstore(add(self, 0x40), holder)
        calldatacopy(add(self, 0x80), add(signed, 0x20), 0x100) // from the amount to the signature's end
        let excess := or(shr(160, holder), shr(64, mload(add(self, 0x80)))) // holder, amount
        excess := or(excess, shr(48, or(mload(add(self, 0xe0)), mload(add(self, 0x100))))) // both times
        tooLarge := or(excess, shr(24, mload(add(self, 0x120)))) // id
    }
    // solhint-disable-next-line gas-custom-errors, reason-string
    if (tooLarge) revert();
}

/// @notice The slip as the payment that it is: not a copy, it changes with the slip.
function toPayment(Slip memory self) pure returns (Payment memory payment) {
    // A payment's six words are the first six that are signed, in the same order.
    // solhint-disable-next-line no-inline-assembly
    assembly ("memory-safe") {
        payment := add(self, 0x20)
    }
}
