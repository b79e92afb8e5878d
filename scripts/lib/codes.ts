import { readCsv } from "./csv.ts";

const pairs = (file: string): Map<string, string> =>
  new Map(readCsv(file).map(([code = "", name = ""]) => [code, name]));

/** Korea's administrative districts as of November 2025: five-digit code to Korean name. XX000 is a whole province. */
export const regions: ReadonlyMap<string, string> = pairs("regions.csv");

const codeByName = new Map([...regions].map(([code, name]) => [name, code]));

/** The city that a ward belongs to, such as 41110 for 41111; nothing for any other district. */
export function cityOfWard(code: string): string | undefined {
  const name = regions.get(code) ?? "";
  const city = codeByName.get(name.split(" ").slice(0, -1).join(" "));
  return city === undefined || city.endsWith("000") ? undefined : city;
}

/** Merchant categories of ISO 18245: four-digit code to the standard's English description. */
export const categories: ReadonlyMap<string, string> = pairs("categories.csv");

/** Four digits, as ISO 18245 writes them. */
export function formatMcc(code: number | bigint): string {
  return String(code).padStart(4, "0");
}
