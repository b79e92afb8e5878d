import { formatDay, koreanDay, monthOf } from "../../lib/clock.ts";

/** A stretch of Korean days, since 1970-01-01, over which figures are added up; the last day is in it. */
export interface Period {
  readonly first: number;
  readonly last: number;
}

/** Days of a history that is shown by weeks; a longer one is shown by months. */
const MOST_BY_WEEK = 190;

/** The first day of a month that is counted from January 1970. */
const startOf = (month: number): number =>
  Date.UTC(1970 + Math.floor(month / 12), month % 12, 1) / 86_400_000;

/** The Korean month of a day, with its first and last day. */
export function monthAround(day: number): Period {
  const month = monthOf(day);
  return { first: startOf(month), last: startOf(month + 1) - 1 };
}

/** The week of a day, from Monday to Sunday. 1970-01-01 was a Thursday. */
export function weekAround(day: number): Period {
  const first = day - ((day + 3) % 7);
  return { first, last: first + 6 };
}

/** The weeks or months from the first day of a history to its last. */
export function periodsOf(from: number, to: number): Period[] {
  const around = to - from <= MOST_BY_WEEK ? weekAround : monthAround;
  const found = [around(from)];
  for (let last = found[0]?.last ?? to; last < to; last = found.at(-1)?.last ?? to)
    found.push(around(last + 1));
  return found;
}

/** The Korean day of a UTC second. */
export const dayAt = (time: number): number => koreanDay(time);

/** `2025-07-21 to 2025-07-27`, or a whole month as `2025-07`. */
export function formatPeriod({ first, last }: Period): string {
  const month = monthAround(first);
  if (month.first === first && month.last === last) return formatDay(first).slice(0, 7);
  return `${formatDay(first)} – ${formatDay(last)}`;
}
