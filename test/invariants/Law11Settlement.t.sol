// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {Business} from "../../contracts/types/Business.sol";
import {Invoice} from "../../contracts/types/Invoice.sol";
import {Mcc} from "../../contracts/types/Mcc.sol";
import {ProgrammeId} from "../../contracts/types/ProgrammeId.sol";
import {Region} from "../../contracts/types/Region.sol";
import {Enrolment, IMerchantRegistry} from "../../contracts/voucher/IMerchantRegistry.sol";
import {InvoiceRegister} from "../../contracts/voucher/InvoiceRegister.sol";
import {packMoney, packSource} from "../../contracts/voucher/InvoiceEntry.sol";
import {SalesBand} from "../../contracts/voucher/SalesBand.sol";
import {Purpose} from "../../contracts/voucher/Terms.sol";
import {VoucherHolders} from "../../contracts/voucher/VoucherHolders.sol";
import {VoucherOffices} from "../../contracts/voucher/VoucherOffices.sol";
import {VoucherPayments} from "../../contracts/voucher/VoucherPayments.sol";
import {VoucherProgramme} from "../../contracts/voucher/VoucherProgramme.sol";
import {VoucherWord} from "../../contracts/voucher/VoucherWord.sol";
import {AccountKind} from "../../contracts/deposit/AccountKind.sol";
import {Gukgo, actor} from "../helpers/Gukgo.sol";
import {LawTest} from "../helpers/LawTest.sol";
import {MinedLogs} from "../helpers/MinedLogs.sol";
import {Runner} from "../helpers/Runner.sol";
import {SettlementBook} from "../helpers/SettlementBook.sol";
import {IPaymentWitness, paymentKeyOf} from "../helpers/SettlementLaw.sol";
import {SystemHandler} from "../helpers/SystemHandler.sol";
import {Verdict} from "../helpers/Verdict.sol";

/// @notice Programmes that settle whatever they are told to, count as they like, and an invoice register that forgets.
contract ProgrammesWithoutMemory is VoucherProgramme {
    constructor(
        VoucherOffices offices_,
        VoucherHolders holders_,
        VoucherPayments payments_
    ) VoucherProgramme(offices_, holders_, payments_, "urn:gukgo:voucher:{id}") {}

    /// @dev Takes `amount` from the holder's vouchers and pays `paid`, without a look at signature or number.
    function settleBlindly(
        ProgrammeId programme,
        address holder,
        address merchant,
        uint64 amount,
        uint64 paid,
        uint24 id
    ) external {
        VoucherWord word = _vouchers[programme.join(uint160(holder))].word;
        _vouchers[programme.join(uint160(holder))].word = _counted(
            _terms[programme],
            word.debit(amount),
            amount
        );
        emit IERC1155.TransferSingle(msg.sender, holder, address(0), programme.toTokenId(), amount);
        emit PaymentSettled(id);
        emit RunSettled(programme, merchant);
        if (paid != 0) token.payOnBehalf(holder, merchant, paid);
    }

    function forgetWhatWasSpent(ProgrammeId programme, address holder) external {
        VoucherWord word = _vouchers[programme.join(uint160(holder))].word;
        _vouchers[programme.join(uint160(holder))].word = word.emptied().restore(word.balance());
    }
}

/// @notice A register that records any refund.
contract RegisterWithoutMemory is InvoiceRegister {
    constructor(address operator, IMerchantRegistry registry_) InvoiceRegister(operator, registry_) {}

    function pay(address payee, Invoice invoice, uint64 amount) external {
        emit InvoicePaid(payee, invoice, payee, packSource(msg.sender, 1, 0, 0), packMoney(payee, amount, 0));
    }

    function refundBlindly(address payee, Invoice invoice, uint64 amount) external {
        emit InvoiceRefunded(
            payee,
            invoice,
            payee,
            packSource(msg.sender, 1, 0, 1),
            packMoney(payee, amount, 0)
        );
    }
}

/// @notice A witness who saw the citizen sign payments 1 and 2 of 100 won, and spend 100 won today.
contract TwoSlipsSeen is IPaymentWitness {
    function isSigned(bytes32 payment) external pure returns (bool) {
        return payment == _slip(1) || payment == _slip(2);
    }

    function countsOf(
        ProgrammeId,
        address holder,
        uint256
    ) external pure returns (uint256 today, uint256 thisMonth, uint256 inAll) {
        return holder == actor("citizen") ? (100, 100, 100) : (0, 0, 0);
    }

    function _slip(uint24 id) private pure returns (bytes32) {
        return paymentKeyOf(1, actor("citizen"), actor("shop"), 100, id);
    }
}

/// @notice Lets the system act, and hands the events of each act to a reader.
contract SettlementRunner is Runner {
    SettlementBook private _book;

    constructor(SystemHandler handler, SettlementBook book) Runner("LAW_11", handler) {
        _book = book;
    }

    function _beforeAct() internal override {
        vm.recordLogs();
    }

    function _afterAct() internal override {
        _book.read(MinedLogs.take());
    }
}

/// @notice Law 11. Settled = Σ accepted payments; no payment settles twice.
contract Law11SettlementTest is LawTest {
    SettlementBook private book;
    ProgrammesWithoutMemory private programmes;

    /// @dev An invoice of 100 won.
    Invoice private constant BILL = Invoice.wrap(bytes32("invoice") | bytes32(uint256(100)));

    constructor() Verdict("LAW_11") {}

    function setUp() public {
        vm.recordLogs();
        s = _deploy();
        handler = new SystemHandler(s, START);
        book = new SettlementBook(s, handler);
        MinedLogs.take();
        _targetRunner(new SettlementRunner(handler, book));
    }

    /// @notice Merchants got what was accepted of signed payments, each of which its holder had signed and which was settled
    /// once; no payment was refunded beyond its amount; and what holders have spent is what a plain model counts.
    function invariant_law11_settled_is_what_was_accepted_and_nothing_settles_twice() public {
        _checkAct();
    }

    function checkAct() external view override {
        if (handler.acts() % 8 == 0) _assertLaw(book.violation(handler.everyone()));
    }

    function checkWalk() external view override {
        _assertLaw(book.violation(handler.everyone()));
        _assert(book.settled() != 0 && book.refunds() != 0, "law 11 was tried on no payment, or no refund");
        handler.requireActive();
    }

    function test_law11_holds_on_one_payment() public {
        _oneSlip();
        programmes.settleBlindly(ProgrammeId.wrap(1), actor("citizen"), actor("shop"), 100, 100, 1);
        _assertLaw(_law());
    }

    function test_law11_fails_on_programmes_that_settle_twice() public {
        _oneSlip();
        programmes.settleBlindly(ProgrammeId.wrap(1), actor("citizen"), actor("shop"), 100, 100, 1);
        programmes.settleBlindly(ProgrammeId.wrap(1), actor("citizen"), actor("shop"), 100, 100, 1);
        _assertViolates(_law(), "law 11: no payment settles twice");
    }

    function test_law11_fails_on_programmes_that_settle_what_nobody_signed() public {
        _oneSlip();
        programmes.settleBlindly(ProgrammeId.wrap(1), actor("citizen"), actor("shop"), 99, 99, 1);
        _assertViolates(_law(), "law 11: what is settled was signed");
    }

    function test_law11_fails_on_programmes_that_pay_less_than_they_accept() public {
        _oneSlip();
        programmes.settleBlindly(ProgrammeId.wrap(1), actor("citizen"), actor("shop"), 100, 99, 1);
        _assertViolates(_law(), "law 11: merchants get what was accepted");
    }

    function test_law11_fails_on_programmes_that_pay_another() public {
        _oneSlip();
        programmes.settleBlindly(ProgrammeId.wrap(1), actor("citizen"), actor("shop"), 100, 0, 1);
        vm.prank(address(programmes));
        s.token.payOnBehalf(actor("citizen"), actor("agency"), 100);
        _assertViolates(_law(), "law 11: merchants get what was accepted");
    }

    function test_law11_fails_on_programmes_that_accept_and_do_not_pay() public {
        _oneSlip();
        programmes.settleBlindly(ProgrammeId.wrap(1), actor("citizen"), actor("shop"), 100, 0, 1);
        _assertViolates(_law(), "law 11: what is accepted is paid");
    }

    function test_law11_fails_on_programmes_that_forget_what_was_spent() public {
        _oneSlip();
        programmes.settleBlindly(ProgrammeId.wrap(1), actor("citizen"), actor("shop"), 100, 100, 1);
        programmes.forgetWhatWasSpent(ProgrammeId.wrap(1), actor("citizen"));
        _assertViolates(_law(), "law 11: what a holder has spent is what the model counts");
    }

    function test_law11_fails_on_a_register_that_refunds_more_than_was_paid() public {
        _oneSlip();
        programmes.settleBlindly(ProgrammeId.wrap(1), actor("citizen"), actor("shop"), 100, 100, 1);
        RegisterWithoutMemory register = RegisterWithoutMemory(address(s.invoices));
        register.pay(actor("shop"), BILL, 100);
        register.refundBlindly(actor("shop"), BILL, 60);
        _assertLaw(_law());
        register.refundBlindly(actor("shop"), BILL, 41);
        _assertViolates(_law(), "law 11: no payment is refunded beyond its amount");
    }

    function test_law11_fails_on_a_register_that_knows_accounts_and_no_businesses() public {
        _oneSlip();
        programmes.settleBlindly(ProgrammeId.wrap(1), actor("citizen"), actor("shop"), 100, 100, 1);
        RegisterWithoutMemory register = RegisterWithoutMemory(address(s.invoices));
        _enrol(actor("shop"));
        _enrol(actor("second shop"));
        register.pay(actor("shop"), BILL, 100);
        _assertLaw(_law());
        register.pay(actor("second shop"), BILL, 1);
        _assertViolates(_law(), "law 11: no invoice is paid beyond its total");
    }

    /// @dev The account is one of the same business as the others.
    function _enrol(address account) private {
        Enrolment memory facts = Enrolment(
            account,
            Mcc.wrap(5942),
            Region.wrap(11_110),
            SalesBand.UpTo1B,
            Business.wrap("owner")
        );
        vm.prank(actor("merchantOfficer"));
        s.registry.enrol(facts);
    }

    /// @dev What the law says of all that was recorded.
    function _law() private returns (string memory) {
        book.read(MinedLogs.take());
        address[] memory holders = new address[](2);
        (holders[0], holders[1]) = (actor("citizen"), actor("shop"));
        return book.violation(holders);
    }

    /// @dev A programme with a limit in all that has granted 300 won to the citizen, and a shop whose account is in order.
    function _oneSlip() private {
        Gukgo memory g = _deployAuthorities();
        _deployToken(g);
        g.invoices = new RegisterWithoutMemory(address(g.operator), g.registry);
        (VoucherOffices offices, VoucherHolders holders, VoucherPayments payments) = _voucherCode(g);
        programmes = new ProgrammesWithoutMemory(offices, holders, payments);
        g.programmes = programmes;
        _assignOffices(g);
        s = g;
        book = new SettlementBook(s, new TwoSlipsSeen());
        Purpose memory purpose;
        purpose.terms.expiresAt = uint48(START + 30 days);
        purpose.terms.totalLimit = 1_000;
        _fund(s, actor("agency"), AccountKind.Agency, 1_000);
        _fund(s, actor("shop"), AccountKind.Merchant, 0);
        _fund(s, actor("citizen"), AccountKind.Citizen, 0);
        _openOn(s, purpose, actor("agency"), 1_000, actor("manager"));
        vm.prank(actor("manager"));
        programmes.grant(ProgrammeId.wrap(1), actor("citizen"), 300, Region.wrap(11_110), 1);
        vm.recordLogs();
    }
}
