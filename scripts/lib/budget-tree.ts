import type { AppropriationLedger } from "../../typechain-types/budget/AppropriationLedger.ts";
import { formatLine, formatMinistry, formatProgramme, nextLine, partsOf } from "./lines.ts";
import { groupBy } from "./chunks.ts";
import { table } from "./text.ts";
import { formatCount } from "./won.ts";

/** What is shown of a line, in this order. */
export const COLUMNS = [
  "appropriated",
  "allotted",
  "reserved",
  "obligated",
  "paid",
  "returned",
  "lapsed",
] as const;

/** Whole won by column. Paid are advances and payments, in all; returned is what of it came back. */
export type Figures = Readonly<Record<(typeof COLUMNS)[number], bigint>>;

/** A line with its figures. */
export interface LineRow {
  readonly line: bigint;
  readonly figures: Figures;
}

/** A part of the budget, and what its parts add up to. */
export interface Branch<Part> {
  readonly code: number;
  readonly figures: Figures;
  readonly parts: readonly Part[];
}

/** A year's budget: ministries, their programmes, their lines. */
export interface BudgetTree {
  readonly year: number;
  readonly ministries: readonly Branch<Branch<LineRow>>[];
  readonly figures: Figures;
}

/** The lines of a year to which something was ever appropriated, transferred or carried over, in the order of their numbers. */
export async function linesOf(ledger: AppropriationLedger, year: number): Promise<bigint[]> {
  const { Appropriated, AppropriationTransferred, CarriedOver } = ledger.filters;
  const [given, moved, carried] = await Promise.all([
    ledger.queryFilter(Appropriated()),
    ledger.queryFilter(AppropriationTransferred()),
    ledger.queryFilter(CarriedOver()),
  ]);
  const lines = new Set([
    ...given.map(({ args }) => args.line),
    ...moved.map(({ args }) => args.to),
    ...carried.map(({ args: { line } }) => nextLine(line)),
  ]);
  return [...lines]
    .filter((line) => partsOf(line).year === year)
    .toSorted((a, b) => (a < b ? -1 : 1));
}

/** The figures of lines, as the ledger has them. */
export async function rowsOf(
  ledger: AppropriationLedger,
  lines: readonly bigint[],
): Promise<LineRow[]> {
  const rows: LineRow[] = [];
  for (const line of lines) {
    const facts = await ledger.lineOf(line);
    const { appropriated, allotted, reserved, obligated, returned, lapsed } = facts;
    const paid = facts.advanced + facts.liquidated;
    const figures = { appropriated, allotted, reserved, obligated, paid, returned, lapsed };
    rows.push({ line, figures });
  }
  return rows;
}

const NOTHING = Object.fromEntries(COLUMNS.map((column) => [column, 0n])) as Figures;

/** Figures added up, column by column. */
const sumOf = (all: readonly { readonly figures: Figures }[]): Figures =>
  all.reduce(
    (sum, { figures }) =>
      Object.fromEntries(
        COLUMNS.map((column) => [column, sum[column] + figures[column]]),
      ) as Figures,
    NOTHING,
  );

function branch<Part extends { readonly figures: Figures }>(
  code: number,
  parts: readonly Part[],
): Branch<Part> {
  return { code, figures: sumOf(parts), parts };
}

/** The rows as a tree. What is summed part by part must be what all lines come to. */
export function treeOf(year: number, rows: readonly LineRow[]): BudgetTree {
  const ministries = [...groupBy(rows, ({ line }) => partsOf(line).ministry)].map(([code, own]) => {
    const programmes = [...groupBy(own, ({ line }) => partsOf(line).programme)];
    return branch(
      code,
      programmes.map(([programme, lines]) => branch(programme, lines)),
    );
  });
  const figures = sumOf(ministries);
  const inAll = sumOf(rows);
  for (const column of COLUMNS) {
    if (figures[column] === inAll[column]) continue;
    throw new Error(
      `${column}: ministries add up to ${figures[column]}, lines to ${inAll[column]}`,
    );
  }
  return { year, ministries, figures };
}

const cells = (label: string, figures: Figures): string[] => [
  label,
  ...COLUMNS.map((column) => formatCount(figures[column])),
];

/** The tree as aligned lines, in won. */
export function treeLines({ year, ministries, figures }: BudgetTree): string[] {
  if (ministries.length === 0) return [`no budget lines of ${year}`];
  const rows = ministries.flatMap((ministry) => [
    cells(`ministry ${formatMinistry(ministry.code)}`, ministry.figures),
    ...ministry.parts.flatMap((programme) => [
      cells(`  programme ${formatProgramme(programme.code)}`, programme.figures),
      ...programme.parts.map((row) => cells(`    ${formatLine(row.line)}`, row.figures)),
    ]),
  ]);
  const head = [`Budget ${year}, won`, ...COLUMNS];
  return table(
    [head, ...rows, cells("all ministries", figures)],
    COLUMNS.map((_, n) => n + 1),
  );
}
