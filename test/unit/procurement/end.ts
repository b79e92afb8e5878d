import { expect } from "chai";
import { ZeroHash } from "ethers";
import { line, ministry, OfficerRole, refused } from "../../helpers/budget.ts";
import { at, eventsOf, reach } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { AgreementKind, AgreementStatus } from "../../helpers/kinds.ts";
import {
  acceptOn,
  bond,
  claimOn,
  completedRoad,
  dayOf,
  fund,
  fundedRoad,
  gained,
  milestones,
  moneyOf,
  morning,
  otherRoadMatter,
  passed,
  payOn,
  roadMatter,
  workCase,
} from "../../helpers/procurement.ts";
import { onOneChain } from "../../helpers/suite.ts";

// Completed in August 2025: 25,000,000 won are held, 5,000,000 of them retained until August 2027.
const completed = onOneChain(completedRoad);
const funded = onOneChain((deployed) => fundedRoad(deployed));

/** Accepted on 5 August 2025, ten per cent retained for a year. */
const oneYear = onOneChain(async (deployed) => {
  const works = await fundedRoad(deployed, {
    of: milestones([won(10_000_000)]),
    terms: { retentionBps: 1_000n, defectYears: 1n },
  });
  await passed(works, 1n, ["2025-08-04", "2025-08-05", "2025-08-06"]);
  return works;
});

/** Transport so late that 30 % of the price is owed, of which the only payment bears what it can. */
const indebted = onOneChain(async (deployed) => {
  const works = await fundedRoad(deployed, {
    of: milestones([won(100_000_000)]),
    terms: { kind: AgreementKind.Transport, retentionBps: 1_000n, defectYears: 1n },
  });
  await works.payer.payAdvance(1n, won(70_000_000), workCase, []);
  await claimOn(works, 1n, "2026-04-01");
  await acceptOn(works, 1n, "2026-04-01");
  // 183 days × 0.25 % are 45.75 %, within 30 %: 30,000,000. 20,000,000 are paid out, and taken.
  await payOn(works, 1n, "2026-04-02");
  return works;
});

describe("ProcurementEscrow: returnBond", () => {
  it("gives the bond of a completed agreement back", async () => {
    const works = await completed();
    const { procurement, contractor } = works;

    const paid = await gained(works, [contractor], async () => {
      const sent = procurement.connect(works.stranger).returnBond(1n);
      expect(await eventsOf(sent, procurement)).to.deep.equal([["BondReturned", 1n, bond, 0n]]);
    });

    expect(paid).to.deep.equal([bond]);
    expect((await moneyOf(works)).bond).to.equal(0n);
    await refused(procurement, procurement.connect(works.stranger).returnBond(1n), [
      "NothingToReturn",
      1n,
    ]);
  });

  it("keeps what the supplier owes for delay", async () => {
    const works = await indebted();
    const { procurement, contractor, treasury, supplying } = works;
    expect((await moneyOf(works)).owed).to.equal(won(10_000_000));
    const revenue = await treasury.revenueOf(2026n);

    const paid = await gained(works, [contractor], async () => {
      expect(await eventsOf(supplying.returnBond(1n), procurement)).to.deep.equal([
        ["BondReturned", 1n, 0n, bond],
      ]);
    });
    expect(paid).to.deep.equal([0n]);
    expect(await treasury.revenueOf(2026n)).to.equal(revenue + bond);
    expect((await moneyOf(works)).owed).to.equal(0n);
  });

  it("waits for the completion", async () => {
    const { procurement, supplying } = await funded();

    await refused(procurement, supplying.returnBond(1n), [
      "AgreementNotEnded",
      1n,
      AgreementStatus.Open,
    ]);
  });
});

describe("ProcurementEscrow: useRetention", () => {
  it("uses what is retained for a defect, under a case, as revenue", async () => {
    const works = await completed();
    const { procurement, buyer, officers, treasury } = works;
    const revenue = await treasury.revenueOf(2025n);

    const sent = buyer.useRetention(1n, won(1_200_000), workCase);

    expect(await eventsOf(sent, procurement)).to.deep.equal([
      ["RetentionUsed", 1n, workCase, won(1_200_000), officers.obligatingOfficer.address],
    ]);
    expect(await treasury.revenueOf(2025n)).to.equal(revenue + won(1_200_000));
    expect(await moneyOf(works)).to.deep.include({
      held: won(23_800_000),
      retained: won(3_800_000),
    });
  });

  it("is an obligating officer's, of something, under a case, and not one won above what is retained", async () => {
    const { procurement, buyer, supplying, contractor } = await completed();

    await refused(procurement, supplying.useRetention(1n, 1n, workCase), [
      "NotOfficer",
      contractor.address,
      ministry,
      OfficerRole.Obligating,
    ]);
    await refused(procurement, buyer.useRetention(1n, 0n, workCase), ["ZeroAmount"]);
    await refused(procurement, buyer.useRetention(1n, 1n, ZeroHash), ["DocumentMissing"]);
    await refused(procurement, buyer.useRetention(1n, won(5_000_001), workCase), [
      "RetentionExceeded",
      1n,
      won(5_000_000),
      won(5_000_001),
    ]);
    await buyer.useRetention(1n, won(5_000_000), workCase);
  });
});

describe("ProcurementEscrow: releaseRetention", () => {
  it("waits for the whole defects period, and pays from its last day on (decree arts. 60 and 62)", async () => {
    const works = await oneYear();
    const { procurement, contractor, stranger } = works;
    expect((await procurement.agreementOf(1n)).releaseDay).to.equal(dayOf("2026-08-05"));
    await at(works, morning("2026-08-04"));
    await refused(procurement, procurement.connect(stranger).releaseRetention(1n), [
      "RetentionNotDue",
      1n,
      dayOf("2026-08-05"),
      dayOf("2026-08-04"),
    ]);

    await at(works, Date.parse("2026-08-05T00:00:00+09:00") / 1000);
    const paid = await gained(works, [contractor], async () => {
      const sent = procurement.connect(stranger).releaseRetention(1n);
      expect(await eventsOf(sent, procurement)).to.deep.equal([
        ["RetentionReleased", 1n, won(1_000_000), 0n],
      ]);
    });
    expect(paid).to.deep.equal([won(1_000_000)]);
    await refused(procurement, procurement.connect(stranger).releaseRetention(1n), [
      "NothingToReturn",
      1n,
    ]);
  });

  it("keeps what the supplier still owes for delay", async () => {
    const works = await indebted();
    const { procurement, contractor, supplying } = works;
    await at(works, morning("2027-04-01"));

    // The supplier's admission has ended by then: nothing is paid out, all is taken.
    const paid = await gained(works, [contractor], async () => {
      expect(await eventsOf(supplying.releaseRetention(1n), procurement)).to.deep.equal([
        ["RetentionReleased", 1n, 0n, won(10_000_000)],
      ]);
    });
    expect(paid).to.deep.equal([0n]);
  });
});

describe("ProcurementEscrow: returnRest", () => {
  it("sends what is not retained home on the obligation that paid it", async () => {
    const works = await completed();
    const { procurement, ledger, treasury, stranger, addresses } = works;
    const holdings = await treasury.holdings();
    const rest = won(20_000_000);

    const sent = procurement.connect(stranger).returnRest(1n);

    expect(await eventsOf(sent, procurement)).to.deep.equal([["RestReturned", 1n, rest]]);
    const home = ["Returned", line, addresses.procurement, roadMatter, rest];
    expect(await eventsOf(sent, ledger)).to.deep.equal([[...home, addresses.procurement]]);
    expect(await treasury.holdings()).to.equal(holdings + rest);
    expect(await moneyOf(works)).to.deep.include({
      held: won(5_000_000),
      retained: won(5_000_000),
    });
    await refused(procurement, procurement.connect(stranger).returnRest(1n), [
      "NothingToReturn",
      1n,
    ]);
  });

  it("sends home what a further obligation funded first, and then the first one's", async () => {
    const works = await funded();
    const { procurement, buyer, obligating, addresses } = works;
    await obligating.obligateInTrust(line, addresses.procurement, otherRoadMatter, won(3_000), 0n);
    await buyer.bindMatter(1n, otherRoadMatter);
    await fund(works, won(3_000), otherRoadMatter);
    await claimOn(works, 1n, "2025-08-04", won(2_000));
    await acceptOn(works, 1n, "2025-08-05");
    await payOn(works, 1n, "2025-08-06");
    await buyer.terminate(1n, 2n, workCase);

    // 120,003,000 less 1,900 paid and 100 retained: 3,000 to the further one, 119,998,000 to the first.
    await buyer.returnRest(1n);
    expect(await procurement.mattersOf(1n)).to.deep.equal([
      [roadMatter, otherRoadMatter],
      [won(2_000), 0n],
    ]);
  });

  it("becomes revenue once the books of the line are closed", async () => {
    const works = await completed();
    const { procurement, ledger, treasury, addresses } = works;
    await reach(works, morning("2026-02-11"));
    const revenue = await treasury.revenueOf(2026n);

    const sent = procurement.connect(works.stranger).returnRest(1n);

    const late = ["ReturnedLate", line, addresses.procurement, roadMatter, won(20_000_000)];
    expect(await eventsOf(sent, ledger)).to.deep.equal([[...late, addresses.procurement]]);
    expect(await treasury.revenueOf(2026n)).to.equal(revenue + won(20_000_000));
  });
});

describe("ProcurementEscrow: close", () => {
  it("closes an agreement once nothing of it is held", async () => {
    const works = await oneYear();
    const { procurement, supplying, buyer } = works;
    await refused(procurement, supplying.close(1n), [
      "MoneyStillHeld",
      1n,
      won(111_000_000) + bond,
    ]);
    await supplying.returnBond(1n);
    await supplying.returnRest(1n);
    await buyer.useRetention(1n, won(1_000_000), workCase);

    expect(await eventsOf(supplying.close(1n), procurement)).to.deep.equal([
      ["AgreementClosed", 1n, 0n],
    ]);
    expect((await procurement.agreementOf(1n)).status).to.equal(AgreementStatus.Closed);
  });

  it("tells what the supplier still owes", async () => {
    const works = await indebted();
    const { procurement, supplying, buyer } = works;
    await supplying.returnRest(1n);
    await buyer.useRetention(1n, won(10_000_000), workCase);
    await supplying.returnBond(1n);

    expect(await eventsOf(supplying.close(1n), procurement)).to.deep.equal([
      ["AgreementClosed", 1n, 0n],
    ]);
  });
});
