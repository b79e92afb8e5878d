// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Yearly sales, in the bands by which card fees are set. A band includes its upper bound.
enum SalesBand {
    Unknown, // not certified; also "no limit" where a programme names a highest band
    UpTo300M, // at most ₩300,000,000
    UpTo500M, // at most ₩500,000,000
    UpTo1B, // at most ₩1,000,000,000
    UpTo3B, // at most ₩3,000,000,000
    Above3B
}
