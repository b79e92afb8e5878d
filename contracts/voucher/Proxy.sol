// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Mcc} from "../types/Mcc.sol";

/// @notice Who may spend a holder's vouchers of one programme in the holder's place: one word.
struct Proxy {
    address account;
    uint40 limit; // whole won it may still spend
    uint32 until; // UTC second from which it may not
    Mcc category; // the only category in which it may; 0: any that the terms allow
}
