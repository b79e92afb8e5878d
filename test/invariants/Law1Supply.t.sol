// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {actor} from "../helpers/Gukgo.sol";
import {LawTest} from "../helpers/LawTest.sol";
import {Runner} from "../helpers/Runner.sol";
import {SupplyLaw} from "../helpers/SupplyLaw.sol";
import {SystemHandler} from "../helpers/SystemHandler.sol";
import {Verdict} from "../helpers/Verdict.sol";

/// @notice The two views that law 1 reads, over books which its heirs keep badly.
abstract contract TokenBooks {
    uint256 public totalSupply;
    mapping(address account => uint256) public balanceOf;

    /// @dev As it should be.
    function _issue(address to, uint256 amount) internal {
        totalSupply += amount;
        balanceOf[to] += amount;
    }
}

/// @notice A token that credits what it issues a second time, and counts it once.
contract TokenThatIssuesTwice is TokenBooks {
    function issue(address to, uint256 amount) external {
        _issue(to, amount);
        balanceOf[to] += amount;
    }
}

/// @notice A token that issues whatever it is told to, whatever is attested.
contract TokenThatIssuesBeyondReserve is TokenBooks {
    function issue(address to, uint256 amount) external {
        _issue(to, amount);
    }
}

/// @notice A token that takes a redeemed amount from the holder and keeps it in the supply.
contract TokenThatForgetsRedemptions is TokenBooks {
    function issue(address to, uint256 amount) external {
        _issue(to, amount);
    }

    function redeem(address from, uint256 amount) external {
        balanceOf[from] -= amount;
    }
}

/// @notice Lets the system act.
contract SupplyRunner is Runner {
    constructor(SystemHandler handler) Runner("LAW_1", handler) {}
}

/// @notice Law 1. Per bank: supply = Σ balances = Σ issued - redeemed; every issue leaves supply ≤ attested - redeemed
/// since; a lower attestation is accepted and stops issue.
contract Law1SupplyTest is LawTest {
    constructor() Verdict("LAW_1") {}

    function setUp() public {
        s = _deploy();
        handler = new SystemHandler(s, START);
        _targetRunner(new SupplyRunner(handler));
    }

    /// @notice The supply is what all accounts hold, and what was issued less what was redeemed. The handler checks
    /// after every issue that it was within the attestation, and after every lower attestation that issue stops.
    function invariant_law1_supply_is_what_accounts_hold_and_what_was_issued_less_redeemed() public {
        _checkAct();
    }

    function checkAct() external view override {
        _assertLaw(SupplyLaw.violation(s.token, handler.everyone(), handler.issued(), handler.redeemed()));
    }

    function checkWalk() external view override {
        handler.requireActive();
    }

    function test_law1_holds_on_a_token_that_counts_what_it_credits() public {
        TokenThatIssuesBeyondReserve token = new TokenThatIssuesBeyondReserve();
        token.issue(actor("citizen"), 700);
        _assertLaw(SupplyLaw.violation(IERC20(address(token)), _holders(), 700, 0));
        _assertLaw(SupplyLaw.issueViolation(700, 700, 0));
        _assertLaw(SupplyLaw.issueViolation(600, 700, 100));
    }

    function test_law1_fails_on_a_token_that_issues_twice() public {
        TokenThatIssuesTwice token = new TokenThatIssuesTwice();
        token.issue(actor("citizen"), 700);
        _assertViolates(
            SupplyLaw.violation(IERC20(address(token)), _holders(), 700, 0),
            "law 1: supply = sum of balances"
        );
    }

    function test_law1_fails_on_a_token_that_forgets_redemptions() public {
        TokenThatForgetsRedemptions token = new TokenThatForgetsRedemptions();
        token.issue(actor("citizen"), 700);
        token.redeem(actor("citizen"), 200);
        _assertViolates(
            SupplyLaw.violation(IERC20(address(token)), _holders(), 700, 200),
            "law 1: supply = sum of balances"
        );
    }

    function test_law1_fails_on_a_token_that_issues_what_nobody_ordered() public {
        TokenThatIssuesBeyondReserve token = new TokenThatIssuesBeyondReserve();
        token.issue(actor("shop"), 701);
        _assertViolates(
            SupplyLaw.violation(IERC20(address(token)), _holders(), 700, 0),
            "law 1: supply = issued - redeemed"
        );
    }

    function test_law1_fails_on_a_token_that_issues_beyond_its_reserve() public {
        TokenThatIssuesBeyondReserve token = new TokenThatIssuesBeyondReserve();
        token.issue(actor("citizen"), 701);
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
