import { expect } from "chai";
import { formatKst } from "../../../scripts/lib/clock.ts";
import { scenarioFile, scenarioNames } from "../../../scripts/sandbox/files.ts";
import { readScenario } from "../../../scripts/sandbox/play.ts";
import { rehearse, replay } from "../../../scripts/sandbox/rehearsal.ts";

const shipped = (name: string) => readScenario(scenarioFile(name));

describe("a rehearsal without a chain", () => {
  for (const name of scenarioNames()) {
    it(`of ${name} comes to what its steps expect of each payment`, async () => {
      const scenario = shipped(name);
      const { payments } = await rehearse(scenario);
      for (const { where, refusal } of payments) {
        const step = scenario.steps.find((one) => one.where === where);
        const wanted = step?.expect ?? "accepted";
        const reason = wanted !== "accepted" && "refused" in wanted ? wanted.refused : undefined;
        expect(refusal, where).to.equal(reason);
      }
    });
  }

  it("draws the payments that a run draws: those of one citizen in the README", async () => {
    const { payments } = await rehearse(shipped("livelihood-coupon-2025"));
    const own = payments.filter(({ holder }) => holder === "citizen-026");
    expect(own.map(({ at, merchant, amount }) => [formatKst(at), merchant, amount])).to.deep.equal([
      ["2025-08-02 12:00:00", "shop-49", 27_500n],
      ["2025-10-09 12:00:00", "shop-26", 122_700n],
      ["2025-10-09 12:00:00", "shop-02", 80_000n],
    ]);
  });

  it("grants and spends to the won: the county's voucher 100,000 and 20,000", async () => {
    // 86,300,000 are granted in all, as the scenario's own test adds up; 100,000 of them by the county.
    const { programmes } = await rehearse(shipped("livelihood-coupon-2025"));
    const [coupon, county] = programmes;
    expect([coupon?.terms, coupon?.granted]).to.deep.equal(["coupon", 86_200_000n]);
    expect([county?.terms, county?.granted, county?.spent]).to.deep.equal([
      "market-day",
      100_000n,
      20_000n,
    ]);
  });

  it("judges the same payments alike when they are played again", async () => {
    const scenario = shipped("livelihood-coupon-2025");
    const first = await rehearse(scenario);
    const again = await replay(scenario, first.payments);
    expect(again).to.deep.equal(first);
  });
});
