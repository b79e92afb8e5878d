// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title SubsidyFormulas
/// @notice The figures of the Subsidy Act (version 2026-01-02; verify against the current text). Whole won; ratios in basis
/// points; what does not divide is left out, unless it is said whose it is.
library SubsidyFormulas {
    /// @notice All of a thing, in basis points.
    uint256 internal constant WHOLE = 10_000;

    /// @notice A penalty is at most this many times what must be returned (art. 33-2).
    uint256 internal constant MOST_PENALTY = 5;

    /// @notice A surcharge on arrears is at most this share of them (art. 33-2).
    uint256 internal constant MOST_SURCHARGE_BPS = 500;

    /// @notice For a late settlement report, the next award is cut by at most this share (art. 27).
    uint256 internal constant MOST_CUT_BPS = 5_000;

    /// @notice A decision names at most this rate a year; ours, so that no slip of a digit passes.
    uint256 internal constant MOST_INTEREST_BPS = 2_000;

    /// @notice Days in the year of an interest rate.
    uint256 internal constant YEAR_DAYS = 365;

    /// @notice The grant's part of `amount`. What does not divide is of the beneficiary's own share, so that no more than the
    /// grant's ratio is paid from it.
    function grantPart(uint256 amount, uint256 ownShareBps) internal pure returns (uint64) {
        return uint64((amount * (WHOLE - ownShareBps)) / WHOLE);
    }

    /// @notice What is granted of `applied` after a cut. What does not divide stays granted.
    function afterCut(uint256 applied, uint256 cutBps) internal pure returns (uint256) {
        return applied - (applied * cutBps) / WHOLE;
    }

    /// @notice Interest on `part` of what was paid: each won since the day on which it was paid, the part's share of all of it.
    /// @param paid What was paid, of which `wonDays` is Σ won × days.
    function interest(
        uint256 part,
        uint256 paid,
        uint256 wonDays,
        uint256 bps
    ) internal pure returns (uint256) {
        return paid == 0 ? 0 : (part * wonDays * bps) / (paid * YEAR_DAYS * WHOLE);
    }

    /// @notice The highest penalty beside `principal`.
    function mostPenalty(uint256 principal) internal pure returns (uint256) {
        return principal * MOST_PENALTY;
    }

    /// @notice A surcharge of `bps` on `arrears`.
    function surcharge(uint256 arrears, uint256 bps) internal pure returns (uint256) {
        return (arrears * bps) / WHOLE;
    }

    /// @notice After how many strikes on a ground a beneficiary can be excluded: the ground's own number (art. 31-2).
    function strikesNeeded(uint8 ground) internal pure returns (uint8) {
        return ground;
    }
}
