// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Identifies one voucher programme; also its ERC-1155 id. The first programme is 1, so 0 is never a programme.
type ProgrammeId is uint64;

using {toTokenId, join} for ProgrammeId global;

/// @notice The ERC-1155 id under which wallets and explorers see the programme's vouchers.
function toTokenId(ProgrammeId programme) pure returns (uint256 id) {
    return ProgrammeId.unwrap(programme);
}

/// @notice One mapping key for the programme and `part`, which must fit 160 bits: an account or an entry of a list.
function join(ProgrammeId programme, uint256 part) pure returns (uint256 key) {
    return (uint256(ProgrammeId.unwrap(programme)) << 160) | part;
}
