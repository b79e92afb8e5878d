import type { Event } from "../collect.ts";
import { askedOf, type Written } from "./asked.ts";
import type { Done } from "./authority.ts";
import type { Addresses } from "./contracts.ts";
import { find, type Item } from "./find.ts";
import type { Flow } from "./flow.ts";
import { follow, type Way } from "./follow.ts";
import { HOMECOMINGS } from "./kinds.ts";
import { flowOf } from "./read.ts";

/** An obligation that paid won of the trace, and how many. */
export interface Right {
  readonly obligation: number;
  readonly won: bigint;
}

/** What is known of one item: where its won came from, where they went, and by what right. */
export interface Trace extends Item {
  readonly flow: Flow;
  readonly back: Way;
  readonly forth: Way;
  readonly rights: readonly Right[];
}

/** Traces one item in the events of the system. */
export function trace(events: Iterable<Event>, addresses: Addresses, written: Written): Trace {
  // What was written badly is refused before anything is read.
  const asked = askedOf(written);
  return traceIn(flowOf(events, addresses), asked);
}

/** Traces one item in what was read. */
export function traceIn(flow: Flow, asked: ReturnType<typeof askedOf>): Trace {
  const item = find(flow, asked);
  const { roots, endsAtHome } = item;
  const back = follow(flow, roots, "back");
  const isHome = (id: number) => endsAtHome && HOMECOMINGS.has(flow.kind(id));
  const forth = follow(flow, roots, "forth", isHome);
  return { ...item, flow, back, forth, rights: rightsOf(flow, item, forth) };
}

/** The payments of the Treasury that the won came by last; where there are none, those that they went into. */
function rightsOf(flow: Flow, { roots, obligations }: Item, forth: Way): Right[] {
  const isPaid = (id: number) => ["liquidated", "advanced"].includes(flow.kind(id));
  const before = follow(flow, roots, "back", isPaid).ends;
  const after = [...forth.steps].map(([id, { amount }]) => [id, amount] as const);
  const paid = [...before].filter(([id]) => isPaid(id));
  const found = new Map<number, bigint>(obligations.map((obligation) => [obligation, 0n]));
  for (const [id, won] of paid.length > 0 ? paid : after.filter(([one]) => isPaid(one))) {
    const { obligation } = flow.authority.at(flow.move(id).act);
    found.set(obligation, (found.get(obligation) ?? 0n) + won);
  }
  return [...found].map(([obligation, won]) => ({ obligation, won }));
}

/** Acts on a line, or on an obligation, in their order. */
export function actsWhere({ authority }: Flow, isSo: (done: Done) => boolean): Done[] {
  const found: Done[] = [];
  for (let id = 1; id <= authority.length; id++) {
    const done = authority.at(id);
    if (isSo(done)) found.push(done);
  }
  return found;
}
