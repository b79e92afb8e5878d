import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { expect } from "chai";
import { id, ZeroHash, type AddressLike, type BaseContract } from "ethers";
import { bind } from "./administer.ts";
import { admit, readyBank, type Bank } from "./bank.ts";
import type { Named } from "./chain.ts";
import { won, type Deployed } from "./fixtures.ts";
import { AccountKind } from "./kinds.ts";
import { kst } from "./time.ts";

/* A budget at work: one ministry, two lines of 2025, money in the Treasury, officers appointed. */

/** Of the ministry of climate: year 2025, ministry 11, programme 1040301, items 24001 and 32001. */
export const ministry = 11n;
export const line = 2025_011_1040301_24001n;
export const otherLine = 2025_011_1040301_32001n;

/** The same line of the next year. */
export const nextLine = 2026_011_1040301_24001n;

/** What the line was given: 1,000,000,000 appropriated, of which the third quarter's 400,000,000 are allotted. */
export const appropriated = won(1_000_000_000);
export const allotted = won(400_000_000);

/** Of every month from July to December, 100,000,000 may be paid. */
export const monthly = won(100_000_000);

/** What the Treasury holds at first. */
export const treasuryHoldings = won(2_000_000_000);

/** Obligations below this are small. */
export const splitThreshold = won(20_000_000);

/** The most won of one line: 2^48 − 1. */
export const mostOfLine = 2n ** 48n - 1n;

export const act = id("appropriation act 2025");
export const approval = id("approval 7");
export const matter = id("contract 2025-17");
export const otherMatter = id("contract 2025-18");
export const papers = id("papers 1");
export const exclusionCase = id("case 3");

/** 1 January 2025, 1 January 2026 and 11 February 2026, 00:00 in Korea. */
export const yearStart = kst("2025-01-01T00:00:00");
export const yearEnd = kst("2026-01-01T00:00:00");
export const booksClose = kst("2026-02-11T00:00:00");

/** The numbers of `OfficerRole`. */
export const OfficerRole = { None: 0n, Obligating: 1n, Disbursing: 2n } as const;

/** A plan of payments that has `amount` from the month of `from` to December, 1 for January. */
export const plan = (from: number, amount: bigint): bigint[] =>
  Array.from({ length: 12 }, (_, n) => (n + 1 < from ? 0n : amount));

/** The ledger and the Treasury, as the officers see them. */
export interface BudgetOfficers {
  readonly appropriator: Deployed["ledger"];
  readonly allotting: Deployed["ledger"];
  readonly transferring: Deployed["ledger"];
  readonly excluding: Deployed["ledger"];
  readonly appointing: Deployed["ledger"];
  readonly obligating: Deployed["ledger"];
  readonly disbursing: Deployed["treasury"];
  readonly revenue: Deployed["treasury"];
}

export interface Budget extends Bank, BudgetOfficers {}

/** The bank registers the Treasury and lets everybody credit it; the operator lists it as one who pays invoices. */
export async function openTreasury({ token, invoices, officers, addresses }: Deployed) {
  const registrar = token.connect(officers.systemRegistrar);
  await registrar.registerSystemAccount(addresses.treasury);
  await registrar.openSystemAccount(addresses.treasury);
  await invoices.connect(officers.invoiceRegistrar).setPayer(addresses.treasury, true);
}

/** The funding account pays `amount` won of revenue to the Treasury. */
export async function payRevenue(system: Deployed, amount: bigint): Promise<void> {
  const { token, treasury, officers, addresses } = system;
  await token.connect(officers.funding).approve(addresses.treasury, amount);
  await treasury.connect(officers.funding).receiveRevenue(amount, ZeroHash);
}

const officersOf = ({ ledger, treasury, officers }: Deployed): BudgetOfficers => ({
  appropriator: ledger.connect(officers.appropriator),
  allotting: ledger.connect(officers.allotmentOfficer),
  transferring: ledger.connect(officers.transferOfficer),
  excluding: ledger.connect(officers.exclusionOfficer),
  appointing: ledger.connect(officers.officerAppointer),
  obligating: ledger.connect(officers.obligatingOfficer),
  disbursing: treasury.connect(officers.disbursingOfficer),
  revenue: treasury.connect(officers.revenueOfficer),
});

/** Registers the ministry, its officers and the programmes as a trustee, and opens a line. */
export async function withBudget<Ready extends Bank>(bank: Ready): Promise<Ready & Budget> {
  const { officers, addresses } = bank;
  const budget = { ...bank, ...officersOf(bank) };
  const { appropriator, appointing, allotting } = budget;
  await openTreasury(bank);
  await payRevenue(bank, treasuryHoldings);

  await appropriator.registerMinistry(ministry, addresses.spendingMinistry);
  await appropriator.setTrustee(addresses.programmes, true);
  await appointing.appointOfficer(ministry, officers.obligatingOfficer, OfficerRole.Obligating);
  await appointing.appointOfficer(ministry, officers.disbursingOfficer, OfficerRole.Disbursing);
  await appropriator.appropriate(line, appropriated, act);
  await allotting.allot(line, 3n, allotted);
  await allotting.setPaymentPlan(line, plan(7, monthly));
  return budget;
}

export const readyBudget = async (deployed: Deployed): Promise<Budget> =>
  withBudget(await readyBank(deployed));

/** The budget with 50,000,000 won obligated to the bookshop on `matter`. */
export const owed = won(50_000_000);
export async function obligatedBudget(deployed: Deployed): Promise<Budget> {
  const budget = await readyBudget(deployed);
  await budget.obligating.obligate(line, budget.bookshop, matter, owed, 0n);
  return budget;
}

/** The same, of which 20,000,000 are paid. */
export const paidSum = won(20_000_000);
export async function paidBudget(deployed: Deployed): Promise<Budget> {
  const budget = await obligatedBudget(deployed);
  await budget.disbursing.pay(budget.bookshop, matter, paidSum, papers);
  await budget.token.connect(budget.bookshop).approve(budget.addresses.treasury, owed);
  return budget;
}

/** Appropriates to a line and allots it for the quarter, with a plan for every month of the year. */
export async function openLine(
  { appropriator, allotting }: BudgetOfficers,
  of: bigint,
  amount: bigint,
  { quarter = 3n, months = won(8_000_000_000) } = {},
): Promise<void> {
  await appropriator.appropriate(of, amount, act);
  await allotting.allot(of, quarter, amount);
  await allotting.setPaymentPlan(of, plan(1, months));
}

/** The n-th person who is nobody yet. */
export function nobody({ people }: Deployed, n = 0): HardhatEthersSigner {
  const person = people[10 + n];
  if (person === undefined) throw new Error("too few accounts");
  return person;
}

/** Another person of the spending ministry, who is no officer yet. */
export async function anotherPerson(system: Deployed, n = 0, name = `another officer ${n}`) {
  const person = nobody(system, n);
  await bind(system, "spendingMinistry", person, name);
  return person;
}

/** A supplier with an account. */
export async function supplier(system: Budget, n = 1) {
  const account = nobody(system, n);
  await admit(system, account, AccountKind.Contractor);
  return account;
}

/** `contract` refuses what is sent, with this error and these arguments. */
export async function refused(
  contract: BaseContract,
  sent: Promise<unknown>,
  [error, ...args]: Named,
): Promise<void> {
  const reverted = expect(sent).to.be.revertedWithCustomError(contract, error);
  await (args.length === 0 ? reverted : reverted.withArgs(...args));
}

const lineParts = [
  ...(["appropriated", "allotted", "reserved", "obligated"] as const),
  ...(["advanced", "liquidated", "returned", "lapsed"] as const),
];

/** What the line has, but for what is zero. */
export async function standing({ ledger }: Deployed, of: bigint = line) {
  const facts = await ledger.lineOf(of);
  const amounts = lineParts.map((part) => [part, facts[part]] as const);
  return Object.fromEntries(amounts.filter(([, amount]) => amount !== 0n));
}

/** What an obligation owes, has paid, and had paid by the line of the year before. */
export async function stateOf(
  { ledger }: Deployed,
  creditor: AddressLike,
  of: string = matter,
): Promise<[line: bigint, amount: bigint, paid: bigint, paidBefore: bigint]> {
  const facts = await ledger.obligationOf(creditor, of);
  return [facts.line, facts.amount, facts.paid, facts.paidBefore];
}
