import { writeXlsxStream, type CellValue } from "hucre/xlsx";
import { csvRow } from "../../lib/csv-write.ts";
import { HashedFile, type Written } from "./hashed-file.ts";
import type { Cell, Kind, Table } from "./table.ts";

/** The forms in which a table can be exported. */
export const FORMATS = ["csv", "json", "xlsx"] as const;

export type Format = (typeof FORMATS)[number];

/** Rows of a sheet, its header among them; what is more goes to another sheet. */
export const SHEET_ROWS = 1_048_576;

/** Called with each row that is written. */
export type Counted = (rows: number) => void;

/** Writes a table into a new file. */
export async function writeTable(
  table: Table,
  format: Format,
  path: string,
  counted: Counted,
  sheetRows = SHEET_ROWS,
): Promise<Written & { rows: number }> {
  const file = new HashedFile(path);
  let rows = 0;
  const counting: Table = {
    ...table,
    *rows() {
      for (const row of table.rows()) {
        counted((rows += 1));
        yield row;
      }
    },
  };
  await writers[format](counting, file, sheetRows);
  return { rows, ...file.end() };
}

/** RFC 4180, in UTF-8. Won are written as whole numbers without separators. */
function csv({ columns, rows }: Table, file: HashedFile): void {
  file.text(csvRow(columns.map(({ name }) => name)));
  for (const row of rows()) file.text(csvRow(row));
}

/** A list with an object a line. Won and numbers are JSON's numbers, whole and of any size. */
function json({ columns, rows }: Table, file: HashedFile): void {
  let before = "[\n";
  for (const row of rows()) {
    const fields = row.map((cell, n) => `${JSON.stringify(columns[n]?.name)}:${jsonCell(cell)}`);
    file.text(`${before}{${fields.join(",")}}`);
    before = ",\n";
  }
  file.text(before === "[\n" ? "[]\n" : "\n]\n");
}

const jsonCell = (cell: Cell): string =>
  typeof cell === "bigint" ? cell.toString() : JSON.stringify(cell);

/** The highest whole number that a spreadsheet keeps exactly. */
const EXACT = 2n ** 53n - 1n;

const WIDTHS: Readonly<Record<Kind, number>> = {
  ...{ text: 22, number: 12, won: 18, yes: 8, account: 44 },
};

/**
 * A workbook with the table. Nothing in it says when it was made, and it is not compressed: how a program compresses differs from
 * one version and processor to another, and the same chain has to give the same bytes.
 */
async function xlsx(
  { name, columns, rows }: Table,
  file: HashedFile,
  maxRowsPerSheet: number,
): Promise<void> {
  const heads = columns.map(({ name: header, kind }) => ({
    ...{ header, width: WIDTHS[kind] },
    ...(kind === "won" ? { numFmt: '"₩"#,##0' } : {}),
  }));
  const sheet = { name, columns: heads, freezePane: { rows: 1 } };
  const limits = { maxRowsPerSheet, compress: false };
  for await (const piece of writeXlsxStream(xlsxRows(rows), { ...sheet, ...limits }))
    file.bytes(piece);
}

function* xlsxRows(rows: Table["rows"]): Generator<CellValue[]> {
  for (const row of rows()) yield row.map(xlsxCell);
}

/** A whole number where it is kept exactly, as text where it is not. */
function xlsxCell(cell: Cell): CellValue {
  if (typeof cell !== "bigint") return cell;
  const isExact = cell <= EXACT && cell >= -EXACT;
  return isExact ? Number(cell) : cell.toString();
}

type Writer = (table: Table, file: HashedFile, sheetRows: number) => void | Promise<void>;

const writers: Readonly<Record<Format, Writer>> = { csv, json, xlsx };
