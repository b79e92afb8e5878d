import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import Authorities from "./Authorities.ts";
import Deposit from "./Deposit.ts";
import Registers from "./Registers.ts";

/**
 * The Treasury, which holds the bank's deposit token, and the appropriation ledger, which the Treasury deploys.
 *
 * Parameter: `splitThreshold`, the won below which obligations are small and watched.
 */
export default buildModule("Budget", (m) => {
  const { ministry } = m.useModule(Authorities);
  const { token } = m.useModule(Deposit);
  const { invoices } = m.useModule(Registers);
  const splitThreshold = m.getParameter("splitThreshold", 20_000_000n);
  const treasury = m.contract("Treasury", [ministry, token, invoices, splitThreshold]);
  const ledger = m.contractAt("AppropriationLedger", m.staticCall(treasury, "ledger"));
  return { treasury, ledger };
});
