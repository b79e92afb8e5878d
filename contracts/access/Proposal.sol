// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Where a proposal stands. That it is stale follows from `expiresAt` and is not stored.
enum ProposalStatus {
    /// There is no such proposal.
    None,
    /// Waits for a second person.
    Made,
    /// Approved and executed. Final.
    Done,
    /// Taken back. Final.
    Withdrawn
}

/// @notice On which side of a matter a person stands, for ever.
enum Side {
    /// On neither yet.
    None,
    /// Has proposed an act on it.
    Maker,
    /// Has approved an act on it.
    Checker
}

/// @notice An act that one person proposed. Instants are UTC seconds.
struct Proposal {
    address maker;
    uint48 readyAt;
    ProposalStatus status;
    address target;
    uint48 madeAt;
    /// Who approved or withdrew it; the zero address while it waits.
    address closedBy;
    uint48 closedAt;
    /// The call: selector and arguments.
    bytes data;
}
