// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SystemHandler} from "./SystemHandler.sol";
import {Verdict} from "./Verdict.sol";

/// @title Runner
/// @notice What the invariant runner calls. Each law's test file has its own, for the runner recognises by their code
/// only the contracts of the file that it runs.
/// @dev It takes nothing that the invariant runner draws: that one draws from values it has met in storage, in no fixed
/// order, so the same seed gives another sequence in each run. `GUKGO_WALK=7 npm test` takes walk 7.
abstract contract Runner is Verdict {
    SystemHandler internal _handler;

    constructor(string memory law, SystemHandler handler) Verdict(law) {
        _handler = handler;
    }

    /// @notice Lets the system act once.
    function act() external {
        _judge(this.step, _handler.acts() + 1);
    }

    /// @notice One act, and what is read of it.
    function step() external {
        _beforeAct();
        _handler.act(_walkSeed());
        _afterAct();
    }

    function _beforeAct() internal virtual {}

    function _afterAct() internal virtual {}
}
