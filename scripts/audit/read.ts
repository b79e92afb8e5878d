import { JsonRpcProvider } from "ethers";
import { UserError } from "../lib/errors.ts";
import { connectSystem, type Addresses } from "../lib/system.ts";
import { mapped } from "../lib/walks.ts";
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

/** Told how many events were posted, and how many values were compared with the chain. */
export type Progress = (what: string, done: number) => void;

const silent: Progress = () => {};

/** The same history, of whose events it is told how many were walked. */
function posted(collected: Collected, progress: Progress): Collected {
  let done = 0;
  const events = mapped(collected.events, (event) => {
    done += 1;
    if (done % 1_000 === 0) progress("events posted", done);
    return event;
  });
  return { ...collected, events };
}

/**
 * Reads everything from a URL and addresses alone: no state is shared with whoever wrote to the chain. It is held in memory; a long
 * history is collected into a file.
 */
export async function readBooks(
  source: { url: string; addresses: Addresses },
  progress: Progress = silent,
): Promise<HeldAudit> {
  return withClient(source.url, async (client) => {
    const collected = await collect(client, source.addresses);
    return { ...(await auditOf(client, source.addresses, collected, progress)), ...collected };
  });
}

/**
 * Reads what `audit collect` put into a file. With a URL the books are compared with the chain's state at the file's last
 * block; without one nothing is compared, and the laws that ask the chain are left out. The file is read again by each walk over
 * the events.
 */
export async function readBooksFrom(
  file: string,
  url?: string,
  progress: Progress = silent,
): Promise<Audit> {
  const kept = keptIn(file);
  const { addresses } = kept;
  const collected = decode(historyIn(file, kept), addresses);
  if (url === undefined) return booksAlone(addresses, collected, kept.time, progress);
  return withClient(url, async (client) => {
    await mustBeOn(client, file, kept);
    return auditOf(client, addresses, collected, progress);
  });
}

async function withClient<T>(url: string, act: (client: JsonRpcProvider) => Promise<T>) {
  // Questions of one instant go in one request; the answers are of one block, and none is asked for twice.
  const options = { staticNetwork: true, batchStallTime: 1, cacheTimeout: -1 };
  const client = new JsonRpcProvider(url, undefined, options);
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
  progress: Progress,
): Promise<Audit> {
  const books = rebuild(posted(collected, progress), addresses);
  let compared = 0;
  const comparison = await compare(client, addresses, books, collected.head, (more) => {
    compared += more;
    progress("values compared with the chain", compared);
  });
  const laws = await checkLaws(client, addresses, books, collected, comparison);
  const notices = await noticesOf(client, addresses, books, collected.head);
  return { ...collected, addresses, books, ...comparison, laws, notices };
}

/** What the events say without a chain to ask. */
function booksAlone(
  addresses: Addresses,
  collected: Collected,
  time: number,
  progress: Progress,
): Audit {
  const books = rebuild(posted(collected, progress), addresses);
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
