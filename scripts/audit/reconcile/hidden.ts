import type { JsonRpcProvider } from "ethers";
import type { System } from "../../lib/system.ts";
import type { Books } from "../books.ts";
import { atBlock, type At, type Pair } from "../compare.ts";
import { grantPairs, immutablePairs, matterPairs, settingPairs } from "./fixed.ts";
import { wordPairs } from "./words.ts";

/** What the contracts hold beside balances and facts: what they were built on, settings, and words that no view shows. */
export async function hiddenPairs(
  client: JsonRpcProvider,
  system: System,
  books: Books,
  at: At,
): Promise<Pair[]> {
  const splitThreshold = await system.ledger.splitThreshold(atBlock(at));
  const parts = await Promise.all([
    immutablePairs(system, at),
    matterPairs(system, books, at),
    settingPairs(system, books, at),
    grantPairs(system, books, at),
    wordPairs(client, system.addresses, books, { ...at, splitThreshold }),
  ]);
  return parts.flat();
}
