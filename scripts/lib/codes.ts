import { readFileSync } from "node:fs";

function readCsv(file: string): Map<string, string> {
  const lines = readFileSync(new URL(`./data/${file}`, import.meta.url), "utf8")
    .trim()
    .split("\n");
  const rows = lines.slice(1).map((line) => {
    const comma = line.indexOf(",");
    return [line.slice(0, comma), line.slice(comma + 1).replace(/^"|"$/g, "")] as const;
  });
  return new Map(rows);
}

/** Korea's administrative districts as of November 2025: five-digit code to Korean name. XX000 is a whole province. */
export const regions: ReadonlyMap<string, string> = readCsv("regions.csv");

/** Merchant categories of ISO 18245: four-digit code to the standard's English description. */
export const categories: ReadonlyMap<string, string> = readCsv("categories.csv");

/** Four digits, as ISO 18245 writes them. */
export function formatMcc(code: number | bigint): string {
  return String(code).padStart(4, "0");
}
