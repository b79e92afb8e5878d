// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IAuthority} from "../access/IAuthority.sol";
import {officerOf} from "../access/Officer.sol";
import {CreditorWord} from "../budget/CreditorWord.sol";
import {ITrustee} from "../budget/ITrustee.sol";
import {ObligationFacts} from "../budget/LineFacts.sol";
import {OfficerRole} from "../budget/Officer.sol";
import {AccountKind} from "../deposit/AccountKind.sol";
import {IDepositToken} from "../deposit/IDepositToken.sol";
import {AgreementId} from "../types/AgreementId.sol";
import {LineId} from "../types/LineId.sol";
import {AgreementPart, AgreementStatus, OverseerRole} from "./AgreementStatus.sol";
import {AgreementTerms, MilestoneTerms, ProcurementRules} from "./AgreementTerms.sol";
import {AgreementFixed, packTerms} from "./AgreementTermsWord.sol";
import {AgreementState, MOST_WON, packAgreement} from "./AgreementWord.sol";
import {Party, packParty} from "./PartyWord.sol";
import {IProcurementOffices} from "./IProcurementOffices.sol";
import {MilestoneState} from "./MilestoneWord.sol";
import {ProcurementClocks} from "./ProcurementClocks.sol";
import {MAX_SHARES, Share, WHOLE_BPS, hashShares} from "./Share.sol";

/// @title ProcurementOpening
/// @notice How agreements open, are funded and secured, and who looks at the work. See `IProcurementOffices`.
abstract contract ProcurementOpening is ProcurementClocks, IProcurementOffices {
    using SafeERC20 for IDepositToken;

    /// @notice The most milestones of one agreement.
    uint256 public constant MAX_MILESTONES = 32;

    /// @notice The most obligations that fund one agreement.
    uint256 public constant MAX_MATTERS = 8;

    uint256 private constant LEAST_RETENTION_BPS = 200;
    uint256 private constant MOST_RETENTION_BPS = 1_000;
    uint256 private constant MOST_DEFECT_YEARS = 10;

    // ---------------------------------------------------------------------------------------------- rules

    /// @inheritdoc IProcurementOffices
    function setRules(ProcurementRules calldata rules_) external restricted {
        _setRules(rules_, officerOf(authority));
    }

    /// @inheritdoc IProcurementOffices
    function setLateRate(uint16 rateBps) external restricted {
        _setLateRate(uint16(_today()), rateBps, officerOf(authority));
    }

    // -------------------------------------------------------------------------------------------- opening

    /// @inheritdoc IProcurementOffices
    function open(
        bytes32 matter,
        AgreementTerms calldata terms,
        MilestoneTerms[] calldata milestones,
        bytes32 document
    ) external returns (AgreementId agreement) {
        (uint16 ministry, uint64 bound) = _freeMatter(matter);
        _onlyOfficer(msg.sender, ministry, OfficerRole.Obligating);
        if (document == 0) revert DocumentMissing();
        _validTerms(terms, milestones.length);
        _mayBeSupplier(terms.supplier);

        agreement = AgreementId.wrap(++_agreementCount);
        uint64 price = _openMilestones(agreement, milestones);
        // The buyer binds itself to no more than what is obligated.
        if (price > bound) revert PriceAboveObligation(bound, price);
        _bind(agreement, matter);
        _keep(agreement, terms, ministry, price, milestones.length);

        emit AgreementOpened(agreement, matter, ministry, terms, milestones, _rules, document, msg.sender);

        _watch(agreement, terms.supplier, ministry, price);
    }

    /// @inheritdoc IProcurementOffices
    function bindMatter(AgreementId agreement, bytes32 matter) external {
        Agreement storage kept = _known(agreement);
        uint256 ministry = kept.terms.unpackTerms().ministry;
        _onlyOfficer(msg.sender, ministry, OfficerRole.Obligating);
        _working(agreement, kept.word.unpackAgreement().status);
        (uint16 its, ) = _freeMatter(matter);
        if (its != ministry || _matters[agreement].length == MAX_MATTERS) revert InvalidMatter(matter);

        _bind(agreement, matter);

        emit MatterBound(agreement, matter, msg.sender);
    }

    /// @inheritdoc ITrustee
    function receiveAdvance(bytes32 matter, uint64 amount) external {
        if (msg.sender != address(treasury)) revert AdvanceNotFromTreasury(msg.sender);
        Fund storage fund = _funds[matter];
        AgreementId agreement = fund.agreement;
        if (AgreementId.unwrap(agreement) == 0) revert InvalidMatter(matter);
        Agreement storage kept = _agreements[agreement];
        AgreementState memory book = kept.word.unpackAgreement();
        _working(agreement, book.status);
        uint256 held = book.held + amount;
        if (held > MOST_WON) revert AgreementTooLarge(uint64(MOST_WON), held);

        book.held = held;
        kept.word = packAgreement(book);
        fund.net += amount;

        emit AgreementFunded(agreement, matter, amount);

        token.safeTransferFrom(address(treasury), address(this), amount);
    }

    // ----------------------------------------------------------------------------------------------- bond

    /// @inheritdoc IProcurementOffices
    function depositBond(AgreementId agreement, uint64 amount) external {
        Agreement storage kept = _known(agreement);
        Party memory party = kept.party.unpackParty();
        _onlySupplier(agreement, party);
        _opened(agreement, kept.word.unpackAgreement().status);
        if (amount == 0) revert ZeroAmount();
        if (party.waived) revert BondIsWaived(agreement);
        uint256 bond = party.bond + amount;
        if (bond > MOST_WON) revert AgreementTooLarge(uint64(MOST_WON), bond);

        party.bond = bond;
        kept.party = packParty(party);

        emit BondDeposited(agreement, msg.sender, amount);

        token.safeTransferFrom(msg.sender, address(this), amount);
    }

    /// @inheritdoc IProcurementOffices
    function recordGuarantee(AgreementId agreement, uint64 amount, bytes32 document) external {
        Agreement storage kept = _known(agreement);
        _onlyOfficer(msg.sender, kept.terms.unpackTerms().ministry, OfficerRole.Obligating);
        _opened(agreement, kept.word.unpackAgreement().status);
        if (kept.party.unpackParty().waived) revert BondIsWaived(agreement);
        if (document == 0) revert DocumentMissing();
        if (amount > MOST_WON) revert AgreementTooLarge(uint64(MOST_WON), amount);

        _guarantees[agreement] = Guarantee(document, amount);

        emit GuaranteeRecorded(agreement, document, amount, msg.sender);
    }

    // ------------------------------------------------------------------------------------------ overseers

    /// @inheritdoc IProcurementOffices
    function appointOverseer(AgreementId agreement, address account, OverseerRole role) external {
        Agreement storage kept = _known(agreement);
        uint16 ministry = uint16(kept.terms.unpackTerms().ministry);
        _onlyOfficer(msg.sender, ministry, OfficerRole.Obligating);
        _working(agreement, kept.word.unpackAgreement().status);
        IAuthority own = IAuthority(address(ledger.authorityOf(ministry)));
        bytes32 person = _personOf(own, account);
        uint256 key = agreement.join(uint160(account));

        // It is no party, has no task yet, pays nothing for the ministry, and is not whoever appoints.
        bool isParty = account == address(0) || _isSupplier(kept.party.unpackParty(), account);
        bool isBusy = role == OverseerRole.None || _overseers[key] != OverseerRole.None;
        bool isPaying = ledger.sideOf(address(own), person) == OfficerRole.Disbursing;
        if (isParty || isBusy || isPaying || person == _personOf(own, msg.sender))
            revert InvalidOverseer(agreement, account);

        // Who has supervised never inspects, and the reverse, in this agreement.
        OverseerRole side = _overseerSides[agreement][person];
        if (side != OverseerRole.None && side != role) revert OverseerOnOtherSide(agreement, account, side);

        (_overseerSides[agreement][person], _overseers[key]) = (role, role);

        emit OverseerAppointed(agreement, account, role, person, msg.sender);
    }

    /// @inheritdoc IProcurementOffices
    function dismissOverseer(AgreementId agreement, address account) external {
        Agreement storage kept = _known(agreement);
        _onlyOfficer(msg.sender, kept.terms.unpackTerms().ministry, OfficerRole.Obligating);
        uint256 key = agreement.join(uint160(account));
        OverseerRole role = _overseers[key];
        if (role == OverseerRole.None) revert NotOverseer(agreement, account, role);

        _overseers[key] = OverseerRole.None;

        emit OverseerDismissed(agreement, account, msg.sender);
    }

    // --------------------------------------------------------------------------------- those paid beside

    /// @inheritdoc IProcurementOffices
    function proposeShares(AgreementId agreement, uint8 milestone, bytes32 shares) external {
        Agreement storage kept = _known(agreement);
        _onlySupplier(agreement, kept.party.unpackParty());
        _opened(agreement, kept.word.unpackAgreement().status);
        if (milestone != 0) _milestoneOf(agreement, milestone);

        _shares[agreement.join(milestone)].proposed = shares;

        emit SharesProposed(agreement, milestone, shares);
    }

    /// @inheritdoc IProcurementOffices
    function approveShares(AgreementId agreement, uint8 milestone, Share[] calldata shares) external {
        Agreement storage kept = _known(agreement);
        _onlyOfficer(msg.sender, kept.terms.unpackTerms().ministry, OfficerRole.Obligating);
        _opened(agreement, kept.word.unpackAgreement().status);
        Shares storage its = _shares[agreement.join(milestone)];
        bytes32 hash = hashShares(shares);
        // The supplier has proposed it, and it is another than stands.
        if (hash != its.proposed || hash == its.approved) revert SharesDiffer(agreement, milestone);
        _validShares(agreement, milestone, shares);

        its.approved = hash;

        emit SharesApproved(agreement, milestone, hash, msg.sender);
    }

    // --------------------------------------------------------------------------------------------- internals

    /// @dev A matter that is owed to this contract in trust and funds nothing yet: whose it is, and how much was ever owed on it.
    function _freeMatter(bytes32 matter) private view returns (uint16 ministry, uint64 bound) {
        ObligationFacts memory facts = ledger.obligationOf(address(this), matter);
        bool isFree = AgreementId.unwrap(_funds[matter].agreement) == 0;
        if (!facts.inTrust || !isFree) revert InvalidMatter(matter);
        return (LineId.wrap(facts.line).ministry(), facts.amount + facts.paidBefore);
    }

    function _bind(AgreementId agreement, bytes32 matter) private {
        _funds[matter].agreement = agreement;
        _matters[agreement].push(matter);
    }

    /// @dev A bond of the least share or more, or none that is waived; a retention with its period, or neither.
    function _validTerms(AgreementTerms calldata terms, uint256 milestones) private view {
        bool isBond = terms.bondBps >= _rules.leastBondBps && terms.bondBps <= WHOLE_BPS;
        if (!isBond) revert InvalidAgreement(AgreementPart.Bond);
        bool hasRetention = terms.retentionBps != 0 || terms.defectYears != 0;
        bool isRetention =
            terms.retentionBps >= LEAST_RETENTION_BPS &&
                terms.retentionBps <= MOST_RETENTION_BPS &&
                terms.defectYears != 0 &&
                terms.defectYears <= MOST_DEFECT_YEARS;
        // The advance and what is retained come out of one price.
        bool fits = uint256(_rules.advanceCeilingBps) + terms.retentionBps <= WHOLE_BPS;
        if ((hasRetention && !isRetention) || !fits) revert InvalidAgreement(AgreementPart.Retention);
        if (milestones == 0 || milestones > MAX_MILESTONES) revert InvalidAgreement(AgreementPart.Milestones);
    }

    /// @dev Somebody who is no contract of the system, and is not excluded (State Contracts Act art. 27).
    function _mayBeSupplier(address supplier) private view {
        bool isSystem = token.accountOf(supplier).kind == AccountKind.System;
        if (supplier == address(0) || isSystem) revert InvalidAgreement(AgreementPart.Supplier);
        uint48 until = ledger.excludedUntil(supplier);
        if (block.timestamp < until) revert CreditorExcluded(supplier, until);
    }

    /// @dev Records the milestones; the price is their sum.
    function _openMilestones(
        AgreementId agreement,
        MilestoneTerms[] calldata milestones
    ) private returns (uint64) {
        uint256 price = 0;
        uint256 today = _today();
        for (uint256 i = 0; i < milestones.length; ++i) {
            MilestoneState memory state;
            (state.value, state.dueDay) = (milestones[i].value, milestones[i].dueDay);
            if (state.value == 0 || state.dueDay < today) revert InvalidAgreement(AgreementPart.Milestones);
            price += state.value;
            if (price > MOST_WON) revert AgreementTooLarge(uint64(MOST_WON), price);
            _keepMilestone(agreement, uint8(i + 1), state);
        }
        return uint64(price);
    }

    function _keep(
        AgreementId agreement,
        AgreementTerms calldata terms,
        uint16 ministry,
        uint64 price,
        uint256 milestones
    ) private {
        AgreementFixed memory its;
        (its.price, its.ministry, its.kind) = (price, ministry, terms.kind);
        (its.bondBps, its.retentionBps, its.defectYears) = (
            terms.bondBps,
            terms.retentionBps,
            terms.defectYears
        );
        its.delayRate = _rules.delayRates[uint256(terms.kind)];
        (its.ceilingBps, its.penaltyCapBps) = (_rules.advanceCeilingBps, _rules.penaltyCapBps);
        (its.paymentDays, its.inspectionDays) = (_rules.paymentDays, _rules.inspectionDays);
        its.milestones = milestones;
        AgreementState memory book;
        (book.status, book.open, book.lastPaidDay) = (AgreementStatus.Open, milestones, _today());
        Party memory party;
        (party.supplier, party.waived) = (terms.supplier, terms.bondWaived);
        _agreements[agreement] = Agreement(packAgreement(book), packTerms(its), packParty(party));
    }

    /// @dev Small agreements of one ministry with one supplier within 30 days are watched, as small obligations are.
    function _watch(AgreementId agreement, address supplier, uint16 ministry, uint64 price) private {
        uint256 threshold = ledger.splitThreshold();
        if (price >= threshold) return;
        (CreditorWord watched, uint256 sum) = _suppliers[supplier].watch(ministry, _today(), price);
        _suppliers[supplier] = watched;
        if (sum >= threshold) emit SplitSuspected(agreement, supplier, ministry, sum);
    }

    /// @dev A person whom the ministry knows, or an account that it does not.
    function _personOf(IAuthority own, address account) private view returns (bytes32 person) {
        person = own.personOf(account);
        if (person == 0) person = bytes32(uint256(uint160(account)));
    }

    function _validShares(AgreementId agreement, uint8 milestone, Share[] calldata shares) private pure {
        uint256 sum = 0;
        bool isValid = shares.length <= MAX_SHARES;
        for (uint256 i = 0; isValid && i < shares.length; ++i) {
            isValid = shares[i].isShare();
            sum += shares[i].bps();
        }
        if (!isValid || sum > WHOLE_BPS) revert InvalidShares(agreement, milestone);
    }
}
