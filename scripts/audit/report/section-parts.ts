import { formatCount } from "../../lib/won.ts";
import type { BarRow, Block, Section, Table } from "./model.ts";
import { same, text, type Text } from "./words.ts";

/** Whole won, and counts, in a cell. */
export const won = (amount: bigint): Text => same(formatCount(amount));
export const count = (number: number): Text => same(formatCount(number));

export const TOTAL = text("Total", "합계");

/** A sum over rows. */
export const sumOf = <Row>(rows: readonly Row[], valueOf: (row: Row) => bigint): bigint =>
  rows.reduce((sum, row) => sum + valueOf(row), 0n);

export const countOf = <Row>(rows: readonly Row[], valueOf: (row: Row) => number): number =>
  rows.reduce((sum, row) => sum + valueOf(row), 0);

/** A sentence; a note is written more quietly. */
export const paragraph = (en: string, ko: string): Block => ({
  kind: "paragraph",
  text: text(en, ko),
});
export const note = (en: string, ko: string): Block => ({
  kind: "paragraph",
  tone: "note",
  text: text(en, ko),
});

/** What a section of bars is made of. */
export interface Bars {
  readonly id: string;
  readonly title: Text;
  readonly caption: Text;
  readonly series: readonly Text[];
  readonly rows: readonly BarRow[];
  readonly isStacked: boolean;
  readonly unit: "won" | "count";
  readonly table: Table;
  readonly before?: readonly Block[];
  readonly after?: readonly Block[];
}

/** A section that shows one chart of bars, with the same figures as a table. */
export function barsSection({
  id,
  title,
  caption,
  table,
  before = [],
  after = [],
  ...bars
}: Bars): Section {
  const { series, rows, isStacked, unit } = bars;
  const chart = { kind: "bars", series, rows, isStacked, unit } as const;
  const figure = { id: `${id}-chart`, caption, charts: [{ title, chart }], table };
  return { id, title, blocks: [...before, { kind: "figure", figure }, ...after] };
}
