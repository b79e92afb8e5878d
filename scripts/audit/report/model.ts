import type { Flow } from "./flow-builder.ts";
import type { Text } from "./words.ts";

/** A table. The first cell of a row names it; figures stand on the right of their columns. */
export interface Table {
  readonly caption: Text;
  readonly head: readonly Text[];
  readonly rows: readonly (readonly Text[])[];
  /** Rows that add up those above. */
  readonly total?: readonly (readonly Text[])[];
  /** Columns of words, from 0; the others have figures. */
  readonly words: readonly number[];
}

/** Values of one row of bars: whole won or counts. */
export interface BarRow {
  readonly label: Text;
  readonly values: readonly bigint[];
}

/** A chart as data; how it looks is decided where it is drawn. */
export type Chart =
  | { readonly kind: "flow"; readonly flow: Flow }
  | {
      readonly kind: "bars";
      readonly series: readonly Text[];
      readonly rows: readonly BarRow[];
      /** Whether the values of a row are parts of one whole. */
      readonly isStacked: boolean;
      readonly unit: "won" | "count";
    }
  | {
      readonly kind: "lines";
      readonly series: readonly Text[];
      readonly points: readonly string[];
      /** One list of values for each series. */
      readonly values: readonly (readonly bigint[])[];
    };

/** A chart with its caption and a table of the same figures. */
export interface Figure {
  readonly id: string;
  readonly caption: Text;
  readonly charts: readonly { readonly title: Text; readonly chart: Chart }[];
  readonly table: Table;
}

/** What stands in a section, in this order. */
export type Block =
  | { readonly kind: "paragraph"; readonly text: Text; readonly tone?: "good" | "bad" | "note" }
  | { readonly kind: "facts"; readonly facts: readonly (readonly [Text, Text])[] }
  | { readonly kind: "figure"; readonly figure: Figure }
  | { readonly kind: "table"; readonly table: Table; readonly isFolded?: boolean };

export interface Section {
  readonly id: string;
  readonly title: Text;
  readonly blocks: readonly Block[];
}

/** The report as data. Everything in it follows from the chain up to its block. */
export interface Report {
  readonly title: Text;
  readonly subtitle: Text;
  readonly sections: readonly Section[];
}
