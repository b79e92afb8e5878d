import { day, days, required } from "../inputs.ts";
import { by, type Declaration } from "./words.ts";

/** Public holidays. */
export const calendar = {
  "calendar.announce": {
    about: "make days after today public holidays, all or none",
    inputs: {
      days: required(days, "days in Korea, such as 2027-05-03"),
      by: by("calendarOfficer"),
    },
    positional: { input: "days", isList: true },
  },
  "calendar.withdraw": {
    about: "take a holiday after today back",
    inputs: {
      day: required(day, "the day in Korea, such as 2027-05-03"),
      by: by("calendarOfficer"),
    },
    positional: { input: "day", isList: false },
  },
} as const satisfies Record<string, Declaration>;
