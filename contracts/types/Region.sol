// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Korea's five-digit administrative district code (the Interior Ministry's standard code for a city, county
/// or district). A code that ends in 000 stands for a whole province or metropolitan city: 11000 is Seoul.
type Region is uint24;

using {covers, isCode, isNone} for Region global;

/// @notice Whether `outer` is the same district as `inner`, or the province or metropolitan city that contains it.
function covers(Region outer, Region inner) pure returns (bool) {
    uint256 whole = Region.unwrap(outer);
    uint256 part = Region.unwrap(inner);
    if (whole == part) return true;
    return whole % 1000 == 0 && part / 1000 == whole / 1000;
}

/// @notice Whether the number has five digits, as a district's code has.
function isCode(Region region) pure returns (bool) {
    return Region.unwrap(region) >= 10_000 && Region.unwrap(region) <= 99_999;
}

/// @notice Whether no district is named.
function isNone(Region region) pure returns (bool) {
    return Region.unwrap(region) == 0;
}
