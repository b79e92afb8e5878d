import { expect } from "chai";
import { id, ZeroAddress, ZeroHash } from "ethers";
import { procurementRules, lateRateBps, rulesOfLaw } from "../../../deploy/procurement-rules.ts";
import {
  exclusionCase,
  line,
  ministry,
  OfficerRole,
  refused,
  yearEnd,
} from "../../helpers/budget.ts";
import { eventsOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { AgreementKind, AgreementPart, AgreementStatus } from "../../helpers/kinds.ts";
import {
  dayOf,
  document,
  dueDay,
  lawful,
  milestones,
  openedOn,
  opening,
  openedRoad,
  otherRoadMatter,
  price,
  readyWorks,
  roadMatter,
  roadObligated,
  roadTerms,
  values,
} from "../../helpers/procurement.ts";
import { onOneChain } from "../../helpers/suite.ts";

// 120,000,000 won are obligated to the escrow in trust on the road's matter.
const ready = onOneChain(readyWorks);
const opened = onOneChain((deployed) => openedRoad(deployed));

describe("ProcurementEscrow: open", () => {
  it("opens an agreement whose price is the sum of its milestones", async () => {
    const works = await ready();
    const { procurement, officers, contractor } = works;

    const sent = opening(works);

    const { supplier, kind, bondBps, bondWaived, retentionBps, defectYears } = roadTerms(works);
    const rules = Object.values(rulesOfLaw).map((rule) =>
      Array.isArray(rule) ? rule.map(BigInt) : BigInt(rule),
    );
    expect(await eventsOf(sent, procurement)).to.deep.equal([
      [
        ...["AgreementOpened", 1n, roadMatter, ministry],
        [supplier, kind, bondBps, bondWaived, retentionBps, defectYears],
        values.map((value) => [value, dueDay]),
        rules,
        document,
        officers.obligatingOfficer.address,
      ],
    ]);
    const facts = await procurement.agreementOf(1n);
    expect(facts.supplier).to.equal(contractor.address);
    expect(facts.ministry).to.equal(ministry);
    expect(facts.kind).to.equal(AgreementKind.Construction);
    expect(facts.status).to.equal(AgreementStatus.Open);
    expect([facts.price, facts.held, facts.bond]).to.deep.equal([price, 0n, 0n]);
    expect(facts.milestones).to.equal(6n);
    expect(facts.progressDay).to.equal(dayOf(openedOn) + 30n);
    expect([facts.endedOn, facts.releaseDay]).to.deep.equal([0n, 0n]);
    expect(await procurement.agreements()).to.equal(1n);
    expect(await procurement.mattersOf(1n)).to.deep.equal([[roadMatter], [0n]]);
    const third = await procurement.milestoneOf(1n, 3n);
    expect([third.value, third.dueDay]).to.deep.equal([values[2], dueDay]);
    expect((await procurement.milestoneOf(1n, 7n)).value).to.equal(0n);
    expect((await procurement.agreementOf(2n)).status).to.equal(AgreementStatus.None);
  });

  it("is for an obligating officer of the ministry whose line is obligated", async () => {
    const works = await ready();
    const { procurement, officers, contractor } = works;

    for (const who of [officers.disbursingOfficer, officers.appropriator, contractor]) {
      const asked = procurement.connect(who).open(...openArgs(works));
      await refused(procurement, asked, [
        "NotOfficer",
        who.address,
        ministry,
        OfficerRole.Obligating,
      ]);
    }
  });

  it("refuses a matter on which nothing is owed to the escrow in trust, or that is bound", async () => {
    const works = await ready();
    const { procurement, obligating, bookshop } = works;
    await obligating.obligate(line, bookshop, otherRoadMatter, price, 0n);

    await refused(procurement, opening(works, { matter: otherRoadMatter }), [
      "InvalidMatter",
      otherRoadMatter,
    ]);
    await opening(works);
    await refused(procurement, opening(works), ["InvalidMatter", roadMatter]);
  });

  it("takes a price of all that is obligated, and not one won more", async () => {
    const works = await ready();
    const { procurement } = works;
    const all = milestones([roadObligated - 1n, 2n]);

    await refused(procurement, opening(works, { of: all }), [
      "PriceAboveObligation",
      roadObligated,
      roadObligated + 1n,
    ]);
    await opening(works, { of: milestones([roadObligated - 1n, 1n]) });
    expect((await procurement.agreementOf(1n)).price).to.equal(roadObligated);
  });

  it("refuses an agreement larger than an invoice can be", async () => {
    const works = await ready();
    const most = 2n ** 44n - 1n;

    await refused(works.procurement, opening(works, { of: milestones([most, 1n]) }), [
      "AgreementTooLarge",
      most,
      most + 1n,
    ]);
  });

  it("refuses a supplier who is nobody, a contract of the system, or excluded", async () => {
    const works = await ready();
    const { procurement, excluding, contractor, addresses } = works;

    for (const supplier of [ZeroAddress, addresses.procurement, addresses.treasury])
      await refused(procurement, opening(works, { terms: { supplier } }), [
        "InvalidAgreement",
        AgreementPart.Supplier,
      ]);
    await excluding.exclude(contractor, yearEnd, exclusionCase);
    await refused(procurement, opening(works), ["CreditorExcluded", contractor.address, yearEnd]);
  });

  it("takes a bond of the least share or more (decree art. 50)", async () => {
    const works = await ready();

    for (const bondBps of [0n, 999n, 10_001n])
      await refused(works.procurement, opening(works, { terms: { bondBps } }), [
        "InvalidAgreement",
        AgreementPart.Bond,
      ]);
    await opening(works, { terms: { bondBps: 1_000n } });
  });

  it("retains 2 to 10 % for 1 to 10 years, or nothing (decree arts. 60 and 62)", async () => {
    const works = await ready();
    const wrong = [
      [199n, 1n],
      [1_001n, 1n],
      [200n, 0n],
      [200n, 11n],
      [0n, 1n],
    ] as const;

    for (const [retentionBps, defectYears] of wrong)
      await refused(works.procurement, opening(works, { terms: { retentionBps, defectYears } }), [
        "InvalidAgreement",
        AgreementPart.Retention,
      ]);
    await opening(works, { terms: { retentionBps: 1_000n, defectYears: 10n } });
  });

  it("has 1 to 32 milestones, each of some value and due today or later", async () => {
    const works = await ready();
    const today = dayOf(openedOn);
    const many = (count: number) => milestones(Array.from({ length: count }, () => won(1)));
    const wrong = [[], many(33), milestones([0n]), milestones([1n], today - 1n)];

    for (const of of wrong)
      await refused(works.procurement, opening(works, { of }), [
        "InvalidAgreement",
        AgreementPart.Milestones,
      ]);
    await opening(works, { of: many(32) });
  });

  it("names its document", async () => {
    const works = await ready();
    const asked = works.buyer.open(roadMatter, roadTerms(works), milestones(), ZeroHash);

    await refused(works.procurement, asked, ["DocumentMissing"]);
  });

  it("tells of small agreements with one supplier that are not small together", async () => {
    const works = await ready();
    const { procurement, obligating, addresses, contractor } = works;
    const small = [won(12_000_000), won(7_999_999), won(1)];
    const told: unknown[] = [];
    for (const [n, amount] of small.entries()) {
      const matter = id(`small ${n}`);
      await obligating.obligateInTrust(line, addresses.procurement, matter, amount, 0n);
      const sent = opening(works, { matter, of: milestones([amount]) });
      told.push((await eventsOf(sent, procurement)).slice(1));
    }

    // 12,000,000, then 19,999,999, which is small, then 20,000,000, which is not.
    expect(told).to.deep.equal([
      ...[[], []],
      [["SplitSuspected", 3n, contractor.address, ministry, won(20_000_000)]],
    ]);
  });
});

/** The arguments of the usual opening. */
const openArgs = (works: Parameters<typeof roadTerms>[0]) =>
  [roadMatter, roadTerms(works), milestones(), document] as const;

describe("ProcurementEscrow: bindMatter", () => {
  it("lets a further obligation of the ministry pay for the agreement", async () => {
    const works = await opened();
    const { procurement, buyer, obligating, officers, addresses } = works;
    await obligating.obligateInTrust(line, addresses.procurement, otherRoadMatter, won(5_000), 0n);

    const sent = buyer.bindMatter(1n, otherRoadMatter);

    const by = officers.obligatingOfficer.address;
    expect(await eventsOf(sent, procurement)).to.deep.equal([
      ["MatterBound", 1n, otherRoadMatter, by],
    ]);
    expect(await procurement.mattersOf(1n)).to.deep.equal([
      [roadMatter, otherRoadMatter],
      [0n, 0n],
    ]);
    await refused(procurement, buyer.bindMatter(1n, otherRoadMatter), [
      "InvalidMatter",
      otherRoadMatter,
    ]);
    await refused(procurement, buyer.bindMatter(2n, otherRoadMatter), ["AgreementUnknown", 2n]);
  });

  it("takes eight obligations, and not one more", async () => {
    const works = await opened();
    const { procurement, buyer, obligating, addresses } = works;
    const matters = Array.from({ length: 8 }, (_, n) => id(`further ${n}`));
    for (const matter of matters)
      await obligating.obligateInTrust(line, addresses.procurement, matter, 1n, 0n);
    for (const matter of matters.slice(1)) await buyer.bindMatter(1n, matter);

    await refused(procurement, buyer.bindMatter(1n, matters[0]!), ["InvalidMatter", matters[0]]);
  });
});

describe("ProcurementEscrow: setRules and setLateRate", () => {
  it("begin with the figures of deploy/procurement-rules.ts, each with its source", async () => {
    const { procurement } = await ready();

    expect((await procurement.rules()).advanceCeilingBps).to.equal(7_000n);
    expect((await procurement.rules()).delayRates).to.deep.equal([50n, 75n, 125n, 150n, 250n]);
    expect(await procurement.lateRateOn(dayOf(openedOn))).to.equal(lateRateBps.value);
    for (const { source, checked } of [...Object.values(procurementRules), lateRateBps]) {
      expect(source).to.match(/\S{3}/);
      expect(checked).to.match(/^\d{4}-\d\d-\d\d$/);
    }
  });

  it("change what agreements follow that open later, and no other", async () => {
    const works = await opened();
    const { procurement, officers } = works;
    const setting = procurement.connect(officers.procurementOfficer);
    const rules = { ...lawful, advanceCeilingBps: 8_000, leastBondBps: 500 };

    const sent = setting.setRules(rules);

    const [event] = await eventsOf(sent, procurement);
    expect(event?.[0]).to.equal("RulesSet");
    expect(event?.[2]).to.equal(officers.procurementOfficer.address);
    expect((await procurement.rules()).leastBondBps).to.equal(500n);
    const refusal = await procurement.advanceRefusal(
      officers.disbursingOfficer,
      1n,
      won(1),
      document,
    );
    expect(procurement.interface.parseError(refusal)?.args).to.deep.equal([
      ...[1n, 0n, won(10_000_000)],
    ]);
  });

  it("refuse shares above the whole, no days and no rates", async () => {
    const { procurement, officers } = await ready();
    const setting = procurement.connect(officers.procurementOfficer);
    const wrong = [
      { advanceCeilingBps: 10_001 },
      { leastBondBps: 10_001 },
      { penaltyCapBps: 10_001 },
      { inspectionDays: 0 },
      { paymentDays: 0 },
      { delayRates: [50, 75, 0, 150, 250] },
    ];

    for (const part of wrong)
      await refused(procurement, setting.setRules({ ...lawful, ...part } as typeof lawful), [
        "InvalidRules",
      ]);
    await refused(procurement, setting.setLateRate(10_001n), ["InvalidRules"]);
  });

  it("give each day the rate that held on it", async () => {
    const { procurement, officers } = await ready();
    const today = dayOf(openedOn);

    const sent = procurement.connect(officers.procurementOfficer).setLateRate(600n);

    expect(await eventsOf(sent, procurement)).to.deep.equal([
      ["LateRateSet", today, 600n, officers.procurementOfficer.address],
    ]);
    expect(await procurement.lateRateOn(today - 1n)).to.equal(450n);
    expect(await procurement.lateRateOn(today)).to.equal(600n);
    expect(await procurement.lateRateOn(today + 9_999n)).to.equal(600n);
  });
});

describe("ProcurementEscrow: the contracts that it works with", () => {
  it("are the system's, of the code that it runs too", async () => {
    const { procurement, addresses, connection } = await ready();
    const own = await procurement.offices();
    const code = await connection.ethers.getContractAt("ProcurementOffices", own);

    for (const contract of [procurement, code]) {
      expect(await contract.authority()).to.equal(addresses.ministry);
      expect(await contract.treasury()).to.equal(addresses.treasury);
      expect(await contract.ledger()).to.equal(addresses.ledger);
      expect(await contract.token()).to.equal(addresses.token);
      expect(await contract.invoices()).to.equal(addresses.invoices);
      expect(await contract.calendar()).to.equal(addresses.calendar);
    }
  });

  it("leaves the code at its own address nothing to do", async () => {
    const works = await ready();
    const { connection, procurement, officers, contractor } = works;
    const own = await procurement.offices();
    const code = await connection.ethers.getContractAt("ProcurementOffices", own);

    const asked = code.connect(officers.obligatingOfficer).open(...openArgs(works));
    await refused(code, asked, ["InvalidMatter", roadMatter]);
    await refused(code, code.connect(contractor).depositBond(1n, 1n), ["AgreementUnknown", 1n]);
    const setting = code.connect(officers.procurementOfficer);
    await refused(code, setting.setLateRate(1n), [
      "AccessManagedUnauthorized",
      officers.procurementOfficer.address,
    ]);
  });
});
