import type { JsonRpcProvider, Result } from "ethers";
import { revertData } from "../lib/revert.ts";
import { contractNames, type Addresses } from "../lib/system.ts";
import type { AskedPayment } from "./asked.ts";
import { decode, type HistoryCall, type HistoryLog, type Mined } from "./decode.ts";

/** One event, decoded, in the order in which the chain has it. */
export interface Event {
  readonly contract: string;
  readonly name: string;
  readonly args: Result;
  readonly block: number;
  /** Its number among the block's logs, from 0. */
  readonly index: number;
  readonly transaction: string;
  readonly time: number;
}

/** A transaction that was mined and refused, with the typed error it was refused with. */
export interface RefusedTransaction {
  readonly transaction: string;
  readonly block: number;
  readonly time: number;
  readonly from: string;
  readonly contract: string;
  readonly method: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly error: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** The block holds more transactions, so that the state in which it failed is not exactly known. */
  readonly approximate: boolean;
}

/**
 * Everything that is read from the chain, up to and including one block, in the chain's order. What may be long is walked and
 * not held: each walk begins anew.
 */
export interface Collected {
  readonly head: number;
  readonly events: Iterable<Event>;
  readonly refused: readonly RefusedTransaction[];
  /** The transactions to the system that were accepted: each must have left an event. */
  readonly accepted: Iterable<AcceptedTransaction>;
}

/** The same, held in memory. */
export interface Held extends Collected {
  readonly events: readonly Event[];
  readonly accepted: readonly AcceptedTransaction[];
}

/** Takes into memory what would be walked. */
export const held = <T extends Collected>(collected: T): T & Held => ({
  ...collected,
  events: [...collected.events],
  accepted: [...collected.accepted],
});

/** A transaction to one of the system's contracts that was mined and not refused. */
export interface AcceptedTransaction {
  readonly transaction: string;
  readonly block: number;
  readonly from: string;
  readonly method: string;
  /** What it was called with, by name. */
  readonly input: Readonly<Record<string, unknown>>;
  /** How many items it lists; 1 where it lists none. */
  readonly items: number;
  /** The payments that it asks for: purchases with papers, and those that holders signed. */
  readonly payments: readonly AskedPayment[];
}

/** A log as a node answers it. */
export interface RawLog {
  readonly address: string;
  readonly topics: string[];
  readonly data: string;
  readonly blockNumber: string;
  readonly blockHash: string;
  readonly logIndex: string;
  readonly transactionHash: string;
}

/** A transaction as a node answers it. */
export interface RawTransaction {
  readonly hash: string;
  readonly from: string;
  readonly to: string | null;
  readonly input: string;
  readonly gas: string;
  readonly transactionIndex: string;
}

/** A block as a node answers it, with its transactions. */
export interface RawBlock {
  readonly number: string;
  readonly hash: string;
  readonly parentHash: string;
  readonly timestamp: string;
  readonly transactions: readonly RawTransaction[];
}

/** A transaction to the system, and the block that has it. */
export interface Sent {
  readonly block: RawBlock;
  readonly transaction: RawTransaction & { readonly to: string };
}

export const hex = (value: number): string => `0x${value.toString(16)}`;

/** The addresses of the system's contracts in lower case, in a fixed order. */
export const contractsOf = (addresses: Addresses): string[] =>
  contractNames.map((name) => addresses[name].toLowerCase());

/** Transactions to the system's contracts, in the chain's order. */
export function sentTo(contracts: ReadonlySet<string>, block: RawBlock): Sent[] {
  return block.transactions.flatMap(({ to, ...transaction }) =>
    to !== null && contracts.has(to.toLowerCase())
      ? [{ block, transaction: { ...transaction, to } }]
      : [],
  );
}

/** The question that tells with what a refused transaction reverted: the call again, at the block in which it failed. */
export function againOf({ block, transaction }: Sent): unknown[] {
  const { from, to, input: data, gas } = transaction;
  return [{ from, to, data, gas }, block.number];
}

/** Reads the system's events and refused transactions through nothing but JSON-RPC. */
export async function collect(client: JsonRpcProvider, addresses: Addresses): Promise<Held> {
  const contracts = contractsOf(addresses);
  const head = Number(await client.send("eth_blockNumber", []));
  const raw = await readLogs(client, contracts, 0, head);
  const numbers = Array.from({ length: head + 1 }, (_, number) => number);
  const blocks = await Promise.all(
    numbers.map(async (number): Promise<RawBlock> => {
      return (await client.send("eth_getBlockByNumber", [hex(number), true])) as RawBlock;
    }),
  );
  const loud = new Set(raw.map((log) => log.transactionHash));
  const sent = blocks.flatMap((block) => sentTo(new Set(contracts), block));
  const calls = await Promise.all(sent.map((one) => callOf(client, one, loud)));
  const kept = new Map(blocks.map((block) => [Number(block.number), minedIn(block)]));
  const mined = <T extends { readonly block: number }>(one: T) => {
    return { ...one, ...(kept.get(one.block) ?? NO_BLOCK) };
  };
  const [refused, accepted] = [true, false].map((isRefused) =>
    calls.filter((call) => call.isRefused === isRefused).map(mined),
  ) as [(HistoryCall & Mined)[], (HistoryCall & Mined)[]];
  return held(decode({ head, logs: raw.map(logOf).map(mined), refused, accepted }, addresses));
}

const NO_BLOCK: Mined = { time: 0, isAlone: true };

const minedIn = ({ timestamp, transactions }: RawBlock): Mined => ({
  time: Number(timestamp),
  isAlone: transactions.length <= 1,
});

/** A node's log in the reader's form. */
export const logOf = ({ address, topics, data, ...where }: RawLog): HistoryLog => ({
  block: Number(where.blockNumber),
  index: Number(where.logIndex),
  address: address.toLowerCase(),
  topics,
  data,
  transaction: where.transactionHash,
});

/**
 * A transaction to the system. Where it left no event and its receipt says that it failed, it was refused, and the reason is
 * asked for again; otherwise it was accepted, with or without an event.
 */
async function callOf(
  client: JsonRpcProvider,
  sent: Sent,
  loud: ReadonlySet<string>,
): Promise<HistoryCall> {
  const { hash } = sent.transaction;
  const isRefused =
    !loud.has(hash) &&
    ((await client.send("eth_getTransactionReceipt", [hash])) as { status: string }).status ===
      "0x0";
  const revert = isRefused
    ? await client.send("eth_call", againOf(sent)).then(
        () => undefined,
        (error: unknown) => revertData(error),
      )
    : undefined;
  return historyCall(sent, isRefused, revert);
}

/** A transaction in the reader's form. */
export function historyCall(
  { block, transaction: { hash, from, to, input } }: Sent,
  isRefused: boolean,
  revert: string | undefined,
): HistoryCall {
  const who = { from: from.toLowerCase(), to: to.toLowerCase() };
  return { block: Number(block.number), hash, ...who, input, isRefused, revert };
}

/** Logs of a range of blocks; a range that is too long for the node is halved, down to one block. */
async function readLogs(
  client: JsonRpcProvider,
  address: string[],
  from: number,
  to: number,
): Promise<RawLog[]> {
  try {
    const filter = { address, fromBlock: hex(from), toBlock: hex(to) };
    return (await client.send("eth_getLogs", [filter])) as RawLog[];
  } catch (error) {
    if (from === to) throw error;
    const middle = Math.floor((from + to) / 2);
    const first = await readLogs(client, address, from, middle);
    return [...first, ...(await readLogs(client, address, middle + 1, to))];
  }
}
