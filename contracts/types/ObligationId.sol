// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Identifies one obligation: a hash of the creditor and the matter, which is a keyed hash of the document that binds
/// the government. So one matter is obligated to one creditor once.
type ObligationId is bytes32;

using {payeeKey} for ObligationId global;

/// @notice The obligation to `creditor` on `matter`.
/// @dev keccak256(abi.encode(creditor, matter)), in the memory that is free for hashing.
function toObligationId(address creditor, bytes32 matter) pure returns (ObligationId obligation) {
    // solhint-disable-next-line no-inline-assembly
    assembly ("memory-safe") {
        mstore(0x00, shr(96, shl(96, creditor)))
        mstore(0x20, matter)
        obligation := keccak256(0x00, 0x40)
    }
}

/// @notice Under what it is kept that `payee` may be paid in the creditor's place.
function payeeKey(ObligationId self, address payee) pure returns (bytes32) {
    return keccak256(abi.encode(self, payee));
}
