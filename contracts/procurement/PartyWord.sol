// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MOST_WON} from "./AgreementWord.sol";

/// @notice Whose agreement it is, in one storage word. Lowest bits first: supplier 160, bond 44 (whole won), ended on 16 (day),
/// waived 1.
type PartyWord is uint256;

struct Party {
    address supplier;
    uint256 bond; // deposited and held, whole won
    uint256 endedOn; // the day of the last acceptance or of the termination, from which defects count
    bool waived; // no bond is given
}

using {unpackParty} for PartyWord global;

function unpackParty(PartyWord self) pure returns (Party memory party) {
    uint256 word = PartyWord.unwrap(self);
    party.supplier = address(uint160(word));
    party.bond = (word >> 160) & MOST_WON;
    party.endedOn = uint16(word >> 204);
    party.waived = (word >> 220) & 1 != 0;
}

/// @dev Needs every field within its bits.
function packParty(Party memory party) pure returns (PartyWord) {
    uint256 word = uint160(party.supplier) | (party.bond << 160) | (party.endedOn << 204);
    return PartyWord.wrap(party.waived ? word | (1 << 220) : word);
}
