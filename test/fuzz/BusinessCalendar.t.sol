// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BusinessCalendar} from "../../contracts/voucher/BusinessCalendar.sol";
import {Prng} from "../helpers/Prng.sol";
import {TestBase} from "../helpers/TestBase.sol";

/// @notice An authority that lets everybody act.
contract OpenAuthority {
    function canCall(address, address, bytes4) external pure returns (bool, uint32) {
        return (true, 0);
    }
}

/// @notice The calendar against a list of days, over random announcements, withdrawals and days that pass.
contract BusinessCalendarTest is TestBase {
    /// @dev 2025-07-21, a Monday, 09:00 in Korea.
    uint256 private constant START = 1_753_056_000;
    uint256 private constant FIRST = 20_290;

    BusinessCalendar private _calendar;
    mapping(uint256 day => bool) private _isHoliday;

    function setUp() public {
        vm.warp(START);
        _calendar = new BusinessCalendar(address(new OpenAuthority()), new uint16[](0));
    }

    function testFuzz_days_are_holidays_as_they_were_announced(uint256 seed) public {
        Prng memory prng = Prng(seed);
        for (uint256 step = 0; step < 40; ++step) {
            uint256 today = (block.timestamp + 9 hours) / 1 days;
            // From days that are past to days that are too far.
            uint16 day = uint16(prng.between(FIRST - 2, today + 30));
            if (prng.oneIn(8)) day = uint16(prng.between(today + 1_820, today + 1_830));
            if (prng.oneIn(3)) _withdraw(day, today);
            else _announce(day, today);
            if (prng.oneIn(5)) vm.warp(block.timestamp + prng.below(2 days));
        }

        for (uint256 day = FIRST - 2; day < FIRST + 120; ++day) {
            _assert(_calendar.isHoliday(day) == _isHoliday[day], "a holiday where announced");
            _assert(_calendar.isBusinessDay(day) == _isBusinessDay(day), "a business day where none");
        }
        uint256 from = prng.between(FIRST - 2, FIRST + 60);
        uint256 count = prng.below(367);
        _assertEq(_calendar.addBusinessDays(from, count), _add(from, count), "business days");
    }

    /// @notice No day shares its bit with another one.
    function testFuzz_a_day_is_one_bit(uint16 day, uint256 other) public {
        uint16[] memory days_ = new uint16[](1);
        other = _bound(other, 0, 2 ** 56 - 1);
        days_[0] = day = uint16(_bound(day, 0, FIRST + 1_826));
        BusinessCalendar calendar = new BusinessCalendar(_calendar.authority(), days_);
        _assert(calendar.isHoliday(day), "the day");
        _assert(other == day || !calendar.isHoliday(other), "any other day");
        _assertEq(calendar.holidayWord(day / 256), 1 << (day % 256), "its word");
    }

    function _announce(uint16 day, uint256 today) private {
        uint16[] memory days_ = new uint16[](1);
        days_[0] = day;
        bool may = day > today && day <= today + 1_826 && !_isHoliday[day];
        _assert(_accepts(abi.encodeCall(_calendar.announceHolidays, (days_))) == may, "announced");
        if (may) _isHoliday[day] = true;
    }

    function _withdraw(uint16 day, uint256 today) private {
        bool may = day > today && _isHoliday[day];
        _assert(_accepts(abi.encodeCall(_calendar.withdrawHoliday, (day))) == may, "withdrawn");
        if (may) _isHoliday[day] = false;
    }

    function _accepts(bytes memory data) private returns (bool accepted) {
        (accepted, ) = address(_calendar).call(data);
    }

    /// @dev FIRST is a Monday.
    function _isBusinessDay(uint256 day) private view returns (bool) {
        return (day + 7 - (FIRST % 7)) % 7 < 5 && !_isHoliday[day];
    }

    function _add(uint256 day, uint256 count) private view returns (uint256) {
        while (count > 0) if (_isBusinessDay(++day)) --count;
        return day;
    }
}
