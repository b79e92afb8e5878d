// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthority} from "../access/IAuthority.sol";
import {officerOf} from "../access/Officer.sol";
import {OfficerRole} from "../budget/Officer.sol";
import {ObligationFacts} from "../budget/LineFacts.sol";
import {AccountKind} from "../deposit/AccountKind.sol";
import {AwardId} from "../types/AwardId.sol";
import {Beneficiary} from "../types/Beneficiary.sol";
import {KoreaTime} from "../types/KoreaTime.sol";
import {LineId} from "../types/LineId.sol";
import {CreditorWord} from "../budget/CreditorWord.sol";
import {Award, AwardFund, AwardParty, AwardRules, MAX_INSTALMENTS} from "./Award.sol";
import {AwardPart} from "./AwardPart.sol";
import {AwardTerms} from "./AwardTerms.sol";
import {AwardWord, newAward} from "./AwardWord.sol";
import {BeneficiaryFacts} from "./BeneficiaryFacts.sol";
import {ISubsidyDecisions} from "./ISubsidyDecisions.sol";
import {SubsidyFormulas} from "./SubsidyFormulas.sol";
import {SubsidyState} from "./SubsidyState.sol";

/// @title SubsidyAwards
/// @notice Who attests, and the decisions by which a subsidy is awarded. See `ISubsidyDecisions`.
abstract contract SubsidyAwards is SubsidyState, ISubsidyDecisions {
    /// @inheritdoc ISubsidyDecisions
    function appointAttestor(address account) external restricted {
        bytes32 person = IAuthority(authority).personOf(account);
        if (person == 0) revert InvalidAttestor(account);

        // Nobody appoints itself, and who judges awards does not attest them.
        (uint256 held, ) = IAuthority(authority).officesOfPerson(person);
        if (held != 0) revert InvalidAttestor(account);
        OfficerRole side = ledger.sideOf(authority, person);
        if (side != OfficerRole.None) revert PersonOnOtherSide(account, person, side);

        _attestors[account] = true;

        emit SubsidyAttestorAppointed(account, officerOf(authority));
    }

    /// @inheritdoc ISubsidyDecisions
    function dismissAttestor(address account) external restricted {
        if (!_attestors[account]) revert NotAttestor(account);

        _attestors[account] = false;

        emit SubsidyAttestorDismissed(account, officerOf(authority));
    }

    /// @inheritdoc ISubsidyDecisions
    function award(bytes32 matter, AwardTerms calldata terms) external returns (AwardId id) {
        // The Treasury owes money on it in trust, and no other award holds that.
        ObligationFacts memory owed = ledger.obligationOf(address(this), matter);
        if (!owed.inTrust || !_onMatter[matter].isNone()) revert MatterUnavailable(matter);

        // An obligating officer of the line's ministry decides, and the ministry is this contract's.
        uint16 ministry = LineId.wrap(owed.line).ministry();
        _onlyOfficer(ministry, OfficerRole.Obligating);
        if (address(ledger.authorityOf(ministry)) != authority) revert OtherMinistry(ministry);

        id = AwardId.wrap(++_awardCount);
        uint64 granted = _requireTerms(terms);
        if (granted > owed.amount) revert GrantExceeded(id, owed.amount, granted);
        _requireWelcome(terms);

        _onMatter[matter] = id;
        _keep(id, AwardId.wrap(0), ministry, matter, granted, terms);

        emit AwardOpened(id, terms.beneficiary, matter, terms, msg.sender);
        _watch(ministry, terms.beneficiary, granted);
    }

    /// @inheritdoc ISubsidyDecisions
    function split(AwardId parent, AwardTerms calldata terms) external returns (AwardId id) {
        (Award storage above, AwardWord word) = _known(parent);
        AwardParty memory party = above.party;
        _onlyOfficer(party.ministry, OfficerRole.Obligating);
        if (!party.parent.isNone()) revert InvalidParent(parent);
        _requirePayable(parent, word);
        uint64 granted = _requireTerms(terms);
        _requireAsStrict(parent, above, terms);
        _requireWelcome(terms);

        // Only what was released and not paid is split off, so that no won is spent twice.
        if (granted > word.left()) revert AwardExceeded(parent, word.left(), granted);

        id = AwardId.wrap(++_awardCount);
        AwardFund memory fund = above.fund;
        (fund.granted, fund.advanced) = (fund.granted - uint48(granted), fund.advanced - uint48(granted));
        above.fund = fund;
        above.word = word.takeReleased(granted);
        _keep(id, parent, party.ministry, above.matter, granted, terms);
        _awards[id].fund.advanced = uint48(granted);

        emit AwardOpened(id, terms.beneficiary, above.matter, terms, msg.sender);
        emit AwardSplit(parent, id, granted);
    }

    // --------------------------------------------------------------------------------------------- internals

    /// @dev What is granted under terms that are in order.
    function _requireTerms(AwardTerms calldata terms) private view returns (uint64 granted) {
        // A beneficiary has an account that is no contract of the system, which could pay from the award by itself.
        AccountKind kind = token.accountOf(terms.account).kind;
        if (kind == AccountKind.None || kind == AccountKind.System) revert InvalidAward(AwardPart.Account);
        if (terms.beneficiary.isNone()) revert InvalidAward(AwardPart.Beneficiary);
        if (terms.conditions == 0) revert InvalidAward(AwardPart.Conditions);

        // The law and this contract bound what the decision says.
        if (terms.cutBps > SubsidyFormulas.MOST_CUT_BPS) revert InvalidAward(AwardPart.Cut);
        if (terms.ownShareBps >= SubsidyFormulas.WHOLE) revert InvalidAward(AwardPart.OwnShare);
        if (terms.interestBps > SubsidyFormulas.MOST_INTEREST_BPS) revert InvalidAward(AwardPart.Interest);
        if (!terms.mcc.isCode()) revert InvalidAward(AwardPart.Category);

        // It ends ahead, and its settlement report is due afterwards.
        if (terms.endsAt <= block.timestamp) revert InvalidAward(AwardPart.End);
        uint256 reportableUntil = (uint256(terms.reportDueDay) + 1) * 1 days - KoreaTime.OFFSET;
        if (reportableUntil < terms.endsAt) revert InvalidAward(AwardPart.Report);

        return _requireInstalments(terms);
    }

    /// @dev One to five instalments add up to what was applied for, less the cut.
    function _requireInstalments(AwardTerms calldata terms) private pure returns (uint64) {
        uint256 count = terms.instalments.length;
        bool fits = count != 0 && count <= MAX_INSTALMENTS;
        uint256 sum;
        for (uint256 i = 0; fits && i < count; ++i) {
            sum += terms.instalments[i];
            fits = terms.instalments[i] != 0;
        }
        uint256 granted = SubsidyFormulas.afterCut(terms.applied, terms.cutBps);
        if (!fits || sum != granted || sum > type(uint48).max) revert InvalidAward(AwardPart.Instalments);
        return uint64(sum);
    }

    /// @dev The beneficiary may get an award; a cut is for a late report, and takes that off.
    function _requireWelcome(AwardTerms calldata terms) private {
        Beneficiary named = terms.beneficiary;
        Beneficiary before = _beneficiaries[terms.account];
        if (!before.isNone() && !before.equals(named))
            revert BeneficiaryDiffers(terms.account, before, named);
        BeneficiaryFacts storage facts = _facts[named];
        if (block.timestamp < facts.excludedUntil) revert BeneficiaryIsExcluded(named, facts.excludedUntil);
        if (before.isNone()) _beneficiaries[terms.account] = named;
        if (terms.cutBps == 0) return;
        if (facts.lateReports == 0) revert NoLateReport(named);
        --facts.lateReports;
    }

    /// @dev No condition of a sub-award is looser than the parent's, and it is another's.
    function _requireAsStrict(AwardId parent, Award storage above, AwardTerms calldata terms) private view {
        AwardRules memory rules = above.rules;
        bool isSame = terms.beneficiary.equals(above.party.beneficiary) || terms.account == rules.account;
        if (isSame) revert LooserThanParent(parent, AwardPart.Account);
        if (terms.ownShareBps < rules.ownShareBps) revert LooserThanParent(parent, AwardPart.OwnShare);
        if (terms.interestBps < above.party.interestBps) revert LooserThanParent(parent, AwardPart.Interest);
        if (terms.endsAt > rules.endsAt) revert LooserThanParent(parent, AwardPart.End);
        if (terms.reportDueDay > above.fund.reportDueDay) revert LooserThanParent(parent, AwardPart.Report);
        if (rules.mcc.isNamed() && !terms.mcc.equals(rules.mcc))
            revert LooserThanParent(parent, AwardPart.Category);
        if (rules.buysAssets && !terms.buysAssets) revert LooserThanParent(parent, AwardPart.Assets);
        if (rules.welfare != terms.welfare) revert LooserThanParent(parent, AwardPart.Welfare);
    }

    function _keep(
        AwardId id,
        AwardId parent,
        uint16 ministry,
        bytes32 matter,
        uint64 granted,
        AwardTerms calldata terms
    ) private {
        Award storage kept = _awards[id];
        kept.word = newAward();
        kept.rules = AwardRules(
            terms.account,
            terms.ownShareBps,
            terms.mcc,
            terms.endsAt,
            terms.buysAssets,
            terms.welfare
        );
        kept.fund.granted = uint48(granted);
        kept.fund.reportDueDay = terms.reportDueDay;
        kept.party = AwardParty(terms.beneficiary, parent, ministry, terms.interestBps);
        for (uint256 i = 0; i < terms.instalments.length; ++i)
            kept.instalments[i] = uint48(terms.instalments[i]);
        kept.matter = matter;
    }

    /// @dev Tells the auditor of awards that no accountant checks, and that are not small together.
    function _watch(uint16 ministry, Beneficiary beneficiary, uint64 granted) private {
        if (granted >= verificationThreshold) return;
        (CreditorWord watched, uint256 sum) = _watches[beneficiary].watch(ministry, _today(), granted);
        _watches[beneficiary] = watched;
        if (sum >= verificationThreshold) emit AwardSplitSuspected(beneficiary, sum);
    }
}
