// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IssueReason} from "./IssueReason.sol";
import {AccountKind} from "./AccountKind.sol";
import {CaseBasis} from "./CaseBasis.sol";

/// @title IDepositEvents
/// @notice What a deposit token reports, beside the events of the standards. Amounts are whole won, times UTC seconds.
interface IDepositEvents {
    /// @notice The central bank attested that deposits of `amount` won back this token until UTC second `until`.
    event ReserveAttested(uint64 indexed ref, uint64 amount, uint48 until, address indexed by);

    /// @notice The attestation just made is below the supply: nothing can be issued until it is made good.
    event ReserveShortfall(uint64 indexed ref, uint64 attested, uint64 supply);

    /// @notice `issuer` may from now on issue `allowance` won in all; 0 takes the permission away.
    event IssuanceAllowanceSet(address indexed issuer, uint64 allowance, address indexed by);

    /// @notice `issuer` issued, under its `ref` and for `reason`, what the `Transfer` events from the zero address
    /// between the token's previous event of another kind and this one say.
    event DepositIssued(address indexed issuer, uint64 indexed ref, IssueReason reason);

    /// @notice `holder` redeemed at par what the `Transfer` event to the zero address before this one says, as its
    /// redemption number `sequence`; the bank credits the bank account whose keyed hash is `bankAccount`. Zero: none was linked,
    /// and the bank credits the customer's.
    event DepositRedeemed(address indexed holder, uint64 indexed sequence, bytes24 bankAccount);

    event AccountAdmitted(address indexed account, AccountKind kind, uint48 until, address indexed by);
    event SystemAccountRegistered(address indexed account, address indexed by);

    /// @notice Everybody may credit the contract of the system from now on.
    event SystemAccountOpened(address indexed account, address indexed by);
    event AccountSuspended(address indexed account, bytes32 indexed caseId, address indexed by);
    event AccountReinstated(address indexed account, bytes32 indexed caseId, address indexed by);
    event AccountClosed(address indexed account, address indexed by);

    /// @notice These are the limits of accounts of `kind` from now on; 0: no limit.
    event LimitsSet(
        AccountKind indexed kind,
        uint64 transfer,
        uint64 daily,
        uint64 cap,
        address maker,
        address checker
    );

    /// @notice A key issues at most `threshold` won a Korean day without a second person; 0: no limit. The first comes from the
    /// deployment, where both people are the zero address.
    event IssueThresholdSet(uint64 threshold, address maker, address checker);

    /// @notice The issue that follows, above the threshold, was proposed by its issuer and approved by `checker`.
    event LargeIssueApproved(address indexed issuer, uint64 indexed ref, address indexed checker);

    event Paused(address indexed by);
    event Unpaused(address maker, address checker);

    /// @notice The supervisor ordered the service to stop, or let it go on, under its order number `order`.
    event StopOrdered(uint64 indexed order, address indexed by);
    event StopLifted(uint64 indexed order, address indexed by);

    // -------------------------------------------------------------------------- cases, orders and recovery

    event EnforcerAppointed(address indexed enforcer, address indexed by);
    event EnforcerDismissed(address indexed enforcer, address indexed by);

    /// @notice `account` has `amount` won frozen under `caseId`, until UTC second `until` (0: no end).
    event CaseFrozen(
        address indexed account,
        bytes32 indexed caseId,
        CaseBasis basis,
        uint64 amount,
        uint48 until,
        address by
    );

    /// @notice Two people opened `caseId`, in which nothing is frozen yet.
    event CaseOpened(
        address indexed account,
        bytes32 indexed caseId,
        CaseBasis basis,
        uint48 until,
        address maker,
        address checker
    );

    /// @notice Of the case whose id begins with `caseId`, `amount` won stay frozen; 0: the case is over.
    event CaseReduced(address indexed account, bytes20 indexed caseId, uint64 amount, address indexed by);

    /// @notice The case of two people whose id begins with `caseId` now freezes `amount` won.
    event CaseSet(address indexed account, bytes20 indexed caseId, uint64 amount, address indexed by);

    /// @notice Two people ordered that `amount` be taken from `from` for `to`, under `caseId`.
    event TransferOrdered(
        bytes32 indexed orderId,
        address indexed from,
        address indexed to,
        uint64 amount,
        bytes32 caseId,
        CaseBasis basis,
        address maker,
        address checker
    );

    /// @notice Two people took the order back before it was carried out.
    event TransferOrderWithdrawn(bytes32 indexed orderId, address maker, address checker);

    /// @notice The order was carried out: see the `Transfer` before this event. Its payee is the one that was ordered, or who took
    /// that one's place.
    event TransferOrderExecuted(bytes32 indexed orderId, address indexed by);

    /// @notice Two people ordered the redemption that the `Transfer` before this event shows.
    event RedemptionOrdered(
        bytes32 indexed orderId,
        address indexed account,
        CaseBasis basis,
        address maker,
        address checker
    );

    event AccountProtected(address indexed account, address indexed by);
    event AccountUnprotected(address indexed account, address indexed by);
    event BenefitPayerListed(address indexed account, address indexed by);
    event BenefitPayerDelisted(address indexed account, address indexed by);

    /// @notice Redemptions of `account` go to the bank account whose keyed hash is `bankAccount`.
    event BankAccountLinked(address indexed account, bytes24 bankAccount, address indexed by);

    /// @notice Two people stopped `account`, whose key is lost, and named `successor`. Its holder may object before UTC
    /// second `until`.
    event RecoveryOpened(
        address indexed account,
        address indexed successor,
        bytes32 indexed caseId,
        uint48 until,
        address maker,
        address checker
    );

    /// @notice The holder objected with the old key: `account` goes on as before.
    event RecoveryObjected(address indexed account, address indexed successor);

    /// @notice All of `account` is now `successor`'s; the old key is dead.
    event AccountRecovered(address indexed account, address indexed successor, address indexed by);
}
