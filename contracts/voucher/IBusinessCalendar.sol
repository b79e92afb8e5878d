// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;
interface IBusinessCalendar {
    function isHoliday(uint256 day) external view returns (bool);
}
