import { expect } from "chai";
import { id, ZeroHash } from "ethers";
import { line, refused } from "../../helpers/budget.ts";
import { at, eventsOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import {
  AwardStatus,
  caseId,
  CaseKind,
  chargers,
  clawedBack,
  Ground,
  GrantCaseStatus,
  money,
  objectableUntil,
  order,
  owedOn,
  paidAward,
  payment,
  refusedPayment,
  statement,
  onSubsidies,
} from "../../helpers/subsidy.ts";
import { kst } from "../../helpers/time.ts";

// Award 1: 40,000,000 won advanced, 20,000,000 of 30,000,000 released ones paid on 22 July 2025; interest 3 % a year.
const paid = onSubsidies((system) => paidAward(system));
const welfare = onSubsidies((system) => paidAward(system, { welfare: true }));

describe("SubsidyGrants: openCase", () => {
  it("opens a clawback that the beneficiary may object to for 30 days, and holds the award", async () => {
    const system = await paid();
    const { subsidies, enforcer, officers } = system;

    expect(await eventsOf(enforcer.openCase(1n, order()), subsidies)).to.deep.equal([
      [
        ...["GrantCaseOpened", 1n, caseId],
        [CaseKind.Clawback, Ground.OtherUse, won(5_000_000), 0n, caseId],
        ...[BigInt(objectableUntil), officers.subsidyEnforcer.address],
      ],
    ]);
    const open = await subsidies.caseOf(1n);
    expect([open.status, open.principal, open.until]).to.deep.equal([
      ...[GrantCaseStatus.Opened, won(5_000_000), BigInt(objectableUntil)],
    ]);
    await refusedPayment(system, payment(system), ["AwardHeld", 1n, caseId]);
    await refused(subsidies, system.disburser.release(1n, 2n, []), ["AwardHeld", 1n, caseId]);
    await refused(subsidies, enforcer.openCase(1n, order()), ["AwardHeld", 1n, caseId]);
  });

  it("moves a last day that is no business day: 30 days from 6 August end on Friday 5 September, from 7 August on Monday 8", async () => {
    const system = await paid();
    const { subsidies, enforcer } = system;
    await at(system, kst("2025-08-06T09:00:00"));
    await enforcer.openCase(1n, order());
    expect((await subsidies.caseOf(1n)).until).to.equal(kst("2025-09-06T00:00:00"));
    await enforcer.dropCase(1n);
    await at(system, kst("2025-08-07T09:00:00"));
    await enforcer.openCase(1n, order());
    expect((await subsidies.caseOf(1n)).until).to.equal(kst("2025-09-09T00:00:00"));
  });

  it("names a kind, a ground, an amount and a file", async () => {
    const { subsidies, enforcer } = await paid();
    for (const wishes of [
      { kind: CaseKind.None },
      { ground: Ground.None },
      { principal: 0n },
      { caseId: ZeroHash },
    ]) {
      await refused(subsidies, enforcer.openCase(1n, order(wishes)), ["InvalidGrantCase", 1n]);
    }
    await refused(subsidies, enforcer.openCase(2n, order()), ["AwardUnknown", 2n]);
  });

  it("claims what was paid, and not one won more; nor a won twice", async () => {
    const system = await paid();
    const { subsidies, enforcer } = system;
    await refused(subsidies, enforcer.openCase(1n, order({ principal: won(20_000_001) })), [
      "ClaimExceeded",
      ...[1n, won(20_000_000), won(20_000_001)],
    ]);
    await clawedBack(system, { principal: won(20_000_000) });
    await refused(subsidies, enforcer.openCase(1n, order({ principal: 1n })), [
      "ClaimExceeded",
      ...[1n, 0n, 1n],
    ]);
  });

  it("takes a penalty of five times the principal, and refuses five times and one won (art. 33-2)", async () => {
    const system = await paid();
    const { subsidies, enforcer } = system;
    await refused(subsidies, enforcer.openCase(1n, order({ penalty: won(25_000_001) })), [
      "PenaltyTooHigh",
      ...[1n, won(25_000_000), won(25_000_001)],
    ]);
    await clawedBack(system, { penalty: won(25_000_000) });
    expect((await owedOn(system))[2]).to.equal(won(25_000_000));
  });

  it("spares welfare the penalty and the exclusion, and not the clawback (arts. 31-2⑤, 33-2③)", async () => {
    const system = await welfare();
    const { subsidies, enforcer } = system;
    await refused(subsidies, enforcer.openCase(1n, order({ penalty: 1n })), [
      "WelfareIsExempt",
      1n,
    ]);
    await clawedBack(system, { ground: Ground.FalseApplication });
    expect((await owedOn(system))[0]).to.equal(won(5_000_000));
    const until = kst("2027-01-01T00:00:00");
    await refused(subsidies, enforcer.exclude(1n, Ground.FalseApplication, until, caseId), [
      "WelfareIsExempt",
      1n,
    ]);
    const { beneficiary } = await subsidies.awardOf(1n);
    expect((await subsidies.factsOf(beneficiary)).frauds).to.equal(0n);
  });
});

describe("SubsidyGrants: clawBack", () => {
  it("waits until nobody can object any more, to the second", async () => {
    const system = await paid();
    const { subsidies, enforcer } = system;
    await enforcer.openCase(1n, order());
    await at(system, objectableUntil - 1);
    await refused(subsidies, enforcer.clawBack(1n), ["ObjectionPeriodRuns", 1n, objectableUntil]);
    await at(system, objectableUntil);
    await enforcer.clawBack(1n);
    await refused(subsidies, enforcer.clawBack(1n), ["NoGrantCase", 1n]);
  });

  it("lets the beneficiary owe the principal with interest to the won (art. 33)", async () => {
    const system = await paid();
    const { subsidies, enforcer, officers } = system;
    await enforcer.openCase(1n, order({ principal: won(5_000_000), penalty: won(10_000_000) }));
    await at(system, objectableUntil);

    const sent = enforcer.clawBack(1n);

    // 20,000,000 were paid on 22 July; 22 August is 31 days later. 5,000,000 × 3 % × 31 / 365 = 12,739.7…: 12,739.
    // Due within 30 days: 21 September is a Sunday, so until the end of Monday 22.
    const dueAt = BigInt(kst("2025-09-23T00:00:00"));
    expect(await eventsOf(sent, subsidies)).to.deep.equal([
      [
        ...["ClawedBack", 1n, caseId, CaseKind.Clawback, won(5_000_000), won(12_739)],
        ...[won(10_000_000), dueAt, officers.subsidyEnforcer.address],
      ],
    ]);
    expect(await owedOn(system)).to.deep.equal([
      ...[won(5_000_000), won(12_739), won(10_000_000), 0n],
    ]);
    const facts = await subsidies.factsOf((await subsidies.awardOf(1n)).beneficiary);
    expect([facts.owed, facts.overdueFrom, facts.otherUses]).to.deep.equal([
      ...[won(15_012_739), dueAt, 1n],
    ]);
    // The award goes on with what is left of it.
    await system.byCompany.pay(
      payment(system, 1n, { invoice: `0x${"aa".repeat(26)}0000000000ff` }),
    );
  });

  it("cancels a decision: principal with interest is owed, what is unspent goes home (art. 31①)", async () => {
    const system = await paid();
    const { subsidies, ledger, enforcer, token, addresses } = system;
    await enforcer.openCase(1n, order({ kind: CaseKind.Cancellation, principal: 0n }));
    await at(system, objectableUntil);

    const sent = enforcer.clawBack(1n);

    // 20,000,000 × 3 % × 31 / 365 = 50,958.9…: 50,958. Unspent: 40,000,000 − 20,000,000.
    const events = await eventsOf(sent, subsidies);
    expect(events.map(([name]) => name)).to.deep.equal([
      ...["ClawedBack", "AwardCancelled", "LeftoverReturned"],
    ]);
    expect(events[0]?.slice(4, 7)).to.deep.equal([won(20_000_000), won(50_958), 0n]);
    expect(events[1]).to.deep.equal(["AwardCancelled", 1n, caseId]);
    expect((await eventsOf(sent, ledger))[0]?.slice(0, 5)).to.deep.equal([
      ...["Returned", line, addresses.subsidies, chargers, won(20_000_000)],
    ]);
    expect(await token.balanceOf(addresses.subsidies)).to.equal(0n);
    expect((await subsidies.awardOf(1n)).status).to.equal(AwardStatus.Cancelled);
    expect(await money(system)).to.deep.equal({
      ...{ granted: won(40_000_000), advanced: won(40_000_000), released: won(30_000_000) },
      ...{ paid: won(20_000_000), returned: won(20_000_000), claimed: won(20_000_000) },
    });
  });

  it("reaches a settled award, which a cancellation does not", async () => {
    const system = await paid();
    const { subsidies, byCompany, obligator, enforcer } = system;
    await byCompany.report(1n, statement);
    await obligator.settle(1n, won(20_000_000), 0n, ZeroHash, ZeroHash);
    await refused(subsidies, enforcer.openCase(1n, order({ kind: CaseKind.Cancellation })), [
      "AwardNotOpen",
      ...[1n, AwardStatus.Settled],
    ]);
    await clawedBack(system);
    expect((await owedOn(system))[0]).to.equal(won(5_000_000));
  });
});

describe("SubsidyGrants: objections", () => {
  const opened = onSubsidies(async (system) => {
    await paidAward(system);
    await system.enforcer.openCase(1n, order());
    return system;
  });

  it("hold a clawback until another office answers within 14 days, and an upheld one ends it (art. 37)", async () => {
    const system = await opened();
    const { subsidies, byCompany, enforcer, reviewer, officers } = system;
    // From 22 July 14 days end with Tuesday 5 August.
    const until = kst("2025-08-06T00:00:00");
    expect(await eventsOf(byCompany.objectToCase(1n, statement), subsidies)).to.deep.equal([
      ["GrantCaseObjected", 1n, caseId, statement, BigInt(until)],
    ]);
    await at(system, objectableUntil);
    await refused(subsidies, enforcer.clawBack(1n), ["ObjectionUndecided", 1n, until]);

    expect(await eventsOf(reviewer.answerObjection(1n, true), subsidies)).to.deep.equal([
      ["ObjectionAnswered", 1n, caseId, true, true, officers.subsidyReviewer.address],
    ]);
    await refused(subsidies, enforcer.clawBack(1n), ["NoGrantCase", 1n]);
    expect(await owedOn(system)).to.deep.equal([0n, 0n, 0n, 0n]);
    await byCompany.pay(payment(system, 1n, { invoice: `0x${"aa".repeat(26)}0000000000ff` }));
  });

  it("that are rejected let the clawback be carried out at once", async () => {
    const system = await opened();
    const { subsidies, byCompany, reviewer, enforcer } = system;
    await byCompany.objectToCase(1n, statement);
    const [answered] = await eventsOf(reviewer.answerObjection(1n, false), subsidies);
    expect(answered?.slice(3, 5)).to.deep.equal([false, false]);
    await refused(subsidies, reviewer.answerObjection(1n, true), ["NoObjection", 1n]);
    await enforcer.clawBack(1n);
    expect((await owedOn(system))[0]).to.equal(won(5_000_000));
  });

  it("are the beneficiary's, in time, and once", async () => {
    const system = await opened();
    const { subsidies, byCompany, installer } = system;
    await refused(subsidies, subsidies.connect(installer).objectToCase(1n, statement), [
      "NotBeneficiary",
      ...[1n, installer.address],
    ]);
    await at(system, objectableUntil);
    await refused(subsidies, byCompany.objectToCase(1n, statement), [
      "ObjectionPeriodOver",
      ...[1n, objectableUntil],
    ]);
  });

  it("are extended by 10 days, once and in time", async () => {
    const system = await opened();
    const { subsidies, byCompany, reviewer, officers } = system;
    const why = id("an expert is asked");
    await refused(subsidies, reviewer.extendAnswer(1n, why), ["NoObjection", 1n]);
    await byCompany.objectToCase(1n, statement);
    const until = kst("2025-08-16T00:00:00");
    expect(await eventsOf(reviewer.extendAnswer(1n, why), subsidies)).to.deep.equal([
      ["AnswerExtended", 1n, caseId, why, BigInt(until), officers.subsidyReviewer.address],
    ]);
    await refused(subsidies, reviewer.extendAnswer(1n, why), ["AnswerExtendedBefore", 1n]);
    await at(system, until - 1);
    const [answered] = await eventsOf(reviewer.answerObjection(1n, false), subsidies);
    expect(answered?.[4]).to.equal(false);
  });

  it("cannot be extended when the time to answer is over", async () => {
    const system = await opened();
    const { subsidies, byCompany, reviewer } = system;
    await byCompany.objectToCase(1n, statement);
    const until = kst("2025-08-06T00:00:00");
    await at(system, until);
    await refused(subsidies, reviewer.extendAnswer(1n, id("late")), [
      "ObjectionPeriodOver",
      ...[1n, until],
    ]);
  });

  it("end with a case that is dropped", async () => {
    const system = await opened();
    const { subsidies, byCompany, enforcer, officers } = system;
    await byCompany.objectToCase(1n, statement);
    expect(await eventsOf(enforcer.dropCase(1n), subsidies)).to.deep.equal([
      ["GrantCaseDropped", 1n, caseId, officers.subsidyEnforcer.address],
    ]);
    expect((await subsidies.awardOf(1n)).inCase).to.equal(false);
    await refused(subsidies, enforcer.dropCase(1n), ["NoGrantCase", 1n]);
  });
});
