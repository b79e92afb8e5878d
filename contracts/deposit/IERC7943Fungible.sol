// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

/// @title IERC7943Fungible
/// @notice ERC-7943 (final) for tokens that extend ERC-20; interface id 0x3edbb4c4.
interface IERC7943Fungible is IERC165 {
    /// @notice `amount` was taken from `from` and credited to `to`.
    event ForcedTransfer(address indexed from, address indexed to, uint256 amount);

    /// @notice `amount` of `account` is now frozen, in all.
    event Frozen(address indexed account, uint256 amount);

    /// @notice `account` may not send.
    error ERC7943CannotSend(address account);

    /// @notice `account` may not receive.
    error ERC7943CannotReceive(address account);

    /// @notice The rules forbid this transfer.
    error ERC7943CannotTransfer(address from, address to, uint256 amount);

    /// @notice `account` holds `amount`, of which only `unfrozen` is not frozen.
    error ERC7943InsufficientUnfrozenBalance(address account, uint256 amount, uint256 unfrozen);

    /// @notice Takes `amount` from `from` and credits it to `to`. Restricted.
    function forcedTransfer(address from, address to, uint256 amount) external returns (bool result);

    /// @notice Makes `amount` the frozen total of `account`, which may exceed what it holds. Restricted.
    function setFrozenTokens(address account, uint256 amount) external returns (bool result);

    /// @notice Whether `account` may send.
    function canSend(address account) external view returns (bool allowed);

    /// @notice Whether `account` may receive.
    function canReceive(address account) external view returns (bool allowed);

    /// @notice How much of `account` is frozen, which may exceed what it holds.
    function getFrozenTokens(address account) external view returns (uint256 amount);

    /// @notice Whether the rules allow the transfer. A balance or allowance that is too small is not a rule.
    function canTransfer(address from, address to, uint256 amount) external view returns (bool allowed);
}
