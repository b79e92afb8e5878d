import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import Authorities from "./Authorities.ts";
import Budget from "./Budget.ts";
import Registers from "./Registers.ts";

/**
 * The spending ministry's subsidies, held in trust for the Treasury, after the code that they run beside their own.
 *
 * Parameter: `verificationThreshold`, the won from which an outside accountant checks a settlement statement (Subsidy Act art. 27②
 * and its decree). Source: none was read that says the amount in force; ₩100,000,000 is general knowledge. Checked: no. Verify
 * against the current decree before use.
 */
export default buildModule("Subsidy", (m) => {
  const { spendingMinistry } = m.useModule(Authorities);
  const { calendar, registry } = m.useModule(Registers);
  const { treasury } = m.useModule(Budget);
  const verificationThreshold = m.getParameter("verificationThreshold", 100_000_000n);
  const around = {
    ministry: spendingMinistry,
    treasury,
    registry,
    calendar,
    verificationThreshold,
  };
  const decisions = m.contract("SubsidyDecisions", [around]);
  const returns = m.contract("SubsidyReturns", [around]);
  return { subsidies: m.contract("SubsidyGrants", [decisions, returns]) };
});
