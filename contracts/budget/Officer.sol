// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What an officer of a ministry does. Nobody is both, ever (Treasury Funds Act art. 27).
enum OfficerRole {
    None,
    Obligating, // binds the ministry: reserves, obligates, deobligates
    Disbursing // pays what is due
}

/// @notice For which ministry an account acts, and as what.
struct Officer {
    uint16 ministry;
    OfficerRole role;
}

/// @notice An officer in one storage word, lowest bits first: ministry 16, role 8. Zero is none.
type OfficerWord is uint256;

using {toOfficer, equals} for OfficerWord global;

function toOfficerWord(uint16 ministry, OfficerRole role) pure returns (OfficerWord) {
    return OfficerWord.wrap(ministry | (uint256(role) << 16));
}

function toOfficer(OfficerWord self) pure returns (Officer memory) {
    uint256 word = OfficerWord.unwrap(self);
    return Officer(uint16(word), OfficerRole(word >> 16));
}

function equals(OfficerWord self, OfficerWord other) pure returns (bool) {
    return OfficerWord.unwrap(self) == OfficerWord.unwrap(other);
}
