// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccountKind} from "../../contracts/deposit/AccountKind.sol";
import {Business} from "../../contracts/types/Business.sol";
import {Mcc} from "../../contracts/types/Mcc.sol";
import {Region} from "../../contracts/types/Region.sol";
import {Enrolment} from "../../contracts/voucher/IMerchantRegistry.sol";
import {MerchantStatus} from "../../contracts/voucher/MerchantWord.sol";
import {SalesBand} from "../../contracts/voucher/SalesBand.sol";
import {actor} from "./Gukgo.sol";
import {Prng} from "./Prng.sol";
import {Customer, Listing, Shop, Standing} from "./SpendCase.sol";
import {SpendOracle} from "./SpendOracle.sol";

/// @title SpendShops
/// @notice Accounts in every standing at the bank, and shops in every standing in the registry.
abstract contract SpendShops is SpendOracle {
    /// @dev Admitted for some days, unless never; `_settle` then suspends or closes.
    function _customer(
        Prng memory prng,
        address account,
        Standing standing,
        AccountKind kind
    ) internal returns (Customer memory c) {
        c = Customer(account, standing, uint48(START + prng.between(2 days, 30 days)), 0);
        if (standing == Standing.NotAdmitted || standing == Standing.System) return c;
        vm.prank(actor("admissionOfficer"));
        s.token.admit(account, kind, c.until);
    }

    /// @dev Suspends or closes an account that is to be so.
    function _settle(Customer memory c) internal {
        if (c.standing != Standing.Suspended && c.standing != Standing.Closed) return;
        vm.prank(c.standing == Standing.Suspended ? actor("enforcementOfficer") : actor("admissionOfficer"));
        if (c.standing == Standing.Suspended) s.token.suspend(c.account, "case");
        else s.token.close(c.account);
    }

    /// @dev The first ten have no fault of their own; of the others each has one. Number 13 is the vault itself,
    /// number 17 a citizen's account, and of the last another key took the place. What is enrolled here is what programmes find at their opening; `_settleShop` makes
    /// it what it is meant to be.
    function _shop(Prng memory prng, uint256 n) internal returns (Shop memory shop) {
        Standing standing = n < 10 || n > 13 ? Standing.Admitted : Standing(n - 9);
        if (n == 17) standing = Standing.Citizen;
        address account = standing == Standing.System ? address(s.programmes) : actor("merchant", n);
        AccountKind kind = n == 17 ? AccountKind.Citizen : AccountKind.Merchant;
        shop.customer = _customer(prng, account, standing, kind);
        shop.payee = n == MERCHANTS - 1 ? _replaced(shop.customer) : shop.customer;
        shop.listing = _listing(n);
        _draw(prng, shop, n);

        // At the opening two of three are enrolled, half of those with other facts; some are suspended, some unknown.
        if (n == 16 || n % 6 == 2) return shop;
        (uint16 mcc, uint24 region, uint8 band) = (shop.mcc, shop.region, shop.band);
        if (n % 3 == 1) _draw(prng, shop, n + 1);
        _enrol(shop);
        if (n % 6 == 5) _suspend(account);
        (shop.mcc, shop.region, shop.band) = (mcc, region, band);
    }

    /// @dev The account moves to another key, as it is.
    function _replaced(Customer memory old) private returns (Customer memory next) {
        next = Customer(actor("successor"), old.standing, old.until, 0);
        bytes memory open = abi.encodeCall(s.token.openRecovery, (old.account, next.account, "case"));
        _joint(s, "recoveryOfficer", "recoveryChecker", open);
        vm.warp(START + 7 days);
        s.token.completeRecovery(old.account);
        vm.warp(START);
    }

    function _listing(uint256 n) private pure returns (Listing) {
        if (n == 14 || n == 16) return Listing.Never;
        if (n == 15) return Listing.Suspended;
        if (n == 18) return Listing.Delisted;
        return n == 19 || n == 20 ? Listing.Barred : Listing.Enrolled;
    }

    function _draw(Prng memory prng, Shop memory shop, uint256 n) private pure {
        shop.mcc = [uint16(0), 5_411, 5_812, 9_999][prng.below(4)];
        shop.region = [uint24(11_110), 11_140, 26_110, 12_000][n % 4];
        shop.band = uint8(prng.between(1, 5));
    }

    /// @dev After the opening: the facts and the standing that the oracle knows.
    function _settleShop(Prng memory prng, Shop memory shop) internal {
        if (shop.listing == Listing.Never) return;
        address account = shop.customer.account;
        (MerchantStatus before, , , ) = s.registry.merchantOf(account);
        if (before == MerchantStatus.Suspended) {
            vm.prank(actor("merchantOfficer"));
            s.registry.reinstate(account, "case");
        }
        _enrol(shop);
        if (shop.listing == Listing.Suspended) _suspend(account);
        if (shop.listing == Listing.Delisted) {
            vm.prank(actor("merchantOfficer"));
            s.registry.delist(account);
        }
        if (shop.listing != Listing.Barred) return;
        shop.barredUntil = uint48(START + prng.between(1 days, 20 days));
        vm.prank(actor("merchantEnforcer"));
        s.registry.bar(account, shop.barredUntil, "case");
    }

    function _enrol(Shop memory shop) private {
        vm.prank(actor("merchantOfficer"));
        s.registry.enrol(
            Enrolment(
                shop.customer.account,
                Mcc.wrap(shop.mcc),
                Region.wrap(shop.region),
                SalesBand(shop.band),
                Business.wrap(bytes20(shop.customer.account))
            )
        );
    }

    function _suspend(address merchant) private {
        vm.prank(actor("merchantEnforcer"));
        s.registry.suspend(merchant, "case");
    }
}
