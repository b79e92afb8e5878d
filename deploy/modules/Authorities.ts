import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import type { institutions } from "../offices.ts";
import { checksOf, incompatible, offices, type Institution } from "../offices.ts";

/** One Authority for each institution. The deployer administers them until the hand-over. */
export default buildModule("Authorities", (m) => {
  const deployer = m.getAccount(0);
  const authority = (institution: Institution) => {
    const pairs = incompatible
      .filter(([one]) => offices[one].institution === institution)
      .map(([one, other]) => ({ one: offices[one].id, other: offices[other].id }));
    return m.contract("Authority", [deployer, pairs, checksOf(institution)], { id: institution });
  };
  return {
    ministry: authority("ministry"),
    supervisor: authority("supervisor"),
    operator: authority("operator"),
    bank: authority("bank"),
    centralBank: authority("centralBank"),
    spendingMinistry: authority("spendingMinistry"),
  } satisfies Record<keyof typeof institutions, unknown>;
});
