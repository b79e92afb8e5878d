// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDualControl} from "./IDualControl.sol";

/// @title DualControlled
/// @notice Functions that take two people: one proposes, another approves, and `dualControl` calls.
abstract contract DualControlled {
    /// @notice Where the two people propose and approve.
    IDualControl public immutable dualControl;

    /// @notice `caller` is not this contract's dual control: the act is proposed there, and approved by a second person.
    error NeedsDualControl(address caller);

    constructor(IDualControl dualControl_) {
        dualControl = dualControl_;
    }

    /// @dev Reverts with `NeedsDualControl(caller)`.
    modifier dual() {
        _onlyDualControl();
        _;
    }

    /// @dev Who proposed and who approved what runs now.
    function _people() internal view returns (address maker, address checker) {
        return (dualControl.maker(), dualControl.checker());
    }

    function _onlyDualControl() private view {
        if (msg.sender != address(dualControl)) revert NeedsDualControl(msg.sender);
    }
}
