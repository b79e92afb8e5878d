// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What kind of customer an account belongs to. Limits differ by kind.
enum AccountKind {
    None, // never admitted
    Citizen, // a person
    Merchant, // an enrolled or prospective merchant; no cap and no daily limit
    Agency, // a ministry, local government or public body
    Contractor, // a supplier or the recipient of a subsidy
    Bank, // a bank's own account
    System // a contract of the system (final): no expiry, and out of reach of every bank office
}
