import { dayOf, formatKst } from "../../lib/clock.ts";
import { UserError } from "../../lib/errors.ts";

/** A period in Korea, in UTC seconds; both ends belong to it. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** Everything there is. */
export const ALWAYS: Period = { from: 0, to: Infinity };

/** A period as it is asked for: by its name, or by its ends. */
export interface PeriodInputs {
  readonly period?: string | undefined;
  readonly since?: string | undefined;
  readonly to?: string | undefined;
}

const DAY = 86_400;
const OFFSET = 9 * 3_600;

/** UTC second at which a Korean day begins. */
const startOf = (day: number): number => day * DAY - OFFSET;

const NAMED = /^(\d{4})(?:-(\d\d))?$/;
const INSTANT = /^(\d{4}-\d\d-\d\d)(?:T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?)?$/;

/** The period that was asked for. What is named belongs to it whole: a day to its last second, a minute to its last second. */
export function periodOf({ period, since, to }: PeriodInputs): Period {
  if (period !== undefined && (since !== undefined || to !== undefined))
    throw new UserError("--period names both ends; leave out --since and --to, or --period");
  if (period !== undefined) return named(period);
  const from = since === undefined ? ALWAYS.from : spanOf("--since", since).from;
  const end = to === undefined ? ALWAYS.to : spanOf("--to", to).to;
  if (from > end) throw new UserError(`--since ${since ?? ""} is after --to ${to ?? ""}`);
  return { from, to: end };
}

/** A year, a month or a day by its name. */
function named(written: string): Period {
  const [, year, month] = NAMED.exec(written) ?? [];
  if (year === undefined) {
    if (dayOf(written) !== undefined) return spanOf("--period", written);
    throw new UserError(
      `--period: expected a year, a month or a day such as 2025, 2025-07 or 2025-07-21, found "${written}"`,
    );
  }
  const first = dayOf(`${year}-${month ?? "01"}-01`);
  if (first === undefined)
    throw new UserError(`--period: "${written}" is no year or month from 1970 on`);
  const next = Date.UTC(Number(year) + (month === undefined ? 1 : 0), Number(month ?? 0), 1);
  return { from: startOf(first), to: startOf(next / DAY / 1_000) - 1 };
}

/** A day, a minute or a second in Korea. */
function spanOf(option: string, written: string): Period {
  const [, date = "", hour, minute, second] = INSTANT.exec(written) ?? [];
  const day = dayOf(date);
  if (day === undefined)
    throw new UserError(
      `${option}: expected a day or a time in Korea such as 2025-07-21 or 2025-12-01T09:00, found "${written}"`,
    );
  if (hour === undefined) return { from: startOf(day), to: startOf(day + 1) - 1 };
  const from = startOf(day) + Number(hour) * 3_600 + Number(minute) * 60 + Number(second ?? 0);
  return { from, to: second === undefined ? from + 59 : from };
}

/** The period in words. */
export function periodWords({ from, to }: Period): string {
  const began = from === ALWAYS.from ? "the first block" : formatKst(from);
  return `${began} to ${to === ALWAYS.to ? "the last block" : formatKst(to)} (KST, both included)`;
}
