// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Invoice} from "../../contracts/types/Invoice.sol";
import {IInvoiceRegister} from "../../contracts/voucher/IInvoiceRegister.sol";
import {TestBase} from "./TestBase.sol";
import {Vm} from "./Vm.sol";

/// @title InvoiceReader
/// @notice Invoices and who may pay them, rebuilt from the register's events alone.
abstract contract InvoiceReader is TestBase {
    struct InvoiceBook {
        address seller;
        Invoice invoice; // as it was paid first
        uint64 paid;
        uint64 refunded;
        uint256 commitment;
        uint256 entries;
    }

    InvoiceBook[] private _books;
    mapping(bytes32 sellerAndHash => uint256) private _place; // 1 + the place among the books
    address[] private _payers;
    mapping(address payer => bool) private _isPayer;

    function _readInvoices(Vm.Log calldata log) internal {
        bytes32 name = log.topics[0];
        address who = address(uint160(uint256(log.topics[1])));
        if (name == IInvoiceRegister.InvoicePayerListed.selector) {
            _isPayer[who] = true;
            _payers.push(who);
            return;
        }
        if (name == IInvoiceRegister.InvoicePayerDelisted.selector) {
            _isPayer[who] = false;
            _payers.push(who);
            return;
        }
        bool pays = name == IInvoiceRegister.InvoicePaid.selector;
        bool known = pays || name == IInvoiceRegister.InvoiceRefunded.selector;
        _assert(known, "law 9: an event of the invoices that no auditor knows");
        address seller = address(uint160(uint256(log.topics[3])));
        _assert(_maySell(seller, who), "law 9: a seller that the payee was never of");
        _entered(_bookOf(seller, Invoice.wrap(log.topics[2])), who, log.data, pays);
    }

    function _entered(InvoiceBook storage book, address payee, bytes calldata data, bool pays) private {
        (uint256 source, uint256 money) = abi.decode(data, (uint256, uint256));
        book.commitment = uint256(keccak256(abi.encode(book.commitment, payee, source, money))) >> 140;
        ++book.entries;
        uint64 amount = uint48(money >> 160);
        _assert(pays == (source >> 240 == 0), "law 9: an entry says whether it is a refund");
        if (!pays) book.refunded += amount;
        if (!pays) return;
        _assert(_isPayer[address(uint160(source))], "law 9: an invoice paid by one who may not");
        book.paid += amount;
        _assert(book.paid <= book.invoice.total(), "law 9: an invoice paid beyond its total");
    }

    /// @dev Whether the events of merchants let `seller` have the invoices that the account is paid.
    function _maySell(address seller, address payee) internal view virtual returns (bool);

    function _bookOf(address seller, Invoice invoice) private returns (InvoiceBook storage) {
        bytes32 key = keccak256(abi.encode(seller, invoice.hash()));
        if (_place[key] == 0) {
            _books.push(InvoiceBook(seller, invoice, 0, 0, 0, 0));
            _place[key] = _books.length;
        }
        return _books[_place[key] - 1];
    }

    function _compareInvoices(IInvoiceRegister register) internal view {
        for (uint256 i = 0; i < _books.length; ++i) {
            InvoiceBook storage book = _books[i];
            (uint64 total, uint64 paid, uint64 refunded, uint256 commitment, uint256 entries) = register
                .invoiceOfSeller(book.seller, book.invoice);
            _assertEq(book.invoice.total(), total, "law 9: total of an invoice");
            _assertEq(book.paid, paid, "law 9: paid on an invoice");
            _assertEq(book.refunded, refunded, "law 9: refunded of an invoice");
            _assertEq(book.commitment, commitment, "law 9: commitment of an invoice");
            _assertEq(book.entries, entries, "law 9: entries of an invoice");
        }
        for (uint256 i = 0; i < _payers.length; ++i) {
            bool found = register.isPayer(_payers[i]);
            _assert(_isPayer[_payers[i]] == found, "law 9: payer of invoices");
        }
    }
}
