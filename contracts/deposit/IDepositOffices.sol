// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDepositErrors} from "./IDepositErrors.sol";
import {IDepositEvents} from "./IDepositEvents.sol";
import {Limits} from "./Limits.sol";
import {AccountKind} from "./AccountKind.sol";
import {CaseBasis} from "./CaseBasis.sol";
import {IssueReason} from "./IssueReason.sol";

/// @title IDepositOffices
/// @notice What offices of the bank, the central bank and the supervisor may do to a deposit token.
/// @dev Amounts are whole won, times UTC seconds. A case id is a keyed hash of the case file. A freeze ends on its own at
/// midnight in Korea (Civil Act art. 159: a period ends with its last day). A case opened beforehand by two people is what
/// ERC-7943's own forms act on. No office reaches an account of a contract of the system.
interface IDepositOffices is IDepositEvents, IDepositErrors {
    // ----------------------------------------------------------------------------------------- reserve and issue

    /// @notice Records the deposits that back this token. Issuing may go on until the supply at this moment plus what is
    /// issued afterwards reaches `amount`; redeeming does not make room again, for it takes deposits out of the reserve.
    /// @dev Who: the central bank's reserve attestor. Financial regulators' condition of full backing.
    /// Fails: `AlreadyAttested` where `ref` is not above the last, `AttestationTooFar` where it is more than 2^32 above it.
    /// A lower amount is always accepted.
    /// Emits `ReserveAttested`, and `ReserveShortfall` where amount < supply.
    /// @param amount Deposits held against this token, won.
    /// @param ref The attestor's number for the attestation, such as a counter or a date; must rise.
    /// @param lifetime Seconds from now after which nothing can be issued on it.
    function attestReserve(uint64 amount, uint64 ref, uint32 lifetime) external;

    /// @notice Sets how much `issuer` may issue from now on, in all. The allowance falls as it is used; it alone is the
    /// permission to issue, and setting it to 0 takes that away.
    /// @dev Who: the bank's issuance controller. Fails for an amount: `PersonUnknown` where the key is bound to nobody in the bank's
    /// authority, `IssuerIsController` where its person holds an office of the bank other than the large issue maker's.
    /// Emits `IssuanceAllowanceSet`.
    function setIssuanceAllowance(address issuer, uint64 allowance) external;

    /// @notice Issues as `issue`, above the threshold. The maker is the issuer: its allowance and references are used.
    /// @dev Who: two people, by dual control. Fails as `issue` but for the threshold. Emits `LargeIssueApproved` too.
    function issueLarge(address to, uint64 amount, uint64 ref, IssueReason reason) external;

    /// @notice Sets what one key may issue on a Korean day without a second person; 0: everything.
    /// @dev Who: two people, by dual control. Fails: `AmountNotRound`, `LimitTooHigh`. Emits `IssueThresholdSet`.
    function setIssueThreshold(uint64 threshold) external;

    // -------------------------------------------------------------------------------------------------- accounts

    /// @notice Admits an account, or renews its admission.
    /// @dev Who: the bank's admission officer, after identifying the customer. Fails: `InvalidAdmission` for kind None
    /// or System, an end that is not ahead, beyond the year 2106 or before the one already given; `ClosedAccount`; `SystemAccountUntouchable`.
    /// Emits `AccountAdmitted`.
    function admit(address account, AccountKind kind, uint48 until) external;

    /// @notice Admits up to `MAX_ADMIT_BATCH` accounts with the same kind and end, all or none. An account may occur twice.
    /// @dev As `admit`. Fails also: `BatchTooLong`.
    function admitBatch(address[] calldata accounts, AccountKind kind, uint48 until) external;

    /// @notice Makes a contract of the system an account of kind `System`, for ever.
    /// @dev Who: the bank's system registrar. Fails: `InvalidAdmission` where `account` is an account, or no contract: it has no
    /// code, or is a key that has delegated to some (EIP-7702).
    /// Emits `SystemAccountRegistered`.
    function registerSystemAccount(address account) external;

    /// @notice Lets everybody credit a contract of the system by a transfer, for ever: one that keeps such money apart, as the
    /// Treasury does.
    /// @dev Who: the bank's system registrar. Fails: `NotSystemAccount`, `SystemAccountIsOpen`. Emits `SystemAccountOpened`.
    function openSystemAccount(address account) external;

    /// @notice Stops an account from paying and being paid; it can still redeem.
    /// @dev Who: the bank's enforcement officer. Fails: `AccountNotAdmitted`, `SuspendedAccount`, `ClosedAccount`,
    /// `SystemAccountUntouchable`. Emits `AccountSuspended`.
    /// @param caseId A keyed hash of the case file.
    function suspend(address account, bytes32 caseId) external;

    /// @notice Ends a suspension. @dev Who: the bank's admission officer. Fails: `NotSuspended`, `AccountNotAdmitted`,
    /// `ClosedAccount`, `SystemAccountUntouchable`. Emits `AccountReinstated`.
    function reinstate(address account, bytes32 caseId) external;

    /// @notice Closes an empty account for ever. @dev Who: the bank's admission officer.
    /// Fails: `AccountNotEmpty`, `InvalidCase` while a case runs, `AccountInRecovery`, `AccountNotAdmitted`, `ClosedAccount`,
    /// `SystemAccountUntouchable`. Emits `AccountClosed`.
    function close(address account) external;

    /// @notice Sets the limits of accounts of `kind`; 0: none. What was spent today counts. Redemptions, payments with
    /// vouchers and transfers under an order are not limited.
    /// @dev Who: two people, by dual control. Fails: `AmountNotRound` for more than 8,191 before at most
    /// six zeros, above 8,191 million for all but whole billions; `LimitTooHigh`, `KindWithoutLimit`. Emits `LimitsSet`.
    function setLimits(AccountKind kind, Limits calldata limits) external;

    // -------------------------------------------------------------------------------- protected accounts, linked bank accounts

    /// @notice Makes an empty account one that no debt reaches, or an ordinary one again.
    /// @dev Who: the bank's admission officer. Fails: `InvalidAdmission` for an account that is no
    /// citizen's, `AccountNotEmpty`, and `InvalidCase` while a case runs on it.
    /// Emits `AccountProtected` or `AccountUnprotected`.
    function setProtection(address account, bool protected) external;

    /// @notice Lists a public body that may pay benefits into protected accounts, or takes it off the list.
    /// @dev Who: the bank's system registrar. Fails: `InvalidAdmission` for an account that is no public body's.
    /// Emits `BenefitPayerListed` or `BenefitPayerDelisted`.
    function setBenefitPayer(address account, bool listed) external;

    /// @notice Records to which bank account the redemptions of `account` go.
    /// @dev Who: the bank's admission officer. Emits `BankAccountLinked`.
    /// @param bankAccount A keyed hash of its number.
    function linkBankAccount(address account, bytes24 bankAccount) external;

    // ----------------------------------------------------------------------------------------------------- stops

    /// @notice Stops issuing and every payment; redemption goes on. @dev Who: the bank's pauser. Fails: `EnforcedPause`.
    /// Emits `Paused`.
    function pause() external;

    /// @notice Ends a pause. @dev Who: two people, by dual control; neither is the pauser. Fails: `ExpectedPause`.
    /// Emits `Unpaused`.
    function unpause() external;

    /// @notice The supervisor's order to stop (Financial Innovation Support Act art. 11): as a pause, but only the
    /// supervisor lifts it. @dev Who: the supervisor's stop officer, by the supervisor's own authority.
    /// Fails: `StoppedBySupervisor`. Emits `StopOrdered`. @param order The order's number; it is recorded, not checked.
    function orderStop(uint64 order) external;

    /// @notice Lifts the supervisor's stop. @dev Who: the supervisor's stop lifter. Fails: `NotStopped`. Emits `StopLifted`.
    function liftStop(uint64 order) external;

    // ------------------------------------------------------------------------------------------ cases and orders

    /// @notice Appoints who may suspend, freeze, and carry out ordered transfers; or ends the appointment.
    /// @dev Who: the bank's enforcement controller. Fails for an appointment: `PersonUnknown` for a key that is bound to nobody in
    /// the bank's authority, `EnforcerIsController` for one whose person holds an office of the bank.
    /// Emits `EnforcerAppointed` or `EnforcerDismissed`.
    function setEnforcer(address enforcer, bool appointed) external;

    /// @notice Releases `amount` of what a case freezes; all of it ends the case.
    /// @dev Who: the bank's admission officer. Fails: `CaseUnknown`, `CaseExceeded`, as `freeze` on the account.
    /// Emits `CaseReduced`, `Frozen`.
    function unfreeze(address account, bytes32 caseId, uint64 amount) external;

    /// @notice Opens a case in which `setFrozenTokens` then sets the amount.
    /// @dev Who: two people, by dual control. Fails as `freeze`. Emits `CaseOpened`.
    function openCase(address account, bytes32 caseId, CaseBasis basis, uint48 until) external;

    /// @notice Orders that `amount` be taken from `from` for `to`. `forcedTransfer` then carries it out, once: from what is
    /// not frozen and what `caseId` freezes; for who took the payee's place, where its key was replaced.
    /// @dev Who: two people, by dual control. Fails: `InvalidOrder` without an id, ground or amount, or on another ground than that
    /// of `caseId`, where it runs; `AlreadyOrdered`, `TransferAlreadyOrdered`,
    /// `TransferToSelf` also for another key of one of the two, `ProtectedAccount` for a debt, `ProtectedAccountNotCredited` into a
    /// protected account but for money paid by error or got by fraud, `SystemAccountUntouchable`. Emits `TransferOrdered`.
    function orderTransfer(
        address from,
        address to,
        uint64 amount,
        bytes32 orderId,
        bytes32 caseId,
        CaseBasis basis
    ) external;

    /// @notice Takes an order back that was not carried out. Its id stays used.
    /// @dev Who: two people, by dual control. Fails: `TransferNotOrdered`. Emits `TransferOrderWithdrawn`.
    function withdrawTransferOrder(address from, address to, uint64 amount) external;

    /// @notice Redeems `amount` of what `account` holds unfrozen, under an order.
    /// @dev Who: two people, by dual control. Fails: `InvalidOrder`, `AlreadyOrdered`, `ProtectedAccount` for a debt,
    /// `SystemAccountUntouchable`, as `redeem`. Emits `Transfer`, `DepositRedeemed`, `RedemptionOrdered`.
    /// @param sequence The number of the redemption; 0: the next there is when it is approved.
    function redeemByOrder(
        address account,
        uint64 amount,
        uint64 sequence,
        bytes32 orderId,
        CaseBasis basis
    ) external;

    // -------------------------------------------------------------------------------------------------- recovery

    /// @notice Stops `account`, whose key is lost, so that after `OBJECTION_PERIOD` all of it can go to `successor`.
    /// @dev Who: two people, by dual control. Fails: `InvalidRecovery` where `successor` has ever been an account here or is one of the two,
    /// as `freeze` on the account. Emits `RecoveryOpened`; `EnforcerDismissed` and `IssuanceAllowanceSet` where the key was appointed.
    function openRecovery(address account, address successor, bytes32 caseId) external;

    /// @notice Ends a recovery of the caller's account: its key is not lost.
    /// @dev Who: the account's holder, unless the account was suspended when the recovery was opened. Fails: `NotInRecovery`, `SuspendedAccount`,
    /// `ObjectionClosed`. Emits `RecoveryObjected`.
    function objectToRecovery() external;

    /// @notice Moves balance, cases, status, day count, redemption numbers and linked bank account to the successor.
    /// @dev Who: anyone, once the holder can no longer object. Fails: `NotInRecovery`, `ObjectionStillOpen`,
    /// `InvalidRecovery`. Emits `Transfer` where there is a balance, `AccountRecovered`.
    function completeRecovery(address account) external;
}
