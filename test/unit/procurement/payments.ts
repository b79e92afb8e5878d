import { expect } from "chai";
import { ZeroHash } from "ethers";
import { ministry, OfficerRole, refused } from "../../helpers/budget.ts";
import { at, decoded, eventsOf, reach } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { AgreementStatus, MilestoneStatus } from "../../helpers/kinds.ts";
import {
  acceptOn,
  advancedRoad,
  bill,
  bond,
  claimOn,
  completedRoad,
  dayOf,
  fund,
  gained,
  milestones,
  moneyOf,
  morning,
  openedRoad,
  passed,
  payOn,
  price,
  roadObligated,
  values,
  type Works,
} from "../../helpers/procurement.ts";
import { onOneChain } from "../../helpers/suite.ts";

const advanced = onOneChain((deployed) => advancedRoad(deployed));
const completed = onOneChain(completedRoad);

/** Thirds of 100,000,000 won, which no payment divides evenly. */
const thirds = [won(33_333_333), won(33_333_333), won(33_333_334)];
const uneven = onOneChain((deployed) => advancedRoad(deployed, { of: milestones(thirds) }));

/** Work that is due at the end of the year. */
const calm = onOneChain((deployed) =>
  advancedRoad(deployed, { of: milestones(values, dayOf("2025-12-31")) }),
);

/** A payment's parts, in the order of `MilestonePayout`. */
const payout = (works: Works, milestone: bigint) => works.procurement.payoutOf(1n, milestone);

describe("ProcurementEscrow: pay", () => {
  it("pays what was accepted, less the share of the advance and what is retained", async () => {
    const works = await advanced();
    const { procurement, officers, contractor, invoices } = works;
    await claimOn(works, 1n, "2025-08-04");
    await acceptOn(works, 1n, "2025-08-05");

    // Of 10,000,000: the advance 70,000,000 × 10,000,000 ÷ 100,000,000 = 7,000,000; 5 % retained = 500,000; 2,500,000 left.
    const parts = [won(10_000_000), won(7_000_000), won(500_000), 0n, 0n, 0n, won(2_500_000)];
    expect(await payout(works, 1n)).to.deep.equal(parts);
    const paid = await gained(works, [contractor], async () => {
      const sent = payOn(works, 1n, "2025-08-06");
      const by = officers.disbursingOfficer.address;
      expect(await eventsOf(sent, procurement)).to.deep.equal([
        ["MilestonePaid", 1n, 1n, parts, bill(1n), by],
      ]);
    });

    expect(paid).to.deep.equal([won(2_500_000)]);
    const facts = await procurement.agreementOf(1n);
    expect([facts.passed, facts.recovered]).to.deep.equal([won(10_000_000), won(7_000_000)]);
    expect(facts.retained).to.equal(won(500_000));
    expect(facts.held).to.equal(roadObligated - won(70_000_000) - won(2_500_000));
    expect(facts.progressDay).to.equal(dayOf("2025-08-06") + 30n);
    const milestone = await procurement.milestoneOf(1n, 1n);
    expect([milestone.status, milestone.asked]).to.deep.equal([MilestoneStatus.Paid, 0n]);
    expect((await invoices.invoiceOf(contractor, bill(1n))).paid).to.equal(won(10_000_000));
  });

  it("recovers the advance and retains to the won, a fraction with the next payment (decree art. 62)", async () => {
    const works = await uneven();
    const { procurement, contractor } = works;
    const told: (readonly bigint[])[] = [];
    const paid = await gained(works, [contractor], async () => {
      for (const milestone of [1n, 2n, 3n]) {
        await claimOn(works, milestone, `2025-08-0${3n + milestone}`);
        await acceptOn(works, milestone, `2025-08-0${3n + milestone}`);
        told.push([...(await payout(works, milestone))]);
        await payOn(works, milestone, `2025-08-0${3n + milestone}`);
      }
    });

    // 70,000,000 × 33,333,333 ÷ 100,000,000 = 23,333,333.1; × 66,666,666 = 46,666,666.2; × 100,000,000 = 70,000,000.
    // 5 % of 33,333,333 = 1,666,666.65; of 66,666,666 = 3,333,333.3; of 100,000,000 = 5,000,000.
    expect(told).to.deep.equal([
      [won(33_333_333), won(23_333_333), won(1_666_666), 0n, 0n, 0n, won(8_333_334)],
      [won(33_333_333), won(23_333_333), won(1_666_667), 0n, 0n, 0n, won(8_333_333)],
      [won(33_333_334), won(23_333_334), won(1_666_667), 0n, 0n, 0n, won(8_333_333)],
    ]);
    // 70,000,000 advanced, 25,000,000 paid and 5,000,000 retained are the price.
    expect(paid).to.deep.equal([won(25_000_000)]);
    const facts = await procurement.agreementOf(1n);
    expect([facts.recovered, facts.retained]).to.deep.equal([won(70_000_000), won(5_000_000)]);
    expect(facts.status).to.equal(AgreementStatus.Completed);
  });

  it("completes the agreement with the last of it, and never pays above the price", async () => {
    const works = await advanced();
    const { procurement } = works;
    for (const milestone of [6n, 5n, 4n, 3n, 2n]) {
      const date = `2025-08-1${6n - milestone}`;
      await passed(works, milestone, [date, date, date]);
    }
    await claimOn(works, 1n, "2025-08-16");
    await acceptOn(works, 1n, "2025-08-17");

    const events = await eventsOf(payOn(works, 1n, "2025-08-18"), procurement);

    expect(events.slice(1)).to.deep.equal([["AgreementCompleted", 1n]]);
    const facts = await procurement.agreementOf(1n);
    expect(facts.status).to.equal(AgreementStatus.Completed);
    expect([facts.passed, facts.recovered]).to.deep.equal([price, won(70_000_000)]);
    // 120,000,000 funded − 70,000,000 advanced − 25,000,000 paid.
    expect([facts.held, facts.retained]).to.deep.equal([won(25_000_000), won(5_000_000)]);
    expect(facts.endedOn).to.equal(dayOf("2025-08-17"));
    expect(facts.releaseDay).to.equal(dayOf("2027-08-17"));
    expect(facts.progressDay).to.equal(0n);
  });

  it("pays nothing that was not accepted", async () => {
    const works = await advanced();
    const { procurement, payer, officers } = works;
    const expectRefused = async (status: bigint) => {
      const error = ["MilestoneNotAccepted", 1n, 1n, status] as const;
      const refusal = await procurement.payRefusal(officers.disbursingOfficer, 1n, 1n);
      expect(decoded(procurement, refusal)).to.deep.equal(error);
      await refused(procurement, payer.pay(1n, 1n, bill(1n), []), error);
    };

    await expectRefused(MilestoneStatus.Due);
    expect(await payout(works, 1n)).to.deep.equal([0n, 0n, 0n, 0n, 0n, 0n, 0n]);
    await claimOn(works, 1n, "2025-08-04");
    await expectRefused(MilestoneStatus.Claimed);
    await works.inspecting.reject(1n, 1n, bill(1n));
    await expectRefused(MilestoneStatus.Rejected);
    await passed(works, 1n, ["2025-08-05", "2025-08-05", "2025-08-05"]);
    await expectRefused(MilestoneStatus.Paid);
    const unknown = ["MilestoneUnknown", 1n, 9n] as const;
    const refusal = await procurement.payRefusal(officers.disbursingOfficer, 1n, 9n);
    expect(decoded(procurement, refusal)).to.deep.equal(unknown);
    await refused(procurement, payer.pay(2n, 1n, bill(1n), []), ["AgreementUnknown", 2n]);
  });

  it("is a disbursing officer's of the buyer", async () => {
    const works = await advanced();
    const { procurement, buyer, supplying, officers, contractor } = works;
    await claimOn(works, 1n, "2025-08-04");
    await acceptOn(works, 1n, "2025-08-05");

    for (const [who, address] of [
      [buyer, officers.obligatingOfficer.address],
      [supplying, contractor.address],
    ] as const)
      await refused(procurement, who.pay(1n, 1n, bill(1n), []), [
        "NotOfficer",
        address,
        ministry,
        OfficerRole.Disbursing,
      ]);
  });

  it("is paid from what is funded beside what is retained, and not one won less", async () => {
    const works = await openedShort();
    const { procurement, payer, officers } = works;
    await claimOn(works, 2n, "2025-08-07");
    await acceptOn(works, 2n, "2025-08-07");

    // 20,000,000 of work: 19,000,000 paid, 1,000,000 retained; 19,999,999 are there beside 500,000 retained before.
    const error = ["HeldExceeded", 1n, won(19_999_999), won(20_000_000)] as const;
    const refusal = await procurement.payRefusal(officers.disbursingOfficer, 1n, 2n);
    expect(decoded(procurement, refusal)).to.deep.equal(error);
    await refused(procurement, payer.pay(1n, 2n, bill(2n), []), error);
    await fund(works, 1n);
    await payOn(works, 2n, "2025-08-08");
    expect(await moneyOf(works)).to.deep.include({
      held: won(1_500_000),
      retained: won(1_500_000),
    });
  });

  it("is on the supplier's invoice, which nobody pays twice", async () => {
    const works = await advanced();
    const { procurement, payer, invoices, contractor } = works;
    await claimOn(works, 1n, "2025-08-04");
    await acceptOn(works, 1n, "2025-08-05");

    await refused(invoices, payer.pay(1n, 1n, ZeroHash, []), [
      "InvoiceInvalid",
      contractor.address,
      ZeroHash,
    ]);
    const small = `${bill(1n).slice(0, -12)}${won(9_999_999).toString(16).padStart(12, "0")}`;
    await refused(invoices, payer.pay(1n, 1n, small, []), [
      "InvoiceExceeded",
      contractor.address,
      small,
      won(9_999_999),
      0n,
      won(10_000_000),
    ]);
    await payOn(works, 1n, "2025-08-06");
    expect((await procurement.agreementOf(1n)).passed).to.equal(won(10_000_000));
  });

  it("waits while the token is paused, and nothing is withheld", async () => {
    const works = await advanced();
    const { token, payer, officers } = works;
    await claimOn(works, 1n, "2025-08-04");
    await acceptOn(works, 1n, "2025-08-05");
    await token.connect(officers.pauser).pause();

    await refused(token, payer.pay(1n, 1n, bill(1n), []), ["EnforcedPause"]);
  });
});

/** 20,500,000 − 1 won are funded, no advance; milestone 1 is paid: 9,500,000 of 10,000,000. */
const openedShort = onOneChain(async (deployed) => {
  const works = await openedRoad(deployed);
  await works.supplying.depositBond(1n, bond);
  await fund(works, won(29_999_999));
  await passed(works, 1n, ["2025-08-04", "2025-08-04", "2025-08-05"]);
  return works;
});

describe("ProcurementEscrow: the clocks of inspection and payment", () => {
  it("give 14 days to inspect, to the next business day (decree art. 55, Civil Act art. 161)", async () => {
    const works = await advanced();
    const { procurement } = works;
    const inspectBy = async (milestone: bigint) =>
      (await procurement.milestoneOf(1n, milestone)).inspectBy;

    // 1 August + 14 days is Liberation Day, Friday; then a weekend. 5 September + 14 is a Friday.
    await claimOn(works, 1n, "2025-08-01");
    expect(await inspectBy(1n)).to.equal(dayOf("2025-08-18"));
    await claimOn(works, 2n, "2025-09-05");
    expect(await inspectBy(2n)).to.equal(dayOf("2025-09-19"));
    // 19 September + 14 is National Foundation Day; a weekend, Chuseok and Hangul Day follow.
    await claimOn(works, 3n, "2025-09-19");
    expect(await inspectBy(3n)).to.equal(dayOf("2025-10-10"));
  });

  it("give five business days to pay (decree art. 58)", async () => {
    const works = await advanced();
    const { procurement } = works;
    await claimOn(works, 1n, "2025-08-08");
    await acceptOn(works, 1n, "2025-08-08");
    await claimOn(works, 2n, "2025-10-01");
    await acceptOn(works, 2n, "2025-10-02");

    // After Friday 8 August: 11, 12, 13, 14, and 18, since the 15th is Liberation Day. After 2 October: 10, 13, 14, 15, 16.
    expect((await procurement.milestoneOf(1n, 1n)).payBy).to.equal(dayOf("2025-08-18"));
    expect((await procurement.milestoneOf(1n, 2n)).payBy).to.equal(dayOf("2025-10-16"));
  });

  it("start that of payment on the day on which the inspection was due, where it is late", async () => {
    const works = await advanced();
    const { procurement } = works;
    await claimOn(works, 1n, "2025-09-05");
    await acceptOn(works, 1n, "2025-09-24");

    // Due on 19 September; five business days later is the 26th.
    const facts = await procurement.milestoneOf(1n, 1n);
    expect([facts.clockDay, facts.payBy]).to.deep.equal([
      ...[dayOf("2025-09-19"), dayOf("2025-09-26")],
    ]);
  });

  it("count an inspection on its last day as in time", async () => {
    const works = await advanced();
    const { procurement } = works;
    await claimOn(works, 1n, "2025-08-01");
    await acceptOn(works, 1n, "2025-08-18");

    expect((await procurement.milestoneOf(1n, 1n)).clockDay).to.equal(dayOf("2025-08-18"));
  });

  it("tell until when something is paid again: within 30 days (decree art. 58(3))", async () => {
    const works = await advanced();
    const { procurement } = works;

    expect((await procurement.agreementOf(1n)).progressDay).to.equal(dayOf("2025-08-31"));
    await passed(works, 1n, ["2025-08-04", "2025-08-05", "2025-08-20"]);
    expect((await procurement.agreementOf(1n)).progressDay).to.equal(dayOf("2025-09-19"));
  });
});

describe("ProcurementEscrow: interest on what the government pays late", () => {
  it("is none on the last day of payment, and of one day after it (decree art. 59)", async () => {
    const works = await calm();
    await claimOn(works, 1n, "2025-10-01");
    await acceptOn(works, 1n, "2025-10-02");

    await reach(works, morning("2025-10-16"));
    expect((await payout(works, 1n)).interest).to.equal(0n);
    await reach(works, morning("2025-10-17"));
    // 2,500,000 × 4.5 % × 1 ÷ 365 = 308.2.
    expect((await payout(works, 1n)).interest).to.equal(won(308));
  });

  it("is paid with the claim, to the won: 2,500,000 for 15 days at 4.5 % is 4,623", async () => {
    const works = await calm();
    const { contractor, procurement } = works;
    await claimOn(works, 1n, "2025-10-01");
    await acceptOn(works, 1n, "2025-10-02");

    // Payable by 16 October, paid on the 31st: 2,500,000 × 450 × 15 ÷ (365 × 10,000) = 4,623.2.
    const paid = await gained(works, [contractor], () => payOn(works, 1n, "2025-10-31"));

    expect(paid).to.deep.equal([won(2_504_623)]);
    expect((await procurement.agreementOf(1n)).held).to.equal(
      roadObligated - won(70_000_000) - won(2_504_623),
    );
  });

  it("bears the rate of the first late day, whatever is set later", async () => {
    const works = await calm();
    const { procurement, officers } = works;
    const setting = procurement.connect(officers.procurementOfficer);
    await at(works, morning("2025-10-17"));
    await setting.setLateRate(600n);
    await claimOn(works, 1n, "2025-10-19");
    await acceptOn(works, 1n, "2025-10-20");
    await at(works, morning("2025-10-28"));
    await setting.setLateRate(900n);
    await at(works, morning("2025-10-29"));
    await setting.setLateRate(300n);
    await reach(works, morning("2025-11-06"));

    // Payable by 27 October, so that the rate of the 28th holds: 2,500,000 × 900 × 10 ÷ 3,650,000 = 6,164.4.
    expect((await payout(works, 1n)).interest).to.equal(won(6_164));
  });
});

describe("ProcurementEscrow: what a completed agreement holds", () => {
  it("is what is left of the obligation and what is retained", async () => {
    const works = await completed();

    expect(await moneyOf(works)).to.deep.equal({
      held: won(25_000_000),
      retained: won(5_000_000),
      bond,
      owed: 0n,
      withheld: 0n,
    });
    expect(values.reduce((sum, value) => sum + value)).to.equal(price);
  });
});
