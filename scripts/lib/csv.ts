import { readFileSync } from "node:fs";

/** Rows of cells. A cell that holds a comma stands in quotation marks; a quotation mark in it is written twice. */
export function parseCsv(text: string): string[][] {
  const lines = text
    .replace(/^\uFEFF/, "")
    .trimEnd()
    .split(/\r?\n/);
  return lines.map((line) =>
    [...`,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
      ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "",
    ),
  );
}

/** The rows of a file in `data/`, without the line that names its columns. */
export function readCsv(file: string): string[][] {
  return parseCsv(readFileSync(new URL(`./data/${file}`, import.meta.url), "utf8")).slice(1);
}
