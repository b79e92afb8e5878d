// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1155Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {AccountState} from "../../contracts/deposit/IDepositToken.sol";
import {Business} from "../../contracts/types/Business.sol";
import {Mcc} from "../../contracts/types/Mcc.sol";
import {ProgrammeId} from "../../contracts/types/ProgrammeId.sol";
import {Region} from "../../contracts/types/Region.sol";
import {IMerchantErrors} from "../../contracts/voucher/IMerchantErrors.sol";
import {Enrolment, IMerchantRegistry} from "../../contracts/voucher/IMerchantRegistry.sol";
import {ISpendingTerms} from "../../contracts/voucher/ISpendingTerms.sol";
import {GrantItem} from "../../contracts/voucher/IVoucherProgramme.sol";
import {IVoucherErrors} from "../../contracts/voucher/IVoucherErrors.sol";
import {MerchantStatus} from "../../contracts/voucher/MerchantWord.sol";
import {Purpose} from "../../contracts/voucher/TermsWord.sol";
import {SignatureHandler} from "./SignatureHandler.sol";
import {actor} from "./Gukgo.sol";
import {IVaultWitness} from "./VaultLaw.sol";
import {AccountKind} from "../../contracts/deposit/AccountKind.sol";
import {SalesBand} from "../../contracts/voucher/SalesBand.sol";
import {CategoryRule} from "../../contracts/voucher/CategoryRule.sol";
import {ProgrammeStatus} from "../../contracts/voucher/ProgrammeStatus.sol";

/// @title VoucherHandler
/// @notice Every action on voucher programmes and merchants, over the accounts of `DepositHandler`.
abstract contract VoucherHandler is SignatureHandler, IVaultWitness {
    /// @inheritdoc IVaultWitness
    mapping(ProgrammeId programme => uint256) public vaultOf;

    /// @inheritdoc IVaultWitness
    mapping(ProgrammeId programme => mapping(address holder => uint256)) public entitlementOf;

    address[] private _managers;
    mapping(ProgrammeId programme => address[]) private _managersOf;
    mapping(ProgrammeId programme => uint64) private _lastBatch;

    constructor() {
        _managers.push(actor("manager", 1));
        _managers.push(actor("manager", 2));
        for (uint256 i = 0; i < SHOPS; ++i) {
            _enrol(_shops[i]);
        }
    }

    /// @dev Teaches the runner this handler's actions.
    function _learnVoucher() internal {
        _learn("open a programme", this.open);
        _learn("appoint a manager", this.appointManager);
        _learn("dismiss a manager", this.dismissManager);
        _learn("grant", this.grant);
        _learn("grant to many", this.grantBatch);
        _learn("grant again under a used reference", this.grantAgain);
        _learn("spend", this.spend);
        _learn("spend as an ERC-1155 transfer", this.spendAsTransfer);
        _learn("pass vouchers to another holder", this.passVouchers);
        _learn("reclaim", this.reclaim);
        _learn("reclaim from many", this.reclaimBatch);
        _learn("extend the expiry", this.extendExpiry);
        _learn("close a programme", this.closeProgramme);
        _learn("replace a funding account", this.replaceFundingAccount);
        _learn("enrol a merchant", this.enrol);
        _learn("suspend a merchant", this.suspendMerchant);
        _learn("reinstate a merchant", this.reinstateMerchant);
        _learn("delist a merchant", this.delist);
        _learn("bar a merchant", this.barMerchant);
    }

    // ----------------------------------------------------------------------------------------- open, appoint

    function open() external returns (bool) {
        return _open(_likely(), _oneIn(2));
    }

    function appointManager() external returns (bool) {
        ProgrammeId programme = _programme();
        address controller = actor("programmeController");
        address manager = _oneIn(6) ? controller : _oneOf(_managers);
        bytes memory data = abi.encodeCall(_s.programmes.appointManager, (programme, manager));
        bytes memory reasons = abi.encodePacked(
            ISpendingTerms.ProgrammeUnknown.selector,
            IVoucherErrors.ControllerIsManager.selector
        );
        if (!_try(controller, address(_s.programmes), data, reasons)) return false;
        _managersOf[programme].push(manager);
        return true;
    }

    function dismissManager() external returns (bool) {
        ProgrammeId programme = _programme();
        address manager = _oneOf(_managers);
        if (_likely() && _s.programmes.programmes() != 0) {
            programme = ProgrammeId.wrap(_s.programmes.programmes());
            _appoint(programme, manager);
        }
        bytes memory data = abi.encodeCall(_s.programmes.dismissManager, (programme, manager));
        bytes memory reasons = abi.encodePacked(IVoucherErrors.NotProgrammeManager.selector);
        return _try(actor("programmeController"), address(_s.programmes), data, reasons);
    }

    // ------------------------------------------------------------------------------------------------- grant

    function grant() external returns (bool) {
        (ProgrammeId programme, address manager) = _grantable(_likely());
        (, , uint64 ungranted) = _s.programmes.programmeOf(programme);
        uint64 amount = uint64(
            _oneIn(3) ? _amountUpTo(ungranted) : _between(ungranted == 0 ? 0 : 1, ungranted / 9 + 1)
        );
        return _grant(programme, manager, _oneIn(20) ? address(0) : _oneOf(_citizens), amount);
    }

    function grantBatch() external returns (bool) {
        (ProgrammeId programme, address manager) = _grantable(_likely());
        (, , uint64 ungranted) = _s.programmes.programmeOf(programme);
        GrantItem[] memory items = new GrantItem[](_below(5));
        uint64 total;
        for (uint256 i = 0; i < items.length; ++i) {
            items[i] = GrantItem(_oneOf(_citizens), uint64(_between(_oneIn(9) ? 0 : 1, ungranted / 8 + 1)));
            total += items[i].amount;
        }
        uint64 ref = ++_lastBatch[programme];
        bytes memory data = abi.encodeCall(
            _s.programmes.grantBatch,
            (programme, items, _home(programme), ref)
        );
        if (!_try(manager, address(_s.programmes), data, _grantReasons())) return false;
        for (uint256 i = 0; i < items.length; ++i) {
            entitlementOf[programme][items[i].holder] += items[i].amount;
        }
        return true;
    }

    /// @dev A repeated reference is refused as already done, and none is no reference.
    function grantAgain() external returns (bool) {
        (ProgrammeId programme, address manager) = _grantable(true);
        address holder = _citizens[0];
        bool done = _grant(programme, manager, holder, 1);
        if (!done) return false;
        uint64 ref = _lastBatch[programme];
        bytes memory data = abi.encodeCall(
            _s.programmes.grant,
            (programme, holder, 1, _home(programme), ref)
        );
        bytes memory reasons = abi.encodePacked(IVoucherErrors.AlreadyGranted.selector);
        _mustRefuse(manager, address(_s.programmes), data, reasons);

        data = abi.encodeCall(_s.programmes.grant, (programme, holder, 1, _home(programme), 0));
        reasons = abi.encodePacked(IVoucherErrors.GrantReferenceMissing.selector);
        _mustRefuse(manager, address(_s.programmes), data, reasons);
        return true;
    }

    // ------------------------------------------------------------------------------------------------- spend

    function spend() external returns (bool) {
        (ProgrammeId programme, address holder, address shop) = _spendable();
        uint64 amount = uint64(_amountUpTo(_s.programmes.balanceOf(holder, ProgrammeId.unwrap(programme))));
        bytes memory data = abi.encodeCall(_s.programmes.spend, (programme, shop, amount, uint64(acts)));
        return _spend(programme, holder, shop, amount, data);
    }

    function spendAsTransfer() external returns (bool) {
        (ProgrammeId programme, address holder, address shop) = _spendable();
        uint256 id = ProgrammeId.unwrap(programme);
        uint64 amount = uint64(_amountUpTo(_s.programmes.balanceOf(holder, id)));
        bytes memory data = abi.encodeCall(_s.programmes.safeTransferFrom, (holder, shop, id, amount, ""));
        return _spend(programme, holder, shop, amount, data);
    }

    /// @dev Law 2: vouchers are never transferable. Neither the holder nor another can give them to one who is no
    /// enrolled merchant, nobody can be approved for it, and nobody spends another's.
    function passVouchers() external returns (bool) {
        (ProgrammeId programme, address holder, address shop) = _spendable();
        uint256 id = ProgrammeId.unwrap(programme);
        address other = _oneOf(_citizens);
        bytes memory give = abi.encodeCall(_s.programmes.safeTransferFrom, (holder, other, id, 1, ""));
        bytes memory reasons = abi.encodePacked(
            ISpendingTerms.ProgrammeUnknown.selector,
            ISpendingTerms.VoucherExpired.selector,
            IMerchantErrors.MerchantNotEnrolled.selector,
            IVoucherErrors.VoucherNotTransferable.selector,
            IERC1155Errors.ERC1155InvalidOperator.selector
        );
        _mustRefuse(holder, address(_s.programmes), give, reasons);
        _mustRefuse(other == holder ? shop : other, address(_s.programmes), give, reasons);

        bytes memory take = abi.encodeCall(_s.programmes.safeTransferFrom, (holder, shop, id, 1, ""));
        _mustRefuse(shop, address(_s.programmes), take, reasons);
        bytes memory approval = abi.encodeCall(_s.programmes.setApprovalForAll, (other, true));
        _mustRefuse(holder, address(_s.programmes), approval, reasons);

        uint256[] memory one = new uint256[](1);
        one[0] = id;
        bytes memory batch = abi.encodeCall(
            _s.programmes.safeBatchTransferFrom,
            (holder, shop, one, one, "")
        );
        _mustRefuse(holder, address(_s.programmes), batch, reasons);
        return true;
    }

    // ----------------------------------------------------------------------------------- reclaim, extend, close

    function reclaim() external returns (bool) {
        (ProgrammeId programme, address holder) = _likely() ? _expired() : (_programme(), _oneOf(_citizens));
        bytes memory data = abi.encodeCall(_s.programmes.reclaim, (programme, holder));
        uint256 left = _s.programmes.balanceOf(holder, ProgrammeId.unwrap(programme));
        if (!_try(_customer(), address(_s.programmes), data, _reclaimReasons())) return false;
        vaultOf[programme] -= left;
        entitlementOf[programme][holder] -= left;
        return true;
    }

    function reclaimBatch() external returns (bool) {
        (ProgrammeId programme, address holder) = _likely() ? _expired() : (_programme(), _oneOf(_citizens));
        address[] memory holders = new address[](1 + _below(4));
        holders[0] = holder;
        for (uint256 i = 1; i < holders.length; ++i) {
            holders[i] = _oneOf(_citizens);
        }
        bytes memory data = abi.encodeCall(_s.programmes.reclaimBatch, (programme, holders));
        uint256[] memory left = new uint256[](holders.length);
        for (uint256 i = 0; i < holders.length; ++i) {
            left[i] = _s.programmes.balanceOf(holders[i], ProgrammeId.unwrap(programme));
        }
        if (!_try(_customer(), address(_s.programmes), data, _reclaimReasons())) return false;
        for (uint256 i = 0; i < holders.length; ++i) {
            if (entitlementOf[programme][holders[i]] == 0) continue;
            vaultOf[programme] -= left[i];
            entitlementOf[programme][holders[i]] -= left[i];
        }
        return true;
    }

    function extendExpiry() external returns (bool) {
        ProgrammeId programme = _programme();
        if (_likely()) (programme, ) = _grantable(true);
        uint48 expiresAt = _s.programmes.termsOf(programme).expiresAt;
        expiresAt = _oneIn(5) ? expiresAt : expiresAt + uint48(_between(1, 5 days));
        bytes memory data = abi.encodeCall(_s.programmes.extendExpiry, (programme, expiresAt));
        bytes memory reasons = abi.encodePacked(
            ISpendingTerms.ProgrammeUnknown.selector,
            ISpendingTerms.VoucherExpired.selector,
            IVoucherErrors.ExpiryNotExtended.selector
        );
        return _try(actor("programmeSponsor"), address(_s.programmes), data, reasons);
    }

    /// @dev By a manager, or by anyone: then it is refused until the programme has expired.
    function closeProgramme() external returns (bool) {
        (ProgrammeId programme, address caller) = (_programme(), _customer());
        if (_likely()) {
            (programme, caller) = _grantable(true);
            _makeHomeReady(programme);
        }
        (, , uint64 ungranted) = _s.programmes.programmeOf(programme);
        bytes memory data = abi.encodeCall(_s.programmes.close, (programme));
        bytes memory reasons = abi.encodePacked(
            _stopReasons(),
            _accountReasons(),
            ISpendingTerms.ProgrammeUnknown.selector,
            IVoucherErrors.ProgrammeIsClosed.selector,
            IVoucherErrors.NotProgrammeManager.selector
        );
        if (!_try(caller, address(_s.programmes), data, reasons)) return false;
        vaultOf[programme] -= ungranted;
        return true;
    }

    /// @dev The bank closes an agency's account, and each of its programmes gets the account of the agency that follows.
    function replaceFundingAccount() external returns (bool done) {
        _replaceFundingAccount(_programme(), _customer());
        uint256 slot = _below(AGENCIES);
        address closed = _closeAgency(slot);
        if (closed == address(0)) return false;
        for (uint64 id = 1; id <= _s.programmes.programmes(); ++id) {
            ProgrammeId programme = ProgrammeId.wrap(id);
            (, address home, ) = _s.programmes.programmeOf(programme);
            home = _s.token.currentOf(home);
            if (home != closed) continue;
            address next = _oneIn(3) ? _oneOf(_everyone) : _agencies[slot];
            done = _replaceFundingAccount(programme, next);
            if (!done) done = _replaceFundingAccount(programme, _agencies[slot]);
            _assert(done, "an agency's open account takes the place of a closed one");
        }
    }

    // --------------------------------------------------------------------------------------------- merchants

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

    function _tidyVoucher() internal {
        for (uint256 i = 0; i < SHOPS; ++i) {
            _makeEnrolled(_shops[i]);
        }
    }

    /// @dev Opens a programme; `easy` asks nothing of the merchant.
    function _open(bool arranged, bool easy) private returns (bool) {
        address agency = _oneOf(_agencies);
        uint64 budget = uint64(_between(10, 900_000));
        if (arranged) {
            agency = _makeFree(agency);
            _makeRich(agency, budget);
            _makeRunning();
            _approve(agency, address(_s.programmes), budget);
        } else if (_oneIn(2)) {
            budget = 0;
        }
        bytes memory data = abi.encodeCall(_s.programmes.open, (_purpose(arranged, easy), agency, budget));
        bytes memory reasons = abi.encodePacked(
            _transferReasons(),
            ISpendingTerms.InvalidTerms.selector,
            IVoucherErrors.ZeroAmount.selector
        );
        if (!_try(actor("programmeSponsor"), address(_s.programmes), data, reasons)) return false;
        ProgrammeId programme = ProgrammeId.wrap(_s.programmes.programmes());
        vaultOf[programme] = budget;
        _appoint(programme, _managers[0]);
        return true;
    }

    function _appoint(ProgrammeId programme, address manager) private {
        bytes memory data = abi.encodeCall(_s.programmes.appointManager, (programme, manager));
        _do(actor("programmeController"), address(_s.programmes), data);
    }

    /// @dev A programme and a manager of it; where `arranged`, one that can grant at least 10 won.
    function _grantable(bool arranged) private returns (ProgrammeId programme, address manager) {
        (programme, manager) = (_programme(), _managers[_below(2)]);
        if (!arranged) return (programme, manager);
        for (uint256 i = 0; i < 5 && !_canGrant(programme); ++i) {
            programme = _programme();
        }
        if (!_canGrant(programme)) {
            _assert(_open(true, true), "a programme opens on valid terms with money behind it");
            programme = ProgrammeId.wrap(_s.programmes.programmes());
        }
        if (!_s.programmes.isManager(programme, manager)) _appoint(programme, manager);
    }

    function _canGrant(ProgrammeId programme) private view returns (bool) {
        (ProgrammeStatus status, , uint64 ungranted) = _s.programmes.programmeOf(programme);
        bool live = status == ProgrammeStatus.Open && nowAt < _s.programmes.termsOf(programme).expiresAt;
        return live && ungranted >= 10;
    }

    /// @dev Vouchers and a shop that mostly takes them. Money is granted where nobody looked at has any.
    function _spendable() private returns (ProgrammeId programme, address holder, address shop) {
        bool arranged = _likely();
        if (arranged) _makeRunning();
        shop = _oneOf(_shops);
        for (uint256 i = 0; i < 8; ++i) {
            (programme, holder) = (_programme(), _oneOf(_citizens));
            if (_s.programmes.balanceOf(holder, ProgrammeId.unwrap(programme)) == 0) continue;
            if (nowAt >= _s.programmes.termsOf(programme).expiresAt) continue;
            if (!arranged) return (programme, holder, shop);
            holder = _makeFree(holder);
            for (uint256 k = 0; k < SHOPS; ++k) {
                shop = _shops[k];
                _makeShopReady(shop);
                (bool allowed, ) = _s.programmes.canSpend(programme, holder, shop, 1);
                if (allowed) return (programme, holder, shop);
            }
        }
        if (!arranged) return (programme, holder, shop);
        address manager;
        (programme, manager) = _grantable(true);
        holder = _makeFree(holder);
        _grant(programme, manager, holder, uint64(_between(1, 10)));
    }

    /// @dev An expired programme and a holder with a rest, and a funding account that takes it; time moves if it must.
    function _expired() private returns (ProgrammeId programme, address holder) {
        for (uint256 i = 0; i < 8; ++i) {
            (programme, holder) = (_programme(), _oneOf(_citizens));
            if (_s.programmes.balanceOf(holder, ProgrammeId.unwrap(programme)) != 0) break;
        }
        if (_s.programmes.balanceOf(holder, ProgrammeId.unwrap(programme)) == 0) {
            address manager;
            (programme, manager) = _grantable(true);
            _grant(programme, manager, holder, uint64(_between(1, 10)));
        }
        uint48 expiresAt = _s.programmes.termsOf(programme).expiresAt;
        if (nowAt < expiresAt) _warp(expiresAt);
        _makeHomeReady(programme);
    }

    /// @dev Lets the programme's funding account take money.
    function _makeHomeReady(ProgrammeId programme) private {
        (, address home, ) = _s.programmes.programmeOf(programme);
        home = _s.token.currentOf(home);
        _makeReady(home);
        _makeRunning();
    }

    function _makeEnrolled(address merchant) private {
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

    // --------------------------------------------------------------------------------------------- accounting

    function _grant(
        ProgrammeId programme,
        address manager,
        address holder,
        uint64 amount
    ) private returns (bool) {
        uint64 ref = ++_lastBatch[programme];
        bytes memory data = abi.encodeCall(
            _s.programmes.grant,
            (programme, holder, amount, _home(programme), ref)
        );
        if (!_try(manager, address(_s.programmes), data, _grantReasons())) return false;
        entitlementOf[programme][holder] += amount;
        return true;
    }

    /// @dev Accepted exactly where the old account is closed and the new one a public body's that is not.
    function _replaceFundingAccount(ProgrammeId programme, address next) private returns (bool ok) {
        (ProgrammeStatus status, address home, ) = _s.programmes.programmeOf(programme);
        home = _s.token.currentOf(home);
        AccountState memory account = _s.token.accountOf(next);
        bool right = status != ProgrammeStatus.None && _s.token.accountOf(home).closed;
        right = right && account.kind == AccountKind.Agency && !account.closed;
        bytes memory data = abi.encodeCall(_s.programmes.replaceFundingAccount, (programme, next));
        bytes memory reasons = abi.encodePacked(
            ISpendingTerms.ProgrammeUnknown.selector,
            IVoucherErrors.FundingAccountNotClosed.selector,
            IVoucherErrors.InvalidFundingAccount.selector
        );
        ok = _try(actor("programmeSponsor"), address(_s.programmes), data, reasons);
        _assert(
            ok == right,
            "a funding account is replaced where it is closed, by a public body's that is not"
        );
    }

    /// @dev `canSpend` says beforehand whether, and if not why, in the very bytes of the refusal.
    function _spend(
        ProgrammeId programme,
        address holder,
        address shop,
        uint64 amount,
        bytes memory data
    ) private returns (bool ok) {
        (bool allowed, bytes memory refusal) = _s.programmes.canSpend(programme, holder, shop, amount);
        bytes memory result;
        (ok, result) = _call(holder, address(_s.programmes), data);
        _assert(ok == allowed, "canSpend allows what spend does");
        if (!ok) _assertEq(result, refusal, "canSpend gives the bytes with which spend reverts");
        if (!ok) return false;
        vaultOf[programme] -= amount;
        entitlementOf[programme][holder] -= amount;
    }

    // ------------------------------------------------------------------------------------------------ choice

    /// @dev One of the latest six programmes, sometimes one that does not exist.
    function _programme() private returns (ProgrammeId) {
        uint64 count = _s.programmes.programmes();
        if (count == 0 || _oneIn(20)) return ProgrammeId.wrap(count + 1);
        return ProgrammeId.wrap(count - uint64(_below(count < 6 ? count : 6)));
    }

    /// @dev All grants of one programme name the same home district, which is that of some shops.
    function _home(ProgrammeId programme) private pure returns (Region) {
        return ProgrammeId.unwrap(programme) % 2 == 0 ? Region.wrap(11_000) : Region.wrap(26_110);
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

    function _purpose(bool arranged, bool easy) private returns (Purpose memory purpose) {
        purpose.terms.expiresAt = uint48(nowAt + (arranged ? _between(1 days, 20 days) : 0));
        purpose.documentHash = keccak256(abi.encode(acts));
        if (_oneIn(3)) purpose.terms.perPaymentLimit = uint64(_between(1, 100_000));
        if (easy) return purpose;

        purpose.terms.categoryRule = CategoryRule(_below(3));
        if (purpose.terms.categoryRule != CategoryRule.Any) {
            purpose.categories = new Mcc[](2);
            purpose.categories[0] = Mcc.wrap(5411);
            purpose.categories[1] = Mcc.wrap(_oneIn(2) ? 5812 : 9999);
        }
        if (_oneIn(4)) purpose.terms.maxSalesBand = SalesBand(_between(1, 5));
        purpose.terms.homeRegionOnly = _oneIn(4);
        purpose.terms.listedRegionsOnly = _oneIn(4);
        if (purpose.terms.listedRegionsOnly) {
            purpose.regions = new Region[](2);
            purpose.regions[0] = Region.wrap(11_110);
            purpose.regions[1] = Region.wrap(_oneIn(2) ? 11_140 : 26_110);
        }
        purpose.terms.namedMerchantsOnly = _oneIn(4);
        if (purpose.terms.namedMerchantsOnly) {
            purpose.merchants = new address[](2);
            purpose.merchants[0] = _oneOf(_shops);
            purpose.merchants[1] = _oneOf(_shops);
        }
    }

    // ----------------------------------------------------------------------------------------------- reasons

    function _moveVouchers(uint64 id, address account) internal override {
        if (_s.programmes.balanceOf(account, id) == 0) return;
        bytes memory data = abi.encodeCall(_s.programmes.moveToSuccessor, (ProgrammeId.wrap(id), account));
        bytes memory reasons = abi.encodePacked(IVoucherErrors.HomeRegionDiffers.selector);
        if (!_try(_customer(), address(_s.programmes), data, reasons)) return;
        ProgrammeId programme = ProgrammeId.wrap(id);
        address successor = _s.token.currentOf(account);
        entitlementOf[programme][successor] += entitlementOf[programme][account];
        entitlementOf[programme][account] = 0;
    }

    function _grantReasons() private pure returns (bytes memory) {
        return
            abi.encodePacked(
                ISpendingTerms.ProgrammeUnknown.selector,
                IVoucherErrors.NotProgrammeManager.selector,
                IVoucherErrors.ProgrammeIsClosed.selector,
                ISpendingTerms.VoucherExpired.selector,
                IVoucherErrors.ZeroAmount.selector,
                IVoucherErrors.InvalidHolder.selector,
                IVoucherErrors.BudgetExceeded.selector
            );
    }

    function _reclaimReasons() private pure returns (bytes memory) {
        return
            abi.encodePacked(
                _stopReasons(),
                _accountReasons(),
                ISpendingTerms.ProgrammeUnknown.selector,
                IVoucherErrors.ProgrammeNotExpired.selector,
                IVoucherErrors.NothingToReclaim.selector
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
