// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAppropriationLedger} from "../../contracts/budget/IAppropriationLedger.sol";
import {ITreasury} from "../../contracts/budget/ITreasury.sol";
import {LineFacts, ObligationFacts} from "../../contracts/budget/LineFacts.sol";
import {LineId} from "../../contracts/types/LineId.sol";
import {ProgrammeId} from "../../contracts/types/ProgrammeId.sol";
import {VoucherProgramme} from "../../contracts/voucher/VoucherProgramme.sol";
import {BudgetBase, budgetLine} from "../helpers/BudgetBase.sol";
import {BudgetHandler} from "../helpers/BudgetHandler.sol";
import {BudgetLaw, IBudgetWitness, ITrustWitness} from "../helpers/BudgetLaw.sol";
import {Debt, LineCount} from "../helpers/BudgetModel.sol";
import {Gukgo, actor} from "../helpers/Gukgo.sol";
import {Verdict} from "../helpers/Verdict.sol";

/// @notice Lets the budget act.
contract BudgetRunner is Verdict {
    BudgetHandler private _handler;

    constructor(BudgetHandler handler) Verdict("LAW_4") {
        _handler = handler;
    }

    function act() external {
        _judge(this.step, _handler.acts() + 1);
    }

    function step() external {
        _handler.act(_walkSeed());
    }
}

/// @notice A witness who saw one line: 1,000 won appropriated, 800 allotted, 100 reserved, 500 obligated to one supplier, 300 paid.
contract OneLineSeen {
    mapping(address account => uint256) public sidesOf;

    function see(address account, uint256 sides) external {
        sidesOf[account] |= sides;
    }

    function countOf(LineId) external pure returns (LineCount memory) {
        return LineCount(1_000, 800, 100, 500, 0, 300, 0, true, false);
    }

    function debts() external pure returns (Debt[] memory list) {
        list = new Debt[](1);
        (list[0].creditor, list[0].matter) = (actor("supplier", 0), "matter");
        (list[0].line, list[0].amount, list[0].paid) = (budgetLine(2025, 0), 500, 300);
    }

    function revenue() external pure returns (uint256) {
        return 2_000;
    }

    function loose() external pure returns (uint256) {
        return 7;
    }

    function late() external pure returns (uint256) {
        return 0;
    }
}

/// @notice A ledger, a Treasury and a token in one, which say what they are told to say.
contract BudgetThatSins {
    LineFacts private _line;
    ObligationFacts private _debt;
    uint64 public holdings = 1_700;
    uint256 public balance = 1_707;
    uint64 private _revenue = 2_000;

    constructor() {
        _line = LineFacts(1_000, 800, 100, 500, 0, 300, 0, 0);
        _debt.line = LineId.unwrap(budgetLine(2025, 0));
        (_debt.amount, _debt.paid) = (500, 300);
    }

    function setLine(LineFacts calldata line) external {
        _line = line;
    }

    function setPaid(uint64 paid) external {
        _debt.paid = paid;
    }

    function setHoldings(uint64 holdings_) external {
        holdings = holdings_;
    }

    function setBalance(uint256 balance_) external {
        balance = balance_;
    }

    function setRevenue(uint64 revenue_) external {
        _revenue = revenue_;
    }

    function revenueOf(uint256 year) external view returns (uint64) {
        return year == 2025 ? _revenue : 0;
    }

    function lineOf(LineId) external view returns (LineFacts memory) {
        return _line;
    }

    function obligationOf(address, bytes32) external view returns (ObligationFacts memory) {
        return _debt;
    }

    function balanceOf(address) external view returns (uint256) {
        return balance;
    }

    function token() external view returns (address) {
        return address(this);
    }

    function ledger() external view returns (address) {
        return address(this);
    }
}

/// @notice Programmes, their token and their witness in one: one programme was advanced 1,000 won, of which 200 were spent and 100 came
/// home; 600 are ungranted and a citizen holds 100.
contract ProgrammesThatSin {
    uint64 private _ungranted = 600;
    uint256 private _balance = 700;

    function setUngranted(uint64 ungranted) external {
        _ungranted = ungranted;
    }

    function setBalance(uint256 balance) external {
        _balance = balance;
    }

    function programmes() external pure returns (uint64) {
        return 1;
    }

    function programmeOf(ProgrammeId) external view returns (uint8, address, uint64) {
        return (1, address(0), _ungranted);
    }

    function balanceOf(address account, uint256) external pure returns (uint256) {
        return account == actor("citizen", 0) ? 100 : 0;
    }

    function balanceOf(address) external view returns (uint256) {
        return _balance;
    }

    function token() external view returns (address) {
        return address(this);
    }

    function advancedTo(ProgrammeId) external pure returns (uint256) {
        return 1_000;
    }

    function homeFrom(ProgrammeId) external pure returns (uint256) {
        return 100;
    }

    function spentOf(ProgrammeId) external pure returns (uint256) {
        return 200;
    }
}

/// @notice Law 4. Per line: appropriated ≥ allotted ≥ reserved + obligated; obligated ≥ advanced + liquidated − returned; every won
/// paid belongs to one obligation of one line. Law 12: revenue is what the Treasury holds and what lines have spent; law 3: programmes
/// in trust hold what was advanced and neither spent nor returned. Law 10: nobody obligates and disburses.
contract Law4BudgetTest is BudgetBase, Verdict {
    Gukgo private s;
    BudgetHandler private handler;
    LineId[] private _lines;

    constructor() Verdict("LAW_4") {}

    function setUp() public {
        s = _deployBudget();
        handler = new BudgetHandler(s, START, REVENUE);
        for (uint256 year = 2024; year <= 2030; ++year) {
            for (uint256 n = 0; n < 6; ++n) _lines.push(budgetLine(year, n));
        }
        _target(address(new BudgetRunner(handler)), BudgetRunner.act.selector);
    }

    function invariant_law4_every_won_paid_was_appropriated_allotted_and_obligated() public {
        _judge(this.checkAct, handler.acts());
    }

    function afterInvariant() public {
        _judge(this.checkWalk, handler.acts());
    }

    function checkAct() external view {
        uint256 acts = handler.acts();
        _assertLaw(BudgetLaw.lineViolation(s.ledger, witness(), _lines[acts % _lines.length]));
        if (acts % 16 == 0) _assertAll();
    }

    function checkWalk() external view {
        for (uint256 i = 0; i < _lines.length; ++i)
            _assertLaw(BudgetLaw.lineViolation(s.ledger, witness(), _lines[i]));
        _assertAll();
        _assertLaw(BudgetLaw.officerViolation(witness(), _officers()));
        _assert(handler.late() != 0, "law 4 has met no late return");
        (uint256 home, uint256 spent) = (0, 0);
        for (uint64 n = 1; n <= s.programmes.programmes(); ++n) {
            home += handler.homeFrom(ProgrammeId.wrap(n));
            spent += handler.spentOf(ProgrammeId.wrap(n));
        }
        _assert(home != 0 && spent != 0, "law 3 has met no programme that spends and returns");
        handler.requireActive();
    }

    function test_laws_4_and_12_hold_on_one_line() public {
        BudgetThatSins budget = new BudgetThatSins();
        _assertLaw(_law4(budget));
        _assertLaw(_law12(budget));
    }

    function test_law4_fails_on_a_line_that_allots_more_than_was_appropriated() public {
        BudgetThatSins budget = new BudgetThatSins();
        budget.setLine(LineFacts(1_000, 1_001, 100, 500, 0, 300, 0, 0));
        _assertViolates(_law4(budget), "law 4: allotted within appropriated");
    }

    function test_law4_fails_on_a_line_that_obligates_more_than_was_allotted() public {
        BudgetThatSins budget = new BudgetThatSins();
        budget.setLine(LineFacts(1_000, 800, 301, 500, 0, 300, 0, 0));
        _assertViolates(_law4(budget), "law 4: reserved and obligated within allotted");
    }

    function test_law4_fails_on_a_line_that_pays_more_than_was_obligated() public {
        BudgetThatSins budget = new BudgetThatSins();
        budget.setLine(LineFacts(1_000, 800, 100, 500, 201, 300, 0, 0));
        _assertViolates(_law4(budget), "law 4: spent within obligated");
    }

    function test_law4_fails_on_a_line_that_forgets_what_was_reserved() public {
        BudgetThatSins budget = new BudgetThatSins();
        budget.setLine(LineFacts(1_000, 800, 0, 500, 0, 300, 0, 0));
        _assertViolates(_law4(budget), "law 4: a line is what was done to it");
    }

    function test_law4_fails_on_a_line_that_counts_a_payment_twice() public {
        BudgetThatSins budget = new BudgetThatSins();
        budget.setLine(LineFacts(1_000, 800, 100, 500, 100, 300, 100, 0));
        _assertViolates(_law4(budget), "law 4: a line has paid what was paid");
    }

    function test_law4_fails_on_a_payment_of_no_obligation() public {
        BudgetThatSins budget = new BudgetThatSins();
        budget.setPaid(299);
        _assertViolates(_law4(budget), "law 4: an obligation is what was bound and paid");
    }

    function test_law4_fails_on_a_line_that_lapses_what_it_spent() public {
        BudgetThatSins budget = new BudgetThatSins();
        budget.setLine(LineFacts(1_000, 800, 100, 500, 0, 300, 0, 1_000));
        _assertViolates(_law4(budget), "law 4: what lapses was not spent");
    }

    function test_law4_fails_on_lines_that_pay_what_no_obligation_owes() public {
        BudgetThatSins budget = new BudgetThatSins();
        IAppropriationLedger ledger = IAppropriationLedger(address(budget));
        IBudgetWitness seen = IBudgetWitness(address(new OneLineSeen()));
        LineId[] memory twice = new LineId[](2);
        (twice[0], twice[1]) = (budgetLine(2025, 0), budgetLine(2025, 1));
        string memory found = BudgetLaw.debtViolation(ledger, seen, twice);
        _assertViolates(found, "law 4: what lines have paid");
    }

    function test_law10_fails_on_an_officer_who_obligates_and_disburses() public {
        OneLineSeen seen = new OneLineSeen();
        IBudgetWitness officers = IBudgetWitness(address(seen));
        _assertViolates(
            BudgetLaw.officerViolation(officers, _officers()),
            "law 10 of officers was tried on nobody"
        );
        seen.see(actor("obligator", 1), 1);
        seen.see(actor("disburser", 1), 2);
        _assertLaw(BudgetLaw.officerViolation(officers, _officers()));
        seen.see(actor("obligator", 1), 2);
        string memory found = BudgetLaw.officerViolation(officers, _officers());
        _assertViolates(found, "law 10: nobody both obligates and disburses");
    }

    function test_law12_fails_on_a_treasury_that_pays_without_a_line() public {
        BudgetThatSins budget = new BudgetThatSins();
        budget.setHoldings(1_699);
        _assertViolates(_law12(budget), "law 12: revenue = holdings + spent");
    }

    function test_law12_fails_on_a_treasury_that_forgets_what_came_late() public {
        BudgetThatSins budget = new BudgetThatSins();
        budget.setRevenue(1_999);
        _assertViolates(_law12(budget), "law 12: revenue is told by year");
    }

    function test_law12_fails_on_a_treasury_that_counts_bare_transfers_as_its_own() public {
        BudgetThatSins budget = new BudgetThatSins();
        budget.setBalance(1_700);
        _assertViolates(_law12(budget), "law 12: the account = holdings + unattributed");
    }

    function test_law3_fails_on_programmes_that_lose_a_won() public {
        ProgrammesThatSin programmes = new ProgrammesThatSin();
        _assertLaw(_law3(programmes));
        programmes.setUngranted(599);
        _assertViolates(_law3(programmes), "law 3: held = advanced - home - spent");
    }

    function test_law3_fails_on_programmes_whose_account_holds_less() public {
        ProgrammesThatSin programmes = new ProgrammesThatSin();
        programmes.setBalance(699);
        _assertViolates(_law3(programmes), "law 3: programmes hold what they should");
    }

    // --------------------------------------------------------------------------------------------- internals

    function witness() private view returns (IBudgetWitness) {
        return IBudgetWitness(address(handler));
    }

    function _assertAll() private view {
        _assertLaw(BudgetLaw.debtViolation(s.ledger, witness(), _lines));
        _assertLaw(BudgetLaw.treasuryViolation(s.treasury, witness(), _lines));
        ITrustWitness trust = ITrustWitness(address(handler));
        _assertLaw(BudgetLaw.trustViolation(s.programmes, trust, _citizens()));
    }

    function _citizens() private pure returns (address[] memory holders) {
        holders = new address[](3);
        for (uint256 n = 0; n < 3; ++n) holders[n] = actor("citizen", n);
    }

    /// @dev Everybody who might act for a ministry, and somebody who may not.
    function _officers() private pure returns (address[] memory accounts) {
        accounts = new address[](7);
        for (uint256 n = 0; n < 3; ++n) {
            (accounts[2 * n], accounts[2 * n + 1]) = (actor("obligator", n), actor("disburser", n));
        }
        accounts[6] = actor("passer-by");
    }

    function _one() private pure returns (LineId[] memory lines) {
        lines = new LineId[](1);
        lines[0] = budgetLine(2025, 0);
    }

    function _law4(BudgetThatSins budget) private returns (string memory found) {
        IAppropriationLedger ledger = IAppropriationLedger(address(budget));
        IBudgetWitness seen = IBudgetWitness(address(new OneLineSeen()));
        found = BudgetLaw.lineViolation(ledger, seen, budgetLine(2025, 0));
        if (bytes(found).length == 0) found = BudgetLaw.debtViolation(ledger, seen, _one());
    }

    function _law3(ProgrammesThatSin programmes) private view returns (string memory) {
        ITrustWitness seen = ITrustWitness(address(programmes));
        return BudgetLaw.trustViolation(VoucherProgramme(address(programmes)), seen, _citizens());
    }

    function _law12(BudgetThatSins budget) private returns (string memory) {
        IBudgetWitness seen = IBudgetWitness(address(new OneLineSeen()));
        return BudgetLaw.treasuryViolation(ITreasury(address(budget)), seen, _one());
    }
}
