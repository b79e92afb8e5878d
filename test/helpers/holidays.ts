import type { Deployed } from "./fixtures.ts";

/** The number of a Korean date, `koreanDay("2025-08-15")`: days since 1970. */
export const koreanDay = (date: string): bigint =>
  BigInt(Date.parse(`${date}T00:00:00Z`) / 86_400_000);

/** The ministry's calendar officer announces that these Korean dates are public holidays. */
export const announceHolidays = ({ calendar, officers }: Deployed, ...dates: readonly string[]) =>
  calendar.connect(officers.calendarOfficer).announceHolidays(dates.map(koreanDay));
