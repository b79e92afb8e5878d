import { expect } from "chai";
import { ZeroHash } from "ethers";
import { ministry, OfficerRole, papers, refused } from "../../helpers/budget.ts";
import { eventsOf, reach } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { MilestoneStatus } from "../../helpers/kinds.ts";
import {
  acceptOn,
  advancedRoad,
  amended,
  claimOn,
  completedRoad,
  dayOf,
  document,
  dueDay,
  fundedRoad,
  hashOfChanges,
  milestones,
  morning,
  openedOn,
  passed,
  payOn,
  price,
  roadObligated,
  type Works,
} from "../../helpers/procurement.ts";
import { onOneChain } from "../../helpers/suite.ts";

const funded = onOneChain((deployed) => fundedRoad(deployed));
const advanced = onOneChain((deployed) => advancedRoad(deployed));
const completed = onOneChain(completedRoad);

const later = dayOf("2025-11-30");
const change = (milestone: bigint, value: bigint, due = dueDay) => ({
  milestone,
  value,
  dueDay: due,
});

describe("ProcurementEscrow: proposeAmendment and amend", () => {
  it("change values and days by both sides, and add milestones", async () => {
    const works = await advanced();
    const { procurement, buyer, supplying, officers } = works;
    // Milestone 2 from 20 to 25 million and later; a seventh of 4 million.
    const changes = [change(2n, won(25_000_000), later), change(7n, won(4_000_000), later)];
    const hash = hashOfChanges(changes);

    const proposed = buyer.proposeAmendment(1n, hash, document);
    expect(await eventsOf(proposed, procurement)).to.deep.equal([
      ["AmendmentProposed", 1n, hash, document, officers.obligatingOfficer.address],
    ]);
    const agreed = supplying.amend(1n, changes);
    expect(await eventsOf(agreed, procurement)).to.deep.equal([
      [
        ...["AgreementAmended", 1n, won(109_000_000)],
        changes.map((one) => [one.milestone, one.value, one.dueDay]),
      ],
    ]);
    const facts = await procurement.agreementOf(1n);
    expect([facts.price, facts.milestones]).to.deep.equal([won(109_000_000), 7n]);
    const second = await procurement.milestoneOf(1n, 2n);
    expect([second.value, second.dueDay]).to.deep.equal([won(25_000_000), later]);
    expect((await procurement.milestoneOf(1n, 7n)).value).to.equal(won(4_000_000));
  });

  it("take what was proposed, once", async () => {
    const works = await funded();
    const { procurement, buyer, supplying } = works;
    const changes = [change(2n, won(25_000_000))];
    const differ = ["AmendmentDiffers", 1n] as const;
    await refused(procurement, supplying.amend(1n, changes), differ);
    await buyer.proposeAmendment(1n, hashOfChanges(changes), document);

    await refused(procurement, supplying.amend(1n, [change(2n, won(25_000_001))]), differ);
    await supplying.amend(1n, changes);
    await refused(procurement, supplying.amend(1n, changes), differ);
  });

  it("are the buyer's to propose and the supplier's to agree", async () => {
    const works = await funded();
    const { procurement, buyer, supplying, contractor, officers } = works;
    const hash = hashOfChanges([]);

    await refused(procurement, supplying.proposeAmendment(1n, hash, document), [
      "NotOfficer",
      contractor.address,
      ministry,
      OfficerRole.Obligating,
    ]);
    await refused(procurement, buyer.proposeAmendment(1n, hash, ZeroHash), ["DocumentMissing"]);
    await refused(procurement, buyer.amend(1n, []), [
      "NotSupplier",
      1n,
      officers.obligatingOfficer.address,
    ]);
  });

  it("stay within what is obligated, to the won", async () => {
    const works = await funded();
    const { procurement } = works;
    // 120,000,000 are obligated: milestone 2 may be 40,000,000.
    const above = amended(works, [change(2n, won(40_000_001))]);

    await refused(procurement, above, ["PriceAboveObligation", roadObligated, roadObligated + 1n]);
    await amended(works, [change(2n, won(40_000_000))]);
    const most = 2n ** 44n - 1n;
    await refused(procurement, amended(works, [change(2n, most)]), [
      "AgreementTooLarge",
      most,
      most + won(80_000_000),
    ]);
  });

  it("leave what is claimed, accepted or paid", async () => {
    const works = await advanced();
    const { procurement } = works;
    await passed(works, 1n, ["2025-08-04", "2025-08-04", "2025-08-05"]);
    await claimOn(works, 2n, "2025-08-06");
    await claimOn(works, 3n, "2025-08-06");
    await acceptOn(works, 3n, "2025-08-07", { amount: won(29_000_000) });
    const wrong = [
      change(1n, won(20_000_000)),
      change(2n, won(25_000_000)),
      change(3n, won(40_000_000)),
      change(0n, won(1)),
      change(8n, won(1)),
      change(4n, 0n),
    ];

    for (const one of wrong)
      await refused(procurement, amended(works, [one]), ["InvalidChange", 1n, one.milestone]);
    await payOn(works, 3n, "2025-08-08");
    // 29,000,000 of milestone 3 are accepted: it is worth more, or nothing of it is left to change.
    await refused(procurement, amended(works, [change(3n, won(29_000_000))]), [
      "InvalidChange",
      1n,
      3n,
    ]);
    await amended(works, [change(3n, won(29_000_001))]);
  });

  it("add no 33rd milestone", async () => {
    const works = await many();
    const wrong = amended(works, [change(33n, won(1))]);

    await refused(works.procurement, wrong, ["InvalidChange", 1n, 33n]);
  });

  it("leave work enough to recover the advance and to retain", async () => {
    const works = await advanced();
    const { procurement, supplying } = works;
    // The other five are 70,000,000. With 3,684,210 the price is 73,684,210, of which 70,000,000 and 5 % = 3,684,210 are to be kept.
    const least = [change(3n, won(3_684_210))];
    const below = amended(works, [change(3n, won(3_684_209))]);
    await refused(procurement, below, ["AdvanceAboveRest", 1n, won(73_684_209), won(73_684_210)]);

    await amended(works, least);
    await supplying.returnAdvance(1n, won(1));
    await amended(works, [change(3n, won(3_684_209))]);
  });

  it("recover all of the advance also where the price fell", async () => {
    const works = await advanced();
    const { procurement, token, contractor } = works;
    await passed(works, 1n, ["2025-08-04", "2025-08-04", "2025-08-05"]);
    // 100 falls to 80 million: 7,000,000 are recovered, where 70 × 10 ÷ 80 = 8,750,000 would be.
    await amended(works, [change(3n, won(10_000_000))]);
    const before = await token.balanceOf(contractor);
    for (const milestone of [2n, 3n, 4n, 5n, 6n]) {
      const date = `2025-08-1${milestone}`;
      await passed(works, milestone, [date, date, date]);
    }

    // Of 80,000,000: 70,000,000 advanced, 4,000,000 retained, 6,000,000 paid, 2,500,000 of it before.
    const facts = await procurement.agreementOf(1n);
    expect([facts.recovered, facts.retained]).to.deep.equal([won(70_000_000), won(4_000_000)]);
    expect((await token.balanceOf(contractor)) - before).to.equal(won(3_500_000));
  });

  it("give a milestone that is late a new last day, from which delay counts", async () => {
    const works = await funded();
    const { procurement } = works;
    await claimOn(works, 1n, "2025-10-10");
    await works.inspecting.reject(1n, 1n, papers);
    expect((await procurement.milestoneOf(1n, 1n)).lateFrom).to.equal(dueDay + 1n);

    await amended(works, [change(1n, won(10_000_000), later)]);
    const facts = await procurement.milestoneOf(1n, 1n);
    expect([facts.lateFrom, facts.status]).to.deep.equal([0n, MilestoneStatus.Rejected]);
    await claimOn(works, 1n, "2025-11-28");
    await acceptOn(works, 1n, "2025-11-28");
    expect((await procurement.milestoneOf(1n, 1n)).lateDays).to.equal(0n);
  });

  it("raise the bond that is needed with the price", async () => {
    const works = await funded();
    const { procurement, supplying } = works;
    await amended(works, [change(2n, won(25_000_000))]);

    await refused(procurement, supplying.claim(1n, 1n, 1n, papers), [
      "BondMissing",
      1n,
      won(10_000_000),
      won(10_500_000),
    ]);
    await supplying.depositBond(1n, won(500_000));
    await supplying.claim(1n, 1n, 1n, papers);
  });
});

/** 32 milestones, the most there may be. */
const many = onOneChain((deployed) =>
  fundedRoad(deployed, { of: milestones(Array.from({ length: 32 }, () => won(1))) }),
);

describe("ProcurementEscrow: priceAdjustmentOf (decree art. 64)", () => {
  const today = dayOf(openedOn);

  /** Ninety days after the opening, of which 30,000,000 are accepted and 15,000,000 claimed. */
  async function later90(works: Works): Promise<Works> {
    await claimOn(works, 3n, "2025-08-04");
    await acceptOn(works, 3n, "2025-08-05");
    await claimOn(works, 4n, "2025-08-06");
    await reach(works, morning("2025-10-30"));
    return works;
  }

  it("is the change of what is still to be done, less the share that was advanced", async () => {
    const { procurement } = await later90(await advanced());

    // Left: 55,000,000. 4.37 % of it is 2,403,500, of which the advance has paid 70 %: 1,682,450; 721,050 are left.
    expect(await procurement.priceAdjustmentOf(1n, 437n, today)).to.equal(won(721_050));
  });

  it("drops both fractions", async () => {
    const works = await odd();
    await reach(works, morning("2025-10-30"));

    // 3.33 % of 10,000,001 is 333,000.03; of 333,000, 1,000,001 ÷ 10,000,001 is 33,300.02.
    expect(await works.procurement.priceAdjustmentOf(1n, 333n, today)).to.equal(won(299_700));
  });

  it("is none before the 90th day or for a change under 3 %", async () => {
    const works = await advanced();
    const { procurement } = works;
    await reach(works, morning("2025-10-29"));

    await refused(procurement, procurement.priceAdjustmentOf(1n, 300n, today), [
      "PriceChangeTooEarly",
      1n,
      dayOf("2025-10-30"),
    ]);
    await reach(works, morning("2025-10-30"));
    await refused(procurement, procurement.priceAdjustmentOf(1n, 299n, today), [
      "PriceChangeTooSmall",
      1n,
      299n,
    ]);
    expect(await procurement.priceAdjustmentOf(1n, 300n, today)).to.equal(won(900_000));
    await refused(procurement, procurement.priceAdjustmentOf(2n, 300n, today), [
      "AgreementUnknown",
      2n,
    ]);
  });

  it("is nothing of what is done", async () => {
    const works = await completed();
    await reach(works, morning("2025-10-30"));

    expect(await works.procurement.priceAdjustmentOf(1n, 300n, today)).to.equal(0n);
    expect((await works.procurement.agreementOf(1n)).price).to.equal(price);
  });
});

/** 10,000,001 won, of which 1,000,001 are advanced. */
const odd = onOneChain(async (deployed) => {
  const works = await fundedRoad(deployed, { of: milestones([won(10_000_001)]) });
  await works.payer.payAdvance(1n, won(1_000_001), papers, []);
  return works;
});
