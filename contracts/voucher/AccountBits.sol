// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccountList} from "./AccountList.sol";

/// @dev So many accounts are answered for in one word of bits.
uint256 constant BITS = 256;

/// @notice Asks the view of `asked` that has this `selector`, takes a list of up to 256 accounts and answers with a bit for
/// each, about all of them.
/// @return bits The bits, see `bitAt`.
function askBits(
    AccountList memory self,
    address asked,
    bytes4 selector
) view returns (uint256[] memory bits) {
    uint256 count = self.count;
    bits = new uint256[]((count + BITS - 1) / BITS);
    for (uint256 i = 0; i < bits.length; ++i) {
        uint256 from = i * BITS;
        uint256 many = count - from < BITS ? count - from : BITS;
        bits[i] = AccountList(self.start + from * self.step, self.step, many).ask(asked, selector, 1)[0];
    }
}

/// @notice Bit `index` of the words `bits`: 1 or 0.
/// @dev The index is within what was asked.
function bitAt(uint256[] memory bits, uint256 index) pure returns (uint256 bit) {
    // As `(bits[index / BITS] >> (index % BITS)) & 1`, without asking again how many words there are.
    // solhint-disable-next-line no-inline-assembly
    assembly ("memory-safe") {
        bit := and(1, shr(and(index, 0xff), mload(add(add(bits, 0x20), shl(5, shr(8, index))))))
    }
}
