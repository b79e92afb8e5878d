// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Beneficiary} from "../types/Beneficiary.sol";
import {Mcc} from "../types/Mcc.sol";

/// @notice What the decision on an award says (Subsidy Act art. 18). Amounts are whole won, times UTC seconds.
struct AwardTerms {
    address account; // the beneficiary's deposit account
    Beneficiary beneficiary; // the same one has the same, whatever account it has
    uint64 applied; // what would be granted without a cut
    uint16 cutBps; // taken off for a late settlement report, at most half (art. 27)
    uint16 ownShareBps; // of each invoice, paid by the beneficiary itself
    uint16 interestBps; // a year, on what must be returned (arts. 31, 33)
    uint40 endsAt; // UTC second from which no invoice is paid from it
    uint16 reportDueDay; // day in Korea since 1970 with whose end the settlement report is late
    Mcc mcc; // payees must be enrolled under this category; 0: any payee
    bool buysAssets; // each payment names the asset that it buys (art. 35)
    bool welfare; // exempt from penalties and exclusion (arts. 31-2, 33-2)
    uint64[] instalments; // one to five; together what is applied for less the cut
    bytes32 conditions; // a hash of the decision and its conditions
}
