// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Governed} from "../access/Governed.sol";
import {ITreasury} from "../budget/ITreasury.sol";
import {IDepositToken} from "../deposit/IDepositToken.sol";
import {ProgrammeId} from "../types/ProgrammeId.sol";
import {Clawback} from "./Clawback.sol";
import {GrantRecord} from "./Grant.sol";
import {IInvoiceRegister} from "./IInvoiceRegister.sol";
import {IVoucherErrors} from "./IVoucherErrors.sol";
import {IVoucherEvents} from "./IVoucherEvents.sol";
import {ProgrammeStatus} from "./ProgrammeStatus.sol";
import {Proxy} from "./Proxy.sol";
import {SpendingTerms} from "./SpendingTerms.sol";
import {Surroundings} from "./Surroundings.sol";
import {TermsWord} from "./TermsWord.sol";
import {Voucher, VoucherWord} from "./VoucherWord.sol";

/// @title VoucherState
/// @notice What voucher programmes keep.
/// @dev `VoucherProgramme` and `VoucherOffices`, whose code it runs as its own, both begin with this, so that both see one
/// storage.
abstract contract VoucherState is SpendingTerms, Governed, IVoucherErrors, IVoucherEvents {
    using SafeERC20 for IDepositToken;

    /// @dev Where a programme's money came from, how much of it is not granted yet, and how much came in all: one word.
    struct Fund {
        address account;
        uint48 ungranted;
        uint48 received;
    }

    /// @notice The bank's money the vouchers are paid in.
    IDepositToken public immutable token;

    /// @notice The ministry whose programme sponsor opens programmes.
    IAccessManager public immutable ministry;

    /// @notice Where invoices are kept, so that none is paid twice.
    IInvoiceRegister public immutable invoices;

    /// @notice Whose money programmes hold in trust.
    ITreasury public immutable treasury;

    /// @dev How many programmes have opened; they are numbered from 1.
    uint64 internal _programmes;

    /// @dev The key joins the programme with the holder, so that one hash finds the voucher; so it does below.
    mapping(uint256 programmeAndHolder => Voucher) internal _vouchers;
    mapping(uint256 programmeAndHolder => Proxy) internal _proxies;
    mapping(uint256 programmeAndHolder => Clawback) internal _clawbacks;
    mapping(ProgrammeId programme => Fund) internal _funds;
    mapping(ProgrammeId programme => mapping(address account => bool)) internal _managers;
    mapping(ProgrammeId programme => mapping(address account => bool)) internal _attestors;
    mapping(ProgrammeId programme => mapping(uint64 ref => GrantRecord)) internal _grants;

    /// @dev On what the Treasury's money is held in trust, and which programme holds what is advanced on it.
    mapping(ProgrammeId programme => bytes32) internal _matters;
    mapping(bytes32 matter => ProgrammeId) internal _inTrust;

    constructor(
        Surroundings memory around
    ) Governed(around.operator) SpendingTerms(around.registry, around.calendar) {
        ministry = around.ministry;
        token = around.token;
        invoices = around.invoices;
        treasury = around.treasury;
    }

    /// @dev Where a programme's rest returns to: its funding account, under the key it has now.
    function _fundingAccount(ProgrammeId programme) internal view returns (address) {
        return token.currentOf(_funds[programme].account);
    }

    /// @dev Sends what is left of a programme home: to the Treasury for the obligation under which it was advanced, or to the
    /// funding account.
    function _sendHome(ProgrammeId programme, uint256 amount) internal {
        bytes32 matter = _matters[programme];
        if (matter == 0) return token.safeTransfer(_fundingAccount(programme), amount);

        token.forceApprove(address(treasury), amount);
        treasury.receiveReturn(address(this), matter, uint64(amount));
    }

    /// @dev What a holder may spend: the balance less what a clawback holds.
    function _free(ProgrammeId programme, address holder, VoucherWord word) internal view returns (uint64) {
        if (!word.isHeld()) return word.balance();
        return word.balance() - _clawbacks[programme.join(uint160(holder))].amount;
    }

    function _known(ProgrammeId programme) internal view returns (TermsWord terms) {
        terms = _terms[programme];
        if (terms.status() == ProgrammeStatus.None) revert ProgrammeUnknown(programme);
    }

    function _notExpired(ProgrammeId programme, TermsWord terms) internal view {
        uint48 expiresAt = uint48(terms.expiresAt());
        if (block.timestamp >= expiresAt) revert VoucherExpired(programme, expiresAt, block.timestamp);
    }

    function _onlyManager(ProgrammeId programme, address account) internal view {
        if (!_managers[programme][account]) revert NotProgrammeManager(programme, account);
    }
}
