import { expect } from "chai";
import { id, ZeroHash } from "ethers";
import { ministry, OfficerRole, papers, refused } from "../../helpers/budget.ts";
import { at, eventsOf, reach } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { AgreementKind, AgreementStatus, TerminationGround } from "../../helpers/kinds.ts";
import {
  acceptOn,
  advancedRoad,
  bond,
  claimOn,
  dayOf,
  fundedRoad,
  gained,
  milestones,
  moneyOf,
  morning,
  openedRoad,
  fund,
  payOn,
  roadObligated,
  workCase,
} from "../../helpers/procurement.ts";
import { onOneChain } from "../../helpers/suite.ts";

const funded = onOneChain((deployed) => fundedRoad(deployed));
const advanced = onOneChain((deployed) => advancedRoad(deployed));

const { Delay, Breach, Convenience } = TerminationGround;

/** 40,000,000 won of construction: 0.05 % a day, so that 10 % is reached in 200 days. */
const slow = onOneChain((deployed) => fundedRoad(deployed, { of: milestones([won(40_000_000)]) }));

/** A bond that was waived, and work accepted. */
const waived = onOneChain(async (deployed) => {
  const works = await fundedRoad(deployed, { terms: { bondWaived: true } });
  await claimOn(works, 3n, "2025-08-04");
  await acceptOn(works, 3n, "2025-08-05");
  return works;
});

describe("ProcurementEscrow: terminate", () => {
  it("takes the bond for a breach as revenue (decree art. 75)", async () => {
    const works = await funded();
    const { procurement, treasury, buyer, officers, contractor } = works;
    const revenue = await treasury.revenueOf(2025n);

    const paid = await gained(works, [contractor], async () => {
      const sent = buyer.terminate(1n, Breach, workCase);
      const by = officers.obligatingOfficer.address;
      expect(await eventsOf(sent, procurement)).to.deep.equal([
        ["AgreementTerminated", 1n, Breach, workCase, bond, 0n, 0n, 0n, by],
      ]);
    });

    expect(paid).to.deep.equal([0n]);
    expect(await treasury.revenueOf(2025n)).to.equal(revenue + bond);
    const facts = await procurement.agreementOf(1n);
    expect([facts.status, facts.bond]).to.deep.equal([AgreementStatus.Terminated, 0n]);
    expect(facts.endedOn).to.equal(dayOf("2025-08-01"));
  });

  it("sets a forfeited bond off against nothing that is owed for work (art. 51(3))", async () => {
    const works = await advanced();
    const { procurement, buyer, contractor, treasury } = works;
    await claimOn(works, 3n, "2025-08-04");
    await acceptOn(works, 3n, "2025-08-05");
    await buyer.terminate(1n, Breach, workCase);
    const revenue = await treasury.revenueOf(2025n);

    // Of 30,000,000 the advance, all of it now (70,000,000), takes all that is paid; the bond takes nothing.
    const parts = [won(30_000_000), won(30_000_000), 0n, 0n, 0n, 0n, 0n];
    expect(await procurement.payoutOf(1n, 3n)).to.deep.equal(parts);
    expect(await gained(works, [contractor], () => payOn(works, 3n, "2025-08-06"))).to.deep.equal([
      0n,
    ]);
    expect(await treasury.revenueOf(2025n)).to.equal(revenue);
    expect((await procurement.agreementOf(1n)).owed).to.equal(0n);
  });

  it("pays accepted work in full beside the bond that was taken", async () => {
    const works = await funded();
    const { buyer, contractor } = works;
    await claimOn(works, 3n, "2025-08-04");
    await buyer.terminate(1n, Breach, workCase);
    await acceptOn(works, 3n, "2025-08-05");

    // 30,000,000 less 5 % retained, and no won of the bond.
    expect(await gained(works, [contractor], () => payOn(works, 3n, "2025-08-06"))).to.deep.equal([
      won(28_500_000),
    ]);
    expect((await works.procurement.agreementOf(1n)).status).to.equal(AgreementStatus.Terminated);
  });

  it("takes what a waived bond would have been out of what is owed for work (art. 51(3))", async () => {
    const works = await waived();
    const { procurement, buyer, contractor, officers, treasury } = works;
    const by = officers.obligatingOfficer.address;

    const sent = buyer.terminate(1n, Breach, workCase);
    expect(await eventsOf(sent, procurement)).to.deep.equal([
      ["AgreementTerminated", 1n, Breach, workCase, 0n, 0n, bond, 0n, by],
    ]);
    const revenue = await treasury.revenueOf(2025n);
    // 30,000,000 less 1,500,000 retained less 10,000,000.
    expect(await gained(works, [contractor], () => payOn(works, 3n, "2025-08-06"))).to.deep.equal([
      won(18_500_000),
    ]);
    expect(await treasury.revenueOf(2025n)).to.equal(revenue + bond);
  });

  it("claims a guarantee from the guarantor, beside what was deposited", async () => {
    const works = await openedHere();
    const { procurement, buyer, supplying, officers } = works;
    await supplying.depositBond(1n, won(4_000_000));
    await buyer.recordGuarantee(1n, won(6_000_000), id("guarantee"));

    const sent = buyer.terminate(1n, Breach, workCase);

    expect(await eventsOf(sent, procurement)).to.deep.equal([
      [
        ...["AgreementTerminated", 1n, Breach, workCase, won(4_000_000), won(6_000_000), 0n, 0n],
        officers.obligatingOfficer.address,
      ],
    ]);
    expect((await procurement.agreementOf(1n)).guaranteed).to.equal(0n);
  });

  it("gives the bond back where the buyer has its own reasons", async () => {
    const works = await funded();
    const { procurement, buyer, contractor, officers } = works;

    const paid = await gained(works, [contractor], async () => {
      const sent = buyer.terminate(1n, Convenience, workCase);
      expect(await eventsOf(sent, procurement)).to.deep.equal([
        [
          ...["AgreementTerminated", 1n, Convenience, workCase, 0n, 0n, 0n, bond],
          officers.obligatingOfficer.address,
        ],
      ]);
    });
    expect(paid).to.deep.equal([bond]);
  });

  it("for delay waits until the penalty has reached the bond (art. 75(2))", async () => {
    const works = await slow();
    const { procurement, buyer } = works;
    // 40,000,000 × 50 ÷ 100,000 = 20,000 a day; the bond is 10 % of the price, 4,000,000: the 200th day is 18 April 2026.
    await at(works, morning("2026-04-17"));
    await refused(procurement, buyer.terminate(1n, Delay, workCase), [
      "PenaltyBelowBond",
      1n,
      won(3_980_000),
      won(4_000_000),
    ]);

    await at(works, morning("2026-04-18"));
    await buyer.terminate(1n, Delay, workCase);
    expect((await procurement.agreementOf(1n)).status).to.equal(AgreementStatus.Terminated);
  });

  it("for delay counts no day that was excused", async () => {
    const works = await slow();
    const { procurement, buyer } = works;
    await buyer.excuseDelay(1n, 1n, 1n, papers);
    await reach(works, morning("2026-04-18"));

    await refused(procurement, buyer.terminate(1n, Delay, workCase), [
      "PenaltyBelowBond",
      1n,
      won(3_980_000),
      won(4_000_000),
    ]);
  });

  it("is an obligating officer's, under a case, of an open agreement", async () => {
    const works = await funded();
    const { procurement, buyer, payer, officers } = works;

    await refused(procurement, payer.terminate(1n, Breach, workCase), [
      "NotOfficer",
      officers.disbursingOfficer.address,
      ministry,
      OfficerRole.Obligating,
    ]);
    await refused(procurement, buyer.terminate(1n, Breach, ZeroHash), ["DocumentMissing"]);
    await refused(procurement, buyer.terminate(2n, Breach, workCase), ["AgreementUnknown", 2n]);
    await buyer.terminate(1n, Breach, workCase);
    await refused(procurement, buyer.terminate(1n, Breach, workCase), [
      "AgreementNotOpen",
      1n,
      AgreementStatus.Terminated,
    ]);
  });

  it("leaves the rest to go home, once nothing is to be inspected or paid", async () => {
    const works = await advanced();
    const { procurement, buyer, supplying, inspecting } = works;
    await claimOn(works, 1n, "2025-08-04");
    await buyer.terminate(1n, Breach, workCase);
    await refused(procurement, procurement.connect(buyer.runner).returnRest(1n), [
      "ClaimPending",
      1n,
      1n,
    ]);
    await inspecting.reject(1n, 1n, papers);

    await buyer.returnRest(1n);
    expect(await moneyOf(works)).to.deep.include({ held: 0n, bond: 0n });
    // The advance is owed back: 70,000,000.
    await supplying.returnAdvance(1n, won(70_000_000));
    expect(await procurement.mattersOf(1n)).to.deep.include([0n]);
    await buyer.close(1n);
    expect((await procurement.agreementOf(1n)).status).to.equal(AgreementStatus.Closed);
  });

  it("takes further money while accepted work is to be paid", async () => {
    const works = await openedHere();
    const { supplying, buyer } = works;
    await supplying.depositBond(1n, bond);
    await claimOn(works, 1n, "2025-08-04");
    await buyer.terminate(1n, Breach, workCase);
    await acceptOn(works, 1n, "2025-08-05");
    await fund(works, roadObligated);
    await payOn(works, 1n, "2025-08-06");

    expect((await works.procurement.agreementOf(1n)).kind).to.equal(AgreementKind.Construction);
    expect((await works.procurement.agreementOf(1n)).passed).to.equal(won(10_000_000));
  });
});

const openedHere = onOneChain((deployed) => openedRoad(deployed));
