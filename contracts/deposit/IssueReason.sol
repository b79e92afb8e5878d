// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Why deposit tokens were issued.
enum IssueReason {
    Deposit, // the customer turned a deposit into deposit tokens
    Correction, // the bank corrected its own error
    Refund // a payee gave money back through the bank
}
