// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Vm} from "./Vm.sol";

abstract contract TestBase {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }
    address[] private _targetContracts;
    address[] private _excludedContracts;
    address[] private _targetSenders;
    FuzzSelector[] private _targetSelectors;

    function targetContract(address a) internal {
        _targetContracts.push(a);
    }
    function excludeContract(address a) internal {
        _excludedContracts.push(a);
    }
    function targetSender(address a) internal {
        _targetSenders.push(a);
    }
    function targetSelector(FuzzSelector memory s) internal {
        _targetSelectors.push(s);
    }

    // read by the runner
    function targetContracts() public view returns (address[] memory) {
        return _targetContracts;
    }
    function excludeContracts() public view returns (address[] memory) {
        return _excludedContracts;
    }
    function targetSenders() public view returns (address[] memory) {
        return _targetSenders;
    }
    function targetSelectors() public view returns (FuzzSelector[] memory) {
        return _targetSelectors;
    }

    function bound(uint256 x, uint256 lo, uint256 hi) internal pure returns (uint256) {
        return lo + (x % (hi - lo + 1));
    }
}
