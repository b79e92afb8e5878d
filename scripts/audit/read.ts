import { JsonRpcProvider } from "ethers";
import { UserError } from "../lib/errors.ts";
import { connectSystem, type Addresses } from "../lib/system.ts";
import { rebuild, type Books } from "./books.ts";
import { collect, hex, type Collected, type Held } from "./collect.ts";
import { compare, type Compared, type Comparison, type Difference } from "./compare.ts";
import { decode } from "./decode.ts";
import { checkBooks, checkLaws, type Law } from "./laws.ts";
import { splitNotices, type SplitNotice } from "./split.ts";
import { historyIn, keptIn, type Kept } from "./store/history.ts";

/** What an auditor has after reading: the chain's events, the books rebuilt from them, and how both compare. */
export interface Audit extends Collected {
  readonly addresses: Addresses;
  readonly books: Books;
  readonly compared: number;
  /** UTC second of the block at which they were compared, or of the last that was read. */
  readonly time: number;
  /** The same by what they are of; nothing where no chain was asked. */
  readonly kinds: readonly Compared[];
  readonly differences: readonly Difference[];
  readonly laws: readonly Law[];
  /** What an auditor may want to look at, and is no error. */
  readonly notices: readonly SplitNotice[];
}

/** The same of a history that is short enough to be held in memory. */
export type HeldAudit = Audit & Held;

/**
 * Reads everything from a URL and addresses alone: no state is shared with whoever wrote to the chain. It is held in memory; a long
 * history is collected into a file.
 */
export async function readBooks(source: { url: string; addresses: Addresses }): Promise<HeldAudit> {
  return withClient(source.url, async (client) => {
    const collected = await collect(client, source.addresses);
    return { ...(await auditOf(client, source.addresses, collected)), ...collected };
  });
}

/**
 * Reads what `audit collect` put into a file. With a URL the books are compared with the chain's state at the file's last
 * block; without one nothing is compared, and the laws that ask the chain are left out. The file is read again by each walk over
 * the events.
 */
export async function readBooksFrom(file: string, url?: string): Promise<Audit> {
  const kept = keptIn(file);
  const { addresses } = kept;
  const collected = decode(historyIn(file, kept), addresses);
  if (url === undefined) return booksAlone(addresses, collected, kept.time);
  return withClient(url, async (client) => {
    await mustBeOn(client, file, kept);
    return auditOf(client, addresses, collected);
  });
}

async function withClient<T>(url: string, act: (client: JsonRpcProvider) => Promise<T>) {
  const client = new JsonRpcProvider(url, undefined, { staticNetwork: true });
  try {
    return await act(client);
  } finally {
    client.destroy();
  }
}

async function auditOf(
  client: JsonRpcProvider,
  addresses: Addresses,
  collected: Collected,
): Promise<Audit> {
  const books = rebuild(collected, addresses);
  const comparison: Comparison = await compare(client, addresses, books, collected.head);
  const laws = await checkLaws(client, addresses, books, collected, comparison);
  const notices = await noticesOf(client, addresses, books, collected.head);
  return { ...collected, addresses, books, ...comparison, laws, notices };
}

/** What the events say without a chain to ask. */
function booksAlone(addresses: Addresses, collected: Collected, time: number): Audit {
  const books = rebuild(collected, addresses);
  const nothing: Comparison = { compared: 0, kinds: [], differences: [], time };
  const laws = checkBooks(addresses, books, nothing);
  return { ...collected, addresses, books, ...nothing, laws, notices: [] };
}

/** A file of a chain that has changed since would differ from it everywhere. */
async function mustBeOn(client: JsonRpcProvider, file: string, { head, hash }: Kept) {
  const params = [hex(head), false];
  const block = (await client.send("eth_getBlockByNumber", params)) as { hash: string } | null;
  if (block?.hash === hash) return;
  throw new UserError(
    `${file}: its block ${head} is not the chain's; run: npx hardhat audit collect`,
  );
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
