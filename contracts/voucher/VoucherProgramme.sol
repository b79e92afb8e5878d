// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Invoice} from "../types/Invoice.sol";
import {KoreaTime} from "../types/KoreaTime.sol";
import {ProgrammeId} from "../types/ProgrammeId.sol";
import {Region} from "../types/Region.sol";
import {Clawback} from "./Clawback.sol";
import {IVoucherProgramme} from "./IVoucherProgramme.sol";
import {VoucherFacts} from "./VoucherFacts.sol";
import {GrantItem, GrantRecord} from "./Grant.sol";
import {Payment, Purchase, SignedPayment} from "./Payment.sol";
import {Slip} from "./Slip.sol";
import {ProgrammeStatus} from "./ProgrammeStatus.sol";
import {Proxy} from "./Proxy.sol";
import {SignedPayments} from "./SignedPayments.sol";
import {TermsWord} from "./TermsWord.sol";
import {VoucherCode} from "./VoucherCode.sol";
import {VoucherFace} from "./VoucherFace.sol";
import {VoucherHolders} from "./VoucherHolders.sol";
import {VoucherOffices} from "./VoucherOffices.sol";
import {VoucherPayments} from "./VoucherPayments.sol";
import {VoucherState} from "./VoucherState.sol";
import {Voucher, VoucherWord} from "./VoucherWord.sol";

/// @title VoucherProgramme
/// @notice Voucher programmes from the grant to the return of what was left. See `IVoucherProgramme`.
/// @dev Per programme: the deposit tokens this contract holds are what is ungranted plus what holders have left. The plain
/// payment is here; others, and what is done seldom, are code that this contract runs as its own: see `VoucherCode`.
contract VoucherProgramme is VoucherFace, SignedPayments, VoucherCode, IVoucherProgramme {
    /// @notice The most items of one `grantBatch`: it stays under 2^24 gas.
    uint256 public constant MAX_GRANT_BATCH = 600;

    /// @param offices_ Deployed for this contract, as the next two are: it brings the contracts that vouchers work with.
    constructor(
        VoucherOffices offices_,
        VoucherHolders holderCode_,
        VoucherPayments payments_,
        string memory uri_
    ) VoucherState(offices_.surroundings()) VoucherCode(offices_, holderCode_, payments_) VoucherFace(uri_) {}

    // ------------------------------------------------------------------------------------------------- grant

    /// @inheritdoc IVoucherProgramme
    function grant(ProgrammeId programme, address holder, uint64 amount, Region home, uint64 ref) external {
        _authorizeGrant(programme, home, ref);
        _grantTo(programme, holder, amount, home);
        _recordGrant(programme, 1, amount, home, ref);
    }

    /// @inheritdoc IVoucherProgramme
    function grantBatch(ProgrammeId programme, GrantItem[] calldata items, Region home, uint64 ref) external {
        if (items.length > MAX_GRANT_BATCH) revert BatchTooLong(items.length, MAX_GRANT_BATCH);
        if (items.length == 0) revert ZeroAmount();
        _authorizeGrant(programme, home, ref);
        uint256 total;
        for (uint256 i = 0; i < items.length; ++i) {
            GrantItem calldata item = items[i];
            _grantTo(programme, item.holder, item.amount, home);
            total += item.amount;
        }
        _recordGrant(programme, items.length, total, home, ref);
    }

    // ------------------------------------------------------------------------------------------------- spend

    /// @inheritdoc IVoucherProgramme
    function spend(ProgrammeId programme, address merchant, uint64 amount, uint64 receipt) external {
        _spend(programme, merchant, amount, receipt);
    }

    // ------------------------------------------------------------------------------------------------- views

    /// @inheritdoc IVoucherProgramme
    function canSpend(
        ProgrammeId programme,
        address holder,
        address merchant,
        uint64 amount
    ) external view returns (bool allowed, bytes memory refusal) {
        return _canPay(Payment(programme, holder, merchant, amount, Invoice.wrap(0), 0));
    }

    /// @inheritdoc IVoucherProgramme
    function canSpendFor(
        address holder,
        Purchase calldata purchase
    ) external view returns (bool allowed, bytes memory refusal) {
        return _canPay(_paymentOf(holder, purchase));
    }

    /// @inheritdoc IVoucherProgramme
    function canSettle(
        ProgrammeId programme,
        address merchant,
        SignedPayment calldata signed,
        bytes calldata extras
    ) external view returns (bool allowed, bytes memory refusal) {
        Slip memory slip;
        slip.open(_domainSeparatorV4(), extras);
        (slip.programme, slip.merchant) = (programme, merchant);
        slip.load(signed);
        Payment memory payment = slip.toPayment();
        VoucherWord word = _vouchers[programme.join(uint160(payment.holder))].word;
        (refusal, ) = _signedRefusal(slip, word, extras);
        if (refusal.length == 0) {
            Run memory run;
            _beginProgramme(run, programme);
            _begin(run, programme, merchant, registry.merchantWord(merchant), false);
            refusal = _runRefusal(payment, word, run, false);
        }
        allowed = refusal.length == 0;
    }

    /// @inheritdoc IVoucherProgramme
    function proxyOf(ProgrammeId programme, address holder) external view returns (Proxy memory) {
        return _proxies[programme.join(uint160(holder))];
    }

    /// @inheritdoc IVoucherProgramme
    function voucherOf(
        ProgrammeId programme,
        address holder
    ) external view returns (VoucherFacts memory voucher) {
        VoucherWord word = _vouchers[programme.join(uint160(holder))].word;
        uint256 day = KoreaTime.dayIndex(block.timestamp);
        voucher.balance = word.balance();
        voucher.held = word.balance() - _free(programme, holder, word);
        voucher.home = word.home();
        voucher.consented = word.hasConsented();
        voucher.attested = word.isAttested();
        voucher.spentToday = uint64(word.spentOn(day));
        voucher.spentThisMonth = uint64(word.spentIn(KoreaTime.monthIndex(day)));
        voucher.spentInAll = uint64(word.spentInAll());
        voucher.highestId = word.ids().highestId();
    }

    /// @inheritdoc IVoucherProgramme
    function clawbackOf(ProgrammeId programme, address holder) external view returns (Clawback memory) {
        return _clawbacks[programme.join(uint160(holder))];
    }

    /// @inheritdoc IVoucherProgramme
    function programmeOf(
        ProgrammeId programme
    ) external view returns (ProgrammeStatus status, address fundingAccount, uint64 ungranted) {
        Fund memory fund = _funds[programme];
        return (_terms[programme].status(), fund.account, fund.ungranted);
    }

    /// @inheritdoc IVoucherProgramme
    function isManager(ProgrammeId programme, address account) external view returns (bool) {
        return _managers[programme][account];
    }

    /// @inheritdoc IVoucherProgramme
    function isAttestor(ProgrammeId programme, address account) external view returns (bool) {
        return _attestors[programme][account];
    }

    /// @inheritdoc IVoucherProgramme
    function grantOf(ProgrammeId programme, uint64 ref) external view returns (GrantRecord memory) {
        return _grants[programme][ref];
    }

    /// @inheritdoc IVoucherProgramme
    function programmes() external view returns (uint64) {
        return _programmes;
    }

    // --------------------------------------------------------------------------------------------- internals

    /// @dev The caller may grant in this programme, to holders at home in `home`, under `ref`.
    function _authorizeGrant(ProgrammeId programme, Region home, uint64 ref) private view {
        // The caller manages this programme.
        TermsWord terms = _known(programme);
        _onlyManager(programme, msg.sender);

        // A batch has a number, and is granted once: a retry is told that it is done, whatever has changed since.
        if (ref == 0) revert GrantReferenceMissing(programme);
        GrantRecord memory done = _grants[programme][ref];
        if (done.grantedAt != 0)
            revert AlreadyGranted(programme, ref, done.holders, done.amount, done.grantedAt);

        // It is open, not paused and not expired.
        if (terms.status() == ProgrammeStatus.Closed) revert ProgrammeIsClosed(programme);
        if (terms.isPaused()) revert ProgrammeIsPaused(programme);
        _notExpired(programme, terms);

        // A home is a district, and known where vouchers are spent at home.
        if (home.isNone() ? terms.homeRegionOnly() : !home.isCode()) revert HomeRegionMissing(programme);
    }

    function _grantTo(ProgrammeId programme, address holder, uint64 amount, Region home) private {
        if (holder == address(0)) revert InvalidHolder(holder);
        if (amount == 0) revert ZeroAmount();
        Voucher storage voucher = _vouchers[programme.join(uint160(holder))];
        VoucherWord word = voucher.word;

        // One programme, one home district a holder.
        if (!word.mayBeAt(home)) revert HomeRegionDiffers(programme, holder, word.home(), home);

        voucher.word = word.grant(amount, home);

        emit TransferSingle(msg.sender, address(0), holder, programme.toTokenId(), amount);
    }

    /// @dev Takes what was granted out of the programme's ungranted rest, and uses up `ref`.
    function _recordGrant(
        ProgrammeId programme,
        uint256 holders,
        uint256 amount,
        Region home,
        uint64 ref
    ) private {
        // No voucher without money behind it.
        uint48 ungranted = _funds[programme].ungranted;
        if (amount > ungranted) revert BudgetExceeded(programme, ungranted, amount);

        _funds[programme].ungranted = ungranted - uint48(amount);
        _grants[programme][ref] = GrantRecord(uint64(holders), uint64(amount), uint48(block.timestamp));

        emit VoucherGranted(programme, ref, home, msg.sender);
    }

    function _spend(
        ProgrammeId programme,
        address merchant,
        uint64 amount,
        uint64 receipt
    ) internal override {
        _pay(Payment(programme, msg.sender, merchant, amount, Invoice.wrap(0), 0), receipt);
    }
}
