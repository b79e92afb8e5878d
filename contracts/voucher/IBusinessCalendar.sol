// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title IBusinessCalendar
/// @notice The public holidays of Korea, day by day. A business day is a day from Monday to Friday that is no public holiday.
/// @dev A day is the number of days since 1970-01-01 in Korea (UTC+9), as `KoreaTime.dayIndex` counts them. Public holidays
/// are those of the Public Holidays Act and of the Decree on public offices' holidays arts. 2 and 3 (versions of 2026; verify
/// against the current text): statutory days, substitute days, election days, and days that the government designates. Saturdays
/// and Sundays are told by the weekday and are held here only where a holiday falls on one. What is past, and today, never
/// changes: what was refused or accepted on a day stays explained.
interface IBusinessCalendar {
    /// @notice `day` became a public holiday. `by` announced it; the zero address where it was in the list of the deployment.
    event HolidayAnnounced(uint16 indexed day, address by);

    /// @notice `by` took the announcement of `day` back, before that day.
    event HolidayWithdrawn(uint16 indexed day, address by);

    /// @notice Only days after `today` can be announced or withdrawn.
    error HolidayNotAhead(uint256 day, uint256 today);
    error AlreadyHoliday(uint256 day);
    error NotHoliday(uint256 day);

    /// @notice `last` is the last day that can be announced now.
    error DayTooFar(uint256 day, uint256 last);
    error BatchTooLong(uint256 length, uint256 limit);

    /// @notice `count` business days are more than `limit`.
    error TooManyDays(uint256 count, uint256 limit);

    /// @notice Makes up to `MAX_BATCH` days after today public holidays, all or none.
    /// @dev Who: the finance ministry's calendar officer, once the holiday is promulgated or designated. Fails: `BatchTooLong`,
    /// `HolidayNotAhead`, `DayTooFar`, and `AlreadyHoliday`, also where the list has a day twice. Emits `HolidayAnnounced` for
    /// each day.
    function announceHolidays(uint16[] calldata days_) external;

    /// @notice Takes a holiday after today back, such as one whose designation was repealed.
    /// @dev Who: the finance ministry's calendar officer. Fails: `HolidayNotAhead`, `NotHoliday`. Emits `HolidayWithdrawn`.
    function withdrawHoliday(uint16 day) external;

    /// @notice Whether `day` is a public holiday as far as has been announced. False for days beyond 65,535, in 2149.
    function isHoliday(uint256 day) external view returns (bool);

    /// @notice Whether `day` is from Monday to Friday and no public holiday.
    function isBusinessDay(uint256 day) external view returns (bool);

    /// @notice The business day number `count` after `day`; `day` itself for 0. `day` is not counted, as a period's first day is
    /// not (Civil Act art. 157; verify against the current text).
    /// @dev As announced now: a holiday announced later moves days that lie ahead, never those that are past. Fails:
    /// `TooManyDays` above `MAX_BUSINESS_DAYS`.
    function addBusinessDays(uint256 day, uint256 count) external view returns (uint256);

    /// @notice The holidays among 256 days: bit n is day 256 × `index` + n.
    function holidayWord(uint256 index) external view returns (uint256 bits);
}
