// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SystemHandler} from "./SystemHandler.sol";

/// @title Runner
/// @notice What the invariant runner calls. Each law's test file has its own, for the runner recognises by their code
/// only the contracts of the file that it runs.
abstract contract Runner {
    SystemHandler private _handler;

    constructor(SystemHandler handler) {
        _handler = handler;
    }

    /// @notice Lets the system act once.
    function act(uint256 seed) external {
        _handler.act(seed);
    }
}
