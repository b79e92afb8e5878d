import { readFileSync, writeFileSync } from "node:fs";
import { EventFragment, JsonRpcProvider, type Interface } from "ethers";
import { contractsOf } from "../audit/collect.ts";
import { readBooksFrom } from "../audit/read.ts";
import { askAt, type Ask } from "../audit/store/ask.ts";
import { collectInto } from "../audit/store/into-file.ts";
import { connectSystem, type Addresses } from "../lib/system.ts";

/* One step of the measurement, in a process of its own: what it takes is this process's, and its peak of memory too. */

/** What a step is given. */
export interface Task {
  readonly step: StepName;
  readonly url: string;
  readonly file: string;
  readonly addresses: Addresses;
  /** Where `collect` notes the ranges of blocks that it asked for, and `bare` finds them. */
  readonly ranges: string;
}

export type StepName = "collect" | "bare" | "books" | "reconcile";

/** What a step came to. */
export interface Taken {
  readonly seconds: number;
  /** Seconds of a processor that it took, without what the node did. */
  readonly processor: number;
  /** The most memory that the process had, MiB. */
  readonly peak: number;
  readonly counts: Readonly<Record<string, number>>;
}

interface Log {
  readonly address: string;
  readonly topics: string[];
  readonly data: string;
}

interface Abi {
  readonly contract: Interface;
  readonly events: ReadonlyMap<string, EventFragment>;
}

const abiOf = (contract: Interface): Abi => {
  const events = contract.fragments.filter((fragment) => fragment instanceof EventFragment);
  return { contract, events: new Map(events.map((event) => [event.topicHash, event])) };
};

type Range = readonly [from: string, to: string];

const steps: Readonly<Record<StepName, (task: Task) => Promise<Taken["counts"]>>> = {
  collect: async ({ url, file, addresses, ranges }) => {
    const asked: Range[] = [];
    const node = askAt(url);
    const ask: Ask = (questions) => {
      for (const { method, params } of questions) {
        const { fromBlock, toBlock } = (params[0] ?? {}) as {
          fromBlock?: string;
          toBlock?: string;
        };
        if (method === "eth_getLogs" && fromBlock !== undefined && toBlock !== undefined)
          asked.push([fromBlock, toBlock]);
      }
      return node(questions);
    };
    const summary = await collectInto({ url, file, addresses, until: { block: "latest" }, ask });
    writeFileSync(ranges, JSON.stringify(asked));
    const { events, transactions, refused, requests } = summary;
    return {
      events,
      transactions,
      refused,
      requests,
      blocks: summary.to + 1,
      ranges: asked.length,
    };
  },
  bare: async ({ url, addresses, ranges }) => {
    const asked = JSON.parse(readFileSync(ranges, "utf8")) as Range[];
    const known = await interfacesOf(addresses, url);
    const address = contractsOf(addresses);
    const ask = askAt(url);
    let events = 0;
    for (const [fromBlock, toBlock] of asked) {
      const filter = { address, fromBlock, toBlock };
      const [said] = await ask([{ method: "eth_getLogs", params: [filter] }]);
      if (said === undefined || !("result" in said)) throw new Error("the node gives no logs");
      for (const log of said.result as Log[]) if (decoded(log, known) !== undefined) events += 1;
    }
    return { events, requests: asked.length };
  },
  books: async ({ file }) => countsOf(await readBooksFrom(file)),
  reconcile: async ({ file, url }) => countsOf(await readBooksFrom(file, url)),
};

function countsOf({
  books,
  laws,
  compared,
  differences,
  refused,
}: Awaited<ReturnType<typeof readBooksFrom>>) {
  return {
    payments: books.settlement.payments,
    accounts: books.accounts.size,
    refused: refused.length,
    laws: laws.length,
    broken: laws.filter(({ holds }) => !holds).length,
    compared,
    differences: differences.length,
  };
}

async function interfacesOf(addresses: Addresses, url: string): Promise<Map<string, Abi>> {
  const client = new JsonRpcProvider(url);
  const system = await connectSystem(addresses, client);
  const { token, ledger, treasury, calendar, registry, invoices, programmes } = system;
  const all = [
    ...[token, ledger, treasury, calendar, registry, invoices, programmes],
    ...Object.values(system.authorities),
    ...Object.values(system.dualControls),
  ];
  const known = new Map<string, Abi>();
  for (const contract of all)
    known.set((await contract.getAddress()).toLowerCase(), abiOf(contract.interface));
  client.destroy();
  return known;
}

/** As ethers decodes a log whose event was looked up, which `parseLog` would do by hashing every signature of the contract. */
function decoded({ address, topics, data }: Log, known: Map<string, Abi>) {
  const { contract, events } = known.get(address.toLowerCase()) ?? {};
  const event = events?.get(topics[0] ?? "");
  return event && contract?.decodeEventLog(event, data, topics);
}

const task = JSON.parse(process.argv[2] ?? "{}") as Task;
const [started, before] = [performance.now(), process.cpuUsage()];
const counts = await steps[task.step](task);
const seconds = (performance.now() - started) / 1_000;
const { user, system } = process.cpuUsage(before);
const processor = (user + system) / 1e6;
const peak = process.resourceUsage().maxRSS / 1_024;
process.stdout.write(JSON.stringify({ seconds, processor, peak, counts } satisfies Taken));
