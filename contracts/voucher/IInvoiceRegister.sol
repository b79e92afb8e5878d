// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;
import {Invoice} from "../types/Invoice.sol";
struct Entry {
    address payer;
    uint64 ref;
    address holder;
    uint64 amount;
    uint64 rebate;
    uint16 day;
    uint16 refundOf;
}
interface IInvoiceRegister {
    function record(
        address payee,
        Invoice invoice,
        address holder,
        uint64 ref,
        uint64 amount,
        uint64 rebate
    ) external;
    function recordRefund(
        address payee,
        Invoice invoice,
        Entry[] calldata history,
        uint256 index,
        uint64 amount
    ) external returns (Entry memory entry, uint64 refundedBefore);
    function recordRefusal(
        address payer,
        address payee,
        Invoice invoice,
        uint64 amount
    ) external view returns (bytes memory);
}
