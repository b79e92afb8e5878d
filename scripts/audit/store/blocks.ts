import { getBytes, keccak256 } from "ethers";
import { revertData } from "../../lib/revert.ts";
import {
  againOf,
  hex,
  historyCall,
  logOf,
  sentTo,
  type RawBlock,
  type RawLog,
  type Sent,
} from "../collect.ts";
import type { HistoryCall, HistoryLog } from "../decode.ts";
import type { Fault } from "./ask.ts";
import type { Asker } from "./asker.ts";
import { chunks } from "../../lib/chunks.ts";

/** A block without its transactions. */
export interface Header {
  readonly number: number;
  readonly hash: string;
  readonly parent: string;
  readonly time: number;
  /** How many transactions it has. */
  readonly transactions: number;
}

/** A call, and its number among the block's transactions. */
export interface KeptCall extends HistoryCall {
  readonly position: number;
}

/** What a range of blocks has of the system. */
export interface Range {
  readonly blocks: readonly Header[];
  readonly logs: readonly HistoryLog[];
  readonly calls: readonly KeptCall[];
}

/** What was read does not fit together: the chain changed meanwhile, or several nodes answer and one is behind. */
export class ChainChanged extends Error {
  override readonly name = "ChainChanged";
}

/** Full blocks asked for before those of them that are to others are let go. */
const HELD = 200;

/** A block's hash by its number; nothing where the chain does not reach so far. */
export async function hashAt(node: Asker, number: number): Promise<string | undefined> {
  const params = [hex(number), false];
  return (await node.one<{ hash: string } | null>("eth_getBlockByNumber", params))?.hash;
}

/** Reads blocks `from` to `to`, the first of which follows the block of hash `parent`. */
export async function readRange(
  node: Asker,
  contracts: readonly string[],
  { from, to, parent }: { from: number; to: number; parent: string | undefined },
): Promise<Range> {
  const last = await hashAt(node, to);
  if (last === undefined) throw new ChainChanged(`block ${to} is gone`);
  const filter = { address: contracts, fromBlock: hex(from), toBlock: hex(to) };
  const logs = await node.range<RawLog[]>("eth_getLogs", [filter], from === to);
  const { blocks, sent, doubtful } = await readBlocks(node, contracts, from, to, logs);
  // The same last block before the logs and after them: nothing changed between.
  if (blocks.at(-1)?.hash !== last) throw new ChainChanged(`block ${to} changed`);
  mustFollow(blocks, parent);
  mustBelong(logs, blocks);
  for (const hash of doubtful) await mustBeSilent(node, contracts, hash);
  const calls = await callsOf(node, sent, new Set(logs.map((log) => log.transactionHash)));
  return { blocks, logs: logs.map(logOf), calls };
}

type Full = RawBlock & { readonly logsBloom?: string };

/** Blocks with their transactions, of which those that are not ours are not held. */
async function readBlocks(
  node: Asker,
  contracts: readonly string[],
  from: number,
  to: number,
  logs: readonly RawLog[],
) {
  const numbers = Array.from({ length: to - from + 1 }, (_, n) => from + n);
  const ours = new Set(contracts);
  const loud = new Set(logs.map((log) => log.blockHash));
  const blocks: Header[] = [];
  const sent: Sent[] = [];
  const doubtful: string[] = [];
  for (const part of chunks(numbers, HELD)) {
    const asked = part.map((n) => ({ method: "eth_getBlockByNumber", params: [hex(n), true] }));
    for (const full of (await node.many(asked)) as (Full | null)[]) {
      if (full === null) throw new ChainChanged("a block is gone");
      blocks.push(headerOf(full));
      const mine = sentTo(ours, full);
      sent.push(...mine.map((one) => ({ ...one, block: { ...full, transactions: [] } })));
      if (!loud.has(full.hash) && mayHaveLogs(full, contracts)) doubtful.push(full.hash);
    }
  }
  return { blocks, sent, doubtful };
}

const headerOf = ({ number, hash, parentHash, timestamp, transactions }: Full): Header => ({
  number: Number(number),
  hash,
  parent: parentHash,
  time: Number(timestamp),
  transactions: transactions.length,
});

function mustFollow(blocks: readonly Header[], parent: string | undefined): void {
  let before = parent;
  for (const block of blocks) {
    if (before !== undefined && block.parent !== before)
      throw new ChainChanged(`block ${block.number} follows another block`);
    before = block.hash;
  }
}

function mustBelong(logs: readonly RawLog[], blocks: readonly Header[]): void {
  const hashes = new Map(blocks.map(({ number, hash }) => [number, hash]));
  for (const { blockNumber, blockHash } of logs) {
    if (hashes.get(Number(blockNumber)) !== blockHash)
      throw new ChainChanged(`block ${Number(blockNumber)} changed`);
  }
}

/** A block whose filter of logs names one of ours, and of which none came, is asked again by its hash. */
async function mustBeSilent(node: Asker, address: readonly string[], blockHash: string) {
  const logs = await node.range<RawLog[]>("eth_getLogs", [{ address, blockHash }], true);
  if (logs.length > 0) throw new ChainChanged(`logs of block ${blockHash} were left out`);
}

const bits = new Map<string, readonly number[]>();

/** The three bits that an address sets in a block's filter of logs (Yellow Paper, 4.3.1). */
function bitsOf(address: string): readonly number[] {
  const known = bits.get(address);
  if (known !== undefined) return known;
  const hash = getBytes(keccak256(address));
  const found = [0, 2, 4].map((at) => (((hash[at] ?? 0) << 8) | (hash[at + 1] ?? 0)) & 2_047);
  bits.set(address, found);
  return found;
}

function mayHaveLogs({ logsBloom }: Full, contracts: readonly string[]): boolean {
  if (logsBloom === undefined || /^0x0*$/.test(logsBloom)) return false;
  const bloom = Buffer.from(logsBloom.slice(2), "hex");
  const has = (bit: number) => (((bloom[255 - (bit >> 3)] ?? 0) >> (bit & 7)) & 1) === 1;
  return contracts.some((address) => bitsOf(address).every(has));
}

interface Receipt {
  readonly status: string;
  readonly blockHash: string;
}

/** Those without an event may have been refused: their receipts say so, and the call again says why. */
async function callsOf(
  node: Asker,
  sent: readonly Sent[],
  loud: ReadonlySet<string>,
): Promise<KeptCall[]> {
  const silent = sent.filter(({ transaction }) => !loud.has(transaction.hash));
  const receipts = (await node.many(
    silent.map(({ transaction: { hash } }) => ({
      method: "eth_getTransactionReceipt",
      params: [hash],
    })),
  )) as (Receipt | null)[];
  for (const [n, receipt] of receipts.entries()) {
    if (receipt === null || receipt.blockHash !== silent[n]?.block.hash)
      throw new ChainChanged("a transaction is in another block");
  }
  const refused = silent.filter((_, n) => receipts[n]?.status === "0x0");
  const again = refused.map((one) => ({ method: "eth_call", params: againOf(one) }));
  const reasons = await node.many(again, isReason);
  const revertOf = new Map(refused.map((one, n) => [one, revertData(reasons[n])]));
  return sent.map((one) => {
    const call = historyCall(one, revertOf.has(one), revertOf.get(one));
    return { ...call, position: Number(one.transaction.transactionIndex) };
  });
}

/** Whether a fault of a call is an answer: that it reverts, or that the node has no state of that block any more. */
function isReason(fault: Fault): boolean {
  if (revertData(fault) !== undefined) return true;
  return /revert|trie node|historical|pruned|archive|state .*(not|un)available/i.test(
    fault.message,
  );
}
