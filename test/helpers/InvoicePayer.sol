// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Invoice} from "../../contracts/types/Invoice.sol";
import {Refusal} from "../../contracts/types/Refusal.sol";
import {IInvoiceRegister} from "../../contracts/voucher/IInvoiceRegister.sol";
import {Entry, PackedEntry} from "../../contracts/voucher/InvoiceEntry.sol";

/// @notice A contract that records what it is told to, and says what that cost.
contract InvoicePayer {
    IInvoiceRegister public immutable register;

    /// @notice Gas of one inner call, but for the first looks at the register's address, at the registry's and at the payee's
    /// facts there: 2,600, 2,600 and 2,100.
    event Measured(uint256 gas);

    error NoRegister();

    /// @notice What the register answered to a refund.
    event Refunded(Entry entry, uint64 refundedBefore);

    constructor(IInvoiceRegister register_) {
        register = register_;
    }

    function record(
        address payee,
        Invoice invoice,
        address holder,
        uint64 ref,
        uint64 amount,
        uint64 rebate
    ) external {
        _call(payee, abi.encodeCall(register.record, (payee, invoice, holder, ref, amount, rebate)));
    }

    function refund(
        address payee,
        Invoice invoice,
        PackedEntry[] calldata history,
        uint256 index,
        uint64 amount
    ) external {
        bytes memory data = abi.encodeCall(register.recordRefund, (payee, invoice, history, index, amount));
        (Entry memory entry, uint64 refundedBefore) = abi.decode(_call(payee, data), (Entry, uint64));
        emit Refunded(entry, refundedBefore);
    }

    function _call(address payee, bytes memory data) private returns (bytes memory answer) {
        address target = address(register);
        // Looked at before, so that it is not counted: whoever calls pays for the address once a transaction, and has asked the
        // registry about the payee when a voucher pays.
        if (target.code.length == 0) revert NoRegister();
        register.registry().merchantWord(payee);
        bool done;
        uint256 before = gasleft();
        (done, answer) = target.call(data);
        uint256 gas = before - gasleft();
        if (!done) Refusal.enforce(answer);
        emit Measured(gas);
    }
}
