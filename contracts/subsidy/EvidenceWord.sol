// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Who attested the evidence for one instalment, in one storage word: the first 128 bits of the commitments to two
/// persons, the first one's lowest. The documents are in the events.
type EvidenceWord is uint256;

using {count, has, add, remove} for EvidenceWord global;

/// @notice How many attested it.
function count(EvidenceWord self) pure returns (uint256) {
    uint256 word = EvidenceWord.unwrap(self);
    return (uint128(word) == 0 ? 0 : 1) + (word >> 128 == 0 ? 0 : 1);
}

/// @notice Whether `person` did.
function has(EvidenceWord self, bytes32 person) pure returns (bool) {
    uint256 word = EvidenceWord.unwrap(self);
    uint256 one = uint128(bytes16(person));
    return one != 0 && (uint128(word) == one || word >> 128 == one);
}

/// @dev Needs fewer than two, and another person.
function add(EvidenceWord self, bytes32 person) pure returns (EvidenceWord) {
    uint256 word = EvidenceWord.unwrap(self);
    uint256 one = uint128(bytes16(person));
    return EvidenceWord.wrap(uint128(word) == 0 ? word | one : word | (one << 128));
}

/// @dev Needs the person to be there.
function remove(EvidenceWord self, bytes32 person) pure returns (EvidenceWord) {
    uint256 word = EvidenceWord.unwrap(self);
    bool isFirst = uint128(word) == uint128(bytes16(person));
    return EvidenceWord.wrap(isFirst ? word >> 128 : uint128(word));
}
