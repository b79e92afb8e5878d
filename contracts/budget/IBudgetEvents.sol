// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LineId} from "../types/LineId.sol";
import {OfficerRole} from "./Officer.sol";
import {MONTHS} from "./PlanWord.sol";

/// @title IBudgetEvents
/// @notice What happened to the budget. Each change of a line has one event with its amount, whole won; a further event gives a
/// reason.
interface IBudgetEvents {
    // -------------------------------------------------------------------------------- ministries, officers

    event MinistryRegistered(uint16 indexed ministry, address indexed authority, address indexed by);
    event OfficerAppointed(
        uint16 indexed ministry,
        address indexed account,
        OfficerRole indexed role,
        address by
    );
    event OfficerDismissed(uint16 indexed ministry, address indexed account, address indexed by);
    event TrusteeListed(address indexed trustee, address indexed by);
    event TrusteeDelisted(address indexed trustee, address indexed by);

    /// @notice Nothing is obligated to the creditor before `until`; a time that is over ends an exclusion.
    event CreditorExclusionSet(
        address indexed creditor,
        bytes32 indexed caseId,
        uint48 until,
        address indexed by
    );

    // ---------------------------------------------------------------------------------------------- lines

    event Appropriated(LineId indexed line, uint64 amount, bytes32 indexed act, address indexed by);
    event AppropriationReduced(LineId indexed line, uint64 amount, bytes32 indexed act, address indexed by);
    event AppropriationTransferred(
        LineId indexed from,
        LineId indexed to,
        uint64 amount,
        bytes32 indexed approval,
        address by
    );
    event Allotted(LineId indexed line, uint8 indexed quarter, uint64 amount, address indexed by);
    event AllotmentWithdrawn(LineId indexed line, uint64 amount, address indexed by);
    event PaymentPlanSet(LineId indexed line, uint64[MONTHS] months, address indexed by);

    /// @notice The books of the line's year are closed; `amount` of it was not spent.
    event LineLapsed(LineId indexed line, uint64 amount, address indexed by);

    // ---------------------------------------------------------------------------------------- obligations

    event Reserved(LineId indexed line, uint64 amount, bytes32 indexed matter, address indexed by);
    event Unreserved(LineId indexed line, uint64 amount, bytes32 indexed matter, address indexed by);

    /// @notice `amount` is obligated to the creditor, of which `fromReserved` was reserved before.
    event Obligated(
        LineId indexed line,
        address indexed creditor,
        bytes32 indexed matter,
        uint64 amount,
        uint64 fromReserved,
        bool inTrust,
        address by
    );

    /// @notice The obligation before this event in the transaction may be paid to these instead of the creditor.
    event PayeesAssigned(address indexed creditor, bytes32 indexed matter, address[] payees);

    /// @notice Of the obligation, `amount` is owed no more and is available again.
    event Deobligated(
        LineId indexed line,
        address indexed creditor,
        bytes32 indexed matter,
        uint64 amount,
        address by
    );

    /// @notice What the line still owed, `amount`, is owed by the same line of the next year: appropriated, allotted and
    /// obligated there and no longer here.
    event CarriedOver(
        LineId indexed line,
        address indexed creditor,
        bytes32 indexed matter,
        uint64 amount,
        address by
    );

    /// @notice Small obligations of the line's ministry to the creditor within 30 days add up to `sum`, which is no longer small.
    event SplitSuspected(LineId indexed line, address indexed creditor, uint256 sum);

    // ------------------------------------------------------------------------------------------- payments

    /// @notice `amount` was paid to `payee` on the obligation. `papers`: a hash of those on which it was paid.
    event Liquidated(
        LineId indexed line,
        address indexed creditor,
        bytes32 indexed matter,
        uint64 amount,
        address payee,
        bytes32 papers,
        address by
    );

    /// @notice `amount` was advanced to the creditor, who holds it in trust.
    event Advanced(
        LineId indexed line,
        address indexed creditor,
        bytes32 indexed matter,
        uint64 amount,
        bytes32 papers,
        address by
    );

    /// @notice `amount` of what the line had paid on the obligation came back to it.
    event Returned(
        LineId indexed line,
        address indexed creditor,
        bytes32 indexed matter,
        uint64 amount,
        address by
    );

    /// @notice `amount` of what the line had paid on the obligation came back when the books of its year were closed: it is revenue, of
    /// which the Treasury tells.
    event ReturnedLate(
        LineId indexed line,
        address indexed creditor,
        bytes32 indexed matter,
        uint64 amount,
        address by
    );
}
