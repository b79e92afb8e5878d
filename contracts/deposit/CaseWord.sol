// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CaseBasis} from "./CaseBasis.sol";

/// @notice One freeze of one account in one storage word, lowest bits first: amount 64 (whole won; the highest value is
/// everything), ends on 16 (the first Korean day on which it no longer counts; 0: no end), basis 8, joint
/// 8 (0: opened by one person; else by two, the higher the later), the first 160 bits of the case id.
type CaseWord is uint256;

using {
    amount,
    endsOn,
    basis,
    joint,
    isJoint,
    isUsed,
    counts,
    isOf,
    differsInAmount,
    id,
    withAmount,
    withJoint,
    ended
} for CaseWord global;

uint256 constant ENDS_SHIFT = 64;
uint256 constant BASIS_SHIFT = 80;
uint256 constant JOINT_SHIFT = 88;
uint256 constant ID_SHIFT = 96;

function packCase(
    bytes32 caseId,
    CaseBasis basis_,
    uint256 joint_,
    uint256 amount_,
    uint256 endsOn_
) pure returns (CaseWord) {
    return
        CaseWord.wrap(
            amount_ |
                (endsOn_ << ENDS_SHIFT) |
                (uint256(basis_) << BASIS_SHIFT) |
                (joint_ << JOINT_SHIFT) |
                ((uint256(caseId) >> 96) << ID_SHIFT)
        );
}

/// @notice Whole won frozen; 2^64 − 1 freezes whatever the account holds and will hold.
function amount(CaseWord self) pure returns (uint256) {
    return uint64(CaseWord.unwrap(self));
}

/// @notice The first Korean day on which the freeze no longer counts; 0: it has no end.
function endsOn(CaseWord self) pure returns (uint256 day) {
    return uint16(CaseWord.unwrap(self) >> ENDS_SHIFT);
}

function basis(CaseWord self) pure returns (CaseBasis) {
    return CaseBasis(uint8(CaseWord.unwrap(self) >> BASIS_SHIFT));
}

/// @notice Which of the account's cases of two people this is, by age: the higher the later; 0: one person opened it.
function joint(CaseWord self) pure returns (uint256) {
    return uint8(CaseWord.unwrap(self) >> JOINT_SHIFT);
}

/// @notice Whether two people opened the case, so that the standard's form may set its amount.
function isJoint(CaseWord self) pure returns (bool) {
    return uint8(CaseWord.unwrap(self) >> JOINT_SHIFT) != 0;
}

/// @notice Whether the place has ever held a case.
function isUsed(CaseWord self) pure returns (bool) {
    return CaseWord.unwrap(self) != 0;
}

/// @notice Whether the freeze counts on Korean day `day`.
function counts(CaseWord self, uint256 day) pure returns (bool) {
    uint256 ends = uint16(CaseWord.unwrap(self) >> ENDS_SHIFT);
    return ends == 0 ? CaseWord.unwrap(self) != 0 : day < ends;
}

/// @notice Whether this is the case `caseId`.
function isOf(CaseWord self, bytes32 caseId) pure returns (bool) {
    return CaseWord.unwrap(self) >> ID_SHIFT == uint256(caseId) >> 96;
}

/// @notice Whether both are one case on one ground, opened alike and with one end.
function differsInAmount(CaseWord self, CaseWord other) pure returns (bool) {
    return CaseWord.unwrap(self) >> ENDS_SHIFT == CaseWord.unwrap(other) >> ENDS_SHIFT;
}

/// @notice The first 160 bits of the case id.
function id(CaseWord self) pure returns (bytes20) {
    return bytes20(uint160(CaseWord.unwrap(self) >> ID_SHIFT));
}

/// @dev Needs an amount of 64 bits.
function withAmount(CaseWord self, uint256 amount_) pure returns (CaseWord) {
    return CaseWord.wrap((CaseWord.unwrap(self) & ~uint256(type(uint64).max)) | amount_);
}

/// @dev Needs a number of 8 bits.
function withJoint(CaseWord self, uint256 joint_) pure returns (CaseWord) {
    return CaseWord.wrap((CaseWord.unwrap(self) & ~(uint256(0xff) << JOINT_SHIFT)) | (joint_ << JOINT_SHIFT));
}

/// @notice The same case, over: it ended on the first day there is, and its place may be used again.
function ended(CaseWord self) pure returns (CaseWord) {
    uint256 kept = CaseWord.unwrap(self) & ~uint256(type(uint80).max);
    return CaseWord.wrap(kept | (1 << ENDS_SHIFT));
}
