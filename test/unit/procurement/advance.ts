import { expect } from "chai";
import { id, ZeroHash } from "ethers";
import { ministry, OfficerRole, papers, refused } from "../../helpers/budget.ts";
import { decoded, eventsOf, speakAs, type Named } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { AgreementStatus } from "../../helpers/kinds.ts";
import {
  advancedRoad,
  bond,
  ceiling,
  fund,
  fundedRoad,
  gained,
  milestones,
  moneyOf,
  nameShares,
  openedRoad,
  opening,
  passed,
  readyWorks,
  roadMatter,
  roadObligated,
  share,
  type Works,
} from "../../helpers/procurement.ts";
import { onOneChain } from "../../helpers/suite.ts";

const ready = onOneChain(readyWorks);
const opened = onOneChain((deployed) => openedRoad(deployed));
const funded = onOneChain((deployed) => fundedRoad(deployed));
const advanced = onOneChain((deployed) => advancedRoad(deployed));

const guarantee = id("guarantee of the association");

/** What the view says, and then the act: the same. */
async function advanceRefused(works: Works, amount: bigint, error: Named, of = papers) {
  const { procurement, payer, officers } = works;
  const refusal = await procurement.advanceRefusal(officers.disbursingOfficer, 1n, amount, of);
  expect(decoded(procurement, refusal)).to.deep.equal(error);
  await refused(procurement, payer.payAdvance(1n, amount, of, []), error);
}

describe("ProcurementEscrow: depositBond and recordGuarantee", () => {
  it("takes the bond from the supplier's account and holds it", async () => {
    const works = await opened();
    const { token, procurement, supplying, contractor, addresses } = works;

    const sent = supplying.depositBond(1n, bond);

    expect(await eventsOf(sent, procurement)).to.deep.equal([
      ["BondDeposited", 1n, contractor.address, bond],
    ]);
    expect((await moneyOf(works)).bond).to.equal(bond);
    expect(await token.balanceOf(addresses.procurement)).to.equal(bond);
  });

  it("is the supplier's, of something", async () => {
    const { procurement, buyer, supplying, officers } = await opened();

    await refused(procurement, buyer.depositBond(1n, 1n), [
      "NotSupplier",
      1n,
      officers.obligatingOfficer.address,
    ]);
    await refused(procurement, supplying.depositBond(1n, 0n), ["ZeroAmount"]);
    await refused(procurement, supplying.depositBond(9n, 1n), ["AgreementUnknown", 9n]);
    const most = 2n ** 44n - 1n;
    await refused(procurement, supplying.depositBond(1n, most + 1n), [
      "AgreementTooLarge",
      most,
      most + 1n,
    ]);
  });

  it("counts what a guarantor outside answers for, in the place of what was recorded before", async () => {
    const works = await opened();
    const { procurement, buyer, supplying, officers } = works;
    await fund(works, roadObligated);
    await supplying.depositBond(1n, won(4_000_000));
    await buyer.recordGuarantee(1n, won(9_000_000), id("an earlier one"));

    const sent = buyer.recordGuarantee(1n, won(5_999_999), guarantee);

    expect(await eventsOf(sent, procurement)).to.deep.equal([
      [...["GuaranteeRecorded", 1n, guarantee, won(5_999_999)], officers.obligatingOfficer.address],
    ]);
    await advanceRefused(works, won(1), ["BondMissing", 1n, won(9_999_999), bond]);
    await buyer.recordGuarantee(1n, won(6_000_000), guarantee);
    await works.payer.payAdvance(1n, won(1), papers, []);
    expect((await procurement.agreementOf(1n)).guaranteed).to.equal(won(6_000_000));
  });

  it("is recorded by an obligating officer, with its document", async () => {
    const { procurement, supplying, buyer, contractor } = await opened();

    await refused(procurement, supplying.recordGuarantee(1n, 1n, guarantee), [
      "NotOfficer",
      contractor.address,
      ministry,
      OfficerRole.Obligating,
    ]);
    await refused(procurement, buyer.recordGuarantee(1n, 1n, ZeroHash), ["DocumentMissing"]);
    const most = 2n ** 44n - 1n;
    await refused(procurement, buyer.recordGuarantee(1n, most + 1n, guarantee), [
      "AgreementTooLarge",
      most,
      most + 1n,
    ]);
  });

  it("takes none where the bond is waived, and pays all the same (decree art. 50)", async () => {
    const works = await ready();
    const { procurement, buyer, supplying, payer } = works;
    await opening(works, { terms: { bondWaived: true } });
    await fund(works, roadObligated);

    await refused(procurement, supplying.depositBond(1n, 1n), ["BondIsWaived", 1n]);
    await refused(procurement, buyer.recordGuarantee(1n, 1n, guarantee), ["BondIsWaived", 1n]);
    await payer.payAdvance(1n, won(1), papers, []);
  });

  it("counts a fraction of a won as a won: the bond is not less than its share", async () => {
    const works = await ready();
    const { supplying } = works;
    // 10 % of 12,345,671 won is 1,234,567.1.
    await opening(works, { of: milestones([won(12_345_671)]) });
    await fund(works, roadObligated);
    await supplying.depositBond(1n, won(1_234_567));

    await advanceRefused(works, 1n, ["BondMissing", 1n, won(1_234_567), won(1_234_568)]);
  });
});

describe("ProcurementEscrow: receiveAdvance", () => {
  it("takes what the Treasury pays on the agreement's matter", async () => {
    const works = await opened();
    const { token, procurement, addresses } = works;

    const sent = fund(works, won(40_000_001));

    expect(await eventsOf(sent, procurement)).to.deep.equal([
      ["AgreementFunded", 1n, roadMatter, won(40_000_001)],
    ]);
    expect((await moneyOf(works)).held).to.equal(won(40_000_001));
    expect(await token.balanceOf(addresses.procurement)).to.equal(won(40_000_001));
    expect(await procurement.mattersOf(1n)).to.deep.equal([[roadMatter], [won(40_000_001)]]);
  });

  it("is for the Treasury, on a matter that an agreement has, within what an agreement holds", async () => {
    const works = await funded();
    const { procurement, payer, officers, addresses } = works;
    const treasury = procurement.connect(await speakAs(works, addresses.treasury));
    const most = 2n ** 44n - 1n;

    await refused(procurement, payer.receiveAdvance(roadMatter, 1n), [
      "AdvanceNotFromTreasury",
      officers.disbursingOfficer.address,
    ]);
    await refused(procurement, treasury.receiveAdvance(papers, 1n), ["InvalidMatter", papers]);
    await refused(procurement, treasury.receiveAdvance(roadMatter, most), [
      "AgreementTooLarge",
      most,
      most + roadObligated,
    ]);
  });
});

describe("ProcurementEscrow: payAdvance", () => {
  it("pays 70 % of the price, and not one won more (Treasury Funds Act's decree art. 40)", async () => {
    const works = await funded();
    const { procurement, payer, officers, contractor } = works;

    // 100,000,000 × 70 % = 70,000,000.
    await advanceRefused(works, ceiling + 1n, ["AdvanceAboveCeiling", 1n, ceiling, ceiling + 1n]);
    const paid = await gained(works, [contractor], async () => {
      const sent = payer.payAdvance(1n, ceiling, papers, []);
      expect(await eventsOf(sent, procurement)).to.deep.equal([
        ["AdvancePaid", 1n, ceiling, papers, officers.disbursingOfficer.address],
      ]);
    });

    expect(paid).to.deep.equal([ceiling]);
    expect((await moneyOf(works)).held).to.equal(roadObligated - ceiling);
    expect((await procurement.agreementOf(1n)).advance).to.equal(ceiling);
    await advanceRefused(works, 1n, ["AdvanceAboveCeiling", 1n, ceiling, ceiling + 1n]);
  });

  it("pays in parts up to the ceiling, of which a fraction of a won is dropped", async () => {
    const works = await ready();
    const { payer, supplying } = works;
    // 70 % of 12,345,671 won is 8,641,969.7.
    await opening(works, { of: milestones([won(12_345_671)]) });
    await fund(works, roadObligated);
    await supplying.depositBond(1n, won(1_234_568));
    await payer.payAdvance(1n, won(8_000_000), papers, []);

    await advanceRefused(works, won(641_970), [
      "AdvanceAboveCeiling",
      1n,
      won(8_641_969),
      won(8_641_970),
    ]);
    await payer.payAdvance(1n, won(641_969), papers, []);
  });

  it("comes after the bond", async () => {
    const works = await opened();
    const { supplying } = works;
    await fund(works, roadObligated);
    await supplying.depositBond(1n, bond - 1n);

    await advanceRefused(works, won(1), ["BondMissing", 1n, bond - 1n, bond]);
    await supplying.depositBond(1n, 1n);
    await works.payer.payAdvance(1n, won(1), papers, []);
  });

  it("is paid from what the Treasury has funded", async () => {
    const works = await opened();
    await works.supplying.depositBond(1n, bond);
    await fund(works, won(5));

    await advanceRefused(works, won(6), ["HeldExceeded", 1n, won(5), won(6)]);
    await works.payer.payAdvance(1n, won(5), papers, []);
  });

  it("is a disbursing officer's, of something, on papers, of an agreement", async () => {
    const works = await funded();
    const { procurement, buyer, officers, payer } = works;

    await refused(procurement, buyer.payAdvance(1n, 1n, papers, []), [
      "NotOfficer",
      officers.obligatingOfficer.address,
      ministry,
      OfficerRole.Disbursing,
    ]);
    await advanceRefused(works, 0n, ["ZeroAmount"]);
    await advanceRefused(works, 1n, ["DocumentMissing"], ZeroHash);
    await refused(procurement, payer.payAdvance(2n, 1n, papers, []), ["AgreementUnknown", 2n]);
  });

  it("is not paid once work has been paid", async () => {
    const works = await funded();
    await passed(works, 1n, ["2025-08-04", "2025-08-05", "2025-08-06"]);

    await advanceRefused(works, 1n, ["AdvanceTooLate", 1n]);
  });

  it("is shared with those who were approved for it", async () => {
    const works = await funded();
    const { procurement, payer, contractor, subcontractor, worker } = works;
    const shares = [await share(subcontractor, 2_500n), await share(worker, 333n)];
    await nameShares(works, 0n, shares);
    await refused(procurement, payer.payAdvance(1n, won(1_001), papers, []), [
      "SharesDiffer",
      1n,
      0n,
    ]);

    // Of 1,001 won: 25 % is 250.25, 3.33 % is 33.33; the fractions are the supplier's.
    const paid = await gained(works, [subcontractor, worker, contractor], async () =>
      payer.payAdvance(1n, won(1_001), papers, shares),
    );
    expect(paid).to.deep.equal([won(250), won(33), won(718)]);
  });
});

describe("ProcurementEscrow: returnAdvance", () => {
  it("gives a part of the advance back to the line that paid it", async () => {
    const works = await advanced();
    const { procurement, ledger, supplying, addresses, treasury } = works;
    const holdings = await treasury.holdings();

    const sent = await supplying.returnAdvance(1n, won(10_000_000));

    expect(await eventsOf(Promise.resolve(sent), procurement)).to.deep.equal([
      ["AdvanceReturned", 1n, won(10_000_000)],
    ]);
    expect((await procurement.agreementOf(1n)).recovered).to.equal(won(10_000_000));
    expect((await moneyOf(works)).held).to.equal(roadObligated - ceiling);
    expect(await treasury.holdings()).to.equal(holdings + won(10_000_000));
    const obligation = await ledger.obligationOf(addresses.procurement, roadMatter);
    expect(obligation.paid).to.equal(roadObligated - won(10_000_000));
    expect(await procurement.mattersOf(1n)).to.deep.equal([
      [roadMatter],
      [roadObligated - won(10_000_000)],
    ]);
  });

  it("is the supplier's, of something, and not one won more than is not recovered", async () => {
    const { procurement, supplying, buyer, officers } = await advanced();

    await refused(procurement, buyer.returnAdvance(1n, 1n), [
      "NotSupplier",
      1n,
      officers.obligatingOfficer.address,
    ]);
    await refused(procurement, supplying.returnAdvance(1n, 0n), ["ZeroAmount"]);
    await refused(procurement, supplying.returnAdvance(1n, ceiling + 1n), [
      "AdvanceReturnExceeded",
      1n,
      ceiling,
      ceiling + 1n,
    ]);
    await supplying.returnAdvance(1n, ceiling);
    await refused(procurement, supplying.returnAdvance(1n, 1n), [
      "AdvanceReturnExceeded",
      1n,
      0n,
      1n,
    ]);
  });

  it("is recovered no more from payments", async () => {
    const works = await advanced();
    await works.supplying.returnAdvance(1n, won(60_000_000));

    // Milestone 1 is a tenth of the work: 7,000,000 were to be recovered, and 60,000,000 are.
    await passed(works, 1n, ["2025-08-04", "2025-08-05", "2025-08-06"]);
    const { recovered, status } = await works.procurement.agreementOf(1n);
    expect([recovered, status]).to.deep.equal([won(60_000_000), AgreementStatus.Open]);
  });
});
