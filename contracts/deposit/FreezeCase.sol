// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CaseBasis} from "./CaseBasis.sol";

/// @notice One freeze of an account.
struct FreezeCase {
    bytes20 caseId; // the first 20 bytes of the case id
    CaseBasis basis;
    bool joint; // opened by two people, so that `setFrozenTokens` may set it
    uint64 amount; // whole won; 2^64 − 1: everything
    uint48 until; // UTC second from which it no longer counts; 0: no end
}
