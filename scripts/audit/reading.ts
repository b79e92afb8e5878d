import { JsonRpcProvider } from "ethers";
import { UserError } from "../lib/errors.ts";
import type { Addresses } from "../lib/system.ts";
import { collect, hex, type Collected } from "./collect.ts";
import { decode } from "./decode.ts";
import { historyIn, keptIn, type Kept } from "./store/history.ts";
import { inFile, openToRead } from "./store/database.ts";
import { hashIn as storedHash } from "./store/store.ts";

/** What is read before any book is made of it: events, and of which chain up to which block they are. */
export interface Reading extends Kept {
  readonly collected: Collected;
}

/** Reads a file of `audit collect`. */
export function readingOf(file: string): Reading {
  const kept = keptIn(file);
  return { ...kept, collected: decode(historyIn(file, kept), kept.addresses) };
}

/** Reads a chain by its URL and addresses alone, up to its newest block. */
export async function readingAt(url: string, addresses: Addresses): Promise<Reading> {
  return asked(url, async (client) => {
    const chainId = Number(await client.send("eth_chainId", []));
    const { hash: genesis } = await blockAt(client, 0);
    const collected = await collect(client, addresses);
    const { hash, timestamp } = await blockAt(client, collected.head);
    const time = Number(timestamp);
    return { chainId, genesis, addresses, head: collected.head, hash, time, collected };
  });
}

/** Whether the chain at a URL has this block; a file of another chain, or of one that changed, would differ everywhere. */
export async function mustHave(
  url: string,
  what: string,
  { head, hash }: Pick<Kept, "head" | "hash">,
): Promise<void> {
  const found = await hashAt(url, head);
  if (found !== hash)
    throw new UserError(`${what}: its block ${head} is not the chain's; run audit collect again`);
}

/** The hash of a block as a file has it; nothing where it has no such block. */
export function hashIn(file: string, number: number): string | undefined {
  const database = openToRead(file);
  try {
    return inFile(file, () => storedHash(database, number));
  } finally {
    database.close();
  }
}

/** The hash of a block as a chain has it; nothing where it has no such block. */
export const hashAt = (url: string, number: number): Promise<string | undefined> =>
  asked(
    url,
    async (client) =>
      ((await client.send("eth_getBlockByNumber", [hex(number), false])) as { hash: string } | null)
        ?.hash,
  );

async function blockAt(
  client: JsonRpcProvider,
  number: number,
): Promise<{ hash: string; timestamp: string }> {
  return (await client.send("eth_getBlockByNumber", [hex(number), false])) as {
    hash: string;
    timestamp: string;
  };
}

async function asked<T>(url: string, act: (client: JsonRpcProvider) => Promise<T>): Promise<T> {
  const client = new JsonRpcProvider(url, undefined, { staticNetwork: true });
  try {
    return await act(client);
  } finally {
    client.destroy();
  }
}
