import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import Authorities from "./Authorities.ts";
import DualControls from "./DualControls.ts";

/**
 * A bank's deposit token, after the code of what offices do to it.
 *
 * Parameters: its name and symbol; and `issueThreshold`, what one key issues on a Korean day without a second person, whole won
 * (0: everything), until two people set another.
 */
export default buildModule("Deposit", (m) => {
  const { centralBank, supervisor } = m.useModule(Authorities);
  const { bankDualControl } = m.useModule(DualControls);
  const name = m.getParameter("name", "Nuri Bank Deposit");
  const symbol = m.getParameter("symbol", "NRKRW");
  const offices = m.contract("DepositOffices", [bankDualControl, centralBank, supervisor]);
  const issueThreshold = m.getParameter("issueThreshold", 500_000_000n);
  return { token: m.contract("DepositToken", [name, symbol, offices, issueThreshold]) };
});
