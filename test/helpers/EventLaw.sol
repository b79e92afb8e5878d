// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccountState} from "../../contracts/deposit/IDepositToken.sol";
import {Business} from "../../contracts/types/Business.sol";
import {Mcc} from "../../contracts/types/Mcc.sol";
import {ProgrammeId} from "../../contracts/types/ProgrammeId.sol";
import {Region} from "../../contracts/types/Region.sol";
import {VoucherFacts} from "../../contracts/voucher/VoucherFacts.sol";
import {GrantRecord} from "../../contracts/voucher/Grant.sol";
import {Clawback} from "../../contracts/voucher/Clawback.sol";
import {Proxy} from "../../contracts/voucher/Proxy.sol";
import {MerchantStatus} from "../../contracts/voucher/MerchantWord.sol";
import {Terms} from "../../contracts/voucher/Terms.sol";
import {Gukgo} from "./Gukgo.sol";
import {LedgerReader} from "./LedgerReader.sol";
import {Sentence} from "./Sentence.sol";
import {AccountKind} from "../../contracts/deposit/AccountKind.sol";
import {FreezeCase} from "../../contracts/deposit/FreezeCase.sol";
import {SalesBand} from "../../contracts/voucher/SalesBand.sol";
import {ProgrammeStatus} from "../../contracts/voucher/ProgrammeStatus.sol";

/// @title EventLaw
/// @notice Law 9. Every change has one canonical event from which it is recomputed; changes that time makes follow
/// from logged instants. What `LedgerReader` rebuilt equals what the contracts say of themselves.
contract EventLaw is LedgerReader {
    constructor(Gukgo memory system) {
        _s = system;
    }

    /// @notice The first difference between the books and the contracts, or nothing.
    /// @param time UTC second at which the contracts are asked.
    function violation(uint256 time) external returns (string memory found) {
        vm.warp(time);
        try this.compare(time) {} catch (bytes memory difference) {
            found =
                bytes4(difference) == AssertionFailed.selector
                    ? Sentence.inside(difference)
                    : "law 9: the comparison of books and contracts failed";
        }
    }

    /// @notice Reverts with the first difference between the books and the contracts.
    function compare(uint256 time) external view {
        _assert(_isExplained(), "law 9: every amount has one event that gives its reason");
        _compareToken();
        _compareCalendar(_s.calendar);
        _compareInvoices(_s.invoices);
        for (uint256 i = 0; i < _seen.length; ++i) {
            _compareAccount(_seen[i], time);
            _compareApprovals(_seen[i]);
            _compareMerchant(_seen[i]);
        }
        for (uint256 i = 0; i < _issuers.length; ++i) {
            _compareIssuer(_issuers[i]);
        }
        _assertEq(_programmeCount, _s.programmes.programmes(), "law 9: number of programmes");
        for (uint64 id = 1; id <= _programmeCount; ++id) {
            _compareProgramme(id);
            _compareTerms(id);
            _compareLists(id);
            _compareVouchers(id);
        }
    }

    function _compareToken() private view {
        _assertEq(_supply, _s.token.totalSupply(), "law 9: supply");
        (uint64 issuable, uint48 until, uint64 ref) = _s.token.reserve();
        _assertEq(_issuable, issuable, "law 9: what may be issued");
        _assertEq(_attestedUntil, until, "law 9: end of the attestation");
        _assertEq(_lastAttestation, ref, "law 9: last attestation");
        (bool paused, bool stopped) = _s.token.policy();
        _assert(_paused == paused, "law 9: pause");
        _assert(_stopped == stopped, "law 9: stop");
        _assertEq(_openAccounts, _s.token.accountCount(), "law 9: number of open accounts");
        for (uint8 kind = 1; kind < KIND_SYSTEM; ++kind) {
            Limits storage book = _limits[kind];
            bytes memory limits = abi.encode(_s.token.limitsOf(AccountKind(kind)));
            _assertEq(abi.encode(book.atOnce, book.daily, book.cap), limits, "law 9: limits of a kind");
        }
        for (uint256 i = 0; i < _orderIds.length; ++i) {
            Order storage order = _orders[_orderIds[i]];
            bool open = _s.token.transferOrderOf(order.from, order.to, order.amount) == _orderIds[i];
            _assert(order.open == open, "law 9: an order waits");
        }
    }

    function _compareAccount(address who, uint256 time) private view {
        Account storage book = _accounts[who];
        AccountState memory state = _s.token.accountOf(who);
        _assertEq(book.balance, _s.token.balanceOf(who), "law 9: balance");
        _assertEq(book.balance, state.balance, "law 9: balance in the account's state");
        _assertEq(book.kind, uint256(state.kind), "law 9: kind of account");
        _assertEq(book.until, state.admittedUntil, "law 9: end of admission");
        _assert(book.suspended == state.suspended, "law 9: suspension");
        _assert(book.closed == state.closed, "law 9: closing");
        _assertEq(_frozenAt(who, time), state.frozen, "law 9: frozen");
        _assertEq(_frozenAt(who, time), _s.token.getFrozenTokens(who), "law 9: frozen, as ERC-7943 gives it");
        _assert(book.protected == state.protected, "law 9: protection");
        _assert(book.benefitPayer == state.benefitPayer, "law 9: payer of benefits");
        _assert(book.inRecovery == state.inRecovery, "law 9: recovery");
        _assert(book.successor == _s.token.successorOf(who), "law 9: successor");
        _assert(book.bankAccount == _s.token.linkedBankAccount(who), "law 9: linked bank account");
        _assert(_isEnforcer[who] == _s.token.isEnforcer(who), "law 9: enforcer");
        _compareCases(who, time);
        _assertEq(book.redemptions + 1, _s.token.nextRedemption(who), "law 9: next redemption");

        // What a contract of the system pays on behalf of holders is no transfer of its own, and no limit counts it.
        if (book.kind == KIND_SYSTEM) return;
        uint256 spent = book.day == (time + 9 hours) / 1 days ? book.spent : 0;
        _assertEq(spent, state.spentToday, "law 9: spent today");
    }

    /// @dev Every case that runs is in the list, and the list is no longer than that.
    function _compareCases(address who, uint256 time) private view {
        FreezeCase[] memory list = _s.token.casesOf(who);
        uint256 running;
        for (uint256 i = 0; i < _cases[who].length; ++i) {
            Case storage book = _cases[who][i];
            if (!_runs(book, time)) continue;
            ++running;
            bool found;
            for (uint256 k = 0; k < list.length; ++k) found = found || _isSame(book, list[k]);
            _assert(found, "law 9: a case");
        }
        _assertEq(running, list.length, "law 9: number of cases");
    }

    function _isSame(Case storage book, FreezeCase memory found) private view returns (bool) {
        bytes memory one = abi.encode(book.id, book.basis, book.joint, book.amount, book.until);
        bytes memory other = abi.encode(found.caseId, found.basis, found.joint, found.amount, found.until);
        return keccak256(one) == keccak256(other);
    }

    function _compareApprovals(address owner) private view {
        _assertEq(_nonces[owner], _s.token.nonces(owner), "law 9: permits used");
        for (uint256 i = 0; i < _usedNonces[owner].length; ++i) {
            bool used = _s.token.authorizationState(owner, _usedNonces[owner][i]);
            _assert(used, "law 9: an authorization used or cancelled");
        }
        for (uint256 i = 0; i < _spenders[owner].length; ++i) {
            address spender = _spenders[owner][i];
            _assertEq(_approvals[owner][spender], _s.token.allowance(owner, spender), "law 9: approval");
        }
    }

    function _compareIssuer(address issuer) private view {
        Issuer storage book = _issuerBooks[issuer];
        _assertEq(book.allowance, _s.token.issuanceAllowance(issuer), "law 9: issuance allowance");
        (uint64 threshold, uint64 today) = _s.token.issueThreshold(issuer);
        _assertEq(_threshold, threshold, "law 9: issue threshold");
        uint256 issued = book.day == (block.timestamp + 9 hours) / 1 days ? book.issued : 0;
        _assertEq(issued, today, "law 9: issued today");
        _assert(!_s.token.isFreshReference(issuer, book.lastRef), "law 9: a used reference is not fresh");
        _assert(_s.token.isFreshReference(issuer, book.lastRef + 1), "law 9: the next reference is fresh");
    }

    function _compareMerchant(address who) private view {
        Merchant storage book = _merchants[who];
        (MerchantStatus status, Mcc mcc, Region region, SalesBand band) = _s.registry.merchantOf(who);
        _assertEq(book.status, uint256(status), "law 9: status of a merchant");
        _assertEq(book.mcc, Mcc.unwrap(mcc), "law 9: category of a merchant");
        _assertEq(book.region, Region.unwrap(region), "law 9: district of a merchant");
        _assertEq(book.salesBand, uint256(band), "law 9: sales band of a merchant");
        (Business business, uint48 until) = _s.registry.businessOf(who);
        _assert(book.business == Business.unwrap(business), "law 9: business of a merchant");
        _assertEq(book.barredUntil, until, "law 9: bar of a merchant");
        Business[] memory former = _s.registry.formerBusinessesOf(who);
        _assertEq(abi.encode(_former[who]), abi.encode(former), "law 9: businesses that a merchant had");
        _assertEq(_bars[book.business], _s.registry.barOf(business), "law 9: bar of a business");
    }

    function _compareProgramme(uint64 id) private view {
        Programme storage book = _programmes[id];
        (ProgrammeStatus status, address home, uint64 ungranted) = _s.programmes.programmeOf(
            ProgrammeId.wrap(id)
        );
        _assertEq(book.status, uint256(status), "law 9: status of a programme");
        _assert(book.home == home, "law 9: funding account of a programme");
        _assertEq(book.ungranted, ungranted, "law 9: ungranted rest");
        _assert(book.paused == _s.programmes.isPaused(ProgrammeId.wrap(id)), "law 9: pause of a programme");
        for (uint256 i = 0; i < _appointed.length; ++i) {
            bool found = _s.programmes.isManager(ProgrammeId.wrap(id), _appointed[i]);
            _assert(_isManager[id][_appointed[i]] == found, "law 9: manager");
            found = _s.programmes.isAttestor(ProgrammeId.wrap(id), _appointed[i]);
            _assert(_isAttestor[id][_appointed[i]] == found, "law 9: attestor");
        }
        for (uint256 i = 0; i < _refs[id].length; ++i) {
            Batch storage batch = _batches[id][_refs[id][i]];
            GrantRecord memory record = _s.programmes.grantOf(ProgrammeId.wrap(id), _refs[id][i]);
            _assertEq(batch.holders, record.holders, "law 9: holders of a grant");
            _assertEq(batch.amount, record.amount, "law 9: amount of a grant");
            _assertEq(batch.grantedAt, record.grantedAt, "law 9: time of a grant");
        }
    }

    function _compareTerms(uint64 id) private view {
        Terms memory book = _programmes[id].terms;
        Terms memory terms = _s.programmes.termsOf(ProgrammeId.wrap(id));
        _assertEq(abi.encode(book), abi.encode(terms), "law 9: terms of a programme");
        bytes32 notice = _s.programmes.noticeOf(ProgrammeId.wrap(id));
        _assert(_purposes[id].noticeHash == notice, "law 9: notice of a programme");
    }

    function _compareLists(uint64 id) private view {
        ProgrammeId programme = ProgrammeId.wrap(id);
        Mcc[] memory categories = _purposes[id].categories;
        for (uint256 i = 0; i < categories.length; ++i) {
            _assert(_s.programmes.isListedCategory(programme, categories[i]), "law 9: listed category");
        }
        Region[] memory regions = _purposes[id].regions;
        for (uint256 i = 0; i < regions.length; ++i) {
            _assert(_s.programmes.isListedRegion(programme, regions[i]), "law 9: listed district");
        }
        address[] memory merchants = _purposes[id].merchants;
        for (uint256 i = 0; i < merchants.length; ++i) {
            _assert(_s.programmes.isNamedMerchant(programme, merchants[i]), "law 9: named merchant");
        }
    }

    function _compareVouchers(uint64 id) private view {
        ProgrammeId programme = ProgrammeId.wrap(id);
        for (uint256 i = 0; i < _seen.length; ++i) {
            address holder = _seen[i];
            VoucherFacts memory facts = _s.programmes.voucherOf(programme, holder);
            _assertEq(abi.encode(_factsOf(id, holder)), abi.encode(facts), "law 9: vouchers");
            Proxy memory proxy = _s.programmes.proxyOf(programme, holder);
            _assertEq(abi.encode(_proxies[id][holder]), abi.encode(proxy), "law 9: proxy");
            Clawback memory clawback = _s.programmes.clawbackOf(programme, holder);
            _assertEq(abi.encode(_clawbacks[id][holder]), abi.encode(clawback), "law 9: clawback");
        }
    }

    function _factsOf(uint64 id, address holder) private view returns (VoucherFacts memory facts) {
        VoucherBook storage book = _vouchers[id][holder];
        facts.balance = uint64(book.balance);
        facts.held = _clawbacks[id][holder].amount;
        facts.home = Region.wrap(book.home);
        (facts.consented, facts.attested) = (book.consented, book.attested);
        facts.spentToday = uint64(book.counts.on(block.timestamp));
        facts.spentThisMonth = uint64(book.counts.in_(block.timestamp));
        facts.spentInAll = uint64(book.counts.inAll);
        facts.highestId = book.highestId;
    }
}
