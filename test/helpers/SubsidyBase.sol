// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SubsidyDecisions} from "../../contracts/subsidy/SubsidyDecisions.sol";
import {SubsidyGrants} from "../../contracts/subsidy/SubsidyGrants.sol";
import {SubsidyReturns} from "../../contracts/subsidy/SubsidyReturns.sol";
import {SubsidySurroundings} from "../../contracts/subsidy/SubsidySurroundings.sol";
import {BudgetBase} from "./BudgetBase.sol";
import {Gukgo, actor} from "./Gukgo.sol";

/// @title SubsidyBase
/// @notice Deploys the system with a budget and subsidies at work: three beneficiaries, a shop that sells to them, three
/// attestors.
abstract contract SubsidyBase is BudgetBase {
    SubsidyGrants internal _subsidies;

    function _deploySubsidies() internal returns (Gukgo memory s) {
        s = _deployBudget();
        address grants = address(_subsidies);
        vm.prank(actor("systemRegistrar"));
        s.token.registerSystemAccount(grants);
        vm.prank(actor("invoiceRegistrar"));
        s.invoices.setPayer(grants, true);
        vm.prank(actor("appropriator"));
        s.ledger.setTrustee(grants, true);
        for (uint256 n = 0; n < 3; ++n) {
            vm.prank(actor("supplier", n));
            s.token.approve(grants, type(uint256).max);
            vm.prank(actor("attestorAppointer"));
            _subsidies.appointAttestor(actor("attestor", n));
        }
        vm.prank(actor("shop"));
        s.token.approve(grants, type(uint256).max);
    }

    function _assignBudgetOffices(Gukgo memory s) internal override {
        super._assignBudgetOffices(s);
        SubsidySurroundings memory around = SubsidySurroundings(
            address(s.spendingMinistry),
            s.treasury,
            s.registry,
            s.calendar,
            100_000_000
        );
        _subsidies = new SubsidyGrants(new SubsidyDecisions(around), new SubsidyReturns(around));
        _assignSubsidyOffices(s, address(_subsidies));
        for (uint256 n = 0; n < 3; ++n) {
            address attestor = actor("attestor", n);
            s.spendingMinistry.bindPerson(attestor, keccak256(abi.encode("person", attestor)));
        }
    }

    function _assignSubsidyOffices(Gukgo memory s, address grants) private {
        _office(
            s.spendingMinistry,
            34,
            "attestorAppointer",
            grants,
            abi.encodePacked(_subsidies.appointAttestor.selector, _subsidies.dismissAttestor.selector)
        );
        _office(
            s.spendingMinistry,
            35,
            "subsidyEnforcer",
            grants,
            abi.encodePacked(
                _subsidies.suspend.selector,
                _subsidies.openCase.selector,
                _subsidies.dropCase.selector,
                _subsidies.clawBack.selector,
                _subsidies.addSurcharge.selector,
                _subsidies.exclude.selector
            )
        );
        _office(
            s.spendingMinistry,
            36,
            "subsidyReviewer",
            grants,
            abi.encodePacked(
                _subsidies.resume.selector,
                _subsidies.extendAnswer.selector,
                _subsidies.answerObjection.selector
            )
        );
    }
}
