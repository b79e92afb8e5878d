// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Formulas
/// @notice What procurement law reckons, each with its article and what becomes of a fraction of a won. Amounts are whole won.
/// @dev Amounts are below 2^44 won, rates below 2^16 and days below 2^16, so that no product leaves 256 bits.
library Formulas {
    uint256 private constant BPS = 10_000;

    /// @dev Rates of the delay penalty are for 100,000 won: 0.75 of a thousand is 75.
    uint256 private constant DELAY_UNIT = 100_000;

    /// @dev A year of interest has 365 days, also a leap year.
    uint256 private constant INTEREST_DAYS = 365;

    /// @dev Feb 29 of 1972 is day 789, and until 2100 every 1,461 days there is one.
    uint256 private constant LEAP_CYCLE = 1_461;
    uint256 private constant LEAP_OFFSET = 672;

    /// @notice The most that is advanced (Treasury Funds Act's decree art. 40). A fraction is dropped: no won above the ceiling.
    function advanceCeiling(uint256 price, uint256 ceilingBps) internal pure returns (uint256) {
        return (price * ceilingBps) / BPS;
    }

    /// @notice The least performance bond (State Contracts Act's decree art. 50). A fraction counts as a won: not less than the share.
    function leastBond(uint256 price, uint256 bondBps) internal pure returns (uint256) {
        return (price * bondBps + BPS - 1) / BPS;
    }

    /// @notice What of the advance is recovered once `passed` of the price is settled: advance × passed ÷ price, in all. A fraction
    /// waits for the next payment; at the end it is the whole advance.
    function recoveredAt(uint256 advance, uint256 passed, uint256 price) internal pure returns (uint256) {
        return (advance * passed) / price;
    }

    /// @notice What is retained for defects once `passed` is settled (decree art. 62), in all. A fraction waits for the next payment.
    function retainedAt(uint256 passed, uint256 retentionBps) internal pure returns (uint256) {
        return (passed * retentionBps) / BPS;
    }

    /// @notice The penalty for `lateDays` of delay of work worth `base` (decree art. 74, Rule art. 75). A fraction is dropped.
    function delayPenalty(uint256 base, uint256 rate, uint256 lateDays) internal pure returns (uint256) {
        return (base * rate * lateDays) / DELAY_UNIT;
    }

    /// @notice What the government owes for paying `amount` `lateDays` too late (decree art. 59), actual days of 365. A fraction
    /// is dropped.
    function lateInterest(uint256 amount, uint256 rateBps, uint256 lateDays) internal pure returns (uint256) {
        return (amount * rateBps * lateDays) / (INTEREST_DAYS * BPS);
    }

    /// @notice By how much the price changes when prices have changed by `changeBps` (decree art. 64): of what is still to be done,
    /// less the share of it that the advance has paid already. Both fractions are dropped.
    function priceAdjustment(
        uint256 rest,
        uint256 changeBps,
        uint256 advance,
        uint256 price
    ) internal pure returns (uint256) {
        uint256 whole = (rest * changeBps) / BPS;
        return whole - (whole * advance) / price;
    }

    /// @notice The day with the date of `day`, `count` years later: 1 March where that year has no 29 February.
    /// @dev Right until 2100-02-28, day 47,540.
    function yearsAfter(uint256 day, uint256 count) internal pure returns (uint256 later) {
        // From 29 February on it is reckoned as from the day before, and one day is added.
        uint256 leap = _leapDays(day) - _leapDays(day - 1);
        uint256 from = day - leap;
        uint256 plain = from + 365 * count;
        later = plain + _leapDays(plain) - _leapDays(from);
        later = plain + _leapDays(later) - _leapDays(from) + leap;
    }

    /// @dev How many 29 Februaries there were from 1970 to `day`.
    function _leapDays(uint256 day) private pure returns (uint256) {
        return (day + LEAP_OFFSET) / LEAP_CYCLE;
    }
}
