import { expect } from "chai";
import { rebuild, type Books } from "../../scripts/audit/books.ts";
import { availableOf, owedOn, spentOf, type LineBook } from "../../scripts/audit/budget-books.ts";
import type { Collected } from "../../scripts/audit/collect.ts";
import {
  districtSub,
  lineSub,
  ministryBooks,
  programmeSub,
} from "../../scripts/audit/journal/chart.ts";
import { journalOf } from "../../scripts/audit/journal/journal.ts";
import type { Addresses } from "../../scripts/lib/system.ts";

/** Balances by `books|code|sub`, and by `books|code|sub|detail`; credit balances are above zero where `code` is a credit account. */
export interface Balances {
  readonly of: (books: string, code: number, sub?: string, detail?: string) => bigint;
  /** The sum of an account over its sub-accounts, debits less credits. */
  readonly sum: (books: string, code: number) => bigint;
}

/** All entries of a history, which are short here, and the balances that they leave. */
export function balancesOf(history: Collected, addresses: Addresses): Balances {
  const sums = new Map<string, bigint>();
  const add = (key: string, amount: bigint) => sums.set(key, (sums.get(key) ?? 0n) + amount);
  for (const { books, lines } of journalOf(history.events, addresses)) {
    for (const { code, sub, detail, debit, credit } of lines) {
      add(`${books}|${code}`, debit - credit);
      add(`${books}|${code}|${sub}`, debit - credit);
      if (detail !== "") add(`${books}|${code}|${sub}|${detail}`, debit - credit);
    }
  }
  return {
    of: (books, code, sub = "", detail) =>
      sums.get([books, code, sub, ...(detail === undefined ? [] : [detail])].join("|")) ?? 0n,
    sum: (books, code) => sums.get(`${books}|${code}`) ?? 0n,
  };
}

/** The journal's balances are those of the books that are rebuilt otherwise, event by event. How many were compared. */
export function expectAgrees(history: Collected, addresses: Addresses): number {
  const books = rebuild(history, addresses);
  const journal = balancesOf(history, addresses);
  const pairs = [
    ...bankPairs(books, journal),
    ...treasuryPairs(books, journal),
    ...[...books.budget.lines].flatMap(([line, book]) => linePairs(line, book, journal)),
    ...obligationPairs(books, journal),
    ...operatorPairs(books, journal),
  ];
  for (const [what, ours, theirs] of pairs) expect(ours, what).to.equal(theirs);
  return pairs.length;
}

type Pair = readonly [what: string, ours: bigint, theirs: bigint];

function bankPairs({ supply, accounts }: Books, { of }: Balances): Pair[] {
  return [
    ["deposits", of("bank", 1100), supply.issued - supply.redeemed],
    ["issuable", -of("bank", 8200), supply.issuable],
    ...[...accounts].map(([address, { balance }]): Pair => [
      address,
      -of("bank", 2100, address),
      balance,
    ]),
  ];
}

function treasuryPairs({ budget, accounts, addresses }: Books, { of, sum }: Balances): Pair[] {
  const { holdings, unattributed, revenue } = budget.treasury;
  const held = of("treasury", 1100);
  const spent = [1200, 5100, 5200, 5300].reduce((all, code) => all + sum("treasury", code), 0n);
  const lines = [...budget.lines.values()].reduce((all, line) => all + spentOf(line), 0n);
  return [
    ["held", held, holdings + unattributed],
    ["balance", held, accounts.get(addresses.treasury)?.balance ?? 0n],
    ["unattributed", -of("treasury", 2100), unattributed],
    ["spent", spent, lines],
    ...[...revenue].map(([year, amount]): Pair => [
      `${year}`,
      -of("treasury", 4100, `${year}`),
      amount,
    ]),
  ];
}

function linePairs(line: bigint, book: LineBook, { of }: Balances): Pair[] {
  const at = (code: number) => of(ministryBooks(line), code, lineSub(line));
  const spent = -at(9600) - at(9700) - at(9750);
  const all: Pair[] = [
    ["appropriated", at(9100) + at(9150) + at(9160), book.appropriated],
    ["advanced", -at(9600), book.advanced],
    ["liquidated", -at(9700), book.liquidated],
    ["returned", at(9750), book.returned],
    ["late", -at(9920), book.late],
    ["spent", spent, spentOf(book)],
  ];
  const live: Pair[] = [
    ["unallotted", -at(9200), book.appropriated - book.allotted],
    ["available", -at(9300), availableOf(book)],
    ["reserved", -at(9400), book.reserved],
    ["obligated", -at(9500) + spent, book.obligated],
  ];
  const lapsed: Pair[] = [
    ["lapsed", -at(9800), book.appropriated - spentOf(book)],
    ["rest", at(9200) + at(9300) + at(9400) + at(9500), 0n],
  ];
  return [...all, ...(book.lapsed ? lapsed : live)].map(([what, ours, theirs]) => [
    `${what} of ${line}`,
    ours,
    theirs,
  ]);
}

function obligationPairs({ budget }: Books, { of }: Balances): Pair[] {
  return [...budget.obligations.entries()].flatMap(([key, obligation]): Pair[] => {
    const { line } = obligation;
    const book = budget.lines.get(line);
    // What comes back late is owed again by the obligation, and of no line any more.
    if (book === undefined || book.lapsed || book.late > 0n) return [];
    const unpaid = -of(ministryBooks(line), 9500, lineSub(line), key);
    return [[`obligation ${key}`, unpaid, owedOn(obligation)]];
  });
}

function operatorPairs({ programmes, accounts, addresses }: Books, { of }: Balances): Pair[] {
  const vault = accounts.get(addresses.programmes)?.balance ?? 0n;
  const all = [...programmes].flatMap(([id, { ungranted, vouchers }]): Pair[] => [
    [`ungranted of ${id}`, -of("operator", 2100, programmeSub(id)), ungranted],
    ...[...vouchers].map(([holder, { balance, district }]): Pair => {
      const left = -of("operator", 2200, districtSub(id, district), holder);
      return [`voucher ${id} ${holder}`, left, balance];
    }),
  ]);
  return [["vault", of("operator", 1100), vault], ...all];
}
