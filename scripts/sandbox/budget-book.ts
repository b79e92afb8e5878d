import { booksCloseAt, endsAt, startsAt } from "../lib/fiscal-year.ts";
import { partsOf } from "../lib/lines.ts";
import type { Refusal } from "../lib/stage.ts";

/** Where a line stands after the steps so far, whole won. */
export interface LineBook {
  appropriated: bigint;
  allotted: bigint;
  reserved: bigint;
  obligated: bigint;
  lapsed: boolean;
  plan: readonly bigint[];
  /** The month that was last paid in, 1 to 12, and how much in it. */
  month: number;
  paid: bigint;
}

/** Where an obligation stands. */
export interface ObligationBook {
  line: bigint;
  amount: bigint;
  paid: bigint;
  /** What the line of the year before had paid. */
  paidBefore: bigint;
  readonly inTrust: boolean;
  carriedOver: boolean;
}

/** What the steps of a scenario have come to in the budget, without a chain. */
export interface BudgetBook {
  readonly lines: Map<bigint, LineBook>;
  /** By creditor and matter. */
  readonly obligations: Map<string, ObligationBook>;
  /** For which ministry an account acts, and as what. */
  readonly officers: Map<string, { readonly ministry: number; readonly role: number }>;
  /** Set once programmes may have returned money: what they owe again is not known then. */
  returned: boolean;
}

export const emptyBook = (): BudgetBook => ({
  lines: new Map(),
  obligations: new Map(),
  officers: new Map(),
  returned: false,
});

export const emptyLine = (): LineBook => ({
  ...{ appropriated: 0n, allotted: 0n, reserved: 0n, obligated: 0n, lapsed: false },
  ...{ plan: [], month: 0, paid: 0n },
});

export const refused = (name: string, args: Refusal["args"]): Refusal => ({ name, args });

/** Why nothing can be done with a line: it is unknown, or it has lapsed. */
export function lineRefusal({ lines }: BudgetBook, line: bigint): Refusal | undefined {
  const found = lines.get(line);
  if (found === undefined) return refused("LineUnknown", { line });
  return found.lapsed ? refused("LineHasLapsed", { line }) : undefined;
}

/** Why a line cannot be bound now: its year has not begun or is over. */
export function runningRefusal(line: bigint, now: number): Refusal | undefined {
  const [from, until] = [startsAt(line), endsAt(line)];
  if (now >= from && now < until) return undefined;
  return refused("YearNotRunning", { line, startsAt: from, endsAt: until });
}

/** Why a line's books take nothing any more. */
export function booksRefusal(line: bigint, now: number): Refusal | undefined {
  const closedAt = booksCloseAt(line);
  return now >= closedAt ? refused("BooksClosed", { line, closedAt }) : undefined;
}

/** Why an account cannot act for a line's ministry. */
export function officerRefusal(
  { officers }: BudgetBook,
  account: string,
  line: bigint,
  role: number,
): Refusal | undefined {
  const { ministry } = partsOf(line);
  const found = officers.get(account);
  if (found?.ministry === ministry && found.role === role) return undefined;
  return refused("NotOfficer", { account, ministry, role });
}

/** Why an amount is above what is left. */
export const overRefusal = (
  name: string,
  left: bigint,
  asked: bigint,
  more: Refusal["args"],
): Refusal | undefined => (asked > left ? refused(name, { ...more, left, asked }) : undefined);

export const available = ({ allotted, reserved, obligated }: LineBook): bigint =>
  allotted - reserved - obligated;

export const keyOf = (creditor: string, matter: string): string => `${creditor}/${matter}`;
