import { atOnce } from "../lib/at-once.ts";
import type { At, Pair } from "./compare.ts";
import { kindOf } from "./reconcile/kinds.ts";

/** Of how many things of a kind the chain is asked at a time. */
const AT_ONCE = 16;

const same = new Map<string, Pair>();

/** Stands for every pair of its kind that is the same by events and on the chain: of those, the number alone is of interest. */
function sameAs([what]: Pair): Pair {
  const kind = kindOf(what);
  const known = same.get(kind) ?? [what, "", ""];
  same.set(kind, known);
  return known;
}

/**
 * What the chain has of each thing, in the things' order. Few are asked for at a time, and what is the same is only counted, so that
 * a million of them fit into memory.
 */
export async function each<T>(
  { progress }: At,
  things: Iterable<T>,
  of: (thing: T) => Promise<readonly Pair[]>,
): Promise<Pair[]> {
  const differing = new Map<number, readonly Pair[]>();
  const agreed: Pair[] = [];
  let begun = 0;
  await atOnce(AT_ONCE, things, async (thing) => {
    const place = begun++;
    const pairs = await of(thing);
    const others = pairs.filter(differs);
    for (const pair of pairs) if (!differs(pair)) agreed.push(sameAs(pair));
    if (others.length > 0) differing.set(place, others);
    progress(pairs.length);
  });
  const inOrder = [...differing].toSorted(([one], [other]) => one - other);
  return inOrder.flatMap(([, pairs]) => pairs).concat(agreed);
}

const differs = ([, fromEvents, onChain]: Pair): boolean => String(fromEvents) !== String(onChain);

/** The same of things that have one value each. */
export const eachOne = <T>(
  at: At,
  things: Iterable<T>,
  of: (thing: T) => Promise<Pair>,
): Promise<Pair[]> => each(at, things, async (thing) => [await of(thing)]);
