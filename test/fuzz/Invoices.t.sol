// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Business} from "../../contracts/types/Business.sol";
import {Invoice} from "../../contracts/types/Invoice.sol";
import {Mcc} from "../../contracts/types/Mcc.sol";
import {Region} from "../../contracts/types/Region.sol";
import {IInvoiceRegister} from "../../contracts/voucher/IInvoiceRegister.sol";
import {
    Entry,
    EntryMoney,
    EntrySource,
    PackedEntry,
    packMoney,
    packSource,
    unpack
} from "../../contracts/voucher/InvoiceEntry.sol";
import {Enrolment} from "../../contracts/voucher/IMerchantRegistry.sol";
import {InvoiceRegister} from "../../contracts/voucher/InvoiceRegister.sol";
import {InvoiceWord} from "../../contracts/voucher/InvoiceWord.sol";
import {SalesBand} from "../../contracts/voucher/SalesBand.sol";
import {Gukgo, GukgoBase, actor} from "../helpers/Gukgo.sol";
import {MinedLogs} from "../helpers/MinedLogs.sol";
import {Prng} from "../helpers/Prng.sol";
import {TestBase} from "../helpers/TestBase.sol";
import {Vm} from "../helpers/Vm.sol";

/// @notice A contract that can be listed as a payer.
contract Till {}

/// @notice Payments and refunds of several payers on several invoices, against a list of everything that was accepted.
contract InvoiceRegisterTest is GukgoBase {
    uint256 private constant ACTS = 90;
    uint256 private constant BILLS = 3;

    /// @dev One seller's invoice and what was accepted on it.
    struct Bill {
        address[2] payees; // accounts of the seller
        Invoice invoice;
        Entry[] history;
    }

    /// @dev What is tried.
    struct Attempt {
        Entry entry;
        Invoice invoice;
        uint256 index;
        uint64 left;
        bool isRight;
    }

    InvoiceRegister private register;
    address[3] private payers;
    address[2] private holders;
    Bill[BILLS] private bills;

    function setUp() public {
        Gukgo memory s = _deploy();
        register = s.invoices;
        for (uint256 i = 0; i < 4; ++i) _enrol(s, actor("payee", i), actor("owner", i / 2));
        for (uint256 i = 0; i < 3; ++i) {
            payers[i] = address(new Till());
            if (i == 2) break; // the last is not listed
            vm.prank(actor("invoiceRegistrar"));
            register.setPayer(payers[i], true);
        }
        (holders[0], holders[1]) = (actor("holder", 0), actor("holder", 1));
    }

    /// @notice Whatever is tried in whatever order: what the register accepts and refuses is what the list says, what was paid
    /// stays within the total, and no payment is refunded beyond its amount.
    function testFuzz_the_register_says_what_the_list_of_all_payments_says(uint256 seed) public {
        Prng memory prng = Prng(seed);
        _arrange(prng);
        for (uint256 i = 0; i < ACTS; ++i) {
            if (prng.oneIn(5)) vm.warp(block.timestamp + prng.between(1, 2 days));
            Bill storage bill = bills[prng.below(BILLS)];
            if (bill.history.length != 0 && prng.oneIn(2)) _refund(prng, bill);
            else _pay(prng, bill);
            _assertBooks(bill);
        }
        for (uint256 i = 0; i < BILLS; ++i) _assertBooks(bills[i]);
    }

    /// @notice The entries that the events carry, in their order, lead to the commitment.
    function testFuzz_the_commitment_follows_from_events_alone(uint256 seed) public {
        Prng memory prng = Prng(seed);
        _arrange(prng);
        vm.recordLogs();
        for (uint256 i = 0; i < 30; ++i) {
            if (bills[0].history.length != 0 && prng.oneIn(3)) _refund(prng, bills[0]);
            else _pay(prng, bills[0]);
        }
        uint256 commitment = 0;
        Vm.Log[] memory logs = MinedLogs.take();
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].emitter != address(register)) continue;
            (uint256 source, uint256 money) = abi.decode(logs[i].data, (uint256, uint256));
            bytes32 payee = logs[i].topics[1];
            _assert(logs[i].topics[3] == bytes32(uint256(uint160(actor("owner", 0)))), "the seller");
            commitment = uint256(keccak256(abi.encode(commitment, payee, source, money))) >> 140;
        }
        (, , , uint256 found, ) = register.invoiceOf(bills[0].payees[1], bills[0].invoice);
        _assertEq(found, commitment, "law 9: the commitment to an invoice's history");
    }

    /// @notice Nobody but a listed contract opens an invoice, and a payment to one payee leaves every other's alone.
    function testFuzz_a_rival_cannot_use_up_anothers_invoice(bytes32 raw, address rival, uint64 sum) public {
        Invoice invoice = Invoice.wrap((raw & ~bytes32(uint256(type(uint48).max))) | bytes32(uint256(1e9)));
        if (invoice.hash() == 0 || rival == payers[0] || rival == payers[1]) return;
        address payee = actor("payee", 0);
        sum = uint64(_bound(sum, 1, 1e9));

        bytes memory unknown = abi.encodeWithSelector(IInvoiceRegister.InvoicePayerUnknown.selector, rival);
        vm.expectRevert(unknown);
        vm.prank(rival);
        register.record(payee, invoice, rival, 0, sum, 0);
        if (rival == payee) return;
        vm.prank(payers[0]);
        register.record(rival, invoice, holders[0], 0, sum, 0);

        (uint64 total, uint64 paid, , , uint256 entries) = register.invoiceOf(payee, invoice);
        _assert(total == 0 && paid == 0 && entries == 0, "another payee's invoice is untouched");
        vm.prank(payers[1]);
        register.record(payee, invoice, holders[0], 0, 1e9, 0);
    }

    /// @dev The account is one of the owner's, whose business is called as the owner's address.
    function _enrol(Gukgo memory s, address account, address owner) private {
        Business business = Business.wrap(bytes20(owner));
        Enrolment memory facts = Enrolment(
            account,
            Mcc.wrap(5942),
            Region.wrap(11_110),
            SalesBand.UpTo1B,
            business
        );
        vm.prank(actor("merchantOfficer"));
        s.registry.enrol(facts);
    }

    /// @dev Two sellers of two accounts each; two invoices of one of them, and the same hash at the other.
    function _arrange(Prng memory prng) private {
        for (uint256 i = 0; i < BILLS; ++i) {
            uint256 first = (i / 2) * 2;
            bills[i].payees = [actor("payee", first), actor("payee", first + 1)];
            uint256 name = uint256(keccak256(abi.encode("bill", i % 2))) << 48;
            uint256 total = prng.oneIn(6) ? (1 << 44) - 1 : prng.between(1, 2_000);
            bills[i].invoice = Invoice.wrap(bytes32(name | total));
        }
    }

    /// @dev A payment to try, and whether the list accepts it.
    function _drawPayment(Prng memory prng, Bill storage bill) private view returns (Attempt memory a) {
        a.entry.payer = payers[prng.oneIn(12) ? 2 : prng.below(2)];
        (uint64 total, uint64 paid, ) = _sums(bill);
        uint64 rest = total - paid;
        uint256 amount = prng.oneIn(8) ? uint256(rest) + prng.below(2) : prng.between(0, rest / 8 + 2);
        a.entry.amount = uint64(amount);
        a.entry.rebate = uint64(prng.oneIn(3) ? prng.below(amount + 2) : 0);
        (a.entry.ref, a.entry.day) = (uint64(prng.below(3)), _today());
        a.entry.holder = holders[prng.below(2)];
        a.entry.payee = bill.payees[prng.below(2)];
        a.invoice = bill.invoice;
        a.isRight = a.entry.payer != payers[2] && amount != 0 && amount <= rest;
        a.isRight = a.isRight && bill.history.length < 32 && a.entry.rebate <= amount;
        if (bill.history.length == 0 || !prng.oneIn(15)) return a;
        a.invoice = Invoice.wrap(bytes32(uint256(Invoice.unwrap(a.invoice)) ^ 1));
        a.isRight = false;
    }

    function _pay(Prng memory prng, Bill storage bill) private {
        Attempt memory a = _drawPayment(prng, bill);
        Entry memory e = a.entry;
        bytes memory refusal = register.recordRefusal(e.payer, e.payee, a.invoice, e.amount);
        vm.prank(e.payer);
        try register.record(e.payee, a.invoice, e.holder, e.ref, e.amount, e.rebate) {
            _assert(a.isRight, "a payment is accepted that the list refuses");
            _assertEq(refusal.length, 0, "the view refuses what is accepted");
            bill.history.push(e);
        } catch (bytes memory reason) {
            _assert(!a.isRight, "a payment is refused that the list accepts");
            bool isRebate = bytes4(reason) == IInvoiceRegister.InvalidRebate.selector;
            if (!isRebate) _assertEq(refusal, reason, "the view gives the bytes of the refusal");
        }
    }

    /// @dev A refund to try, and whether the list accepts it.
    function _drawRefund(Prng memory prng, Bill storage bill) private view returns (Attempt memory a) {
        a.index = prng.below(bill.history.length + 1);
        a.entry.payer = payers[prng.below(2)];
        bool isPayment = a.index < bill.history.length && bill.history[a.index].refundOf == 0;
        if (isPayment && !prng.oneIn(6)) a.entry.payer = bill.history[a.index].payer;
        a.entry.payee = bill.payees[prng.below(2)];
        if (isPayment && !prng.oneIn(6)) a.entry.payee = bill.history[a.index].payee;
        a.left = isPayment ? _left(bill, a.index) : 0;
        a.entry.amount = uint64(prng.oneIn(3) ? a.left : prng.below(a.left + 2));
        bool fits = a.entry.amount == a.left || bill.history.length + 1 + _open(bill) <= 64;
        a.isRight = isPayment && a.entry.amount != 0 && a.entry.amount <= a.left && fits;
        a.isRight = a.isRight && bill.history[a.index].payer == a.entry.payer;
        a.isRight = a.isRight && bill.history[a.index].payee == a.entry.payee;
    }

    function _refund(Prng memory prng, Bill storage bill) private {
        Attempt memory a = _drawRefund(prng, bill);
        PackedEntry[] memory history = _packed(bill);
        if (prng.oneIn(10)) {
            _alter(prng, history);
            a.isRight = false;
        }
        vm.prank(a.entry.payer);
        try register.recordRefund(a.entry.payee, bill.invoice, history, a.index, a.entry.amount) returns (
            Entry memory of_,
            uint64 before
        ) {
            _assert(a.isRight, "a refund is accepted that the list refuses");
            _assertEq(abi.encode(of_), abi.encode(bill.history[a.index]), "the payment that is refunded");
            _assertEq(before, of_.amount - a.left, "what was refunded of it before");
            (a.entry.ref, a.entry.holder, a.entry.day) = (of_.ref, of_.holder, _today());
            a.entry.refundOf = uint16(a.index + 1);
            bill.history.push(a.entry);
        } catch {
            _assert(!a.isRight, "a refund is refused that the list accepts");
        }
    }

    /// @dev Σ paid ≤ total, Σ refunded of each payment ≤ its amount, room for every refund, and the commitment to it all.
    function _assertBooks(Bill storage bill) private view {
        (uint64 total, uint64 paid, uint64 refunded) = _sums(bill);
        _assert(refunded <= paid && paid <= total, "what was paid stays within the total");
        for (uint256 i = 0; i < bill.history.length; ++i) _left(bill, i);
        _assert(bill.history.length + _open(bill) <= 64, "each payment has a place for its refund");
        uint256 commitment = 0;
        PackedEntry[] memory history = _packed(bill);
        for (uint256 i = 0; i < history.length; ++i) {
            commitment = uint256(keccak256(abi.encode(commitment, history[i]))) >> 140;
        }
        bytes memory expected =
            history.length == 0
                ? abi.encode(0, 0, 0, 0, 0)
                : abi.encode(total, paid, refunded, commitment, history.length);
        for (uint256 i = 0; i < 2; ++i) {
            (, bytes memory found) = address(register).staticcall(
                abi.encodeCall(register.invoiceOf, (bill.payees[i], bill.invoice))
            );
            _assertEq(found, expected, "what the register knows of an invoice");
        }
    }

    function _sums(Bill storage bill) private view returns (uint64 total, uint64 paid, uint64 refunded) {
        total = uint64(uint256(Invoice.unwrap(bill.invoice)) % 2 ** 48);
        for (uint256 i = 0; i < bill.history.length; ++i) {
            if (bill.history[i].refundOf == 0) paid += bill.history[i].amount;
            else refunded += bill.history[i].amount;
        }
    }

    /// @dev Reverts where more was refunded than was paid.
    function _left(Bill storage bill, uint256 index) private view returns (uint64 left) {
        if (bill.history[index].refundOf != 0) return 0;
        left = bill.history[index].amount;
        for (uint256 i = 0; i < bill.history.length; ++i) {
            if (bill.history[i].refundOf == index + 1) left -= bill.history[i].amount;
        }
    }

    function _open(Bill storage bill) private view returns (uint256 open) {
        for (uint256 i = 0; i < bill.history.length; ++i) if (_left(bill, i) != 0) ++open;
    }

    /// @dev As the documentation of the two words has them.
    function _packed(Bill storage bill) private view returns (PackedEntry[] memory history) {
        history = new PackedEntry[](bill.history.length);
        for (uint256 i = 0; i < history.length; ++i) {
            Entry memory e = bill.history[i];
            bytes memory source = abi.encodePacked(e.refundOf, e.day, e.ref, e.payer);
            bytes memory money = abi.encodePacked(uint48(e.rebate), uint48(e.amount), e.holder);
            history[i].payee = e.payee;
            history[i].source = EntrySource.wrap(uint256(bytes32(source)));
            history[i].money = EntryMoney.wrap(uint256(bytes32(money)));
        }
    }

    function _alter(Prng memory prng, PackedEntry[] memory history) private pure {
        uint256 bit = 1 << prng.below(256);
        PackedEntry memory entry = history[prng.below(history.length)];
        if (prng.oneIn(2)) entry.source = EntrySource.wrap(EntrySource.unwrap(entry.source) ^ bit);
        else entry.money = EntryMoney.wrap(EntryMoney.unwrap(entry.money) ^ bit);
    }

    function _today() private view returns (uint16) {
        return uint16((block.timestamp + 9 hours) / 1 days);
    }
}

/// @notice An invoice in one word, and an entry in two.
contract InvoiceWordTest is TestBase {
    function testFuzz_sums_and_entries_stand_alone(uint256 seed, uint256 first, uint256 second) public pure {
        Prng memory prng = Prng(seed);
        uint64 total = uint64(prng.between(1, 2 ** 44 - 1));
        uint64 paid = uint64(prng.between(1, total));
        uint64 more = uint64(prng.between(0, total - paid));
        uint64 back = uint64(prng.between(0, paid + more));
        (first, second) = (first >> 140, second >> 140);

        InvoiceWord word = InvoiceWord.wrap(0).pay(total, paid, first);
        _assertWord(word, [uint256(total), paid, 0, 1, first]);
        word = word.pay(total, more, second);
        _assertWord(word, [uint256(total), paid + more, 0, 2, second]);
        word = word.refund(back, first);
        _assertWord(word, [uint256(total), paid + more, back, 3, first]);
    }

    function test_the_highest_fields_stand_side_by_side() public pure {
        uint64 most = 2 ** 44 - 1;
        uint256 all = type(uint256).max >> 140;
        InvoiceWord word = InvoiceWord.wrap(0).pay(most, most, all).refund(most, all);
        _assertWord(word, [uint256(most), most, most, 2, all]);
        _assert(InvoiceWord.wrap(0).isNone() && !word.isNone(), "nothing was ever paid");
    }

    function testFuzz_an_entry_reads_back(Entry memory e) public pure {
        (e.amount, e.rebate) = (uint48(e.amount), uint48(e.rebate));
        PackedEntry memory packed = PackedEntry(
            e.payee,
            packSource(e.payer, e.ref, e.day, e.refundOf),
            packMoney(e.holder, e.amount, e.rebate)
        );
        _assertEq(abi.encode(unpack(packed)), abi.encode(e), "all fields at once");
        _assert(packed.source.payer() == e.payer, "payer");
        _assertEq(packed.source.refundOf(), e.refundOf, "which payment is refunded");
        _assertEq(packed.money.amount(), e.amount, "amount");
    }

    function testFuzz_an_invoice_is_a_hash_and_a_total(bytes26 hash, uint48 total) public pure {
        Invoice invoice = Invoice.wrap(bytes32(hash) | bytes32(uint256(total)));
        _assertEq(invoice.total(), total, "total");
        _assert(invoice.hash() == hash, "hash");
        _assert(invoice.isNone() == (hash == 0 && total == 0), "no invoice");
    }

    function _assertWord(InvoiceWord word, uint256[5] memory fields) private pure {
        _assertEq(word.total(), fields[0], "total");
        _assertEq(word.paid(), fields[1], "paid");
        _assertEq(word.refunded(), fields[2], "refunded");
        _assertEq(word.entries(), fields[3], "entries");
        _assertEq(word.commitment(), fields[4], "commitment");
    }
}
