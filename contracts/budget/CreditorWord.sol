// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What is known of a creditor, in one storage word, lowest bits first: excluded until 40 (UTC seconds); then, twice,
/// a watch on small obligations: ministry 16, first day 16 (days in Korea since 1970), sum 64 (whole won).
/// @dev Sums of small obligations in 30 days fit 64 bits. Two ministries that obligate to one creditor at the same time are watched apart; a third takes the place of the older
/// watch. Whoever reads the events sees them all.
type CreditorWord is uint256;

using {excludedUntil, withExclusion, watch} for CreditorWord global;

/// @dev For how many days small obligations to one creditor are added up.
uint256 constant WATCH_DAYS = 30;

uint256 constant EXCLUDED_BITS = 40;
uint256 constant WATCH_BITS = 96;
uint256 constant WATCH_FIELD = (1 << WATCH_BITS) - 1;

/// @notice UTC second from which the creditor is no longer excluded; 0: it never was.
function excludedUntil(CreditorWord self) pure returns (uint48) {
    return uint40(CreditorWord.unwrap(self));
}

function withExclusion(CreditorWord self, uint40 until) pure returns (CreditorWord) {
    return CreditorWord.wrap(((CreditorWord.unwrap(self) >> EXCLUDED_BITS) << EXCLUDED_BITS) | until);
}

/// @notice Adds a small obligation of `amount` by `ministry` on Korean day `day`.
/// @return watched The word with it.
/// @return sum What the ministry obligated to the creditor in small parts since the watch began.
function watch(
    CreditorWord self,
    uint16 ministry,
    uint256 day,
    uint256 amount
) pure returns (CreditorWord watched, uint256 sum) {
    unchecked {
        uint256 word = CreditorWord.unwrap(self);
        uint256 shift = _placeOf(word, ministry);
        uint256 entry = (word >> shift) & WATCH_FIELD;
        uint256 first = (entry >> 16) & 0xffff;
        bool runs = uint16(entry) == ministry && day < first + WATCH_DAYS;
        sum = runs ? (entry >> 32) + amount : amount;
        entry = ministry | ((runs ? first : day) << 16) | (sum << 32);
        watched = CreditorWord.wrap((word & ~(WATCH_FIELD << shift)) | (entry << shift));
    }
}

/// @dev Where the ministry's watch stands, or else the older one.
function _placeOf(uint256 word, uint16 ministry) pure returns (uint256 shift) {
    uint256 second = EXCLUDED_BITS + WATCH_BITS;
    if (uint16(word >> EXCLUDED_BITS) == ministry) return EXCLUDED_BITS;
    if (uint16(word >> second) == ministry) return second;
    bool isFirstOlder = uint16(word >> (EXCLUDED_BITS + 16)) <= uint16(word >> (second + 16));
    return isFirstOlder ? EXCLUDED_BITS : second;
}
