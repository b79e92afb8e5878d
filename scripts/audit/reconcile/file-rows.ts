import type { Addresses } from "../../lib/system.ts";
import type { HistoryLog } from "../decode.ts";
import { inFile, openToRead, text } from "../store/database.ts";
import type { Header, KeptCall } from "../store/blocks.ts";
import { keptIn } from "../store/history.ts";

/** The rows of a file of `audit collect` as they stand there, by blocks. */
export interface FileRows {
  readonly head: number;
  readonly addresses: Addresses;
  blocks(from: number, to: number): Header[];
  logs(from: number, to: number): HistoryLog[];
  calls(from: number, to: number): KeptCall[];
}

type Row = Readonly<Record<string, unknown>>;

/** Opens a file for reading its rows; it is closed after `use`. */
export async function withRows<T>(file: string, use: (rows: FileRows) => Promise<T>): Promise<T> {
  const { head, addresses } = keptIn(file);
  const database = openToRead(file);
  const ask = (question: string) => {
    const prepared = inFile(file, () => database.prepare(question));
    return (from: number, to: number): Row[] => inFile(file, () => prepared.all(from, to));
  };
  const [blocks, logs, calls] = [ask(BLOCKS), ask(LOGS), ask(CALLS)];
  try {
    return await use({
      ...{ head, addresses },
      blocks: (from, to) => blocks(from, to).map(blockOf),
      logs: (from, to) => logs(from, to).map(logOf),
      calls: (from, to) => calls(from, to).map(callOf),
    });
  } finally {
    database.close();
  }
}

const BLOCKS = "SELECT * FROM block WHERE number BETWEEN ? AND ? ORDER BY number";
const LOGS = `
  SELECT log.*, contract.address FROM log LEFT JOIN contract ON contract.id = log.contract
  WHERE block BETWEEN ? AND ? ORDER BY block, position`;
const CALLS = `
  SELECT call.*, contract.address FROM call LEFT JOIN contract ON contract.id = call.contract
  WHERE block BETWEEN ? AND ? ORDER BY block, position`;

const blockOf = ({ number, hash, parent, time, transactions }: Row): Header => ({
  number: Number(number),
  hash: text(hash),
  parent: text(parent),
  time: Number(time),
  transactions: Number(transactions),
});

/** No contract of the file has the number that a row names. */
const addressOf = (address: unknown): string => (address === null ? "unknown" : text(address));

const logOf = ({ block, position, address, topics, data, hash }: Row): HistoryLog => ({
  block: Number(block),
  index: Number(position),
  address: addressOf(address),
  topics: (
    text(topics)
      .slice(2)
      .match(/.{1,64}/g) ?? []
  ).map((topic) => `0x${topic}`),
  data: text(data),
  transaction: text(hash),
});

const callOf = ({
  block,
  position,
  address,
  hash,
  sender,
  input,
  refused,
  revert,
}: Row): KeptCall => ({
  block: Number(block),
  position: Number(position),
  hash: text(hash),
  from: text(sender),
  to: addressOf(address),
  input: text(input),
  isRefused: refused === 1,
  revert: revert === null ? undefined : text(revert),
});
