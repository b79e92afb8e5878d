import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import { holidayDays } from "../../scripts/lib/holidays.ts";
import Authorities from "./Authorities.ts";

/**
 * The operator's registers of merchants and invoices, and the finance ministry's calendar, with the holidays known so far.
 */
export default buildModule("Registers", (m) => {
  const { operator, ministry } = m.useModule(Authorities);
  const holidays = m.getParameter<number[]>("holidays", [...holidayDays]);
  const calendar = m.contract("BusinessCalendar", [ministry, holidays]);
  const registry = m.contract("MerchantRegistry", [operator]);
  const invoices = m.contract("InvoiceRegister", [operator, registry]);
  return { calendar, registry, invoices };
});
