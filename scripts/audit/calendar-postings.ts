import { ZeroAddress } from "ethers";
import { koreanDay } from "../lib/clock.ts";
import type { Event } from "./collect.ts";
import { must, type Posting } from "./posting.ts";

/** Holidays change only while they lie ahead. */
function mustBeAhead(event: Event, day: number): void {
  must(day > koreanDay(event.time), event, "the day was not ahead");
}

/** What the calendar's events do to its book. */
export const calendar: Readonly<Record<string, Posting>> = {
  HolidayAnnounced: ({ calendar: book }, event) => {
    const [number, by] = event.args.toArray() as [bigint, string];
    const day = Number(number);
    if (by === ZeroAddress) {
      book.deployedIn ??= event.transaction;
      must(book.deployedIn === event.transaction, event, "nobody announced it");
    } else mustBeAhead(event, day);
    must(!book.holidays.has(day), event, "the day was a holiday already");
    book.holidays.add(day);
  },
  HolidayWithdrawn: ({ calendar: book }, event) => {
    const day = Number(event.args[0]);
    mustBeAhead(event, day);
    must(book.holidays.delete(day), event, "the day was no holiday");
  },
};
