// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthority} from "../../contracts/access/IAuthority.sol";
import {IDualControl} from "../../contracts/access/IDualControl.sol";
import {Proposal, ProposalStatus} from "../../contracts/access/Proposal.sol";
import {LawTest} from "../helpers/LawTest.sol";
import {PersonLaw} from "../helpers/PersonLaw.sol";
import {Runner} from "../helpers/Runner.sol";
import {SystemHandler} from "../helpers/SystemHandler.sol";
import {Verdict} from "../helpers/Verdict.sol";

/// @notice A dual control and its authority in one, whose proposals are all approved; an account is its own person.
contract ControlThatSins {
    Proposal[] private _proposals;
    bool private immutable _forgetsPersons;

    constructor(bool forgetsPersons) {
        _forgetsPersons = forgetsPersons;
    }

    function approve(address maker, address checker, bytes calldata data) external {
        Proposal storage proposal = _proposals.push();
        (proposal.maker, proposal.closedBy, proposal.data) = (maker, checker, data);
        proposal.status = ProposalStatus.Done;
    }

    function proposals() external view returns (uint64) {
        return uint64(_proposals.length);
    }

    function proposalOf(uint64 id) external view returns (Proposal memory) {
        return _proposals[id - 1];
    }

    function matterOf(address, bytes calldata data) external pure returns (bytes32) {
        return keccak256(data);
    }

    function personOf(address account) external view returns (bytes32) {
        return _forgetsPersons && account == address(1) ? bytes32(0) : bytes32(uint256(uint160(account)));
    }
}

/// @notice Lets the system act.
contract PersonRunner is Runner {
    constructor(SystemHandler handler) Runner("LAW_10", handler) {}
}

/// @notice Law 10, as far as this version has acts of two people: no one person both makes and checks on the same matter.
contract Law10PersonsTest is LawTest {
    constructor() Verdict("LAW_10") {}

    function setUp() public {
        s = _deploy();
        handler = new SystemHandler(s, START);
        _targetRunner(new PersonRunner(handler));
    }

    /// @notice Over all proposals there were. The handler tries to approve its own proposals too.
    function invariant_law10_no_one_person_makes_and_checks() public {
        _checkAct();
    }

    function checkAct() external view override {
        if (handler.acts() % 64 == 0) _assertLaw(PersonLaw.violation(s.dual, s.bank));
    }

    function checkWalk() external view override {
        _assertLaw(PersonLaw.violation(s.dual, s.bank));
        _assert(s.dual.proposals() != 0, "law 10 was tried on no proposal");
        handler.requireActive();
    }

    function test_law10_holds_where_makers_and_checkers_are_apart() public {
        ControlThatSins control = new ControlThatSins(false);
        control.approve(address(1), address(2), "one");
        control.approve(address(1), address(3), "one");
        control.approve(address(2), address(1), "another");
        _assertLaw(_lawOn(control));
    }

    function test_law10_fails_on_a_control_that_lets_one_person_approve_its_own() public {
        ControlThatSins control = new ControlThatSins(false);
        control.approve(address(1), address(1), "one");
        _assertViolates(_lawOn(control), "law 10: nobody approves what they proposed");
    }

    function test_law10_fails_on_a_control_that_forgets_past_acts() public {
        ControlThatSins control = new ControlThatSins(false);
        control.approve(address(1), address(2), "one");
        control.approve(address(3), address(1), "one");
        _assertViolates(_lawOn(control), "law 10: nobody is on both sides of a matter");
    }

    function test_law10_fails_on_a_control_that_knows_no_persons() public {
        ControlThatSins control = new ControlThatSins(true);
        control.approve(address(1), address(2), "one");
        _assertViolates(_lawOn(control), "law 10: both people of an act are known");
    }

    function _lawOn(ControlThatSins control) private view returns (string memory) {
        return PersonLaw.violation(IDualControl(address(control)), IAuthority(address(control)));
    }
}
