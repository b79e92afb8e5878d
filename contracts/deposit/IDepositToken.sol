// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {AccountKind} from "./AccountWord.sol";

/// @notice Why deposit tokens were issued.
enum IssueReason {
    Deposit, // the customer turned a deposit into deposit tokens
    Interest, // the bank paid interest on the account
    Correction // the bank corrected its own error
}

/// @notice One account and the whole won issued to it, in a batch.
struct IssueItem {
    address to;
    uint64 amount;
}

/// @notice What is known of an account, all at once.
struct AccountState {
    uint64 balance; // whole won
    uint64 frozen; // whole won; may exceed the balance
    uint64 spentToday; // whole won transferred by the holder on the current day in Korea
    uint48 admittedUntil; // UTC second from which the admission no longer counts
    AccountKind kind;
    bool suspended;
    bool closed;
}

/// @title IDepositToken
/// @notice A bank's demand deposits as an ERC-20 token: one token is one won, `decimals()` is 0, and every token is
/// redeemable at par at the bank that issued it. Accounts are admitted by the bank, one per customer.
/// @dev Amounts are whole won, times UTC seconds, days Korean. Errors follow ERC-6093. A `ref` is the acting
/// institution's own number for the act, so that chain and core banking can be tied together and a retry is recognised.
/// Contracts of the system hold accounts of kind `System`: no bank can freeze, suspend, close or let them expire, and
/// they are credited only by a transfer they pull themselves.
interface IDepositToken is IERC20Metadata {
    // ------------------------------------------------------------------------------------------------ events

    /// @notice The central bank attested that deposits of `amount` won back this token until UTC second `until`.
    event ReserveAttested(uint64 indexed ref, uint64 amount, uint48 until, address indexed by);

    /// @notice The attestation just made is below the supply: nothing can be issued until it is made good.
    event ReserveShortfall(uint64 indexed ref, uint64 attested, uint64 supply);

    /// @notice `issuer` may from now on issue `allowance` won in all; 0 takes the permission away.
    event IssuanceAllowanceSet(address indexed issuer, uint64 allowance, address indexed by);

    /// @notice `issuer` issued, under its `ref` and for `reason`, what the `Transfer` events from the zero address
    /// between the token's previous event of another kind and this one say.
    event DepositIssued(address indexed issuer, uint64 indexed ref, IssueReason reason);

    /// @notice `account` redeemed at par what the `Transfer` event to the zero address before this one says, as its
    /// redemption number `sequence`; the bank credits the customer's deposit account.
    event DepositRedeemed(address indexed account, uint64 indexed sequence);

    event AccountAdmitted(address indexed account, AccountKind kind, uint48 until, address indexed by);
    event SystemAccountRegistered(address indexed account, address indexed by);
    event AccountSuspended(address indexed account, bytes32 indexed caseId, address indexed by);
    event AccountReinstated(address indexed account, bytes32 indexed caseId, address indexed by);
    event AccountClosed(address indexed account, address indexed by);

    /// @notice Citizens' accounts may transfer `limit` won a Korean day; 0 means no limit.
    event DailyLimitSet(uint64 limit, address indexed by);

    event Paused(address indexed by);
    event Unpaused(address indexed by);

    /// @notice The supervisor ordered the service to stop, or let it go on, under its order number `order`.
    event StopOrdered(uint64 indexed order, address indexed by);
    event StopLifted(uint64 indexed order, address indexed by);

    // ------------------------------------------------------------------------------------------------ errors

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

    /// @notice A system account is credited only by a transfer it pulls itself.
    error SystemAccountNotCredited(address account, address operator);

    /// @notice A contract of the system pays no person on behalf of a holder: that would turn vouchers into cash.
    error CitizenNotPaid(address account);
    error DailyLimitExceeded(address account, uint256 limit, uint256 spent, uint256 amount);
    error ZeroAmount();
    error BatchTooLong(uint256 length, uint256 limit);
    error ReserveExceeded(uint256 issuable, uint256 amount);
    error ReserveStale(uint48 attestedUntil, uint256 time);
    error IssuanceAllowanceExceeded(address issuer, uint256 allowance, uint256 amount);

    /// @notice `account` holds an office of the bank: nobody gives itself an allowance, nor through its authority.
    error IssuerIsController(address account);

    /// @notice `issuer` has issued under `ref` before: the act is done, see its `DepositIssued` event.
    error AlreadyIssued(address issuer, uint64 ref);

    /// @notice `ref` is zero, or lies 128 or more behind `highest`, the issuer's highest used.
    error ReferenceTooOld(address issuer, uint64 ref, uint64 highest);

    /// @notice Attestation references rise; `ref` is not above the `last` one.
    error AlreadyAttested(uint64 ref, uint64 last);

    /// @notice `ref` is more than `ATTESTATION_STEP` above the `last` one: a slip would use up the numbers.
    error AttestationTooFar(uint64 ref, uint64 last);

    /// @notice `account` has made redemption `sequence` before: see its `DepositRedeemed` event.
    error AlreadyRedeemed(address account, uint64 sequence);

    /// @notice The next redemption of `account` has the number `next`.
    error RedemptionOutOfSequence(address account, uint64 sequence, uint64 next);

    // --------------------------------------------------------------------------------------- reserve and issue

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
    /// @dev Who: the bank's issuance controller, for an account that holds no office of the bank (`IssuerIsController`).
    /// Emits `IssuanceAllowanceSet`.
    function setIssuanceAllowance(address issuer, uint64 allowance) external;

    /// @notice Issues `amount` won to `to` against a recorded deposit.
    /// @dev Who: an issuer with enough allowance. Fails, in this order: `AlreadyIssued`, `ReferenceTooOld`,
    /// `EnforcedPause`, `StoppedBySupervisor`, `IssuanceAllowanceExceeded`, `ReserveStale`, `ReserveExceeded`,
    /// `ZeroAmount`, and where `to` cannot be credited. Emits `Transfer` and `DepositIssued`.
    /// @param ref The issuer's number of the entry in the bank's books. A repeated one is refused.
    function issue(address to, uint64 amount, uint64 ref, IssueReason reason) external;

    /// @notice Issues to up to `MAX_ISSUE_BATCH` accounts under one ref, all or none. An account may occur twice.
    /// @dev As `issue`. Emits one `Transfer` an item and one `DepositIssued`.
    function issueBatch(IssueItem[] calldata items, uint64 ref, IssueReason reason) external;

    // ----------------------------------------------------------------------------------------------- redeem

    /// @notice Gives back `amount` of the caller's deposit tokens; the bank credits the caller's deposit account at par.
    /// @dev Who: any holder. No pause, stop order, suspension, limit, end of admission or closed authority stops it.
    /// Fails: `ZeroAmount`, `ERC20InsufficientBalance` above what is not frozen, `AlreadyRedeemed` on a repeated
    /// `sequence`, `RedemptionOutOfSequence` on one that is not next. Emits `Transfer` and `DepositRedeemed`.
    /// @param sequence The number of this redemption of this account: `nextRedemption(account)`.
    function redeem(uint64 amount, uint64 sequence) external;

    // --------------------------------------------------------------------------------------------- accounts

    /// @notice Admits an account, or renews its admission.
    /// @dev Who: the bank's admission officer, after identifying the customer. Fails: `InvalidAdmission` for kind None
    /// or System, an end that is not ahead, beyond the year 2106 or before the one already given; `ClosedAccount`; `SystemAccountUntouchable`.
    /// Emits `AccountAdmitted`.
    function admit(address account, AccountKind kind, uint48 until) external;

    /// @notice Admits up to `MAX_ADMIT_BATCH` accounts with the same kind and end, all or none. An account may occur twice.
    /// @dev As `admit`. Fails also: `BatchTooLong`.
    function admitBatch(address[] calldata accounts, AccountKind kind, uint48 until) external;

    /// @notice Makes a contract of the system an account of kind `System`, for ever.
    /// @dev Who: the bank's system registrar. Fails: `InvalidAdmission` where `account` has no code or is an account.
    /// Emits `SystemAccountRegistered`.
    function registerSystemAccount(address account) external;

    /// @notice Stops an account from paying and being paid; it can still redeem.
    /// @dev Who: the bank's enforcement officer. Fails: `AccountNotAdmitted`, `SuspendedAccount`, `ClosedAccount`,
    /// `SystemAccountUntouchable`. Emits `AccountSuspended`.
    /// @param caseId A keyed hash of the case file.
    function suspend(address account, bytes32 caseId) external;

    /// @notice Ends a suspension. @dev Who: the bank's admission officer. Fails: `NotSuspended`, `AccountNotAdmitted`,
    /// `ClosedAccount`, `SystemAccountUntouchable`. Emits `AccountReinstated`.
    function reinstate(address account, bytes32 caseId) external;

    /// @notice Closes an empty account for ever. @dev Who: the bank's admission officer.
    /// Fails: `AccountNotEmpty`, `AccountNotAdmitted`, `ClosedAccount`, `SystemAccountUntouchable`. Emits `AccountClosed`.
    function close(address account) external;

    /// @notice Sets the daily limit of citizens' transfers; 0 removes it. What was spent today counts.
    /// @dev Who: the bank's limits officer. Redemptions and voucher payments are not transfers by the holder.
    /// Emits `DailyLimitSet`.
    function setDailyLimit(uint64 limit) external;

    // ------------------------------------------------------------------------------------------------ stops

    /// @notice Stops issuing and every payment; redemption goes on. @dev Who: the bank's pauser. Fails: `EnforcedPause`.
    /// Emits `Paused`.
    function pause() external;

    /// @notice Ends a pause. @dev Who: the bank's resumer, another office than the pauser's. Fails: `ExpectedPause`.
    /// Emits `Unpaused`.
    function unpause() external;

    /// @notice The supervisor's order to stop (Financial Innovation Support Act art. 11): as a pause, but only the
    /// supervisor lifts it. @dev Who: the supervisor's stop officer, by the supervisor's own authority.
    /// Fails: `StoppedBySupervisor`. Emits `StopOrdered`. @param order The order's number; it is recorded, not checked.
    function orderStop(uint64 order) external;

    /// @notice Lifts the supervisor's stop. @dev Who: the supervisor's stop lifter. Fails: `NotStopped`. Emits `StopLifted`.
    function liftStop(uint64 order) external;

    // ---------------------------------------------------------------------------------- the system's contracts

    /// @notice Pays `amount` from the calling system account to `to`, on behalf of `holder`, whose account must be in
    /// order too: a suspended holder does not spend a voucher.
    /// @dev Who: a system account. Fails as `transfer` but for the daily limit, which does not count here; on the
    /// holder's account; with `NotSystemAccount` and `CitizenNotPaid`. Emits `Transfer`.
    function payOnBehalf(address holder, address to, uint256 amount) external returns (bool);

    // ------------------------------------------------------------------------------------------------ views

    /// @notice Why `payOnBehalf(holder, to, amount)` by `payer` would now be refused: the error's bytes, or empty.
    function payOnBehalfRefusal(
        address payer,
        address holder,
        address to,
        uint256 amount
    ) external view returns (bytes memory refusal);

    /// @notice Why a transfer of `amount` from `from` to `to`, made by `from`, would now be refused; empty if it would not.
    function transferRefusal(
        address from,
        address to,
        uint256 amount
    ) external view returns (bytes memory refusal);

    /// @notice What the token knows of `account` at this moment.
    function accountOf(address account) external view returns (AccountState memory);

    /// @notice How many accounts are open: admitted or registered, and not closed. An expired or suspended one counts.
    function accountCount() external view returns (uint256);

    /// @notice Balance less what is frozen, never below zero.
    function spendableOf(address account) external view returns (uint256);

    /// @notice What may still be issued on the last attestation, and until when it counts.
    function reserve() external view returns (uint64 issuable, uint48 attestedUntil, uint64 lastReference);

    /// @notice What `issuer` may still issue.
    function issuanceAllowance(address issuer) external view returns (uint64);

    /// @notice Whether `issuer` could issue under `ref` as far as the reference goes.
    function isFreshReference(address issuer, uint64 ref) external view returns (bool);

    /// @notice The number of the account's next redemption, from 1.
    function nextRedemption(address account) external view returns (uint64);

    /// @notice Paused by the bank, stopped by the supervisor, and the citizens' daily limit (0: none).
    function policy() external view returns (bool paused, bool stopped, uint64 dailyLimit);
}
