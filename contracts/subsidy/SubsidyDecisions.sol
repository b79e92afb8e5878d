// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SubsidyAwards} from "./SubsidyAwards.sol";
import {SubsidyCases} from "./SubsidyCases.sol";
import {SubsidySettlement} from "./SubsidySettlement.sol";
import {SubsidyState} from "./SubsidyState.sol";
import {SubsidySurroundings} from "./SubsidySurroundings.sol";

/// @title SubsidyDecisions
/// @notice What is decided on subsidies. See `ISubsidyDecisions`.
/// @dev Deployed once, before the `SubsidyGrants` that runs this code on its own storage. Called at its own address it touches no
/// award: nothing is obligated to it in trust, and no office has a function here.
contract SubsidyDecisions is SubsidyAwards, SubsidySettlement, SubsidyCases {
    constructor(SubsidySurroundings memory around) SubsidyState(around) {}

    /// @notice The contracts that subsidies work with.
    function surroundings() external view returns (SubsidySurroundings memory) {
        return SubsidySurroundings(authority, treasury, registry, calendar, verificationThreshold);
    }
}
