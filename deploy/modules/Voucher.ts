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
  const programmes = m.contract("VoucherProgramme", [operator, ministry, token, registry, uri]);
  return { registry, invoices, programmes };
});
