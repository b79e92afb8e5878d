// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Entry, IInvoiceRegister} from "../../contracts/voucher/IInvoiceRegister.sol";
import {Invoice} from "../../contracts/types/Invoice.sol";

/// @notice An invoice register that records nothing and believes any history: for what others do with its answer.
contract AnyInvoice is IInvoiceRegister {
    /// @inheritdoc IInvoiceRegister
    function record(address, Invoice, address, uint64, uint64, uint64) external {}

    /// @inheritdoc IInvoiceRegister
    function recordRefund(
        address,
        Invoice,
        Entry[] calldata history,
        uint256 index,
        uint64
    ) external pure returns (Entry memory entry, uint64 refundedBefore) {
        return (history[index], 0);
    }

    /// @inheritdoc IInvoiceRegister
    function recordRefusal(address, address, Invoice, uint64) external pure returns (bytes memory) {
        return "";
    }
}
