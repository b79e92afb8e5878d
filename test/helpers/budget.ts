import { id, ZeroHash } from "ethers";
import { bind } from "./administer.ts";
import { admit, readyBank, type Bank } from "./bank.ts";
import { won, type Deployed } from "./fixtures.ts";
import { AccountKind } from "./kinds.ts";
import { day, kst } from "./time.ts";

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

export const act = id("appropriation act 2025");
export const approval = id("approval 7");
export const matter = id("contract 2025-17");
export const otherMatter = id("contract 2025-18");
export const papers = id("papers 1");
export const exclusionCase = id("case 3");

/** 1 January 2026, 00:00 in Korea; and 11 February 2026, 00:00. */
export const yearEnd = kst("2026-01-01T00:00:00");
export const booksClose = kst("2026-02-11T00:00:00");

/** The numbers of `OfficerRole`. */
export const OfficerRole = { None: 0n, Obligating: 1n, Disbursing: 2n } as const;

/** A plan of payments that has `amount` from the month of `from` to December, 1 for January. */
export const plan = (from: number, amount: bigint): bigint[] =>
  Array.from({ length: 12 }, (_, n) => (n + 1 < from ? 0n : amount));

export interface Budget extends Bank {
  /** The ledger and the Treasury, as the officers see them. */
  readonly obligating: Deployed["ledger"];
  readonly disbursing: Deployed["treasury"];
  readonly appropriator: Deployed["ledger"];
  readonly allotting: Deployed["ledger"];
}

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

/** Registers the ministry, its officers and the programmes as a trustee, and opens a line. */
export async function readyBudget(deployed: Deployed): Promise<Budget> {
  const bank = await readyBank(deployed);
  const { ledger, treasury, officers, addresses } = bank;
  await openTreasury(bank);
  await payRevenue(bank, treasuryHoldings);

  const appropriator = ledger.connect(officers.appropriator);
  const appointer = ledger.connect(officers.officerAppointer);
  const allotting = ledger.connect(officers.allotmentOfficer);
  await appropriator.registerMinistry(ministry, addresses.spendingMinistry);
  await appropriator.setTrustee(addresses.programmes, true);
  await appointer.appointOfficer(ministry, officers.obligatingOfficer, OfficerRole.Obligating);
  await appointer.appointOfficer(ministry, officers.disbursingOfficer, OfficerRole.Disbursing);
  await appropriator.appropriate(line, appropriated, act);
  await allotting.allot(line, 3n, allotted);
  await allotting.setPaymentPlan(line, plan(7, monthly));
  return {
    ...bank,
    appropriator,
    allotting,
    obligating: ledger.connect(officers.obligatingOfficer),
    disbursing: treasury.connect(officers.disbursingOfficer),
  };
}

/** The budget with 50,000,000 won obligated to the bookshop on `matter`. */
export const owed = won(50_000_000);
export async function obligatedBudget(deployed: Deployed): Promise<Budget> {
  const budget = await readyBudget(deployed);
  await budget.obligating.obligate(line, budget.bookshop, matter, owed, 0n);
  return budget;
}

/** Another person of the spending ministry, who is no officer yet. */
export async function anotherPerson(system: Budget, name = "another officer") {
  const person = system.people[10];
  if (person === undefined) throw new Error("too few accounts");
  await bind(system, "spendingMinistry", person, name);
  return person;
}

/** A supplier with an account. */
export async function supplier(system: Budget) {
  const account = system.people[11];
  if (account === undefined) throw new Error("too few accounts");
  await admit(system, account, AccountKind.Contractor);
  return account;
}

export const oneDay = day;
