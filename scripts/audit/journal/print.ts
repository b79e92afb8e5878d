import { isAddress } from "ethers";
import { csvRow } from "../../lib/csv-write.ts";
import { formatKst } from "../../lib/clock.ts";
import { formatLine } from "../../lib/lines.ts";
import { table } from "../../lib/text.ts";
import { formatCount } from "../../lib/won.ts";
import type { AccountNames } from "../ledger.ts";
import { accountIn, type BooksName } from "./chart.ts";
import type { Entry, Line } from "./entry.ts";
import { closingOf, onSide, type Totals, type TrialBalance, type TrialRow } from "./trial.ts";

/** Sub-accounts of one account that a table tells one by one. */
const MOST = 12;

/** Hashes and addresses that nobody knows by name are cut: all of them stand in the CSV and JSON. */
function short(word: string, names: AccountNames): string {
  const isAccount: boolean = isAddress(word);
  if (isAccount) return names.get(word) ?? `${word.slice(0, 8)}…${word.slice(-4)}`;
  return /^0x[0-9a-f]{64}$/.test(word) ? `${word.slice(0, 8)}…` : word;
}

const subWords = (sub: string, names: AccountNames): string =>
  sub
    .split(" ")
    .map((word) => short(word, names))
    .join(" ");

/** Rows of one account that are too many for a table become one. */
function gathered(rows: readonly TrialRow[]): TrialRow[] {
  const groups = new Map<string, TrialRow[]>();
  for (const row of rows) {
    const key = `${row.books} ${row.code}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()].flatMap((group) => (group.length > MOST ? [sumOf(group)] : group));
}

/** One row in the place of several of one account, all of which stand on the account's own side. */
function sumOf(group: readonly TrialRow[]): TrialRow {
  const [first] = group as [TrialRow];
  const sub = `${formatCount(group.length)} sub-accounts`;
  const sum = { ...first, sub, detail: "", opening: 0n, debit: 0n, credit: 0n };
  for (const { opening, debit, credit } of group) {
    sum.opening += opening;
    sum.debit += debit;
    sum.credit += credit;
  }
  return sum;
}

const figure = (amount: bigint): string => (amount === 0n ? "" : formatCount(amount));

const HEAD = ["account", "opening Dr", "opening Cr", "debit", "credit", "closing Dr", "closing Cr"];

function rowCells(row: TrialRow, names: AccountNames): string[] {
  const sub = [row.sub, row.detail]
    .filter((part) => part !== "")
    .map((part) => subWords(part, names));
  const opening = onSide(row.opening);
  const closing = onSide(closingOf(row));
  const figures = [...opening, row.debit, row.credit, ...closing].map(figure);
  return [[`${row.code} ${row.name}`, ...sub].join(", "), ...figures];
}

const totalCells = (name: string, totals: Totals): string[] =>
  [
    name,
    ...[totals.openingDebit, totals.openingCredit, totals.debit, totals.credit],
    ...[totals.closingDebit, totals.closingCredit],
  ].map((cell) => (typeof cell === "bigint" ? formatCount(cell) : cell));

/** The trial balance as aligned lines, books by books, whole won. */
export function printTrial(
  { rows, totals, total }: TrialBalance,
  names: AccountNames,
  isWhole: boolean,
): string[] {
  const shown = isWhole ? rows : gathered(rows);
  const cells = [HEAD];
  for (const [books, sums] of totals) {
    cells.push([`Books of the ${books}`, "", "", "", "", "", ""]);
    const own = shown.filter((row) => row.books === books);
    cells.push(...own.map((row) => rowCells(row, names)), totalCells("  total", sums));
  }
  if (totals.size !== 1) cells.push(totalCells("All books", total));
  return table(cells, [1, 2, 3, 4, 5, 6]);
}

/** An entry as lines. */
export function printEntry(
  { number, books, time, block, transaction, text, lines }: Entry,
  names: AccountNames,
): string[] {
  const head = `${number}  ${formatKst(time)}  block ${block}  ${transaction}  ${books}: ${text}`;
  const cells = lines.map(({ code, sub, detail, debit, credit }) => [
    "   ",
    [`${code} ${accountIn(books, code).name}`, sub, detail]
      .filter((part) => part !== "")
      .map((part) => subWords(part, names))
      .join(", "),
    figure(debit),
    figure(credit),
  ]);
  return [head, ...table(cells, [2, 3])];
}

export const TRIAL_COLUMNS = [
  ...["books", "code", "account", "sub_account", "detail", "opening_debit", "opening_credit"],
  ...["debit", "credit", "closing_debit", "closing_credit"],
] as const;

export function trialCells(row: TrialRow): (string | bigint | number)[] {
  const { books, code, name, sub, detail, opening, debit, credit } = row;
  return [
    books,
    code,
    name,
    sub,
    detail,
    ...onSide(opening),
    debit,
    credit,
    ...onSide(closingOf(row)),
  ];
}

export const JOURNAL_COLUMNS = [
  ...["entry", "time_kst", "block", "transaction", "books", "text", "code", "account"],
  ...["sub_account", "detail", "line", "programme", "debit", "credit"],
] as const;

export function journalCells(entry: Entry, line: Line): (string | bigint | number)[] {
  const { number, time, block, transaction, books, text } = entry;
  const { code, sub, detail, line: budgetLine, programme, debit, credit } = line;
  return [
    ...[
      number,
      formatKst(time),
      block,
      transaction,
      books,
      text,
      code,
      accountIn(books, code).name,
    ],
    ...[sub, detail, budgetLine === undefined ? "" : formatLine(budgetLine), programme ?? ""],
    ...[debit, credit],
  ];
}

/** A balance sheet of columns as CSV. */
export const trialCsv = ({ rows }: TrialBalance): string[] => [
  csvRow(TRIAL_COLUMNS),
  ...rows.map((row) => csvRow(trialCells(row))),
];

/** Totals by books, as JSON has them. */
export function trialJson({ rows, totals, total, entries }: TrialBalance, period: unknown): string {
  const told = rows.map((row) =>
    Object.fromEntries<unknown>(trialCells(row).map((cell, n) => [TRIAL_COLUMNS[n] ?? "", cell])),
  );
  const byBooks = Object.fromEntries<Totals>([...totals] as [BooksName, Totals][]);
  return JSON.stringify({ period, entries, rows: told, totals: byBooks, total }, asText, 2);
}

/** An entry as JSON, amounts as text. */
export function entryJson(entry: Entry): string {
  const lines = entry.lines.map(({ line, programme, ...rest }) => ({
    ...rest,
    line: line === undefined ? null : formatLine(line),
    programme: programme ?? null,
  }));
  const told = { ...entry, when: formatKst(entry.time), lines };
  return JSON.stringify(told, asText);
}

const asText = (_: string, value: unknown): unknown =>
  typeof value === "bigint" ? `${value}` : value;
