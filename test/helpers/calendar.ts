import { dayOf } from "../../scripts/lib/clock.ts";

/** A day in Korea as the contracts count it: `korean("2026-05-01")`. */
export function korean(date: string): number {
  const day = dayOf(date);
  if (day === undefined) throw new Error(`"${date}" is no day`);
  return day;
}

/** Holidays of 2028, which no list has yet. */
export const seollal2028 = korean("2028-01-27");
export const chuseok2028 = korean("2028-10-03");
