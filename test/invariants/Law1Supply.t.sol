// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IAccessManager } from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import { DepositToken } from "../../contracts/deposit/DepositToken.sol";
import { GukgoBase, Gukgo, actor } from "../helpers/Gukgo.sol";
import { Runner } from "../helpers/Runner.sol";
import { SupplyLaw } from "../helpers/SupplyLaw.sol";
import { SystemHandler } from "../helpers/SystemHandler.sol";

/// @notice A token that credits what it issues a second time, and counts it once.
contract TokenThatIssuesTwice is DepositToken {
    constructor() DepositToken("", "", address(1), IAccessManager(address(0)), IAccessManager(address(0))) {}

    function issueTwice(address to, uint64 amount) external {
        _supply.total += amount;
        _accounts[to] = _accounts[to].credit(amount).credit(amount);
    }
}

/// @notice A token that counts what it issues, credits it, and records no attestation for it.
contract TokenThatIssuesBeyondReserve is DepositToken {
    constructor() DepositToken("", "", address(1), IAccessManager(address(0)), IAccessManager(address(0))) {}

    function issueAnyway(address to, uint64 amount) external {
        _supply.total += amount;
        _accounts[to] = _accounts[to].credit(amount);
    }
}

/// @notice A token that takes a redeemed amount from the holder and keeps it in the supply.
contract TokenThatForgetsRedemptions is DepositToken {
    constructor() DepositToken("", "", address(1), IAccessManager(address(0)), IAccessManager(address(0))) {}

    function issueAnyway(address to, uint64 amount) external {
        _supply.total += amount;
        _accounts[to] = _accounts[to].credit(amount);
    }

    function redeemUncounted(address from, uint64 amount) external {
        _accounts[from] = _accounts[from].debit(amount);
    }
}

/// @notice Lets the system act.
contract SupplyRunner is Runner {
    constructor(SystemHandler handler) Runner(handler) {}
}

/// @notice Law 1. Per bank: supply = Σ balances = Σ issued - redeemed; every issue leaves supply ≤ attested - redeemed
/// since; a lower attestation is accepted and stops issue.
contract Law1SupplyTest is GukgoBase {
    Gukgo private s;
    SystemHandler private handler;

    function setUp() public {
        s = _deploy();
        handler = new SystemHandler(s, START);
        _target(address(new SupplyRunner(handler)), Runner.act.selector);
    }

    /// @notice The supply is what all accounts hold, and what was issued less what was redeemed. The handler checks
    /// after every issue that it was within the attestation, and after every lower attestation that issue stops.
    function invariant_law1_supply_is_what_accounts_hold_and_what_was_issued_less_redeemed() public view {
        _assertLaw(SupplyLaw.violation(s.token, handler.everyone(), handler.issued(), handler.redeemed()));
    }

    function afterInvariant() public view {
        handler.requireActive();
    }

    function test_law1_holds_on_a_token_that_counts_what_it_credits() public {
        TokenThatIssuesBeyondReserve token = new TokenThatIssuesBeyondReserve();
        token.issueAnyway(actor("citizen"), 700);
        _assertLaw(SupplyLaw.violation(token, _holders(), 700, 0));
        _assertLaw(SupplyLaw.issueViolation(700, 700, 0));
        _assertLaw(SupplyLaw.issueViolation(600, 700, 100));
    }

    function test_law1_fails_on_a_token_that_issues_twice() public {
        TokenThatIssuesTwice token = new TokenThatIssuesTwice();
        token.issueTwice(actor("citizen"), 700);
        _assertViolates(SupplyLaw.violation(token, _holders(), 700, 0), "law 1: supply = sum of balances");
    }

    function test_law1_fails_on_a_token_that_forgets_redemptions() public {
        TokenThatForgetsRedemptions token = new TokenThatForgetsRedemptions();
        token.issueAnyway(actor("citizen"), 700);
        token.redeemUncounted(actor("citizen"), 200);
        _assertViolates(SupplyLaw.violation(token, _holders(), 700, 200), "law 1: supply = sum of balances");
    }

    function test_law1_fails_on_a_token_that_issues_what_nobody_ordered() public {
        TokenThatIssuesBeyondReserve token = new TokenThatIssuesBeyondReserve();
        token.issueAnyway(actor("shop"), 701);
        _assertViolates(SupplyLaw.violation(token, _holders(), 700, 0), "law 1: supply = issued - redeemed");
    }

    function test_law1_fails_on_a_token_that_issues_beyond_its_reserve() public {
        TokenThatIssuesBeyondReserve token = new TokenThatIssuesBeyondReserve();
        token.issueAnyway(actor("citizen"), 701);
        uint256 supply = token.totalSupply();
        _assertViolates(SupplyLaw.issueViolation(supply, 700, 0), "law 1: an issue leaves supply");
        _assertViolates(SupplyLaw.issueViolation(supply, 800, 100), "law 1: an issue leaves supply");
    }

    function _holders() private pure returns (address[] memory holders) {
        holders = new address[](2);
        holders[0] = actor("citizen");
        holders[1] = actor("shop");
    }
}
