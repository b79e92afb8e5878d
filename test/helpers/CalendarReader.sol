// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBusinessCalendar} from "../../contracts/voucher/IBusinessCalendar.sol";
import {TestBase} from "./TestBase.sol";
import {Vm} from "./Vm.sol";

/// @title CalendarReader
/// @notice The public holidays, rebuilt from the calendar's events alone.
abstract contract CalendarReader is TestBase {
    /// @dev Days fit 16 bits, and one word holds 256 of them.
    uint256 private constant WORDS = 256;

    /// @dev Bit n of word w is day 256 × w + n.
    mapping(uint256 index => uint256 bits) private _book;

    function _readCalendar(Vm.Log calldata log) internal {
        uint256 day = uint256(log.topics[1]);
        bool becomes = log.topics[0] == IBusinessCalendar.HolidayAnnounced.selector;
        bool known = becomes || log.topics[0] == IBusinessCalendar.HolidayWithdrawn.selector;
        _assert(known, "law 9: an event of the calendar that no auditor knows");
        bool is_ = (_book[day / 256] >> (day % 256)) & 1 != 0;
        _assert(is_ != becomes, "law 9: a holiday announced or withdrawn twice");
        _book[day / 256] ^= 1 << (day % 256);
    }

    function _compareCalendar(IBusinessCalendar calendar) internal view {
        for (uint256 index = 0; index < WORDS; ++index) {
            _assertEq(_book[index], calendar.holidayWord(index), "law 9: holidays");
        }
    }
}
