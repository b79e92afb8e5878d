import { JsonRpcProvider } from "ethers";
import { connectSystem, type Addresses } from "../lib/system.ts";
import { rebuild, type Books } from "./books.ts";
import { collect, type Collected } from "./collect.ts";
import { compare, type Comparison, type Difference } from "./compare.ts";
import { checkLaws, type Law } from "./laws.ts";
import { splitNotices, type SplitNotice } from "./split.ts";

/** What an auditor has after reading: the chain's events, the books rebuilt from them, and how both compare. */
export interface Audit extends Collected {
  readonly addresses: Addresses;
  readonly books: Books;
  readonly compared: number;
  readonly differences: readonly Difference[];
  readonly laws: readonly Law[];
  /** What an auditor may want to look at, and is no error. */
  readonly notices: readonly SplitNotice[];
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
    const notices = await noticesOf(client, addresses, books, collected.head);
    return { ...collected, addresses, books, ...comparison, laws, notices };
  } finally {
    client.destroy();
  }
}

/** Small obligations that are not small together; below which amount they are small, the ledger says. */
async function noticesOf(
  client: JsonRpcProvider,
  addresses: Addresses,
  books: Books,
  head: number,
): Promise<SplitNotice[]> {
  if (books.budget.obligated.length === 0) return [];
  const { ledger } = await connectSystem(addresses, client);
  return splitNotices(books, await ledger.splitThreshold({ blockTag: head }));
}
