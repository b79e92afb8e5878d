import { JsonRpcProvider } from "ethers";
import type { Addresses } from "../lib/system.ts";
import { rebuild, type Books } from "./books.ts";
import { collect, type Collected } from "./collect.ts";
import { compare, type Comparison, type Difference } from "./compare.ts";
import { checkLaws, type Law } from "./laws.ts";

/** What an auditor has after reading: the chain's events, the books rebuilt from them, and how both compare. */
export interface Audit extends Collected {
  readonly addresses: Addresses;
  readonly books: Books;
  readonly compared: number;
  readonly differences: readonly Difference[];
  readonly laws: readonly Law[];
}

/** Reads everything from a URL and addresses alone: no state is shared with whoever wrote to the chain. */
export async function readBooks(source: { url: string; addresses: Addresses }): Promise<Audit> {
  const client = new JsonRpcProvider(source.url, undefined, { staticNetwork: true });
  try {
    const { addresses } = source;
    const collected = await collect(client, addresses);
    const books = rebuild(collected, addresses);
    const comparison: Comparison = await compare(client, addresses, books, collected.head);
    const laws = await checkLaws(client, addresses, books, collected, comparison);
    return { ...collected, addresses, books, ...comparison, laws };
  } finally {
    client.destroy();
  }
}
