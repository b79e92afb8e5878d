// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";

/// @title Governed
/// @notice Functions that belong to offices: of this contract's own institution, and of others by their own authorities.
/// No institution holds an office in another's authority.
/// @dev As OpenZeppelin's `AccessManaged`, with an authority that is fixed at deployment.
abstract contract Governed {
    /// @notice `caller` does not hold the office to which the function belongs.
    error AccessManagedUnauthorized(address caller);

    /// @notice The authority of the institution that runs this contract.
    address public immutable authority;

    constructor(address authority_) {
        authority = authority_;
    }

    /// @dev Passes only who holds the office to which this contract's own institution gave the function.
    /// Reverts with `AccessManagedUnauthorized(caller)`.
    modifier restricted() {
        _onlyOffice(IAccessManager(authority));
        _;
    }

    /// @dev Passes only who holds the office to which another institution gave the function: a named function that it calls
    /// here by its own offices, such as the supervisor's stop order. Reverts with `AccessManagedUnauthorized(caller)`.
    modifier restrictedBy(IAccessManager institution) {
        _onlyOffice(institution);
        _;
    }

    /// @dev An office with an execution delay goes through `schedule` and `execute` of its authority.
    function _onlyOffice(IAccessManager institution) internal view {
        (bool allowed, ) = institution.canCall(msg.sender, address(this), msg.sig);
        if (!allowed) revert AccessManagedUnauthorized(msg.sender);
    }
}
