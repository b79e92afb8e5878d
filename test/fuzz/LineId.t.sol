// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LineId} from "../../contracts/types/LineId.sol";
import {ObligationId, toObligationId} from "../../contracts/types/ObligationId.sol";
import {TestBase} from "../helpers/TestBase.sol";

/// @notice The years of budget lines against a calendar that is counted day by day, and their numbers against decimal digits.
contract LineIdTest is TestBase {
    /// @dev 2020-01-01 00:00 in Korea is 2019-12-31 15:00 UTC.
    uint256 private constant START_2020 = 1_577_804_400;

    /// @notice Every line's year from 2020 to 2147, one day after another.
    function test_every_year_begins_ends_and_closes_as_counted() public pure {
        uint256 day = 0;
        for (uint256 year = 2020; year <= 2147; ++year) {
            LineId line = _line(year, 11, 1_040_301, 24_001);
            _assertEq(line.year(), year, "the year");
            _assertEq(line.startsAt(), _at(day), "the year's first second");
            for (uint256 month = 1; month <= 12; ++month) {
                if (month % 3 == 1) _assertEq(line.quarterBeginsAt(month / 3 + 1), _at(day), "the quarter");
                day += _daysOf(year, month);
            }
            _assertEq(line.endsAt(), _at(day), "the second after the year");
            // January has 31 days, and 10 of February.
            _assertEq(line.booksCloseAt(), _at(day + 41), "the books close");
        }
        // 2148-01-01 00:00 in Korea.
        _assertEq(_at(day), 5_617_090_800, "where the count ended");
    }

    function test_some_years_by_hand() public pure {
        LineId line = _line(2025, 1, 1, 1);
        _assertEq(line.startsAt(), 1_735_657_200, "2024-12-31 15:00:00 UTC");
        _assertEq(line.quarterBeginsAt(2), 1_743_433_200, "2025-03-31 15:00:00 UTC");
        _assertEq(line.quarterBeginsAt(3), 1_751_295_600, "2025-06-30 15:00:00 UTC");
        _assertEq(line.quarterBeginsAt(4), 1_759_244_400, "2025-09-30 15:00:00 UTC");
        _assertEq(line.endsAt(), 1_767_193_200, "2025-12-31 15:00:00 UTC");
        _assertEq(line.booksCloseAt(), 1_770_735_600, "2026-02-10 15:00:00 UTC");
    }

    /// @notice Each part is read back from the decimal number, and a number is a code where every part is there.
    function testFuzz_parts_are_decimal_digits(
        uint256 year,
        uint256 ministry,
        uint256 programme,
        uint256 item
    ) public pure {
        (year, ministry) = (_bound(year, 2015, 2152), _bound(ministry, 0, 999));
        (programme, item) = (_bound(programme, 0, 9_999_999), _bound(item, 0, 99_999));
        if (programme % 3 == 0) programme = 0;
        if (item % 3 == 0) item = 0;
        if (ministry % 3 == 0) ministry = 0;
        LineId line = _line(year, ministry, programme, item);
        _assertEq(line.year(), year, "year");
        _assertEq(line.ministry(), ministry, "ministry");
        bool whole = ministry != 0 && programme != 0 && item != 0;
        _assert(line.isCode() == (whole && year >= 2020 && year <= 2147), "whether it is a code");
        _assertEq(line.next().year(), year + 1, "the next year");
        _assertEq(line.previous().year(), year - 1, "the year before");
        _assertEq(LineId.unwrap(line.next().previous()), LineId.unwrap(line), "there and back");
        _assertEq(line.next().ministry(), ministry, "the same ministry");
        _assertEq(line.next().startsAt(), line.endsAt(), "the next year begins where this ends");
    }

    /// @notice Any number, also of no year, is judged without a revert.
    function testFuzz_any_number_is_judged(uint64 number) public pure {
        LineId line = LineId.wrap(number);
        bool isYear = number / 1e15 >= 2020 && number / 1e15 <= 2147;
        if (line.isCode()) _assert(isYear, "a code has a year");
        _assert(line.ministry() < 1_000, "a ministry has three digits");
    }

    /// @notice What is hashed is the encoding, also of an address whose word has other bits above it.
    function testFuzz_an_obligation_is_the_hash_of_creditor_and_matter(
        address creditor,
        bytes32 matter,
        uint96 dirt
    ) public pure {
        bytes32 expected = keccak256(abi.encode(creditor, matter));
        _assert(ObligationId.unwrap(toObligationId(creditor, matter)) == expected, "the hash");
        address dirty;
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            dirty := or(creditor, shl(160, dirt))
        }
        _assert(ObligationId.unwrap(toObligationId(dirty, matter)) == expected, "the hash of a dirty word");
    }

    function testFuzz_a_payee_has_a_key_of_its_own(bytes32 obligation, address payee) public pure {
        ObligationId id = ObligationId.wrap(obligation);
        _assert(id.payeeKey(payee) == keccak256(abi.encode(obligation, payee)), "the key");
    }

    function _line(
        uint256 year,
        uint256 ministry,
        uint256 programme,
        uint256 item
    ) private pure returns (LineId) {
        return LineId.wrap(uint64(((year * 1_000 + ministry) * 10_000_000 + programme) * 100_000 + item));
    }

    /// @dev The first second in Korea of the `day`-th day from 2020-01-01.
    function _at(uint256 day) private pure returns (uint256) {
        return START_2020 + day * 86_400;
    }

    function _daysOf(uint256 year, uint256 month) private pure returns (uint256) {
        if (month == 2) {
            bool isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
            return isLeap ? 29 : 28;
        }
        bool isShort = month == 4 || month == 6 || month == 9 || month == 11;
        return isShort ? 30 : 31;
    }
}
