import { DatabaseSync } from "node:sqlite";
import type { EventFragment, Interface } from "ethers";
import { contractsOf } from "../../scripts/audit/collect.ts";
import type { HistoryLog } from "../../scripts/audit/decode.ts";
import { Findings, type Finding } from "../../scripts/audit/reconcile/finding.ts";
import { Namer } from "../../scripts/audit/reconcile/named.ts";
import { FileRows } from "../../scripts/audit/reconcile/rows.ts";
import { compareRanges } from "../../scripts/audit/reconcile/same.ts";
import { askAt } from "../../scripts/audit/store/ask.ts";
import { Asker } from "../../scripts/audit/store/asker.ts";
import { readRange, type Range } from "../../scripts/audit/store/blocks.ts";
import { keptIn } from "../../scripts/audit/store/history.ts";
import { collectInto } from "../../scripts/audit/store/into-file.ts";
import { serveJsonRpc } from "../../scripts/lib/serve.ts";
import { connectSystem, institutionNames, type System } from "../../scripts/lib/system.ts";
import type { Deployed } from "./fixtures.ts";

/** A story that was collected into a file, and what the chain has of it. */
export interface Filed {
  readonly file: string;
  readonly system: System;
  /** The whole chain, read once more. */
  readonly chain: Range;
  /** What a comparison of a block, or of the whole file, with the chain finds after an edit of the file, which is undone. */
  readonly after: (edit: Edit, block?: number) => Finding[];
  readonly close: () => Promise<void>;
}

export type Edit = (database: DatabaseSync) => void;

type Played = Pick<Deployed, "connection" | "addresses">;

/** Collects a story that was played into a file, and reads it again from the chain. */
export async function filed({ connection, addresses }: Played, file: string): Promise<Filed> {
  const served = await serveJsonRpc(connection.provider);
  const { url } = served;
  await collectInto({ url, file, addresses, until: { block: "latest" } });
  const { head } = keptIn(file);
  const node = new Asker(askAt(url), "the chain", 50);
  const contracts = contractsOf(addresses);
  const chain = await readRange(node, contracts, { from: 0, to: head, parent: undefined });
  const system = await connectSystem(addresses, connection.ethers.provider);
  const namer = new Namer(addresses);
  const database = new DatabaseSync(file);
  database.exec("PRAGMA synchronous = OFF; CREATE TEMP TABLE kept AS SELECT * FROM log");
  const after = (edit: Edit, block?: number): Finding[] => {
    const [from, to] = block === undefined ? [0, head] : [block, block];
    edit(database);
    const rows = new FileRows(file);
    const findings = new Findings();
    compareRanges(rows.range(from, to), within(chain, from, to), namer, findings);
    rows.close();
    const which = `WHERE block BETWEEN ${from} AND ${to}`;
    database.exec(`DELETE FROM log ${which}; INSERT INTO log SELECT * FROM kept ${which}`);
    return findings.all;
  };
  const close = async () => {
    database.close();
    await served.close();
  };
  return { file, system, chain, after, close };
}

const within = ({ blocks, logs, calls }: Range, from: number, to: number): Range => ({
  blocks: blocks.filter(({ number }) => number >= from && number <= to),
  logs: logs.filter(({ block }) => block >= from && block <= to),
  calls: calls.filter(({ block }) => block >= from && block <= to),
});

/** The ABI of each of a system's contracts, by its address in lower case, and what the contract is called. */
export function abisOf(system: System): Map<string, { type: string; abi: Interface }> {
  const { addresses, token, ledger, treasury, calendar, registry, invoices, programmes } = system;
  const alone = { token, ledger, treasury, calendar, registry, invoices, programmes };
  const one = Object.entries(alone).map(([type, { interface: abi }]) => {
    const address = addresses[type as keyof typeof alone];
    return [address.toLowerCase(), { type, abi }] as const;
  });
  const each = institutionNames.flatMap((name) => [
    [
      addresses[name].toLowerCase(),
      { type: "authority", abi: system.authorities[name].interface },
    ] as const,
    [
      addresses[`${name}DualControl`].toLowerCase(),
      { type: "dualControl", abi: system.dualControls[name].interface },
    ] as const,
  ]);
  return new Map<string, { type: string; abi: Interface }>([...one, ...each]);
}

/** A log as bytes of the file's columns. */
export const rowOf = ({ topics, data }: Pick<HistoryLog, "topics" | "data">) => ({
  topics: Buffer.from(topics.map((topic) => topic.slice(2)).join(""), "hex"),
  data: Buffer.from(data.slice(2), "hex"),
});

/** The log with one argument said otherwise. */
export function saying(
  log: HistoryLog,
  abi: Interface,
  event: EventFragment,
  position: number,
  value: (was: unknown) => unknown,
): Pick<HistoryLog, "topics" | "data"> {
  const values = abi.decodeEventLog(event, log.data, log.topics).toArray() as unknown[];
  values[position] = value(values[position]);
  return abi.encodeEventLog(event, values as never[]);
}
