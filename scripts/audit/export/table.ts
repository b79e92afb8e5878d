/** What the cells of a column are. Won are whole, an account is an address. */
export type Kind = "text" | "number" | "won" | "yes" | "account";

export interface Column {
  readonly name: string;
  readonly kind: Kind;
}

export type Cell = string | number | bigint | boolean;

/** A table of an export. Its rows are made while they are written, and begin anew at each walk. */
export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: () => Iterable<readonly Cell[]>;
}

const of =
  (kind: Kind) =>
  (...names: string[]): Column[] =>
    names.map((name) => ({ name, kind }));

export const text = of("text");
export const number = of("number");
export const won = of("won");
export const yes = of("yes");
export const account = of("account");

/** The table with a column of names after each column of accounts. */
export function withNames(table: Table, names: ReadonlyMap<string, string>): Table {
  const columns = table.columns.flatMap((column): Column[] =>
    column.kind === "account" ? [column, { name: `${column.name}_name`, kind: "text" }] : [column],
  );
  return { ...table, columns, rows: () => namedRows(table, names) };
}

function* namedRows({ columns, rows }: Table, names: ReadonlyMap<string, string>) {
  for (const row of rows()) {
    yield row.flatMap((cell, n) =>
      columns[n]?.kind === "account" ? [cell, names.get(String(cell)) ?? ""] : [cell],
    );
  }
}
