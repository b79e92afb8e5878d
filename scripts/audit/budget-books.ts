import { ministryOf } from "../lib/lines.ts";
import type { Event } from "./collect.ts";

/** The most won that a line can hold. */
export const MOST_OF_A_LINE = 2n ** 48n - 1n;

/** OfficerRole of the ledger. */
export const NO_ROLE = 0;
export const OBLIGATING = 1;
export const DISBURSING = 2;

/** One budget line as its events have it, whole won. */
export interface LineBook {
  appropriated: bigint;
  allotted: bigint;
  reserved: bigint;
  obligated: bigint;
  /** Paid to programmes in trust, and to others, in all. */
  advanced: bigint;
  liquidated: bigint;
  /** What came back of it while the books were open. */
  returned: bigint;
  /** What came back of it later, which is revenue and not the line's. */
  late: bigint;
  /** What was paid on obligations that were carried over since: it stays obligated here. */
  carriedPaid: bigint;
  lapsed: boolean;
  /** What may be paid in each month. */
  plan: readonly bigint[];
  /** What was paid in the month that was last paid in, 1 to 12; 0: none was. */
  paidIn: { readonly month: number; readonly amount: bigint };
}

/** One obligation, whole won. */
export interface ObligationBook {
  readonly creditor: string;
  readonly matter: string;
  line: bigint;
  /** What the line owes in all. */
  amount: bigint;
  /** Of it, less what came back; and by the line of the year before. */
  paid: bigint;
  paidBefore: bigint;
  readonly inTrust: boolean;
  payees: readonly string[];
  carriedOver: boolean;
}

/** An obligation as it was made: what the watch on small ones is replayed from. */
export interface ObligatedBook {
  readonly line: bigint;
  readonly creditor: string;
  readonly amount: bigint;
  readonly inTrust: boolean;
  readonly time: number;
  readonly transaction: string;
  /** What `SplitSuspected` told of it, whole won. */
  suspected: bigint | undefined;
}

/** For which ministry an account acts, and as what; role 0: no more. */
export interface OfficerBook {
  readonly ministry: bigint;
  readonly role: number;
}

/** The Treasury, whole won. */
export interface TreasuryBook {
  holdings: bigint;
  unattributed: bigint;
  /** By year. */
  readonly revenue: Map<bigint, bigint>;
  /** Transactions after which what it holds was compared with what it got and paid. */
  transactions: number;
  /** The first after which both differed. */
  brokenBy: string | undefined;
}

/** What a programme holds in trust, whole won. */
export interface TrustBook {
  readonly matter: string;
  /** All that was advanced to it. */
  funded: bigint;
  /** All that it sent home, to lines or as revenue. */
  returned: bigint;
  /** Of what was spent, what merchants gave back after expiry. */
  lateRefunds: bigint;
}

/** The budget and the Treasury. Addresses are as events have them. */
export interface BudgetBook {
  /** The authority of each ministry. */
  readonly ministries: Map<bigint, string>;
  readonly officers: Map<string, OfficerBook>;
  /** On which side each person was appointed, by `authority person`. */
  readonly sides: Map<string, number>;
  /** Whether each contract is listed. */
  readonly trustees: Map<string, boolean>;
  /** Until which UTC second each creditor is excluded. */
  readonly exclusions: Map<string, bigint>;
  readonly lines: Map<bigint, LineBook>;
  /** By `creditor matter`. */
  readonly obligations: Map<string, ObligationBook>;
  readonly obligated: ObligatedBook[];
  readonly treasury: TreasuryBook;
  /** By programme, and the programme of each matter. */
  readonly trusts: Map<bigint, TrustBook>;
  readonly matters: Map<string, bigint>;
  /** Laws 4 and 3: the first transaction after which a line, or what is held in trust, did not add up. */
  linesBrokenBy: string | undefined;
  trustBrokenBy: string | undefined;
}

export function emptyBudget(): BudgetBook {
  const treasury = { holdings: 0n, unattributed: 0n, revenue: new Map(), transactions: 0 };
  return {
    ministries: new Map(),
    officers: new Map(),
    sides: new Map(),
    trustees: new Map(),
    exclusions: new Map(),
    lines: new Map(),
    obligations: new Map(),
    obligated: [],
    treasury: { ...treasury, brokenBy: undefined },
    trusts: new Map(),
    matters: new Map(),
    linesBrokenBy: undefined,
    trustBrokenBy: undefined,
  };
}

/** A line before anything is appropriated to it. */
export function emptyLine(): LineBook {
  const authority = { appropriated: 0n, allotted: 0n, reserved: 0n, obligated: 0n };
  const paid = { advanced: 0n, liquidated: 0n, returned: 0n, late: 0n };
  const plan = Array.from({ length: 12 }, () => 0n);
  return {
    ...authority,
    ...paid,
    carriedPaid: 0n,
    lapsed: false,
    plan,
    paidIn: { month: 0, amount: 0n },
  };
}

/** Under what an obligation is kept. */
export const obligationKey = (creditor: string, matter: string): string => `${creditor} ${matter}`;

/** Paid from the line and not come back while its books were open. */
export const spentOf = ({ advanced, liquidated, returned }: LineBook): bigint =>
  advanced + liquidated - returned;

/** Allotted, and neither reserved nor obligated. */
export const availableOf = ({ allotted, reserved, obligated }: LineBook): bigint =>
  allotted - reserved - obligated;

/** Still to be paid on an obligation. */
export const owedOn = ({ amount, paid }: ObligationBook): bigint => amount - paid;

/** What may still be paid from the line in a month. */
export function planLeft({ plan, paidIn }: LineBook, month: number): bigint {
  const left = (plan[month - 1] ?? 0n) - (paidIn.month === month ? paidIn.amount : 0n);
  return left > 0n ? left : 0n;
}

/** The authority of a line's ministry, in lower case as the books of authorities have it. */
export const authorityOfLine = ({ ministries }: BudgetBook, line: bigint): string =>
  ministries.get(ministryOf(line))?.toLowerCase() ?? "";

/** Money that an event said would come to the Treasury, and has not come. */
export interface Incoming {
  /** What came back to a line; otherwise revenue. */
  readonly isReturn: boolean;
  readonly creditor: string;
  /** The matter of what came back, or the reference of revenue. */
  readonly matter: string;
  readonly amount: bigint;
  readonly by: string;
  readonly event: Event;
}

/** Money that an event said the Treasury pays, and that has not gone. */
export interface Outgoing {
  readonly to: string;
  readonly amount: bigint;
  readonly event: Event;
}

/** What an event of the budget leaves to be said by another of the same transaction. */
export interface BudgetNow {
  readonly incoming: Incoming[];
  readonly outgoing: Outgoing[];
  /** What came back to lines whose books are closed, and must be revenue. */
  readonly late: Incoming[];
  /** Whose payment has dropped a fraction under ten won, `creditor matter`. */
  fraction: { readonly key: string; readonly event: Event } | undefined;
  /** The last obligation made, which may be suspected and may name payees, each once. */
  obligated: { readonly key: string; readonly made: ObligatedBook } | undefined;
  /** What was advanced to the voucher programmes and no programme has said to have. */
  advance: { readonly matter: string; readonly amount: bigint; readonly event: Event } | undefined;
  /** The programme that opened with the Treasury's money, and has not said on which matter. */
  opened: bigint | undefined;
  /** What programmes in trust must yet send home. */
  readonly home: Map<bigint, bigint>;
  /** Lines that changed. */
  readonly lines: Set<bigint>;
  /** Whether the Treasury's money moved or was counted otherwise. */
  treasury: boolean;
}

export function emptyBudgetNow(): BudgetNow {
  return {
    incoming: [],
    outgoing: [],
    late: [],
    fraction: undefined,
    obligated: undefined,
    advance: undefined,
    opened: undefined,
    home: new Map(),
    lines: new Set(),
    treasury: false,
  };
}
