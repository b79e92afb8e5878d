import { expect } from "chai";
import { ZeroAddress, ZeroHash } from "ethers";
import { ministry, nobody, OfficerRole, refused } from "../../helpers/budget.ts";
import { recover } from "../../helpers/cases.ts";
import { at, eventsOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import {
  acceptOn,
  advancedRoad,
  bill,
  claimOn,
  fundedRoad,
  gained,
  hashOf,
  moneyOf,
  morning,
  nameShares,
  report,
  share,
  type Works,
} from "../../helpers/procurement.ts";
import { onOneChain } from "../../helpers/suite.ts";

/*
 * Subcontractors and workers are paid in the transaction that pays the supplier, who cannot redirect their part.
 */

const advanced = onOneChain((deployed) => advancedRoad(deployed));
const funded = onOneChain((deployed) => fundedRoad(deployed));

/** 30 % to the subcontractor and 12.34 % to a worker. */
const named = async ({ subcontractor, worker }: Works) => [
  await share(subcontractor, 3_000n),
  await share(worker, 1_234n),
];

/** Milestone 1 is accepted, and both are named for it. */
async function acceptedWith(works: Works, date = "2025-08-05"): Promise<bigint[]> {
  const shares = await named(works);
  await nameShares(works, 1n, shares);
  await claimOn(works, 1n, "2025-08-04");
  await acceptOn(works, 1n, date);
  return shares;
}

describe("ProcurementEscrow: shares", () => {
  it("are paid with the supplier's part, a fraction of a won to the supplier", async () => {
    const works = await advanced();
    const { contractor, subcontractor, worker, payer } = works;
    const shares = await acceptedWith(works);

    // Of 2,500,000: 750,000 and 308,500.
    const paid = await gained(works, [subcontractor, worker, contractor], () =>
      payer.pay(1n, 1n, bill(1n), shares),
    );
    expect(paid).to.deep.equal([won(750_000), won(308_500), won(1_441_500)]);
  });

  it("have their part of the interest too, and leave the fractions", async () => {
    const works = await advanced();
    const { contractor, subcontractor, worker, payer } = works;
    const shares = await acceptedWith(works);
    await at(works, morning("2025-08-13"));

    // Payable by 12 August, a day late: 308 of interest. Of 2,500,308: 750,092.4 and 308,538.0.
    const paid = await gained(works, [subcontractor, worker, contractor], () =>
      payer.pay(1n, 1n, bill(1n), shares),
    );
    expect(paid).to.deep.equal([won(750_092), won(308_538), won(1_441_678)]);
  });

  it("bear nothing of the delay penalty, which the supplier's own part does", async () => {
    const works = await advanced();
    const { procurement, contractor, subcontractor, worker, payer } = works;
    const shares = [await share(subcontractor, 9_000n), await share(worker, 999n)];
    await nameShares(works, 1n, shares);
    await claimOn(works, 1n, "2025-10-13");
    await acceptOn(works, 1n, "2025-10-14");

    // 10,000,000 × 50 × 14 ÷ 100,000 = 70,000. Of 2,500,000 they have 2,250,000 and 249,750; 250 are left.
    const paid = await gained(works, [subcontractor, worker, contractor], () =>
      payer.pay(1n, 1n, bill(1n), shares),
    );
    expect(paid).to.deep.equal([won(2_250_000), won(249_750), 0n]);
    expect((await procurement.agreementOf(1n)).owed).to.equal(won(69_750));
  });

  it("are those that were approved: no other list pays", async () => {
    const works = await advanced();
    const { procurement, payer, supplying, contractor } = works;
    const shares = await acceptedWith(works);
    const redirected = [await share(contractor, 3_000n), shares[1]!];
    await supplying.proposeShares(1n, 1n, hashOf(redirected));

    for (const other of [[], redirected, shares.slice(0, 1), shares.toReversed()])
      await refused(procurement, payer.pay(1n, 1n, bill(1n), other), ["SharesDiffer", 1n, 1n]);
    await payer.pay(1n, 1n, bill(1n), shares);
  });

  it("are named by the supplier and approved by the buyer", async () => {
    const works = await advanced();
    const { procurement, buyer, supplying, officers, contractor } = works;
    const shares = await named(works);
    const hash = hashOf(shares);
    const by = officers.obligatingOfficer.address;

    expect(await eventsOf(supplying.proposeShares(1n, 1n, hash), procurement)).to.deep.equal([
      ["SharesProposed", 1n, 1n, hash],
    ]);
    expect(await procurement.sharesOf(1n, 1n)).to.deep.equal([hash, ZeroHash]);
    expect(await eventsOf(buyer.approveShares(1n, 1n, shares), procurement)).to.deep.equal([
      ["SharesApproved", 1n, 1n, hash, by],
    ]);
    expect(await procurement.sharesOf(1n, 1n)).to.deep.equal([hash, hash]);
    await refused(procurement, buyer.proposeShares(1n, 1n, hash), ["NotSupplier", 1n, by]);
    await refused(procurement, supplying.approveShares(1n, 1n, shares), [
      "NotOfficer",
      contractor.address,
      ministry,
      OfficerRole.Obligating,
    ]);
    await refused(procurement, supplying.proposeShares(1n, 9n, hash), ["MilestoneUnknown", 1n, 9n]);
  });

  it("are approved as proposed, once, and taken off by an empty list", async () => {
    const works = await advanced();
    const { procurement, buyer, supplying } = works;
    const shares = await named(works);
    const differ = ["SharesDiffer", 1n, 1n] as const;
    await refused(procurement, buyer.approveShares(1n, 1n, []), differ);
    await refused(procurement, buyer.approveShares(1n, 1n, shares), differ);
    await nameShares(works, 1n, shares);

    await refused(procurement, buyer.approveShares(1n, 1n, shares), differ);
    await supplying.proposeShares(1n, 1n, ZeroHash);
    await buyer.approveShares(1n, 1n, []);
    expect(await procurement.sharesOf(1n, 1n)).to.deep.equal([ZeroHash, ZeroHash]);
  });

  it("name at most 16, each somebody and something, and no more than the whole", async () => {
    const works = await advanced();
    const { procurement, buyer, supplying, worker } = works;
    const seventeen = Array.from({ length: 17 }, () => BigInt(worker.address) | (1n << 160n));
    const wrong = [
      seventeen,
      [await share(ZeroAddress, 5n)],
      [await share(worker, 0n)],
      [(await share(worker, 5n)) | (1n << 176n)],
      [await share(worker, 9_999n), await share(worker, 2n)],
    ];

    for (const shares of wrong) {
      await supplying.proposeShares(1n, 1n, hashOf(shares));
      await refused(procurement, buyer.approveShares(1n, 1n, shares), ["InvalidShares", 1n, 1n]);
    }
    await nameShares(works, 1n, seventeen.slice(1));
    await nameShares(works, 2n, [await share(worker, 10_000n)]);
  });
});

describe("ProcurementEscrow: a payee whose account cannot be credited", () => {
  it("stops nobody else: its part waits, and whoever asks has it paid", async () => {
    const works = await advanced();
    const { token, procurement, payer, officers, contractor, subcontractor, worker } = works;
    const shares = await acceptedWith(works);
    await token.connect(officers.enforcementOfficer).suspend(subcontractor, report);

    const paid = await gained(works, [subcontractor, worker, contractor], async () => {
      const events = await eventsOf(payer.pay(1n, 1n, bill(1n), shares), procurement);
      expect(events[1]?.slice(0, 4)).to.deep.equal([
        "PartWithheld",
        1n,
        subcontractor.address,
        won(750_000),
      ]);
      const refusal = String(events[1]?.[4]);
      expect(token.interface.parseError(refusal)?.name).to.equal("SuspendedAccount");
    });

    expect(paid).to.deep.equal([0n, won(308_500), won(1_441_500)]);
    expect((await moneyOf(works)).withheld).to.equal(won(750_000));
    expect(await procurement.withheldOf(1n, subcontractor)).to.equal(won(750_000));
    await refused(token, procurement.connect(worker).collect(1n, subcontractor), [
      "SuspendedAccount",
      subcontractor.address,
    ]);

    await token.connect(officers.admissionOfficer).reinstate(subcontractor, report);
    const sent = procurement.connect(worker).collect(1n, subcontractor);
    expect(await eventsOf(sent, procurement)).to.deep.equal([
      ["PartCollected", 1n, subcontractor.address, won(750_000)],
    ]);
    expect(await token.balanceOf(subcontractor)).to.equal(won(750_000));
    expect((await moneyOf(works)).withheld).to.equal(0n);
    await refused(procurement, procurement.connect(worker).collect(1n, subcontractor), [
      "NothingWithheld",
      1n,
      subcontractor.address,
    ]);
  });

  it("is paid at the key that took its place; so does the supplier act by it", async () => {
    const works = await funded();
    const { token, procurement, payer, contractor, subcontractor } = works;
    const shares = await acceptedWith(works);
    const next = nobody(works, 9);
    const heir = nobody(works, 10);
    await recover(works, subcontractor.address, next.address);
    await recover(works, contractor.address, heir.address);
    const { payout } = await procurement.payoutOf(1n, 1n);
    const before = await token.balanceOf(heir);

    await payer.pay(1n, 1n, bill(1n), shares);

    // There was no advance: 9,500,000 and the interest of the days that this took.
    const [first, second] = [(payout * 3_000n) / 10_000n, (payout * 1_234n) / 10_000n];
    expect(payout).to.be.greaterThan(won(9_500_000));
    expect(await token.balanceOf(next)).to.equal(first);
    expect((await token.balanceOf(heir)) - before).to.equal(payout - first - second);
    await procurement.connect(heir).claim(1n, 2n, 1n, report);
  });
});
