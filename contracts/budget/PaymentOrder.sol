// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What a disbursing officer asks the Treasury to pay.
struct PaymentOrder {
    address officer; // who asks
    address creditor; // to whom it is obligated
    bytes32 matter; // on what
    address payee; // who is paid: the creditor, or an assigned payee
    uint64 amount; // whole won
    bytes32 papers; // a hash of the papers on which it is paid
    bool inTrust; // whether it is an advance
    uint64 holdings; // what the Treasury may pay from, whole won
}
