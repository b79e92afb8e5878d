// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MilestoneStatus} from "./AgreementStatus.sol";

/// @notice One milestone in one storage word. Lowest bits first: value, accepted and asked 44 each (whole won); due, claimed, late
/// from, excused, clock and late days 16 each; status 3, confirmed 1. Zero: there is none.
type MilestoneWord is uint256;

/// @notice How a milestone stands. Amounts are whole won, days those since 1970-01-01 in Korea.
struct MilestoneState {
    uint256 value; // what all of it costs
    uint256 accepted; // of the value
    uint256 asked; // claimed; once accepted, what of it is to be paid
    uint256 dueDay; // the last one in time
    uint256 claimDay; // of the claim that runs or ran last
    uint256 lateFrom; // the first day of delay; 0: none yet
    uint256 excused; // days of delay that will not count
    uint256 clockDay; // after which the days of payment count
    uint256 lateDays; // for which a penalty is due with the next payment
    MilestoneStatus status;
    bool confirmed; // by the supervisor, of the claim that runs
}

using {unpack} for MilestoneWord global;

uint256 constant MILESTONE_WON = 2 ** 44 - 1;
uint256 constant CONFIRMED_BIT = 1 << 231;

function unpack(MilestoneWord self) pure returns (MilestoneState memory state) {
    uint256 word = MilestoneWord.unwrap(self);
    state.value = word & MILESTONE_WON;
    state.accepted = (word >> 44) & MILESTONE_WON;
    state.asked = (word >> 88) & MILESTONE_WON;
    state.dueDay = uint16(word >> 132);
    state.claimDay = uint16(word >> 148);
    state.lateFrom = uint16(word >> 164);
    state.excused = uint16(word >> 180);
    state.clockDay = uint16(word >> 196);
    state.lateDays = uint16(word >> 212);
    state.status = MilestoneStatus((word >> 228) & 7);
    state.confirmed = word & CONFIRMED_BIT != 0;
}

/// @dev Needs every field within its bits.
function packMilestone(MilestoneState memory state) pure returns (MilestoneWord) {
    uint256 word = state.value | (state.accepted << 44) | (state.asked << 88);
    word |= (state.dueDay << 132) | (state.claimDay << 148) | (state.lateFrom << 164);
    word |= (state.excused << 180) | (state.clockDay << 196) | (state.lateDays << 212);
    word |= uint256(state.status) << 228;
    return MilestoneWord.wrap(state.confirmed ? word | CONFIRMED_BIT : word);
}
