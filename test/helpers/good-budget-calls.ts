import { id } from "ethers";
import {
  act,
  anotherPerson,
  approval,
  exclusionCase,
  line,
  matter,
  ministry,
  nobody,
  OfficerRole,
  otherLine,
  otherMatter,
  papers,
  plan,
  withBudget,
  yearEnd,
  type Budget,
} from "./budget.ts";
import { reach } from "./chain.ts";
import { won } from "./fixtures.ts";
import type { GoodCall } from "./good-calls.ts";
import { purpose, type Market } from "./voucher.ts";

/** A bare transfer lies in the Treasury. */
async function withBareTransfer(system: Market): Promise<void> {
  const { token, citizen, addresses } = await withBudget(system);
  await token.connect(citizen).transfer(addresses.treasury, won(1_000));
}

/** An obligation in trust, which a programme can hold. */
async function withTrust(system: Market): Promise<void> {
  const { obligating, addresses } = await withBudget(system);
  await obligating.obligateInTrust(line, addresses.programmes, matter, won(1_000), 0n);
}

/** A year that is over, and what its line still owes. */
async function withYearOver(system: Market): Promise<void> {
  const { obligating, bookshop } = await withBudget(system);
  await obligating.obligate(line, bookshop, matter, won(1_000), 0n);
  await reach(system, yearEnd);
}

/** Of every function of the budget that one office calls, and of others that came with it. */
export const goodBudgetCalls: Readonly<Record<string, GoodCall>> = {
  "DepositToken.openSystemAccount": {
    args: ({ addresses }) => [addresses.programmes],
    events: ["SystemAccountOpened"],
  },
  "VoucherProgramme.openInTrust": {
    arrange: withTrust,
    args: () => [purpose(), matter],
    events: ["ProgrammeOpened", "HeldInTrust"],
  },
  "AppropriationLedger.registerMinistry": {
    args: ({ addresses }) => [ministry, addresses.spendingMinistry],
    events: ["MinistryRegistered"],
  },
  "AppropriationLedger.setTrustee": {
    args: ({ addresses }) => [addresses.programmes, true],
    events: ["TrusteeListed"],
  },
  "AppropriationLedger.appropriate": {
    arrange: withBudget,
    args: () => [otherLine, 5n, act],
    events: ["Appropriated"],
  },
  "AppropriationLedger.reduceAppropriation": {
    arrange: withBudget,
    args: () => [line, 5n, act],
    events: ["AppropriationReduced"],
  },
  "AppropriationLedger.transferAppropriation": {
    arrange: withBudget,
    args: () => [line, otherLine, 5n, approval],
    events: ["AppropriationTransferred"],
  },
  "AppropriationLedger.allot": {
    arrange: withBudget,
    args: () => [line, 3n, 5n],
    events: ["Allotted"],
  },
  "AppropriationLedger.withdrawAllotment": {
    arrange: withBudget,
    args: () => [line, 5n],
    events: ["AllotmentWithdrawn"],
  },
  "AppropriationLedger.setPaymentPlan": {
    arrange: withBudget,
    args: () => [line, plan(1, 5n)],
    events: ["PaymentPlanSet"],
  },
  "AppropriationLedger.carryOver": {
    arrange: withYearOver,
    args: ({ bookshop }) => [bookshop.address, matter],
    events: ["CarriedOver"],
  },
  "AppropriationLedger.exclude": {
    args: ({ stranger }) => [stranger.address, yearEnd, exclusionCase],
    events: ["CreditorExclusionSet"],
  },
  "AppropriationLedger.appointOfficer": {
    arrange: async (system) => {
      await withBudget(system);
      await anotherPerson(system);
    },
    args: (system) => [ministry, nobody(system).address, OfficerRole.Obligating],
    events: ["OfficerAppointed"],
  },
  "AppropriationLedger.dismissOfficer": {
    arrange: withBudget,
    args: ({ officers }) => [ministry, officers.obligatingOfficer.address],
    events: ["OfficerDismissed"],
  },
  "Treasury.attributeRevenue": {
    arrange: withBareTransfer,
    args: () => [won(1_000), papers],
    events: ["RevenueReceived"],
  },
  "Treasury.sendBack": {
    arrange: withBareTransfer,
    args: ({ citizen }) => [citizen.address, won(1_000), papers],
    events: ["SentBack"],
  },
};

/** A call in good order by whoever is appointed, but for the caller, and which office it is asked for. */
export interface BudgetAttempt {
  readonly args: (system: Market) => readonly unknown[];
  readonly role: bigint;
}

const { Obligating, Disbursing } = OfficerRole;
const reserved = id("plan 4");
export const trustMatter = id("trust 1");
export const assignedMatter = id("assigned 1");

/** What `attemptedBudget` needs: obligations of every kind, and a programme that takes advances. */
export async function attemptedBudget(market: Market): Promise<Market & Budget> {
  const system = await withBudget(market);
  const { obligating, bookshop, bakery, addresses, sponsor } = system;
  await obligating.obligate(line, bookshop, matter, won(30_000_000), 0n);
  const assigned = [line, bookshop, assignedMatter, won(30_000_000), 0n] as const;
  await obligating.obligateAssigned(...assigned, [bakery]);
  await obligating.obligateInTrust(line, addresses.programmes, trustMatter, won(1_000), 0n);
  await sponsor.openInTrust(purpose(), trustMatter);
  await obligating.reserve(line, won(1_000), reserved);
  return system;
}

/** Of every function of an obligating or a disbursing officer. */
export const budgetAttempts: Readonly<Record<string, BudgetAttempt>> = {
  reserve: { args: () => [line, 5n, reserved], role: Obligating },
  unreserve: { args: () => [line, 5n, reserved], role: Obligating },
  obligate: { args: ({ bakery }) => [line, bakery.address, otherMatter, 5n, 0n], role: Obligating },
  obligateAssigned: {
    args: ({ bakery, bookshop }) => [
      ...[line, bakery.address, otherMatter, 5n, 0n],
      [bookshop.address],
    ],
    role: Obligating,
  },
  obligateInTrust: {
    args: ({ addresses }) => [line, addresses.programmes, otherMatter, 5n, 0n],
    role: Obligating,
  },
  deobligate: { args: ({ bookshop }) => [bookshop.address, matter, 5n], role: Obligating },
  pay: { args: ({ bookshop }) => [bookshop.address, matter, 10n, papers], role: Disbursing },
  payAssigned: {
    args: ({ bookshop, bakery }) => [
      ...[bookshop.address, assignedMatter, bakery.address],
      ...[10n, papers],
    ],
    role: Disbursing,
  },
  payInvoice: {
    args: ({ bookshop }) => [
      bookshop.address,
      matter,
      `0x${"11".repeat(26)}${"00".repeat(5)}ff`,
      10n,
    ],
    role: Disbursing,
  },
  payAdvance: {
    args: ({ addresses }) => [addresses.programmes, trustMatter, 10n, papers],
    role: Disbursing,
  },
};
