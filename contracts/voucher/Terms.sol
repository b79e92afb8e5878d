// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Mcc} from "../types/Mcc.sol";
import {Region} from "../types/Region.sol";
import {CategoryRule} from "./CategoryRule.sol";
import {SalesBand} from "./SalesBand.sol";

/// @notice What vouchers of a programme may be spent on. Fixed when the programme opens, but that expiry may be extended.
/// Amounts are whole won, at most `MAX_LIMIT`; 0: no limit. Days and hours are Korean.
struct Terms {
    uint48 expiresAt; // UTC second from which nothing can be spent
    uint64 perPaymentLimit; // a payment
    uint64 dailyLimit; // a holder's payments on one day
    uint64 monthlyLimit; // a holder's payments in one calendar month
    uint64 totalLimit; // a holder's payments in all
    CategoryRule categoryRule;
    SalesBand maxSalesBand; // highest band of a merchant's sales; Unknown: no limit
    bool homeRegionOnly; // only in the holder's home district
    bool listedRegionsOnly; // only in the listed districts
    bool namedMerchantsOnly; // only at the named merchants
    uint16 opensAt; // minute of the day from which payments are made
    uint16 closesAt; // minute of the day from which no more are made; 0: at any hour
    uint8 weekdays; // days on which payments are made, bit 0 Monday to bit 6 Sunday; 0: on every day
    bool closedOnHolidays; // not on public holidays
    bool evidenceRequired; // only once an attestor has attested the holder's evidence
    bool purposeRequired; // every payment states its purpose by a hash
    bool consentRequired; // only once the holder has consented to the notice
    uint16 rebateBps; // not 0: nothing is paid, but this share of the holder's own purchases is given back
}

/// @notice What a programme's vouchers are for: the terms, the lists that belong to them, and the documents behind them.
struct Purpose {
    Terms terms;
    Mcc[] categories; // read by `terms.categoryRule`
    Region[] regions; // districts, by their exact codes, where `terms.listedRegionsOnly`
    address[] merchants; // where `terms.namedMerchantsOnly`
    bytes32 documentHash; // of the document that states the terms in words
    bytes32 noticeHash; // of the notice to which a holder consents, where `terms.consentRequired`
}
