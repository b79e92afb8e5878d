// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AwardStatus} from "../../contracts/subsidy/AwardStatus.sol";
import {Invoice} from "../../contracts/types/Invoice.sol";
import {PackedEntry} from "../../contracts/voucher/InvoiceEntry.sol";

/// @notice What a witness has counted of one award, whole won. `attested` has a bit for each attestor of the next instalment.
struct AwardCount {
    AwardStatus status;
    bool inCase;
    bool suspended;
    bool welfare;
    uint8 released;
    uint8 instalments;
    uint8 attested;
    uint64 parent;
    uint256 beneficiary;
    uint256 share; // own, in basis points
    uint256 granted;
    uint256 instalment; // each of them
    uint256 open; // released and not set off
    uint256 advanced;
    uint256 paid;
    uint256 setOff;
    uint256 returned;
    uint256 claimed;
    uint256 principal; // owed
    uint256 others; // owed besides
    bytes32 matter;
}

/// @notice A payment to the shop, on an invoice of its own, and what of it came back.
struct AwardBill {
    uint64 award;
    uint64 amount;
    uint64 back;
    Invoice invoice;
    PackedEntry[] history;
}
