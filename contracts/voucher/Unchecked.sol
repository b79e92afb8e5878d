// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SignedPayment} from "./Payment.sol";

// Entries of lists by an index that is known to be within: what asks for them has counted them, and Solidity would again.

/// @dev The payment at `index`.
function paymentAt(
    SignedPayment[] calldata payments,
    uint256 index
) pure returns (SignedPayment calldata signed) {
    // solhint-disable-next-line no-inline-assembly
    assembly ("memory-safe") {
        signed := add(payments.offset, mul(index, 0x80))
    }
}

/// @dev The word at `index`.
function wordAt(uint256[] memory list, uint256 index) pure returns (uint256 word) {
    // solhint-disable-next-line no-inline-assembly
    assembly ("memory-safe") {
        word := mload(add(list, add(0x20, shl(5, index))))
    }
}

/// @dev Puts `word` at `index`.
function setWordAt(uint256[] memory list, uint256 index, uint256 word) pure {
    // solhint-disable-next-line no-inline-assembly
    assembly ("memory-safe") {
        mstore(add(list, add(0x20, shl(5, index))), word)
    }
}
