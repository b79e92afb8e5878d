// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ROUND_DIGITS, ROUND_FACTORS} from "../types/RoundWon.sol";
import {
    DAY_SHIFT,
    FIELD_48,
    FIELD_64,
    FROZEN_SHIFT,
    KIND_SHIFT,
    PROTECTED_BIT,
    SPENT_SHIFT,
    SYSTEM_BIT,
    UNTIL_SHIFT,
    UNUSABLE_BITS
} from "./AccountWord.sol";
import {LIMITS_OFFSET, LIMITS_WIDTH} from "./PolicyWord.sol";

/// @notice Whether three words alone allow a transfer of `amount` on Korean day `day`: the `policy`, the `payer`'s account
/// and the `payee`'s. Where they do, `DepositTransfers._transferRefusal` has no reason to refuse; where they do not, it says
/// why, or accepts what takes more than the words to judge: a payee whom not everybody credits, a freeze that has ended,
/// a payment to oneself above the cap, nothing out of an account with more frozen than held, a day's count past its field.
/// @return allowed Whether the transfer needs no further look.
/// @return today What the payer has transferred on the day, this transfer included. Means nothing unless `amount` is held.
/// @dev The rules on raw words and without a call, for they run in every transfer; a fuzz test compares them with the reasons.
/// Every part of `broken` lies above 64 bits where its rule is broken, as a difference below zero does, and below otherwise.
function checkTransfer(
    uint256 policy,
    uint256 payer,
    uint256 payee,
    uint256 amount,
    uint256 day
) view returns (bool allowed, uint256 today) {
    unchecked {
        today = amount;
        if ((payer >> DAY_SHIFT) & 0xffff == day) today += (payer >> SPENT_SHIFT) & FIELD_48;

        // Both accounts are in order, everybody credits the payee's, and neither admission has expired.
        uint256 broken = ((payer | payee) & UNUSABLE_BITS) | (payee & (SYSTEM_BIT | PROTECTED_BIT));
        broken |= ((payer >> UNTIL_SHIFT) & type(uint32).max) - 1 - block.timestamp;
        broken |= ((payee >> UNTIL_SHIFT) & type(uint32).max) - 1 - block.timestamp;

        // The amount is held, and what is frozen stays. The day's count fits its 48 bits.
        broken |= (payer & FIELD_64) - ((payer >> FROZEN_SHIFT) & FIELD_64) - amount;
        broken |= amount | (today << 16);

        // Nobody has stopped the service. The most at once and the most on a day of the payer's kind are kept, then the
        // highest balance of the payee's; each reads as `RoundWon.toWon` has it, and 0 is none.
        if (policy != 0) {
            broken |= policy << 254;
            uint256 factors = ROUND_FACTORS;
            uint256 limits = policy >> (((payer >> KIND_SHIFT) & 0xf) * LIMITS_WIDTH - LIMITS_OFFSET);
            uint256 limit = (limits & ROUND_DIGITS) * ((factors >> ((limits >> 8) & 0xe0)) & 0xffffffff);
            if (amount > limit)
                if (limit != 0) return (false, today);
            limit = ((limits >> 16) & ROUND_DIGITS) * ((factors >> ((limits >> 24) & 0xe0)) & 0xffffffff);
            if (today > limit)
                if (limit != 0) return (false, today);
            limits = policy >> (((payee >> KIND_SHIFT) & 0xf) * LIMITS_WIDTH);
            limit = (limits & ROUND_DIGITS) * ((factors >> ((limits >> 8) & 0xe0)) & 0xffffffff);
            if ((payee & FIELD_64) + amount > limit)
                if (limit != 0) return (false, today);
        }

        allowed = broken >> 64 == 0;
    }
}
