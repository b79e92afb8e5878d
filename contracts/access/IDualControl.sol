// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {Proposal, Side} from "./Proposal.sol";

/// @title IDualControl
/// @notice Acts that take two people. A maker proposes a call, a different person of the checking office approves it, and it
/// runs in that transaction. The Treasury Funds Act (art. 27; verify against the current text) separates officers likewise.
/// @dev It holds no office: targets trust its address, and read from it who the two people are.
interface IDualControl {
    /// @notice `maker` proposed that `target` be called with `data`. It can be approved from `readyAt` until before `expiresAt`,
    /// UTC seconds.
    event ProposalMade(
        uint64 indexed id,
        address indexed maker,
        address indexed target,
        bytes data,
        uint48 readyAt,
        uint48 expiresAt
    );

    /// @notice `checker` approved what `maker` proposed, and it was executed.
    event ProposalApproved(uint64 indexed id, address indexed maker, address indexed checker);

    /// @notice `by`, the maker or the checking office, took the proposal back.
    event ProposalWithdrawn(uint64 indexed id, address indexed by);

    /// @notice A call has a selector; `data` is shorter.
    error SelectorMissing(bytes data);

    /// @notice Acts of `office` are not checked by another office, so that none can be proposed; nor can several of an
    /// authority's acts in one `multicall`, which would hide what each is about.
    error NoCheckingOffice(uint64 office);

    /// @notice The administrators have closed `target` to all offices.
    error TargetIsClosed(address target);

    /// @notice `account` does not hold `office`, which the act takes.
    error OfficeNotHeld(address account, uint64 office);

    /// @notice `person` has acted on `matter` on the other side, `side`, and stays there.
    error PastAct(bytes32 person, bytes32 matter, Side side);

    /// @notice `maker` and `checker` are one person.
    error SamePerson(address maker, address checker, bytes32 person);

    /// @notice No proposal has this number.
    error ProposalUnknown(uint64 id);

    /// @notice It was executed at `doneAt`, UTC seconds: proposed by `maker`, approved by `checker`.
    error AlreadyDone(uint64 id, address maker, address checker, uint48 doneAt);

    /// @notice `by` took it back at `withdrawnAt`, UTC seconds.
    error AlreadyWithdrawn(uint64 id, address by, uint48 withdrawnAt);

    /// @notice It can be approved from `readyAt`, UTC seconds.
    error ProposalNotReady(uint64 id, uint48 readyAt);

    /// @notice It could be approved until before `expiresAt`, UTC seconds; it is proposed anew.
    error ProposalStale(uint64 id, uint48 expiresAt);

    /// @notice `caller` is neither the proposal's maker nor a holder of the checking office.
    error NotMakerNorChecker(uint64 id, address caller);

    /// @notice Proposes to call `target` with `data`. By a holder of the office to which the called function belongs in
    /// `authority`, where that office has a checking office; acts on the authority itself by an administrator.
    /// Fails with the reason that `proposalRefusal` gives. Emits `ProposalMade`.
    /// @return id Its number, from 1.
    function propose(address target, bytes calldata data) external returns (uint64 id);

    /// @notice Approves proposal `id` and executes it, or reverts with the target's own error. By a person other than the
    /// maker who holds the checking office; for acts on the authority, by another administrator.
    /// Fails with the reason that `approvalRefusal` gives. Emits `ProposalApproved`.
    function approve(uint64 id) external;

    /// @notice Takes proposal `id` back. By its maker, whatever office it still holds, or a holder of the checking office.
    /// Fails where it is unknown, done, withdrawn or stale already. Emits `ProposalWithdrawn`.
    function withdraw(uint64 id) external;

    /// @notice The authority of the institution whose offices propose and approve here.
    function authority() external view returns (IAccessManager);

    /// @notice Who proposed the act that is running; the zero address while none is.
    function maker() external view returns (address);

    /// @notice Who approved the act that is running; the zero address while none is.
    function checker() external view returns (address);

    /// @notice How many proposals were ever made: the last one's number.
    function proposals() external view returns (uint64 count);

    /// @notice Proposal `id`; its status is `None` where there is none.
    function proposalOf(uint64 id) external view returns (Proposal memory proposal);

    /// @notice When proposal `id` becomes stale, UTC seconds.
    function expiresAt(uint64 id) external view returns (uint48);

    /// @notice The error with which a proposal by `account` would be refused; empty where it would not.
    function proposalRefusal(
        address account,
        address target,
        bytes calldata data
    ) external view returns (bytes memory refusal);

    /// @notice The error with which an approval by `account` would be refused now; empty where it would not, but for what the
    /// target itself refuses.
    function approvalRefusal(uint64 id, address account) external view returns (bytes memory refusal);

    /// @notice What a call is about: a hash of `target` and the first argument; for a grant or revocation of an office, of
    /// office and account. Zero for a call without arguments, which is about nothing but itself.
    function matterOf(address target, bytes calldata data) external view returns (bytes32 matter);

    /// @notice On which side of `matter` `person` has acted. It never changes again, whatever offices the person holds.
    function sideOf(bytes32 matter, bytes32 person) external view returns (Side side);
}
