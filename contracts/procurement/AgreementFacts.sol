// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AgreementKind, AgreementStatus, MilestoneStatus} from "./AgreementStatus.sol";

/// @notice Where an agreement stands. Amounts are whole won, days those since 1970-01-01 in Korea.
struct AgreementFacts {
    address supplier;
    uint16 ministry; // the buyer's code
    AgreementKind kind;
    AgreementStatus status;
    uint64 price;
    uint64 advance; // paid
    uint64 passed; // of the price: accepted and paid
    uint64 recovered; // of the advance
    uint64 held; // of the Treasury's money, what is retained among it
    uint64 retained; // for defects
    uint64 bond; // of the supplier, held
    uint64 guaranteed; // of the bond, by somebody outside
    uint64 owed; // by the supplier for delay
    uint64 penalties; // charged for delay, in all
    uint64 withheld; // for payees whose accounts could not be credited
    uint8 milestones;
    uint16 endedOn; // the day from which defects count; 0: not yet
    uint16 releaseDay; // from which what is retained goes to the supplier; 0: not known yet
    uint16 progressDay; // until when something is paid: 30 days after the last payment (decree art. 58(3))
}

/// @notice Where a milestone stands. Amounts are whole won, days those since 1970-01-01 in Korea.
struct MilestoneFacts {
    uint64 value;
    uint64 accepted;
    uint64 asked; // claimed; once accepted, to be paid
    uint16 dueDay; // the last one in time
    uint16 claimDay;
    uint16 inspectBy; // the last day of the inspection; 0: no claim runs
    uint16 clockDay; // after which the days of payment count
    uint16 payBy; // the last day of payment; 0: nothing is to be paid
    uint16 lateFrom; // the first day of delay; 0: none yet
    uint16 excused; // days of delay that will not count
    uint16 lateDays; // for which a penalty is due with the next payment
    MilestoneStatus status;
    bool confirmed; // by the supervisor
}
