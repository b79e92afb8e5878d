// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Which of an actor's own reference numbers have been used, in 128 bits, lowest first: 64 bits, one for each of
/// the `REFERENCE_WINDOW` numbers that end with the highest used (bit 0), then that highest number in 64 bits.
/// @dev References may come out of order within the window. Behind it nothing is known any more, so it is refused.
type ReferenceWindow is uint128;

/// @dev How far behind the highest used reference a new one must not lie.
uint64 constant REFERENCE_WINDOW = 64;

/// @notice What a reference number is to a window.
enum ReferenceState {
    Fresh, // may be used
    Used, // was used: the act is already done
    TooOld // zero, or behind the window
}

using {highest, state, use} for ReferenceWindow global;

/// @notice The highest reference used so far.
function highest(ReferenceWindow self) pure returns (uint64) {
    return uint64(ReferenceWindow.unwrap(self) >> 64);
}

/// @notice Looks `ref` up. Zero is no reference and is never fresh.
function state(ReferenceWindow self, uint64 ref) pure returns (ReferenceState found) {
    if (ReferenceWindow.unwrap(self.use(ref)) != 0) return ReferenceState.Fresh;
    unchecked {
        bool isKnown = ref != 0 && self.highest() - ref < REFERENCE_WINDOW;
        return isKnown ? ReferenceState.Used : ReferenceState.TooOld;
    }
}

/// @notice The window in which `ref` is used; none, a zero, where it is not fresh.
function use(ReferenceWindow self, uint64 ref) pure returns (ReferenceWindow after_) {
    uint256 word = ReferenceWindow.unwrap(self);
    uint256 top = word >> 64;
    unchecked {
        if (ref > top) {
            // The window moves up; what falls out of its 64 bits is forgotten.
            uint256 kept = uint64(word << (ref - top));
            return ReferenceWindow.wrap(uint128((uint256(ref) << 64) | kept | 1));
        }
        uint256 age = top - ref;
        uint256 bit = 1 << age;
        if (ref == 0 || age >= REFERENCE_WINDOW || word & bit != 0) return after_;
        return ReferenceWindow.wrap(uint128(word | bit));
    }
}
