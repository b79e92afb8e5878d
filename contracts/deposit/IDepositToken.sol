// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IDepositOffices} from "./IDepositOffices.sol";
import {IERC7943Fungible} from "./IERC7943Fungible.sol";
import {FreezeCase} from "./FreezeCase.sol";
import {AccountKind} from "./AccountKind.sol";
import {CaseBasis} from "./CaseBasis.sol";
import {IssueReason} from "./IssueReason.sol";
import {Payout} from "./Payout.sol";
import {Limits} from "./Limits.sol";

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
    bool closed; // for ever; its key may have been replaced
    bool protected; // for benefits: no debt reaches it, and few may credit it
    bool benefitPayer; // may credit protected accounts
    bool inRecovery; // stopped, because its key is being replaced
    bool open; // a contract of the system that everybody may credit
}

/// @title IDepositToken
/// @notice A bank's demand deposits as an ERC-20 token: one token is one won, `decimals()` is 0, and every token is
/// redeemable at par at the bank that issued it. Accounts are admitted by the bank, one per customer.
/// @dev Amounts are whole won, times UTC seconds, days Korean. Errors follow ERC-6093. A `ref` is the acting
/// institution's own number for the act, so that chain and core banking can be tied together and a retry is recognised.
/// Contracts of the system hold accounts of kind `System`: no bank can freeze, suspend, close or let them expire, and
/// they are credited only by a transfer they pull themselves.
interface IDepositToken is IERC20Metadata, IERC7943Fungible, IDepositOffices {
    // ----------------------------------------------------------------------------------------------------- issue

    /// @notice Issues `amount` won to `to` against a recorded deposit.
    /// @dev Who: an issuer with enough allowance. Fails, in this order: `AlreadyIssued`, `ReferenceTooOld`,
    /// `EnforcedPause`, `StoppedBySupervisor`, `IssuanceAllowanceExceeded`, `IssueNeedsApproval`,
    /// `ReserveStale`, `ReserveExceeded`, `ZeroAmount`, where `to` cannot be credited, `ProtectedAccountNotCredited` for a
    /// deposit, `HolderCapExceeded` for a deposit. Emits `Transfer` and `DepositIssued`.
    /// @param ref The issuer's number of the entry in the bank's books. A repeated one is refused.
    function issue(address to, uint64 amount, uint64 ref, IssueReason reason) external;

    /// @notice Issues to up to `MAX_ISSUE_BATCH` accounts under one ref, all or none. An account may occur twice.
    /// @dev As `issue`. Emits one `Transfer` an item and one `DepositIssued`.
    function issueBatch(IssueItem[] calldata items, uint64 ref, IssueReason reason) external;

    // ---------------------------------------------------------------------------------------------------- redeem

    /// @notice Gives back `amount` of the caller's deposit tokens; the bank credits the bank account that is linked to the
    /// caller's, at par.
    /// @dev Who: any holder. No pause, stop order, suspension, limit, end of admission or closed authority stops it.
    /// Fails: `ZeroAmount`, `ERC20InsufficientBalance`, `ERC7943InsufficientUnfrozenBalance` above what is not frozen,
    /// `AlreadyRedeemed` on a repeated `sequence`, `RedemptionOutOfSequence` on one that is not next. Emits `Transfer` and `DepositRedeemed`.
    /// @param sequence The number of this redemption of this account: `nextRedemption(account)`.
    function redeem(uint64 amount, uint64 sequence) external;

    // ---------------------------------------------------------------------------------------------------- freeze

    /// @notice Freezes `amount` of `account` under a case, or raises or prolongs the freeze of a case that runs. Cases add
    /// up, at most eight. More than the account holds can be frozen; it catches what arrives. 2^64 − 1 is everything.
    /// @dev Who: an appointed enforcer. Fails: `NotEnforcer`, `AccountNotAdmitted`, `ClosedAccount`,
    /// `SystemAccountUntouchable`, `ProtectedAccount` for a debt, `InvalidCase`, `TooManyCases`. The same call again changes
    /// nothing. Emits `CaseFrozen`; `Frozen` belongs to
    /// the standard's form and to what is released or taken.
    /// @param until UTC second of a midnight in Korea from which it no longer counts; 0: no end.
    function freeze(address account, bytes32 caseId, CaseBasis basis, uint64 amount, uint48 until) external;

    // ------------------------------------------------------------------------------------ the system's contracts

    /// @notice Pays `amount` from the calling system account to `to`, on behalf of `holder`, whose account must be in
    /// order too: a suspended holder does not spend a voucher.
    /// @dev Who: a system account. Fails as `transfer` but for the daily limit, which does not count here; on the
    /// holder's account; with `NotSystemAccount`, `CitizenNotPaid` and `HolderPaidItself`. Emits `Transfer`.
    function payOnBehalf(address holder, address to, uint256 amount) external returns (bool);

    /// @notice As `payOnBehalf` for each of `payouts`, on behalf of holders whose accounts the caller has found in order, and who
    /// are not paid themselves; those of 0 won are passed by.
    /// @dev Who: a system account. Fails as `payOnBehalf`, but for the holders. Emits a `Transfer` for each.
    function payAllOnBehalf(Payout[] calldata payouts) external;

    // ----------------------------------------------------------------------------------------- views of accounts

    /// @notice Why a transfer of `amount` from `from` to `to`, made by `from`, would now be refused; empty if it would not.
    function transferRefusal(
        address from,
        address to,
        uint256 amount
    ) external view returns (bytes memory refusal);

    /// @notice Why `payOnBehalf(holder, to, amount)` by `payer` would now be refused: the error's bytes, or empty.
    function payOnBehalfRefusal(
        address payer,
        address holder,
        address to,
        uint256 amount
    ) external view returns (bytes memory refusal);

    /// @notice Which of up to 256 `accounts` may pay now, bit 0 for the first. Of each word of the list the lowest 160 bits are
    /// read; so in the next.
    function payersInOrder(address[] calldata accounts) external view returns (uint256 bits);

    /// @notice Which of up to 256 `accounts` the calling system account may now pay with `payOnBehalf`, bit 0 for the first. A
    /// closed one whose key was replaced is none: `payOnBehalfRefusal` says whether its successor may be paid.
    function payeesInOrder(address[] calldata accounts) external view returns (uint256 bits);

    /// @notice What the token knows of `account` at this moment.
    function accountOf(address account) external view returns (AccountState memory);

    /// @notice Balance less what is frozen, never below zero.
    function spendableOf(address account) external view returns (uint256);

    /// @notice How many accounts are open: admitted or registered, and not closed. An expired or suspended one counts.
    function accountCount() external view returns (uint256);

    /// @notice The number of the account's next redemption, from 1.
    function nextRedemption(address account) external view returns (uint64);

    /// @notice The keyed hash of the bank account to which redemptions of `account` go; zero: none is recorded.
    function linkedBankAccount(address account) external view returns (bytes24);

    /// @notice The cases of `account` that count now.
    function casesOf(address account) external view returns (FreezeCase[] memory);

    /// @notice The order that `forcedTransfer(from, to, amount)` would carry out; zero: none.
    function transferOrderOf(
        address from,
        address to,
        uint256 amount
    ) external view returns (bytes32 orderId);

    /// @notice Who took the place of `account`; zero: nobody.
    function successorOf(address account) external view returns (address);

    /// @notice `account`, or the last of those who took its place.
    function currentOf(address account) external view returns (address);

    /// @notice To whom `account` is being recovered, and until when its holder may object; zero: it is not.
    function recoveryOf(address account) external view returns (address successor, uint48 until);

    // -------------------------------------------------------------------------------------------- views of rules

    /// @notice What may still be issued on the last attestation, and until when it counts.
    function reserve() external view returns (uint64 issuable, uint48 attestedUntil, uint64 lastReference);

    /// @notice What `issuer` may still issue.
    function issuanceAllowance(address issuer) external view returns (uint64);

    /// @notice What one key may issue on a Korean day without a second person, 0: everything; and what `issuer` has issued
    /// today.
    function issueThreshold(address issuer) external view returns (uint64 threshold, uint64 issuedToday);

    /// @notice Whether `issuer` could issue under `ref` as far as the reference goes.
    function isFreshReference(address issuer, uint64 ref) external view returns (bool);

    /// @notice Paused by the bank, stopped by the supervisor.
    function policy() external view returns (bool paused, bool stopped);

    /// @notice The limits of accounts of `kind`.
    function limitsOf(AccountKind kind) external view returns (Limits memory);

    /// @notice Whether `account` may suspend, freeze and carry out ordered transfers.
    function isEnforcer(address account) external view returns (bool);
}
