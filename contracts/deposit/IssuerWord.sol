// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ReferenceWindow} from "../types/ReferenceWindow.sol";

/// @notice One issuer key in one storage word, lowest bits first: allowance 64 (whole won), used references 192.
type IssuerWord is uint256;

using {allowance, references, withAllowance, issue} for IssuerWord global;

uint256 constant REFERENCES_SHIFT = 64;

/// @notice Whole won the key may still issue.
function allowance(IssuerWord self) pure returns (uint256 amount) {
    return uint64(IssuerWord.unwrap(self));
}

/// @notice Which of its reference numbers the key has used.
function references(IssuerWord self) pure returns (ReferenceWindow) {
    return ReferenceWindow.wrap(uint192(IssuerWord.unwrap(self) >> REFERENCES_SHIFT));
}

function withAllowance(IssuerWord self, uint64 allowance_) pure returns (IssuerWord) {
    return IssuerWord.wrap((IssuerWord.unwrap(self) & ~uint256(type(uint64).max)) | allowance_);
}

/// @notice Takes `amount` off the allowance and puts the window `references_` in place.
/// @dev Needs amount ≤ allowance.
function issue(IssuerWord self, uint256 amount, ReferenceWindow references_) pure returns (IssuerWord) {
    unchecked {
        uint256 left = uint64(IssuerWord.unwrap(self)) - amount;
        return IssuerWord.wrap(left | (uint256(ReferenceWindow.unwrap(references_)) << REFERENCES_SHIFT));
    }
}
