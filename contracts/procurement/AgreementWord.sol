// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AgreementStatus} from "./AgreementStatus.sol";

/// @notice How an agreement stands, in one storage word. Lowest bits first: held, passed, recovered, retained and owed 44 each
/// (whole won); last paid day 16; open milestones 8; status 3; inspections since a full one 2.
type AgreementWord is uint256;

/// @notice What changes with every claim and payment. Amounts are whole won.
struct AgreementState {
    uint256 held; // of the Treasury's money, what is retained among it
    uint256 passed; // of the price: accepted and paid
    uint256 recovered; // of the advance: kept from payments, or given back
    uint256 retained; // of what is held, for defects
    uint256 owed; // by the supplier for delay
    uint256 lastPaidDay; // or the day of the opening
    uint256 open; // milestones of which something is not accepted
    AgreementStatus status;
    uint256 simple; // inspections since the last full one, up to 2
}

using {unpackAgreement} for AgreementWord global;

/// @dev The most won of one agreement: what an invoice can ask for too.
uint256 constant MOST_WON = 2 ** 44 - 1;

function unpackAgreement(AgreementWord self) pure returns (AgreementState memory state) {
    uint256 word = AgreementWord.unwrap(self);
    state.held = word & MOST_WON;
    state.passed = (word >> 44) & MOST_WON;
    state.recovered = (word >> 88) & MOST_WON;
    state.retained = (word >> 132) & MOST_WON;
    state.owed = (word >> 176) & MOST_WON;
    state.lastPaidDay = uint16(word >> 220);
    state.open = uint8(word >> 236);
    state.status = AgreementStatus((word >> 244) & 7);
    state.simple = (word >> 247) & 3;
}

/// @dev Needs every field within its bits.
function packAgreement(AgreementState memory state) pure returns (AgreementWord) {
    uint256 word = state.held | (state.passed << 44) | (state.recovered << 88);
    word |= (state.retained << 132) | (state.owed << 176) | (state.lastPaidDay << 220);
    word |= (state.open << 236) | (uint256(state.status) << 244) | (state.simple << 247);
    return AgreementWord.wrap(word);
}
