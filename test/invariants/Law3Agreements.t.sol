// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AgreementStatus, MilestoneStatus} from "../../contracts/procurement/AgreementStatus.sol";
import {AgreementFacts, MilestoneFacts} from "../../contracts/procurement/AgreementFacts.sol";
import {ProcurementEscrow} from "../../contracts/procurement/ProcurementEscrow.sol";
import {AgreementId} from "../../contracts/types/AgreementId.sol";
import {AgreementLaw, IAgreementWitness, IEscrowFacts} from "../helpers/AgreementLaw.sol";
import {Gukgo, actor} from "../helpers/Gukgo.sol";
import {ProcurementBase} from "../helpers/ProcurementBase.sol";
import {ProcurementHandler} from "../helpers/ProcurementHandler.sol";
import {Verdict} from "../helpers/Verdict.sol";

/// @notice Lets agreements go on.
contract AgreementRunner is Verdict {
    ProcurementHandler private _handler;

    constructor(ProcurementHandler handler) Verdict("LAW_3") {
        _handler = handler;
    }

    function act() external {
        _judge(this.step, _handler.acts() + 1);
    }

    function step() external {
        _handler.act(_walkSeed());
    }
}

/// @notice An escrow and its witness in one: one agreement of one milestone of 1,000 won, 700 advanced, funded with 1,200, a bond of
/// 100. 600 are accepted and paid: 420 recovered, 60 retained, 120 paid, of which 20 were taken for delay.
contract EscrowThatSins {
    AgreementFacts private _agreement;
    MilestoneFacts private _milestone;
    uint256 public account = 480;
    mapping(address person => uint256) private _sides;

    constructor() {
        _agreement.status = AgreementStatus.Open;
        (_agreement.price, _agreement.advance, _agreement.passed) = (1_000, 700, 600);
        (_agreement.recovered, _agreement.retained, _agreement.milestones) = (420, 60, 1);
        (_agreement.held, _agreement.bond, _agreement.penalties) = (380, 100, 20);
        (_milestone.value, _milestone.accepted) = (1_000, 600);
    }

    function setAgreement(AgreementFacts calldata facts) external {
        _agreement = facts;
    }

    function setMilestone(uint64 value, uint64 accepted, uint64 asked, MilestoneStatus status) external {
        (_milestone.value, _milestone.accepted) = (value, accepted);
        (_milestone.asked, _milestone.status) = (asked, status);
    }

    function see(address person, uint256 sides) external {
        _sides[person] |= sides;
    }

    function agreements() external pure returns (uint64) {
        return 1;
    }

    function agreementOf(AgreementId) external view returns (AgreementFacts memory) {
        return _agreement;
    }

    function milestoneOf(AgreementId, uint8) external view returns (MilestoneFacts memory) {
        return _milestone;
    }

    function fundedOf(AgreementId) external pure returns (uint256) {
        return 1_200;
    }

    function bondsOf(AgreementId) external pure returns (uint256) {
        return 100;
    }

    function paidOf(AgreementId) external pure returns (uint256) {
        return 800;
    }

    function returnedOf(AgreementId) external pure returns (uint256) {
        return 0;
    }

    function forfeitedOf(AgreementId) external pure returns (uint256) {
        return 20;
    }

    function sidesOf(AgreementId, address person) external view returns (uint256) {
        return _sides[person];
    }
}

/// @notice Law 3, of agreements: held = funded + bonds − paid − returned − forfeited, each and all together. Law 10: no one person
/// supervises and inspects one agreement.
contract Law3AgreementsTest is ProcurementBase, Verdict {
    Gukgo private s;
    ProcurementEscrow private escrow;
    ProcurementHandler private handler;

    constructor() Verdict("LAW_3") {}

    function setUp() public {
        s = _deployBudget();
        escrow = _deployEscrow(s);
        handler = new ProcurementHandler(s, escrow, START);
        _target(address(new AgreementRunner(handler)), AgreementRunner.act.selector);
    }

    function invariant_law3_every_won_of_an_agreement_is_held_or_went_where_it_should() public {
        _judge(this.checkAct, handler.acts());
    }

    function afterInvariant() public {
        _judge(this.checkWalk, handler.acts());
    }

    function checkAct() external view {
        uint256 balance = s.token.balanceOf(address(escrow));
        _assertEq(balance, handler.total(), "law 3: the account holds what came and did not go");
        uint64 count = escrow.agreements();
        if (count == 0) return;
        uint256 acts = handler.acts();
        _assertLaw(_heldOf(uint64(1 + (acts % count))));
        if (acts % 16 == 0) _assertAll();
    }

    function checkWalk() external view {
        _assertAll();
        uint64 count = escrow.agreements();
        _assertLaw(AgreementLaw.overseerViolation(_witness(), count, _persons()));
        uint256 seen = 0;
        bool charged = false;
        for (uint64 n = 1; n <= count; ++n) {
            AgreementFacts memory f = escrow.agreementOf(AgreementId.wrap(n));
            seen |= 1 << uint256(f.status);
            charged = charged || f.penalties != 0;
        }
        _assert(seen >> uint256(AgreementStatus.Terminated) != 0, "law 3 has met no end");
        _assert(charged, "law 3 has met no penalty");
        handler.requireActive();
    }

    function test_law3_holds_on_one_agreement() public {
        _assertLaw(_law3(new EscrowThatSins()));
    }

    function test_law3_fails_on_an_escrow_that_loses_a_won() public {
        EscrowThatSins sins = new EscrowThatSins();
        AgreementFacts memory f = sins.agreementOf(AgreementId.wrap(1));
        f.held -= 1;
        sins.setAgreement(f);
        _assertViolates(_law3(sins), "law 3: held = funded + bonds");
    }

    function test_law3_fails_on_an_escrow_that_forgets_a_bond() public {
        EscrowThatSins sins = new EscrowThatSins();
        AgreementFacts memory f = sins.agreementOf(AgreementId.wrap(1));
        f.bond = 0;
        sins.setAgreement(f);
        _assertViolates(_law3(sins), "law 3: held = funded + bonds");
    }

    function test_law3_fails_on_an_escrow_that_forgets_what_it_withholds() public {
        EscrowThatSins sins = new EscrowThatSins();
        AgreementFacts memory f = sins.agreementOf(AgreementId.wrap(1));
        f.withheld = 7;
        sins.setAgreement(f);
        _assertViolates(_law3(sins), "law 3: held = funded + bonds");
    }

    function test_law3_fails_on_an_account_that_holds_less() public {
        EscrowThatSins sins = new EscrowThatSins();
        IEscrowFacts facts = IEscrowFacts(address(sins));
        string memory found = AgreementLaw.accountViolation(facts, sins.account() - 1);
        _assertViolates(found, "law 3: agreements hold what their account does");
    }

    function test_law3_fails_on_an_escrow_that_retains_what_it_does_not_hold() public {
        EscrowThatSins sins = new EscrowThatSins();
        AgreementFacts memory f = sins.agreementOf(AgreementId.wrap(1));
        f.retained = f.held + 1;
        sins.setAgreement(f);
        _assertViolates(_law3(sins), "law 3: retained is held");
    }

    function test_law3_fails_on_a_payment_of_what_was_not_accepted() public {
        EscrowThatSins sins = new EscrowThatSins();
        sins.setMilestone(1_000, 600, 100, MilestoneStatus.Accepted);
        _assertViolates(_law3(sins), "law 3: what is paid was accepted");
    }

    function test_law3_fails_on_an_advance_recovered_twice() public {
        EscrowThatSins sins = new EscrowThatSins();
        AgreementFacts memory f = sins.agreementOf(AgreementId.wrap(1));
        f.recovered = 701;
        sins.setAgreement(f);
        _assertViolates(_law3(sins), "law 3: no more is recovered");
    }

    function test_law3_fails_on_a_completion_that_leaves_an_advance() public {
        EscrowThatSins sins = new EscrowThatSins();
        AgreementFacts memory f = sins.agreementOf(AgreementId.wrap(1));
        (f.status, f.recovered) = (AgreementStatus.Completed, 699);
        sins.setAgreement(f);
        _assertViolates(_law3(sins), "law 3: at the end the advance is recovered");
    }

    function test_law10_fails_on_a_person_who_supervises_and_inspects() public {
        EscrowThatSins sins = new EscrowThatSins();
        IAgreementWitness seen = IAgreementWitness(address(sins));
        string memory found = AgreementLaw.overseerViolation(seen, 1, _persons());
        _assertViolates(found, "law 10 of overseers was tried on nobody");
        sins.see(actor("overseer", 0), 1);
        sins.see(actor("overseer", 1), 2);
        _assertLaw(AgreementLaw.overseerViolation(seen, 1, _persons()));
        sins.see(actor("overseer", 0), 2);
        found = AgreementLaw.overseerViolation(seen, 1, _persons());
        _assertViolates(found, "law 10: nobody both supervises and inspects");
    }

    // --------------------------------------------------------------------------------------------- internals

    function _witness() private view returns (IAgreementWitness) {
        return IAgreementWitness(address(handler));
    }

    function _heldOf(uint64 n) private view returns (string memory) {
        IEscrowFacts facts = IEscrowFacts(address(escrow));
        return AgreementLaw.heldViolation(facts, _witness(), AgreementId.wrap(n));
    }

    function _assertAll() private view {
        for (uint64 n = 1; n <= escrow.agreements(); ++n) _assertLaw(_heldOf(n));
        uint256 balance = s.token.balanceOf(address(escrow));
        _assertLaw(AgreementLaw.accountViolation(IEscrowFacts(address(escrow)), balance));
    }

    function _persons() private pure returns (address[] memory persons) {
        persons = new address[](3);
        for (uint256 n = 0; n < 3; ++n) persons[n] = actor("overseer", n);
    }

    function _law3(EscrowThatSins sins) private view returns (string memory found) {
        IEscrowFacts facts = IEscrowFacts(address(sins));
        IAgreementWitness seen = IAgreementWitness(address(sins));
        found = AgreementLaw.heldViolation(facts, seen, AgreementId.wrap(1));
        if (bytes(found).length == 0) found = AgreementLaw.accountViolation(facts, sins.account());
    }
}
