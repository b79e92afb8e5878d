// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Authority} from "../../contracts/access/Authority.sol";
import {OfficerRole} from "../../contracts/budget/Officer.sol";
import {AccountKind} from "../../contracts/deposit/AccountKind.sol";
import {LineId} from "../../contracts/types/LineId.sol";
import {Enrolment} from "../../contracts/voucher/IMerchantRegistry.sol";
import {Business} from "../../contracts/types/Business.sol";
import {Mcc} from "../../contracts/types/Mcc.sol";
import {Region} from "../../contracts/types/Region.sol";
import {SalesBand} from "../../contracts/voucher/SalesBand.sol";
import {Gukgo, GukgoBase, actor} from "./Gukgo.sol";

/// @notice The code of ministry `n` of three: 11, 21 and 31.
function ministryCode(uint256 n) pure returns (uint16) {
    return uint16(11 + 10 * n);
}

/// @notice Line `n` of six of a year: two items of each of three ministries.
function budgetLine(uint256 year, uint256 n) pure returns (LineId) {
    uint256 item = n % 2 == 0 ? 24_001 : 32_001;
    return LineId.wrap(uint64(year * 1e15 + uint256(ministryCode(n / 2)) * 1e12 + 1_040_301 * 1e5 + item));
}

/// @title BudgetBase
/// @notice Deploys the system with a budget at work: three ministries with two officers each, money in the Treasury, suppliers,
/// citizens and a shop.
abstract contract BudgetBase is GukgoBase {
    /// @notice Revenue that the Treasury has at first, won.
    uint64 internal constant REVENUE = 400_000_000_000;

    uint48 internal constant ADMITTED = 1_900_000_000;

    function _deployBudget() internal returns (Gukgo memory s) {
        s = _deploy();
        _registerMinistries(s);
        _openTreasury(s);
        _admitPeople(s);
    }

    function _assignBudgetOffices(Gukgo memory s) internal virtual override {
        address ledger = address(s.ledger);
        _office(
            s.ministry,
            28,
            "appropriator",
            ledger,
            abi.encodePacked(
                s.ledger.appropriate.selector,
                s.ledger.reduceAppropriation.selector,
                s.ledger.registerMinistry.selector,
                s.ledger.setTrustee.selector
            )
        );
        _office(
            s.ministry,
            29,
            "allotmentOfficer",
            ledger,
            abi.encodePacked(
                s.ledger.allot.selector,
                s.ledger.withdrawAllotment.selector,
                s.ledger.setPaymentPlan.selector,
                s.ledger.carryOver.selector
            )
        );
        _office(
            s.ministry,
            30,
            "transferOfficer",
            ledger,
            abi.encodePacked(s.ledger.transferAppropriation.selector)
        );
        _office(s.ministry, 31, "exclusionOfficer", ledger, abi.encodePacked(s.ledger.exclude.selector));
        _assignOtherOffices(s, ledger);
    }

    /// @dev The revenue officer's, and those of the spending ministries.
    function _assignOtherOffices(Gukgo memory s, address ledger) private {
        _office(
            s.ministry,
            32,
            "revenueOfficer",
            address(s.treasury),
            abi.encodePacked(s.treasury.attributeRevenue.selector, s.treasury.sendBack.selector)
        );
        _office(
            s.spendingMinistry,
            33,
            "officerAppointer",
            ledger,
            abi.encodePacked(s.ledger.appointOfficer.selector, s.ledger.dismissOfficer.selector)
        );
        for (uint256 n = 0; n < 3; ++n) {
            _bindOfficer(s.spendingMinistry, actor("obligator", n));
            _bindOfficer(s.spendingMinistry, actor("disburser", n));
        }
    }

    /// @dev The finance ministry registers three ministries, whose offices are one authority's, and each appoints two officers.
    function _registerMinistries(Gukgo memory s) private {
        vm.prank(actor("appropriator"));
        s.ledger.setTrustee(address(s.programmes), true);
        for (uint256 n = 0; n < 3; ++n) {
            vm.prank(actor("appropriator"));
            s.ledger.registerMinistry(ministryCode(n), s.spendingMinistry);
            vm.prank(actor("officerAppointer"));
            s.ledger.appointOfficer(ministryCode(n), actor("obligator", n), OfficerRole.Obligating);
            vm.prank(actor("officerAppointer"));
            s.ledger.appointOfficer(ministryCode(n), actor("disburser", n), OfficerRole.Disbursing);
        }
    }

    /// @dev The bank registers the Treasury as an open account, and a public body pays the first revenue in.
    function _openTreasury(Gukgo memory s) private {
        vm.prank(actor("systemRegistrar"));
        s.token.registerSystemAccount(address(s.treasury));
        vm.prank(actor("systemRegistrar"));
        s.token.openSystemAccount(address(s.treasury));
        _fund(s, actor("agency"), AccountKind.Agency, 2 * REVENUE);
        _admit(s, actor("agency"), AccountKind.Agency);
        vm.prank(actor("agency"));
        s.token.approve(address(s.treasury), type(uint256).max);
        vm.prank(actor("agency"));
        s.treasury.receiveRevenue(REVENUE, "taxes");
    }

    function _admitPeople(Gukgo memory s) private {
        for (uint256 n = 0; n < 3; ++n) {
            _fund(s, actor("supplier", n), AccountKind.Contractor, REVENUE / 8);
            _admit(s, actor("supplier", n), AccountKind.Contractor);
            vm.prank(actor("supplier", n));
            s.token.approve(address(s.treasury), type(uint256).max);
            _admit(s, actor("citizen", n), AccountKind.Citizen);
        }
        _admit(s, actor("shop"), AccountKind.Merchant);
        vm.prank(actor("merchantOfficer"));
        s.registry.enrol(
            Enrolment(
                actor("shop"),
                Mcc.wrap(5_942),
                Region.wrap(11_110),
                SalesBand(1),
                Business.wrap("shop")
            )
        );
    }

    function _admit(Gukgo memory s, address account, AccountKind kind) internal {
        vm.prank(actor("admissionOfficer"));
        s.token.admit(account, kind, ADMITTED);
    }

    function _bindOfficer(Authority authority, address account) private {
        authority.bindPerson(account, keccak256(abi.encode("person", account)));
    }
}
