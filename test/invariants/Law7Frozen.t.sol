// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccountState, IDepositToken} from "../../contracts/deposit/IDepositToken.sol";
import {FreezeLaw} from "../helpers/FreezeLaw.sol";
import {actor} from "../helpers/Gukgo.sol";
import {LawTest} from "../helpers/LawTest.sol";
import {Runner} from "../helpers/Runner.sol";
import {SystemHandler} from "../helpers/SystemHandler.sol";
import {Verdict} from "../helpers/Verdict.sol";
import {AccountKind} from "../../contracts/deposit/AccountKind.sol";
import {CaseBasis} from "../../contracts/deposit/CaseBasis.sol";
import {FreezeCase} from "../../contracts/deposit/FreezeCase.sol";

/// @notice What law 7 reads of a token, with one sin at a time.
contract TokenThatSinsOnFreezes {
    enum Sin {
        None,
        ForgetsACase, // sums all cases but the last
        SpendsFrozen, // lets the whole balance be spent
        SeizesBenefits, // freezes a protected account for a debt
        FreezesTheSystem, // freezes a contract of the system
        KeepsNineCases
    }

    Sin private immutable _sin;

    constructor(Sin sin) {
        _sin = sin;
    }

    function accountOf(address) external view returns (AccountState memory state) {
        state.balance = 1_000;
        state.frozen = uint64(this.getFrozenTokens(address(0)));
        state.protected = _sin == Sin.SeizesBenefits;
        state.kind = _sin == Sin.FreezesTheSystem ? AccountKind.System : AccountKind.Citizen;
    }

    function casesOf(address) public view returns (FreezeCase[] memory cases) {
        cases = new FreezeCase[](_sin == Sin.KeepsNineCases ? 9 : 2);
        for (uint256 i = 0; i < cases.length; ++i) {
            CaseBasis basis = i == 1 && _sin == Sin.SeizesBenefits ? CaseBasis.Debt : CaseBasis.Fraud;
            cases[i] = FreezeCase(bytes20(uint160(i + 1)), basis, false, 100, 0);
        }
    }

    function getFrozenTokens(address) external view returns (uint256) {
        uint256 count = casesOf(address(0)).length;
        return 100 * (_sin == Sin.ForgetsACase ? count - 1 : count);
    }

    function spendableOf(address) external view returns (uint256) {
        return _sin == Sin.SpendsFrozen ? 1_000 : 1_000 - this.getFrozenTokens(address(0));
    }
}

/// @notice Lets the system act.
contract FreezeRunner is Runner {
    constructor(SystemHandler handler) Runner("LAW_7", handler) {}
}

/// @notice Law 7. Spendable = max(0, balance - frozen) and is never exceeded; protected money is never frozen or taken for
/// a debt; no account of a contract of the system is ever frozen.
contract Law7FrozenTest is LawTest {
    constructor() Verdict("LAW_7") {}

    function setUp() public {
        s = _deploy();
        handler = new SystemHandler(s, START);
        _targetRunner(new FreezeRunner(handler));
    }

    /// @notice Frozen and spendable follow from the cases that run. The handler checks that no transfer takes more than is
    /// spendable, and that no debt reaches a protected account.
    function invariant_law7_what_is_frozen_is_the_sum_of_its_cases_and_stays() public {
        _checkAct();
    }

    function checkAct() external override {
        vm.warp(handler.nowAt());
        _assertLaw(FreezeLaw.violation(s.token, handler.everyone()));
    }

    function checkWalk() external view override {
        handler.requireActive();
    }

    function test_law7_holds_on_a_token_that_freezes_what_its_cases_say() public {
        _assertLaw(_lawOn(TokenThatSinsOnFreezes.Sin.None));
    }

    function test_law7_fails_on_a_token_that_forgets_a_case() public {
        _assertViolates(_lawOn(TokenThatSinsOnFreezes.Sin.ForgetsACase), "law 7: frozen = sum of cases");
    }

    function test_law7_fails_on_a_token_that_lets_frozen_money_be_spent() public {
        _assertViolates(_lawOn(TokenThatSinsOnFreezes.Sin.SpendsFrozen), "law 7: spendable = max(0");
    }

    function test_law7_fails_on_a_token_that_seizes_benefits() public {
        string memory found = _lawOn(TokenThatSinsOnFreezes.Sin.SeizesBenefits);
        _assertViolates(found, "law 7: a protected account is not frozen for a debt");
    }

    function test_law7_fails_on_a_token_that_freezes_the_system() public {
        string memory found = _lawOn(TokenThatSinsOnFreezes.Sin.FreezesTheSystem);
        _assertViolates(found, "law 7: no account of a contract of the system is frozen");
    }

    function test_law7_fails_on_a_token_that_keeps_nine_cases() public {
        _assertViolates(_lawOn(TokenThatSinsOnFreezes.Sin.KeepsNineCases), "law 7: at most eight cases");
    }

    function _lawOn(TokenThatSinsOnFreezes.Sin sin) private returns (string memory) {
        IDepositToken token = IDepositToken(address(new TokenThatSinsOnFreezes(sin)));
        return FreezeLaw.violation(token, _one(actor("citizen")));
    }
}
