import { atOnce } from "../lib/at-once.ts";
import type { At, Pair } from "./compare.ts";

/** Of how many things of a kind the chain is asked at a time. */
const AT_ONCE = 32;

/** Stands for every pair that is the same by events and on the chain: of those, the number alone is of interest. */
const SAME: Pair = ["", "", ""];

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
  let [begun, same] = [0, 0];
  await atOnce(AT_ONCE, things, async (thing) => {
    const place = begun++;
    const pairs = await of(thing);
    const others = pairs.filter(
      ([, fromEvents, onChain]) => String(fromEvents) !== String(onChain),
    );
    same += pairs.length - others.length;
    if (others.length > 0) differing.set(place, others);
    progress(pairs.length);
  });
  const inOrder = [...differing].toSorted(([one], [other]) => one - other);
  return [...inOrder.flatMap(([, pairs]) => pairs), ...new Array<Pair>(same).fill(SAME)];
}

/** The same of things that have one value each. */
export const eachOne = <T>(
  at: At,
  things: Iterable<T>,
  of: (thing: T) => Promise<Pair>,
): Promise<Pair[]> => each(at, things, async (thing) => [await of(thing)]);
