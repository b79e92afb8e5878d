// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title KoreaTime
/// @notice Calendar rules in Korea Standard Time: UTC+9, no daylight saving.
library KoreaTime {
    uint256 internal constant OFFSET = 9 hours;

    /// @notice The number of whole days in Korea since 1970-01-01 00:00 KST at UTC second `time`.
    /// @dev Needs a time a block can have, so that the sum cannot leave 256 bits. Fits 16 bits until the year 2149.
    function dayIndex(uint256 time) internal pure returns (uint256) {
        unchecked {
            return (time + OFFSET) / 1 days;
        }
    }
}
