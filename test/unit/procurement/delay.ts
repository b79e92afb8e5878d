import { expect } from "chai";
import { ZeroHash } from "ethers";
import { ministry, OfficerRole, papers, refused } from "../../helpers/budget.ts";
import { at, eventsOf, reach } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { AgreementKind } from "../../helpers/kinds.ts";
import {
  acceptOn,
  advancedRoad,
  bond,
  claimOn,
  dayOf,
  fund,
  fundedRoad,
  gained,
  milestones,
  morning,
  openedRoad,
  opening,
  otherRoadMatter,
  payOn,
  report,
  type Works,
} from "../../helpers/procurement.ts";
import { line } from "../../helpers/budget.ts";
import { onOneChain } from "../../helpers/suite.ts";

/** One milestone of 40,000,000 won, due on 30 September, of `kind`. */
const whole = (kind: bigint) =>
  onOneChain((deployed) =>
    fundedRoad(deployed, { of: milestones([won(40_000_000)]), terms: { kind } }),
  );
const construction = whole(AgreementKind.Construction);

/** The penalty of the next payment of milestone 1. */
const penalty = async ({ procurement }: Works) => (await procurement.payoutOf(1n, 1n)).penalty;

const lateDays = async ({ procurement }: Works) => (await procurement.milestoneOf(1n, 1n)).lateDays;

describe("ProcurementEscrow: the delay penalty (decree art. 74, Rule art. 75)", () => {
  // 40,000,000 won, 15 days late: from 1 to 15 October.
  const rates = [
    ["construction, 0.5 of a thousand a day", construction, won(300_000)],
    ["goods, 0.75", whole(AgreementKind.Goods), won(450_000)],
    ["services, 1.25", whole(AgreementKind.Services), won(750_000)],
    ["military food, 1.5", whole(AgreementKind.MilitaryFood), won(900_000)],
    ["transport, 2.5", whole(AgreementKind.Transport), won(1_500_000)],
  ] as const;
  for (const [name, of, expected] of rates) {
    it(`of ${name}: 40,000,000 won for 15 days are ${expected}`, async () => {
      const works = await of();
      await claimOn(works, 1n, "2025-10-13");
      await acceptOn(works, 1n, "2025-10-15");

      expect(await lateDays(works)).to.equal(15n);
      expect(await penalty(works)).to.equal(expected);
    });
  }

  it("drops a fraction: 12,345,678 won of goods for 7 days are 64,814.8", async () => {
    const works = await odd();
    await claimOn(works, 1n, "2025-10-07");
    await acceptOn(works, 1n, "2025-10-07");

    // 12,345,678 × 75 × 7 ÷ 100,000.
    expect(await penalty(works)).to.equal(won(64_814));
  });

  it("is none for work claimed on its last day, however long it is inspected", async () => {
    const works = await construction();
    await claimOn(works, 1n, "2025-09-30");
    await acceptOn(works, 1n, "2025-10-14");

    expect(await penalty(works)).to.equal(0n);
  });

  it("counts from the day after the last one", async () => {
    const works = await construction();
    await claimOn(works, 1n, "2025-10-01");
    await acceptOn(works, 1n, "2025-10-01");

    // 40,000,000 × 50 × 1 ÷ 100,000.
    expect(await penalty(works)).to.equal(won(20_000));
  });

  it("counts no day on which the inspection itself was late", async () => {
    const works = await construction();
    await claimOn(works, 1n, "2025-10-13");
    // Inspected by 27 October: 1 to 27 October are the supplier's, the three days after it the government's.
    await acceptOn(works, 1n, "2025-10-30");

    expect(await lateDays(works)).to.equal(27n);
  });

  it("counts from the rejection of work that was claimed in time, and not before its last day", async () => {
    const works = await construction();
    await claimOn(works, 1n, "2025-09-25");
    await at(works, morning("2025-10-02"));
    await works.inspecting.reject(1n, 1n, report);
    await claimOn(works, 1n, "2025-10-08");
    await acceptOn(works, 1n, "2025-10-10");

    // From 2 to 10 October.
    expect(await lateDays(works)).to.equal(9n);
  });

  it("counts from the day after the last one where it was rejected before that", async () => {
    const works = await construction();
    await claimOn(works, 1n, "2025-09-22");
    await at(works, morning("2025-09-24"));
    await works.inspecting.reject(1n, 1n, report);
    await claimOn(works, 1n, "2025-09-29");
    await acceptOn(works, 1n, "2025-10-02");

    // 1 and 2 October.
    expect(await lateDays(works)).to.equal(2n);
  });

  it("leaves out of the base what was accepted before (art. 74(2))", async () => {
    const works = await construction();
    await claimOn(works, 1n, "2025-09-20", won(30_000_000));
    await acceptOn(works, 1n, "2025-09-22");
    await payOn(works, 1n, "2025-09-23");
    await claimOn(works, 1n, "2025-10-10");
    await acceptOn(works, 1n, "2025-10-10", { amount: won(10_000_000) });

    // 10,000,000 are left: × 50 × 10 ÷ 100,000.
    expect(await penalty(works)).to.equal(won(50_000));
  });

  it("goes on for what is left after a part was accepted late", async () => {
    const works = await construction();
    await claimOn(works, 1n, "2025-10-10");
    await acceptOn(works, 1n, "2025-10-10", { amount: won(30_000_000) });
    // 40,000,000 × 50 × 10 ÷ 100,000.
    expect(await penalty(works)).to.equal(won(200_000));
    await payOn(works, 1n, "2025-10-13");
    await claimOn(works, 1n, "2025-10-14", won(10_000_000));
    await acceptOn(works, 1n, "2025-10-14");

    // 10,000,000 for 11 to 14 October: × 50 × 4 ÷ 100,000.
    expect(await penalty(works)).to.equal(won(20_000));
    expect((await works.procurement.agreementOf(1n)).penalties).to.equal(won(200_000));
  });

  it("is taken from the payment as revenue", async () => {
    const works = await construction();
    const { procurement, treasury, contractor } = works;
    await claimOn(works, 1n, "2025-10-13");
    await acceptOn(works, 1n, "2025-10-15");
    const before = await treasury.revenueOf(2025n);

    // 40,000,000 less 2,000,000 retained less 300,000.
    const paid = await gained(works, [contractor], async () => {
      const events = await eventsOf(payOn(works, 1n, "2025-10-16"), treasury);
      expect(events).to.deep.equal([
        [
          "RevenueReceived",
          2025n,
          won(300_000),
          `0x${"1".padStart(64, "0")}`,
          await procurement.getAddress(),
        ],
      ]);
    });
    expect(paid).to.deep.equal([won(37_700_000)]);
    expect(await treasury.revenueOf(2025n)).to.equal(before + won(300_000));
  });

  it("that is more than the payment is owed, and taken from the next", async () => {
    const works = await twice();
    const { procurement, contractor } = works;
    await claimOn(works, 1n, "2025-12-29");
    await acceptOn(works, 1n, "2025-12-29");
    await claimOn(works, 2n, "2025-12-30");
    await acceptOn(works, 2n, "2025-12-30");

    // Of 1,000,000: 700,000 recovered, 50,000 retained, 250,000 left; 90 days × 2.5 of a thousand is 225,000.
    const first = await gained(works, [contractor], () => payOn(works, 1n, "2025-12-31"));
    expect(first).to.deep.equal([won(25_000)]);
    // Of 2,000,000, 91 days: 455,000, of which 500,000 − 45,000 stays.
    const second = await gained(works, [contractor], () => payOn(works, 2n, "2025-12-31"));
    expect(second).to.deep.equal([won(45_000)]);
    expect((await procurement.agreementOf(1n)).owed).to.equal(0n);
  });

  it("is within 30 % of the price in all (art. 74(3)), and what no payment bears is owed", async () => {
    const works = await twice();
    const { procurement, contractor } = works;
    await claimOn(works, 1n, "2026-06-01");
    await acceptOn(works, 1n, "2026-06-01");
    await claimOn(works, 2n, "2026-06-01");
    await acceptOn(works, 2n, "2026-06-01");

    // 244 days × 2.5 of a thousand are 61 %: 610,000 of 1,000,000; 1,220,000 of 2,000,000. 30 % of the price are 900,000.
    expect(await penalty(works)).to.equal(won(610_000));
    expect(await procurement.penaltyToday(1n)).to.equal(won(900_000));
    const first = await gained(works, [contractor], () => payOn(works, 1n, "2026-06-02"));
    expect(first).to.deep.equal([0n]);
    expect((await procurement.agreementOf(1n)).owed).to.equal(won(360_000));
    const second = await gained(works, [contractor], () => payOn(works, 2n, "2026-06-02"));
    // 500,000 of the second payment bear 360,000 and 290,000: 150,000 stay owed.
    expect(second).to.deep.equal([0n]);
    const facts = await procurement.agreementOf(1n);
    expect([facts.penalties, facts.owed]).to.deep.equal([won(900_000), won(150_000)]);
  });
});

/** Goods of 12,345,678 won. */
const odd = onOneChain((deployed) =>
  fundedRoad(deployed, {
    of: milestones([won(12_345_678)]),
    terms: { kind: AgreementKind.Goods },
  }),
);

/** Transport of 1,000,000 and 2,000,000 won, 70 % advanced. */
const twice = onOneChain(async (deployed) => {
  const works = await openedRoad(deployed, {
    of: milestones([won(1_000_000), won(2_000_000)]),
    terms: { kind: AgreementKind.Transport },
  });
  await works.supplying.depositBond(1n, won(300_000));
  await fund(works, won(10_000_000));
  await works.payer.payAdvance(1n, won(2_100_000), papers, []);
  return works;
});

describe("ProcurementEscrow: excuseDelay", () => {
  it("takes days out of the delay (art. 74(1))", async () => {
    const works = await construction();
    const { procurement, buyer, officers } = works;

    const sent = buyer.excuseDelay(1n, 1n, 5n, papers);

    expect(await eventsOf(sent, procurement)).to.deep.equal([
      ["DelayExcused", 1n, 1n, 5n, papers, officers.obligatingOfficer.address],
    ]);
    await claimOn(works, 1n, "2025-10-13");
    await acceptOn(works, 1n, "2025-10-15");
    // 10 of 15 days: 40,000,000 × 50 × 10 ÷ 100,000.
    expect(await penalty(works)).to.equal(won(200_000));
    expect((await procurement.milestoneOf(1n, 1n)).excused).to.equal(0n);
  });

  it("takes days back that wait to be charged, and keeps the rest for those that come", async () => {
    const works = await construction();
    const { procurement, buyer } = works;
    await claimOn(works, 1n, "2025-10-10");
    await acceptOn(works, 1n, "2025-10-10", { amount: won(30_000_000) });
    await buyer.excuseDelay(1n, 1n, 12n, papers);

    expect(await lateDays(works)).to.equal(0n);
    expect((await procurement.milestoneOf(1n, 1n)).excused).to.equal(2n);
    await payOn(works, 1n, "2025-10-13");
    await claimOn(works, 1n, "2025-10-14", won(10_000_000));
    await acceptOn(works, 1n, "2025-10-14");
    // 11 to 14 October are four days, of which two are excused.
    expect(await lateDays(works)).to.equal(2n);
  });

  it("is an obligating officer's, on papers, of a milestone that there is", async () => {
    const works = await construction();
    const { procurement, buyer, supplying, contractor } = works;

    await refused(procurement, supplying.excuseDelay(1n, 1n, 5n, papers), [
      "NotOfficer",
      contractor.address,
      ministry,
      OfficerRole.Obligating,
    ]);
    await refused(procurement, buyer.excuseDelay(1n, 1n, 5n, ZeroHash), ["DocumentMissing"]);
    await refused(procurement, buyer.excuseDelay(1n, 2n, 5n, papers), ["MilestoneUnknown", 1n, 2n]);
    await refused(procurement, buyer.excuseDelay(2n, 1n, 5n, papers), ["AgreementUnknown", 2n]);
  });

  it("keeps no more days than any agreement has", async () => {
    const works = await construction();
    await works.buyer.excuseDelay(1n, 1n, 65_535n, papers);
    await works.buyer.excuseDelay(1n, 1n, 65_535n, papers);

    expect((await works.procurement.milestoneOf(1n, 1n)).excused).to.equal(65_535n);
  });
});

describe("ProcurementEscrow: penaltyToday", () => {
  it("grows day by day while nothing is claimed", async () => {
    const works = await construction();
    const { procurement } = works;
    await reach(works, morning("2025-09-30"));
    expect(await procurement.penaltyToday(1n)).to.equal(0n);
    await reach(works, morning("2025-10-20"));

    // 40,000,000 × 50 × 20 ÷ 100,000.
    expect(await procurement.penaltyToday(1n)).to.equal(won(400_000));
  });

  it("counts what was accepted late and is not paid, and nothing claimed in time", async () => {
    const works = await advancedRoadHere();
    const { procurement } = works;
    await claimOn(works, 1n, "2025-09-30");
    for (const milestone of [2n, 3n, 4n, 5n, 6n]) await claimOn(works, milestone, "2025-10-10");
    await acceptOn(works, 2n, "2025-10-10");
    await reach(works, morning("2025-10-15"));

    // Milestone 2: 20,000,000 for 10 days, 100,000. Milestones 3 to 6: 70,000,000 for 15 days, 525,000.
    expect(await procurement.penaltyToday(1n)).to.equal(won(625_000));
  });
});

const advancedRoadHere = onOneChain((deployed) => advancedRoad(deployed));

describe("ProcurementEscrow: two agreements at once", () => {
  it("count apart", async () => {
    const works = await construction();
    const { procurement, obligating, addresses, supplying } = works;
    await obligating.obligateInTrust(line, addresses.procurement, otherRoadMatter, bond, 0n);
    await opening(works, { matter: otherRoadMatter, of: milestones([bond]) });
    await fund(works, won(7), otherRoadMatter);
    await supplying.depositBond(2n, won(1_000_000));

    const [one, two] = [await procurement.agreementOf(1n), await procurement.agreementOf(2n)];
    expect([one.held, one.bond]).to.deep.equal([won(120_000_000), bond]);
    expect([two.held, two.bond]).to.deep.equal([won(7), won(1_000_000)]);
    expect((await procurement.milestoneOf(2n, 1n)).dueDay).to.equal(dayOf("2025-09-30"));
  });
});
