import { whilst } from "../../lib/walks.ts";
import type { Collected } from "../collect.ts";
import type { Reading } from "../reading.ts";

/** A history up to and including UTC second `to`. */
export function cutAt(collected: Collected, to: number): Collected {
  if (to === Infinity) return collected;
  return only(collected, ({ time }) => time <= to);
}

/** A reading as it was at an earlier block. */
export function readingTo(
  reading: Reading,
  { number, hash, time }: { number: number; hash: string; time: number },
): Reading {
  if (number === reading.head) return reading;
  const collected = only(reading.collected, ({ block }) => block <= number);
  return { ...reading, head: number, hash, time, collected: { ...collected, head: number } };
}

/** What lies in blocks that are wanted. Which accepted calls these had is not asked: their events are there. */
function only(
  { head, events, refused }: Collected,
  isIn: (one: { block: number; time: number }) => boolean,
): Collected {
  return { head, events: whilst(events, isIn), refused: refused.filter(isIn), accepted: [] };
}
