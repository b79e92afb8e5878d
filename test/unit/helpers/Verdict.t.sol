// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Sentence} from "../../helpers/Sentence.sol";
import {Verdict} from "../../helpers/Verdict.sol";

/// @notice A walk that does one thing well, and another not.
contract WalkThatFails is Verdict {
    uint256 public parts;

    constructor(string memory name) Verdict(name) {}

    function goOn(uint256 act) external {
        _judge(this.well, act);
    }

    function fail(uint256 act) external {
        _judge(this.badly, act);
    }

    function failWithoutSentence(uint256 act) external {
        _judge(this.byZero, act);
    }

    function seed() external view returns (uint256) {
        return _walkSeed();
    }

    function well() external {
        ++parts;
    }

    function badly() external {
        ++parts;
        revert AssertionFailed("law 0: broken");
    }

    function byZero() external {
        parts = 1 / parts;
    }
}

/// @notice What a walk failed for outlasts the revert, and ends every repetition at once.
/// @dev Each test has a name of its own, for variables of the process outlast tests too.
contract VerdictTest is Verdict("TEST_OF_THE_VERDICT") {
    function test_a_walk_that_has_not_failed_goes_on() public {
        WalkThatFails walk = new WalkThatFails("TEST_GOES_ON");
        walk.goOn(1);
        walk.goOn(2);
        _assertEq(walk.parts(), 2, "both parts were run");
    }

    function test_a_failure_says_at_which_act_of_which_walk_it_was() public {
        WalkThatFails walk = new WalkThatFails("TEST_SAYS_WHERE");
        string memory sentence = string.concat("law 0: broken (act 7 of walk ", vm.toString(_walk()), ")");
        _assertEq(_failureOf(walk, 7), bytes(sentence), "the sentence and its place");
    }

    function test_a_repeated_walk_fails_before_its_first_act_with_the_same_sentence() public {
        bytes memory sentence = _failureOf(new WalkThatFails("TEST_REPEATED"), 7);
        WalkThatFails repeated = new WalkThatFails("TEST_REPEATED");
        _assertEq(_goingOn(repeated, 1), sentence, "the first sentence");
        _assertEq(_failureOf(repeated, 9), sentence, "the first sentence stays");
        _assertEq(repeated.parts(), 0, "no part was run");
    }

    function test_another_laws_walk_goes_on() public {
        _failureOf(new WalkThatFails("TEST_ONE"), 7);
        _assertEq(_goingOn(new WalkThatFails("TEST_OTHER"), 1).length, 0, "another law has not failed");
    }

    function test_a_failure_that_is_no_sentence_is_told_in_bytes() public {
        WalkThatFails walk = new WalkThatFails("TEST_BYTES");
        string memory divided = vm.toString(abi.encodeWithSignature("Panic(uint256)", 0x12));
        string memory sentence = string.concat(divided, " (act 3 of walk ", vm.toString(_walk()), ")");
        bytes memory found;
        try walk.failWithoutSentence(3) {} catch (bytes memory why) {
            found = bytes(Sentence.inside(why));
        }
        _assertEq(found, bytes(sentence), "the bytes and their place");
    }

    function test_each_law_has_acts_of_its_own_and_always_the_same() public {
        uint256 first = new WalkThatFails("TEST_FIRST").seed();
        _assert(first == new WalkThatFails("TEST_FIRST").seed(), "one law walks the same way again");
        _assert(first != new WalkThatFails("TEST_SECOND").seed(), "two laws walk two ways");
    }

    function _failureOf(WalkThatFails walk, uint256 act) private returns (bytes memory sentence) {
        try walk.fail(act) {} catch (bytes memory why) {
            return bytes(Sentence.inside(why));
        }
    }

    function _goingOn(WalkThatFails walk, uint256 act) private returns (bytes memory sentence) {
        try walk.goOn(act) {} catch (bytes memory why) {
            return bytes(Sentence.inside(why));
        }
    }
}
