import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import type { Institution } from "../offices.ts";
import Authorities from "./Authorities.ts";

/** One DualControl for each institution, bound to its Authority. It holds no office. */
export default buildModule("DualControls", (m) => {
  const authorities = m.useModule(Authorities);
  const dualControl = (institution: Institution) =>
    m.contract("DualControl", [authorities[institution]], { id: institution });
  return {
    ministryDualControl: dualControl("ministry"),
    supervisorDualControl: dualControl("supervisor"),
    operatorDualControl: dualControl("operator"),
    bankDualControl: dualControl("bank"),
    centralBankDualControl: dualControl("centralBank"),
    spendingMinistryDualControl: dualControl("spendingMinistry"),
  } satisfies Record<`${Institution}DualControl`, unknown>;
});
