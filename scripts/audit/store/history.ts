import type { DatabaseSync } from "node:sqlite";
import { UserError } from "../../lib/errors.ts";
import type { History, HistoryCall, HistoryLog } from "../decode.ts";
import { inFile, openToRead, text } from "./database.ts";
import { finishedIn, hashIn, identityIn, type Identity } from "./store.ts";

/** What a file says of itself. */
export interface Kept extends Identity {
  /** Its last block. */
  readonly head: number;
  readonly hash: string;
  /** UTC second of that block. */
  readonly time: number;
}

/** Reads a file as it is at one instant, also while it is collected into. */
export function readFile<T>(file: string, use: (history: History, kept: Kept) => T): T {
  const database = openToRead(file);
  try {
    return inFile(file, () => {
      database.exec("BEGIN");
      const kept = keptIn(file, database);
      return use(historyIn(database, kept.head), kept);
    });
  } finally {
    database.close();
  }
}

function keptIn(file: string, database: DatabaseSync): Kept {
  const identity = identityIn(database);
  const head = finishedIn(database);
  const hash = hashIn(database, head);
  const time = database.prepare("SELECT time FROM block WHERE number = ?").get(head)?.["time"];
  if (identity !== undefined && hash !== undefined)
    return { ...identity, head, hash, time: Number(time) };
  throw new UserError(`${file}: nothing was collected into it yet; run: npx hardhat audit collect`);
}

function historyIn(database: DatabaseSync, head: number): History {
  const blocks = new Map(
    database
      .prepare("SELECT number, time, transactions FROM block")
      .all()
      .map(({ number, time, transactions }) => [
        Number(number),
        { time: Number(time), transactions: Number(transactions) },
      ]),
  );
  const rows = database.prepare("SELECT id, address FROM contract").all();
  const addresses = new Map(rows.map(({ id, address }) => [Number(id), text(address)]));
  const addressOf = (id: unknown) => addresses.get(Number(id)) ?? "";
  return { head, blocks, logs: logsIn(database, addressOf), calls: callsIn(database, addressOf) };
}

type AddressOf = (id: unknown) => string;

function* logsIn(database: DatabaseSync, addressOf: AddressOf): Generator<HistoryLog> {
  const all = database.prepare("SELECT * FROM log ORDER BY block, position");
  for (const { block, position, contract, hash, topics, data } of all.iterate()) {
    yield {
      block: Number(block),
      index: Number(position),
      address: addressOf(contract),
      topics: [...text(topics).slice(2).matchAll(/.{64}/g)].map(([topic]) => `0x${topic}`),
      data: text(data),
      transaction: text(hash),
    };
  }
}

function* callsIn(database: DatabaseSync, addressOf: AddressOf): Generator<HistoryCall> {
  const all = database.prepare("SELECT * FROM call ORDER BY block, position");
  for (const { block, contract, hash, sender, input, refused, revert } of all.iterate()) {
    yield {
      block: Number(block),
      hash: text(hash),
      from: text(sender),
      to: addressOf(contract),
      input: text(input),
      isRefused: refused === 1,
      revert: revert === null ? undefined : text(revert),
    };
  }
}
