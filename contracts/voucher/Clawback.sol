// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Where a clawback stands.
enum ClawbackStatus {
    None, // there is none
    Opened, // the holder may object until `objectableUntil`; afterwards it may be carried out
    Objected, // waits for a decision
    Confirmed // the objection was rejected: it may be carried out
}

/// @notice Money to be taken back from a holder's vouchers for a reason, which is held until then.
struct Clawback {
    uint64 amount; // whole won held
    uint48 objectableUntil; // UTC second
    ClawbackStatus status;
    bytes32 caseId; // keyed hash of the case file
}
