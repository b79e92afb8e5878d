// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccountState, IDepositToken} from "../../contracts/deposit/IDepositToken.sol";
import {ProgrammeId} from "../../contracts/types/ProgrammeId.sol";
import {Gukgo, actor} from "../helpers/Gukgo.sol";
import {LawTest} from "../helpers/LawTest.sol";
import {RedemptionLaw} from "../helpers/RedemptionLaw.sol";
import {Runner} from "../helpers/Runner.sol";
import {SystemHandler} from "../helpers/SystemHandler.sol";
import {Verdict} from "../helpers/Verdict.sol";
import {AccountKind} from "../../contracts/deposit/AccountKind.sol";
import {CaseBasis} from "../../contracts/deposit/CaseBasis.sol";
import {Limits} from "../../contracts/deposit/Limits.sol";
import {ProgrammeStatus} from "../../contracts/voucher/ProgrammeStatus.sol";

/// @notice The part of a deposit token that a redemption needs, with one sin at a time.
contract TokenThatSinsOnRedemption {
    enum Sin {
        None,
        Pauses, // refuses redemption while paused
        PaysLess, // takes a won more than it was told to
        KeepsSome, // leaves a won behind
        ForgetsTheNumber // could be told again to do the same redemption
    }

    error EnforcedPause();

    mapping(address holder => uint256) public balanceOf;
    mapping(address holder => uint64) public nextRedemption;
    uint256 public totalSupply;
    Sin private immutable _sin;

    constructor(Sin sin, address holder, uint256 amount) {
        _sin = sin;
        (balanceOf[holder], nextRedemption[holder], totalSupply) = (amount, 1, amount + 1);
    }

    function spendableOf(address holder) external view returns (uint256) {
        return balanceOf[holder];
    }

    function redeem(uint64 amount, uint64) external {
        if (_sin == Sin.Pauses) revert EnforcedPause();
        balanceOf[msg.sender] -= _sin == Sin.KeepsSome ? amount - 1 : amount;
        totalSupply -= _sin == Sin.PaysLess ? amount + 1 : amount;
        if (_sin != Sin.ForgetsTheNumber) ++nextRedemption[msg.sender];
    }
}

/// @notice What might have stopped a redemption.
enum Hindrance {
    Paused,
    Stopped,
    Suspended,
    Expired,
    TokenClosedInAuthority,
    LimitUsedUp,
    InRecovery,
    PartlyFrozen,
    Protected,
    ProgrammeClosed,
    SeveralAtOnce,
    Count
}

/// @notice Lets the system act, and counts the hindrances under which redemptions are then tried.
contract RedemptionRunner is Runner {
    mapping(Hindrance => uint256) public met;

    Gukgo private _s;

    constructor(Gukgo memory system, SystemHandler handler) Runner("LAW_8", handler) {
        _s = system;
    }

    /// @notice Everyone but the vault.
    function customers() public view returns (address[] memory list) {
        address[] memory everyone = _handler.everyone();
        list = new address[](everyone.length - 1);
        for (uint256 i = 0; i < list.length; ++i) {
            list[i] = everyone[i + 1];
        }
    }

    function _afterAct() internal override {
        _countHindrances(customers());
    }

    function _countHindrances(address[] memory holders) private {
        (bool paused, bool stopped) = _s.token.policy();
        bool closed = _s.bank.isTargetClosed(address(_s.token));
        if (paused) ++met[Hindrance.Paused];
        if (stopped) ++met[Hindrance.Stopped];
        if (closed) ++met[Hindrance.TokenClosedInAuthority];
        for (uint64 id = 1; id <= _s.programmes.programmes(); ++id) {
            if (_isClosed(id)) ++met[Hindrance.ProgrammeClosed];
        }
        for (uint256 i = 0; i < holders.length; ++i) {
            AccountState memory state = _s.token.accountOf(holders[i]);
            if (state.balance == 0) continue;
            bool expired = state.admittedUntil <= _handler.nowAt();
            uint64 limit = _s.token.limitsOf(state.kind).daily;
            bool usedUp = limit != 0 && state.spentToday + state.balance > limit;
            if (state.inRecovery) ++met[Hindrance.InRecovery];
            if (state.protected) ++met[Hindrance.Protected];
            if (state.frozen != 0 && state.frozen < state.balance) ++met[Hindrance.PartlyFrozen];
            if (state.suspended) ++met[Hindrance.Suspended];
            if (expired) ++met[Hindrance.Expired];
            if (usedUp) ++met[Hindrance.LimitUsedUp];
            if (state.suspended && (paused || stopped || closed || expired)) ++met[Hindrance.SeveralAtOnce];
        }
    }

    function _isClosed(uint64 id) private view returns (bool) {
        (ProgrammeStatus status, , ) = _s.programmes.programmeOf(ProgrammeId.wrap(id));
        return status == ProgrammeStatus.Closed;
    }
}

/// @notice Law 8. Nothing but a freeze of that amount ever stops a redemption at par.
contract Law8RedemptionTest is LawTest {
    RedemptionRunner private runner;
    RedemptionLaw private law;

    constructor() Verdict("LAW_8") {}

    function setUp() public {
        s = _deploy();
        handler = new SystemHandler(s, START);
        law = new RedemptionLaw();
        runner = new RedemptionRunner(s, handler);
        _targetRunner(runner);
    }

    /// @notice In every state that is reached, every holder can redeem all of its money at par.
    function invariant_law8_nothing_stops_a_redemption_at_par() public {
        _checkAct();
    }

    function checkAct() external override {
        vm.warp(handler.nowAt());
        _assertLaw(law.violation(s.token, runner.customers()));
    }

    /// @dev The law was tried against everything that might have stopped it.
    function checkWalk() external view override {
        for (uint256 i = 0; i < uint256(Hindrance.Count); ++i) {
            _assert(
                runner.met(Hindrance(i)) != 0,
                string.concat("law 8 was not tried under hindrance ", vm.toString(i))
            );
        }
        handler.requireActive();
    }

    /// @notice One holder under every hindrance at once.
    function test_law8_holds_under_every_hindrance_at_once() public {
        address citizen = actor("citizen");
        _fund(s, citizen, AccountKind.Citizen, 1_000);
        _joint(
            s,
            "limitsOfficer",
            "limitsChecker",
            abi.encodeCall(s.token.setLimits, (AccountKind.Citizen, Limits(1, 1, 1)))
        );
        _joint(
            s,
            "recoveryOfficer",
            "recoveryChecker",
            abi.encodeCall(s.token.openRecovery, (citizen, actor("successor"), "case"))
        );
        vm.prank(actor("enforcementOfficer"));
        s.token.suspend(citizen, "case");
        vm.prank(actor("pauser"));
        s.token.pause();
        vm.prank(actor("stopOfficer"));
        s.token.orderStop(1);
        vm.prank(actor("bankAdmin"));
        s.bank.setTargetClosed(address(s.token), true);
        vm.prank(actor("reserveAttestor"));
        s.token.attestReserve(0, 1_000, 1);
        vm.warp(START + 10_000 days);
        _assertLaw(law.violation(s.token, _one(citizen)));

        vm.prank(citizen);
        s.token.redeem(1_000, 1);
        _assertEq(s.token.balanceOf(citizen), 0, "law 8: all was redeemed");
    }

    function test_law8_holds_on_a_token_that_redeems() public {
        _assertLaw(_lawOn(TokenThatSinsOnRedemption.Sin.None));
    }

    function test_law8_fails_on_a_token_that_pauses_redemption() public {
        _assertViolates(_lawOn(TokenThatSinsOnRedemption.Sin.Pauses), "law 8: nothing stops a redemption");
    }

    function test_law8_fails_on_a_token_that_pays_less_than_par() public {
        _assertViolates(_lawOn(TokenThatSinsOnRedemption.Sin.PaysLess), "law 8: a redemption is at par");
    }

    function test_law8_fails_on_a_token_that_keeps_some() public {
        _assertViolates(
            _lawOn(TokenThatSinsOnRedemption.Sin.KeepsSome),
            "law 8: a redemption takes all it says"
        );
    }

    function test_law8_fails_on_a_token_that_forgets_the_number() public {
        string memory found = _lawOn(TokenThatSinsOnRedemption.Sin.ForgetsTheNumber);
        _assertViolates(found, "law 8: a redemption uses up its sequence number");
    }

    /// @notice A freeze is the one exception, and stops only the amount that is frozen.
    function test_law8_what_is_not_frozen_is_redeemed_and_what_is_frozen_is_not() public {
        address citizen = actor("citizen");
        _fund(s, citizen, AccountKind.Citizen, 1_000);
        vm.prank(actor("enforcementOfficer"));
        s.token.freeze(citizen, "case", CaseBasis.Fraud, 300, 0);
        _assertLaw(law.violation(s.token, _one(citizen)));

        vm.prank(citizen);
        s.token.redeem(700, 1);
        _assertEq(s.token.balanceOf(citizen), 300, "law 8: what is not frozen is redeemed");
        vm.expectRevert(
            abi.encodeWithSignature(
                "ERC7943InsufficientUnfrozenBalance(address,uint256,uint256)",
                citizen,
                1,
                0
            )
        );
        vm.prank(citizen);
        s.token.redeem(1, 2);
    }

    function _lawOn(TokenThatSinsOnRedemption.Sin sin) private returns (string memory) {
        address citizen = actor("citizen");
        address token = address(new TokenThatSinsOnRedemption(sin, citizen, 1_000));
        return law.violation(IDepositToken(token), _one(citizen));
    }
}
