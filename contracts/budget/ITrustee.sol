// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title ITrustee
/// @notice A contract that holds budget money for others, and is the creditor of the obligation under which it gets it.
interface ITrustee {
    /// @notice Takes `amount` won from the Treasury's account, which has approved it, for what is held on `matter`.
    /// @dev Who: the Treasury, which refuses an advance that was not taken whole.
    function receiveAdvance(bytes32 matter, uint64 amount) external;
}
