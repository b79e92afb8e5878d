// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccountKind} from "../../contracts/deposit/AccountKind.sol";
import {AccountState} from "../../contracts/deposit/IDepositToken.sol";
import {ProgrammeId} from "../../contracts/types/ProgrammeId.sol";
import {ISpendingTerms} from "../../contracts/voucher/ISpendingTerms.sol";
import {GrantItem} from "../../contracts/voucher/Grant.sol";
import {IVoucherErrors} from "../../contracts/voucher/IVoucherErrors.sol";
import {ProgrammeStatus} from "../../contracts/voucher/ProgrammeStatus.sol";
import {actor} from "./Gukgo.sol";
import {MerchantHandler} from "./MerchantHandler.sol";

/// @title ProgrammeHandler
/// @notice What is done to programmes: opened, paused, granted from, extended, closed.
abstract contract ProgrammeHandler is MerchantHandler {
    function _learnProgrammes() internal {
        _learn("open a programme", this.open);
        _learn("appoint a manager", this.appointManager);
        _learn("dismiss a manager", this.dismissManager);
        _learn("grant", this.grant);
        _learn("grant to many", this.grantBatch);
        _learn("grant again under a used reference", this.grantAgain);
        _learn("pause a programme", this.pauseProgramme);
        _learn("resume a programme", this.resumeProgramme);
        _learn("extend the expiry", this.extendExpiry);
        _learn("close a programme", this.closeProgramme);
        _learn("replace a funding account", this.replaceFundingAccount);
    }

    function open() external returns (bool) {
        return _open(_likely(), Flavour(_below(5)));
    }

    function appointManager() external returns (bool) {
        ProgrammeId programme = _programme();
        address controller = actor("programmeController");
        address manager = _oneIn(6) ? controller : _oneOf(_managers);
        if (_oneIn(4) && _s.programmes.isAttestor(programme, actor("attestor", 1)))
            manager = actor("attestor", 1);
        bytes memory data = abi.encodeCall(_s.programmes.appointManager, (programme, manager));
        bytes memory reasons = abi.encodePacked(
            ISpendingTerms.ProgrammeUnknown.selector,
            IVoucherErrors.ControllerIsManager.selector,
            IVoucherErrors.ManagerIsAttestor.selector
        );
        return _try(controller, address(_s.programmes), data, reasons);
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

    // ------------------------------------------------------------------------------------------------- pause

    function pauseProgramme() external returns (bool) {
        bytes memory data = abi.encodeCall(_s.programmes.pauseProgramme, (_programme(), "case"));
        bytes memory reasons = abi.encodePacked(
            ISpendingTerms.ProgrammeUnknown.selector,
            ISpendingTerms.ProgrammeIsPaused.selector
        );
        return _try(actor("programmePauser"), address(_s.programmes), data, reasons);
    }

    function resumeProgramme() external returns (bool) {
        ProgrammeId programme = _programme();
        if (_likely()) {
            (programme, ) = _grantable(true);
            bytes memory pausing = abi.encodeCall(_s.programmes.pauseProgramme, (programme, "case"));
            _do(actor("programmePauser"), address(_s.programmes), pausing);
        }
        bytes memory data = abi.encodeCall(_s.programmes.resumeProgramme, (programme, "case"));
        bytes memory reasons = abi.encodePacked(
            ISpendingTerms.ProgrammeUnknown.selector,
            IVoucherErrors.ProgrammeNotPaused.selector
        );
        return _try(actor("programmeController"), address(_s.programmes), data, reasons);
    }

    // ------------------------------------------------------------------------------------------ extend, close

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

    /// @dev The latest programmes pay again.
    function _tidyProgrammes() internal {
        uint64 count = _s.programmes.programmes();
        for (uint64 id = count; id > 0 && id + 6 > count; --id) _makeResumed(ProgrammeId.wrap(id));
    }

    /// @dev Lets the programme's funding account take money.
    function _makeHomeReady(ProgrammeId programme) internal {
        (, address home, ) = _s.programmes.programmeOf(programme);
        home = _s.token.currentOf(home);
        _makeReady(home);
        _makeRunning();
    }
}
