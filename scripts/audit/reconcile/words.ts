import type { System } from "../../lib/system.ts";
import type { Books } from "../books.ts";
import { atBlock, type At, type Pair } from "../compare.ts";
import { eachOne } from "../compare-each.ts";
import { accessWords } from "./access-words.ts";
import { ledgerWords, tokenWords } from "./money-words.ts";
import { bitsOf, type Word } from "./slots.ts";
import { merchantWords, programmeWords } from "./voucher-words.ts";

/** Every storage word that the events come to and no view tells. */
export function* wordsOf(books: Books, splitThreshold: bigint): Generator<Word> {
  yield* accessWords(books);
  yield* tokenWords(books);
  yield* ledgerWords(books, splitThreshold);
  yield* merchantWords(books);
  yield* programmeWords(books);
}

/** Each of them beside what the chain has in its storage. */
export async function wordPairs({ ledger }: System, books: Books, at: At): Promise<Pair[]> {
  const { provider } = ledger.runner ?? {};
  if (provider === undefined || provider === null) throw new Error("nobody to ask for storage");
  const threshold = await ledger.splitThreshold(atBlock(at));
  return eachOne(at, wordsOf(books, threshold), async (word): Promise<Pair> => {
    const stored = await provider.getStorage(word.address, word.slot, at.blockTag);
    const [byEvents, onChain] = [word.value, bitsOf(word, BigInt(stored))];
    return [`${word.what} (storage of ${word.variable})`, byEvents, onChain];
  });
}
