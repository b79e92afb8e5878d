// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDepositToken} from "../deposit/IDepositToken.sol";
import {Invoice} from "../types/Invoice.sol";
import {IInvoiceRegister} from "../voucher/IInvoiceRegister.sol";
import {IAppropriationLedger} from "./IAppropriationLedger.sol";
import {IBudgetErrors} from "./IBudgetErrors.sol";

/// @title ITreasury
/// @notice The government's account in one bank's deposit tokens. It pays on obligations alone, and takes back what comes home.
/// @dev Amounts are whole won. What it holds is holdings, which it may pay from, and what bare transfers brought, which is
/// unattributed until the revenue officer says what it is. A payment drops a fraction under ten won (Treasury Funds Act art. 47;
/// verify against the current text); advances and returns are to the won, since what is held in trust is spent to the won.
interface ITreasury is IBudgetErrors {
    /// @notice `amount` is revenue of `year`: paid in, come back after the books closed, or attributed. `ref`: the payer's
    /// reference, the obligation's matter or the papers.
    event RevenueReceived(uint256 indexed year, uint64 amount, bytes32 indexed ref, address indexed by);

    /// @notice What was unattributed went back, `amount` to `to`.
    event SentBack(address indexed to, uint64 amount, bytes32 indexed papers, address indexed by);

    /// @notice Of the payment on the obligation that follows in the transaction, `fraction` won were not paid: less than ten.
    event FractionDropped(address indexed creditor, bytes32 indexed matter, uint64 fraction);

    // ------------------------------------------------------------------------------------------------- pay

    /// @notice Pays `amount` of what is owed to the creditor's account, under the key it has now.
    /// @dev Who: a disbursing officer of the line's ministry. Fails as `IAppropriationLedger.paymentRefusal` says, and as a
    /// transfer. Emits `FractionDropped`, the ledger's `Liquidated`, the token's `Transfer`.
    /// @param papers A hash of the papers on which it is paid, not 0.
    function pay(address creditor, bytes32 matter, uint64 amount, bytes32 papers) external;

    /// @notice As `pay`, to a payee who was assigned when the obligation was made.
    function payAssigned(
        address creditor,
        bytes32 matter,
        address payee,
        uint64 amount,
        bytes32 papers
    ) external;

    /// @notice As `pay`, on an invoice of the creditor, which is then paid by nobody else.
    /// @dev Fails too as `IInvoiceRegister.recordRefusal` says. The invoice is the papers. Emits too `InvoicePaid`.
    function payInvoice(address creditor, bytes32 matter, Invoice invoice, uint64 amount) external;

    /// @notice Advances `amount` of what is owed to a creditor in trust, which takes it.
    /// @dev Who: as `pay`. Fails too: `AdvanceNotTaken`. Emits the ledger's `Advanced`, the token's `Transfer`.
    function payAdvance(address trustee, bytes32 matter, uint64 amount, bytes32 papers) external;

    // --------------------------------------------------------------------------------------------- receive

    /// @notice Takes `amount` won from the caller, which approved it, as money that comes home on an obligation. The ledger alone
    /// chooses the line; where its books are closed it is revenue of the current year (Treasury Funds Act art. 29).
    /// @dev Who: anyone; on an obligation in trust its creditor. Fails: `ZeroAmount`, `ObligationUnknown`,
    /// `NotReturnedByTrustee`, `ReturnExceeded`, and as a transfer; never because books are closed. Emits the ledger's `Returned`
    /// or `ReturnedLate` for each line, `RevenueReceived`.
    function receiveReturn(address creditor, bytes32 matter, uint64 amount) external;

    /// @notice Takes `amount` won from the caller, which approved it, as revenue of the current year.
    /// @dev Who: anyone. Fails: `ZeroAmount`, and as a transfer. Emits `RevenueReceived`.
    function receiveRevenue(uint64 amount, bytes32 ref) external;

    /// @notice Makes `amount` of what is unattributed revenue of the current year.
    /// @dev Who: the finance ministry's revenue officer. Fails: `ZeroAmount`, `DocumentMissing`, `UnattributedExceeded`. Emits
    /// `RevenueReceived`.
    function attributeRevenue(uint64 amount, bytes32 papers) external;

    /// @notice Sends `amount` of what is unattributed to `to`, such as who sent it by mistake.
    /// @dev Who: the revenue officer. Fails as `attributeRevenue`, and as a transfer. Emits `SentBack`.
    function sendBack(address to, uint64 amount, bytes32 papers) external;

    // ----------------------------------------------------------------------------------------------- views

    /// @notice Whether `pay` by `officer` would now succeed, the money's own reasons aside, and if not, the error.
    function canPay(
        address officer,
        address creditor,
        bytes32 matter,
        uint64 amount,
        bytes32 papers
    ) external view returns (bool allowed, bytes memory refusal);

    /// @notice Whole won that the Treasury may pay from.
    function holdings() external view returns (uint64);

    /// @notice Whole won that bare transfers brought, and that are not attributed.
    function unattributed() external view returns (uint64);

    /// @notice Whole won of revenue received in `year`.
    function revenueOf(uint256 year) external view returns (uint64);

    /// @notice The budget that it pays by. Fixed.
    function ledger() external view returns (IAppropriationLedger);

    /// @notice The money. Fixed.
    function token() external view returns (IDepositToken);

    /// @notice Where invoices are kept. Fixed.
    function invoices() external view returns (IInvoiceRegister);
}
