// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { GukgoBase, Gukgo } from "../helpers/Gukgo.sol";
import { Runner } from "../helpers/Runner.sol";
import { SupplyLaw } from "../helpers/SupplyLaw.sol";
import { SystemHandler } from "../helpers/SystemHandler.sol";

/// @notice Law 1. Per bank: supply = Σ balances = Σ issued - redeemed; every issue leaves supply ≤ attested - redeemed
/// since; a lower attestation is accepted and stops issue.
contract Law1SupplyTest is GukgoBase {
    Gukgo private s;
    SystemHandler private handler;

    function setUp() public {
        s = _deploy();
        handler = new SystemHandler(s, START);
        _target(address(new Runner(handler)), Runner.act.selector);
    }

    /// @notice The supply is what all accounts hold, and what was issued less what was redeemed. The handler checks
    /// after every issue that it was within the attestation, and after every lower attestation that issue stops.
    function invariant_law1_supply_is_what_accounts_hold_and_what_was_issued_less_redeemed() public view {
        _assertLaw(SupplyLaw.violation(s.token, handler.everyone(), handler.issued(), handler.redeemed()));
    }

    function afterInvariant() public view {
        handler.requireActive();
    }
}
