// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AwardId} from "../types/AwardId.sol";
import {Beneficiary} from "../types/Beneficiary.sol";
import {Invoice} from "../types/Invoice.sol";
import {Mcc} from "../types/Mcc.sol";
import {AwardWord} from "./AwardWord.sol";

/// @dev The most instalments of one award.
uint256 constant MAX_INSTALMENTS = 5;

/// @notice Where an award stands.
enum AwardStatus {
    None, // there is none
    Open, // evidence is attested, instalments are released, invoices are paid
    Reported, // the beneficiary has handed in its settlement report
    Settled, // its amount is fixed (final)
    Cancelled // its decision is cancelled (final)
}

/// @notice A part of an award's terms.
enum AwardPart {
    Account, // it is nobody's, a contract of the system, or that of the parent's beneficiary
    Beneficiary,
    Conditions, // the decision's document
    Instalments, // none, too many, one of nothing, or another sum than applied for less the cut
    Cut,
    OwnShare,
    Interest,
    End,
    Report,
    Category,
    Assets,
    Welfare
}

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

/// @dev What a payment looks up: one word.
struct AwardRules {
    address account;
    uint16 ownShareBps;
    Mcc mcc;
    uint40 endsAt;
    bool buysAssets;
    bool welfare;
}

/// @dev Whose award it is: one word.
struct AwardParty {
    Beneficiary beneficiary;
    AwardId parent;
    uint16 ministry;
    uint16 interestBps;
}

/// @dev The award's money in whole won: one word.
struct AwardFund {
    uint48 granted; // by the decision, less what was split off
    uint48 advanced; // by the Treasury or the parent, less what was split off
    uint48 returned; // of what was not spent, to the Treasury or the parent
    uint48 setOff; // of its instalments, against debts of the beneficiary
    uint48 claimed; // of what was paid, by decisions that it be returned
    uint16 reportDueDay;
}

/// @dev An award: six words.
struct Award {
    AwardWord word;
    AwardRules rules;
    AwardFund fund;
    AwardParty party;
    uint48[MAX_INSTALMENTS] instalments;
    bytes32 matter;
}

/// @notice Where an award stands, for readers. Whole won.
struct AwardFacts {
    AwardStatus status;
    bool suspended;
    bool inCase; // a case on it is open
    bool late; // its settlement report is or was late
    uint8 instalmentsReleased;
    uint64 granted;
    uint64 advanced;
    uint64 released; // less what was set off
    uint64 paid; // less what was refunded
    uint64 setOff;
    uint64 returned;
    uint64 claimed;
    uint64 held; // won of it that the contract holds
    AwardId parent;
    Beneficiary beneficiary;
    bytes32 matter;
    uint64 nextNonce; // of a signed payment
}

/// @notice An invoice that is paid from an award.
struct AwardPayment {
    AwardId award;
    address payee;
    Invoice invoice;
    uint64 amount; // whole won, the beneficiary's own share included
    bytes32 asset; // a keyed hash of what identifies what is bought, such as its serial number; 0: no asset
    AssetKind kind; // of the asset
}

/// @notice What kind of property was bought (Decree of the Subsidy Act art. 15; verify against the current text).
enum AssetKind {
    None,
    RealEstate, // with what is fixed to it
    Vessel, // ships, docks and aircraft
    Equipment // machines and other goods of weight
}

/// @notice Property that was bought with a subsidy.
struct Asset {
    AwardId award;
    AssetKind kind;
    bool released; // an approval ended its lock
    Invoice invoice; // on which it was bought
}
