import { monthOf } from "../../lib/clock.ts";
import type { Books } from "../books.ts";
import { currentOf } from "../deposit-books.ts";
import type { VoucherBook } from "../voucher-books.ts";
import { monthAround, periodsOf, type Period } from "./periods.ts";
import type { Tally } from "./tally.ts";

/** What is told apart: programmes that are told of, and groups of codes and days that are told together. */
export interface Grouping {
  readonly programmes: readonly bigint[];
  readonly districts: readonly (readonly number[])[];
  readonly categories: readonly (readonly number[])[];
  readonly periods: readonly Period[];
}

const byNumber = (a: number, b: number): number => a - b;

/** Every code by itself, each once and in order. */
const apart = (codes: Iterable<number>): number[][] =>
  [...new Set(codes)].toSorted(byNumber).map((code) => [code]);

/** The first and the last Korean day on which something happened to a voucher. */
export function spanOf({ days }: Tally): Period | undefined {
  let [first, last] = [Infinity, -Infinity];
  for (const ofProgramme of days.values()) {
    for (const day of ofProgramme.keys())
      [first, last] = [Math.min(first, day), Math.max(last, day)];
  }
  return first > last ? undefined : { first, last };
}

/** Tells everything apart. */
export function everyGroup(books: Books, tally: Tally): Grouping {
  const span = spanOf(tally);
  const members = membersOf(books);
  return {
    programmes: [...books.programmes.keys()].toSorted((a, b) => Number(a - b)),
    districts: apart([...members.values()].flatMap((homes) => [...homes.keys()])),
    categories: apart(tally.categories.keys()),
    periods: span === undefined ? [] : periodsOf(span.first, span.last),
  };
}

/** A run of months, counted from January 1970, as a stretch of days. */
export const daysOf = (months: readonly number[]): Period => ({
  first: firstOf(months[0] ?? 0),
  last: monthAround(firstOf(months.at(-1) ?? 0)).last,
});

const firstOf = (month: number): number =>
  Date.UTC(1970 + Math.floor(month / 12), month % 12, 1) / 86_400_000;

/** The months of a history, without a gap. */
export function monthsOf(tally: Tally): number[] {
  const span = spanOf(tally);
  if (span === undefined) return [];
  const [from, to] = [monthOf(span.first), monthOf(span.last)];
  return Array.from({ length: to - from + 1 }, (_, n) => from + n);
}

/** Whether the holder ever had vouchers; consent, a number or a proxy alone are none. */
const hadAny = ({ granted, spent, refunded, district }: VoucherBook): boolean =>
  district !== 0 || granted + spent + refunded !== 0n;

/** Who holds or held vouchers, by programme and home district. Keys of one person count once. */
export function membersOf(books: Books): Map<bigint, Map<number, Set<string>>> {
  const members = new Map<bigint, Map<number, Set<string>>>();
  for (const [programme, { vouchers }] of books.programmes) {
    const homes = new Map<number, Set<string>>();
    members.set(programme, homes);
    for (const [holder, voucher] of vouchers) {
      if (!hadAny(voucher)) continue;
      const group = homes.get(voucher.district) ?? new Set<string>();
      homes.set(voucher.district, group.add(currentOf(books, holder)));
    }
  }
  return members;
}
