// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthority} from "../access/IAuthority.sol";
import {OfficerRole} from "../budget/Officer.sol";
import {AwardId} from "../types/AwardId.sol";
import {Beneficiary} from "../types/Beneficiary.sol";
import {Award, AwardFund, MAX_INSTALMENTS} from "./Award.sol";
import {AwardWord} from "./AwardWord.sol";
import {EvidenceWord} from "./EvidenceWord.sol";
import {BeneficiaryFacts} from "./BeneficiaryFacts.sol";
import {ISubsidyGrants} from "./ISubsidyGrants.sol";
import {SubsidyMoney} from "./SubsidyMoney.sol";

/// @title SubsidyRelease
/// @notice Evidence of two persons, and the release of an instalment on it. See `ISubsidyGrants`.
abstract contract SubsidyRelease is SubsidyMoney, ISubsidyGrants {
    /// @notice The most debts that one release sets off.
    uint256 public constant MAX_SET_OFF = 8;

    /// @dev How many persons attest the evidence for an instalment.
    uint256 private constant PERSONS = 2;

    /// @inheritdoc ISubsidyGrants
    function attest(AwardId id, uint8 instalment, bytes32 evidence) external {
        if (!_attestors[msg.sender]) revert NotAttestor(msg.sender);
        (Award storage kept, AwardWord word) = _known(id);
        _requireOpen(id, word);
        _requireComing(id, kept, word, instalment);
        if (evidence == 0) revert DocumentMissing();
        bytes32 person = _neutralPerson();

        // Two persons attest, and nobody twice, with whichever account.
        uint256 key = id.instalmentKey(instalment);
        EvidenceWord attested = _evidence[key];
        if (attested.has(person)) revert SamePersonAttested(id, instalment, msg.sender);
        if (attested.count() == PERSONS) revert TwoHaveAttested(id, instalment);

        _evidence[key] = attested.add(person);

        emit EvidenceAttested(id, instalment, msg.sender, evidence);
    }

    /// @inheritdoc ISubsidyGrants
    function revokeAttestation(AwardId id, uint8 instalment, bytes32 reason) external {
        (Award storage kept, AwardWord word) = _known(id);
        _requireComing(id, kept, word, instalment);
        bytes32 person = IAuthority(authority).personOf(msg.sender);
        uint256 key = id.instalmentKey(instalment);
        EvidenceWord attested = _evidence[key];
        if (!attested.has(person)) revert NotAttestedBy(id, instalment, msg.sender);

        _evidence[key] = attested.remove(person);

        emit EvidenceRevoked(id, instalment, msg.sender, reason);
    }

    /// @inheritdoc ISubsidyGrants
    function release(AwardId id, uint8 instalment, AwardId[] calldata debts) external {
        (Award storage kept, AwardWord word) = _known(id);
        _onlyOfficer(kept.party.ministry, OfficerRole.Disbursing);
        _requirePayable(id, word);
        _requireComing(id, kept, word, instalment);
        uint8 next = word.instalments() + 1;
        if (instalment != next) revert InstalmentNotNext(id, instalment, next);
        _requireEvidence(id, instalment);

        // The Treasury has advanced it.
        uint64 amount = kept.instalments[instalment - 1];
        AwardFund memory fund = kept.fund;
        uint64 left = fund.advanced - fund.setOff - fund.returned - word.released();
        if (amount > left) revert AdvanceMissing(id, left, amount);

        // Absent on purpose: no order of effects and interactions in a set-off. The Treasury and the token call nobody.
        uint64 setOff = _setOff(kept.party.beneficiary, amount, debts);
        kept.word = word.release(amount - setOff);
        if (setOff != 0) kept.fund.setOff = fund.setOff + uint48(setOff);

        emit InstalmentReleased(id, instalment, amount - setOff, setOff, msg.sender);
    }

    // --------------------------------------------------------------------------------------------- internals

    /// @dev The instalment is one of the award's, and not released.
    function _requireComing(AwardId id, Award storage kept, AwardWord word, uint8 instalment) private view {
        bool isNumber = instalment != 0 && instalment <= MAX_INSTALMENTS;
        if (!isNumber || kept.instalments[instalment - 1] == 0) revert InstalmentUnknown(id, instalment);
        if (instalment <= word.instalments()) revert AlreadyReleased(id, instalment);
    }

    /// @dev Two persons attested, and neither is the one who releases.
    function _requireEvidence(AwardId id, uint8 instalment) private view {
        EvidenceWord attested = _evidence[id.instalmentKey(instalment)];
        uint256 have = attested.count();
        if (have != PERSONS) revert AttestationsMissing(id, instalment, have, PERSONS);
        if (attested.has(IAuthority(authority).personOf(msg.sender)))
            revert AttestorReleases(id, instalment, msg.sender);
    }

    /// @dev The caller's person, who has never obligated or disbursed.
    function _neutralPerson() private view returns (bytes32 person) {
        person = IAuthority(authority).personOf(msg.sender);
        if (person == 0) revert InvalidAttestor(msg.sender);
        OfficerRole side = ledger.sideOf(authority, person);
        if (side != OfficerRole.None) revert PersonOnOtherSide(msg.sender, person, side);
    }

    /// @dev Pays what the beneficiary owes on `debts` out of an instalment of `amount`. Nothing is released while some of it is
    /// overdue.
    function _setOff(
        Beneficiary beneficiary,
        uint64 amount,
        AwardId[] calldata debts
    ) private returns (uint64 setOff) {
        if (debts.length > MAX_SET_OFF) revert BatchTooLong(debts.length, MAX_SET_OFF);
        for (uint256 i = 0; i < debts.length && setOff < amount; ++i) {
            uint64 owed = _owedOn(debts[i]);
            bool isIts = _awards[debts[i]].party.beneficiary.equals(beneficiary);
            if (owed == 0 || !isIts) revert NotDebtOf(debts[i], beneficiary);
            uint64 part = owed < amount - setOff ? owed : amount - setOff;
            setOff += part;
            _sendDebtHome(debts[i], part, _reduceDebt(debts[i], part, address(this)).principal);
        }
        BeneficiaryFacts memory facts = _facts[beneficiary];
        bool isOverdue = facts.owed != 0 && block.timestamp >= facts.overdueFrom;
        if (isOverdue && setOff < amount) revert DebtOutstanding(beneficiary, facts.owed);
    }
}
