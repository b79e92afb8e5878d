import { getAddress, isAddress } from "ethers";
import { UserError } from "../../lib/errors.ts";
import type { Addresses } from "../../lib/system.ts";
import { contractsOf } from "../collect.ts";
import { askAt, type Ask } from "./ask.ts";
import { Asker, RangeRefused, type Patience } from "./asker.ts";
import { ChainChanged, hashAt, readRange } from "./blocks.ts";
import { Ranges } from "./ranges.ts";
import { Store, type Identity } from "./store.ts";
import { untilBlock, type Until } from "./until.ts";

/** What is collected, from where and into what. */
export interface Collection {
  readonly url: string;
  readonly file: string;
  /** Of the contracts. A file that has them needs none. */
  readonly addresses?: Addresses | undefined;
  /** Where a new file gets them from, if they are not given. */
  readonly lookUp?: (chainId: number, genesis: string) => Addresses | undefined;
  readonly until: Until;
  readonly progress?: Progress;
  /** Told when blocks are taken out again, as another chain has taken their place. */
  readonly changed?: (removed: Removed) => void;
  readonly ask?: Ask;
  readonly patience?: Patience;
}

export type Progress = (at: { first: number; done: number; last: number; events: number }) => void;

/** Blocks that were collected and are no longer the chain's. */
export interface Removed {
  readonly from: number;
  readonly to: number;
}

/** What a run of the collector came to. */
export interface Summary {
  readonly file: string;
  readonly chainId: number;
  /** The first block that this run read; above `to` where there was nothing to read. */
  readonly from: number;
  readonly to: number;
  /** Hash of block `to`. */
  readonly hash: string;
  /** What the file holds now. */
  readonly events: number;
  readonly transactions: number;
  readonly refused: number;
  /** Refused transactions of which the provider could not say why. */
  readonly unexplained: number;
  readonly removed: readonly Removed[];
  readonly requests: number;
}

/** Collects what a file does not have yet. Killed at any instant, it goes on from the last block that is whole. */
export async function collectInto(collection: Collection): Promise<Summary> {
  const { url, file, ask = askAt(url), patience } = collection;
  const node = new Asker(ask, new URL(url).host, 1, patience);
  const chainId = Number(await node.one<string>("eth_chainId", []));
  const genesis = await hashAt(node, 0);
  if (genesis === undefined)
    throw new UserError(`the chain at ${new URL(url).host} has no block 0`);
  const store = new Store(file);
  try {
    const learnt = store.learnt(url);
    node.questions = learnt.questions;
    const { addresses } = await identify(collection, store, node, { chainId, genesis });
    const run = new Run(collection, store, node, contractsOf(addresses), new Ranges(learnt));
    return await run.all(chainId);
  } finally {
    store.close();
  }
}

/** The file's own chain and contracts, which are to be those asked for; a new file gets them. */
async function identify(
  { addresses, lookUp, file }: Collection,
  store: Store,
  node: Asker,
  chain: Pick<Identity, "chainId" | "genesis">,
): Promise<Identity> {
  const known = store.identity();
  if (known === undefined) {
    const found = addresses ?? lookUp?.(chain.chainId, chain.genesis);
    if (found === undefined) {
      throw new UserError(
        "the contracts' addresses are not known; name a JSON file of them with --addresses",
      );
    }
    const identity = { ...chain, addresses: found };
    await mustHaveCode(node, found);
    store.identify(identity);
    return identity;
  }
  const isSame = known.chainId === chain.chainId && known.genesis === chain.genesis;
  if (!isSame) {
    const [has, is] = [known, chain].map(
      (one) => `${one.chainId}, first block ${one.genesis.slice(0, 10)}`,
    );
    throw new UserError(
      `${file}: it has another chain (${has}) than the provider (${is}); name another with --file`,
    );
  }
  if (
    addresses !== undefined &&
    String(contractsOf(addresses)) !== String(contractsOf(known.addresses))
  )
    throw new UserError(
      `${file}: it has other contracts than those asked for; name another with --file`,
    );
  return known;
}

async function mustHaveCode(node: Asker, addresses: Addresses): Promise<void> {
  const named = Object.entries(addresses) as [string, string][];
  const asked = named.map(([, at]) => ({ method: "eth_getCode", params: [at, "latest"] }));
  const codes = await node.many(asked);
  const [name, address] = named.find((_, n) => codes[n] === "0x") ?? [];
  if (name === undefined) return;
  throw new UserError(`there is no contract at ${address} (${name}) on this chain`);
}

/** One run of the collector on an open file. */
class Run {
  readonly #collection: Collection;
  readonly #store: Store;
  readonly #node: Asker;
  readonly #contracts: readonly string[];
  readonly #ranges: Ranges;
  readonly #removed: Removed[] = [];
  #events = 0;

  constructor(
    collection: Collection,
    store: Store,
    node: Asker,
    contracts: readonly string[],
    ranges: Ranges,
  ) {
    this.#collection = collection;
    this.#store = store;
    this.#node = node;
    this.#contracts = contracts;
    this.#ranges = ranges;
  }

  async all(chainId: number): Promise<Summary> {
    const first = (await this.#repaired()) + 1;
    let from = first;
    let last = await untilBlock(this.#node, this.#collection.until);
    let surprises = 0;
    for (let done = first - 1; done < last;) {
      const to = Math.min(done + this.#ranges.blocks, last);
      try {
        done = await this.#range(done + 1, to);
        surprises = 0;
        this.#collection.progress?.({ first: from, done, last, events: this.#events });
      } catch (error) {
        if (!(error instanceof ChainChanged)) throw error;
        surprises += 1;
        await this.#node.settle(surprises, error.message);
        done = await this.#repaired();
        from = Math.min(from, done + 1);
        last = await untilBlock(this.#node, this.#collection.until);
      }
    }
    return this.#summary(chainId, from);
  }

  /** Reads a range and writes it, or as much of it as the provider answers for; the last block that was written. */
  async #range(from: number, to: number): Promise<number> {
    const parent = from === 0 ? undefined : this.#store.hash(from - 1);
    for (let last = to; ;) {
      const asked = last - from + 1;
      try {
        const range = await readRange(this.#node, this.#contracts, { from, to: last, parent });
        this.#store.add(range);
        this.#events += range.logs.length;
        this.#ranges.succeeded(asked, range.logs.length + range.calls.length);
        this.#learn();
        return last;
      } catch (error) {
        if (!(error instanceof RangeRefused)) throw error;
        if (!this.#ranges.refused(asked, error.fault)) throw this.#node.tooMuch(from, error.fault);
        this.#learn();
        last = from + Math.min(this.#ranges.blocks, asked) - 1;
      }
    }
  }

  #learn(): void {
    const { blocks, widest } = this.#ranges;
    const { questions } = this.#node;
    this.#store.learn(this.#collection.url, { blocks, widest, questions });
  }

  /** Takes out what the chain no longer has; the last block of the file afterwards. */
  async #repaired(): Promise<number> {
    const finished = this.#store.finished();
    const common = await this.#lastCommon(finished);
    if (common === finished) return finished;
    this.#store.cutAfter(common);
    const removed = { from: common + 1, to: finished };
    this.#removed.push(removed);
    this.#collection.changed?.(removed);
    return common;
  }

  /** The last block that file and chain have alike: first in steps that double, then by halves. */
  async #lastCommon(finished: number): Promise<number> {
    const isSame = async (number: number) =>
      number < 0 || (await hashAt(this.#node, number)) === this.#store.hash(number);
    if (await isSame(finished)) return finished;
    let [common, differs] = [finished - 1, finished];
    for (let step = 2; !(await isSame(common)); step *= 2) {
      differs = common;
      common = Math.max(-1, common - step);
    }
    while (differs - common > 1) {
      const middle = Math.floor((common + differs) / 2);
      if (await isSame(middle)) common = middle;
      else differs = middle;
    }
    return common;
  }

  #summary(chainId: number, from: number): Summary {
    const to = this.#store.finished();
    const hash = this.#store.hash(to) ?? "";
    const { file } = this.#collection;
    const { requests } = this.#node;
    const removed = this.#removed;
    return { file, chainId, from, to, hash, ...this.#store.counts(), removed, requests };
  }
}

/** Addresses as a JSON file has them: alone, or in the record of a deployment. */
export function addressesIn(parsed: unknown, names: readonly string[], where: string): Addresses {
  const record = (parsed ?? {}) as { addresses?: unknown };
  const listed = (record.addresses ?? record) as Record<string, unknown>;
  const found = names.map((name) => {
    const address = listed[name];
    if (typeof address === "string" && isAddress(address)) return [name, getAddress(address)];
    throw new UserError(`${where}: ${name} is no address; it names ${names.join(", ")}`);
  });
  return Object.fromEntries(found) as Addresses;
}
