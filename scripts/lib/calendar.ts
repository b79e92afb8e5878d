import type { BusinessCalendar } from "../../typechain-types/voucher/BusinessCalendar.ts";
import { dayOf, formatDay } from "./clock.ts";
import type { Language } from "./forms.ts";
import { holidays } from "./holidays.ts";
import { table } from "./text.ts";

/** A public holiday on chain. Its names are those of the list; the chain has none. */
export interface ListedDay {
  readonly date: string;
  readonly weekday: number;
  readonly korean: string;
  readonly english: string;
}

const WEEKDAYS: Readonly<Record<Language, readonly string[]>> = {
  en: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
  ko: ["월", "화", "수", "목", "금", "토", "일"],
};

/** The weekday of a day since 1970-01-01: 0 is Monday, 6 Sunday. */
export const weekdayOf = (day: number): number => (day + 3) % 7;

/** The holidays of a year, as the calendar has them. */
export async function readYear(calendar: BusinessCalendar, year: number): Promise<ListedDay[]> {
  const [first = 0, end = 0] = [year, year + 1].map((one) => dayOf(`${one}-01-01`));
  const found: ListedDay[] = [];
  for (let index = first >> 8; index <= (end - 1) >> 8; index++) {
    const word = await calendar.holidayWord(index);
    for (let bit = 0; bit < 256; bit++) {
      const day = 256 * index + bit;
      if (day >= first && day < end && (word >> BigInt(bit)) & 1n) found.push(listed(day));
    }
  }
  return found;
}

function listed(day: number): ListedDay {
  const known = holidays.filter((holiday) => holiday.day === day);
  return {
    date: formatDay(day),
    weekday: weekdayOf(day),
    korean: known.map(({ korean }) => korean).join(", "),
    english: known.map(({ english }) => english).join(", "),
  };
}

const NO_NAME: Readonly<Record<Language, string>> = { en: "not in the list", ko: "목록에 없음" };

/** The holidays of a year as a table: date, weekday, name. */
export function yearLines(days: readonly ListedDay[], year: number, language: Language): string[] {
  if (days.length === 0)
    return [{ en: `no holidays in ${year}`, ko: `${year}년 공휴일 없음` }[language]];
  return table(
    days.map(({ date, weekday, korean, english }) => {
      const name = { en: english, ko: korean }[language];
      return [date, WEEKDAYS[language][weekday] ?? "", name === "" ? NO_NAME[language] : name];
    }),
  );
}
