// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IAuthority} from "../access/IAuthority.sol";
import {officerOf} from "../access/Officer.sol";
import {OfficesOfOthers} from "../access/OfficesOfOthers.sol";
import {AccountState, IDepositToken} from "../deposit/IDepositToken.sol";
import {ProgrammeId} from "../types/ProgrammeId.sol";
import {Refusal} from "../types/Refusal.sol";
import {Region} from "../types/Region.sol";
import {IMerchantRegistry} from "./IMerchantRegistry.sol";
import {GrantItem, GrantRecord, IVoucherProgramme} from "./IVoucherProgramme.sol";
import {SpendingTerms} from "./SpendingTerms.sol";
import {Purpose, TermsWord} from "./TermsWord.sol";
import {VoucherFace} from "./VoucherFace.sol";
import {VoucherWord} from "./VoucherWord.sol";
import {AccountKind} from "../deposit/AccountKind.sol";
import {ProgrammeStatus} from "./ProgrammeStatus.sol";

/// @title VoucherProgramme
/// @notice Voucher programmes from opening to the return of what was left. See `IVoucherProgramme`.
/// @dev Per programme: the deposit tokens this contract holds are what is ungranted plus what holders have left.
contract VoucherProgramme is AccessManaged, OfficesOfOthers, SpendingTerms, VoucherFace {
    using Refusal for bytes;
    using SafeERC20 for IDepositToken;

    /// @dev Where a programme's money came from, and how much of it is not granted yet: one word.
    struct Fund {
        address account;
        uint64 ungranted;
    }

    /// @notice The most items of one `grantBatch`: it stays under 2^24 gas.
    uint256 public constant MAX_GRANT_BATCH = 600;

    /// @notice The most holders of one `reclaimBatch`: it stays under 2^24 gas.
    uint256 public constant MAX_RECLAIM_BATCH = 1_000;

    /// @notice The bank's money the vouchers are paid in.
    IDepositToken public immutable token;

    /// @notice The ministry whose programme sponsor opens programmes.
    IAccessManager public immutable ministry;

    /// @inheritdoc IVoucherProgramme
    uint64 public programmes;

    mapping(ProgrammeId programme => Fund) private _funds;
    mapping(ProgrammeId programme => mapping(address account => bool)) private _managers;
    mapping(ProgrammeId programme => mapping(uint64 ref => GrantRecord)) private _grants;

    constructor(
        address operator,
        IAccessManager ministry_,
        IDepositToken token_,
        IMerchantRegistry registry_,
        string memory uri_
    ) AccessManaged(operator) SpendingTerms(registry_) VoucherFace(uri_) {
        ministry = ministry_;
        token = token_;
    }

    // ----------------------------------------------------------------------------------------- open, appoint

    /// @inheritdoc IVoucherProgramme
    function open(
        Purpose calldata purpose,
        address fundingAccount,
        uint64 budget
    ) external restrictedBy(ministry) returns (ProgrammeId programme) {
        if (budget == 0) revert ZeroAmount();

        programme = ProgrammeId.wrap(++programmes);
        // What is left returns there, and a contract of the system takes only what it pulls.
        bool isSystem = token.accountOf(fundingAccount).kind == AccountKind.System;
        if (isSystem) revert InvalidFundingAccount(programme, fundingAccount);
        _setTerms(programme, purpose);
        _funds[programme] = Fund(fundingAccount, budget);

        emit ProgrammeOpened(programme, fundingAccount, budget, purpose, officerOf(address(ministry)));

        token.safeTransferFrom(fundingAccount, address(this), budget);
    }

    /// @inheritdoc IVoucherProgramme
    function appointManager(ProgrammeId programme, address manager) external restricted {
        _known(programme);
        // Nobody appoints itself, nor through its authority: a manager holds no office of the operator.
        address operator = authority();
        bool isOffice = manager == operator || IAuthority(operator).officesOf(manager) != 0;
        if (isOffice) revert ControllerIsManager(programme, manager);

        _managers[programme][manager] = true;

        emit ManagerAppointed(programme, manager, officerOf(authority()));
    }

    /// @inheritdoc IVoucherProgramme
    function dismissManager(ProgrammeId programme, address manager) external restricted {
        _onlyManager(programme, manager);

        _managers[programme][manager] = false;

        emit ManagerDismissed(programme, manager, officerOf(authority()));
    }

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

    // ----------------------------------------------------------------------------------- reclaim, extend, close

    /// @inheritdoc IVoucherProgramme
    function reclaim(ProgrammeId programme, address holder) external {
        _onlyExpired(programme);
        uint64 left = _takeRest(programme, holder);
        if (left == 0) revert NothingToReclaim(programme, holder);
        token.safeTransfer(_fundingAccount(programme), left);
    }

    /// @inheritdoc IVoucherProgramme
    function reclaimBatch(ProgrammeId programme, address[] calldata holders) external {
        if (holders.length > MAX_RECLAIM_BATCH) revert BatchTooLong(holders.length, MAX_RECLAIM_BATCH);
        _onlyExpired(programme);
        uint256 total;
        for (uint256 i = 0; i < holders.length; ++i) {
            total += _takeRest(programme, holders[i]);
        }
        if (total == 0) revert NothingToReclaim(programme, address(0));
        token.safeTransfer(_fundingAccount(programme), total);
    }

    /// @inheritdoc IVoucherProgramme
    function moveToSuccessor(ProgrammeId programme, address holder) external {
        address successor = token.currentOf(holder);
        if (successor == holder) revert NoSuccessor(holder);
        Voucher storage old = _vouchers[programme.join(uint160(holder))];
        Voucher storage next = _vouchers[programme.join(uint160(successor))];
        VoucherWord word = old.word;
        uint64 amount = word.balance();
        if (amount == 0) revert VoucherInsufficient(programme, holder, 0, 1);
        if (!next.word.mayBeAt(word.home()))
            revert HomeRegionDiffers(programme, successor, next.word.home(), word.home());

        old.word = word.debit(amount);
        next.word = next.word.grant(amount, word.home());

        emit TransferSingle(msg.sender, holder, successor, programme.toTokenId(), amount);
        emit VoucherMoved(programme, holder, successor, msg.sender);
    }

    /// @inheritdoc IVoucherProgramme
    function extendExpiry(ProgrammeId programme, uint48 expiresAt) external restrictedBy(ministry) {
        TermsWord terms = _known(programme);
        _notExpired(programme, terms);
        _withinExpiry(expiresAt);
        if (expiresAt <= terms.expiresAt())
            revert ExpiryNotExtended(programme, uint48(terms.expiresAt()), expiresAt);

        _terms[programme] = terms.withExpiry(expiresAt);

        emit ExpiryExtended(programme, expiresAt, officerOf(address(ministry)));
    }

    /// @inheritdoc IVoucherProgramme
    function replaceFundingAccount(ProgrammeId programme, address account) external restrictedBy(ministry) {
        _known(programme);
        address closed = _fundingAccount(programme);
        if (!token.accountOf(closed).closed) revert FundingAccountNotClosed(programme, closed);

        // The rest returns to a public body that can take it.
        AccountState memory next = token.accountOf(account);
        if (next.kind != AccountKind.Agency || next.closed) revert InvalidFundingAccount(programme, account);

        _funds[programme].account = account;

        emit FundingAccountReplaced(programme, account, officerOf(address(ministry)));
    }

    /// @inheritdoc IVoucherProgramme
    function close(ProgrammeId programme) external {
        TermsWord terms = _known(programme);
        if (terms.status() == ProgrammeStatus.Closed) revert ProgrammeIsClosed(programme);

        // Before expiry a manager closes; afterwards anyone may return the rest.
        if (block.timestamp < terms.expiresAt()) _onlyManager(programme, msg.sender);
        Fund memory fund = _funds[programme];

        _terms[programme] = terms.closed();
        _funds[programme].ungranted = 0;

        emit ProgrammeClosed(programme, msg.sender);

        if (fund.ungranted != 0) token.safeTransfer(_fundingAccount(programme), fund.ungranted);
    }

    // ------------------------------------------------------------------------------------------------- views

    /// @inheritdoc IVoucherProgramme
    function canSpend(
        ProgrammeId programme,
        address holder,
        address merchant,
        uint64 amount
    ) external view returns (bool allowed, bytes memory refusal) {
        refusal = _spendRefusal(
            programme,
            holder,
            _vouchers[programme.join(uint160(holder))].word,
            merchant,
            amount
        );
        if (refusal.length == 0) refusal = token.payOnBehalfRefusal(address(this), holder, merchant, amount);
        allowed = refusal.length == 0;
    }

    /// @inheritdoc IVoucherProgramme
    function voucherOf(
        ProgrammeId programme,
        address holder
    ) external view returns (uint64 balance, Region home) {
        VoucherWord voucher = _vouchers[programme.join(uint160(holder))].word;
        return (voucher.balance(), voucher.home());
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
    function grantOf(ProgrammeId programme, uint64 ref) external view returns (GrantRecord memory) {
        return _grants[programme][ref];
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

        // It is open and not expired.
        if (terms.status() == ProgrammeStatus.Closed) revert ProgrammeIsClosed(programme);
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
        uint64 ungranted = _funds[programme].ungranted;
        if (amount > ungranted) revert BudgetExceeded(programme, ungranted, amount);

        _funds[programme].ungranted = ungranted - uint64(amount);
        _grants[programme][ref] = GrantRecord(uint64(holders), uint64(amount), uint48(block.timestamp));

        emit VoucherGranted(programme, ref, home, msg.sender);
    }

    function _spend(
        ProgrammeId programme,
        address merchant,
        uint64 amount,
        uint64 receipt
    ) internal override {
        Voucher storage voucher = _vouchers[programme.join(uint160(msg.sender))];
        VoucherWord word = voucher.word;
        _spendRefusal(programme, msg.sender, word, merchant, amount).enforce();

        voucher.word = word.debit(amount);

        emit TransferSingle(msg.sender, msg.sender, address(0), programme.toTokenId(), amount);
        emit VoucherSpent(programme, msg.sender, merchant, receipt);

        token.payOnBehalf(msg.sender, merchant, amount);
    }

    function _spendRefusal(
        ProgrammeId programme,
        address holder,
        VoucherWord voucher,
        address merchant,
        uint64 amount
    ) private view returns (bytes memory refusal) {
        if (amount == 0) return abi.encodeWithSelector(ZeroAmount.selector);
        refusal = _termsRefusal(programme, voucher.home(), merchant, amount);

        // Nobody spends more than was granted to them.
        uint64 left = voucher.balance();
        if (amount > left && refusal.length == 0)
            return abi.encodeWithSelector(VoucherInsufficient.selector, programme, holder, left, amount);
    }

    /// @dev Where a programme's rest returns to: its funding account, under the key it has now.
    function _fundingAccount(ProgrammeId programme) private view returns (address) {
        return token.currentOf(_funds[programme].account);
    }

    /// @dev Burns what the holder has left, which may be nothing.
    function _takeRest(ProgrammeId programme, address holder) private returns (uint64 left) {
        Voucher storage voucher = _vouchers[programme.join(uint160(holder))];
        VoucherWord word = voucher.word;
        left = word.balance();
        if (left == 0) return 0;

        voucher.word = word.debit(left);

        emit TransferSingle(msg.sender, holder, address(0), programme.toTokenId(), left);
        emit VoucherReclaimed(programme, holder, msg.sender);
    }

    function _onlyManager(ProgrammeId programme, address account) private view {
        if (!_managers[programme][account]) revert NotProgrammeManager(programme, account);
    }

    function _known(ProgrammeId programme) private view returns (TermsWord terms) {
        terms = _terms[programme];
        if (terms.status() == ProgrammeStatus.None) revert ProgrammeUnknown(programme);
    }

    function _notExpired(ProgrammeId programme, TermsWord terms) private view {
        uint48 expiresAt = uint48(terms.expiresAt());
        if (block.timestamp >= expiresAt) revert VoucherExpired(programme, expiresAt, block.timestamp);
    }

    function _onlyExpired(ProgrammeId programme) private view {
        uint48 expiresAt = uint48(_known(programme).expiresAt());
        if (block.timestamp < expiresAt) revert ProgrammeNotExpired(programme, expiresAt, block.timestamp);
    }
}
