// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IAuthority} from "../access/IAuthority.sol";
import {officerOf} from "../access/Officer.sol";
import {AccountKind} from "../deposit/AccountKind.sol";
import {AccountState, IDepositToken} from "../deposit/IDepositToken.sol";
import {BITMAP_WORDS, Mcc} from "../types/Mcc.sol";
import {ProgrammeId} from "../types/ProgrammeId.sol";
import {Region} from "../types/Region.sol";
import {CategoryRule} from "./CategoryRule.sol";
import {IVoucherOffices} from "./IVoucherOffices.sol";
import {MerchantWord, categoryGroupOf} from "./MerchantWord.sol";
import {ProgrammeStatus} from "./ProgrammeStatus.sol";
import {TermsPart} from "./TermsPart.sol";
import {EVERY_DAY, MAX_LIMIT, MINUTES_A_DAY, TermsWord, packTerms} from "./TermsWord.sol";
import {Purpose, Terms} from "./Terms.sol";
import {VoucherState} from "./VoucherState.sol";
import {Surroundings} from "./Surroundings.sol";

/// @title VoucherOffices
/// @notice What is done to voucher programmes seldom. See `IVoucherOffices`.
/// @dev Deployed once, before the `VoucherProgramme` that runs this code on its own storage. Called at its own address it touches
/// no programme: no office has a function here, so that none is opened.
contract VoucherOffices is VoucherState, IVoucherOffices {
    using SafeERC20 for IDepositToken;

    /// @notice The most entries of one list of a programme's terms.
    uint256 public constant MAX_LIST = 256;

    /// @notice The most words in which a programme's lists of categories and districts are joined. Lists as long as `MAX_LIST`, which
    /// are not joined, still cost more to record than any that are.
    uint256 public constant MAX_JOINED = 128;

    /// @notice How far ahead an expiry may lie, seconds.
    uint256 public constant MAX_EXPIRY_PERIOD = 10 * 365 days;

    /// @notice The largest budget of one programme, whole won.
    uint64 public constant MAX_BUDGET = 2 ** 48 - 1;

    constructor(Surroundings memory around) VoucherState(around) {}

    /// @notice The contracts that vouchers work with.
    function surroundings() external view returns (Surroundings memory) {
        return Surroundings(authority, ministry, token, registry, calendar, invoices, treasury);
    }

    // ----------------------------------------------------------------------------------------- open, appoint

    /// @inheritdoc IVoucherOffices
    function open(
        Purpose calldata purpose,
        address fundingAccount,
        uint64 budget
    ) external restrictedBy(ministry) returns (ProgrammeId programme) {
        if (budget == 0) revert ZeroAmount();
        if (budget > MAX_BUDGET) revert BudgetTooLarge(budget, MAX_BUDGET);

        programme = ProgrammeId.wrap(++_programmes);
        // What is left returns there, and a contract of the system takes only what it pulls.
        bool isSystem = token.accountOf(fundingAccount).kind == AccountKind.System;
        if (isSystem) revert InvalidFundingAccount(programme, fundingAccount);
        _setTerms(programme, purpose);
        _funds[programme] = Fund(fundingAccount, uint48(budget), uint48(budget));

        emit ProgrammeOpened(programme, fundingAccount, budget, purpose, officerOf(address(ministry)));

        token.safeTransferFrom(fundingAccount, address(this), budget);
    }

    /// @inheritdoc IVoucherOffices
    function openInTrust(
        Purpose calldata purpose,
        bytes32 matter
    ) external restrictedBy(ministry) returns (ProgrammeId programme) {
        // The Treasury owes money on it in trust, and no other programme holds that.
        bool isOwed = treasury.ledger().obligationOf(address(this), matter).inTrust;
        bool isFree = ProgrammeId.unwrap(_inTrust[matter]) == 0;
        if (!isOwed || !isFree) revert InvalidMatter(matter);

        programme = ProgrammeId.wrap(++_programmes);
        _setTerms(programme, purpose);
        _funds[programme].account = address(treasury);
        (_matters[programme], _inTrust[matter]) = (matter, programme);

        emit ProgrammeOpened(programme, address(treasury), 0, purpose, officerOf(address(ministry)));
        emit HeldInTrust(programme, matter);
    }

    /// @inheritdoc IVoucherOffices
    function receiveAdvance(bytes32 matter, uint64 amount) external {
        if (msg.sender != address(treasury)) revert AdvanceNotFromTreasury(msg.sender);
        ProgrammeId programme = _inTrust[matter];
        if (ProgrammeId.unwrap(programme) == 0) revert InvalidMatter(matter);
        TermsWord terms = _known(programme);
        if (terms.status() == ProgrammeStatus.Closed) revert ProgrammeIsClosed(programme);
        _notExpired(programme, terms);

        // What a programme ever gets stays within what its words can count.
        Fund memory fund = _funds[programme];
        uint256 received = uint256(fund.received) + amount;
        if (received > MAX_BUDGET) revert BudgetTooLarge(uint64(received), MAX_BUDGET);

        _funds[programme] = Fund(fund.account, fund.ungranted + uint48(amount), uint48(received));

        emit ProgrammeFunded(programme, amount);

        token.safeTransferFrom(address(treasury), address(this), amount);
    }

    /// @inheritdoc IVoucherOffices
    function appointManager(ProgrammeId programme, address manager) external restricted {
        _mayBeAppointed(programme, manager);
        // Nobody grants what it attests.
        if (_attestors[programme][manager]) revert ManagerIsAttestor(programme, manager);

        _managers[programme][manager] = true;

        emit ManagerAppointed(programme, manager, officerOf(authority));
    }

    /// @inheritdoc IVoucherOffices
    function dismissManager(ProgrammeId programme, address manager) external restricted {
        _onlyManager(programme, manager);

        _managers[programme][manager] = false;

        emit ManagerDismissed(programme, manager, officerOf(authority));
    }

    /// @inheritdoc IVoucherOffices
    function appointAttestor(ProgrammeId programme, address attestor) external restricted {
        _mayBeAppointed(programme, attestor);
        if (_managers[programme][attestor]) revert ManagerIsAttestor(programme, attestor);

        _attestors[programme][attestor] = true;

        emit AttestorAppointed(programme, attestor, officerOf(authority));
    }

    /// @inheritdoc IVoucherOffices
    function dismissAttestor(ProgrammeId programme, address attestor) external restricted {
        if (!_attestors[programme][attestor]) revert NotProgrammeAttestor(programme, attestor);

        _attestors[programme][attestor] = false;

        emit AttestorDismissed(programme, attestor, officerOf(authority));
    }

    // ------------------------------------------------------------------------------------------ pause, extend

    /// @inheritdoc IVoucherOffices
    function pauseProgramme(ProgrammeId programme, bytes32 caseId) external restricted {
        TermsWord terms = _known(programme);
        if (terms.isPaused()) revert ProgrammeIsPaused(programme);

        _terms[programme] = terms.withPause(true);

        emit ProgrammePaused(programme, caseId, officerOf(authority));
    }

    /// @inheritdoc IVoucherOffices
    function resumeProgramme(ProgrammeId programme, bytes32 caseId) external restricted {
        TermsWord terms = _known(programme);
        if (!terms.isPaused()) revert ProgrammeNotPaused(programme);

        _terms[programme] = terms.withPause(false);

        emit ProgrammeResumed(programme, caseId, officerOf(authority));
    }

    /// @inheritdoc IVoucherOffices
    function extendExpiry(ProgrammeId programme, uint48 expiresAt) external restrictedBy(ministry) {
        TermsWord terms = _known(programme);
        _notExpired(programme, terms);
        _withinExpiry(expiresAt);
        if (expiresAt <= terms.expiresAt())
            revert ExpiryNotExtended(programme, uint48(terms.expiresAt()), expiresAt);

        _terms[programme] = terms.withExpiry(expiresAt);

        emit ExpiryExtended(programme, expiresAt, officerOf(address(ministry)));
    }

    /// @inheritdoc IVoucherOffices
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

    /// @inheritdoc IVoucherOffices
    function close(ProgrammeId programme) external {
        TermsWord terms = _known(programme);
        if (terms.status() == ProgrammeStatus.Closed) revert ProgrammeIsClosed(programme);

        // Before expiry a manager closes; afterwards anyone may return the rest.
        if (block.timestamp < terms.expiresAt()) _onlyManager(programme, msg.sender);
        uint64 rest = _funds[programme].ungranted;

        _terms[programme] = terms.closed();
        _funds[programme].ungranted = 0;

        emit ProgrammeClosed(programme, msg.sender);

        if (rest != 0) _sendHome(programme, rest);
    }

    // --------------------------------------------------------------------------------------------- internals

    /// @dev Nobody appoints itself, nor through its authority: who is appointed holds no office of the operator.
    function _mayBeAppointed(ProgrammeId programme, address account) private view {
        _known(programme);
        bool isOffice = account == authority || IAuthority(authority).officesOf(account) != 0;
        bytes32 person = IAuthority(authority).personOf(account);
        if (person != 0 && !isOffice) {
            (uint256 held, ) = IAuthority(authority).officesOfPerson(person);
            isOffice = held != 0;
        }
        if (isOffice) revert ControllerIsManager(programme, account);
    }

    /// @dev An expiry lies ahead, and not so far that a slip keeps the money for good: no expiry is ever shortened.
    function _withinExpiry(uint48 expiresAt) private view {
        bool isAhead = expiresAt > block.timestamp && expiresAt <= block.timestamp + MAX_EXPIRY_PERIOD;
        if (!isAhead) revert InvalidTerms(TermsPart.Expiry);
    }

    /// @dev Records the terms of a new programme. Each list comes with its rule, each rule with its list.
    function _setTerms(ProgrammeId programme, Purpose calldata purpose) private {
        Terms calldata terms = purpose.terms;
        _withinExpiry(terms.expiresAt);
        _withinHours(terms);
        _withinLimits(terms);
        bool hasNotice = purpose.noticeHash != 0;
        if (hasNotice != terms.consentRequired) revert InvalidTerms(TermsPart.Notice);
        if (terms.rebateBps > 10_000) revert InvalidTerms(TermsPart.Rebate);
        _fitsRule(terms.categoryRule != CategoryRule.Any, purpose.categories.length, TermsPart.Categories);
        _fitsRule(terms.listedRegionsOnly, purpose.regions.length, TermsPart.Regions);
        _fitsRule(terms.namedMerchantsOnly, purpose.merchants.length, TermsPart.Merchants);

        _terms[programme] = packTerms(terms);
        if (hasNotice) _notices[programme] = purpose.noticeHash;
        if (terms.rebateBps != 0) _rebates[programme] = terms.rebateBps;
        _setLists(programme, purpose);
    }

    function _setLists(ProgrammeId programme, Purpose calldata purpose) private {
        uint256 words = 0;
        for (uint256 i = 0; i < purpose.categories.length; ++i) {
            Mcc mcc = purpose.categories[i];
            if (!mcc.isCode()) revert InvalidTerms(TermsPart.Categories);
            uint256 key = programme.join(mcc.bitmapWord());
            uint256 bits = _categories[key];
            if (bits == 0) ++words;
            _categories[key] = bits | mcc.bitmapBit();
        }
        for (uint256 i = 0; i < purpose.regions.length; ++i) {
            Region region = purpose.regions[i];
            if (!region.isCode()) revert InvalidTerms(TermsPart.Regions);
            _regions[programme.join(Region.unwrap(region))] = true;
        }
        if (words != 0 && purpose.regions.length != 0) _joinLists(programme, purpose, words);
        for (uint256 i = 0; i < purpose.merchants.length; ++i) {
            address merchant = purpose.merchants[i];
            if (merchant == address(0)) revert InvalidTerms(TermsPart.Merchants);
            MerchantWord facts = registry.merchantWord(merchant);
            bool allowed =
                facts.isEnrolled() &&
                    _factsRefusal(programme, _terms[programme], merchant, facts).length == 0;
            _named[programme.join(uint160(merchant))] = allowed ? facts : NAMED_ONLY;
        }
    }

    /// @dev Records the allowed categories once more for each listed district, where that takes few words.
    /// @param listed How many words the list of categories fills.
    function _joinLists(ProgrammeId programme, Purpose calldata purpose, uint256 listed) private {
        Region[] calldata regions = purpose.regions;
        // A list of what is not allowed leaves some in every word.
        bool isOnly = purpose.terms.categoryRule == CategoryRule.Only;
        if (regions.length * (isOnly ? listed : BITMAP_WORDS) > MAX_JOINED) return;

        _terms[programme] = _terms[programme].withJoinedLists();
        for (uint256 word = 0; word < BITMAP_WORDS; ++word) {
            uint256 bits = _categories[programme.join(word)];
            if (!isOnly) bits = ~bits;
            if (bits == 0) continue;
            for (uint256 i = 0; i < regions.length; ++i) {
                _joined[programme.join(categoryGroupOf(regions[i], word))] = bits;
            }
        }
    }

    /// @dev Hours open before they close, on one day; days are those of a week.
    function _withinHours(Terms calldata terms) private pure {
        bool allDay = terms.closesAt == 0 && terms.opensAt == 0;
        bool isSpan = terms.opensAt < terms.closesAt && terms.closesAt <= MINUTES_A_DAY;
        if ((!allDay && !isSpan) || terms.weekdays > EVERY_DAY) revert InvalidTerms(TermsPart.Hours);
    }

    /// @dev Limits fit their fields, and none is above that of a longer time, where it could never be reached.
    function _withinLimits(Terms calldata terms) private pure {
        uint64[4] memory limits = [
            terms.perPaymentLimit,
            terms.dailyLimit,
            terms.monthlyLimit,
            terms.totalLimit
        ];
        uint64 longer = 0;
        for (uint256 i = limits.length; i > 0; --i) {
            uint64 limit = limits[i - 1];
            if (limit == 0) continue;
            bool isAbove = longer != 0 && limit > longer;
            if (limit >= MAX_LIMIT || isAbove) revert InvalidTerms(TermsPart.Limits);
            longer = limit;
        }
    }

    /// @dev A list stands where its rule does, and is not too long.
    function _fitsRule(bool hasRule, uint256 length, TermsPart part) private pure {
        if (hasRule != (length != 0)) revert InvalidTerms(part);
        if (length > MAX_LIST) revert InvalidTerms(TermsPart.ListLength);
    }
}
