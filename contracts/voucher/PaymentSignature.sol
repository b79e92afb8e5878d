// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {SIGNED_PAYMENT, SignedPayment} from "./Payment.sol";

/// @title PaymentSignature
/// @notice Whether a holder signed a payment: with a key (EIP-712, ERC-2098), or as a contract (ERC-1271).
/// @dev Nothing a signer does stops the others of a batch: a key is recovered, and a contract is asked with a bounded amount
/// of gas and one word of answer.
library PaymentSignature {
    /// @notice The most gas that a contract's answer may take.
    uint256 internal constant CONTRACT_GAS = 100_000;

    /// @dev The words of a signed payment that are signed.
    uint256 private constant SIGNED_BYTES = 9 * 32;

    /// @param domain The domain separator of the contract that settles.
    /// @param contractSignatures Where contracts' signatures lie.
    function isValid(
        SignedPayment calldata signed,
        bytes32 domain,
        bytes calldata contractSignatures
    ) internal view returns (bool) {
        bytes32 digest = MessageHashUtils.toTypedDataHash(domain, hash(signed));
        if (signed.vs == 0) return _isValidOfContract(signed, digest, contractSignatures);
        (address signer, ECDSA.RecoverError fault, ) = ECDSA.tryRecover(digest, signed.r, signed.vs);
        return fault == ECDSA.RecoverError.NoError && signer == signed.holder;
    }

    /// @notice The EIP-712 hash of the payment, without its domain.
    /// @dev The first nine words of the calldata are what is hashed after the type.
    function hash(SignedPayment calldata signed) internal pure returns (bytes32 result) {
        bytes32 typeHash = SIGNED_PAYMENT;
        // Copies what is already encoded instead of decoding and encoding it.
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            let start := mload(0x40)
            mstore(start, typeHash)
            calldatacopy(add(start, 0x20), signed, SIGNED_BYTES)
            result := keccak256(start, add(SIGNED_BYTES, 0x20))
        }
    }

    function _isValidOfContract(
        SignedPayment calldata signed,
        bytes32 digest,
        bytes calldata contractSignatures
    ) private view returns (bool) {
        uint256 start = uint256(signed.r) >> 128;
        uint256 length = uint128(uint256(signed.r));
        if (start + length > contractSignatures.length) return false;
        bytes calldata signature = contractSignatures[start:start + length];
        return _answers(signed.holder, abi.encodeCall(IERC1271.isValidSignature, (digest, signature)));
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
