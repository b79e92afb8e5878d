// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {KoreaTime} from "../../contracts/types/KoreaTime.sol";
import {Mcc} from "../../contracts/types/Mcc.sol";
import {ProgrammeId} from "../../contracts/types/ProgrammeId.sol";
import {Refusal} from "../../contracts/types/Refusal.sol";
import {Region} from "../../contracts/types/Region.sol";
import {TestBase} from "../helpers/TestBase.sol";

/// @notice The Korean day, which begins at 15:00:00 UTC of the day before.
contract KoreaTimeTest is TestBase {
    /// @notice 2025-07-21 15:00:00 UTC is midnight in Korea, at which the 22nd begins.
    function test_the_day_changes_at_15_00_00_utc() public pure {
        uint256 midnight = 1_753_110_000;
        _assertEq(midnight % 1 days, 15 hours, "15:00:00 UTC");
        _assertEq(KoreaTime.dayIndex(midnight), 20_291, "2025-07-22 00:00:00 in Korea");
        _assertEq(KoreaTime.dayIndex(midnight - 1), 20_290, "14:59:59 UTC is the day before");
        _assertEq(KoreaTime.dayIndex(midnight + 1 days - 1), 20_291, "the last second of the day");
        _assertEq(KoreaTime.dayIndex(midnight + 1 days), 20_292, "the next day");
    }

    function test_the_first_day_and_the_last() public pure {
        _assertEq(KoreaTime.dayIndex(0), 0, "1970-01-01 09:00 in Korea");
        _assertEq(KoreaTime.dayIndex(15 hours - 1), 0, "the last second of the first day");
        _assertEq(KoreaTime.dayIndex(15 hours), 1, "the second day");
        _assertEq(KoreaTime.dayIndex(65_536 days - 9 hours - 1), 65_535, "the last day that fits, in 2149");
    }

    /// @notice Every day begins at 15:00:00 UTC, and the second before belongs to the day before.
    function testFuzz_every_day_begins_at_15_00_00_utc(uint16 day, uint32 second) public pure {
        day = uint16(_bound(day, 1, type(uint16).max));
        uint256 midnight = uint256(day) * 1 days - 9 hours;
        _assertEq(KoreaTime.dayIndex(midnight), day, "the first second");
        _assertEq(KoreaTime.dayIndex(midnight - 1), day - 1, "the second before");
        _assertEq(KoreaTime.dayIndex(midnight + (second % 1 days)), day, "any second");
    }
}

/// @notice Districts, and the provinces and cities that contain them.
contract RegionTest is TestBase {
    function test_a_city_covers_its_districts_and_nothing_else() public pure {
        _assertCovers(11_000, 11_110, true, "Seoul covers Jongno-gu");
        _assertCovers(11_000, 11_000, true, "Seoul covers Seoul");
        _assertCovers(11_110, 11_110, true, "Jongno-gu covers itself");
        _assertCovers(11_110, 11_000, false, "Jongno-gu does not cover Seoul");
        _assertCovers(11_110, 11_140, false, "Jongno-gu does not cover Jung-gu");
        _assertCovers(11_000, 26_110, false, "Seoul does not cover Jung-gu of Busan");
        _assertCovers(11_000, 12_000, false, "11000 does not cover 12000");
        _assertCovers(11_000, 10_999, false, "11000 does not cover the code before it");
        _assertCovers(11_000, 11_999, true, "11000 covers the last code that begins with 11");
        _assertCovers(0, 11_110, false, "no district covers none");
    }

    /// @notice A code covers itself; a code that ends in 000 covers all that share the digits before.
    function testFuzz_covers_is_the_same_code_or_the_whole_province(
        uint24 outer,
        uint24 inner,
        uint8 kind
    ) public pure {
        if (kind % 4 == 0) outer = (inner / 1_000) * 1_000;
        if (kind % 4 == 1) outer = inner;
        bool same = outer == inner;
        bool province = outer - (outer / 1_000) * 1_000 == 0 && inner >= outer && inner - outer < 1_000;
        _assertCovers(outer, inner, same || province, "covers");
        _assert(Region.wrap(outer).isNone() == (outer == 0), "none is zero");
    }

    function _assertCovers(uint24 outer, uint24 inner, bool expected, string memory sentence) private pure {
        _assert(Region.wrap(outer).covers(Region.wrap(inner)) == expected, sentence);
    }
}

/// @notice Category codes as bits of a set.
contract MccTest is TestBase {
    mapping(uint256 word => uint256) private _set;

    function test_a_code_has_four_digits() public pure {
        _assert(Mcc.wrap(0).isCode() && Mcc.wrap(9_999).isCode(), "0000 and 9999 are codes");
        _assert(!Mcc.wrap(10_000).isCode() && !Mcc.wrap(type(uint16).max).isCode(), "five digits are none");
    }

    /// @notice Word and bit name the code again, and the bit is one.
    function testFuzz_word_and_bit_name_one_code(uint16 code) public pure {
        Mcc mcc = Mcc.wrap(code);
        uint256 bit = mcc.bitmapBit();
        _assert(bit != 0 && bit & (bit - 1) == 0, "one bit");
        uint256 position;
        while (bit >> position != 1) ++position;
        _assertEq(mcc.bitmapWord() * 256 + position, code, "word and bit name the code");
    }

    /// @notice A set of codes holds what was put in, and nothing else.
    function testFuzz_a_set_holds_what_was_put_in_and_nothing_else(
        uint16[8] calldata codes,
        uint16 asked
    ) public {
        bool expected;
        for (uint256 i = 0; i < codes.length; ++i) {
            _set[Mcc.wrap(codes[i]).bitmapWord()] |= Mcc.wrap(codes[i]).bitmapBit();
            if (codes[i] == asked) expected = true;
        }
        _assert(_holds(asked) == expected, "what was asked for");
        for (uint256 i = 0; i < codes.length; ++i) {
            _assert(_holds(codes[i]), "what was put in");
        }
    }

    function _holds(uint16 code) private view returns (bool) {
        return _set[Mcc.wrap(code).bitmapWord()] & Mcc.wrap(code).bitmapBit() != 0;
    }
}

/// @notice A programme's number as an ERC-1155 id.
contract ProgrammeIdTest is TestBase {
    function testFuzz_the_token_id_is_the_number(uint64 number) public pure {
        _assertEq(ProgrammeId.wrap(number).toTokenId(), number, "token id");
    }

    /// @notice A key names one programme and one entry: two keys are the same only where both are.
    function testFuzz_a_joined_key_names_one_programme_and_one_entry(
        uint64 a,
        uint64 b,
        uint160 x,
        uint160 y
    ) public pure {
        uint256 key = ProgrammeId.wrap(a).join(x);
        _assertEq(key >> 160, a, "the programme");
        _assertEq(uint160(key), x, "the entry");
        _assert((key == ProgrammeId.wrap(b).join(y)) == (a == b && x == y), "no other programme and entry");
    }
}

/// @notice A refusal reverts with its own bytes, and an empty one does nothing.
contract RefusalTest is TestBase {
    using Refusal for bytes;

    function enforce(bytes memory refusal) external pure returns (bool) {
        refusal.enforce();
        return true;
    }

    function test_an_empty_refusal_does_nothing() public view {
        _assert(this.enforce(""), "nothing is refused");
    }

    function testFuzz_a_refusal_reverts_with_its_bytes(bytes calldata refusal) public view {
        if (refusal.length == 0) return;
        try this.enforce(refusal) {
            revert AssertionFailed("a refusal refuses");
        } catch (bytes memory found) {
            _assertEq(found, refusal, "the bytes of the refusal");
        }
    }
}
