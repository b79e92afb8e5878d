/** What a program that opens the file would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * A cell as RFC 4180 writes it: in quotation marks where it holds a comma, a quotation mark or a line's end. A text that a
 * spreadsheet would run as a formula gets an apostrophe before it; a number is written as it is.
 */
export function csvCell(value: string | bigint | number | boolean): string {
  if (typeof value !== "string") return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A row, with the line's end that RFC 4180 asks for. */
export const csvRow = (cells: readonly (string | bigint | number | boolean)[]): string =>
  `${cells.map(csvCell).join(",")}\r\n`;
