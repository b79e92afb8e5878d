// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice A calendar that knows the holidays it is told, whoever tells it.
contract HolidayList {
    /// @notice Whether `day` (days in Korea since 1970) is a public holiday.
    mapping(uint256 day => bool) public isHoliday;

    /// @notice Makes every day of the list a holiday.
    function announceHolidays(uint16[] calldata days_) external {
        for (uint256 i = 0; i < days_.length; ++i) {
            isHoliday[days_[i]] = true;
        }
    }
}
