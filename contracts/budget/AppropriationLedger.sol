// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Governed} from "../access/Governed.sol";
import {BudgetObligations} from "./BudgetObligations.sol";
import {BudgetOfficers} from "./BudgetOfficers.sol";
import {BudgetPayments} from "./BudgetPayments.sol";

/// @title AppropriationLedger
/// @notice The authority to spend, from the appropriation to the end of the year. See `IAppropriationLedger`.
/// @dev The Treasury deploys it, so that each knows the other for ever.
contract AppropriationLedger is BudgetOfficers, BudgetPayments {
    /// @param financeMinistry Its authority.
    /// @param splitThreshold_ Obligations below this many won are small.
    constructor(
        address financeMinistry,
        uint64 splitThreshold_
    ) Governed(financeMinistry) BudgetObligations(msg.sender, splitThreshold_) {}
}
