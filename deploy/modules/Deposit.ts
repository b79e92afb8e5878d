import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import Authorities from "./Authorities.ts";
import DualControls from "./DualControls.ts";

/** A bank's deposit token, after the code of what offices do to it. */
export default buildModule("Deposit", (m) => {
  const { centralBank, supervisor } = m.useModule(Authorities);
  const { bankDualControl } = m.useModule(DualControls);
  const name = m.getParameter("name", "Nuri Bank Deposit");
  const symbol = m.getParameter("symbol", "NRKRW");
  const offices = m.contract("DepositOffices", [bankDualControl, centralBank, supervisor]);
  return { token: m.contract("DepositToken", [name, symbol, offices]) };
});
