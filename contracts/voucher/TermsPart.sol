// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Which part of proposed terms cannot be.
enum TermsPart {
    Expiry, // not ahead, or more than `MAX_EXPIRY_PERIOD`
    Categories, // a list without its rule or a rule without its list, or a code above 9999
    Regions, // a list without its rule or a rule without its list, or no district
    Merchants, // a list without its rule or a rule without its list, or the zero address
    ListLength, // longer than `MAX_LIST`
    Limits, // above `MAX_LIMIT`, or a shorter period's above a longer one's
    Hours, // not opening before closing within one day, or days beyond the seven
    Notice, // a notice without consent to it, or consent without a notice
    Rebate // above 10,000 basis points
}
