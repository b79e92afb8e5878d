import { keyOf, type Addresses } from "./contracts.ts";
import type { Event } from "../collect.ts";
import { Flow } from "./flow.ts";
import { endOfMoney, money } from "./money.ts";
import { emptyNow, type Now } from "./now.ts";
import { budget, treasury } from "./budget.ts";
import { vouchers } from "./vouchers.ts";

/** What is made of one event. */
export type Reading = (flow: Flow, event: Event, now: Now, addresses: Addresses) => void;

const readings = { token: money, ledger: budget, treasury, programmes: vouchers } as const;

/** Reads every movement of won, and every act of authority, in one pass over the events in the chain's order. */
export function flowOf(events: Iterable<Event>, addresses: Addresses): Flow {
  const flow = new Flow(addresses.treasury);
  const contracts = keyOf(addresses);
  let now = emptyNow();
  let last: Event | undefined;
  for (const event of events) {
    if (last !== undefined && last.transaction !== event.transaction) {
      endOfMoney(flow, last, now);
      now = emptyNow();
    }
    last = event;
    const contract = contracts(event.contract);
    const reading = contract === undefined ? undefined : readings[contract][event.name];
    reading?.(flow, event, now, addresses);
  }
  if (last !== undefined) endOfMoney(flow, last, now);
  return flow;
}
