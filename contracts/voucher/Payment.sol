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

/// @notice How many payments that follow each other in a batch are in one programme and to one merchant, which are signed
/// with each; lowest bits first: merchant 160, programme 64, count 32.
type RunWord is uint256;

using {merchant, programme, count} for RunWord global;

function merchant(RunWord self) pure returns (address) {
    return address(uint160(RunWord.unwrap(self)));
}

function programme(RunWord self) pure returns (ProgrammeId) {
    return ProgrammeId.wrap(uint64(RunWord.unwrap(self) >> 160));
}

function count(RunWord self) pure returns (uint256) {
    return RunWord.unwrap(self) >> 224;
}

/// @notice The rest of a payment as its holder signed it (EIP-712, `SIGNED_PAYMENT`), with the signature of a key in the two
/// words of ERC-2098.
/// @dev A contract that signs by ERC-1271 has `vs` zero, and in `r` where its signature lies in the bytes that come with the
/// batch: offset × 2^128 + length.
struct SignedPayment {
    address holder;
    PaymentWord word;
    bytes32 r;
    bytes32 vs;
}

/// @notice Numbers that a holder signed, lowest bits first: amount 64 (whole won), valid after 48 (UTC second after which it is
/// valid), valid before 48 (UTC second from which it no longer is), id 24 (the holder's number for it in this programme, from
/// 1); then, not signed, papers 24: 0 where the payment has neither invoice nor purpose, else 1 + where the two words of both
/// lie in the bytes that come with the batch.
type PaymentWord is uint256;

bytes32 constant SIGNED_PAYMENT = keccak256(
    "Payment(uint64 programme,address holder,address merchant,uint64 amount,bytes32 invoice,bytes32 purposeHash,uint48 validAfter,uint48 validBefore,uint24 id)"
);
