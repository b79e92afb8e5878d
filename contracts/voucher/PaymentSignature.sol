// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {Slip} from "./Payment.sol";

/// @title PaymentSignature
/// @notice Whether a holder signed a payment: with a key (EIP-712, ERC-2098), or as a contract (ERC-1271).
/// @dev Nothing a signer does stops the others of a batch: a key is recovered, and a contract is asked with a bounded amount
/// of gas and one word of answer.
library PaymentSignature {
    /// @notice The most gas that a contract's answer may take.
    uint256 internal constant CONTRACT_GAS = 100_000;

    /// @dev The words of a slip that are hashed: the type and what is signed.
    uint256 private constant HASHED_BYTES = 10 * 32;

    /// @dev Half the order of the curve: of the two signatures that a key can make of another, the one above is refused.
    uint256 private constant HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;

    /// @param domain The domain separator of the contract that settles.
    /// @param contractSignatures Where contracts' signatures lie.
    function isValid(
        Slip memory slip,
        bytes32 domain,
        bytes calldata contractSignatures
    ) internal view returns (bool) {
        bytes32 digest = MessageHashUtils.toTypedDataHash(domain, hash(slip));
        if (slip.vs == 0) return _isValidOfContract(slip, digest, contractSignatures);
        address signer = _signer(digest, slip.r, slip.vs);
        return signer == slip.holder && signer != address(0);
    }

    /// @notice The EIP-712 hash of the payment, without its domain.
    function hash(Slip memory slip) internal pure returns (bytes32 result) {
        // The slip lies in memory as it is to be encoded.
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            result := keccak256(slip, HASHED_BYTES)
        }
    }

    /// @dev Whose signature of `digest` this is; zero: nobody's. ERC-2098: `vs` is s, and in its highest bit v − 27.
    function _signer(bytes32 digest, bytes32 r, bytes32 vs) private view returns (address signer) {
        uint256 s = uint256(vs) & uint256(type(int256).max);
        if (s > HALF_ORDER) return address(0);
        // Asks the precompiled contract from memory beyond what is allocated, and allocates nothing.
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            let asked := mload(0x40)
            mstore(asked, digest)
            mstore(add(asked, 0x20), add(27, shr(255, vs)))
            mstore(add(asked, 0x40), r)
            mstore(add(asked, 0x60), s)
            // It answers nothing where there is no signer.
            mstore(0, 0)
            pop(staticcall(gas(), 1, asked, 0x80, 0, 0x20))
            signer := mload(0)
        }
    }

    function _isValidOfContract(
        Slip memory slip,
        bytes32 digest,
        bytes calldata contractSignatures
    ) private view returns (bool) {
        uint256 start = uint256(slip.r) >> 128;
        uint256 length = uint128(uint256(slip.r));
        if (start + length > contractSignatures.length) return false;
        bytes calldata signature = contractSignatures[start:start + length];
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
