// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Where an award stands.
enum AwardStatus {
    None, // there is none
    Open, // evidence is attested, instalments are released, invoices are paid
    Reported, // the beneficiary has handed in its settlement report
    Settled, // its amount is fixed (final)
    Cancelled // its decision is cancelled (final)
}
