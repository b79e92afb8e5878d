// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Which one-time ids of a holder have been used, in 40 bits, lowest first: 16 bits, one for each of the
/// `ID_WINDOW` ids that end with the highest used (bit 0), then that highest id in 24 bits.
/// @dev Ids may come out of order within the window, as slips do that were signed without a network. Behind it nothing is
/// known any more, so it is refused.
type IdWindow is uint40;

/// @dev How far behind the highest used id a new one must not lie.
uint256 constant ID_WINDOW = 16;

/// @notice What an id is to a window.
enum IdState {
    Fresh, // may be used
    Used, // was used: the payment is settled or cancelled
    TooOld // zero, or behind the window
}

using {highestId, useId} for IdWindow global;

/// @notice The highest id used so far.
function highestId(IdWindow self) pure returns (uint24) {
    return uint24(IdWindow.unwrap(self) >> ID_WINDOW);
}

/// @notice Looks `id` up and, where it is fresh, gives the window in which it is used. Zero is no id.
function useId(IdWindow self, uint256 id) pure returns (IdState found, IdWindow after_) {
    unchecked {
        uint256 word = IdWindow.unwrap(self);
        uint256 top = word >> ID_WINDOW;
        if (id > top) {
            // The window moves up; what falls out of its low end is forgotten.
            uint256 kept = uint16(uint256(uint16(word)) << (id - top));
            return (IdState.Fresh, IdWindow.wrap(uint40((id << ID_WINDOW) | kept | 1)));
        }
        uint256 age = top - id;
        if (id == 0 || age >= ID_WINDOW) return (IdState.TooOld, self);
        uint256 bit = 1 << age;
        if (word & bit != 0) return (IdState.Used, self);
        return (IdState.Fresh, IdWindow.wrap(uint40(word | bit)));
    }
}
