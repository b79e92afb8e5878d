import { expect } from "chai";
import { id, ZeroHash } from "ethers";
import { line, refused } from "../../helpers/budget.ts";
import { at, eventsOf, reach } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import {
  anotherAward,
  attestBoth,
  beneficiaryOf,
  caseId,
  chargers,
  clawedBack,
  first,
  Ground,
  money,
  otherChargers,
  owedOn,
  paidAward,
  terms,
  onSubsidies,
} from "../../helpers/subsidy.ts";
import { day, kst } from "../../helpers/time.ts";

// On award 1 the company owes 5,000,000 won, 12,739 of interest and 10,000,000 of penalty since 22 August 2025.
const owing = onSubsidies(async (system) => {
  await paidAward(system);
  await clawedBack(system, { penalty: won(10_000_000) });
  return system;
});

/** Thirty days after 22 August is a Sunday: it is due until the end of Monday 22 September. */
const dueAt = kst("2025-09-23T00:00:00");
const owed = won(15_012_739);
const company = beneficiaryOf("company");

describe("SubsidyGrants: payDebt", () => {
  it("pays principal home on the obligation, then interest, penalty and surcharge as revenue", async () => {
    const system = await owing();
    const { subsidies, treasury, ledger, token, byCompany, addresses } = system;
    const by = system.company.address;
    const revenue = await treasury.revenueOf(2025n);
    expect(await eventsOf(byCompany.payDebt(1n, won(4_000_000)), subsidies)).to.deep.equal([
      ["DebtPaid", 1n, by, won(4_000_000), 0n, 0n, 0n],
    ]);
    const sent = byCompany.payDebt(1n, won(1_012_740));
    expect(await eventsOf(sent, subsidies)).to.deep.equal([
      ["DebtPaid", 1n, by, won(1_000_000), won(12_739), 1n, 0n],
    ]);
    expect((await eventsOf(sent, ledger))[0]?.slice(0, 5)).to.deep.equal([
      ...["Returned", line, addresses.subsidies, chargers, won(1_000_000)],
    ]);
    expect(await treasury.revenueOf(2025n)).to.equal(revenue + won(12_740));
    expect(await owedOn(system)).to.deep.equal([0n, 0n, won(9_999_999), 0n]);
    expect(await token.balanceOf(addresses.subsidies)).to.equal((await money(system))["held"]);
  });

  it("takes anybody's money, but no more than is owed, nor for nothing", async () => {
    const system = await owing();
    const { subsidies, token, officers, addresses } = system;
    await token.connect(officers.funding).approve(addresses.subsidies, owed);
    const payer = subsidies.connect(officers.funding);
    await refused(subsidies, payer.payDebt(1n, 0n), ["ZeroAmount"]);
    await refused(subsidies, payer.payDebt(1n, owed + 1n), ["DebtExceeded", 1n, owed, owed + 1n]);
    await payer.payDebt(1n, owed);
    await refused(subsidies, payer.payDebt(1n, 1n), ["NoDebt", 1n]);
    expect((await subsidies.factsOf(company)).owed).to.equal(0n);
  });
});

describe("SubsidyGrants: set-off (Subsidy Act art. 32)", () => {
  const ready = onSubsidies(async (system) => {
    await paidAward(system);
    await clawedBack(system, { penalty: won(10_000_000) });
    await anotherAward(system);
    await attestBoth(system, 2n);
    return system;
  });

  it("takes what is owed out of the next release of any award of the same beneficiary", async () => {
    const system = await ready();
    const { subsidies, disburser, officers, token, addresses } = system;
    const by = officers.disbursingOfficer.address;

    const sent = disburser.release(2n, 1n, [1n]);

    expect(await eventsOf(sent, subsidies)).to.deep.equal([
      [
        ...["DebtPaid", 1n, addresses.subsidies],
        ...[won(5_000_000), won(12_739), won(10_000_000), 0n],
      ],
      ["InstalmentReleased", 2n, 1n, first - owed, owed, by],
    ]);
    expect(await owedOn(system)).to.deep.equal([0n, 0n, 0n, 0n]);
    const second = await money(system, 2n);
    expect([second["released"], second["setOff"], second["held"]]).to.deep.equal([
      ...[first - owed, owed, won(40_000_000) - owed],
    ]);
    const held = (await subsidies.heldOf(1n)) + (await subsidies.heldOf(2n));
    expect(await token.balanceOf(addresses.subsidies)).to.equal(held);
  });

  it("is forced once the debt is overdue, to the second", async () => {
    const system = await ready();
    const { subsidies, disburser } = system;
    await at(system, dueAt);
    await refused(subsidies, disburser.release(2n, 1n, []), ["DebtOutstanding", company, owed]);
    await at(system, dueAt + 1);
    await disburser.release(2n, 1n, [1n]);
  });

  it("is the officer's choice before", async () => {
    const system = await ready();
    await at(system, dueAt - 1);
    await system.disburser.release(2n, 1n, []);
    expect((await money(system, 2n))["released"]).to.equal(first);
  });

  it("takes a whole instalment and leaves the rest owed", async () => {
    const system = await ready();
    const { subsidies, disburser } = system;
    await clawedBack(system, { principal: won(10_000_000), penalty: won(50_000_000) });
    const before = (await subsidies.factsOf(company)).owed;

    await disburser.release(2n, 1n, [1n]);

    expect((await subsidies.factsOf(company)).owed).to.equal(before - first);
    expect((await money(system, 2n))["released"]).to.equal(undefined);
  });

  it("refuses awards on which it owes nothing, others' awards, and more than eight", async () => {
    const system = await ready();
    const { subsidies, disburser, otherCompany } = system;
    await refused(subsidies, disburser.release(2n, 1n, [2n]), ["NotDebtOf", 2n, company]);
    expect(await subsidies.MAX_SET_OFF()).to.equal(8n);
    await refused(
      subsidies,
      disburser.release(
        2n,
        1n,
        Array.from({ length: 9 }, () => 1n),
      ),
      ["BatchTooLong", 9n, 8n],
    );
    const other = { account: otherCompany.address, beneficiary: beneficiaryOf("other") };
    await anotherAward(system, other, id("of another"));
    await attestBoth(system, 3n);
    await refused(subsidies, disburser.release(3n, 1n, [1n]), [
      "NotDebtOf",
      ...[1n, beneficiaryOf("other")],
    ]);
  });
});

describe("SubsidyGrants: addSurcharge (Subsidy Act art. 33-2)", () => {
  it("adds up to 5 % of what is overdue, once", async () => {
    const system = await owing();
    const { subsidies, enforcer, officers } = system;
    await at(system, dueAt - 1);
    await refused(subsidies, enforcer.addSurcharge(1n, 500n), ["DebtNotOverdue", 1n, dueAt]);
    await at(system, dueAt);
    await refused(subsidies, enforcer.addSurcharge(1n, 501n), ["InvalidSurcharge", 1n, 501n, 500n]);
    await refused(subsidies, enforcer.addSurcharge(1n, 0n), ["InvalidSurcharge", 1n, 0n, 500n]);

    // 15,012,739 × 5 % = 750,636.95: 750,636.
    expect(await eventsOf(enforcer.addSurcharge(1n, 500n), subsidies)).to.deep.equal([
      ["SurchargeAdded", 1n, won(750_636), officers.subsidyEnforcer.address],
    ]);
    expect((await owedOn(system))[3]).to.equal(won(750_636));
    expect((await subsidies.factsOf(company)).owed).to.equal(owed + won(750_636));
    await refused(subsidies, enforcer.addSurcharge(1n, 1n), ["AlreadySurcharged", 1n]);
    await system.byCompany.payDebt(1n, owed + won(750_636));
    await refused(subsidies, enforcer.addSurcharge(1n, 1n), ["NoDebt", 1n]);
  });
});

describe("SubsidyGrants: exclude (Subsidy Act art. 31-2)", () => {
  const until = kst("2025-10-01T00:00:00");

  const objectionsOver = kst("2025-08-22T00:00:00");

  const struck = onSubsidies(async (system) => {
    await paidAward(system);
    await clawedBack(system, { ground: Ground.FalseApplication });
    return system;
  });

  it("refuses a new award before its end, and ends by itself to the second", async () => {
    const system = await struck();
    const { subsidies, enforcer, obligator, obligating, officers, addresses } = system;
    await obligating.obligateInTrust(line, addresses.subsidies, otherChargers, won(60_000_000), 0n);

    const sent = enforcer.exclude(1n, Ground.FalseApplication, until, caseId);

    expect(await eventsOf(sent, subsidies)).to.deep.equal([
      [
        ...["BeneficiaryExcluded", company, 1n, caseId, Ground.FalseApplication],
        ...[BigInt(until), officers.subsidyEnforcer.address],
      ],
    ]);
    await at(system, until - 1);
    await refused(subsidies, obligator.award(otherChargers, terms(system)), [
      "BeneficiaryIsExcluded",
      ...[company, until],
    ]);
    await at(system, until);
    await obligator.award(otherChargers, terms(system));
  });

  it("binds the beneficiary under another account too", async () => {
    const system = await struck();
    const { subsidies, enforcer, obligator, obligating, addresses, otherCompany } = system;
    await obligating.obligateInTrust(line, addresses.subsidies, otherChargers, won(60_000_000), 0n);
    await enforcer.exclude(1n, Ground.FalseApplication, until, caseId);
    const other = terms(system, { account: otherCompany.address });
    await refused(subsidies, obligator.award(otherChargers, other), [
      "BeneficiaryIsExcluded",
      ...[company, until],
    ]);
  });

  it("lasts at most five years from now, to the second", async () => {
    const system = await struck();
    const { subsidies, enforcer } = system;
    const now = objectionsOver + 60;
    const latest = now + 5 * 365 * day;
    const exclude = (end: number) => enforcer.exclude(1n, Ground.FalseApplication, end, caseId);
    await at(system, now);
    await refused(subsidies, exclude(latest + 1), [
      "InvalidExclusion",
      ...[company, latest + 1, latest],
    ]);
    await at(system, now + 1);
    await exclude(latest + 1);
    await reach(system, now + 2);
    await at(system, now + 3);
    await refused(subsidies, exclude(now + 3), [
      "InvalidExclusion",
      ...[company, now + 3, latest + 3],
    ]);
  });

  it("takes one false application, two other uses or three broken conditions", async () => {
    const system = await struck();
    const { subsidies, enforcer } = system;
    const few = async (ground: bigint, have: bigint, need: bigint) =>
      refused(subsidies, enforcer.exclude(1n, ground, until, caseId), [
        "StrikesTooFew",
        ...[company, have, need],
      ]);
    const soon = kst("2026-10-01T00:00:00");
    await few(Ground.None, 0n, 0n);
    await few(Ground.OtherUse, 0n, 2n);
    for (const [ground, need] of [
      [Ground.OtherUse, 2n],
      [Ground.BrokenConditions, 3n],
    ] as const) {
      for (let strike = 1n; strike <= need; ++strike) {
        await clawedBack(system, { ground, principal: won(1_000_000) });
        if (strike === need) break;
        await refused(subsidies, enforcer.exclude(1n, ground, soon, caseId), [
          "StrikesTooFew",
          ...[company, strike, need],
        ]);
      }
      await enforcer.exclude(1n, ground, soon, caseId);
    }
    await refused(subsidies, enforcer.exclude(1n, 1n, soon, ZeroHash), ["DocumentMissing"]);
    await refused(subsidies, enforcer.exclude(9n, 1n, soon, caseId), ["AwardUnknown", 9n]);
  });
});
