// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AgreementKind} from "./AgreementStatus.sol";
import {MOST_WON} from "./AgreementWord.sol";

/// @notice What an agreement was opened with, in one storage word. Lowest bits first: price, advance and penalties 44 each (whole
/// won); ministry 16, delay rate 16; bond, retention, ceiling and penalty cap 14 each (bps); payment days 8, inspection days 8,
/// milestones 6, defect years 4, kind 3.
type AgreementTermsWord is uint256;

/// @notice What changes seldom. Amounts are whole won.
struct AgreementFixed {
    uint256 price;
    uint256 advance; // paid
    uint256 penalties; // charged so far
    uint256 ministry; // code
    uint256 delayRate; // won a day for 100,000 won
    uint256 bondBps;
    uint256 retentionBps;
    uint256 ceilingBps;
    uint256 penaltyCapBps;
    uint256 paymentDays;
    uint256 inspectionDays;
    uint256 milestones;
    uint256 defectYears;
    AgreementKind kind;
}

using {unpackTerms} for AgreementTermsWord global;

function unpackTerms(AgreementTermsWord self) pure returns (AgreementFixed memory terms) {
    uint256 word = AgreementTermsWord.unwrap(self);
    terms.price = word & MOST_WON;
    terms.advance = (word >> 44) & MOST_WON;
    terms.penalties = (word >> 88) & MOST_WON;
    terms.ministry = uint16(word >> 132);
    terms.delayRate = uint16(word >> 148);
    terms.bondBps = (word >> 164) & 0x3fff;
    terms.retentionBps = (word >> 178) & 0x3fff;
    terms.ceilingBps = (word >> 192) & 0x3fff;
    terms.penaltyCapBps = (word >> 206) & 0x3fff;
    terms.paymentDays = uint8(word >> 220);
    terms.inspectionDays = uint8(word >> 228);
    terms.milestones = (word >> 236) & 0x3f;
    terms.defectYears = (word >> 242) & 0xf;
    terms.kind = AgreementKind((word >> 246) & 7);
}

/// @dev Needs every field within its bits.
function packTerms(AgreementFixed memory terms) pure returns (AgreementTermsWord) {
    uint256 word = terms.price | (terms.advance << 44) | (terms.penalties << 88);
    word |= (terms.ministry << 132) | (terms.delayRate << 148) | (terms.bondBps << 164);
    word |= (terms.retentionBps << 178) | (terms.ceilingBps << 192) | (terms.penaltyCapBps << 206);
    word |= (terms.paymentDays << 220) | (terms.inspectionDays << 228) | (terms.milestones << 236);
    word |= (terms.defectYears << 242) | (uint256(terms.kind) << 246);
    return AgreementTermsWord.wrap(word);
}
