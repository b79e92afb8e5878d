// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1155Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ProgrammeId} from "../../contracts/types/ProgrammeId.sol";
import {IMerchantErrors} from "../../contracts/voucher/IMerchantErrors.sol";
import {ISpendingTerms} from "../../contracts/voucher/ISpendingTerms.sol";
import {IVoucherErrors} from "../../contracts/voucher/IVoucherErrors.sol";
import {Purchase} from "../../contracts/voucher/Payment.sol";
import {HolderHandler} from "./HolderHandler.sol";

/// @title SpendHandler
/// @notice Plain payments, attempts to pass vouchers on, and the return of what expired.
abstract contract SpendHandler is HolderHandler {
    function _learnSpending() internal {
        _learn("spend", this.spend);
        _learn("spend as an ERC-1155 transfer", this.spendAsTransfer);
        _learn("pass vouchers to another holder", this.passVouchers);
        _learn("reclaim", this.reclaim);
        _learn("reclaim from many", this.reclaimBatch);
    }

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
            _programmeReasons(),
            ISpendingTerms.RebateOnly.selector,
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

    // ----------------------------------------------------------------------------------------------- reclaim

    function reclaim() external returns (bool) {
        (ProgrammeId programme, address holder) = _likely() ? _expired() : (_programme(), _oneOf(_citizens));
        bytes memory data = abi.encodeCall(_s.programmes.reclaim, (programme, holder));
        uint256 left = _s.programmes.balanceOf(holder, ProgrammeId.unwrap(programme));
        if (!_try(_customer(), address(_s.programmes), data, _reclaimReasons())) return false;
        _sentHome(programme, holder, left);
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
            _sentHome(programme, holders[i], left[i]);
        }
        return true;
    }

    // --------------------------------------------------------------------------------------------- arranging

    /// @dev Vouchers and a shop that mostly takes them. Money is granted where nobody looked at has any.
    function _spendable() internal returns (ProgrammeId programme, address holder, address shop) {
        bool arranged = !_oneIn(8);
        if (arranged) _makeRunning();
        shop = _oneOf(_shops);
        for (uint256 i = 0; i < 8; ++i) {
            (programme, holder) = (_programme(), _oneOf(_citizens));
            if (_s.programmes.balanceOf(holder, ProgrammeId.unwrap(programme)) == 0) continue;
            if (nowAt >= _s.programmes.termsOf(programme).expiresAt) continue;
            if (!arranged) return (programme, holder, shop);
            holder = _makeFree(holder);
            _meetConditions(programme, holder);
            shop = _takingShop(programme, holder);
            if (shop != address(0)) return (programme, holder, shop);
        }
        if (!arranged) return (programme, holder, _oneOf(_shops));
        return _freshlySpendable();
    }

    /// @dev A holder of vouchers that ask nothing of the merchant, and a shop that takes them.
    function _freshlySpendable() private returns (ProgrammeId programme, address holder, address shop) {
        holder = _makeFree(_oneOf(_citizens));
        _assert(_open(true, Flavour.Easy), "a programme opens on valid terms with money behind it");
        programme = ProgrammeId.wrap(_s.programmes.programmes());
        (, , uint64 budget) = _s.programmes.programmeOf(programme);
        _grant(programme, _managers[0], holder, budget / 4 + 1);
        return (programme, holder, _takingShop(programme, holder));
    }

    /// @dev A shop at which one won could be paid, if there is one.
    function _takingShop(ProgrammeId programme, address holder) private returns (address shop) {
        for (uint256 k = 0; k < SHOPS; ++k) {
            shop = _shops[k];
            _makeShopReady(shop);
            if (_takesOne(programme, holder, shop)) return shop;
        }
        return address(0);
    }

    /// @dev Whether one won could be paid, with its purpose.
    function _takesOne(
        ProgrammeId programme,
        address holder,
        address shop
    ) internal view returns (bool allowed) {
        Purchase memory purchase;
        (purchase.programme, purchase.merchant, purchase.amount) = (programme, shop, 1);
        purchase.purposeHash = "purpose";
        (allowed, ) = _s.programmes.canSpendFor(holder, purchase);
    }

    /// @dev An expired programme and a holder with a rest, and a funding account that takes it; time moves if it must.
    function _expired() internal returns (ProgrammeId programme, address holder) {
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
        _debited(programme, holder, amount);
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
}
