import { koreanDay, monthOf } from "./clock.ts";
import { yearOf } from "./lines.ts";

/* The fiscal year of a budget line is the calendar year in Korea; its books close when 10 February of the next has ended. */

/** UTC second at which a day begins in Korea. */
const startOf = (year: number, month: number, day: number): number =>
  Date.UTC(year, month - 1, day, -9) / 1_000;

export const startsAt = (line: bigint): number => startOf(yearOf(line), 1, 1);

/** UTC second from which the line's year is over. */
export const endsAt = (line: bigint): number => startOf(yearOf(line) + 1, 1, 1);

/** UTC second from which the books of the line's year are closed. */
export const booksCloseAt = (line: bigint): number => startOf(yearOf(line) + 1, 2, 11);

/** UTC second at which a quarter, 1 to 4, of the line's year begins: the first of January, April, July or October. */
export const quarterBeginsAt = (line: bigint, quarter: number): number =>
  startOf(yearOf(line), 3 * quarter - 2, 1);

/** The Korean year of UTC second `time`. */
export const koreanYear = (time: number): number =>
  1970 + Math.floor(monthOf(koreanDay(time)) / 12);

/** The month of the line's year, 1 to 12, in which what is paid at UTC second `time` counts: after the year, December. */
export function planMonth(line: bigint, time: number): number {
  const month = monthOf(koreanDay(time)) + 1 - (yearOf(line) - 1970) * 12;
  return Math.min(month, 12);
}
