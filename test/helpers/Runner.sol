// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { SystemHandler } from "./SystemHandler.sol";

/// @title Runner
/// @notice What the invariant runner calls: it does not recognise `SystemHandler` itself, which is larger than a
/// deployed contract may be.
contract Runner {
    SystemHandler private immutable _handler;

    constructor(SystemHandler handler) {
        _handler = handler;
    }

    function act(uint256 seed) external {
        _handler.act(seed);
    }
}
