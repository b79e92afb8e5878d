// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AwardId} from "../types/AwardId.sol";
import {Beneficiary} from "../types/Beneficiary.sol";
import {AwardStatus} from "./AwardStatus.sol";

/// @notice Where an award stands, for readers. Whole won.
struct AwardFacts {
    AwardStatus status;
    bool suspended;
    bool inCase; // a case on it is open
    bool late; // its settlement report is or was late
    uint8 instalmentsReleased;
    uint64 granted;
    uint64 advanced;
    uint64 released; // less what was set off
    uint64 paid; // less what was refunded
    uint64 setOff;
    uint64 returned;
    uint64 claimed;
    uint64 held; // won of it that the contract holds
    AwardId parent;
    Beneficiary beneficiary;
    bytes32 matter;
    uint64 nextNonce; // of a signed payment
}
