// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMerchantRegistry} from "../../contracts/voucher/IMerchantRegistry.sol";
import {DepositReader} from "./DepositReader.sol";
import {Vm} from "./Vm.sol";

/// @title RegistryReader
/// @notice The merchants, rebuilt from the registry's events alone.
abstract contract RegistryReader is DepositReader {
    struct Merchant {
        uint8 status;
        uint8 salesBand;
        uint16 mcc;
        uint24 region;
        uint48 barredUntil;
        bytes20 business;
    }

    mapping(address merchant => Merchant) internal _merchants;
    mapping(bytes20 business => uint48) internal _bars;

    /// @dev Businesses that an account was enrolled under and left, each once.
    mapping(address merchant => bytes20[]) internal _former;

    function _readRegistry(Vm.Log calldata log) internal {
        bytes32 name = log.topics[0];
        address who = _account(log, 1);
        _see(who);
        Merchant storage merchant = _merchants[who];
        if (name == IMerchantRegistry.MerchantEnrolled.selector) {
            if (merchant.status != 2) merchant.status = 1;
            merchant.barredUntil = 0;
            merchant.mcc = uint16(uint256(log.topics[2]));
            merchant.region = uint24(uint256(log.topics[3]));
            bytes20 before = merchant.business;
            (merchant.salesBand, merchant.business, ) = abi.decode(log.data, (uint8, bytes20, address));
            bool left = before != 0 && before != merchant.business;
            if (left && !_wasOf(who, before)) _former[who].push(before);
        } else if (name == IMerchantRegistry.MerchantSuspended.selector) {
            _turned(merchant.status == 2, true);
            merchant.status = 2;
        } else if (name == IMerchantRegistry.MerchantReinstated.selector) {
            _turned(merchant.status == 2, false);
            merchant.status = 1;
        } else if (name == IMerchantRegistry.MerchantDelisted.selector) {
            // A suspended merchant is reinstated first.
            _turned(merchant.status != 1, true);
            merchant.status = 3;
        } else if (name == IMerchantRegistry.MerchantBarred.selector) {
            (merchant.status, merchant.business) = (4, bytes20(log.topics[2]));
            (merchant.barredUntil, ) = abi.decode(log.data, (uint48, address));
            uint48 known = _bars[merchant.business];
            _bars[merchant.business] = merchant.barredUntil > known ? merchant.barredUntil : known;
        } else {
            revert AssertionFailed("law 9: an event of the registry that no auditor knows");
        }
    }

    function _wasOf(address merchant, bytes20 business) internal view returns (bool) {
        for (uint256 i = 0; i < _former[merchant].length; ++i) {
            if (_former[merchant][i] == business) return true;
        }
        return false;
    }
}
