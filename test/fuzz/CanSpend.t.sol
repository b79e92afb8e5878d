// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDepositErrors} from "../../contracts/deposit/IDepositErrors.sol";
import {Mcc} from "../../contracts/types/Mcc.sol";
import {ProgrammeId} from "../../contracts/types/ProgrammeId.sol";
import {Region} from "../../contracts/types/Region.sol";
import {Business} from "../../contracts/types/Business.sol";
import {Enrolment} from "../../contracts/voucher/IMerchantRegistry.sol";
import {IMerchantErrors} from "../../contracts/voucher/IMerchantErrors.sol";
import {ISpendingTerms} from "../../contracts/voucher/ISpendingTerms.sol";
import {IVoucherErrors} from "../../contracts/voucher/IVoucherErrors.sol";
import {MerchantStatus} from "../../contracts/voucher/MerchantWord.sol";
import {Purpose} from "../../contracts/voucher/TermsWord.sol";
import {GukgoBase, Gukgo, actor} from "../helpers/Gukgo.sol";
import {Prng} from "../helpers/Prng.sol";
import {AccountKind} from "../../contracts/deposit/AccountKind.sol";
import {SalesBand} from "../../contracts/voucher/SalesBand.sol";
import {CategoryRule} from "../../contracts/voucher/CategoryRule.sol";

/// @notice Why a payment by voucher is refused, in the order in which the interfaces say that it is checked.
enum Why {
    Allowed,
    ZeroAmount,
    ProgrammeUnknown,
    VoucherExpired,
    PaymentLimitExceeded,
    MerchantNotEnrolled,
    MerchantIsSuspended,
    CategoryNotAllowed,
    SalesBandExceeded,
    RegionNotListed,
    NotHomeRegion,
    MerchantNotNamed,
    VoucherInsufficient,
    EnforcedPause,
    StoppedBySupervisor,
    HolderNotAdmitted,
    HolderClosed,
    HolderSuspended,
    HolderExpired,
    PayeeNotAdmitted,
    PayeeClosed,
    PayeeSuspended,
    PayeeExpired,
    PayeeIsSystem,
    PayeeIsCitizen,
    Count
}

/// @notice `canSpend` says beforehand what `spend` does, in the very bytes: over 10,000 payments that gather at every
/// boundary of every rule, against an oracle that is written from the interfaces and never asks a contract.
///
/// Three refusals of the deposit token cannot be reached by a spend: `NotSystemAccount`, since a programme cannot take
/// its budget before its vault is registered; `ERC20InvalidReceiver`, since the zero address can be neither enrolled nor
/// granted anything; `ERC20InsufficientBalance`, by law 2.
///
/// A test that fails is replayed with every step recorded, which takes memory: look at fewer cases then.
contract CanSpendTest is GukgoBase {
    uint256 private constant CASES = 10_000;
    uint256 private constant LEAST_OF_EACH = 200;
    uint256 private constant LEAST_ALLOWED = 2_000;
    uint256 private constant PROGRAMMES = 24;
    uint256 private constant HOLDERS = 9;
    uint256 private constant MERCHANTS = 18;

    /// @dev How an account at the bank stands; `until` says when it ends.
    enum Standing {
        Admitted,
        NotAdmitted,
        Suspended,
        Closed,
        System,
        Citizen // in order, but a person's: only a merchant is asked for this
    }

    /// @dev What the oracle knows of an account, whether a holder's or a merchant's.
    struct Customer {
        address account;
        Standing standing;
        uint48 until;
        uint24 home; // of a holder's vouchers
    }

    struct Shop {
        Customer customer;
        uint8 status; // 0: not enrolled, 1: enrolled, 2: suspended in the registry
        uint16 mcc;
        uint24 region;
        uint8 band;
    }

    struct Rules {
        uint48 expiresAt;
        uint64 limit; // 0: none
        uint8 categoryRule; // 0: any, 1: only the listed, 2: all but the listed
        uint16[2] codes;
        uint8 maxBand; // 0: none
        bool homeOnly;
        bool listedOnly;
        uint24[2] districts;
        bool namedOnly;
        uint256 named; // bit n: merchant n
    }

    struct World {
        Customer[] holders;
        Shop[] shops;
        Rules[] rules; // of programme n + 1
        uint64[] balances; // of holder h in programme p: [p * HOLDERS + h]
    }

    /// @dev One payment to be made or refused.
    struct Payment {
        uint64 programme; // number, from 1; one that is not open where it is above PROGRAMMES
        uint256 holder;
        uint256 shop;
        uint64 amount;
        uint256 time;
        bool paused;
        bool stopped;
    }

    /// @dev A trial reverts, so that the next begins from the same state: with this where the spend went through.
    error Spent();

    /// @dev A trial that went wrong in another way than by a refusal.
    error WrongEffect(string sentence);

    Gukgo private s;

    function setUp() public {
        s = _deploy();
    }

    function test_canSpend_says_what_spend_does_in_10_000_cases() public {
        Prng memory prng = Prng(20_251_130);
        World memory w = _build(prng);
        uint16[][] memory sorted = _sort(w);
        uint256[] memory met = new uint256[](uint256(Why.Count));
        (bool paused, bool stopped) = (false, false);

        for (uint256 i = 0; i < CASES; ++i) {
            Payment memory p = _payment(prng, w, sorted, met);
            (paused, stopped) = _setStops(p, paused, stopped);
            vm.warp(p.time);
            (Why why, bytes memory expected) = _oracle(w, p);
            ++met[uint256(why)];
            _check(w, p, why, expected);

            // A reason that cannot be met shows early.
            if (i == 500) _assertMet(met, 50, 5);
        }
        _assertMet(met, LEAST_ALLOWED, LEAST_OF_EACH);
    }

    function _assertMet(uint256[] memory met, uint256 leastAllowed, uint256 leastOfEach) private pure {
        _assert(
            met[0] >= leastAllowed,
            string.concat("only ", vm.toString(met[0]), " payments were allowed")
        );
        for (uint256 i = 1; i < met.length; ++i) {
            string memory sentence = string.concat(
                "refusal ",
                vm.toString(i),
                " was met only ",
                vm.toString(met[i])
            );
            _assert(met[i] >= leastOfEach, sentence);
        }
    }

    // --------------------------------------------------------------------------------------------- one payment

    /// @dev `canSpend`, `spend` and the oracle agree, byte for byte.
    function _check(World memory w, Payment memory p, Why why, bytes memory expected) private {
        ProgrammeId programme = ProgrammeId.wrap(p.programme);
        (address holder, address shop) = (w.holders[p.holder].account, w.shops[p.shop].customer.account);
        (bool allowed, bytes memory refusal) = s.programmes.canSpend(programme, holder, shop, p.amount);
        _assert(allowed == (why == Why.Allowed), "canSpend allows what the interfaces allow");
        _assertEq(refusal, expected, "canSpend gives the refusal that comes first in the interfaces");

        try this.trySpend(programme, holder, shop, p.amount) {} catch (bytes memory outcome) {
            if (allowed)
                _assertEq(outcome, abi.encodeWithSelector(Spent.selector), "spend does what canSpend allows");
            else _assertEq(outcome, refusal, "spend reverts with the bytes that canSpend gives");
        }
    }

    /// @notice Spends, looks at what moved, and undoes it all.
    function trySpend(ProgrammeId programme, address holder, address shop, uint64 amount) external {
        uint256 id = ProgrammeId.unwrap(programme);
        uint256 vouchers = s.programmes.balanceOf(holder, id);
        uint256 takings = s.token.balanceOf(shop);
        uint256 vault = s.token.balanceOf(address(s.programmes));

        vm.prank(holder);
        s.programmes.spend(programme, shop, amount, 0);

        if (s.programmes.balanceOf(holder, id) != vouchers - amount)
            revert WrongEffect("vouchers fall by the amount");
        if (s.token.balanceOf(shop) != takings + amount) revert WrongEffect("the merchant gets the amount");
        if (s.token.balanceOf(address(s.programmes)) != vault - amount)
            revert WrongEffect("the vault pays the amount");
        revert Spent();
    }

    function _setStops(Payment memory p, bool paused, bool stopped) private returns (bool, bool) {
        if (p.paused != paused) {
            if (p.paused) vm.prank(actor("pauser"));
            if (p.paused) s.token.pause();
            else _joint(s, "resumer", "resumerChecker", abi.encodeCall(s.token.unpause, ()));
        }
        if (p.stopped != stopped) {
            vm.prank(p.stopped ? actor("stopOfficer") : actor("stopLifter"));
            if (p.stopped) s.token.orderStop(1);
            else s.token.liftStop(1);
        }
        return (p.paused, p.stopped);
    }

    // ---------------------------------------------------------------------------------------------- the oracle

    /// @dev What the interfaces say of a payment: `ZeroAmount`, the reasons of `ISpendingTerms` in their order,
    /// `VoucherInsufficient`, then those of `payOnBehalf`: stops, the holder's account, the merchant's.
    function _oracle(World memory w, Payment memory p) private view returns (Why why, bytes memory refusal) {
        if (p.amount == 0) return _because(Why.ZeroAmount, IVoucherErrors.ZeroAmount.selector, "");
        if (p.programme > PROGRAMMES) {
            return
                _because(
                    Why.ProgrammeUnknown,
                    ISpendingTerms.ProgrammeUnknown.selector,
                    abi.encode(p.programme)
                );
        }
        Rules memory r = w.rules[p.programme - 1];
        Customer memory holder = w.holders[p.holder];
        if (p.time >= r.expiresAt) {
            bytes memory facts = abi.encode(p.programme, r.expiresAt, p.time);
            return _because(Why.VoucherExpired, ISpendingTerms.VoucherExpired.selector, facts);
        }
        if (r.limit > 0 && p.amount > r.limit) {
            bytes memory facts = abi.encode(p.programme, r.limit, p.amount);
            return _because(Why.PaymentLimitExceeded, ISpendingTerms.PaymentLimitExceeded.selector, facts);
        }
        (why, refusal) = _merchantOracle(r, w.shops[p.shop], p, holder.home);
        if (why != Why.Allowed) return (why, refusal);
        uint64 left = w.balances[(p.programme - 1) * HOLDERS + p.holder];
        if (left < p.amount) {
            bytes memory facts = abi.encode(p.programme, holder.account, left, p.amount);
            return _because(Why.VoucherInsufficient, IVoucherErrors.VoucherInsufficient.selector, facts);
        }
        return _tokenOracle(w, p);
    }

    function _merchantOracle(
        Rules memory r,
        Shop memory shop,
        Payment memory p,
        uint24 home
    ) private pure returns (Why, bytes memory) {
        address who = shop.customer.account;
        if (shop.status == 0) {
            return
                _because(
                    Why.MerchantNotEnrolled,
                    IMerchantErrors.MerchantNotEnrolled.selector,
                    abi.encode(who)
                );
        }
        if (shop.status == 2) {
            return
                _because(
                    Why.MerchantIsSuspended,
                    IMerchantErrors.MerchantIsSuspended.selector,
                    abi.encode(who)
                );
        }
        bool listed = shop.mcc == r.codes[0] || shop.mcc == r.codes[1];
        if ((r.categoryRule == 1 && !listed) || (r.categoryRule == 2 && listed)) {
            bytes memory facts = abi.encode(p.programme, who, shop.mcc);
            return _because(Why.CategoryNotAllowed, ISpendingTerms.CategoryNotAllowed.selector, facts);
        }
        if (r.maxBand > 0 && shop.band > r.maxBand) {
            bytes memory facts = abi.encode(p.programme, who, shop.band, r.maxBand);
            return _because(Why.SalesBandExceeded, ISpendingTerms.SalesBandExceeded.selector, facts);
        }
        if (r.listedOnly && shop.region != r.districts[0] && shop.region != r.districts[1]) {
            bytes memory facts = abi.encode(p.programme, who, shop.region);
            return _because(Why.RegionNotListed, ISpendingTerms.RegionNotListed.selector, facts);
        }
        if (r.namedOnly && (r.named >> p.shop) % 2 == 0) {
            bytes memory facts = abi.encode(p.programme, who);
            return _because(Why.MerchantNotNamed, ISpendingTerms.MerchantNotNamed.selector, facts);
        }
        if (r.homeOnly && !_isHome(home, shop.region)) {
            bytes memory facts = abi.encode(p.programme, who, shop.region, home);
            return _because(Why.NotHomeRegion, ISpendingTerms.NotHomeRegion.selector, facts);
        }
        return (Why.Allowed, "");
    }

    function _tokenOracle(
        World memory w,
        Payment memory p
    ) private view returns (Why why, bytes memory refusal) {
        if (p.paused) return _because(Why.EnforcedPause, IDepositErrors.EnforcedPause.selector, "");
        if (p.stopped)
            return _because(Why.StoppedBySupervisor, IDepositErrors.StoppedBySupervisor.selector, "");
        (why, refusal) = _accountOracle(w.holders[p.holder], p.time, Why.HolderNotAdmitted);
        if (why != Why.Allowed) return (why, refusal);
        Customer memory payee = w.shops[p.shop].customer;
        if (payee.standing == Standing.System) {
            bytes memory facts = abi.encode(payee.account, address(s.programmes));
            return _because(Why.PayeeIsSystem, IDepositErrors.SystemAccountNotCredited.selector, facts);
        }
        (why, refusal) = _accountOracle(payee, p.time, Why.PayeeNotAdmitted);
        if (why != Why.Allowed || payee.standing != Standing.Citizen) return (why, refusal);
        return
            _because(Why.PayeeIsCitizen, IDepositErrors.CitizenNotPaid.selector, abi.encode(payee.account));
    }

    /// @dev `first` is the reason of an account never admitted; closed, suspended and expired follow it.
    function _accountOracle(
        Customer memory c,
        uint256 time,
        Why first
    ) private pure returns (Why, bytes memory) {
        bytes memory who = abi.encode(c.account);
        if (c.standing == Standing.NotAdmitted)
            return _because(first, IDepositErrors.AccountNotAdmitted.selector, who);
        if (c.standing == Standing.Closed) {
            return _because(Why(uint256(first) + 1), IDepositErrors.ClosedAccount.selector, who);
        }
        if (c.standing == Standing.Suspended) {
            return _because(Why(uint256(first) + 2), IDepositErrors.SuspendedAccount.selector, who);
        }
        if (time < c.until) return (Why.Allowed, "");
        bytes memory facts = abi.encode(c.account, c.until, time);
        return _because(Why(uint256(first) + 3), IDepositErrors.AdmissionExpired.selector, facts);
    }

    /// @dev A district is home where it is the same, or home is a whole province or city whose first digits it has.
    function _isHome(uint24 home, uint24 region) private pure returns (bool) {
        if (home == region) return true;
        return (home / 1_000) * 1_000 == home && region > home && region < uint256(home) + 1_000;
    }

    function _because(Why why, bytes4 selector, bytes memory facts) private pure returns (Why, bytes memory) {
        return (why, abi.encodePacked(selector, facts));
    }

    // -------------------------------------------------------------------------------------------- the payments

    /// @dev A quarter is meant to be allowed, most of the rest to be refused for the reason met least so far, and some
    /// are left to chance. Each amount and time then lies at a boundary, more often than not.
    function _payment(
        Prng memory prng,
        World memory w,
        uint16[][] memory sorted,
        uint256[] memory met
    ) private pure returns (Payment memory p) {
        uint256 kind = prng.below(100);
        if (kind < 12) {
            p.programme = 1 + uint64(prng.below(PROGRAMMES + 1));
            (p.holder, p.shop, p.time) = (
                prng.below(HOLDERS),
                prng.below(MERCHANTS),
                START + prng.below(32 days)
            );
            (p.paused, p.stopped) = (prng.oneIn(20), prng.oneIn(20));
            p.amount = uint64(prng.below(60_000));
            return p;
        }
        Why aim = kind < 36 ? Why.Allowed : _rarest(met);
        uint16[] memory fitting = sorted[uint256(_isOfTheMoment(aim) ? Why.Allowed : aim)];
        for (uint256 i = 0; i < 12; ++i) {
            uint256 choice = fitting[prng.below(fitting.length)];
            p.programme = uint64(choice / (HOLDERS * MERCHANTS)) + 1;
            p.holder = (choice / MERCHANTS) % HOLDERS;
            p.shop = choice % MERCHANTS;
            if (_canBeFirst(w, p, aim)) break;
        }
        p.time = START + prng.below(1 days);
        p.amount = _amount(prng, w, p);
        _aimAt(prng, w, p, aim);
    }

    /// @dev Reasons that depend on amount, time or a stop, and not on who pays whom in which programme.
    function _isOfTheMoment(Why why) private pure returns (bool) {
        return
            why <= Why.PaymentLimitExceeded ||
            why == Why.VoucherInsufficient ||
            why == Why.EnforcedPause ||
            why == Why.StoppedBySupervisor ||
            why == Why.HolderExpired ||
            why == Why.PayeeExpired;
    }

    /// @dev The refusal that was met least so far.
    function _rarest(uint256[] memory met) private pure returns (Why rarest) {
        rarest = Why.ZeroAmount;
        for (uint256 i = 2; i < met.length; ++i) {
            if (met[i] < met[uint256(rarest)]) rarest = Why(i);
        }
    }

    /// @dev Whether no earlier reason must hold where `aim` does.
    function _canBeFirst(World memory w, Payment memory p, Why aim) private pure returns (bool) {
        Rules memory r = w.rules[p.programme - 1];
        uint48 holderUntil = w.holders[p.holder].until;
        uint48 payeeUntil = w.shops[p.shop].customer.until;
        if (aim == Why.PaymentLimitExceeded) return r.limit != 0;
        if (aim == Why.VoucherInsufficient) {
            return r.limit == 0 || r.limit > w.balances[(p.programme - 1) * HOLDERS + p.holder];
        }
        if (aim == Why.HolderExpired) return holderUntil + 1 < r.expiresAt;
        if (aim == Why.PayeeExpired) return payeeUntil + 1 < r.expiresAt && payeeUntil + 1 < holderUntil;
        return true;
    }

    /// @dev An amount that both balance and limit allow: often the very most, or one won.
    function _amount(Prng memory prng, World memory w, Payment memory p) private pure returns (uint64) {
        uint64 most = w.balances[(p.programme - 1) * HOLDERS + p.holder];
        uint64 limit = w.rules[p.programme - 1].limit;
        if (limit != 0 && limit < most) most = limit;
        uint256 kind = prng.below(4);
        if (kind == 0 || most < 2) return most;
        return kind == 1 ? 1 : uint64(prng.between(1, most));
    }

    /// @dev Moves amount, time or a stop to where `aim` begins to hold, or to the last point where it does not.
    function _aimAt(Prng memory prng, World memory w, Payment memory p, Why aim) private pure {
        Rules memory r = w.rules[p.programme - 1];
        uint64 left = w.balances[(p.programme - 1) * HOLDERS + p.holder];
        if (aim == Why.Allowed && prng.oneIn(3)) p.time = _lastSecond(w, p);
        else if (aim == Why.ZeroAmount) p.amount = 0;
        else if (aim == Why.ProgrammeUnknown)
            p.programme = prng.oneIn(2) ? uint64(PROGRAMMES) + 1 : type(uint64).max;
        else if (aim == Why.VoucherExpired) p.time = r.expiresAt + prng.below(2);
        else if (aim == Why.PaymentLimitExceeded) p.amount = r.limit == 0 ? left : r.limit + 1;
        else if (aim == Why.VoucherInsufficient) p.amount = left + 1;
        else if (aim == Why.EnforcedPause) (p.paused, p.stopped) = (true, prng.oneIn(2));
        else if (aim == Why.StoppedBySupervisor) p.stopped = true;
        else if (aim == Why.HolderExpired) p.time = w.holders[p.holder].until + prng.below(2);
        else if (aim == Why.PayeeExpired) p.time = w.shops[p.shop].customer.until + prng.below(2);
    }

    /// @dev The last second in which programme, holder and merchant all hold.
    function _lastSecond(World memory w, Payment memory p) private pure returns (uint256) {
        uint48 end = w.rules[p.programme - 1].expiresAt;
        uint48 until = w.holders[p.holder].until;
        if (until < end) end = until;
        until = w.shops[p.shop].customer.until;
        return (until < end ? until : end) - 1;
    }

    /// @dev Every programme with every holder and every merchant, sorted by why one won would be refused on the first
    /// day. A choice is programme × HOLDERS × MERCHANTS + holder × MERCHANTS + merchant.
    function _sort(World memory w) private view returns (uint16[][] memory sorted) {
        uint256 all = PROGRAMMES * HOLDERS * MERCHANTS;
        uint8[] memory reasons = new uint8[](all);
        uint256[] memory counts = new uint256[](uint256(Why.Count));
        for (uint256 i = 0; i < all; ++i) {
            Payment memory p;
            p.programme = uint64(i / (HOLDERS * MERCHANTS)) + 1;
            (p.holder, p.shop, p.amount, p.time) = ((i / MERCHANTS) % HOLDERS, i % MERCHANTS, 1, START);
            (Why why, ) = _oracle(w, p);
            reasons[i] = uint8(why);
            ++counts[uint8(why)];
        }
        sorted = new uint16[][](counts.length);
        for (uint256 i = 0; i < counts.length; ++i) {
            sorted[i] = new uint16[](counts[i]);
        }
        for (uint256 i = 0; i < all; ++i) {
            sorted[reasons[i]][--counts[reasons[i]]] = uint16(i);
        }
    }

    // ------------------------------------------------------------------------------------------------ the world

    /// @dev Holders and merchants in every standing, and programmes on every kind of terms.
    function _build(Prng memory prng) private returns (World memory w) {
        w.holders = new Customer[](HOLDERS);
        w.shops = new Shop[](MERCHANTS);
        w.rules = new Rules[](PROGRAMMES);
        w.balances = new uint64[](PROGRAMMES * HOLDERS);
        for (uint256 i = 0; i < HOLDERS; ++i) {
            Standing standing = i < 6 ? Standing.Admitted : Standing(i - 5);
            w.holders[i] = _customer(prng, actor("holder", i), standing, AccountKind.Citizen);
            w.holders[i].home = [uint24(11_000), 11_110, 26_110][i % 3];
        }
        for (uint256 i = 0; i < MERCHANTS; ++i) {
            w.shops[i] = _shop(prng, i);
        }
        _fund(s, actor("agency"), AccountKind.Agency, uint64(PROGRAMMES) * 1_000_000);
        for (uint256 i = 0; i < PROGRAMMES; ++i) {
            w.rules[i] = _rules(prng);
            _openAndGrant(prng, w, i);
        }
        for (uint256 i = 0; i < HOLDERS; ++i) {
            _settle(w.holders[i]);
        }
        for (uint256 i = 0; i < MERCHANTS; ++i) {
            _settle(w.shops[i].customer);
            _settleShop(w.shops[i]);
        }
    }

    /// @dev Admitted for some days, unless never; `_settle` then suspends or closes.
    function _customer(
        Prng memory prng,
        address account,
        Standing standing,
        AccountKind kind
    ) private returns (Customer memory c) {
        c = Customer(account, standing, uint48(START + prng.between(2 days, 30 days)), 0);
        if (standing == Standing.NotAdmitted || standing == Standing.System) return c;
        vm.prank(actor("admissionOfficer"));
        s.token.admit(account, kind, c.until);
    }

    /// @dev Suspends or closes an account that is to be so.
    function _settle(Customer memory c) private {
        if (c.standing != Standing.Suspended && c.standing != Standing.Closed) return;
        vm.prank(c.standing == Standing.Suspended ? actor("enforcementOfficer") : actor("admissionOfficer"));
        if (c.standing == Standing.Suspended) s.token.suspend(c.account, "case");
        else s.token.close(c.account);
    }

    /// @dev The first ten have no fault of their own; of the others each has one. Number 13 is the vault itself,
    /// number 17 a citizen's account. What is enrolled here is what programmes find at their opening; `_settleShop` makes
    /// it what it is meant to be.
    function _shop(Prng memory prng, uint256 n) private returns (Shop memory shop) {
        Standing standing = n < 10 || n > 13 ? Standing.Admitted : Standing(n - 9);
        if (n == 17) standing = Standing.Citizen;
        address account = standing == Standing.System ? address(s.programmes) : actor("merchant", n);
        AccountKind kind = n == 17 ? AccountKind.Citizen : AccountKind.Merchant;
        shop.customer = _customer(prng, account, standing, kind);
        shop.status = n == 14 || n == 16 ? 0 : (n == 15 ? 2 : 1);
        _draw(prng, shop, n);

        // At the opening two of three are enrolled, half of those with other facts; some are suspended, some unknown.
        if (n == 16 || n % 6 == 2) return shop;
        (uint16 mcc, uint24 region, uint8 band) = (shop.mcc, shop.region, shop.band);
        if (n % 3 == 1) _draw(prng, shop, n + 1);
        _enrol(shop);
        if (n % 6 == 5) _suspend(account);
        (shop.mcc, shop.region, shop.band) = (mcc, region, band);
    }

    function _draw(Prng memory prng, Shop memory shop, uint256 n) private pure {
        shop.mcc = [uint16(0), 5_411, 5_812, 9_999][prng.below(4)];
        shop.region = [uint24(11_110), 11_140, 26_110, 12_000][n % 4];
        shop.band = uint8(prng.between(1, 5));
    }

    /// @dev After the opening: the facts and the status that the oracle knows.
    function _settleShop(Shop memory shop) private {
        address account = shop.customer.account;
        (MerchantStatus before, , , ) = s.registry.merchantOf(account);
        if (before == MerchantStatus.Suspended) {
            vm.prank(actor("merchantOfficer"));
            s.registry.reinstate(account, "case");
        }
        if (shop.status != 0) _enrol(shop);
        if (shop.status == 2) _suspend(account);
        bool isListed = before == MerchantStatus.Enrolled || before == MerchantStatus.Suspended;
        if (shop.status != 0 || !isListed) return;
        vm.prank(actor("merchantOfficer"));
        s.registry.delist(account);
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

    function _rules(Prng memory prng) private pure returns (Rules memory r) {
        r.expiresAt = uint48(START + prng.between(2 days, 30 days));
        r.limit = prng.oneIn(2) ? uint64(prng.between(1, 30_000)) : 0;
        r.categoryRule = uint8(prng.below(3));
        r.codes = prng.oneIn(2) ? [uint16(0), 5_411] : [uint16(9_999), 5_812];
        r.maxBand = prng.oneIn(3) ? uint8(prng.between(1, 5)) : 0;
        r.homeOnly = prng.oneIn(3);
        r.listedOnly = prng.oneIn(3);
        r.districts = prng.oneIn(2) ? [uint24(11_110), 26_110] : [uint24(11_140), 11_000];
        r.namedOnly = prng.oneIn(3);
        r.named = (prng.next() % 2 ** MERCHANTS) | 1;
    }

    function _openAndGrant(Prng memory prng, World memory w, uint256 n) private {
        ProgrammeId programme = _openOn(
            s,
            _purpose(w, w.rules[n]),
            actor("agency"),
            1_000_000,
            actor("manager")
        );
        _assertEq(ProgrammeId.unwrap(programme), n + 1, "programmes are numbered from 1");
        for (uint256 h = 0; h < HOLDERS; ++h) {
            uint64 amount = uint64(prng.between(1, 50_000));
            w.balances[n * HOLDERS + h] = amount;
            vm.prank(actor("manager"));
            s.programmes.grant(
                programme,
                w.holders[h].account,
                amount,
                Region.wrap(w.holders[h].home),
                uint64(h) + 1
            );
        }
    }

    /// @dev The oracle's rules as the programme is told them.
    function _purpose(World memory w, Rules memory r) private pure returns (Purpose memory purpose) {
        purpose.terms.expiresAt = r.expiresAt;
        purpose.terms.perPaymentLimit = r.limit;
        purpose.terms.categoryRule = CategoryRule(r.categoryRule);
        purpose.terms.maxSalesBand = SalesBand(r.maxBand);
        purpose.terms.homeRegionOnly = r.homeOnly;
        purpose.terms.listedRegionsOnly = r.listedOnly;
        purpose.terms.namedMerchantsOnly = r.namedOnly;
        purpose.categories = new Mcc[](r.categoryRule == 0 ? 0 : 2);
        purpose.regions = new Region[](r.listedOnly ? 2 : 0);
        for (uint256 i = 0; i < 2; ++i) {
            if (r.categoryRule != 0) purpose.categories[i] = Mcc.wrap(r.codes[i]);
            if (r.listedOnly) purpose.regions[i] = Region.wrap(r.districts[i]);
        }
        if (!r.namedOnly) return purpose;

        uint256 count;
        address[] memory named = new address[](MERCHANTS);
        for (uint256 i = 0; i < MERCHANTS; ++i) {
            if ((r.named >> i) % 2 == 1) named[count++] = w.shops[i].customer.account;
        }
        purpose.merchants = new address[](count);
        for (uint256 i = 0; i < count; ++i) {
            purpose.merchants[i] = named[i];
        }
    }
}
