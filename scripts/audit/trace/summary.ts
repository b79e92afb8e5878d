import type { Flow } from "./flow.ts";
import type { Way } from "./follow.ts";
import { HOMECOMINGS } from "./kinds.ts";
import type { Trace } from "./trace.ts";

/** Where won are at the end of a way, whole won. */
export interface Fate {
  readonly what: "issued" | "redeemed" | "home" | "late" | "held";
  /** Where, or by whom: a purse. */
  readonly purse: number;
  /** The reference of an issue; otherwise 0. */
  readonly ref: bigint;
  amount: bigint;
}

/** With which issues the won of a trace began. */
export const beginnings = (trace: Trace): Fate[] =>
  fates(trace.back, (id) => begun(trace.flow, id));

/** What became of the won of a trace. */
export const fatesOf = (trace: Trace): Fate[] => fates(trace.forth, (id) => endOf(trace, id));

/** Ends of a way by where they are, the most won first. */
function fates(way: Way, fateOf: (id: number) => Omit<Fate, "amount">): Fate[] {
  const found = new Map<string, Fate>();
  for (const [id, amount] of way.ends) {
    const end = fateOf(id);
    const key = `${end.what} ${end.purse} ${end.ref}`;
    const fate = found.get(key);
    if (fate === undefined) found.set(key, { ...end, amount });
    else fate.amount += amount;
  }
  return [...found.values()].toSorted((a, b) => {
    if (a.amount !== b.amount) return a.amount < b.amount ? 1 : -1;
    return a.purse - b.purse || Number(a.ref - b.ref);
  });
}

function begun(flow: Flow, id: number): Omit<Fate, "amount"> {
  const { from, ref } = flow.move(id);
  return { what: "issued", purse: from, ref };
}

/** Money that came home and whose way goes on is held like any other. */
function endOf({ flow, endsAtHome }: Trace, id: number): Omit<Fate, "amount"> {
  const { kind, from, to, act } = flow.move(id);
  if (to === 0) return { what: "redeemed", purse: from, ref: 0n };
  if (!endsAtHome || !HOMECOMINGS.has(kind)) return { what: "held", purse: to, ref: 0n };
  const isLate = flow.authority.at(act).act === "returnedLate";
  return { what: isLate ? "late" : "home", purse: to, ref: 0n };
}
