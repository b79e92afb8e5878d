/** Calendar in Korea Standard Time: UTC+9, no daylight saving. */
const OFFSET_SECONDS = 9 * 3600;

/** Days in Korea since 1970-01-01, as the contracts count them. */
export function koreanDay(utcSeconds: number): number {
  return Math.floor((utcSeconds + OFFSET_SECONDS) / 86_400);
}

/** The day written as `2026-05-01`, as the contracts count it; nothing where no such day is in the calendar. */
export function dayOf(written: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(written)) return undefined;
  const day = Date.parse(`${written}T00:00:00Z`) / 86_400_000;
  return day >= 0 && formatDay(day) === written ? day : undefined;
}

/** A day since 1970-01-01 as `2026-05-01`. */
export function formatDay(day: bigint | number): string {
  return new Date(Number(day) * 86_400_000).toISOString().slice(0, 10);
}

/** Months since January 1970 of a Korean day, as the contracts count them. */
export function monthOf(koreanDay: number): number {
  const date = new Date(koreanDay * 86_400 * 1000);
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
}

/** `2025-11-30 23:59:59` in Korea. */
export function formatKst(utcSeconds: bigint | number): string {
  const shifted = new Date((Number(utcSeconds) + OFFSET_SECONDS) * 1000);
  return shifted.toISOString().slice(0, 19).replace("T", " ");
}
