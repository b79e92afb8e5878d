// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Governed} from "../access/Governed.sol";
import {officerOf} from "../access/Officer.sol";
import {IDepositToken} from "../deposit/IDepositToken.sol";
import {Invoice} from "../types/Invoice.sol";
import {KoreaTime} from "../types/KoreaTime.sol";
import {IInvoiceRegister} from "../voucher/IInvoiceRegister.sol";
import {AppropriationLedger} from "./AppropriationLedger.sol";
import {IAppropriationLedger} from "./IAppropriationLedger.sol";
import {ITreasury} from "./ITreasury.sol";
import {ITrustee} from "./ITrustee.sol";
import {PaymentOrder} from "./PaymentOrder.sol";
import {MONTHS} from "./PlanWord.sol";

/// @title Treasury
/// @notice The government's money: paid on obligations alone. See `ITreasury`.
/// @dev It deploys the ledger, so that each knows the other for ever.
contract Treasury is Governed, ITreasury {
    using SafeERC20 for IDepositToken;

    /// @dev What is paid is a multiple of this many won.
    uint64 private constant SMALLEST_PAYMENT = 10;

    /// @inheritdoc ITreasury
    IAppropriationLedger public immutable ledger;

    /// @inheritdoc ITreasury
    IDepositToken public immutable token;

    /// @inheritdoc ITreasury
    IInvoiceRegister public immutable invoices;

    /// @inheritdoc ITreasury
    uint64 public holdings;

    /// @inheritdoc ITreasury
    mapping(uint256 year => uint64 amount) public revenueOf;

    /// @param financeMinistry Its authority.
    /// @param splitThreshold Obligations below this many won are small.
    constructor(
        address financeMinistry,
        IDepositToken token_,
        IInvoiceRegister invoices_,
        uint64 splitThreshold
    ) Governed(financeMinistry) {
        (token, invoices) = (token_, invoices_);
        ledger = new AppropriationLedger(financeMinistry, splitThreshold);
    }

    // ------------------------------------------------------------------------------------------------- pay

    /// @inheritdoc ITreasury
    function pay(address creditor, bytes32 matter, uint64 amount, bytes32 papers) external {
        _pay(_order(creditor, matter, creditor, amount, papers));
    }

    /// @inheritdoc ITreasury
    function payAssigned(
        address creditor,
        bytes32 matter,
        address payee,
        uint64 amount,
        bytes32 papers
    ) external {
        _pay(_order(creditor, matter, payee, amount, papers));
    }

    /// @inheritdoc ITreasury
    function payInvoice(address creditor, bytes32 matter, Invoice invoice, uint64 amount) external {
        PaymentOrder memory order = _order(creditor, matter, creditor, amount, Invoice.unwrap(invoice));
        _pay(order);
        invoices.record(creditor, invoice, address(this), 0, order.amount, 0);
    }

    /// @inheritdoc ITreasury
    function payAdvance(address trustee, bytes32 matter, uint64 amount, bytes32 papers) external {
        PaymentOrder memory order = PaymentOrder(
            msg.sender,
            trustee,
            matter,
            trustee,
            amount,
            papers,
            true,
            holdings
        );
        ledger.liquidate(order);
        holdings -= amount;

        // A contract of the system takes only what it pulls, and it takes the advance whole.
        uint256 before = token.balanceOf(address(this));
        token.forceApprove(trustee, amount);
        ITrustee(trustee).receiveAdvance(matter, amount);
        bool isTaken = token.balanceOf(address(this)) + amount == before;
        if (!isTaken || token.allowance(address(this), trustee) != 0)
            revert AdvanceNotTaken(trustee, matter, amount);
    }

    // --------------------------------------------------------------------------------------------- receive

    /// @inheritdoc ITreasury
    function receiveReturn(address creditor, bytes32 matter, uint64 amount) external {
        if (amount == 0) revert ZeroAmount();
        uint64 toLines = ledger.giveBack(msg.sender, creditor, matter, amount);

        holdings += amount;
        if (toLines != amount) _addRevenue(amount - toLines, matter, msg.sender);

        token.safeTransferFrom(msg.sender, address(this), amount);
    }

    /// @inheritdoc ITreasury
    function receiveRevenue(uint64 amount, bytes32 ref) external {
        if (amount == 0) revert ZeroAmount();

        holdings += amount;
        _addRevenue(amount, ref, msg.sender);

        token.safeTransferFrom(msg.sender, address(this), amount);
    }

    /// @inheritdoc ITreasury
    function attributeRevenue(uint64 amount, bytes32 papers) external restricted {
        _unattributed(amount, papers);

        holdings += amount;
        _addRevenue(amount, papers, officerOf(authority));
    }

    /// @inheritdoc ITreasury
    function sendBack(address to, uint64 amount, bytes32 papers) external restricted {
        _unattributed(amount, papers);

        emit SentBack(to, amount, papers, officerOf(authority));

        token.safeTransfer(to, amount);
    }

    // ----------------------------------------------------------------------------------------------- views

    /// @inheritdoc ITreasury
    function canPay(
        address officer,
        address creditor,
        bytes32 matter,
        uint64 amount,
        bytes32 papers
    ) external view returns (bool allowed, bytes memory refusal) {
        amount -= amount % SMALLEST_PAYMENT;
        refusal = ledger.paymentRefusal(
            PaymentOrder(officer, creditor, matter, creditor, amount, papers, false, holdings)
        );
        allowed = refusal.length == 0;
    }

    /// @inheritdoc ITreasury
    function unattributed() public view returns (uint64) {
        return uint64(token.balanceOf(address(this))) - holdings;
    }

    // ------------------------------------------------------------------------------------------- internals

    /// @dev What the caller asks to be paid, without a fraction under ten won.
    function _order(
        address creditor,
        bytes32 matter,
        address payee,
        uint64 amount,
        bytes32 papers
    ) private returns (PaymentOrder memory order) {
        uint64 fraction = amount % SMALLEST_PAYMENT;
        if (fraction != 0) emit FractionDropped(creditor, matter, fraction);
        return PaymentOrder(msg.sender, creditor, matter, payee, amount - fraction, papers, false, holdings);
    }

    /// @dev Pays what the ledger has judged by the five checks.
    function _pay(PaymentOrder memory order) private {
        ledger.liquidate(order);
        holdings = order.holdings - order.amount;

        token.safeTransfer(token.currentOf(order.payee), order.amount);
    }

    function _addRevenue(uint64 amount, bytes32 ref, address by) private {
        uint256 month = KoreaTime.monthIndex(KoreaTime.dayIndex(block.timestamp));
        uint256 year = 1970 + month / MONTHS;
        revenueOf[year] += amount;

        emit RevenueReceived(year, amount, ref, by);
    }

    function _unattributed(uint64 amount, bytes32 papers) private view {
        if (amount == 0) revert ZeroAmount();
        if (papers == 0) revert DocumentMissing();
        if (amount > unattributed()) revert UnattributedExceeded(unattributed(), amount);
    }
}
