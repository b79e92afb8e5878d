import { toQuantity, type JsonRpcProvider } from "ethers";
import { chunks } from "../../lib/chunks.ts";
import type { Addresses } from "../../lib/system.ts";
import type { Books } from "../books.ts";
import type { At, Pair } from "../compare.ts";
import { authorityWords } from "./words-authority.ts";
import { ledgerWords, programmeWords } from "./words-programmes.ts";
import { tokenWords } from "./words-token.ts";

/** A storage word of which the events say what it holds. */
export interface Word {
  /** Called after its variable, and whose it is. */
  readonly what: string;
  readonly contract: string;
  readonly slot: bigint;
  readonly expected: bigint;
  /** The part of the word that is meant; all of it unless said. */
  readonly part?: (word: bigint) => bigint;
}

/** All of them. */
export const wordsOf = (addresses: Addresses, books: Books, splitThreshold: bigint): Word[] => [
  ...tokenWords(addresses, books),
  ...ledgerWords(addresses, books, splitThreshold),
  ...programmeWords(addresses, books),
  ...authorityWords(addresses, books),
];

/** Words asked for at a time. */
const AT_ONCE = 200;

/** Every storage word that no view shows, by the events and by the chain. */
export async function wordPairs(
  client: JsonRpcProvider,
  addresses: Addresses,
  books: Books,
  at: At & { readonly splitThreshold: bigint },
): Promise<Pair[]> {
  const words = wordsOf(addresses, books, at.splitThreshold);
  const block = toQuantity(at.blockTag);
  const pairs: Pair[] = [];
  for (const part of chunks(words, AT_ONCE)) {
    const asked = part.map(async ({ what, contract, slot, expected, ...word }): Promise<Pair> => {
      const params = [contract, toQuantity(slot), block];
      const found = BigInt((await client.send("eth_getStorageAt", params)) as string);
      return [`word ${what}`, expected, word.part?.(found) ?? found];
    });
    pairs.push(...(await Promise.all(asked)));
  }
  return pairs;
}
