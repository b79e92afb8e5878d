import { expect } from "chai";
import {
  SubsidyDecisions__factory,
  SubsidyReturns__factory,
} from "../../../typechain-types/index.ts";
import { refused } from "../../helpers/budget.ts";
import {
  caseId,
  chargers,
  order,
  payment,
  released,
  terms,
  onSubsidies,
} from "../../helpers/subsidy.ts";

const ready = onSubsidies((system) => released(system));

describe("The code that SubsidyGrants runs as its own", () => {
  it("has the bounds of the Subsidy Act", async () => {
    const { subsidies } = await ready();
    const code = SubsidyDecisions__factory.connect(await subsidies.decisions(), subsidies.runner);
    expect(await code.AUDIT_THRESHOLD()).to.equal(1_000_000_000n);
    expect(await code.OBJECTION_DAYS()).to.equal(30n);
    expect(await code.ANSWER_DAYS()).to.equal(14n);
    expect(await code.EXTENSION_DAYS()).to.equal(10n);
    expect(await code.MAX_EXCLUSION_PERIOD()).to.equal(5n * 365n * 86_400n);
  });

  it("touches no award at its own address, and answers to no office there", async () => {
    const system = await ready();
    const { subsidies, officers, company } = system;
    const at = await subsidies.decisions();
    const enforcer = SubsidyDecisions__factory.connect(at, officers.subsidyEnforcer);
    const nobody = ["AccessManagedUnauthorized", officers.subsidyEnforcer.address] as const;
    await refused(subsidies, enforcer.openCase(1n, order()), nobody);
    await refused(subsidies, enforcer.exclude(1n, 1n, 2_000_000_000n, caseId), nobody);
    const obligator = enforcer.connect(officers.obligatingOfficer);
    await refused(subsidies, obligator.award(chargers, terms(system)), [
      "MatterUnavailable",
      chargers,
    ]);
    const returns = SubsidyReturns__factory.connect(await subsidies.returnCode(), company);
    await refused(subsidies, returns.payDebt(1n, 1n), ["NoDebt", 1n]);
    expect(await subsidies.payRefusal(payment(system))).to.equal("0x");
  });
});
