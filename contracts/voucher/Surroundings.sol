// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {ITreasury} from "../budget/ITreasury.sol";
import {IDepositToken} from "../deposit/IDepositToken.sol";
import {IBusinessCalendar} from "./IBusinessCalendar.sol";
import {IInvoiceRegister} from "./IInvoiceRegister.sol";
import {IMerchantRegistry} from "./IMerchantRegistry.sol";

/// @notice The contracts that vouchers work with, and whose offices act on them.
struct Surroundings {
    address operator; // its authority
    IAccessManager ministry; // whose programme sponsor opens programmes
    IDepositToken token; // the bank's money the vouchers are paid in
    IMerchantRegistry registry;
    IBusinessCalendar calendar;
    IInvoiceRegister invoices;
    ITreasury treasury; // whose money programmes hold in trust
}
