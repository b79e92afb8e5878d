// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ReferenceWindow} from "../types/ReferenceWindow.sol";

/// @notice One issuer key in one storage word, lowest bits first: allowance 64, issued today 48 (whole won), day 16 (days in
/// Korea since 1970), used references 128.
/// @dev What was issued today stops counting at its field's end, above every threshold that can be set.
type IssuerWord is uint256;

/// @dev A struct of one word, so that a reference to it can be kept.
struct Issuer {
    IssuerWord word;
}

using {allowance, issuedOn, references, withAllowance, issue} for IssuerWord global;

/// @dev Where the count of what was issued today stops.
uint256 constant MOST_ISSUED = type(uint48).max;
uint256 constant ISSUED_SHIFT = 64;
uint256 constant ISSUED_DAY_SHIFT = 112;
uint256 constant REFERENCES_SHIFT = 128;

/// @notice Whole won the key may still issue.
function allowance(IssuerWord self) pure returns (uint256 amount) {
    return uint64(IssuerWord.unwrap(self));
}

/// @notice Whole won the key issued by itself on Korean day `day`.
function issuedOn(IssuerWord self, uint256 day) pure returns (uint256 amount) {
    uint256 word = IssuerWord.unwrap(self);
    return uint16(word >> ISSUED_DAY_SHIFT) == day ? uint48(word >> ISSUED_SHIFT) : 0;
}

/// @notice Which of its reference numbers the key has used.
function references(IssuerWord self) pure returns (ReferenceWindow) {
    return ReferenceWindow.wrap(uint128(IssuerWord.unwrap(self) >> REFERENCES_SHIFT));
}

function withAllowance(IssuerWord self, uint64 allowance_) pure returns (IssuerWord) {
    return IssuerWord.wrap((IssuerWord.unwrap(self) & ~uint256(type(uint64).max)) | allowance_);
}

/// @notice Takes `amount` off the allowance, puts `issued` in place as what was issued on Korean day `day`, and the window
/// `references_`.
/// @dev Needs amount ≤ allowance and issued ≤ `MOST_ISSUED`.
function issue(
    IssuerWord self,
    uint256 amount,
    uint256 issued,
    uint256 day,
    ReferenceWindow references_
) pure returns (IssuerWord) {
    unchecked {
        uint256 left = uint64(IssuerWord.unwrap(self)) - amount;
        uint256 window = uint256(ReferenceWindow.unwrap(references_)) << REFERENCES_SHIFT;
        return IssuerWord.wrap(left | (issued << ISSUED_SHIFT) | (day << ISSUED_DAY_SHIFT) | window);
    }
}
