// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthority} from "./IAuthority.sol";

/// @notice Who acts: the caller, or the officer on whose behalf `authority` now executes what the officer has scheduled.
/// @dev Only for functions that `authority` restricts; events name the officer, never the authority.
function officerOf(address authority) view returns (address officer) {
    return msg.sender == authority ? IAuthority(authority).executor() : msg.sender;
}
