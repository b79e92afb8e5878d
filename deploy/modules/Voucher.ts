import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import { holidayDays } from "../../scripts/lib/holidays.ts";
import Authorities from "./Authorities.ts";
import Deposit from "./Deposit.ts";

/**
 * The operator's merchant registry, invoice register and voucher programmes, paid in the bank's deposit token; and the finance
 * ministry's calendar, with the holidays known so far.
 */
export default buildModule("Voucher", (m) => {
  const { operator, ministry } = m.useModule(Authorities);
  const { token } = m.useModule(Deposit);
  const uri = m.getParameter("uri", "urn:gukgo:voucher:{id}");
  const holidays = m.getParameter<number[]>("holidays", [...holidayDays]);
  const calendar = m.contract("BusinessCalendar", [ministry, holidays]);
  const registry = m.contract("MerchantRegistry", [operator]);
  const invoices = m.contract("InvoiceRegister", [operator, registry]);
  const around = { operator, ministry, token, registry, calendar, invoices };
  const offices = m.contract("VoucherOffices", [around]);
  const payments = m.contract("VoucherPayments", [around]);
  const programmes = m.contract("VoucherProgramme", [offices, payments, uri]);
  return { calendar, registry, invoices, programmes };
});
