// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CategoryRule} from "../../contracts/voucher/CategoryRule.sol";
import {ISpendingTerms} from "../../contracts/voucher/ISpendingTerms.sol";
import {IVoucherErrors} from "../../contracts/voucher/IVoucherErrors.sol";
import {Mcc} from "../../contracts/types/Mcc.sol";
import {ProgrammeId} from "../../contracts/types/ProgrammeId.sol";
import {ProgrammeStatus} from "../../contracts/voucher/ProgrammeStatus.sol";
import {Region} from "../../contracts/types/Region.sol";
import {SalesBand} from "../../contracts/voucher/SalesBand.sol";
import {Purpose} from "../../contracts/voucher/Terms.sol";
import {actor} from "./Gukgo.sol";
import {VoucherModel} from "./VoucherModel.sol";

/// @title VoucherArranger
/// @notice Opens programmes, appoints and grants, so that acts on vouchers find what they need.
abstract contract VoucherArranger is VoucherModel {
    /// @dev What a programme that is opened asks for.
    enum Flavour {
        Easy, // at most a limit of a payment
        Drawn, // anything
        Conditions, // consent and evidence
        Rebate, // gives back a share
        Counted // limits of a holder
    }

    /// @dev The notice to which holders consent.
    bytes32 internal constant NOTICE = keccak256("notice");

    address[] internal _managers;
    mapping(ProgrammeId programme => uint64) internal _lastBatch;

    constructor() {
        _managers.push(actor("manager", 1));
        _managers.push(actor("manager", 2));
    }

    /// @dev Opens a programme.
    function _open(bool arranged, Flavour flavour) internal returns (bool) {
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
        bytes memory data = abi.encodeCall(_s.programmes.open, (_purpose(arranged, flavour), agency, budget));
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

    function _appoint(ProgrammeId programme, address manager) internal {
        bytes memory data = abi.encodeCall(_s.programmes.appointManager, (programme, manager));
        _do(actor("programmeController"), address(_s.programmes), data);
    }

    /// @dev A programme and a manager of it; where `arranged`, one that can grant at least 10 won.
    function _grantable(bool arranged) internal returns (ProgrammeId programme, address manager) {
        (programme, manager) = (_programme(), _managers[_below(2)]);
        if (!arranged) return (programme, manager);
        for (uint256 i = 0; i < 5 && !_canGrant(programme); ++i) {
            programme = _programme();
        }
        if (!_canGrant(programme)) {
            _assert(_open(true, Flavour.Easy), "a programme opens on valid terms with money behind it");
            programme = ProgrammeId.wrap(_s.programmes.programmes());
        }
        if (!_s.programmes.isManager(programme, manager)) _appoint(programme, manager);
        _makeResumed(programme);
    }

    function _makeResumed(ProgrammeId programme) internal {
        if (!_s.programmes.isPaused(programme)) return;
        bytes memory data = abi.encodeCall(_s.programmes.resumeProgramme, (programme, "case"));
        _do(actor("programmeController"), address(_s.programmes), data);
    }

    function _canGrant(ProgrammeId programme) internal view returns (bool) {
        (ProgrammeStatus status, , uint64 ungranted) = _s.programmes.programmeOf(programme);
        bool live = status == ProgrammeStatus.Open && nowAt < _s.programmes.termsOf(programme).expiresAt;
        return live && ungranted >= 10;
    }

    function _grant(
        ProgrammeId programme,
        address manager,
        address holder,
        uint64 amount
    ) internal returns (bool) {
        uint64 ref = ++_lastBatch[programme];
        bytes memory data = abi.encodeCall(
            _s.programmes.grant,
            (programme, holder, amount, _home(programme), ref)
        );
        if (!_try(manager, address(_s.programmes), data, _grantReasons())) return false;
        entitlementOf[programme][holder] += amount;
        return true;
    }

    // ------------------------------------------------------------------------------------------------ choice

    /// @dev One of the latest six programmes, sometimes one that does not exist.
    function _programme() internal returns (ProgrammeId) {
        uint64 count = _s.programmes.programmes();
        if (count == 0 || _oneIn(20)) return ProgrammeId.wrap(count + 1);
        return ProgrammeId.wrap(count - uint64(_below(count < 6 ? count : 6)));
    }

    /// @dev All grants of one programme name the same home district, which is that of some shops.
    function _home(ProgrammeId programme) internal pure returns (Region) {
        return ProgrammeId.unwrap(programme) % 2 == 0 ? Region.wrap(11_000) : Region.wrap(26_110);
    }

    function _purpose(bool arranged, Flavour flavour) private returns (Purpose memory purpose) {
        purpose.terms.expiresAt = uint48(nowAt + (arranged ? _between(1 days, 20 days) : 0));
        purpose.documentHash = keccak256(abi.encode(acts));
        if (_oneIn(3)) purpose.terms.perPaymentLimit = uint64(_between(1, 100_000));
        if (flavour == Flavour.Drawn) _drawPlaces(purpose);
        if (flavour == Flavour.Drawn) _drawTimes(purpose);
        bool drawn = flavour == Flavour.Drawn && _oneIn(3);
        if (drawn || flavour == Flavour.Counted) _drawLimits(purpose);
        if (drawn || flavour == Flavour.Conditions) {
            (purpose.terms.consentRequired, purpose.noticeHash) = (true, NOTICE);
            purpose.terms.evidenceRequired = _oneIn(2);
            purpose.terms.purposeRequired = _oneIn(2);
        }
        if (flavour == Flavour.Rebate) purpose.terms.rebateBps = uint16(_between(1, 10_000));
    }

    /// @dev No limit is above one of a longer time.
    function _drawLimits(Purpose memory purpose) private {
        uint64 most = 200_000;
        if (_oneIn(2)) purpose.terms.totalLimit = most = uint64(_between(20, most));
        if (_oneIn(2)) purpose.terms.monthlyLimit = most = uint64(_between(10, most));
        if (_oneIn(2)) purpose.terms.dailyLimit = most = uint64(_between(5, most));
        if (purpose.terms.perPaymentLimit > most) purpose.terms.perPaymentLimit = most;
    }

    function _drawTimes(Purpose memory purpose) private {
        if (_oneIn(4)) purpose.terms.weekdays = uint8(_between(1, 127));
        purpose.terms.closedOnHolidays = _oneIn(4);
        if (!_oneIn(4)) return;
        purpose.terms.opensAt = uint16(_below(700));
        purpose.terms.closesAt = uint16(_between(800, 1_440));
    }

    function _drawPlaces(Purpose memory purpose) private {
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

    function _grantReasons() internal pure returns (bytes memory) {
        return
            abi.encodePacked(
                ISpendingTerms.ProgrammeUnknown.selector,
                IVoucherErrors.NotProgrammeManager.selector,
                IVoucherErrors.ProgrammeIsClosed.selector,
                ISpendingTerms.VoucherExpired.selector,
                ISpendingTerms.ProgrammeIsPaused.selector,
                IVoucherErrors.HomeRegionDiffers.selector,
                IVoucherErrors.ZeroAmount.selector,
                IVoucherErrors.InvalidHolder.selector,
                IVoucherErrors.BudgetExceeded.selector
            );
    }

    /// @dev Why a programme pays nothing now, whoever pays whom.
    function _programmeReasons() internal pure returns (bytes memory) {
        return
            abi.encodePacked(
                ISpendingTerms.ProgrammeUnknown.selector,
                ISpendingTerms.VoucherExpired.selector,
                ISpendingTerms.ProgrammeIsPaused.selector,
                ISpendingTerms.WeekdayNotAllowed.selector,
                ISpendingTerms.OutsideHours.selector,
                ISpendingTerms.HolidayNotAllowed.selector
            );
    }
}
