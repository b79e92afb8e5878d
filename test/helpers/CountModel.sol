// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What a holder spent of one programme, where its terms limit that; whole won.
struct Counts {
    uint256 inAll;
    uint256 onDay; // on `day`, the Korean day of the last payment
    uint256 inMonth; // in `month`, the Korean month of the last payment
    uint256 day;
    uint256 month;
}

using {count, discount, join, on, in_} for Counts global;

/// @notice A payment of `amount` at UTC second `time`.
function count(Counts storage self, uint256 amount, uint256 time) {
    uint256 day = koreanDay(time);
    uint256 month = koreanMonth(day);
    self.inAll += amount;
    self.onDay = (self.day == day ? self.onDay : 0) + amount;
    self.inMonth = (self.month == month ? self.inMonth : 0) + amount;
    (self.day, self.month) = (day, month);
}

/// @notice A refund of `amount` of what was paid on Korean day `day`: it falls off the sums of that day and month alone, and
/// never below nothing, since a sum stays with the key that has the vouchers.
function discount(Counts storage self, uint256 amount, uint256 day) {
    self.inAll -= amount < self.inAll ? amount : self.inAll;
    if (self.day == day) self.onDay -= amount < self.onDay ? amount : self.onDay;
    if (self.month == koreanMonth(day)) self.inMonth -= amount < self.inMonth ? amount : self.inMonth;
}

/// @notice The sums of a lost key are those of the key that takes its place: of one period added up, else the later's.
function join(Counts storage self, Counts storage old) {
    self.inAll += old.inAll;
    if (old.day == self.day) self.onDay += old.onDay;
    else if (old.day > self.day) (self.day, self.onDay) = (old.day, old.onDay);
    if (old.month == self.month) self.inMonth += old.inMonth;
    else if (old.month > self.month) (self.month, self.inMonth) = (old.month, old.inMonth);
    (old.inAll, old.onDay, old.inMonth, old.day, old.month) = (0, 0, 0, 0, 0);
}

/// @notice What was spent on the Korean day of `time`.
function on(Counts storage self, uint256 time) view returns (uint256) {
    return self.day == koreanDay(time) ? self.onDay : 0;
}

/// @notice What was spent in the Korean month of `time`.
function in_(Counts storage self, uint256 time) view returns (uint256) {
    return self.month == koreanMonth(koreanDay(time)) ? self.inMonth : 0;
}

/// @notice Days since 1970 in Korea, nine hours ahead of UTC.
function koreanDay(uint256 time) pure returns (uint256) {
    return (time + 32_400) / 86_400;
}

/// @notice Months since January 1970, counted through year by year from 2024, day 19,723.
function koreanMonth(uint256 day) pure returns (uint256 month) {
    if (day < 19_723) return 0;
    uint8[12] memory lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    uint256 left = day - 19_723;
    uint256 year = 2024;
    while (left >= (year % 4 == 0 ? 366 : 365)) {
        left -= year % 4 == 0 ? 366 : 365;
        ++year;
    }
    if (year % 4 == 0) lengths[1] = 29;
    while (left >= lengths[month]) left -= lengths[month++];
    return (year - 1970) * 12 + month;
}
