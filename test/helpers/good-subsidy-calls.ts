import { id, ZeroHash } from "ethers";
import { line, ministry, OfficerRole, type Budget } from "./budget.ts";
import type { Named } from "./chain.ts";
import type { GoodCall } from "./good-calls.ts";
import {
  addSubsidies,
  advance,
  anotherAward,
  attestBoth,
  beneficiaryOf,
  buying,
  caseId,
  charger,
  chargers,
  clawedBack,
  evidence,
  Ground,
  order,
  payment,
  statement,
  terms,
  withSubsidies,
  type Subsidy,
} from "./subsidy.ts";
import { kst } from "./time.ts";
import type { Market } from "./voucher.ts";

const nextYear = kst("2026-07-01T00:00:00");

/** Award 1 is paid from: 20,000,000 won for a charger. */
async function withPaid(market: Market): Promise<Subsidy> {
  const system = await withSubsidies(market);
  await system.obligator.award(chargers, terms(system));
  await advance(system, 40_000_000n);
  await attestBoth(system);
  await system.disburser.release(1n, 1n, []);
  await system.byCompany.pay(payment(system, 20_000_000n, buying));
  return system;
}

async function withCase(market: Market): Promise<Subsidy> {
  const system = await withPaid(market);
  await system.enforcer.openCase(1n, order());
  return system;
}

async function withObjection(market: Market): Promise<void> {
  const { byCompany } = await withCase(market);
  await byCompany.objectToCase(1n, statement);
}

async function withDebt(market: Market): Promise<Subsidy> {
  const system = await withPaid(market);
  await clawedBack(system, { ground: Ground.FalseApplication });
  return system;
}

async function whenOverdue(market: Market): Promise<void> {
  const { subsidies, connection } = await withDebt(market);
  await connection.networkHelpers.time.increaseTo((await subsidies.debtOf(1n)).dueAt);
}

async function whenObjectable(market: Market): Promise<void> {
  const { subsidies, connection } = await withCase(market);
  await connection.networkHelpers.time.increaseTo((await subsidies.caseOf(1n)).until);
}

/** Of every function of subsidies that one office calls. */
export const goodSubsidyCalls: Readonly<Record<string, GoodCall>> = {
  "SubsidyGrants.appointAttestor": {
    args: ({ officers }) => [officers.subsidyAttestor.address],
    events: ["SubsidyAttestorAppointed"],
  },
  "SubsidyGrants.dismissAttestor": {
    arrange: withSubsidies,
    args: ({ officers }) => [officers.subsidyAttestor.address],
    events: ["SubsidyAttestorDismissed"],
  },
  "SubsidyGrants.suspend": {
    arrange: withPaid,
    args: () => [1n, caseId],
    events: ["AwardSuspended"],
  },
  "SubsidyGrants.resume": {
    arrange: async (market) => (await withPaid(market)).enforcer.suspend(1n, caseId),
    args: () => [1n, caseId],
    events: ["AwardResumed"],
  },
  "SubsidyGrants.openCase": {
    arrange: withPaid,
    args: () => [1n, order()],
    events: ["GrantCaseOpened"],
  },
  "SubsidyGrants.dropCase": {
    arrange: withCase,
    args: () => [1n],
    events: ["GrantCaseDropped"],
  },
  "SubsidyGrants.clawBack": {
    arrange: whenObjectable,
    args: () => [1n],
    events: ["ClawedBack"],
  },
  "SubsidyGrants.extendAnswer": {
    arrange: withObjection,
    args: () => [1n, statement],
    events: ["AnswerExtended"],
  },
  "SubsidyGrants.answerObjection": {
    arrange: withObjection,
    args: () => [1n, true],
    events: ["ObjectionAnswered"],
  },
  "SubsidyGrants.addSurcharge": {
    arrange: whenOverdue,
    args: () => [1n, 500n],
    events: ["SurchargeAdded"],
  },
  "SubsidyGrants.exclude": {
    arrange: withDebt,
    args: () => [1n, Ground.FalseApplication, nextYear, caseId],
    events: ["BeneficiaryExcluded"],
  },
  "SubsidyGrants.releaseAsset": {
    arrange: withPaid,
    args: () => [charger, statement],
    events: ["AssetLockReleased"],
  },
};

const attempted = id("chargers 2025, third call");
const fourth = id("chargers 2025, fourth call");

/** What the attempts below need: awards of every standing, and money in trust on a matter without one. */
export async function attemptedSubsidies(budget: Market & Budget): Promise<void> {
  const system = await addSubsidies(budget);
  await system.obligator.award(chargers, terms(system));
  await advance(system, 40_000_000n);
  await attestBoth(system);
  await system.disburser.release(1n, 1n, []);
  await attestBoth(system, 1n, 2n);
  const small = { applied: 1_000n, instalments: [1_000n] };
  await anotherAward(system, small);
  await system.byCompany.report(2n, statement);
  await anotherAward(system, small, fourth);
  const { obligating, addresses } = system;
  await obligating.obligateInTrust(line, addresses.subsidies, attempted, 60_000n, 0n);
}

/** A call in good order, but for the caller, and the refusal that names it. */
interface SubsidyAttempt {
  readonly args: (system: Market) => readonly unknown[];
  readonly refusal: (caller: string) => Named;
}

const notOfficer =
  (role: bigint) =>
  (caller: string): Named => ["NotOfficer", caller, ministry, role];

/** Terms of an award of 1,000 won to somebody called `name`, with the account of `system`'s citizen. */
const small = ({ citizen }: Market, name: string) =>
  terms(
    { company: citizen },
    { beneficiary: beneficiaryOf(name), applied: 1_000n, instalments: [1_000n] },
  );

/** Of every function of those who are appointed. */
export const subsidyAttempts: Readonly<Record<string, SubsidyAttempt>> = {
  "SubsidyGrants.award": {
    args: (system) => [attempted, small(system, "another")],
    refusal: notOfficer(OfficerRole.Obligating),
  },
  "SubsidyGrants.split": {
    args: (system) => [1n, small(system, "sub-recipient")],
    refusal: notOfficer(OfficerRole.Obligating),
  },
  "SubsidyGrants.settle": {
    args: () => [2n, 0n, 0n, ZeroHash, ZeroHash],
    refusal: notOfficer(OfficerRole.Obligating),
  },
  "SubsidyGrants.release": {
    args: () => [1n, 2n, []],
    refusal: notOfficer(OfficerRole.Disbursing),
  },
  "SubsidyGrants.attest": {
    args: () => [3n, 1n, evidence],
    refusal: (caller) => ["NotAttestor", caller],
  },
};
