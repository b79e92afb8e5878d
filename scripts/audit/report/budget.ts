import { formatLine } from "../../lib/lines.ts";
import type { Books } from "../books.ts";
import { spentOf } from "../budget-books.ts";
import type { Tally } from "./tally.ts";
import { together } from "./people.ts";
import { same, text, type Text } from "./words.ts";

/** What is shown of a line, in this order, whole won. */
export const columns = {
  appropriated: text("Appropriated", "예산액"),
  allotted: text("Allotted", "배정액"),
  obligated: text("Obligated", "지출원인행위액"),
  paid: text("Paid", "지출액"),
  returned: text("Returned", "반납액"),
  late: text("Returned late", "마감 후 반납액"),
  lapsed: text("Lapsed", "불용액"),
  carriedOver: text("Carried over", "이월액"),
} as const;

export type Column = keyof typeof columns;

export const columnNames = Object.keys(columns) as Column[];

/** A line of the budget, or several that are told together. */
export interface BudgetRow {
  readonly label: Text;
  readonly lines: readonly bigint[];
  readonly figures: Readonly<Record<Column, bigint>>;
}

/** One row for each line, in the order of their numbers. */
export function budgetRows({ budget }: Books, { carriedOver }: Tally): BudgetRow[] {
  const lines = [...budget.lines].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return lines.map(([line, book]) => {
    const { appropriated, allotted, obligated, returned, late } = book;
    const paid = book.advanced + book.liquidated;
    const lapsed = book.lapsed ? appropriated - spentOf(book) : 0n;
    const carried = carriedOver.get(line) ?? 0n;
    const figures = { appropriated, allotted, obligated, paid, returned, late, lapsed };
    const label = same(formatLine(line));
    return { label, lines: [line], figures: { ...figures, carriedOver: carried } };
  });
}

/** Several rows as one. */
export function addRows(rows: readonly BudgetRow[], label?: Text): BudgetRow {
  const sums = columnNames.map((column) => [
    column,
    rows.reduce((sum, { figures }) => sum + figures[column], 0n),
  ]);
  return {
    label: label ?? together(rows.map((row) => row.label)),
    lines: rows.flatMap(({ lines }) => lines),
    figures: Object.fromEntries(sums) as Record<Column, bigint>,
  };
}

/** What was paid and did not come back while the books were open, in tenths of a percent of what was appropriated. */
export function rateOf({ figures }: BudgetRow): string {
  const { appropriated, paid, returned } = figures;
  if (appropriated === 0n) return "–";
  const perMille = ((paid - returned) * 2_000n + appropriated) / (2n * appropriated);
  return `${perMille / 10n}.${perMille % 10n} %`;
}
