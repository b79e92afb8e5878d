// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {LineId} from "../types/LineId.sol";
import {IBudgetErrors} from "./IBudgetErrors.sol";
import {IBudgetEvents} from "./IBudgetEvents.sol";
import {LineFacts, ObligationFacts} from "./LineFacts.sol";
import {Officer, OfficerRole} from "./Officer.sol";
import {PaymentOrder} from "./PaymentOrder.sol";
import {MONTHS} from "./PlanWord.sol";

/// @title IAppropriationLedger
/// @notice The authority to spend, line by line: appropriated by the Assembly, allotted by the finance ministry each quarter,
/// reserved and obligated by the ministries' obligating officers, liquidated by the Treasury, lapsed or carried over at the end
/// of the year (National Finance Act arts. 43 to 48, Treasury Funds Act arts. 20 to 30; verify against the current texts). It
/// moves authority, not money.
/// @dev Amounts are whole won, times UTC seconds; a line's year is a calendar year in Korea. A `matter` is a keyed hash of the
/// document that binds the government, an `act` or `approval` the hash of the paper behind a change.
interface IAppropriationLedger is IBudgetErrors, IBudgetEvents {
    // ------------------------------------------------------------------------------- ministries and officers

    /// @notice Registers the ministry with code `ministry`, whose offices are those of `authority`, for ever.
    /// @dev Who: the finance ministry's appropriator. Fails: `InvalidMinistry` for a code that is not 1 to 999 or is taken, or
    /// an authority without code. Emits `MinistryRegistered`.
    function registerMinistry(uint16 ministry, IAccessManager authority) external;

    /// @notice Makes `account` an officer of the ministry.
    /// @dev Who: the ministry's officer appointer. Fails: `MinistryUnknown`, `InvalidOfficer` where the account is bound to no
    /// person there or its person holds an office there, `NotOfficer` for the role `None`, `AlreadyOfficer`, `PersonOnOtherSide`
    /// where the person was ever an officer of the other kind. Emits `OfficerAppointed`.
    function appointOfficer(uint16 ministry, address account, OfficerRole role) external;

    /// @notice Ends an appointment.
    /// @dev Who: as `appointOfficer`. Fails: `NotOfficer`. Emits `OfficerDismissed`.
    function dismissOfficer(uint16 ministry, address account) external;

    /// @notice Lists a contract to which money is advanced that it holds for others, or takes it off the list: it gets no more, and
    /// what it holds comes home all the same.
    /// @dev Who: the appropriator. Fails: `NotTrustee` where what is listed has no code that stays. Emits `TrusteeListed` or
    /// `TrusteeDelisted`.
    function setTrustee(address trustee, bool listed) external;

    /// @notice Until `until` nothing is obligated to `creditor` (State Contracts Act art. 27, Subsidy Act art. 31-2); a time that
    /// is over ends the exclusion. What is owed already is paid.
    /// @dev Who: the finance ministry's exclusion officer. Fails: `DocumentMissing` without a case. Emits `CreditorExclusionSet`.
    function exclude(address creditor, uint40 until, bytes32 caseId) external;

    // ------------------------------------------------------------------------------------------------ lines

    /// @notice Appropriates `amount` more to the line under an act of the Assembly.
    /// @dev Who: the appropriator. Fails: `ZeroAmount`, `DocumentMissing`, `InvalidLine`, `MinistryUnknown`, `BooksClosed`,
    /// `LineAmountTooLarge`. Emits `Appropriated`.
    function appropriate(LineId line, uint64 amount, bytes32 act) external;

    /// @notice Takes `amount` of the line's appropriation back under an act of the Assembly.
    /// @dev Who: the appropriator. Fails: `ZeroAmount`, `DocumentMissing`, `LineUnknown`, `LineHasLapsed`, `BooksClosed`,
    /// `AppropriationExceeded` above what is not allotted. Emits `AppropriationReduced`.
    function reduceAppropriation(LineId line, uint64 amount, bytes32 act) external;

    /// @notice Transfers `amount` of what is not allotted from one line to another of the same year and ministry.
    /// @dev Who: the finance ministry's transfer officer. Fails: `ZeroAmount`, `DocumentMissing`, `LinesApart`, `InvalidLine`,
    /// `LineUnknown`, `LineHasLapsed`, `BooksClosed`, `AppropriationExceeded`, `LineAmountTooLarge`. Emits
    /// `AppropriationTransferred`.
    function transferAppropriation(LineId from, LineId to, uint64 amount, bytes32 approval) external;

    /// @notice Allots `amount` of the line's appropriation for a quarter that has begun.
    /// @dev Who: the finance ministry's allotment officer. Fails: `ZeroAmount`, `LineUnknown`, `LineHasLapsed`, `YearNotRunning`,
    /// `QuarterNotBegun`, `AppropriationExceeded`. Emits `Allotted`.
    function allot(LineId line, uint8 quarter, uint64 amount) external;

    /// @notice Takes back `amount` of what is allotted, and neither reserved nor obligated.
    /// @dev Who: the allotment officer. Fails: `ZeroAmount`, `LineUnknown`, `LineHasLapsed`, `BooksClosed`, `AllotmentExceeded`.
    /// Emits `AllotmentWithdrawn`.
    function withdrawAllotment(LineId line, uint64 amount) external;

    /// @notice Sets what may be paid from the line in each month of its year. Each amount is round: a number up to 8,191 with up
    /// to six zeros, or nine. What is not paid in a month is paid later only if a later month's plan has room for it.
    /// @dev Who: the allotment officer. Fails: `LineUnknown`, `LineHasLapsed`, `BooksClosed`, `AmountNotRound`. Emits `PaymentPlanSet`.
    function setPaymentPlan(LineId line, uint64[MONTHS] calldata months) external;

    /// @notice What is left of a line whose books are closed can no longer be spent.
    /// @dev Who: anyone. Fails: `LineUnknown`, `LineHasLapsed`, `BooksOpen`. Emits `LineLapsed`.
    function lapse(LineId line) external;

    // ------------------------------------------------------------------------------------------ obligations

    /// @notice Sets `amount` of what is available aside for an obligation that will come.
    /// @dev Who: an obligating officer of the line's ministry, as for all acts below. Fails: `NotOfficer`, `ZeroAmount`,
    /// `LineUnknown`, `LineHasLapsed`, `YearNotRunning`, `AllotmentExceeded`. Emits `Reserved`.
    function reserve(LineId line, uint64 amount, bytes32 matter) external;

    /// @notice Makes `amount` of what is reserved available again.
    /// @dev Fails: `NotOfficer`, `ZeroAmount`, `LineUnknown`, `LineHasLapsed`, `BooksClosed`, `ReservationExceeded`. Emits
    /// `Unreserved`.
    function unreserve(LineId line, uint64 amount, bytes32 matter) external;

    /// @notice Obligates `amount` to `creditor` on `matter`, of which `fromReserved` was reserved before.
    /// @dev Fails: `NotOfficer`, `ZeroAmount`, `InvalidObligation`, `LineUnknown`, `LineHasLapsed`, `YearNotRunning`,
    /// `ReservationExceeded`, `AllotmentExceeded`, `AlreadyObligated`, `CreditorExcluded`. Emits `Obligated`; and
    /// `SplitSuspected` where small obligations of the ministry to the creditor within 30 days from a first one are no longer small
    /// together.
    function obligate(
        LineId line,
        address creditor,
        bytes32 matter,
        uint64 amount,
        uint64 fromReserved
    ) external;

    /// @notice As `obligate`, and up to `MAX_PAYEES` others may be paid in the creditor's place, such as named subcontractors.
    /// @dev Fails too: `CreditorExcluded` for a payee, `InvalidPayees` for none, too many, one twice, nobody, or the Treasury. Emits
    /// too `PayeesAssigned`.
    function obligateAssigned(
        LineId line,
        address creditor,
        bytes32 matter,
        uint64 amount,
        uint64 fromReserved,
        address[] calldata payees
    ) external;

    /// @notice As `obligate`, to a listed contract that holds the money for others: what is paid on it is an advance, and what is
    /// not spent comes home through the contract.
    /// @dev Fails too: `NotTrustee`. It is no purchase, so that no split is suspected.
    function obligateInTrust(
        LineId line,
        address trustee,
        bytes32 matter,
        uint64 amount,
        uint64 fromReserved
    ) external;

    /// @notice Ends `amount` of what is still owed on an obligation; it is available again.
    /// @dev Fails: `ObligationUnknown`, `NotOfficer`, `ZeroAmount`, `LineHasLapsed`, `BooksClosed`, `ObligationExceeded`. Emits
    /// `Deobligated`.
    function deobligate(address creditor, bytes32 matter, uint64 amount) external;

    /// @notice What a line of a year that is over still owes on an obligation is owed by the same line of the next year. Once for
    /// an obligation, while the books of the year are open.
    /// @dev Who: the finance ministry's allotment officer. Fails: `ObligationUnknown`, `AlreadyCarriedOver`, `YearNotOver`,
    /// `BooksClosed`, `ZeroAmount` where nothing is owed, `InvalidLine`, `LineHasLapsed`, `LineAmountTooLarge`. Emits
    /// `CarriedOver`.
    function carryOver(address creditor, bytes32 matter) external;

    // --------------------------------------------------------------------------------------------- payments

    /// @notice Judges and records a payment or an advance, by the five checks of the Treasury Funds Act's decree, art. 27.
    /// @dev Who: the Treasury, in the transaction in which it pays. Fails: `NotTreasury`, and as `paymentRefusal` says. Emits
    /// `Liquidated`, or `Advanced` for an advance.
    function liquidate(PaymentOrder calldata order) external;

    /// @notice Records that `amount` of what was paid on an obligation came back by `by`.
    /// @dev Who: the Treasury. What the line of the year before has paid comes back first, then what the line itself has; to a line whose
    /// books are closed nothing comes back. Fails: `NotTreasury`, `ObligationUnknown`, `NotReturnedByTrustee`, `ReturnExceeded`; never because
    /// books are closed. Emits `Returned` for each line to which something came back, `ReturnedLate` for
    /// each whose books are closed.
    /// @return toLines How much came back to lines; the rest is revenue.
    function giveBack(
        address by,
        address creditor,
        bytes32 matter,
        uint64 amount
    ) external returns (uint64 toLines);

    // ------------------------------------------------------------------------------------------------ views

    /// @notice Why the payment would now be refused, as the encoding of one of the errors, or empty: `ZeroAmount`,
    /// `ObligationUnknown`, `NotOfficer`, `ObligationInTrust` or `ObligationNotInTrust`, `NotTrustee` for one that is no longer listed,
    /// `PayeeNotAssigned`, `PapersMissing`, `BooksClosed`, `MonthlyPlanExceeded`, `ObligationExceeded`, `HoldingsExceeded`, in this
    /// order.
    function paymentRefusal(PaymentOrder calldata order) external view returns (bytes memory refusal);

    /// @notice Where a line stands; all zero where nothing was ever appropriated.
    function lineOf(LineId line) external view returns (LineFacts memory facts);

    /// @notice A line's plan of payments for each month, what was paid in the month that was last paid in, and which that is.
    function planOf(
        LineId line
    ) external view returns (uint64[MONTHS] memory months, uint64 paid, uint8 month);

    /// @notice Where an obligation stands; all zero where there is none.
    function obligationOf(
        address creditor,
        bytes32 matter
    ) external view returns (ObligationFacts memory facts);

    /// @notice Whether `payee` may be paid in the creditor's place.
    function isPayee(address creditor, bytes32 matter, address payee) external view returns (bool);

    /// @notice What `account` is an officer for; role `None`: it is none.
    function officerOf(address account) external view returns (Officer memory officer);

    /// @notice On which side the person of an authority has been an officer.
    function sideOf(address authority, bytes32 person) external view returns (OfficerRole side);

    /// @notice Until when nothing is obligated to the creditor, UTC seconds; 0: it was never excluded.
    function excludedUntil(address creditor) external view returns (uint48);

    /// @notice The authority of the ministry; zero: no ministry has the code.
    function authorityOf(uint16 ministry) external view returns (IAccessManager);

    /// @notice Whether money is advanced to the contract in trust.
    function isTrustee(address trustee) external view returns (bool);

    /// @notice Who pays. Fixed.
    function treasury() external view returns (address);

    /// @notice Obligations below this many won are small. Fixed.
    function splitThreshold() external view returns (uint64);
}
