// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AwardId} from "../types/AwardId.sol";
import {Beneficiary} from "../types/Beneficiary.sol";
import {Mcc} from "../types/Mcc.sol";
import {AwardWord} from "./AwardWord.sol";

/// @dev The most instalments of one award.
uint256 constant MAX_INSTALMENTS = 5;

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
