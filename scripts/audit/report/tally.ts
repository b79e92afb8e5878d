import { ZeroAddress } from "ethers";
import { monthOf } from "../../lib/clock.ts";
import type { Books } from "../books.ts";
import type { Event } from "../collect.ts";
import { currentOf } from "../deposit-books.ts";
import type { Audit } from "../read.ts";
import { at, nothing, remember, type Counted } from "./counted.ts";
import { Movements, type Kind, type Movement } from "./movements.ts";
import { dayAt } from "./periods.ts";

/** Between whom money moves: the bank as it issues and redeems, contracts of the system, and kinds of accounts. */
export type Group = (typeof groups)[number];

/** In the order in which money goes through them; whatever goes the other way comes back. */
export const groups = [
  ...(["issued", "agency", "bank", "treasury", "programmes"] as const),
  ...(["citizen", "contractor", "merchant", "other", "redeemed"] as const),
] as const;

/** By AccountKind. */
const KINDS: readonly Group[] = [
  ...(["other", "citizen", "merchant", "agency"] as const),
  ...(["contractor", "bank", "other"] as const),
];

/** What was granted, was spent less what was refunded, and went home unspent. */
export const quantities = ["granted", "spent", "home"] as const;
export type Quantity = (typeof quantities)[number];

/** What a kind of movement counts as, and with which sign. */
const COUNTS: Readonly<Record<Kind, readonly [Quantity, 1n | -1n]>> = {
  granted: ["granted", 1n],
  spent: ["spent", 1n],
  rebated: ["spent", 1n],
  refunded: ["spent", -1n],
  lapsed: ["home", 1n],
  clawedBack: ["home", 1n],
};

/** The smallest group that is told apart: what one programme's holders of one district did in one category and month. */
export interface Cell extends Counted {
  readonly quantity: Quantity;
  readonly programme: bigint;
  readonly district: number;
  readonly mcc: number;
  /** Months since January 1970 in Korea. */
  readonly month: number;
}

/** What was granted, spent and went home on a Korean day, whole won. */
export type Day = Record<Quantity, bigint>;

/** What was paid in one category: how often, to how many merchants. */
export interface Category {
  amount: bigint;
  payments: number;
  readonly merchants: Set<string>;
}

/** What one pass over the events adds up; it grows with accounts, days and groups, not with events. */
export interface Tally {
  readonly cells: Map<string, Cell>;
  /** By programme, then by Korean day. */
  readonly days: Map<bigint, Map<number, Day>>;
  /** By code of ISO 18245. */
  readonly categories: Map<number, Category>;
  /** Deposit tokens between groups, `from to`. */
  readonly money: Map<string, bigint>;
  /** Vouchers paid, `programme mcc group`, the group being whose account the merchant's is. */
  readonly paid: Map<string, bigint>;
  /** What lines paid, `line group`, or `line programmes NUMBER` where it is held in trust. */
  readonly fromLines: Map<string, bigint>;
  /** What was owed and is owed by the next year's line, by line. */
  readonly carriedOver: Map<bigint, bigint>;
}

/** Adds an amount to one of a map's sums. */
export function plus<Key>(sums: Map<Key, bigint>, key: Key, amount: bigint): void {
  sums.set(key, (sums.get(key) ?? 0n) + amount);
}

/** Goes over the events once. */
export function tallyOf({ events, books }: Pick<Audit, "events" | "books">): Tally {
  const tally: Tally = {
    ...{ cells: new Map(), days: new Map(), categories: new Map(), money: new Map() },
    ...{ paid: new Map(), fromLines: new Map(), carriedOver: new Map() },
  };
  const movements = new Movements();
  for (const event of events) {
    for (const movement of movements.after(event)) count(tally, books, movement);
    POSTINGS[event.name]?.(tally, books, event);
  }
  for (const { restored, ...refund } of books.refunds) {
    if (restored) continue;
    const { mcc = 0 } = books.merchants.get(refund.merchant) ?? {};
    // The voucher had expired: what was paid is not spent after all, and went home.
    for (const kind of ["refunded", "lapsed"] as const)
      count(tally, books, { kind, ...refund, mcc });
  }
  return tally;
}

/** Whose account it is, once keys that were replaced are left aside. */
export function groupOf(books: Books, account: string): Group {
  const { treasury, programmes } = books.addresses;
  if (account === treasury) return "treasury";
  if (account === programmes) return "programmes";
  return KINDS[books.accounts.get(currentOf(books, account))?.kind ?? 0] ?? "other";
}

function count(tally: Tally, books: Books, movement: Movement): void {
  const { kind, programme, mcc, amount, merchant, time } = movement;
  inCell(tally, books, movement);
  const [quantity, sign] = COUNTS[kind];
  const days = tally.days.get(programme) ?? new Map<number, Day>();
  tally.days.set(programme, days);
  const day = days.get(dayAt(time)) ?? { granted: 0n, spent: 0n, home: 0n };
  days.set(dayAt(time), day);
  day[quantity] += sign * amount;
  if (kind !== "spent") return;
  plus(tally.paid, `${programme} ${mcc} ${groupOf(books, merchant)}`, amount);
  const { categories } = tally;
  const found = categories.get(mcc) ?? { amount: 0n, payments: 0, merchants: new Set() };
  categories.set(mcc, found);
  found.amount += amount;
  found.payments += 1;
  found.merchants.add(currentOf(books, merchant));
}

function inCell({ cells }: Tally, books: Books, movement: Omit<Movement, "kind"> & { kind: Kind }) {
  const { kind, programme, holder, amount, time } = movement;
  const [quantity, sign] = COUNTS[kind];
  const { mcc, merchant } = quantity === "spent" ? movement : NOBODY_PAID;
  const district = books.programmes.get(programme)?.vouchers.get(holder)?.district ?? 0;
  const month = monthOf(dayAt(time));
  const key = [quantity, programme, district, mcc, month].join(" ");
  const cell = cells.get(key) ?? { ...nothing(), quantity, programme, district, mcc, month };
  cells.set(key, cell);
  cell.amount += sign * amount;
  if (kind === "spent") cell.times += 1;
  // Whoever had nothing left to return is none of those whose money the sum is.
  if (amount === 0n) return;
  remember(cell.holders, currentOf(books, holder));
  remember(cell.merchants, merchant === "" ? "" : currentOf(books, merchant));
}

const NOBODY_PAID = { mcc: 0, merchant: "" };

type Posting = (tally: Tally, books: Books, event: Event) => void;

/** What events of money and of the budget add to the sums. */
const POSTINGS: Readonly<Record<string, Posting>> = {
  Transfer: ({ money }, books, { args }) => {
    const [from, to, amount] = args.toArray() as [string, string, bigint];
    const source = from === ZeroAddress ? "issued" : groupOf(books, from);
    const target = to === ZeroAddress ? "redeemed" : groupOf(books, to);
    if (source !== target) plus(money, `${source} ${target}`, amount);
  },
  Advanced: ({ fromLines }, books, { args }) => {
    const { line, creditor, matter, amount } = args.toObject() as Paid;
    const programme = books.budget.matters.get(matter);
    const isVouchers = creditor === books.addresses.programmes && programme !== undefined;
    const target = isVouchers ? `programmes ${programme}` : groupOf(books, creditor);
    plus(fromLines, `${line} ${target}`, amount);
  },
  Liquidated: ({ fromLines }, books, { args }) => {
    const { line, payee, amount } = args.toObject() as Paid;
    plus(fromLines, `${line} ${groupOf(books, payee)}`, amount);
  },
  CarriedOver: ({ carriedOver }, _, { args }) => {
    const { line, amount } = args.toObject() as Paid;
    plus(carriedOver, line, amount);
  },
};

/** What events that say of a line's money have. */
interface Paid {
  readonly line: bigint;
  readonly creditor: string;
  readonly payee: string;
  readonly matter: string;
  readonly amount: bigint;
}

/** The cells of one quantity added up by a key. */
export function sumsBy<Key>(
  cells: Iterable<Cell>,
  quantity: Quantity,
  keyOf: (cell: Cell) => Key,
): Map<Key, Counted> {
  const sums = new Map<Key, Counted>();
  for (const cell of cells) {
    if (cell.quantity !== quantity) continue;
    const sum = at(sums, keyOf(cell));
    sum.amount += cell.amount;
    sum.times += cell.times;
    for (const one of cell.holders) remember(sum.holders, one);
    for (const one of cell.merchants) remember(sum.merchants, one);
  }
  return sums;
}
