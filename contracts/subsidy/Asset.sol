// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AwardId} from "../types/AwardId.sol";
import {Invoice} from "../types/Invoice.sol";

/// @notice What kind of property was bought (Decree of the Subsidy Act art. 15; verify against the current text).
enum AssetKind {
    None,
    RealEstate, // with what is fixed to it
    Vessel, // ships, docks and aircraft
    Equipment // machines and other goods of weight
}

/// @notice Property that was bought with a subsidy.
struct Asset {
    AwardId award;
    AssetKind kind;
    bool released; // an approval ended its lock
    Invoice invoice; // on which it was bought
}
