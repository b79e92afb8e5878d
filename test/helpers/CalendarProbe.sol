// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {KoreaTime} from "../../contracts/types/KoreaTime.sol";
import {IBusinessCalendar} from "../../contracts/voucher/IBusinessCalendar.sol";

/// @title CalendarProbe
/// @notice What calendar rules say, and what they cost a contract that asks.
contract CalendarProbe {
    /// @notice What `KoreaTime` says of UTC second `time`.
    function instant(
        uint256 time
    ) external pure returns (uint256 day, uint256 second, uint256 weekday, uint256 month) {
        day = KoreaTime.dayIndex(time);
        return (day, KoreaTime.secondOfDay(time), KoreaTime.weekday(day), KoreaTime.monthIndex(day));
    }

    /// @notice The gas of `monthIndex`.
    function monthGas(uint256 day) external view returns (uint256 gas, uint256 month) {
        uint256 before = gasleft();
        month = KoreaTime.monthIndex(day);
        uint256 behind = gasleft();
        uint256 end = gasleft();
        // Without what it costs to read the gas.
        return (before - behind - (behind - end), month);
    }

    /// @notice The gas of one call of `isHoliday`, cold where nothing was asked before in the transaction.
    function holidayGas(
        IBusinessCalendar calendar,
        uint256 day
    ) external view returns (uint256 gas, bool isHoliday) {
        uint256 before = gasleft();
        isHoliday = calendar.isHoliday(day);
        return (before - gasleft(), isHoliday);
    }

    /// @notice The gas of one call of `isBusinessDay`, cold where nothing was asked before in the transaction.
    function businessDayGas(
        IBusinessCalendar calendar,
        uint256 day
    ) external view returns (uint256 gas, bool isBusinessDay) {
        uint256 before = gasleft();
        isBusinessDay = calendar.isBusinessDay(day);
        return (before - gasleft(), isBusinessDay);
    }
}
