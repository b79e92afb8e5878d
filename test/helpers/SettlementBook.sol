// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Invoice} from "../../contracts/types/Invoice.sol";
import {IInvoiceRegister} from "../../contracts/voucher/IInvoiceRegister.sol";
import {Gukgo} from "./Gukgo.sol";
import {isSettled, settledOf} from "./SettledEvent.sol";
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

    /// @dev What was accepted for a merchant and has not been paid yet.
    address private _payee;
    uint256 private _due;

    mapping(uint64 programme => mapping(address holder => mapping(uint24 id => bool))) private _isSettled;
    mapping(bytes32 payeeAndInvoice => uint256[]) private _paidOf; // 0 where an entry is a refund
    mapping(bytes32 payeeAndInvoice => mapping(uint256 index => uint256)) private _refundedOf;

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
        _must(_due == 0, "law 11: what is accepted is paid");
    }

    function _readProgrammes(Vm.Log calldata log) private {
        if (log.topics[0] == IERC1155.TransferSingle.selector) {
            (uint256 id, uint256 amount) = abi.decode(log.data, (uint256, uint256));
            (_programme, _holder, _amount) = (uint64(id), _account(log, 2), amount);
        } else if (isSettled(log)) {
            (address merchant, uint24 id) = settledOf(log);
            _accepted(merchant, id);
        }
    }

    function _accepted(address merchant, uint24 id) private {
        _must(!_isSettled[_programme][_holder][id], "law 11: no payment settles twice");
        _isSettled[_programme][_holder][id] = true;
        bytes32 key = paymentKeyOf(_programme, _holder, merchant, _amount, id);
        _must(_witness.isSigned(key), "law 11: what is settled was signed");
        _must(_due == 0 || _payee == merchant, "law 11: what is accepted is paid");
        (_payee, _due) = (merchant, _due + _amount);
        ++settled;
    }

    /// @dev The programmes pay a merchant what they accepted for it, to the won, under the key it has.
    function _readToken(Vm.Log calldata log) private {
        bool pays = log.topics[0] == IERC20.Transfer.selector && _account(log, 1) == address(_s.programmes);
        if (!pays || _due == 0) return;
        address payee = _s.token.currentOf(_payee);
        bool right = _s.token.currentOf(_account(log, 2)) == payee;
        right = right && abi.decode(log.data, (uint256)) == _due;
        _must(right, "law 11: merchants get what was accepted");
        _due = 0;
    }

    /// @dev No payment on an invoice is refunded beyond its amount.
    function _readInvoices(Vm.Log calldata log) private {
        bool pays = log.topics[0] == IInvoiceRegister.InvoicePaid.selector;
        if (!pays && log.topics[0] != IInvoiceRegister.InvoiceRefunded.selector) return;
        bytes26 hash = Invoice.wrap(log.topics[2]).hash();
        bytes32 key = keccak256(abi.encode(log.topics[1], hash));
        (uint256 source, uint256 money) = abi.decode(log.data, (uint256, uint256));
        uint256 amount = uint48(money >> 160);
        _paidOf[key].push(pays ? amount : 0);
        if (pays) return;
        uint256 index = (source >> 240) - 1;
        _refundedOf[key][index] += amount;
        bool within = _refundedOf[key][index] <= _paidOf[key][index];
        _must(within, "law 11: no payment is refunded beyond its amount");
        ++refunds;
    }

    function _must(bool holds, string memory sentence) private {
        if (!holds && bytes(_found).length == 0) _found = sentence;
    }

    function _account(Vm.Log calldata log, uint256 topic) private pure returns (address) {
        return address(uint160(uint256(log.topics[topic])));
    }
}
