import { existsSync, readFileSync } from "node:fs";
import { JsonRpcProvider } from "ethers";
import { readBooks, readBooksFrom, type Audit } from "../../audit/read.ts";
import { addressesIn } from "../../audit/store/into-file.ts";
import { bookProgressOn } from "../../audit/store/progress.ts";
import { UserError } from "../../lib/errors.ts";
import { contractNames, type Addresses } from "../../lib/system.ts";
import type { Place } from "./place.ts";
import { FILE } from "./source-options.ts";

/** What an audit command reads: a file of `audit collect`, a chain, or a file that is compared with a chain. */
export interface Source {
  readonly from?: string | undefined;
  readonly url?: string | undefined;
  readonly addresses?: string | undefined;
}

/** Reads the events of a source and rebuilds its books. Where a chain is named, they are compared with it. */
export async function readSource({ from, ...given }: Source, place: Place): Promise<Audit> {
  const named = given.url ?? place.url;
  const url = named === undefined ? undefined : urlOf(named);
  const isColoured = process.stderr.isTTY && process.env["NO_COLOR"] === undefined;
  const progress = bookProgressOn(process.stderr, isColoured);
  try {
    if (from !== undefined || url === undefined)
      return await readBooksFrom(from ?? defaultFile(place), url, progress);
    const addresses = await addressesAt(given.addresses, url, place);
    return await readBooks({ url, addresses }, progress);
  } finally {
    progress.end();
  }
}

/** The contracts' addresses: those of a file, or of what was deployed from here on the chain. */
export const addressesAt = async (
  path: string | undefined,
  url: string,
  place: Place,
): Promise<Addresses> => (path === undefined ? deployedAt(url, place) : readAddresses(path));

/** The file that is read where none is named. */
export function defaultFile({ program }: Place): string {
  if (existsSync(FILE)) return FILE;
  throw new UserError(
    `${FILE} is not there; run: ${program} collect, or name a file with --from or a node with --url`,
  );
}

async function deployedAt(url: string, { deployed }: Place): Promise<Addresses> {
  const client = new JsonRpcProvider(url, undefined, { staticNetwork: true });
  try {
    const chainId = Number(await client.send("eth_chainId", []));
    const first = (await client.send("eth_getBlockByNumber", ["0x0", false])) as { hash: string };
    const addresses = deployed(chainId, first.hash);
    if (addresses !== undefined) return addresses;
  } finally {
    client.destroy();
  }
  throw new UserError(
    "nothing that was deployed from here is on that chain; name the contracts' addresses with --addresses FILE",
  );
}

/** What was given as a node's URL. */
export function urlOf(written: string): string {
  if (URL.canParse(written) && /^https?:/.test(written)) return written;
  throw new UserError(`--url: expected http://… or https://…, found "${written}"`);
}

/** The contracts' addresses in a JSON file. */
export function readAddresses(path: string): Addresses {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const { code = "it is no JSON" } = error as { code?: string };
    throw new UserError(`--addresses ${path}: it cannot be read (${code})`);
  }
  return addressesIn(parsed, contractNames, `--addresses ${path}`);
}
