import { toBeHex } from "ethers";
import type { System } from "../../lib/system.ts";
import type { Books } from "../books.ts";
import { hex } from "../collect.ts";
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

/** Whoever passes a question on to a node. */
interface Sender {
  send(method: string, params: readonly unknown[]): Promise<unknown>;
}

/** Each of them beside what the chain has in its storage. */
export async function wordPairs({ ledger }: System, books: Books, at: At): Promise<Pair[]> {
  // Views and storage are asked of the same node.
  const client = ledger.runner as unknown as Sender;
  const threshold = await ledger.splitThreshold(atBlock(at));
  return eachOne(at, wordsOf(books, threshold), async (word): Promise<Pair> => {
    const where = [word.address, toBeHex(word.slot, 32), hex(at.blockTag)];
    const stored = (await client.send("eth_getStorageAt", where)) as string;
    const [byEvents, onChain] = [word.value, bitsOf(word, BigInt(stored))];
    return [`${word.what} (storage of ${word.variable})`, byEvents, onChain];
  });
}
