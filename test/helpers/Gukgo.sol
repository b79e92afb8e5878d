// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Authority} from "../../contracts/access/Authority.sol";
import {OfficeCheck, OfficePair} from "../../contracts/access/IAuthority.sol";
import {DualControl} from "../../contracts/access/DualControl.sol";
import {AppropriationLedger} from "../../contracts/budget/AppropriationLedger.sol";
import {Treasury} from "../../contracts/budget/Treasury.sol";
import {DepositOffices} from "../../contracts/deposit/DepositOffices.sol";
import {DepositToken} from "../../contracts/deposit/DepositToken.sol";
import {ProgrammeId} from "../../contracts/types/ProgrammeId.sol";
import {InvoiceRegister} from "../../contracts/voucher/InvoiceRegister.sol";
import {BusinessCalendar} from "../../contracts/voucher/BusinessCalendar.sol";
import {MerchantRegistry} from "../../contracts/voucher/MerchantRegistry.sol";
import {Purpose} from "../../contracts/voucher/Terms.sol";
import {VoucherHolders} from "../../contracts/voucher/VoucherHolders.sol";
import {VoucherOffices} from "../../contracts/voucher/VoucherOffices.sol";
import {VoucherPayments} from "../../contracts/voucher/VoucherPayments.sol";
import {Surroundings} from "../../contracts/voucher/Surroundings.sol";
import {VoucherProgramme} from "../../contracts/voucher/VoucherProgramme.sol";
import {TestBase} from "./TestBase.sol";
import {AccountKind} from "../../contracts/deposit/AccountKind.sol";
import {IssueReason} from "../../contracts/deposit/IssueReason.sol";

/// @notice The deployed system: an authority for each institution, and the contracts they govern.
struct Gukgo {
    Authority ministry;
    Authority supervisor;
    Authority operator;
    Authority bank;
    Authority centralBank;
    DualControl dual;
    DepositToken token;
    MerchantRegistry registry;
    InvoiceRegister invoices;
    VoucherProgramme programmes;
    BusinessCalendar calendar;
    Treasury treasury;
    AppropriationLedger ledger;
    Authority spendingMinistry;
}

/// @notice The account of the person or institution called `name`. An officer is called as its office in
/// deploy/offices.ts, and its institution's administrator `<institution>Admin`.
function actor(string memory name) pure returns (address account) {
    return address(uint160(uint256(keccak256(bytes(name)))));
}

/// @notice Actor number `n` of those called `name`.
function actor(string memory name, uint256 n) pure returns (address account) {
    return address(uint160(uint256(keccak256(abi.encodePacked(name, n)))));
}

/// @title GukgoBase
/// @notice Deploys the whole system in Solidity, with the offices of deploy/offices.ts. The test contract administers
/// every authority until the hand-over.
abstract contract GukgoBase is TestBase {
    /// @notice When the system goes live: 2025-07-21 09:00 in Korea, as UTC seconds.
    uint256 internal constant START = 1_753_056_000;

    /// @notice What one key issues a day without a second person, won, until two people set another threshold.
    uint64 internal constant ISSUE_THRESHOLD = 2_000_000_000_000;

    /// @notice Obligations below this many won are small.
    uint64 internal constant SPLIT_THRESHOLD = 20_000_000;

    /// @dev Deploys with the production token and programme contracts.
    function _deploy() internal returns (Gukgo memory s) {
        s = _deployAuthorities();
        _deployToken(s);
        (VoucherOffices offices, VoucherHolders holders, VoucherPayments payments) = _voucherCode(s);
        s.programmes = new VoucherProgramme(offices, holders, payments, "urn:gukgo:voucher:{id}");
        _assignOffices(s);
    }

    /// @dev The code that voucher programmes run beside their own.
    function _voucherCode(Gukgo memory s) internal returns (VoucherOffices, VoucherHolders, VoucherPayments) {
        Surroundings memory around = Surroundings(
            address(s.operator),
            s.ministry,
            s.token,
            s.registry,
            s.calendar,
            s.invoices,
            s.treasury
        );
        return (new VoucherOffices(around), new VoucherHolders(around), new VoucherPayments(around));
    }

    /// @dev The production token, registry, calendar and Treasury.
    function _deployToken(Gukgo memory s) internal {
        s.token = new DepositToken("Nuri Bank Deposit", "NRKRW", _deployOffices(s), ISSUE_THRESHOLD);
        s.registry = new MerchantRegistry(address(s.operator));
        s.invoices = new InvoiceRegister(address(s.operator), s.registry);
        s.calendar = new BusinessCalendar(address(s.ministry), _holidays());
        s.treasury = new Treasury(address(s.ministry), s.token, s.invoices, SPLIT_THRESHOLD);
        s.ledger = AppropriationLedger(address(s.treasury.ledger()));
    }

    /// @dev The code of what the bank's offices do, behind the bank's dual control.
    function _deployOffices(Gukgo memory s) internal returns (DepositOffices) {
        if (address(s.dual) == address(0)) s.dual = new DualControl(s.bank);
        return new DepositOffices(s.dual, s.centralBank, s.supervisor);
    }

    /// @dev An authority for each institution, which refuses the pairs of offices that exclude each other.
    function _deployAuthorities() internal returns (Gukgo memory s) {
        vm.warp(START);
        s.ministry = _authority(address(this), new OfficePair[](0));
        s.supervisor = _authority(address(this), _pairs(2, 3));
        OfficePair[] memory bankPairs = new OfficePair[](6);
        bankPairs[0] = OfficePair(9, 10);
        bankPairs[1] = OfficePair(5, 6);
        bankPairs[2] = OfficePair(4, 5);
        bankPairs[3] = OfficePair(4, 8);
        bankPairs[4] = OfficePair(22, 6);
        bankPairs[5] = OfficePair(9, 19);
        // The bank's administrator is there from the deployment and so waits for nothing: a handler can close and open a
        // target within one act.
        s.bank = new Authority(actor("bankAdmin"), bankPairs, _bankChecks());
        OfficePair[] memory operatorPairs = new OfficePair[](4);
        operatorPairs[0] = OfficePair(13, 14);
        operatorPairs[1] = OfficePair(12, 13);
        operatorPairs[2] = OfficePair(25, 12);
        operatorPairs[3] = OfficePair(26, 27);
        s.operator = _authority(address(this), operatorPairs);
        s.centralBank = _authority(address(this), new OfficePair[](0));
        s.spendingMinistry = _authority(address(this), new OfficePair[](0));
    }

    /// @dev Gives every restricted function its office and every office its officer, registers the programmes' vault as
    /// a system account, and hands each authority over to its administrator.
    function _assignOffices(Gukgo memory s) internal {
        _assignDepositOffices(s);
        _assignVoucherOffices(s);

        vm.prank(actor("systemRegistrar"));
        s.token.registerSystemAccount(address(s.programmes));
        _bindAtBank(s, actor("issuer"));
        _bindAtBank(s, actor("enforcementOfficer"));
        vm.prank(actor("enforcementController"));
        s.token.setEnforcer(actor("enforcementOfficer"), true);

        _assignBudgetOffices(s);

        _handOver(s.ministry, "ministryAdmin");
        _handOver(s.supervisor, "supervisorAdmin");
        _handOver(s.operator, "operatorAdmin");
        _handOver(s.centralBank, "centralBankAdmin");
        _handOver(s.spendingMinistry, "spendingMinistryAdmin");
    }

    /// @dev Offices of the budget, for tests that need them.
    function _assignBudgetOffices(Gukgo memory s) internal virtual {}

    /// @dev Admits `account` for a year and issues `amount` won to it, under the next free references.
    function _fund(Gukgo memory s, address account, AccountKind kind, uint64 amount) internal {
        vm.prank(actor("admissionOfficer"));
        s.token.admit(account, kind, uint48(block.timestamp + 365 days));
        if (amount == 0) return;

        address issuer = actor("issuer");
        (, , uint64 last) = s.token.reserve();
        uint64 supply = uint64(s.token.totalSupply());
        vm.prank(actor("reserveAttestor"));
        s.token.attestReserve(supply + amount, last + 1, 1 days);
        vm.prank(actor("issuanceController"));
        s.token.setIssuanceAllowance(issuer, amount);
        vm.prank(issuer);
        s.token.issue(account, amount, last + 1, IssueReason.Deposit);
    }

    /// @dev Makes `account` a person of its own at the bank.
    function _bindAtBank(Gukgo memory s, address account) internal {
        vm.prank(actor("bankAdmin"));
        s.bank.bindPerson(account, keccak256(abi.encode("person", account)));
    }

    /// @dev One officer of the bank proposes, another approves, and the token runs `data`.
    function _joint(Gukgo memory s, string memory maker, string memory checker, bytes memory data) internal {
        vm.prank(actor(maker));
        uint64 id = s.dual.propose(address(s.token), data);
        vm.prank(actor(checker));
        s.dual.approve(id);
    }

    /// @dev Opens a programme that asks nothing of merchants, for 30 days, paid in by `agency` and managed by `manager`.
    function _openFor(
        Gukgo memory s,
        address agency,
        uint64 budget,
        address manager
    ) internal returns (ProgrammeId programme) {
        Purpose memory purpose;
        purpose.terms.expiresAt = uint48(block.timestamp + 30 days);
        _fund(s, agency, AccountKind.Agency, budget);
        return _openOn(s, purpose, agency, budget, manager);
    }

    /// @dev Opens a programme on `purpose` with money that `agency` has.
    function _openOn(
        Gukgo memory s,
        Purpose memory purpose,
        address agency,
        uint64 budget,
        address manager
    ) internal returns (ProgrammeId programme) {
        vm.prank(agency);
        s.token.approve(address(s.programmes), budget);
        vm.prank(actor("programmeSponsor"));
        programme = s.programmes.open(purpose, agency, budget);
        vm.prank(actor("programmeController"));
        s.programmes.appointManager(programme, manager);
    }

    /// @dev A list of one account.
    function _one(address account) internal pure returns (address[] memory list) {
        list = new address[](1);
        list[0] = account;
    }

    function _assignDepositOffices(Gukgo memory s) private {
        address token = address(s.token);
        _office(s.centralBank, 1, "reserveAttestor", token, abi.encodePacked(s.token.attestReserve.selector));
        _office(s.supervisor, 2, "stopOfficer", token, abi.encodePacked(s.token.orderStop.selector));
        _office(s.supervisor, 3, "stopLifter", token, abi.encodePacked(s.token.liftStop.selector));
        _office(
            s.bank,
            4,
            "issuanceController",
            token,
            abi.encodePacked(s.token.setIssuanceAllowance.selector)
        );
        _office(
            s.bank,
            5,
            "admissionOfficer",
            token,
            abi.encodePacked(
                s.token.admit.selector,
                s.token.admitBatch.selector,
                s.token.reinstate.selector,
                s.token.close.selector,
                s.token.unfreeze.selector,
                s.token.setProtection.selector,
                s.token.linkBankAccount.selector
            )
        );
        _office(s.bank, 6, "enforcementController", token, abi.encodePacked(s.token.setEnforcer.selector));
        _office(
            s.bank,
            8,
            "systemRegistrar",
            token,
            abi.encodePacked(
                s.token.registerSystemAccount.selector,
                s.token.openSystemAccount.selector,
                s.token.setBenefitPayer.selector
            )
        );
        _office(s.bank, 9, "pauser", token, abi.encodePacked(s.token.pause.selector));
        _assignJointOffices(s, token);
    }

    /// @dev Offices that propose, and those that approve.
    function _assignJointOffices(Gukgo memory s, address token) private {
        _office(
            s.bank,
            7,
            "limitsOfficer",
            token,
            abi.encodePacked(s.token.setLimits.selector, s.token.setIssueThreshold.selector)
        );
        _office(s.bank, 10, "resumer", token, abi.encodePacked(s.token.unpause.selector));
        _office(s.bank, 16, "recoveryOfficer", token, abi.encodePacked(s.token.openRecovery.selector));
        _office(s.bank, 20, "largeIssueMaker", token, abi.encodePacked(s.token.issueLarge.selector));
        _office(
            s.bank,
            22,
            "orderOfficer",
            token,
            abi.encodePacked(
                s.token.openCase.selector,
                s.token.orderTransfer.selector,
                s.token.withdrawTransferOrder.selector,
                s.token.redeemByOrder.selector
            )
        );
        _office(s.bank, 15, "orderChecker", token, "");
        _office(s.bank, 17, "recoveryChecker", token, "");
        _office(s.bank, 18, "limitsChecker", token, "");
        _office(s.bank, 19, "resumerChecker", token, "");
        _office(s.bank, 21, "issueApprover", token, "");
    }

    function _assignVoucherOffices(Gukgo memory s) private {
        _office(
            s.ministry,
            23,
            "calendarOfficer",
            address(s.calendar),
            abi.encodePacked(s.calendar.announceHolidays.selector, s.calendar.withdrawHoliday.selector)
        );
        address programmes = address(s.programmes);
        _office(
            s.ministry,
            11,
            "programmeSponsor",
            programmes,
            abi.encodePacked(
                s.programmes.open.selector,
                s.programmes.openInTrust.selector,
                s.programmes.extendExpiry.selector,
                s.programmes.replaceFundingAccount.selector
            )
        );
        _office(
            s.operator,
            12,
            "programmeController",
            programmes,
            abi.encodePacked(
                s.programmes.appointManager.selector,
                s.programmes.dismissManager.selector,
                s.programmes.appointAttestor.selector,
                s.programmes.dismissAttestor.selector,
                s.programmes.resumeProgramme.selector
            )
        );
        _assignCaseOffices(s, programmes);
        _assignMerchantOffices(s);
    }

    /// @dev Offices that enrol merchants, judge them, and list who pays invoices.
    function _assignMerchantOffices(Gukgo memory s) private {
        _office(
            s.operator,
            13,
            "merchantOfficer",
            address(s.registry),
            abi.encodePacked(
                s.registry.enrol.selector,
                s.registry.enrolBatch.selector,
                s.registry.reinstate.selector,
                s.registry.delist.selector
            )
        );
        _office(
            s.operator,
            14,
            "merchantEnforcer",
            address(s.registry),
            abi.encodePacked(s.registry.suspend.selector, s.registry.bar.selector)
        );
        _office(
            s.operator,
            23,
            "invoiceRegistrar",
            address(s.invoices),
            abi.encodePacked(s.invoices.setPayer.selector)
        );
    }

    /// @dev Offices that stop a programme, and take vouchers back.
    function _assignCaseOffices(Gukgo memory s, address programmes) private {
        _office(
            s.operator,
            25,
            "programmePauser",
            programmes,
            abi.encodePacked(s.programmes.pauseProgramme.selector)
        );
        _office(
            s.operator,
            26,
            "clawbackOfficer",
            programmes,
            abi.encodePacked(
                s.programmes.openClawback.selector,
                s.programmes.releaseClawback.selector,
                s.programmes.clawBack.selector
            )
        );
        _office(
            s.operator,
            27,
            "clawbackReviewer",
            programmes,
            abi.encodePacked(s.programmes.decideClawback.selector)
        );
    }

    /// @dev Assigns the functions in `packed` (four bytes each) to office `id`, and the office to the actor `holder`.
    function _office(
        Authority authority,
        uint64 id,
        string memory holder,
        address target,
        bytes memory packed
    ) internal {
        bytes4[] memory selectors = new bytes4[](packed.length / 4);
        for (uint256 i = 0; i < selectors.length; ++i) {
            bytes32 word;
            assembly ("memory-safe") {
                word := mload(add(add(packed, 0x20), mul(i, 4)))
            }
            selectors[i] = bytes4(word);
        }
        (bool isAdmin, ) = authority.hasRole(0, address(this));
        address admin = isAdmin ? address(this) : actor("bankAdmin");
        vm.prank(admin);
        authority.setTargetFunctionRole(target, selectors, id);
        vm.prank(admin);
        authority.bindPerson(actor(holder), keccak256(abi.encode("person", holder)));
        vm.prank(admin);
        authority.grantRole(id, actor(holder), 0);
        vm.label(actor(holder), holder);
    }

    function _handOver(Authority authority, string memory admin) private {
        authority.bindPerson(actor(admin), keccak256(abi.encode("person", admin)));
        authority.grantRole(0, actor(admin), 1 days);
        authority.renounceRole(0, address(this));
        vm.label(actor(admin), admin);
    }

    function _bankChecks() private pure returns (OfficeCheck[] memory checks) {
        checks = new OfficeCheck[](5);
        checks[0] = OfficeCheck(7, 18);
        checks[1] = OfficeCheck(10, 19);
        checks[2] = OfficeCheck(16, 17);
        checks[3] = OfficeCheck(20, 21);
        checks[4] = OfficeCheck(22, 15);
    }

    /// @dev Without dual control: what it guards is tried in test/unit/access.
    function _authority(address admin, OfficePair[] memory pairs) private returns (Authority authority) {
        return new Authority(admin, pairs, new OfficeCheck[](0));
    }

    /// @dev New Year's Day 2025, which is past, and Liberation Day.
    function _holidays() private pure returns (uint16[] memory days_) {
        days_ = new uint16[](2);
        (days_[0], days_[1]) = (20_089, 20_315);
    }

    function _pairs(uint64 one, uint64 other) private pure returns (OfficePair[] memory pairs) {
        pairs = new OfficePair[](1);
        pairs[0] = OfficePair(one, other);
    }
}
