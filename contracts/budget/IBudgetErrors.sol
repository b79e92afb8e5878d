// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LineId} from "../types/LineId.sol";
import {OfficerRole} from "./Officer.sol";

/// @title IBudgetErrors
/// @notice Why an act on the budget or on the Treasury is refused. Amounts are whole won, times UTC seconds.
interface IBudgetErrors {
    // ------------------------------------------------------------------- one won over, at each level

    /// @notice Of what is appropriated to the line, `left` is not allotted.
    error AppropriationExceeded(LineId line, uint256 left, uint256 asked);

    /// @notice Of what is allotted to the line, `left` is neither reserved nor obligated.
    error AllotmentExceeded(LineId line, uint256 left, uint256 asked);

    /// @notice Of the line, `left` is reserved.
    error ReservationExceeded(LineId line, uint256 left, uint256 asked);

    /// @notice Of the obligation, `left` is still owed.
    error ObligationExceeded(LineId line, address creditor, bytes32 matter, uint256 left, uint256 asked);

    /// @notice Of the line's plan for `month`, 1 to 12, `left` is not paid.
    error MonthlyPlanExceeded(LineId line, uint256 month, uint256 left, uint256 asked);

    /// @notice The Treasury holds `left`, beside what is unattributed.
    error HoldingsExceeded(LineId line, uint256 left, uint256 asked);

    /// @notice Of what was paid on the obligation, `left` has not come back.
    error ReturnExceeded(LineId line, address creditor, bytes32 matter, uint256 left, uint256 asked);

    /// @notice Of what came to the Treasury by a bare transfer, `left` is unattributed.
    error UnattributedExceeded(uint256 left, uint256 asked);

    /// @notice A line holds at most `highest`.
    error LineAmountTooLarge(LineId line, uint256 highest, uint256 asked);

    // ------------------------------------------------------------------------------------- lines, years

    /// @notice A part of the number is 0, or its year is before 2020 or after 2147.
    error InvalidLine(LineId line);

    /// @notice Nothing was ever appropriated to the line.
    error LineUnknown(LineId line);

    /// @notice What was left of the line has lapsed.
    error LineHasLapsed(LineId line);

    /// @notice The line's year runs from `startsAt` until before `endsAt`.
    error YearNotRunning(LineId line, uint48 startsAt, uint48 endsAt);

    /// @notice The line's year is not over before `endsAt`.
    error YearNotOver(LineId line, uint48 endsAt);

    /// @notice The books of the line's year are closed since `closedAt`, or open only until then.
    error BooksClosed(LineId line, uint48 closedAt);
    error BooksOpen(LineId line, uint48 closesAt);

    /// @notice Quarter 1 to 4 of the line's year begins at `beginsAt`; another number is no quarter, and begins never (0).
    error QuarterNotBegun(LineId line, uint8 quarter, uint48 beginsAt);

    /// @notice Appropriations are transferred between two lines of one year and one ministry.
    error LinesApart(LineId from, LineId to);

    error ZeroAmount();

    /// @notice An act of the Assembly, an approval or another document is named by its hash.
    error DocumentMissing();

    // --------------------------------------------------------------------------------- obligations, payments

    /// @notice `creditor` has been obligated on `matter` already, from `line`.
    error AlreadyObligated(LineId line, address creditor, bytes32 matter);
    error ObligationUnknown(address creditor, bytes32 matter);

    /// @notice No one is named, or the Treasury itself, or the obligation has no matter.
    error InvalidObligation(address creditor, bytes32 matter);

    /// @notice Nothing is obligated to the creditor before `until`.
    error CreditorExcluded(address creditor, uint48 until);

    /// @notice `payee` was not assigned when the obligation was made.
    error PayeeNotAssigned(address creditor, bytes32 matter, address payee);

    /// @notice At most `limit` payees are assigned, and none twice.
    error InvalidPayees(address creditor, bytes32 matter, uint256 limit);

    /// @notice A payment names the papers on which it is made.
    error PapersMissing(address creditor, bytes32 matter);

    /// @notice The creditor holds money in trust and gets advances; or it does not, and is paid.
    error ObligationInTrust(address creditor, bytes32 matter);
    error ObligationNotInTrust(address creditor, bytes32 matter);

    /// @notice `trustee` is no contract that the finance ministry lists as one that holds money in trust.
    error NotTrustee(address trustee);

    /// @notice `trustee` did not take the whole advance.
    error AdvanceNotTaken(address trustee, bytes32 matter, uint64 amount);

    /// @notice What a trustee holds comes home through the trustee alone.
    error NotReturnedByTrustee(address creditor, bytes32 matter, address caller);

    /// @notice An obligation is carried over once (National Finance Act art. 48).
    error AlreadyCarriedOver(address creditor, bytes32 matter);

    // -------------------------------------------------------------------------------------------- officers

    /// @notice `account` is no officer who does this for the ministry; a disbursing officer never obligates, nor the reverse.
    error NotOfficer(address account, uint16 ministry, OfficerRole role);

    /// @notice `account` already is an officer, of `ministry`.
    error AlreadyOfficer(address account, uint16 ministry, OfficerRole role);

    /// @notice The person has been an officer of the other kind, and stays apart (Treasury Funds Act art. 27).
    error PersonOnOtherSide(address account, bytes32 person, OfficerRole side);

    /// @notice `account` cannot be an officer: it is bound to no person of the ministry, or holds one of its offices.
    error InvalidOfficer(address account);
    error MinistryUnknown(uint16 ministry);
    error InvalidMinistry(uint16 ministry);
    error NotTreasury(address caller);
}
