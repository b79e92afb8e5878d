// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {RunWord, SignedPayment} from "./Payment.sol";

/// @notice Accounts that lie in calldata, in the lowest bits of words at equal distances.
struct AccountList {
    uint256 start; // where in calldata the first is
    uint256 step; // bytes from one to the next
    uint256 count;
}

using {ask} for AccountList global;

/// @notice The holders of payments: the first word of each.
function holdersOf(SignedPayment[] calldata payments) pure returns (AccountList memory) {
    uint256 start;
    // solhint-disable-next-line no-inline-assembly
    assembly ("memory-safe") {
        start := payments.offset
    }
    return AccountList(start, 128, payments.length);
}

/// @notice The merchants of runs: in the lowest bits of each.
function merchantsOf(RunWord[] calldata runs) pure returns (AccountList memory) {
    uint256 start;
    // solhint-disable-next-line no-inline-assembly
    assembly ("memory-safe") {
        start := runs.offset
    }
    return AccountList(start, 32, runs.length);
}

/// @notice Asks the view of `asked` that has this `selector` and takes one list of accounts. It must read no more of a word than
/// the account.
/// @return answer Its answer, as words in memory.
function ask(
    AccountList memory self,
    address asked,
    bytes4 selector,
    uint256 words
) view returns (uint256[] memory answer) {
    (uint256 from, uint256 step, uint256 count) = (self.start, self.step, self.count);
    bool answered;
    answer = new uint256[](words);
    // Writes the call beyond what is allocated, without a list in between, and lets the answer be written where it belongs.
    // solhint-disable-next-line no-inline-assembly
    assembly ("memory-safe") {
        let question := mload(0x40)
        mstore(question, selector)
        mstore(add(question, 0x04), 0x20)
        mstore(add(question, 0x24), count)
        let to := add(question, 0x44)
        let end := add(to, shl(5, count))
        // What lies word by word is copied at once.
        if eq(step, 0x20) {
            calldatacopy(to, from, sub(end, to))
            to := end
        }
        for {} lt(to, end) {} {
            mstore(to, calldataload(from))
            to := add(to, 0x20)
            from := add(from, step)
        }
        answered := staticcall(gas(), asked, question, sub(end, question), add(answer, 0x20), shl(5, words))
    }
    // solhint-disable-next-line gas-custom-errors, reason-string
    if (!answered) revert();
}
