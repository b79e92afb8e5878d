// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Region} from "../types/Region.sol";

/// @notice One holder's vouchers of one programme, at this moment. Amounts are whole won.
struct VoucherFacts {
    uint64 balance;
    uint64 held; // of the balance, by a clawback
    Region home;
    bool consented;
    bool attested;
    uint64 spentToday; // as far as the terms limit it; so are the next two
    uint64 spentThisMonth;
    uint64 spentInAll;
    uint24 highestId; // of the signed payments settled or cancelled
}
