// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DualControlled} from "../../contracts/access/DualControlled.sol";
import {IDualControl} from "../../contracts/access/IDualControl.sol";

/// @notice A contract whose acts take two people. It says who they were, fails as asked, and approves or proposes from within.
contract TwoPersonDesk is DualControlled {
    event Acted(address subject, address maker, address checker);

    error DeskRefuses(address subject, uint256 have, uint256 need);

    constructor(IDualControl dualControl_) DualControlled(dualControl_) {}

    function act(address subject) external dual {
        _say(subject);
    }

    function actAlone() external dual {
        _say(address(0));
    }

    function fail(address subject) external view dual {
        revert DeskRefuses(subject, 1, 2);
    }

    function failSilently(address) external view dual {
        assembly ("memory-safe") {
            revert(0, 0)
        }
    }

    function approveWithin(address subject, uint64 id) external dual {
        _say(subject);
        dualControl.approve(id);
        _say(subject);
    }

    function withdrawWithin(address, uint64 id) external dual {
        dualControl.withdraw(id);
    }

    function proposeWithin(address subject, address target, bytes calldata data) external dual {
        dualControl.propose(target, data);
        _say(subject);
    }

    function _say(address subject) private {
        emit Acted(subject, dualControl.maker(), dualControl.checker());
    }
}
