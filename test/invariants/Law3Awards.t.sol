// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AwardFacts} from "../../contracts/subsidy/AwardFacts.sol";
import {BeneficiaryFacts} from "../../contracts/subsidy/BeneficiaryFacts.sol";
import {GrantDebt} from "../../contracts/subsidy/GrantDebt.sol";
import {SubsidyGrants} from "../../contracts/subsidy/SubsidyGrants.sol";
import {AwardId} from "../../contracts/types/AwardId.sol";
import {Beneficiary} from "../../contracts/types/Beneficiary.sol";
import {Gukgo} from "../helpers/Gukgo.sol";
import {SubsidyBase} from "../helpers/SubsidyBase.sol";
import {SubsidyHandler} from "../helpers/SubsidyHandler.sol";
import {ISubsidyWitness, SubsidyLaw} from "../helpers/SubsidyLaw.sol";
import {AwardCount} from "../helpers/SubsidyModel.sol";
import {Verdict} from "../helpers/Verdict.sol";

/// @notice Lets subsidies act.
contract SubsidyRunner is Verdict {
    SubsidyHandler private _handler;

    constructor(SubsidyHandler handler) Verdict("LAW_3") {
        _handler = handler;
    }

    function act() external {
        _judge(this.step, _handler.acts() + 1);
    }

    function step() external {
        _handler.act(_walkSeed());
    }
}

/// @notice Subsidies, their token and their witness in one, which say what they are told to say: one award was advanced 1,000 won, of
/// which 900 are released, 500 paid and 100 set off; 50 came home and 200 are claimed, of which 150 are owed.
contract SubsidiesThatSin {
    AwardFacts private _facts;
    GrantDebt private _debt;
    uint64 private _owed = 160;
    uint256 private _balance = 350;

    constructor() {
        (_facts.granted, _facts.advanced, _facts.released) = (1_200, 1_000, 900);
        (_facts.paid, _facts.setOff, _facts.returned) = (500, 100, 50);
        (_facts.claimed, _facts.held) = (200, 350);
        _facts.beneficiary = Beneficiary.wrap(bytes20(uint160(1)));
        (_debt.principal, _debt.interest) = (150, 10);
    }

    function set(AwardFacts calldata facts) external {
        _facts = facts;
    }

    function setDebt(uint48 principal) external {
        _debt.principal = principal;
    }

    function setOwed(uint64 owed) external {
        _owed = owed;
    }

    function setBalance(uint256 balance) external {
        _balance = balance;
    }

    function countOf(uint64) external pure returns (AwardCount memory c) {
        (c.advanced, c.open, c.paid) = (1_000, 900, 500);
        (c.setOff, c.returned, c.claimed, c.principal) = (100, 50, 200, 150);
    }

    function awardOf(AwardId) external view returns (AwardFacts memory) {
        return _facts;
    }

    function debtOf(AwardId) external view returns (GrantDebt memory) {
        return _debt;
    }

    function factsOf(Beneficiary) external view returns (BeneficiaryFacts memory facts) {
        facts.owed = _owed;
    }

    function awards() external pure returns (uint64) {
        return 1;
    }

    function token() external view returns (address) {
        return address(this);
    }

    function balanceOf(address) external view returns (uint256) {
        return _balance;
    }
}

/// @notice Law 3, of awards: held = advanced − paid − set off − returned; the account holds what awards hold; nothing is claimed that was not
/// paid, nor paid that was not released.
contract Law3AwardsTest is SubsidyBase, Verdict {
    uint256 private constant BENEFICIARIES = 3;

    SubsidyHandler private handler;

    constructor() Verdict("LAW_3") {}

    function setUp() public {
        Gukgo memory s = _deploySubsidies();
        handler = new SubsidyHandler(s, _subsidies, START);
        _target(address(new SubsidyRunner(handler)), SubsidyRunner.act.selector);
    }

    function invariant_law3_an_award_holds_what_was_advanced_and_neither_paid_nor_returned() public {
        _judge(this.checkAct, handler.acts());
    }

    function afterInvariant() public {
        _judge(this.checkWalk, handler.acts());
    }

    function checkAct() external view {
        uint64 count = _subsidies.awards();
        uint256 acts = handler.acts();
        // Those that were opened last are looked at after each act, all of them now and then.
        for (uint64 n = count; n != 0 && (count - n < 4 || acts % 32 == 0); --n)
            _assertLaw(SubsidyLaw.awardViolation(_subsidies, _witness(), n));
        if (acts % 8 == 0) _assertLaw(SubsidyLaw.totalViolation(_subsidies, BENEFICIARIES));
    }

    function checkWalk() external view {
        for (uint64 n = 1; n <= _subsidies.awards(); ++n)
            _assertLaw(SubsidyLaw.awardViolation(_subsidies, _witness(), n));
        _assertLaw(SubsidyLaw.totalViolation(_subsidies, BENEFICIARIES));
        handler.requireActive();
        _assert(handler.cancellations() != 0, "law 3 has met no cancellation");
        _assert(handler.setOffs() != 0, "law 3 has met no set-off");
        _assert(handler.toParents() != 0, "law 3 has met no leftover that went to a parent");
    }

    function test_law3_holds_on_one_award() public {
        SubsidiesThatSin sinner = new SubsidiesThatSin();
        _assertLaw(_ofAward(sinner));
        _assertLaw(_ofAll(sinner));
    }

    function test_law3_fails_on_an_award_that_loses_a_won() public {
        SubsidiesThatSin sinner = new SubsidiesThatSin();
        AwardFacts memory facts = sinner.awardOf(AwardId.wrap(1));
        facts.held = 349;
        sinner.set(facts);
        _assertViolates(_ofAward(sinner), "law 3: held = advanced - paid - set off - returned");
    }

    function test_law3_fails_on_an_award_that_forgets_a_payment() public {
        SubsidiesThatSin sinner = new SubsidiesThatSin();
        AwardFacts memory facts = sinner.awardOf(AwardId.wrap(1));
        facts.paid = 499;
        sinner.set(facts);
        _assertViolates(_ofAward(sinner), "law 3: paid is what payees have");
    }

    function test_law3_fails_on_an_award_that_is_released_without_evidence() public {
        SubsidiesThatSin sinner = new SubsidiesThatSin();
        AwardFacts memory facts = sinner.awardOf(AwardId.wrap(1));
        facts.released = 901;
        sinner.set(facts);
        _assertViolates(_ofAward(sinner), "law 3: released is what evidence let go");
    }

    function test_law3_fails_on_an_award_of_which_more_is_claimed_than_was_paid() public {
        SubsidiesThatSin sinner = new SubsidiesThatSin();
        AwardFacts memory facts = sinner.awardOf(AwardId.wrap(1));
        facts.claimed = 501;
        sinner.set(facts);
        _assertViolates(_ofAward(sinner), "law 3: claimed within paid");
    }

    function test_law3_fails_on_an_award_that_is_advanced_more_than_it_grants() public {
        SubsidiesThatSin sinner = new SubsidiesThatSin();
        AwardFacts memory facts = sinner.awardOf(AwardId.wrap(1));
        facts.granted = 999;
        sinner.set(facts);
        _assertViolates(_ofAward(sinner), "law 3: advanced within granted");
    }

    function test_law3_fails_on_a_debt_that_is_forgotten() public {
        SubsidiesThatSin sinner = new SubsidiesThatSin();
        sinner.setDebt(149);
        _assertViolates(_ofAward(sinner), "law 3: owed is what was claimed and not paid");
        _assertViolates(_ofAll(sinner), "law 3: a beneficiary owes what its awards do");
    }

    function test_law3_fails_on_an_account_that_holds_less_than_its_awards() public {
        SubsidiesThatSin sinner = new SubsidiesThatSin();
        sinner.setBalance(349);
        _assertViolates(_ofAll(sinner), "law 3: the account holds what awards hold");
    }

    function test_law3_fails_on_a_beneficiary_who_owes_less_than_its_awards() public {
        SubsidiesThatSin sinner = new SubsidiesThatSin();
        sinner.setOwed(0);
        _assertViolates(_ofAll(sinner), "law 3: a beneficiary owes what its awards do");
    }

    // --------------------------------------------------------------------------------------------- internals

    function _witness() private view returns (ISubsidyWitness) {
        return ISubsidyWitness(address(handler));
    }

    function _ofAward(SubsidiesThatSin sinner) private view returns (string memory) {
        ISubsidyWitness seen = ISubsidyWitness(address(sinner));
        return SubsidyLaw.awardViolation(SubsidyGrants(address(sinner)), seen, 1);
    }

    function _ofAll(SubsidiesThatSin sinner) private view returns (string memory) {
        return SubsidyLaw.totalViolation(SubsidyGrants(address(sinner)), 1);
    }
}
