// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IdState, IdWindow} from "../../contracts/types/IdWindow.sol";
import {Prng} from "../helpers/Prng.sol";
import {TestBase} from "../helpers/TestBase.sol";

/// @notice A window of used one-time ids, against a list of everything that was ever used.
contract IdWindowTest is TestBase {
    mapping(uint256 run => mapping(uint256 id => bool)) private _used;
    uint256 private _run;

    /// @notice Over a random sequence of ids, some ahead, some behind, some repeated: zero and what lies 16 or more behind
    /// the highest is too old, the rest is used or fresh, and none is fresh twice.
    function testFuzz_a_window_says_what_the_list_of_all_used_ids_says(uint256 seed) public {
        Prng memory prng = Prng(seed);
        IdWindow window;
        uint256 top;
        ++_run;
        if (prng.oneIn(4)) {
            top = 2 ** 24 - 1 - prng.below(60);
            (, window) = window.useId(top);
            _used[_run][top] = true;
        }
        for (uint256 i = 0; i < 60; ++i) {
            uint256 id = _pick(prng, top);
            (IdState state, IdWindow next) = window.useId(id);
            _assertEq(uint256(state), uint256(_expected(top, id)), "state of an id");
            if (state != IdState.Fresh) {
                _assertEq(IdWindow.unwrap(next), IdWindow.unwrap(window), "nothing changes");
                continue;
            }
            _used[_run][id] = true;
            if (id > top) top = id;
            window = next;
            _assertEq(window.highestId(), top, "highest used id");
        }
    }

    function test_15_behind_may_be_used_and_16_behind_may_not() public pure {
        (, IdWindow window) = IdWindow.wrap(0).useId(1_000);
        _assert(_state(window, 985) == IdState.Fresh, "15 behind");
        _assert(_state(window, 984) == IdState.TooOld, "16 behind");
        (, window) = window.useId(985);
        _assert(_state(window, 985) == IdState.Used, "15 behind, used");
        _assert(_state(window, 1_000) == IdState.Used, "the highest stays used");
    }

    function test_zero_is_never_fresh() public pure {
        _assert(_state(IdWindow.wrap(0), 0) == IdState.TooOld, "zero, before any use");
        (, IdWindow window) = IdWindow.wrap(0).useId(1);
        _assert(_state(window, 0) == IdState.TooOld, "zero, after the first use");
    }

    function _pick(Prng memory prng, uint256 top) private pure returns (uint256 id) {
        uint256 way = prng.below(4);
        if (way == 0) id = top + 1;
        else if (way == 1) id = top + prng.below(20);
        else id = top > 20 ? top - prng.below(20) : prng.below(top + 2);
        if (id > 2 ** 24 - 1) id = 2 ** 24 - 1;
    }

    function _expected(uint256 top, uint256 id) private view returns (IdState) {
        if (id == 0 || id + 16 <= top) return IdState.TooOld;
        return _used[_run][id] ? IdState.Used : IdState.Fresh;
    }

    function _state(IdWindow window, uint256 id) private pure returns (IdState state) {
        (state, ) = window.useId(id);
    }
}
