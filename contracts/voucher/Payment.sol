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
    bytes32 domain; // the domain separator of the contract that settles
}

using {load, toPayment, isUsual, hash, isSignedByKey} for Slip global;

bytes32 constant SIGNED_PAYMENT = keccak256(
    "Payment(uint64 programme,address holder,address merchant,uint64 amount,bytes32 invoice,bytes32 purposeHash,uint48 validAfter,uint48 validBefore,uint24 id)"
);

/// @dev Half the order of the curve: of the two signatures that anybody can make of one, that above is refused.
uint256 constant HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;

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

/// @notice Whether the payment is in its time, of an amount from 1 to `most`, and without an invoice.
function isUsual(Slip memory self, uint256 most) view returns (bool usual) {
    // All at once instead of one after the other. An amount of 0 less 1 is the highest number.
    // solhint-disable-next-line no-inline-assembly
    assembly ("memory-safe") {
        let inTime := and(gt(timestamp(), mload(add(self, 0xe0))), lt(timestamp(), mload(add(self, 0x100))))
        usual := and(and(inTime, lt(sub(mload(add(self, 0x80)), 1), most)), iszero(mload(add(self, 0xa0))))
    }
}

/// @notice The EIP-712 hash of the payment, without its domain.
function hash(Slip memory self) pure returns (bytes32 result) {
    // It lies in memory as it is to be encoded.
    // solhint-disable-next-line no-inline-assembly
    assembly ("memory-safe") {
        result := keccak256(self, 0x140)
    }
}

/// @notice Whether the holder is the key that signed the payment.
function isSignedByKey(Slip memory self) view returns (bool signed) {
    // Hashes and asks the precompiled contract in memory beyond what is allocated, and allocates nothing.
    // solhint-disable-next-line no-inline-assembly
    assembly ("memory-safe") {
        let asked := mload(0x40)
        mstore(asked, shl(240, 0x1901))
        mstore(add(asked, 0x02), mload(add(self, 0x180))) // domain
        mstore(add(asked, 0x22), keccak256(self, 0x140))
        mstore(asked, keccak256(asked, 0x42))
        // ERC-2098: `vs` is s, and in its highest bit v - 27.
        let vs := mload(add(self, 0x160))
        let s := shr(1, shl(1, vs))
        mstore(add(asked, 0x20), add(27, shr(255, vs)))
        mstore(add(asked, 0x40), mload(add(self, 0x140))) // r
        mstore(add(asked, 0x60), s)
        // It answers nothing where nobody signed; this is no holder.
        mstore(0, not(0))
        pop(staticcall(gas(), 1, asked, 0x80, 0, 0x20))
        signed := and(eq(mload(0), mload(add(self, 0x40))), iszero(gt(s, HALF_ORDER)))
    }
}
