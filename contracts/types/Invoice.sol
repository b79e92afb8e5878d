// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;
type Invoice is bytes32;
using {isNone} for Invoice global;
function isNone(Invoice self) pure returns (bool) {
    return Invoice.unwrap(self) == 0;
}
