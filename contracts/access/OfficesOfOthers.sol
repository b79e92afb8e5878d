// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";

/// @title OfficesOfOthers
/// @notice Named functions that another institution calls here by its own offices, such as the supervisor's stop order
/// on a bank's token. No institution holds an office in another's authority.
abstract contract OfficesOfOthers {
    /// @dev Passes only a caller whom `authority` allows to call this function at once; an office with an execution
    /// delay goes through `schedule` and `execute` of its authority.
    /// Reverts with `AccessManagedUnauthorized(caller)`, as `restricted` does.
    modifier restrictedBy(IAccessManager authority) {
        _onlyOffice(authority);
        _;
    }

    function _onlyOffice(IAccessManager authority) private view {
        (bool allowed, ) = authority.canCall(msg.sender, address(this), msg.sig);
        if (!allowed) revert IAccessManaged.AccessManagedUnauthorized(msg.sender);
    }
}
