// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AwardId} from "../types/AwardId.sol";
import {Invoice} from "../types/Invoice.sol";
import {PackedEntry} from "../voucher/InvoiceEntry.sol";
import {ISubsidyErrors} from "./ISubsidyErrors.sol";
import {ISubsidyEvents} from "./ISubsidyEvents.sol";

/// @title ISubsidyReturns
/// @notice Money of subsidies that comes back from payees, and what is paid of debts.
interface ISubsidyReturns is ISubsidyErrors, ISubsidyEvents {
    /// @notice Gives `amount` of a payment back: the grant's part pays what is owed on the award, then returns to the award, or goes
    /// home where it is over; the own share, and what the beneficiary has returned already, goes to its account.
    /// @dev Who: the payee, whose money is taken with its approval. Fails: `ZeroAmount`, `NotPayee`, as the register's
    /// `recordRefund`, and as a transfer. Emits the register's `InvoiceRefunded`, `AwardRefunded`, `DebtPaid`, `LeftoverReturned`.
    /// @param history The invoice's entries, as the register's events have them.
    function refund(
        address payee,
        Invoice invoice,
        PackedEntry[] calldata history,
        uint256 index,
        uint64 amount
    ) external;

    /// @notice Pays `amount` of what is owed on an award: principal first, then interest, penalty and surcharge.
    /// @dev Who: anyone, of the caller's own money, which it approved. Fails: `ZeroAmount`, `NoDebt`, `DebtExceeded`, and as a transfer.
    /// Emits `DebtPaid`, the ledger's `Returned`, the Treasury's `RevenueReceived`.
    function payDebt(AwardId id, uint64 amount) external;
}
