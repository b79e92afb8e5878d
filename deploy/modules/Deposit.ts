import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import Authorities from "./Authorities.ts";

/** A bank's deposit token. */
export default buildModule("Deposit", (m) => {
  const { bank, centralBank, supervisor } = m.useModule(Authorities);
  const name = m.getParameter("name", "Nuri Bank Deposit");
  const symbol = m.getParameter("symbol", "NRKRW");
  return { token: m.contract("DepositToken", [name, symbol, bank, centralBank, supervisor]) };
});
