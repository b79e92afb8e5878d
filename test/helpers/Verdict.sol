// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Sentence} from "./Sentence.sol";
import {TestBase} from "./TestBase.sol";

/// @title Verdict
/// @notice What a law's walk failed for, kept where no revert undoes it: in a variable of the test process.
/// @dev After a failure the invariant runner repeats the whole walk and keeps a trace of every step, which is 20 MB an act. So
/// a walk that has failed fails again before its first act, with the same sentence, and nothing is repeated.
abstract contract Verdict is TestBase {
    uint256 private constant WALK = 0x20251130;

    string private _law;

    /// @param law What the walk is for, in letters, digits and underscores.
    constructor(string memory law) {
        _law = law;
    }

    /// @dev Runs `part` of the walk, unless the walk has failed; where it fails, the sentence says at which act.
    function _judge(function() external part, uint256 act) internal {
        string memory variable = string.concat("GUKGO_FAILED_", _law);
        string memory sentence = vm.envOr(variable, string(""));
        if (bytes(sentence).length == 0) {
            try part() {
                return;
            } catch (bytes memory why) {
                sentence = _sentenceOf(why, act);
            }
            vm.setEnv(variable, sentence);
        }
        revert AssertionFailed(sentence);
    }

    /// @dev Which walk is taken. The acts follow from it and the law.
    function _walk() internal view returns (uint256) {
        return vm.envOr("GUKGO_WALK", WALK);
    }

    /// @dev From which the acts of this law's walk are drawn.
    function _walkSeed() internal view returns (uint256) {
        return uint256(keccak256(abi.encode(_law, _walk())));
    }

    function _sentenceOf(bytes memory why, uint256 act) private view returns (string memory) {
        bool isSentence = bytes4(why) == AssertionFailed.selector;
        string memory sentence = isSentence ? Sentence.inside(why) : vm.toString(why);
        return string.concat(sentence, " (act ", vm.toString(act), " of walk ", vm.toString(_walk()), ")");
    }
}
