import { koreanDay, monthOf } from "../lib/clock.ts";

/* Budget lines are numbers: year (4 digits), ministry (3), programme (7), item (5). Years are those of Korea. */

const YEAR = 10n ** 15n;
const MINISTRY = 10n ** 12n;
const PROGRAMME = 10n ** 5n;

/** From 1 January, the days until 11 February: the books of a year close when 10 February has ended. */
const CLOSING_DAYS = 41;
const DAY = 86_400;

export const yearOf = (line: bigint): number => Number(line / YEAR);

export const ministryOf = (line: bigint): bigint => (line % YEAR) / MINISTRY;

/** The same line of the next year, and of the year before. */
export const nextLine = (line: bigint): bigint => line + YEAR;
export const previousLine = (line: bigint): bigint => line - YEAR;

/** UTC second at which a year begins in Korea. */
const beginOf = (year: number): number => Date.UTC(year, 0, 1) / 1000 - 9 * 3600;

export const startsAt = (line: bigint): number => beginOf(yearOf(line));

/** UTC second from which the line's year is over. */
export const endsAt = (line: bigint): number => beginOf(yearOf(line) + 1);

/** UTC second from which the books of the line's year are closed. */
export const booksCloseAt = (line: bigint): number => endsAt(line) + CLOSING_DAYS * DAY;

/** UTC second at which a quarter, 1 to 4, of the line's year begins: the first of January, April, July or October. */
export function quarterBeginsAt(line: bigint, quarter: number): number {
  return Date.UTC(yearOf(line), 3 * (quarter - 1), 1) / 1000 - 9 * 3600;
}

/** Whether every part of the number is there, and the year is from 2020 to 2147. */
export function isLine(line: bigint): boolean {
  const year = yearOf(line);
  const hasParts = (line % MINISTRY) / PROGRAMME !== 0n && line % PROGRAMME !== 0n;
  return year >= 2020 && year <= 2147 && ministryOf(line) !== 0n && hasParts;
}

/** The Korean year of UTC second `time`. */
export const koreanYear = (time: number): number =>
  1970 + Math.floor(monthOf(koreanDay(time)) / 12);

/** The month of the line's year, 1 to 12, in which what is paid at UTC second `time` counts: after the year, December. */
export function planMonth(line: bigint, time: number): number {
  const month = monthOf(koreanDay(time)) + 1 - (yearOf(line) - 1970) * 12;
  return Math.min(month, 12);
}

/** As budget codes are written: `2025-011-1040301-24001`. */
export function formatLine(line: bigint): string {
  const digits = line.toString().padStart(19, "0");
  return [
    ...[digits.slice(0, 4), digits.slice(4, 7)],
    ...[digits.slice(7, 14), digits.slice(14)],
  ].join("-");
}
