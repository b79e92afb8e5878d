// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What accounts of one kind may do, whole won; 0: no limit.
struct Limits {
    uint64 transfer; // the most in one transfer by the holder
    uint64 daily; // the most in transfers by the holder on one Korean day
    uint64 cap; // the highest balance after a transfer or an issue
}
