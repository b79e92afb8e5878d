import { dayOf } from "./clock.ts";
import { readCsv } from "./csv.ts";

/** A public holiday of Korea as `data/holidays.csv` has it. Two can fall on one day. */
export interface Holiday {
  readonly day: number;
  readonly date: string;
  readonly korean: string;
  readonly english: string;
  readonly kind: string;
  readonly source: string;
  readonly checked: string;
}

/** The holidays of the years that are listed, in their order. */
export const holidays: readonly Holiday[] = readCsv("holidays.csv").map(
  ([date = "", korean = "", english = "", kind = "", source = "", checked = ""]) => {
    const day = dayOf(date);
    if (day === undefined) throw new Error(`holidays.csv: "${date}" is no day`);
    return { day, date, korean, english, kind, source, checked };
  },
);

/** Their days, each once, as the contracts count them. */
export const holidayDays: readonly number[] = [...new Set(holidays.map(({ day }) => day))];
