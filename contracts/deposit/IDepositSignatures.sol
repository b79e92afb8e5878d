// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {IERC2612} from "@openzeppelin/contracts/interfaces/IERC2612.sol";
import {IERC3009, IERC3009Cancel} from "@openzeppelin/contracts/interfaces/draft-IERC3009.sol";
import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";

/// @title IDepositSignatures
/// @notice What a holder lets others do by an EIP-712 signature: ERC-2612 permits, ERC-3009 transfers, and redemption.
/// @dev The domain is the token's name, version "1", the chain and this contract (ERC-5267). A signer is a key, or a
/// contract that answers ERC-1271; the functions that take `bytes` are for contracts whose signatures are not 65 bytes.
/// A signature counts once, within its time, on this chain and at this contract; one whose `s` lies in the upper half
/// of the curve is refused. The signature moves nothing by itself: whoever sends it, the rules of the act still hold.
interface IDepositSignatures is IERC2612, IERC3009, IERC3009Cancel, IERC5267, IERC165 {
    /// @notice The `Approval` before this event was made by the owner's signature with this nonce.
    event PermitUsed(address indexed owner, uint256 nonce);

    /// @notice The signature counted until UTC second `deadline`.
    error SignatureExpired(uint256 deadline, uint256 time);

    /// @notice The signature is not one of `signer` for this act, at this contract, on this chain.
    error SignatureInvalid(address signer);

    /// @notice The authorization counts only after UTC second `validAfter`.
    error AuthorizationNotYetValid(uint256 validAfter, uint256 time);

    /// @notice The authorization counted before UTC second `validBefore`.
    error AuthorizationExpired(uint256 validBefore, uint256 time);

    /// @notice `authorizer` has used or cancelled the authorization with this nonce.
    error AuthorizationAlreadyUsed(address authorizer, bytes32 nonce);

    /// @notice Only the payee itself may receive with this authorization.
    error CallerNotPayee(address caller, address payee);

    /// @notice As ERC-2612's `permit`, with a signature of any form.
    /// @dev Who: anyone with the owner's signature. Fails: `SignatureExpired` after `deadline`, `SignatureInvalid`,
    /// `ERC20InvalidSpender`. Emits `Approval`, `PermitUsed`.
    function permit(
        address owner,
        address spender,
        uint256 value,
        uint256 deadline,
        bytes calldata signature
    ) external;

    /// @notice As ERC-3009's `transferWithAuthorization`, with a signature of any form.
    /// @dev Who: anyone with the payer's signature. Fails: `AuthorizationNotYetValid`, `AuthorizationExpired`,
    /// `AuthorizationAlreadyUsed`, `SignatureInvalid`, and as `transfer`. Emits `AuthorizationUsed`, `Transfer`.
    /// @param value Whole won.
    /// @param nonce Any 32 bytes that the payer has not used: chosen at random, so that payments need no order.
    function transferWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata signature
    ) external;

    /// @notice As `transferWithAuthorization`, but only the payee may send it, so that nobody else can get ahead of it.
    /// @dev Who: the payee. Fails with `CallerNotPayee`, and as `transferWithAuthorization`.
    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata signature
    ) external;

    /// @notice As ERC-3009's `cancelAuthorization`, with a signature of any form. Works whatever else is stopped.
    /// @dev Who: anyone with the authorizer's signature. Fails: `AuthorizationAlreadyUsed`, `SignatureInvalid`.
    /// Emits `AuthorizationCanceled`.
    function cancelAuthorization(address authorizer, bytes32 nonce, bytes calldata signature) external;

    /// @notice Redeems for `holder`, who signed it. Nothing that leaves `redeem` alone stops it.
    /// @dev Who: anyone with the holder's signature over
    /// `Redemption(address holder,uint64 amount,uint64 sequence,uint256 deadline)`. Fails: `SignatureExpired` after
    /// `deadline`, `SignatureInvalid`, and as `redeem`. Emits as `redeem`.
    /// @param sequence The number of this redemption of this account, `nextRedemption(holder)`: each signature counts once.
    function redeemWithAuthorization(
        address holder,
        uint64 amount,
        uint64 sequence,
        uint256 deadline,
        bytes calldata signature
    ) external;
}
