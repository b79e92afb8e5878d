// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @dev What the code of a key that delegates begins with (EIP-7702), and how long it is: that and an address.
bytes3 constant DELEGATION = 0xef0100;
uint256 constant DELEGATION_LENGTH = 23;

/// @notice Whether `account` has code that stays: a contract's, and none of a key that has delegated to some (EIP-7702), which it
/// can change.
function hasLastingCode(address account) view returns (bool) {
    uint256 length = account.code.length;
    return length != 0 && (length != DELEGATION_LENGTH || bytes3(account.code) != DELEGATION);
}
