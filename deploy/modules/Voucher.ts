import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import Authorities from "./Authorities.ts";
import Budget from "./Budget.ts";
import Deposit from "./Deposit.ts";
import Registers from "./Registers.ts";

/** The operator's voucher programmes, paid in the bank's deposit token, after the code that they run beside their own. */
export default buildModule("Voucher", (m) => {
  const { operator, ministry } = m.useModule(Authorities);
  const { token } = m.useModule(Deposit);
  const { calendar, registry, invoices } = m.useModule(Registers);
  const { treasury } = m.useModule(Budget);
  const uri = m.getParameter("uri", "urn:gukgo:voucher:{id}");
  const around = { operator, ministry, token, registry, calendar, invoices, treasury };
  const offices = m.contract("VoucherOffices", [around]);
  const holders = m.contract("VoucherHolders", [around]);
  const payments = m.contract("VoucherPayments", [around]);
  const programmes = m.contract("VoucherProgramme", [offices, holders, payments, uri]);
  return { programmes };
});
