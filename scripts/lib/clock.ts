/** Calendar in Korea Standard Time: UTC+9, no daylight saving. */
const OFFSET_SECONDS = 9 * 3600;

/** Days in Korea since 1970-01-01, as the contracts count them. */
export function koreanDay(utcSeconds: number): number {
  return Math.floor((utcSeconds + OFFSET_SECONDS) / 86_400);
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
