// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITrustee} from "../budget/ITrustee.sol";
import {AwardId} from "../types/AwardId.sol";
import {Beneficiary} from "../types/Beneficiary.sol";
import {Asset} from "./Asset.sol";
import {AwardRules, MAX_INSTALMENTS} from "./Award.sol";
import {AwardFacts} from "./AwardFacts.sol";
import {AwardPayment} from "./AwardPayment.sol";
import {EvidenceWord} from "./EvidenceWord.sol";
import {BeneficiaryFacts} from "./BeneficiaryFacts.sol";
import {GrantCase} from "./GrantCase.sol";
import {GrantDebt} from "./GrantDebt.sol";
import {ISubsidyDecisions} from "./ISubsidyDecisions.sol";
import {ISubsidyReturns} from "./ISubsidyReturns.sol";

/// @title ISubsidyGrants
/// @notice Subsidies of one ministry: awarded on conditions from an obligation in trust, released by instalments on the evidence of
/// two persons, paid to invoiced payees alone (Subsidy Act arts. 16 to 39, version 2026-01-02; verify against the current text).
/// @dev Amounts are whole won, times UTC seconds, days Korean. The beneficiary never holds the money: an award stays here until an
/// invoice is paid from it, and what is left goes home. Per award: held = advanced − paid − set off − returned. Who opens an award is
/// an obligating officer of the line's ministry, who releases a disbursing one, who attests neither; each is another person.
interface ISubsidyGrants is ISubsidyDecisions, ISubsidyReturns, ITrustee {
    // ------------------------------------------------------------------------------------- evidence, release

    /// @notice Attests the evidence for an instalment: that what the decision asks for before it has been done (art. 18).
    /// @dev Who: an appointed attestor, once a person. Fails: `NotAttestor`, `AwardUnknown`, `AwardNotOpen`, `InstalmentUnknown`,
    /// `AlreadyReleased`, `DocumentMissing`, `InvalidAttestor`, `PersonOnOtherSide`, `SamePersonAttested`, `TwoHaveAttested`. Emits
    /// `EvidenceAttested`.
    /// @param evidence A hash of the documents.
    function attest(AwardId id, uint8 instalment, bytes32 evidence) external;

    /// @notice Takes the caller's own attestation back, before the instalment is released.
    /// @dev Who: a person who attested it, also one that is no attestor any more. Fails: `AwardUnknown`, `InstalmentUnknown`,
    /// `AlreadyReleased`, `NotAttestedBy`. Emits `EvidenceRevoked`.
    function revokeAttestation(AwardId id, uint8 instalment, bytes32 reason) external;

    /// @notice Releases the next instalment, so that invoices are paid from it. What the beneficiary owes and is overdue is set off
    /// first (art. 32): `debts` are awards on which it owes, paid in their order.
    /// @dev Who: a disbursing officer of the award's ministry who did not attest. Fails: `AwardUnknown`, `NotOfficer`, `AwardNotOpen`,
    /// `AwardIsSuspended`, `AwardHeld`, `InstalmentUnknown`, `AlreadyReleased`, `InstalmentNotNext`, `AttestationsMissing`, `AttestorReleases`,
    /// `AdvanceMissing`, `BatchTooLong` above `MAX_SET_OFF`, `NotDebtOf`, `DebtOutstanding`. Emits `InstalmentReleased`, and `DebtPaid`
    /// for each debt.
    function release(AwardId id, uint8 instalment, AwardId[] calldata debts) external;

    // ----------------------------------------------------------------------------------------------- payments

    /// @notice Pays an invoice: the grant's part from the award, the beneficiary's own share from its account, which approved it.
    /// @dev Who: the beneficiary, with the key its account has now. Fails as `payRefusal` says, and with `NotBeneficiary`. Emits
    /// `AwardPaid`, `AssetRecorded` for a new asset, the register's `InvoicePaid`, the token's `Transfer` for each part.
    function pay(AwardPayment calldata payment) external;

    /// @notice As `pay`, on the beneficiary's signature, sent by anyone.
    /// @dev Fails too: `SignedPaymentLate`, `NonceNotNext`, `PaymentUnsigned`.
    /// @param nonce `awardOf(award).nextNonce`.
    /// @param deadline UTC second after which it is no longer paid.
    /// @param signature EIP-712, of an account or a contract (ERC-1271).
    function paySigned(
        AwardPayment calldata payment,
        uint64 nonce,
        uint48 deadline,
        bytes calldata signature
    ) external;

    // -------------------------------------------------------------------------------------------------- views

    /// @notice Why `pay` by the beneficiary would now be refused, as the encoding of one of the errors, or empty: `ZeroAmount`,
    /// `AwardUnknown`, `AwardNotOpen`, `AwardIsSuspended`, `AwardHeld`, `AwardPeriodOver`, `AwardInvoiceMissing`, `AssetMissing`, `AssetTaken`,
    /// `PayeeIsBeneficiary`, `PayeeNotQualified`, `AwardExceeded`; then what the register and the token refuse with. `pay` reverts with the
    /// same bytes.
    function payRefusal(AwardPayment calldata payment) external view returns (bytes memory refusal);

    /// @notice Where an award stands; all zero where there is none.
    function awardOf(AwardId id) external view returns (AwardFacts memory facts);

    /// @notice What payments of an award are bound to.
    function rulesOf(
        AwardId id
    )
        external
        view
        returns (AwardRules memory rules, uint16 ministry, uint16 interestBps, uint16 reportDueDay);

    /// @notice The instalments of an award, whole won; 0: there is none.
    function instalmentsOf(AwardId id) external view returns (uint48[MAX_INSTALMENTS] memory);

    /// @notice Whole won of an award that the contract holds.
    function heldOf(AwardId id) external view returns (uint64);

    /// @notice Which award holds what is advanced on `matter`; 0: none.
    function awardOn(bytes32 matter) external view returns (AwardId);

    /// @notice How many awards there are; they are numbered from 1.
    function awards() external view returns (uint64);

    /// @notice Who attested the evidence for an instalment, 1 for the first.
    function evidenceOf(AwardId id, uint8 instalment) external view returns (EvidenceWord);

    /// @notice Whether the account is appointed to attest.
    function isAttestor(address account) external view returns (bool);

    /// @notice The case that is open on an award.
    function caseOf(AwardId id) external view returns (GrantCase memory);

    /// @notice What is owed on an award.
    function debtOf(AwardId id) external view returns (GrantDebt memory);

    /// @notice What is known of a beneficiary.
    function factsOf(Beneficiary beneficiary) external view returns (BeneficiaryFacts memory);

    /// @notice Whose the account was in an award.
    function beneficiaryOf(address account) external view returns (Beneficiary);

    /// @notice How an asset was bought; all zero where none was.
    function assetOf(bytes32 asset) external view returns (Asset memory);

    /// @notice Whether the asset was bought with a subsidy and may not be sold, swapped, lent or pledged (art. 35).
    function isLocked(bytes32 asset) external view returns (bool);
}
