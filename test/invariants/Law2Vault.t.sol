// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ProgrammeId} from "../../contracts/types/ProgrammeId.sol";
import {Region} from "../../contracts/types/Region.sol";
import {VoucherWord} from "../../contracts/voucher/VoucherWord.sol";
import {VoucherHolders} from "../../contracts/voucher/VoucherHolders.sol";
import {VoucherOffices} from "../../contracts/voucher/VoucherOffices.sol";
import {VoucherPayments} from "../../contracts/voucher/VoucherPayments.sol";
import {VoucherProgramme} from "../../contracts/voucher/VoucherProgramme.sol";
import {Gukgo, actor} from "../helpers/Gukgo.sol";
import {LawTest} from "../helpers/LawTest.sol";
import {Runner} from "../helpers/Runner.sol";
import {SystemHandler} from "../helpers/SystemHandler.sol";
import {IVaultWitness, VaultLaw} from "../helpers/VaultLaw.sol";
import {Verdict} from "../helpers/Verdict.sol";

/// @notice Programmes that grant vouchers with no money behind them, and pass vouchers from holder to holder.
contract ProgrammesWithoutDiscipline is VoucherProgramme {
    constructor(
        VoucherOffices offices_,
        VoucherHolders holders_,
        VoucherPayments payments_
    ) VoucherProgramme(offices_, holders_, payments_, "urn:gukgo:voucher:{id}") {}

    function grantUnbacked(ProgrammeId programme, address holder, uint64 amount) external {
        VoucherWord word = _vouchers[programme.join(uint160(holder))].word;
        _vouchers[programme.join(uint160(holder))].word = word.grant(amount, word.home());
    }

    function pass(ProgrammeId programme, address from, address to, uint64 amount) external {
        VoucherWord word = _vouchers[programme.join(uint160(from))].word;
        _vouchers[programme.join(uint160(from))].word = word.debit(amount);
        _vouchers[programme.join(uint160(to))].word = VoucherWord.wrap(0).grant(amount, word.home());
    }
}

/// @notice A witness who saw one programme take in 1,000 won and grant 300 of them to one citizen.
contract OneGrantSeen is IVaultWitness {
    function vaultOf(ProgrammeId) external pure returns (uint256) {
        return 1_000;
    }

    function entitlementOf(ProgrammeId, address holder) external pure returns (uint256) {
        return holder == actor("citizen") ? 300 : 0;
    }
}

/// @notice Lets the system act.
contract VaultRunner is Runner {
    constructor(SystemHandler handler) Runner("LAW_2", handler) {}
}

/// @notice Law 2. Per programme: vault = Σ live entitlements + ungranted rest; never unbacked, never transferable.
contract Law2VaultTest is LawTest {
    constructor() Verdict("LAW_2") {}

    function setUp() public {
        s = _deploy();
        handler = new SystemHandler(s, START);
        _targetRunner(new VaultRunner(handler));
    }

    /// @notice What came in for a programme and did not go out is what its holders have left and what is not granted;
    /// over all programmes it is what the vault's account holds.
    function invariant_law2_a_vault_is_its_live_entitlements_and_its_ungranted_rest() public {
        _checkAct();
    }

    function checkAct() external view override {
        address[] memory everyone = handler.everyone();
        _assertLaw(VaultLaw.violation(s.programmes, handler, everyone));
        if (handler.acts() % 8 == 0) _assertLaw(VaultLaw.transferViolation(s.programmes, handler, everyone));
    }

    function checkWalk() external view override {
        _assertLaw(VaultLaw.transferViolation(s.programmes, handler, handler.everyone()));
        handler.requireActive();
    }

    function test_law2_holds_on_one_grant() public {
        (VoucherProgramme programmes, ) = _oneGrant();
        _assertLaw(VaultLaw.violation(programmes, new OneGrantSeen(), _holders()));
        _assertLaw(VaultLaw.transferViolation(programmes, new OneGrantSeen(), _holders()));
    }

    function test_law2_fails_on_programmes_that_grant_unbacked_vouchers() public {
        (ProgrammesWithoutDiscipline programmes, ProgrammeId programme) = _oneGrant();
        programmes.grantUnbacked(programme, actor("shop"), 1);
        string memory found = VaultLaw.violation(programmes, new OneGrantSeen(), _holders());
        _assertViolates(found, "law 2: vault = live entitlements + ungranted rest");
    }

    function test_law2_fails_on_programmes_that_pass_vouchers_between_holders() public {
        (ProgrammesWithoutDiscipline programmes, ProgrammeId programme) = _oneGrant();
        programmes.pass(programme, actor("citizen"), actor("shop"), 300);
        _assertLaw(VaultLaw.violation(programmes, new OneGrantSeen(), _holders()));
        string memory found = VaultLaw.transferViolation(programmes, new OneGrantSeen(), _holders());
        _assertViolates(found, "law 2: vouchers are never transferable");
    }

    function test_law2_fails_on_a_vault_that_holds_less_than_its_programmes() public {
        (VoucherProgramme programmes, ) = _oneGrant();
        bytes memory balance = abi.encodeCall(s.token.balanceOf, (address(programmes)));
        vm.mockCall(address(s.token), balance, abi.encode(999));
        string memory found = VaultLaw.violation(programmes, new OneGrantSeen(), _holders());
        _assertViolates(found, "law 2: vaults of all programmes = deposit tokens held");
    }

    /// @dev The undisciplined programmes behave so far: 1,000 won taken in, 300 granted to the citizen.
    function _oneGrant() private returns (ProgrammesWithoutDiscipline programmes, ProgrammeId programme) {
        Gukgo memory system = _deployAuthorities();
        _deployToken(system);
        (VoucherOffices offices, VoucherHolders holders, VoucherPayments payments) = _voucherCode(system);
        programmes = new ProgrammesWithoutDiscipline(offices, holders, payments);
        system.programmes = programmes;
        _assignOffices(system);
        s = system;
        programme = _openFor(system, actor("agency"), 1_000, actor("manager"));
        vm.prank(actor("manager"));
        programmes.grant(programme, actor("citizen"), 300, Region.wrap(11_110), 1);
    }

    function _holders() private pure returns (address[] memory holders) {
        holders = new address[](2);
        holders[0] = actor("citizen");
        holders[1] = actor("shop");
    }
}
