// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ITrustee} from "../budget/ITrustee.sol";
import {IDepositToken} from "../deposit/IDepositToken.sol";
import {AwardId} from "../types/AwardId.sol";
import {Beneficiary} from "../types/Beneficiary.sol";
import {Asset} from "./Asset.sol";
import {Award, AwardFund, AwardRules, MAX_INSTALMENTS} from "./Award.sol";
import {AwardFacts} from "./AwardFacts.sol";
import {AwardWord} from "./AwardWord.sol";
import {EvidenceWord} from "./EvidenceWord.sol";
import {BeneficiaryFacts} from "./BeneficiaryFacts.sol";
import {GrantCase} from "./GrantCase.sol";
import {GrantDebt} from "./GrantDebt.sol";
import {ISubsidyGrants} from "./ISubsidyGrants.sol";
import {SubsidyCode} from "./SubsidyCode.sol";
import {SubsidyDecisions} from "./SubsidyDecisions.sol";
import {SubsidyPayments} from "./SubsidyPayments.sol";
import {SubsidyRelease} from "./SubsidyRelease.sol";
import {SubsidyReturns} from "./SubsidyReturns.sol";
import {SubsidyState} from "./SubsidyState.sol";

/// @title SubsidyGrants
/// @notice Subsidies of one ministry, from the award to what is left of it. See `ISubsidyGrants`.
/// @dev What it holds of the deposit token is what it holds of its awards, and nothing else. Advances, evidence, releases and
/// payments are here; decisions and what comes back are code that this contract runs as its own: see `SubsidyCode`.
contract SubsidyGrants is SubsidyRelease, SubsidyPayments, SubsidyCode {
    using SafeERC20 for IDepositToken;

    /// @param decisions_ Deployed for this contract, as the next is: it brings the contracts that subsidies work with.
    constructor(
        SubsidyDecisions decisions_,
        SubsidyReturns returns_
    ) SubsidyState(decisions_.surroundings()) SubsidyCode(decisions_, returns_) {}

    /// @inheritdoc ITrustee
    /// @dev Fails: `AdvanceNotFromTreasury`, `MatterUnavailable` where no award is on the matter, `AwardNotOpen`,
    /// `AwardIsSuspended`, `AwardHeld`, `GrantExceeded`. Emits `AwardFunded`.
    function receiveAdvance(bytes32 matter, uint64 amount) external {
        if (msg.sender != address(treasury)) revert AdvanceNotFromTreasury(msg.sender);
        AwardId id = _onMatter[matter];
        if (id.isNone()) revert MatterUnavailable(matter);
        Award storage kept = _awards[id];
        _requirePayable(id, kept.word);

        // No more is advanced than the decision grants.
        AwardFund memory fund = kept.fund;
        uint64 left = fund.granted - fund.advanced;
        if (amount > left) revert GrantExceeded(id, left, amount);

        kept.fund.advanced = fund.advanced + uint48(amount);

        emit AwardFunded(id, amount);

        token.safeTransferFrom(address(treasury), address(this), amount);
    }

    // -------------------------------------------------------------------------------------------------- views

    /// @inheritdoc ISubsidyGrants
    function awardOf(AwardId id) external view returns (AwardFacts memory facts) {
        Award storage kept = _awards[id];
        AwardWord word = kept.word;
        AwardFund memory fund = kept.fund;
        (facts.status, facts.suspended) = (word.status(), word.isSuspended());
        (facts.inCase, facts.late) = (word.isHeld(), word.isLate());
        (facts.instalmentsReleased, facts.nextNonce) = (word.instalments(), word.nonce());
        (facts.granted, facts.advanced) = (fund.granted, fund.advanced);
        (facts.released, facts.paid) = (word.released(), word.paid());
        (facts.setOff, facts.returned) = (fund.setOff, fund.returned);
        (facts.claimed, facts.held) = (fund.claimed, _heldOf(fund, word));
        (facts.parent, facts.beneficiary) = (kept.party.parent, kept.party.beneficiary);
        facts.matter = kept.matter;
    }

    /// @inheritdoc ISubsidyGrants
    function rulesOf(
        AwardId id
    )
        external
        view
        returns (AwardRules memory rules, uint16 ministry, uint16 interestBps, uint16 reportDueDay)
    {
        Award storage kept = _awards[id];
        return (kept.rules, kept.party.ministry, kept.party.interestBps, kept.fund.reportDueDay);
    }

    /// @inheritdoc ISubsidyGrants
    function instalmentsOf(AwardId id) external view returns (uint48[MAX_INSTALMENTS] memory) {
        return _awards[id].instalments;
    }

    /// @inheritdoc ISubsidyGrants
    function heldOf(AwardId id) external view returns (uint64) {
        return _heldOf(_awards[id].fund, _awards[id].word);
    }

    /// @inheritdoc ISubsidyGrants
    function awardOn(bytes32 matter) external view returns (AwardId) {
        return _onMatter[matter];
    }

    /// @inheritdoc ISubsidyGrants
    function awards() external view returns (uint64) {
        return _awardCount;
    }

    /// @inheritdoc ISubsidyGrants
    function evidenceOf(AwardId id, uint8 instalment) external view returns (EvidenceWord) {
        return _evidence[id.instalmentKey(instalment)];
    }

    /// @inheritdoc ISubsidyGrants
    function isAttestor(address account) external view returns (bool) {
        return _attestors[account];
    }

    /// @inheritdoc ISubsidyGrants
    function caseOf(AwardId id) external view returns (GrantCase memory) {
        return _cases[id];
    }

    /// @inheritdoc ISubsidyGrants
    function debtOf(AwardId id) external view returns (GrantDebt memory) {
        return _debts[id];
    }

    /// @inheritdoc ISubsidyGrants
    function factsOf(Beneficiary beneficiary) external view returns (BeneficiaryFacts memory) {
        return _facts[beneficiary];
    }

    /// @inheritdoc ISubsidyGrants
    function beneficiaryOf(address account) external view returns (Beneficiary) {
        return _beneficiaries[account];
    }

    /// @inheritdoc ISubsidyGrants
    function assetOf(bytes32 asset) external view returns (Asset memory) {
        return _assets[asset];
    }

    /// @inheritdoc ISubsidyGrants
    function isLocked(bytes32 asset) external view returns (bool) {
        Asset storage known = _assets[asset];
        return !known.award.isNone() && !known.released;
    }
}
