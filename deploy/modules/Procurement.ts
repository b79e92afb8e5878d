import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import { lateRateBps, rulesOfLaw } from "../procurement-rules.ts";
import Authorities from "./Authorities.ts";
import Budget from "./Budget.ts";
import Registers from "./Registers.ts";

/**
 * Procurement agreements, whose price the Treasury funds, after the code of what is done to them seldom.
 *
 * Parameters: the rules of `deploy/procurement-rules.ts`, each under its name, and `lateRateBps`.
 */
export default buildModule("Procurement", (m) => {
  const { ministry } = m.useModule(Authorities);
  const { treasury } = m.useModule(Budget);
  const { calendar } = m.useModule(Registers);
  const rules = {
    advanceCeilingBps: m.getParameter("advanceCeilingBps", rulesOfLaw.advanceCeilingBps),
    leastBondBps: m.getParameter("leastBondBps", rulesOfLaw.leastBondBps),
    inspectionDays: m.getParameter("inspectionDays", rulesOfLaw.inspectionDays),
    paymentDays: m.getParameter("paymentDays", rulesOfLaw.paymentDays),
    penaltyCapBps: m.getParameter("penaltyCapBps", rulesOfLaw.penaltyCapBps),
    delayRates: m.getParameter<number[]>("delayRates", rulesOfLaw.delayRates),
  };
  const rate = m.getParameter("lateRateBps", lateRateBps.value);
  const offices = m.contract("ProcurementOffices", [{ ministry, treasury, calendar }]);
  const procurement = m.contract("ProcurementEscrow", [offices, rules, rate]);
  return { procurement };
});
