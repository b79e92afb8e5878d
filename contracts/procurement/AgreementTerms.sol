// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AgreementKind} from "./AgreementStatus.sol";

/// @notice One part of the work: its price in whole won, and the last day on which it is delivered in time.
struct MilestoneTerms {
    uint64 value;
    uint16 dueDay; // days since 1970-01-01 in Korea
}

/// @notice A milestone's new terms: of one that there is, or of the next.
struct MilestoneChange {
    uint8 milestone;
    uint64 value;
    uint16 dueDay;
}

/// @notice On what buyer and supplier have agreed.
struct AgreementTerms {
    address supplier;
    AgreementKind kind;
    uint16 bondBps; // of the price, as performance bond (decree art. 50)
    bool bondWaived; // no bond is given; its amount is owed when it would be forfeited
    uint16 retentionBps; // of each payment, for defects (decree art. 62): none, or 200 to 1,000
    uint8 defectYears; // how long it is held (decree art. 60): none, or 1 to 10
}

/// @notice What law lets vary with time, fixed for an agreement when it opens.
struct ProcurementRules {
    uint16 advanceCeilingBps; // of the price (Treasury Funds Act's decree art. 40)
    uint16 leastBondBps; // of the price (State Contracts Act's decree art. 50)
    uint8 inspectionDays; // from the claim (art. 55)
    uint8 paymentDays; // business days from the acceptance (art. 58)
    uint16 penaltyCapBps; // of the price: all delay penalties of an agreement (art. 74(3))
    uint16[5] delayRates; // won a day for 100,000 won that are late, for each kind (Rule art. 75)
}

/// @notice What one payment consists of, whole won. `gross` is what was accepted.
struct MilestonePayout {
    uint64 gross;
    uint64 recovered; // of it, towards the advance
    uint64 retained; // of it, for defects
    uint64 penalty; // added by this payment for delay
    uint64 taken; // of what the supplier owes for delay
    uint64 interest; // added, since the government pays late
    uint64 payout; // gross − recovered − retained + interest: to those named and the supplier; taken comes out of the supplier's part
}
