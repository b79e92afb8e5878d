/** Columns a character takes on a terminal: Hangul, Hanja and full-width forms take two. */
function columnsOf(char: string): number {
  const code = char.codePointAt(0) ?? 0;
  const isWide =
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6);
  return isWide ? 2 : 1;
}

/** Columns a text takes on a terminal. */
export function width(text: string): number {
  let columns = 0;
  for (const char of text) columns += columnsOf(char);
  return columns;
}

/** The text cut to at most `columns`, with an ellipsis where something is missing. */
export function fit(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  let kept = "";
  for (const char of text) {
    if (width(kept) + columnsOf(char) > columns - 1) break;
    kept += char;
  }
  return `${kept}…`;
}

/** The text cut at a comma or a space to at most `columns`, so that no figure and no name is cut. */
export function shorten(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  const room = fit(text, columns - 1).length - 1;
  const comma = text.lastIndexOf(", ", room - 1);
  const end = comma === -1 ? text.lastIndexOf(" ", room) : comma + 1;
  return end === -1 ? fit(text, columns) : `${text.slice(0, end)} …`;
}

/** Entries in lines of at most `columns`: the long ones first, each whole on the first line that has room for it. */
export function pack(entries: readonly string[], columns: number, between: string): string[] {
  const lines: string[] = [];
  for (const entry of entries.toSorted((a, b) => width(b) - width(a))) {
    const needed = width(between) + width(entry);
    const found = lines.findIndex((line) => width(line) + needed <= columns);
    if (found === -1) lines.push(entry);
    else lines[found] = `${lines[found] ?? ""}${between}${entry}`;
  }
  return lines;
}

/** The text in lines of at most `columns`, broken at spaces; a word that is longer stays whole. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || width(last) + 1 + width(word) > columns) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** The text filled up to `columns` with spaces, on its right or, for numbers, on its left. */
export function pad(text: string, columns: number, align: "left" | "right" = "left"): string {
  const cut = fit(text, columns);
  const space = " ".repeat(columns - width(cut));
  return align === "left" ? cut + space : space + cut;
}

/** Rows as lines of aligned columns, two spaces apart. Columns named in `right` hold numbers. */
export function table(
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, width(cell))));
  }
  return rows.map((row) =>
    row
      .map((cell, column) =>
        pad(cell, widths[column] ?? 0, right.includes(column) ? "right" : "left"),
      )
      .join("  ")
      .trimEnd(),
  );
}
