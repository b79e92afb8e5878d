// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccountKind} from "./AccountKind.sol";

/// @title IDepositErrors
/// @notice Why a deposit token refuses, beside the errors of the standards. Amounts are whole won, times UTC seconds.
interface IDepositErrors {
    /// @notice `amount` is no number up to 8,191 followed by at most six zeros, or by nine.
    error AmountNotRound(uint256 amount);

    error EnforcedPause();
    error ExpectedPause();
    error StoppedBySupervisor();
    error NotStopped();
    error AccountNotAdmitted(address account);
    error AdmissionExpired(address account, uint48 until, uint256 time);
    error SuspendedAccount(address account);
    error ClosedAccount(address account);
    error NotSuspended(address account);
    error AccountNotEmpty(address account, uint256 balance);
    error InvalidAdmission(address account, AccountKind kind, uint48 until);

    /// @notice `account` belongs to a contract of the system, which no bank office can touch.
    error SystemAccountUntouchable(address account);

    /// @notice Only a contract of the system may do this.
    error NotSystemAccount(address account);

    /// @notice Everybody may credit the contract of the system already.
    error SystemAccountIsOpen(address account);

    /// @notice A system account is credited only by a transfer it pulls itself.
    error SystemAccountNotCredited(address account, address operator);

    /// @notice A contract of the system pays no person on behalf of a holder: that would turn vouchers into cash.
    error CitizenNotPaid(address account);

    /// @notice `holder` would be paid on its own behalf, perhaps as the key that took the payee's place.
    error HolderPaidItself(address holder);
    error TransferLimitExceeded(address account, uint256 limit, uint256 amount);
    error DailyLimitExceeded(address account, uint256 limit, uint256 spent, uint256 amount);
    error HolderCapExceeded(address account, uint256 cap, uint256 balance, uint256 amount);

    /// @notice Accounts of `kind` have none of these limits: contracts of the system none at all, merchants no daily limit
    /// and no cap.
    error KindWithoutLimit(AccountKind kind);

    /// @notice `issuer` has issued `issued` won today, and `amount` more goes above what one person issues.
    error IssueNeedsApproval(address issuer, uint256 threshold, uint256 issued, uint256 amount);

    /// @notice An amount is above 2^48 − 1 won, which the count of a day does not reach.
    error LimitTooHigh(uint256 limit);
    error ZeroAmount();
    error BatchTooLong(uint256 length, uint256 limit);
    error ReserveExceeded(uint256 issuable, uint256 amount);
    error ReserveStale(uint48 attestedUntil, uint256 time);
    error IssuanceAllowanceExceeded(address issuer, uint256 allowance, uint256 amount);

    /// @notice `account` is bound to no person in the bank's authority, whose error this is too.
    error PersonUnknown(address account);

    /// @notice The person of `account` holds an office of the bank: nobody gives itself an allowance, nor through its authority.
    error IssuerIsController(address account);

    /// @notice `issuer` has issued under `ref` before: the act is done, see its `DepositIssued` event.
    error AlreadyIssued(address issuer, uint64 ref);

    /// @notice `ref` is zero, or lies 64 or more behind `highest`, the issuer's highest used.
    error ReferenceTooOld(address issuer, uint64 ref, uint64 highest);

    /// @notice Attestation references rise; `ref` is not above the `last` one.
    error AlreadyAttested(uint64 ref, uint64 last);

    /// @notice `ref` is more than `ATTESTATION_STEP` above the `last` one: a slip would use up the numbers.
    error AttestationTooFar(uint64 ref, uint64 last);

    /// @notice `account` has made redemption `sequence` before: see its `DepositRedeemed` event.
    error AlreadyRedeemed(address account, uint64 sequence);

    /// @notice The next redemption of `account` has the number `next`.
    error RedemptionOutOfSequence(address account, uint64 sequence, uint64 next);

    // -------------------------------------------------------------------------- cases, orders and recovery

    /// @notice `account` is not appointed to enforce.
    error NotEnforcer(address account);

    /// @notice The person of `account` holds an office of the bank: nobody appoints itself.
    error EnforcerIsController(address account);

    /// @notice No debt reaches `account` (Basic Livelihood Act art. 35).
    error ProtectedAccount(address account);

    /// @notice Only listed payers of benefits, corrections and refunds credit a protected account.
    error ProtectedAccountNotCredited(address account, address payer);

    /// @notice The case has no id, no ground or no amount; ends at no Korean midnight ahead; or changes one that runs in
    /// another way than to more money or a later end.
    error InvalidCase(address account, bytes32 caseId);

    /// @notice `account` has `limit` cases that run.
    error TooManyCases(address account, uint256 limit);

    /// @notice No case of `account` with this id runs.
    error CaseUnknown(address account, bytes32 caseId);

    /// @notice `frozen` won are frozen in the case.
    error CaseExceeded(address account, bytes32 caseId, uint256 frozen, uint256 amount);

    /// @notice No case of `account` that two people opened runs.
    error NoJointCase(address account);

    /// @notice Other cases freeze `others` won, which is more than `amount`.
    error FrozenByOtherCases(address account, uint256 others, uint256 amount);

    /// @notice The order has no id, no ground or no amount, or another ground than the case it names, which runs.
    error InvalidOrder(bytes32 orderId);
    error TransferNotOrdered(address from, address to, uint256 amount);

    /// @notice Another order, `orderId`, for the same transfer waits to be carried out.
    error TransferAlreadyOrdered(bytes32 orderId);

    /// @notice The order was given before: see its `TransferOrdered` or `RedemptionOrdered` event.
    error AlreadyOrdered(bytes32 orderId);

    /// @notice Nothing is taken for the account it is taken from, or for an officer who takes part.
    error TransferToSelf(address account);

    /// @notice `account` was replaced by `successor`: pay that one.
    error AccountReplaced(address account, address successor);

    /// @notice `account` cannot be recovered to `successor`, which has been used or takes part in the act.
    error InvalidRecovery(address account, address successor);
    error AccountInRecovery(address account);
    error NotInRecovery(address account);

    /// @notice The holder may object until UTC second `until`.
    error ObjectionStillOpen(address account, uint48 until);
    error ObjectionClosed(address account, uint48 until);
}
