// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Where a programme stands. Its expiry is in its terms: time alone ends spending.
enum ProgrammeStatus {
    None, // never opened
    Open, // may grant
    Closed // grants no more and its ungranted rest was returned (final); what was granted can be spent until expiry
}
