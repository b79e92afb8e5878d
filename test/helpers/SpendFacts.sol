// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Gukgo, GukgoBase} from "./Gukgo.sol";
import {Slip, SpendCase, Why, World} from "./SpendCase.sol";

/// @title SpendFacts
/// @notice Plain facts that the oracle of payments looks up, with a calendar of their own.
abstract contract SpendFacts is GukgoBase {
    uint256 internal constant PROGRAMMES = 32;
    uint256 internal constant HOLDERS = 11;
    uint256 internal constant MERCHANTS = 22;

    /// @dev The holder that is the first shop, and the one whose key took the place of the last shop's.
    uint256 internal constant SHOPKEEPER = 9;
    uint256 internal constant SUCCESSOR = 10;

    /// @dev The notice to which holders consent.
    bytes32 internal constant NOTICE = keccak256("notice");

    /// @dev The most in one payment where no limit is set.
    uint64 internal constant MOST = 2 ** 40 - 1;

    /// @dev 2025-01-01, 1970-01-05, a Monday.
    uint256 private constant NEW_YEAR_2025 = 20_089;
    uint256 private constant A_MONDAY = 4;

    Gukgo internal s;

    // ------------------------------------------------------------------------------------------ plain lookups

    function _slip(World memory w, SpendCase memory p) internal pure returns (Slip memory) {
        return w.slips[(p.programme - 1) * HOLDERS + p.holder];
    }

    /// @dev What was spent on the day and in the month of `time`.
    function _spentAt(Slip memory slip, uint256 time) internal pure returns (uint64 today, uint64 thisMonth) {
        uint256 day = _dayOf(time);
        if (slip.day == day) today = slip.onDay;
        if (slip.month == _monthOf(day)) thisMonth = slip.inMonth;
    }

    /// @dev A district is home where it is the same, or home is a whole province or city whose first digits it has.
    function _isHome(uint24 home, uint24 region) internal pure returns (bool) {
        if (home == region) return true;
        return (home / 1_000) * 1_000 == home && region > home && region < uint256(home) + 1_000;
    }

    function _isHoliday(World memory w, uint256 day) internal pure returns (bool) {
        for (uint256 i = 0; i < w.holidays.length; ++i) if (w.holidays[i] == day) return true;
        return false;
    }

    // ---------------------------------------------------------------------------------------------- calendar

    /// @dev Korea is nine hours ahead of UTC.
    function _dayOf(uint256 time) internal pure returns (uint256) {
        return (time + 32_400) / 86_400;
    }

    function _midnight(uint256 day) internal pure returns (uint256) {
        return day * 86_400 - 32_400;
    }

    function _weekdayOf(uint256 day) internal pure returns (uint256) {
        return (day - A_MONDAY) % 7;
    }

    /// @dev The month of a day in 2025, 1 to 12.
    function _monthOf(uint256 day) internal pure returns (uint256 month) {
        uint8[12] memory lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        uint256 left = day - NEW_YEAR_2025;
        while (left >= lengths[month]) left -= lengths[month++];
        return month + 1;
    }

    function _because(
        Why why,
        bytes4 selector,
        bytes memory facts
    ) internal pure returns (Why, bytes memory) {
        return (why, abi.encodePacked(selector, facts));
    }
}
