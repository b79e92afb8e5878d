// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Business} from "../../contracts/types/Business.sol";
import {Invoice} from "../../contracts/types/Invoice.sol";
import {IInvoiceRegister} from "../../contracts/voucher/IInvoiceRegister.sol";
import {Gukgo} from "./Gukgo.sol";
import {isRun, isSettled, runOf, settledOf} from "./SettledEvent.sol";
import {IPaymentWitness, SettlementLaw, paymentKeyOf} from "./SettlementLaw.sol";
import {Vm} from "./Vm.sol";

/// @title SettlementBook
/// @notice Law 11. Settled = Σ accepted payments, and no payment settles twice: read from the events of each act, and held
/// against what a witness outside the programmes has seen signed and has counted.
contract SettlementBook {
    Gukgo private _s;
    IPaymentWitness private _witness;
    string private _found;

    /// @notice How many signed payments were settled, and how many refunds there were.
    uint256 public settled;
    uint256 public refunds;

    /// @dev The latest burn of vouchers.
    uint64 private _programme;
    address private _holder;
    uint256 private _amount;

    /// @dev A signed payment that was accepted; its run says for whom.
    struct Accepted {
        uint64 programme;
        address holder;
        uint256 amount;
        uint24 id;
    }

    /// @dev What a run is to bring a merchant.
    struct Due {
        address merchant;
        uint256 amount;
    }

    /// @dev Payments of the run that has not ended, and what ended runs are to bring; the first of it is paid.
    Accepted[] private _run;
    Due[] private _due;
    uint256 private _paid;

    mapping(uint64 programme => mapping(address holder => mapping(uint24 id => bool))) private _isSettled;
    mapping(bytes32 sellerAndInvoice => uint256[]) private _paidOf; // 0 where an entry is a refund
    mapping(bytes32 sellerAndInvoice => mapping(uint256 index => uint256)) private _refundedOf;
    mapping(bytes32 ownerAndInvoice => uint256) private _paidToOwner;

    constructor(Gukgo memory system, IPaymentWitness witness) {
        _s = system;
        _witness = witness;
    }

    /// @notice The first violation so far, or nothing. `holders`: everyone who may hold vouchers.
    function violation(address[] calldata holders) external view returns (string memory) {
        if (bytes(_found).length != 0) return _found;
        return SettlementLaw.countViolation(_s.programmes, _witness, holders);
    }

    /// @notice Reads the events of whole transactions.
    function read(Vm.Log[] calldata logs) external {
        for (uint256 i = 0; i < logs.length; ++i) {
            Vm.Log calldata log = logs[i];
            if (log.emitter == address(_s.programmes)) _readProgrammes(log);
            else if (log.emitter == address(_s.token)) _readToken(log);
            else if (log.emitter == address(_s.invoices)) _readInvoices(log);
        }
        _must(_run.length == 0 && _paid == _due.length, "law 11: what is accepted is paid");
    }

    function _readProgrammes(Vm.Log calldata log) private {
        if (log.topics[0] == IERC1155.TransferSingle.selector) {
            (uint256 id, uint256 amount) = abi.decode(log.data, (uint256, uint256));
            (_programme, _holder, _amount) = (uint64(id), _account(log, 2), amount);
        } else if (isSettled(log)) {
            _run.push(Accepted(_programme, _holder, _amount, settledOf(log)));
        } else if (isRun(log)) {
            (uint64 programme, address merchant) = runOf(log);
            _ended(programme, merchant);
        }
    }

    /// @dev The payments accepted since the last run went to one merchant.
    function _ended(uint64 programme, address merchant) private {
        uint256 sum;
        for (uint256 i = 0; i < _run.length; ++i) {
            Accepted memory a = _run[i];
            _must(a.programme == programme, "law 11: a run is in one programme");
            _must(!_isSettled[programme][a.holder][a.id], "law 11: no payment settles twice");
            _isSettled[programme][a.holder][a.id] = true;
            bytes32 key = paymentKeyOf(programme, a.holder, merchant, a.amount, a.id);
            _must(_witness.isSigned(key), "law 11: what is settled was signed");
            sum += a.amount;
            ++settled;
        }
        delete _run;
        _due.push(Due(merchant, sum));
    }

    /// @dev The programmes pay run by run what they accepted, to the won, to the merchant under the key it has.
    function _readToken(Vm.Log calldata log) private {
        bool pays = log.topics[0] == IERC20.Transfer.selector && _account(log, 1) == address(_s.programmes);
        if (!pays || _paid == _due.length) return;
        Due memory due = _due[_paid++];
        bool right = _s.token.currentOf(_account(log, 2)) == _s.token.currentOf(due.merchant);
        right = right && abi.decode(log.data, (uint256)) == due.amount;
        _must(right, "law 11: merchants get what was accepted");
    }

    /// @dev No payment on an invoice is refunded beyond its amount, and no invoice of a business is paid beyond its total.
    function _readInvoices(Vm.Log calldata log) private {
        bool pays = log.topics[0] == IInvoiceRegister.InvoicePaid.selector;
        if (!pays && log.topics[0] != IInvoiceRegister.InvoiceRefunded.selector) return;
        bytes26 hash = Invoice.wrap(log.topics[2]).hash();
        bytes32 key = keccak256(abi.encode(log.topics[3], hash));
        (uint256 source, uint256 money) = abi.decode(log.data, (uint256, uint256));
        uint256 amount = uint48(money >> 160);
        _paidOf[key].push(pays ? amount : 0);
        if (pays) {
            _paidOn(_account(log, 1), Invoice.wrap(log.topics[2]), amount);
            return;
        }
        uint256 index = (source >> 240) - 1;
        _refundedOf[key][index] += amount;
        bool within = _refundedOf[key][index] <= _paidOf[key][index];
        _must(within, "law 11: no payment is refunded beyond its amount");
        ++refunds;
    }

    /// @dev Whichever of the business's accounts is paid, and whatever the register says of the seller.
    function _paidOn(address payee, Invoice invoice, uint256 amount) private {
        (Business business, ) = _s.registry.businessOf(payee);
        address owner = business.isNone() ? payee : address(Business.unwrap(business));
        bytes32 key = keccak256(abi.encode(owner, invoice.hash()));
        _paidToOwner[key] += amount;
        _must(_paidToOwner[key] <= invoice.total(), "law 11: no invoice is paid beyond its total");
    }

    function _must(bool holds, string memory sentence) private {
        if (!holds && bytes(_found).length == 0) _found = sentence;
    }

    function _account(Vm.Log calldata log, uint256 topic) private pure returns (address) {
        return address(uint160(uint256(log.topics[topic])));
    }
}
