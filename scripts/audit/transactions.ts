import { walked } from "../lib/walks.ts";
import type { Event } from "./collect.ts";

/** Each event, after those of its transaction and its number among them. */
export function eventsBeside(
  events: Iterable<Event>,
): Iterable<readonly [beside: readonly Event[], index: number, event: Event]> {
  return walked(function* () {
    for (const beside of transactionsIn(events))
      for (const [index, event] of beside.entries()) yield [beside, index, event] as const;
  });
}

/** Events that follow each other in one transaction, transaction by transaction. */
export function transactionsIn(events: Iterable<Event>): Iterable<readonly Event[]> {
  return walked(function* () {
    let now: Event[] = [];
    for (const event of events) {
      if (now.length > 0 && now[0]?.transaction !== event.transaction) {
        yield now;
        now = [];
      }
      now.push(event);
    }
    if (now.length > 0) yield now;
  });
}
