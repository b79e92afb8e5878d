// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {REFERENCE_WINDOW, ReferenceState, ReferenceWindow} from "../../contracts/types/ReferenceWindow.sol";
import {Prng} from "../helpers/Prng.sol";
import {TestBase} from "../helpers/TestBase.sol";

/// @notice A window of used references, against a list of everything that was ever used.
contract ReferenceWindowTest is TestBase {
    mapping(uint256 run => mapping(uint64 ref => bool)) private _used;
    uint256 private _run;

    /// @notice Over a random sequence of references, some ahead, some behind, some repeated, the window says what the
    /// list says: zero and what lies 64 or more behind the highest is too old, the rest is used or fresh.
    function testFuzz_a_window_says_what_the_list_of_all_used_references_says(uint256 seed) public {
        Prng memory prng = Prng(seed);
        ReferenceWindow window;
        uint64 top;
        ++_run;
        // Some sequences begin near the end of the numbers.
        if (prng.oneIn(4)) {
            top = _remember(0, type(uint64).max - uint64(prng.below(300)));
            window = _after(window, top);
        }

        for (uint256 i = 0; i < 60; ++i) {
            uint64 ref = _pick(prng, top);
            _assertEq(uint256(window.state(ref)), uint256(_expected(top, ref)), "state of a reference");
            if (window.state(ref) != ReferenceState.Fresh) {
                _assertRefuses(window, ref);
                continue;
            }
            top = _remember(top, ref);
            window = _after(window, ref);
            _assertEq(window.highest(), top, "highest used reference");
            _assert(window.state(ref) == ReferenceState.Used, "a used reference is used");
        }
        _assertWhole(window, top);
    }

    function test_zero_is_never_fresh() public pure {
        ReferenceWindow window;
        _assert(window.state(0) == ReferenceState.TooOld, "zero, before any use");
        _assert(_after(window, 1).state(0) == ReferenceState.TooOld, "zero, after the first use");
        _assert(_after(window, 500).state(0) == ReferenceState.TooOld, "zero, far behind");
    }

    function test_63_behind_may_be_used_and_64_behind_may_not() public pure {
        ReferenceWindow window = _after(ReferenceWindow.wrap(0), 1_000);
        _assert(window.state(1_000 - 63) == ReferenceState.Fresh, "63 behind");
        _assert(window.state(1_000 - 64) == ReferenceState.TooOld, "64 behind");
        window = _after(window, 1_000 - 63);
        _assert(window.state(1_000 - 63) == ReferenceState.Used, "63 behind, used");
        _assert(window.state(1_000) == ReferenceState.Used, "the highest stays used");
    }

    function test_a_step_of_63_keeps_the_last_and_one_of_64_forgets_it() public pure {
        ReferenceWindow window = _after(ReferenceWindow.wrap(0), 5);
        _assert(_after(window, 5 + 63).state(5) == ReferenceState.Used, "still known 63 behind");
        _assert(_after(window, 5 + 64).state(5) == ReferenceState.TooOld, "not known 64 behind");
        _assert(_after(window, 5 + 64).state(6) == ReferenceState.Fresh, "the unused one beside it is fresh");
    }

    function test_the_highest_number_can_be_used_once() public pure {
        ReferenceWindow window = _after(_after(ReferenceWindow.wrap(0), 1), type(uint64).max);
        _assertEq(window.highest(), type(uint64).max, "highest");
        _assert(window.state(type(uint64).max) == ReferenceState.Used, "the highest number");
        _assert(window.state(type(uint64).max - 63) == ReferenceState.Fresh, "63 behind the highest number");
        _assert(window.state(type(uint64).max - 64) == ReferenceState.TooOld, "64 behind the highest number");
    }

    /// @dev The window after `ref`, which is fresh, was used.
    function _after(ReferenceWindow window, uint64 ref) private pure returns (ReferenceWindow used) {
        _assert(window.state(ref) == ReferenceState.Fresh, "what is used was fresh");
        used = window.use(ref);
    }

    /// @dev What is not fresh has no window.
    function _assertRefuses(ReferenceWindow window, uint64 ref) private pure {
        _assert(window.state(ref) != ReferenceState.Fresh, "what is refused is not fresh");
        _assert(ReferenceWindow.unwrap(window.use(ref)) == 0, "what is refused has no window");
    }

    /// @dev Every reference around the window, at the end of a sequence.
    function _assertWhole(ReferenceWindow window, uint64 top) private view {
        uint64 low = top > 76 ? top - 76 : 0;
        for (uint64 ref = low; ref < top; ++ref) {
            _assertEq(
                uint256(window.state(ref)),
                uint256(_expected(top, ref)),
                "state of a reference in the end"
            );
        }
    }

    function _expected(uint64 top, uint64 ref) private view returns (ReferenceState) {
        if (ref == 0) return ReferenceState.TooOld;
        if (ref <= top && top - ref >= REFERENCE_WINDOW) return ReferenceState.TooOld;
        return _used[_run][ref] ? ReferenceState.Used : ReferenceState.Fresh;
    }

    /// @dev Puts `ref` on the list, and says which is the highest of it.
    function _remember(uint64 top, uint64 ref) private returns (uint64) {
        _used[_run][ref] = true;
        return ref > top ? ref : top;
    }

    /// @dev A reference just ahead, far ahead, at either edge of the window, or somewhere in it.
    function _pick(Prng memory prng, uint64 top) private pure returns (uint64) {
        uint256 kind = prng.below(6);
        uint64 room = type(uint64).max - top;
        if (kind == 0) return room == 0 ? top : top + 1;
        if (kind == 1) return top + uint64(prng.below(room < 200 ? uint256(room) + 1 : 200));
        if (kind == 2) return top >= 63 ? top - 63 : 0;
        if (kind == 3) return top >= 64 ? top - 64 : 0;
        uint256 behind = prng.below(76);
        return behind > top ? 0 : top - uint64(behind);
    }
}
