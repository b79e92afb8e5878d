// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {Slip} from "./Slip.sol";

/// @title PaymentSignature
/// @notice Whether a holder signed a payment: with a key (EIP-712, ERC-2098), or as a contract (ERC-1271).
/// @dev Nothing a signer does stops the others of a batch: a key is recovered, and a contract is asked with a bounded amount
/// of gas and one word of answer.
library PaymentSignature {
    /// @notice The most gas that a contract's answer may take.
    uint256 internal constant CONTRACT_GAS = 100_000;

    /// @param extras Where contracts' signatures lie.
    function isValid(Slip memory slip, bytes calldata extras) internal view returns (bool) {
        if (slip.vs != 0) return slip.isSignedByKey();
        bytes32 digest = MessageHashUtils.toTypedDataHash(slip.domain, slip.hash());
        return _isValidOfContract(slip, digest, extras);
    }

    function _isValidOfContract(
        Slip memory slip,
        bytes32 digest,
        bytes calldata extras
    ) private view returns (bool) {
        uint256 start = uint256(slip.r) >> 128;
        uint256 length = uint128(uint256(slip.r));
        if (start + length > extras.length) return false;
        bytes calldata signature = extras[start:start + length];
        return _answers(slip.holder, abi.encodeCall(IERC1271.isValidSignature, (digest, signature)));
    }

    /// @dev Asks with bounded gas, and reads one word whatever comes back.
    function _answers(address holder, bytes memory question) private view returns (bool) {
        bool success;
        uint256 size;
        bytes32 answer;
        // A call in Solidity would copy all that comes back.
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            success := staticcall(CONTRACT_GAS, holder, add(question, 0x20), mload(question), 0, 0x20)
            size := returndatasize()
            answer := mload(0)
        }
        return success && size >= 32 && answer == bytes32(IERC1271.isValidSignature.selector);
    }
}
