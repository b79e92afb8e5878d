// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Business} from "../../contracts/types/Business.sol";
import {Mcc} from "../../contracts/types/Mcc.sol";
import {Region} from "../../contracts/types/Region.sol";
import {IMerchantErrors} from "../../contracts/voucher/IMerchantErrors.sol";
import {Enrolment, IMerchantRegistry} from "../../contracts/voucher/IMerchantRegistry.sol";
import {MerchantStatus} from "../../contracts/voucher/MerchantWord.sol";
import {SalesBand} from "../../contracts/voucher/SalesBand.sol";
import {actor} from "./Gukgo.sol";
import {VoucherArranger} from "./VoucherArranger.sol";

/// @title MerchantHandler
/// @notice Every action on the registry of merchants.
abstract contract MerchantHandler is VoucherArranger {
    constructor() {
        for (uint256 i = 0; i < SHOPS; ++i) {
            _enrol(_shops[i]);
        }
    }

    function _learnMerchants() internal {
        _learn("enrol a merchant", this.enrol);
        _learn("suspend a merchant", this.suspendMerchant);
        _learn("reinstate a merchant", this.reinstateMerchant);
        _learn("delist a merchant", this.delist);
        _learn("bar a merchant", this.barMerchant);
    }

    function enrol() external returns (bool) {
        address merchant = _oneIn(6) ? address(0) : _oneOf(_shops);
        bytes memory data = abi.encodeCall(_s.registry.enrol, (_facts(merchant)));
        bytes memory reasons = abi.encodePacked(
            IMerchantRegistry.InvalidEnrolment.selector,
            IMerchantErrors.MerchantIsBarred.selector
        );
        return _try(actor("merchantOfficer"), address(_s.registry), data, reasons);
    }

    function suspendMerchant() external returns (bool) {
        bytes memory data = abi.encodeCall(_s.registry.suspend, (_oneOf(_shops), "case"));
        return _try(actor("merchantEnforcer"), address(_s.registry), data, _merchantReasons());
    }

    function reinstateMerchant() external returns (bool) {
        address merchant = _oneOf(_shops);
        if (_likely()) {
            _makeEnrolled(merchant);
            _do(
                actor("merchantEnforcer"),
                address(_s.registry),
                abi.encodeCall(_s.registry.suspend, (merchant, "case"))
            );
        }
        bytes memory data = abi.encodeCall(_s.registry.reinstate, (merchant, "case"));
        return _try(actor("merchantOfficer"), address(_s.registry), data, _merchantReasons());
    }

    function delist() external returns (bool) {
        bytes memory data = abi.encodeCall(_s.registry.delist, (_oneOf(_shops)));
        return _try(actor("merchantOfficer"), address(_s.registry), data, _merchantReasons());
    }

    /// @dev Short bars, and rarely, so that shops come back.
    function barMerchant() external returns (bool) {
        address merchant = _oneOf(_shops);
        uint48 until = uint48(nowAt + _between(0, 3 days));
        bytes memory data = abi.encodeCall(_s.registry.bar, (merchant, until, "case"));
        bytes memory reasons = abi.encodePacked(_merchantReasons(), IMerchantRegistry.InvalidBar.selector);
        return _try(actor("merchantEnforcer"), address(_s.registry), data, reasons);
    }

    // --------------------------------------------------------------------------------------------- arranging

    function _makeEnrolled(address merchant) internal {
        (MerchantStatus status, , , ) = _s.registry.merchantOf(merchant);
        uint48 until = _s.registry.barOf(_businessOf(merchant));
        bool isBound = status != MerchantStatus.Enrolled && nowAt < until;
        if (isBound) _warp(until);
        if (status == MerchantStatus.Enrolled) return;
        if (status != MerchantStatus.Suspended) return _enrol(merchant);
        bytes memory data = abi.encodeCall(_s.registry.reinstate, (merchant, "case"));
        _do(actor("merchantOfficer"), address(_s.registry), data);
    }

    function _enrol(address merchant) private {
        _do(
            actor("merchantOfficer"),
            address(_s.registry),
            abi.encodeCall(_s.registry.enrol, (_facts(merchant)))
        );
    }

    /// @dev One of three owners, whose shops are several.
    function _businessOf(address merchant) private pure returns (Business) {
        return Business.wrap(bytes20(keccak256(abi.encode("business", uint160(merchant) % 3))));
    }

    function _facts(address merchant) private returns (Enrolment memory) {
        uint16[3] memory codes = [5411, 5812, 5942];
        uint24[3] memory regions = [uint24(11_110), 11_140, 26_110];
        return
            Enrolment(
                merchant,
                Mcc.wrap(codes[_below(3)]),
                Region.wrap(regions[_below(3)]),
                SalesBand(1 + _below(5)),
                _businessOf(merchant)
            );
    }

    function _merchantReasons() private pure returns (bytes memory) {
        return
            abi.encodePacked(
                IMerchantErrors.MerchantNotEnrolled.selector,
                IMerchantErrors.MerchantIsSuspended.selector,
                IMerchantErrors.MerchantIsDelisted.selector,
                IMerchantErrors.MerchantIsBarred.selector,
                IMerchantRegistry.MerchantNotSuspended.selector
            );
    }
}
