// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ProgrammeId} from "../../contracts/types/ProgrammeId.sol";
import {Purchase} from "../../contracts/voucher/Payment.sol";
import {actor} from "../helpers/Gukgo.sol";
import {Prng} from "../helpers/Prng.sol";
import {SpendAims} from "../helpers/SpendAims.sol";
import {SpendCase, Why, World} from "../helpers/SpendCase.sol";

/// @notice `canSpend` and `canSpendFor` say beforehand what `spend` and `spendFor` do, in the very bytes: over 10,000 payments
/// that gather at every boundary of every rule, against an oracle that is written from the interfaces and never asks a
/// contract.
///
/// Three refusals of the deposit token cannot be reached by a spend: `NotSystemAccount`, since a programme cannot take
/// its budget before its vault is registered; `ERC20InvalidReceiver`, since the zero address can be neither enrolled nor
/// granted anything; `ERC20InsufficientBalance`, by law 2. Three are not drawn here: `AccountInRecovery`, `AccountReplaced` of a
/// holder and `ProtectedAccountNotCredited`, which the token's own tests ask for.
///
/// A test that fails is replayed with every step recorded, which takes memory: look at fewer cases then.
contract CanSpendTest is SpendAims {
    uint256 private constant CASES = 10_000;
    uint256 private constant LEAST_OF_EACH = 120;
    uint256 private constant LEAST_ALLOWED = 2_000;

    /// @dev A trial reverts, so that the next begins from the same state: with this where the spend went through.
    error Spent();

    /// @dev A trial that went wrong in another way than by a refusal.
    error WrongEffect(string sentence);

    function setUp() public {
        s = _deploy();
    }

    function test_canSpend_says_what_spend_does_in_10_000_cases() public {
        Prng memory prng = Prng(20_251_130);
        World memory w = _build(prng);
        _live(prng, w);
        uint16[][] memory sorted = _sort(w);
        uint256[] memory met = new uint256[](uint256(Why.Count));
        uint256[2] memory stops;

        for (uint256 i = 0; i < CASES; ++i) {
            uint256 free = _freeMemory();
            _tryOne(prng, w, sorted, met, stops);
            // Nothing that a case has written is needed after it.
            _free(free);

            // A reason that cannot be met shows early.
            if (i == 1_000) _assertMet(met, 100, 5);
        }
        _assertMet(met, LEAST_ALLOWED, LEAST_OF_EACH);
    }

    function _tryOne(
        Prng memory prng,
        World memory w,
        uint16[][] memory sorted,
        uint256[] memory met,
        uint256[2] memory stops
    ) private {
        SpendCase memory p = _payment(prng, w, sorted, met);
        _setStops(w, p, stops);
        vm.warp(p.time);
        (Why why, bytes memory expected) = _oracle(w, p);
        ++met[uint256(why)];
        _check(w, p, why, expected);
    }

    function _assertMet(uint256[] memory met, uint256 leastAllowed, uint256 leastOfEach) private pure {
        _assert(
            met[0] >= leastAllowed,
            string.concat("only ", vm.toString(met[0]), " payments were allowed")
        );
        for (uint256 i = 1; i < met.length; ++i) {
            string memory sentence = string.concat(
                "refusal ",
                vm.toString(i),
                " was met only ",
                vm.toString(met[i])
            );
            _assert(met[i] >= leastOfEach, sentence);
        }
    }

    /// @dev What the view says, what the act does and the oracle agree, byte for byte.
    function _check(World memory w, SpendCase memory p, Why why, bytes memory expected) private {
        Purchase memory purchase = _purchase(w, p);
        address holder = w.holders[p.holder].account;
        (bool allowed, bytes memory refusal) = p.stated
            ? s.programmes.canSpendFor(holder, purchase)
            : s.programmes.canSpend(purchase.programme, holder, purchase.merchant, p.amount);
        _assert(allowed == (why == Why.Allowed), "canSpend allows what the interfaces allow");
        _assertEq(refusal, expected, "canSpend gives the refusal that comes first in the interfaces");

        try this.trySpend(purchase, holder, w.shops[p.shop].payee.account) {} catch (bytes memory outcome) {
            if (allowed)
                _assertEq(outcome, abi.encodeWithSelector(Spent.selector), "spend does what canSpend allows");
            else _assertEq(outcome, refusal, "spend reverts with the bytes that canSpend gives");
        }
    }

    /// @notice Spends, looks at what moved, and undoes it all.
    function trySpend(Purchase calldata purchase, address holder, address payee) external {
        uint256 id = ProgrammeId.unwrap(purchase.programme);
        (address shop, uint64 amount) = (purchase.merchant, purchase.amount);
        uint256 vouchers = s.programmes.balanceOf(holder, id);
        uint256 takings = s.token.balanceOf(payee);
        uint256 vault = s.token.balanceOf(address(s.programmes));

        vm.prank(holder);
        if (purchase.purposeHash != 0) s.programmes.spendFor(holder, purchase);
        else s.programmes.spend(purchase.programme, shop, amount, 0);

        if (s.programmes.balanceOf(holder, id) != vouchers - amount)
            revert WrongEffect("vouchers fall by the amount");
        if (s.token.balanceOf(payee) != takings + amount) revert WrongEffect("the merchant gets the amount");
        if (s.token.balanceOf(address(s.programmes)) != vault - amount)
            revert WrongEffect("the vault pays the amount");
        revert Spent();
    }

    /// @dev Pauses the token, stops it and pauses the programme as the case asks, where they are not so already.
    function _setStops(World memory w, SpendCase memory p, uint256[2] memory stops) private {
        if (p.paused != (stops[0] == 1)) {
            if (p.paused) vm.prank(actor("pauser"));
            if (p.paused) s.token.pause();
            else _joint(s, "resumer", "resumerChecker", abi.encodeCall(s.token.unpause, ()));
        }
        if (p.stopped != (stops[1] == 1)) {
            vm.prank(p.stopped ? actor("stopOfficer") : actor("stopLifter"));
            if (p.stopped) s.token.orderStop(1);
            else s.token.liftStop(1);
        }
        (stops[0], stops[1]) = (p.paused ? 1 : 0, p.stopped ? 1 : 0);
        if (p.programme > PROGRAMMES || w.halted[p.programme - 1] == p.halted) return;
        w.halted[p.programme - 1] = p.halted;
        vm.prank(p.halted ? actor("programmePauser") : actor("programmeController"));
        if (p.halted) s.programmes.pauseProgramme(ProgrammeId.wrap(p.programme), "case");
        else s.programmes.resumeProgramme(ProgrammeId.wrap(p.programme), "case");
    }

    function _freeMemory() private pure returns (uint256 pointer) {
        assembly ("memory-safe") {
            pointer := mload(0x40)
        }
    }

    function _free(uint256 pointer) private pure {
        assembly ("memory-safe") {
            mstore(0x40, pointer)
        }
    }
}
