import type { System } from "../lib/system.ts";
import type { Books } from "./books.ts";
import { atBlock, type At, type Pair } from "./compare.ts";

/** BusinessCalendar.MAX_AHEAD: nothing later can have been announced. */
const MAX_AHEAD = 1_826;

/** Every word of holidays that can have one, and so every day, whether an event named it or not. */
export async function calendarPairs(
  { calendar }: System,
  { calendar: { holidays } }: Books,
  at: At,
): Promise<Pair[]> {
  const last = Math.max(at.day + MAX_AHEAD, ...holidays);
  const words = Array.from({ length: (last >> 8) + 1 }, () => 0n);
  for (const day of holidays) {
    const index = day >> 8;
    words[index] = (words[index] ?? 0n) | (1n << BigInt(day & 0xff));
  }
  const pairs = words.map(async (word, index): Promise<Pair> => {
    const onChain = await calendar.holidayWord(index, atBlock(at));
    return [`holidays from day ${256 * index}`, word, onChain];
  });
  return Promise.all(pairs);
}
