// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Invoice} from "../types/Invoice.sol";
import {ProgrammeId} from "../types/ProgrammeId.sol";
import {Payment, SIGNED_PAYMENT, SignedPayment} from "./Payment.sol";
// Used in assembly, which the linter does not read.
// solhint-disable-next-line no-unused-import
import {BALANCE_FIELD, HELD_BIT, IDS_SHIFT, VoucherWord} from "./VoucherWord.sol";

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
    uint256 extras; // where in calldata the bytes that come with the batch begin
}

using {open, load, toPayment, isUsual, takeFrom, hash, isSignedByKey} for Slip global;

/// @dev Above its ids a voucher's word has nothing, so that its highest id is what is left above this bit.
uint256 constant HIGHEST_ID_SHIFT = 232;

/// @dev Half the order of the curve: of the two signatures that anybody can make of one, that above is refused.
uint256 constant HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;

/// @notice A slip for payments settled under `domain`, that come with `extras`.
function open(Slip memory self, bytes32 domain, bytes calldata extras) pure {
    (self.typeHash, self.domain) = (SIGNED_PAYMENT, domain);
    uint256 start;
    // solhint-disable-next-line no-inline-assembly
    assembly ("memory-safe") {
        start := extras.offset
    }
    self.extras = start;
}

/// @notice Writes `signed` over this slip, whose programme and merchant stay.
/// @dev Papers outside the bytes of the batch are read as what lies there: nobody signed that.
function load(Slip memory self, SignedPayment calldata signed) pure {
    // Into the order in which it is hashed, without a copy between.
    // solhint-disable-next-line no-inline-assembly
    assembly ("memory-safe") {
        mstore(add(self, 0x40), shr(96, shl(96, calldataload(signed)))) // holder
        let word := calldataload(add(signed, 0x20))
        mstore(add(self, 0x80), and(word, 0xffffffffffffffff)) // amount
        mstore(add(self, 0xe0), and(shr(64, word), 0xffffffffffff)) // valid after
        mstore(add(self, 0x100), and(shr(112, word), 0xffffffffffff)) // valid before
        mstore(add(self, 0x120), and(shr(160, word), 0xffffff)) // id
        calldatacopy(add(self, 0x140), add(signed, 0x40), 0x40) // signature
        let papers := and(shr(184, word), 0xffffff)
        // Beyond calldata there are zeros.
        let from := calldatasize()
        if papers {
            from := add(mload(add(self, 0x1a0)), sub(papers, 1))
        }
        calldatacopy(add(self, 0xa0), from, 0x40) // invoice, purpose
    }
}

/// @notice The slip as the payment that it is: not a copy, it changes with the slip.
function toPayment(Slip memory self) pure returns (Payment memory payment) {
    // A payment's six words are the first six that are signed, in the same order.
    // solhint-disable-next-line no-inline-assembly
    assembly ("memory-safe") {
        payment := add(self, 0x20)
    }
}

/// @notice Whether the payment is in its time, of an amount from 1 to `most`, not to the holder itself, without an invoice, and
/// of a voucher that has that amount, of which nothing is held, and has used no id as high.
function isUsual(Slip memory self, VoucherWord word, uint256 most) view returns (bool usual) {
    // Eight questions in one: each is a number 1 or 0, and they are joined.
    // solhint-disable-next-line no-inline-assembly
    assembly ("memory-safe") {
        let amount := mload(add(self, 0x80))
        // An amount of 0 less 1 is the highest number.
        usual := lt(sub(amount, 1), most)
        usual := and(usual, iszero(or(mload(add(self, 0xa0)), and(word, HELD_BIT))))
        usual := gt(usual, gt(amount, and(word, BALANCE_FIELD)))
        usual := and(usual, gt(mload(add(self, 0x120)), shr(HIGHEST_ID_SHIFT, word)))
        usual := and(usual, gt(timestamp(), mload(add(self, 0xe0))))
        usual := and(usual, lt(timestamp(), mload(add(self, 0x100))))
        usual := gt(usual, eq(mload(add(self, 0x40)), mload(add(self, 0x60))))
    }
}

/// @notice The voucher's word with the amount taken and the id used.
/// @dev Needs what `isUsual` asks: an id above the highest, a balance of the amount.
function takeFrom(Slip memory self, VoucherWord word) pure returns (VoucherWord after_) {
    // As `debit` and `withIds` of the word, and `useId` of its ids, in one.
    // solhint-disable-next-line no-inline-assembly
    assembly ("memory-safe") {
        let id := mload(add(self, 0x120))
        let window := shl(sub(id, shr(HIGHEST_ID_SHIFT, word)), shr(IDS_SHIFT, word))
        let ids := or(shl(16, id), or(and(window, 0xffff), 1))
        after_ := or(shl(IDS_SHIFT, ids), sub(shr(40, shl(40, word)), mload(add(self, 0x80))))
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
