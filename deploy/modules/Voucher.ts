import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import Authorities from "./Authorities.ts";
import Deposit from "./Deposit.ts";

/** The operator's merchant registry, invoice register and voucher programmes, paid in the bank's deposit token. */
export default buildModule("Voucher", (m) => {
  const { operator, ministry } = m.useModule(Authorities);
  const { token } = m.useModule(Deposit);
  const uri = m.getParameter("uri", "urn:gukgo:voucher:{id}");
  const registry = m.contract("MerchantRegistry", [operator]);
  const invoices = m.contract("InvoiceRegister", [operator]);
  const calendar = "0x0000000000000000000000000000000000000000";
  const around = { operator, ministry, token, registry, calendar, invoices };
  const offices = m.contract("VoucherOffices", [around]);
  const payments = m.contract("VoucherPayments", [around]);
  const programmes = m.contract("VoucherProgramme", [offices, payments, uri]);
  return { registry, invoices, programmes };
});
