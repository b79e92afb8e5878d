// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Refusal
/// @notice A refusal is the ABI encoding of a custom error, or empty where nothing is refused. One function decides,
/// a view returns what it decided, and the act reverts with the same bytes: so the two cannot disagree.
library Refusal {
    /// @notice Reverts with `refusal` where it is one, and does nothing where it is empty.
    function enforce(bytes memory refusal) internal pure {
        if (refusal.length == 0) return;
        // Solidity reverts with an error it knows, not with bytes it is given.
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            revert(add(refusal, 0x20), mload(refusal))
        }
    }
}
