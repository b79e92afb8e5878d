import { accountIn, chartOf, type BooksName } from "./chart.ts";
import type { Entry } from "./entry.ts";
import type { Period } from "./period.ts";

/** One account in a trial balance, whole won. Balances are debits less credits. */
export interface TrialRow {
  readonly books: BooksName;
  readonly code: number;
  readonly name: string;
  readonly sub: string;
  /** Within the sub-account, where details are asked for. */
  readonly detail: string;
  opening: bigint;
  debit: bigint;
  credit: bigint;
}

/** Debits and credits at the period's start, in it, and at its end. */
export interface Totals {
  readonly openingDebit: bigint;
  readonly openingCredit: bigint;
  readonly debit: bigint;
  readonly credit: bigint;
  readonly closingDebit: bigint;
  readonly closingCredit: bigint;
}

export interface TrialBalance {
  readonly rows: readonly TrialRow[];
  /** By books, and of all of them. */
  readonly totals: ReadonlyMap<BooksName, Totals>;
  readonly total: Totals;
  /** Entries in the period. */
  readonly entries: number;
}

export const closingOf = ({ opening, debit, credit }: TrialRow): bigint => opening + debit - credit;

/** Adds entries up, in any number: only accounts are held. */
export class Trial {
  readonly #rows = new Map<string, TrialRow>();
  readonly #period: Period;
  readonly #isDetailed: boolean;
  #entries = 0;

  constructor(period: Period, isDetailed = false) {
    this.#period = period;
    this.#isDetailed = isDetailed;
  }

  add({ books, time, lines }: Entry): void {
    const { from, to } = this.#period;
    if (time > to) return;
    if (time >= from) this.#entries += 1;
    for (const { code, sub, detail, debit, credit } of lines) {
      const row = this.#rowOf(books, code, sub, this.#isDetailed ? detail : "");
      if (time < from) row.opening += debit - credit;
      else {
        row.debit += debit;
        row.credit += credit;
      }
    }
  }

  #rowOf(books: BooksName, code: number, sub: string, detail: string): TrialRow {
    const key = `${books}|${code}|${sub}|${detail}`;
    let row = this.#rows.get(key);
    if (row === undefined) {
      const { name } = accountIn(books, code);
      row = { books, code, name, sub, detail, opening: 0n, debit: 0n, credit: 0n };
      this.#rows.set(key, row);
    }
    return row;
  }

  /** The accounts in their order, and their sums. Accounts that are empty and did not change are left out. */
  balance(): TrialBalance {
    const rows = [...this.#rows.values()]
      .filter(({ opening, debit, credit }) => opening !== 0n || debit !== 0n || credit !== 0n)
      .toSorted(inOrder);
    const totals = new Map<BooksName, Totals>();
    for (const row of rows) totals.set(row.books, added(totals.get(row.books) ?? NOTHING, row));
    const total = rows.reduce(added, NOTHING);
    return { rows, totals, total, entries: this.#entries };
  }
}

const NOTHING: Totals = {
  ...{ openingDebit: 0n, openingCredit: 0n, debit: 0n, credit: 0n },
  ...{ closingDebit: 0n, closingCredit: 0n },
};

/** A balance on the side on which it stands. */
export const onSide = (balance: bigint): readonly [debit: bigint, credit: bigint] =>
  balance > 0n ? [balance, 0n] : [0n, -balance];

function added(sum: Totals, row: TrialRow): Totals {
  const [openingDebit, openingCredit] = onSide(row.opening);
  const [closingDebit, closingCredit] = onSide(closingOf(row));
  return {
    openingDebit: sum.openingDebit + openingDebit,
    openingCredit: sum.openingCredit + openingCredit,
    debit: sum.debit + row.debit,
    credit: sum.credit + row.credit,
    closingDebit: sum.closingDebit + closingDebit,
    closingCredit: sum.closingCredit + closingCredit,
  };
}

/** Whether debits are credits at the start, in the period and at the end. */
export const isEven = (totals: Totals): boolean =>
  totals.openingDebit === totals.openingCredit &&
  totals.debit === totals.credit &&
  totals.closingDebit === totals.closingCredit;

const ORDER = ["bank", "treasury", "ministry", "operator"] as const;

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function inOrder(a: TrialRow, b: TrialRow): number {
  const place = ({ books }: TrialRow) => ORDER.indexOf(chartOf(books));
  return (
    place(a) - place(b) ||
    compared(a.books, b.books) ||
    a.code - b.code ||
    compareSubs(a.sub, b.sub) ||
    compared(a.detail, b.detail)
  );
}

/** Programmes stand in the order of their numbers, everything else in that of its letters. */
function compareSubs(a: string, b: string): number {
  const numberIn = (sub: string) => Number(/^programme (\d+)/.exec(sub)?.[1] ?? 0);
  return numberIn(a) - numberIn(b) || compared(a, b);
}
