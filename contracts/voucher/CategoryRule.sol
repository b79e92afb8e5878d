// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice How a programme's list of categories is read.
enum CategoryRule {
    Any, // no list
    Only, // the listed categories and no other
    Except // every category but the listed
}
