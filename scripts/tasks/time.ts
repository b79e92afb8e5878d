import { dayOf } from "../lib/clock.ts";
import { UserError } from "../lib/errors.ts";
import { asText, describe } from "./raw.ts";

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** The contracts keep a period in 32 bits, an instant in 48. */
const MAX_PERIOD = 2 ** 32 - 1;
const MAX_INSTANT = 2 ** 48 - 1;
const MAX_DAY = 2 ** 16 - 1;

const INSTANT = /^(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/;

/** Seconds written as `30s`, `15m`, `12h` or `200d`. */
export function parsePeriod(raw: unknown): number {
  const match = /^(\d+)([smhd])$/.exec(asText(raw));
  const unit = UNITS[match?.[2] ?? ""];
  if (match === null || unit === undefined) {
    throw new UserError(`expected a period such as 30d or 12h, found ${describe(raw)}`);
  }
  const seconds = Number(match[1]) * unit;
  if (seconds > MAX_PERIOD)
    throw new UserError(`${describe(raw)} is more seconds than 32 bits hold`);
  return seconds;
}

/** A UTC second written as an instant with its offset, or as `+30s` from now. */
export function parseTime(raw: unknown, now: () => number): number {
  const written = asText(raw);
  if (/^\+\d+[smhd]$/.test(written)) return now() + parsePeriod(written.slice(1));
  const seconds = Math.floor(Date.parse(written) / 1000);
  if (!isDay(written) || !(seconds >= 0 && seconds <= MAX_INSTANT)) {
    throw new UserError(
      `expected an instant such as 2025-12-01T00:00:00+09:00 or +30s, found ${describe(raw)}`,
    );
  }
  return seconds;
}

/** A day in Korea, counted since 1970-01-01, written as `2026-05-01`. The contracts keep it in 16 bits. */
export function parseDay(raw: unknown): number {
  const day = dayOf(asText(raw));
  if (day !== undefined && day <= MAX_DAY) return day;
  throw new UserError(`expected a day such as 2026-05-01, found ${describe(raw)}`);
}

/** Whether an instant is written in full and its day is in the calendar: `Date` reads 30 February as 2 March. */
function isDay(written: string): boolean {
  const [, year, month, day] = INSTANT.exec(written) ?? [];
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return day !== undefined && date.getUTCDate() === Number(day);
}
