// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ProcurementRules} from "../../contracts/procurement/AgreementTerms.sol";
import {ProcurementEscrow} from "../../contracts/procurement/ProcurementEscrow.sol";
import {ProcurementOffices} from "../../contracts/procurement/ProcurementOffices.sol";
import {ProcurementSurroundings} from "../../contracts/procurement/ProcurementSurroundings.sol";
import {BudgetBase} from "./BudgetBase.sol";
import {Gukgo, actor} from "./Gukgo.sol";

/// @title ProcurementBase
/// @notice Deploys the system with a budget at work and an escrow that the Treasury funds.
abstract contract ProcurementBase is BudgetBase {
    function _deployEscrow(Gukgo memory s) internal returns (ProcurementEscrow escrow) {
        ProcurementSurroundings memory around = ProcurementSurroundings(
            address(s.ministry),
            s.treasury,
            s.calendar
        );
        escrow = new ProcurementEscrow(new ProcurementOffices(around), _lawful(), 450);
        vm.prank(actor("systemRegistrar"));
        s.token.registerSystemAccount(address(escrow));
        vm.prank(actor("appropriator"));
        s.ledger.setTrustee(address(escrow), true);
        vm.prank(actor("invoiceRegistrar"));
        s.invoices.setPayer(address(escrow), true);
        for (uint256 n = 0; n < 3; ++n) {
            vm.prank(actor("supplier", n));
            s.token.approve(address(escrow), type(uint256).max);
        }
    }

    /// @dev The figures of deploy/procurement-rules.ts.
    function _lawful() internal pure returns (ProcurementRules memory) {
        return ProcurementRules(7_000, 1_000, 14, 5, 3_000, [uint16(50), 75, 125, 150, 250]);
    }
}
