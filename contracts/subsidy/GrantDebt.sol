// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What is owed on an award, whole won: one word.
struct GrantDebt {
    uint48 principal; // comes home on the award's obligation
    uint56 interest; // this and what follows is revenue
    uint56 penalty;
    uint56 surcharge; // on arrears, once
    uint40 dueAt; // UTC second from which it is overdue
}
