// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {GukgoBase, Gukgo} from "./Gukgo.sol";
import {Runner} from "./Runner.sol";
import {SystemHandler} from "./SystemHandler.sol";
import {Verdict} from "./Verdict.sol";

/// @title LawTest
/// @notice A law, which must hold after every act of a walk through the system.
abstract contract LawTest is GukgoBase, Verdict {
    Gukgo internal s;
    SystemHandler internal handler;

    /// @notice Fails where the law does not hold after an act.
    function checkAct() external virtual;

    /// @notice Fails where the law does not hold at the end, or was not tried on enough.
    function checkWalk() external virtual;

    /// @notice Called by the invariant runner after the last act.
    function afterInvariant() public {
        _judge(this.checkWalk, handler.acts());
    }

    /// @dev What each law's invariant does.
    function _checkAct() internal {
        _judge(this.checkAct, handler.acts());
    }

    function _targetRunner(Runner runner) internal {
        _target(address(runner), Runner.act.selector);
    }
}
