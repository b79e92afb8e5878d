import type { DatabaseSync } from "node:sqlite";
import { UserError } from "../../lib/errors.ts";
import { mapped, walked } from "../../lib/walks.ts";
import type { History, HistoryCall, HistoryLog, Mined } from "../decode.ts";
import { inFile, openToRead, rowsOf, text } from "./database.ts";
import { finishedIn, hashIn, identityIn, type Identity } from "./store.ts";

/** What a file says of itself. */
export interface Kept extends Identity {
  /** Its last block. */
  readonly head: number;
  readonly hash: string;
  /** UTC second of that block. */
  readonly time: number;
}

/** Reads what a file says of itself at this instant. */
export function keptIn(file: string): Kept {
  const database = openToRead(file);
  try {
    return inFile(file, () => {
      database.exec("BEGIN");
      return keptOf(file, database);
    });
  } finally {
    database.close();
  }
}

function keptOf(file: string, database: DatabaseSync): Kept {
  const identity = identityIn(database);
  const head = finishedIn(database);
  const hash = hashIn(database, head);
  const time = database.prepare("SELECT time FROM block WHERE number = ?").get(head)?.["time"];
  if (identity !== undefined && hash !== undefined)
    return { ...identity, head, hash, time: Number(time) };
  throw new UserError(`${file}: nothing was collected into it yet; run: npx hardhat audit collect`);
}

/**
 * The history in a file up to the block that was its last. It may be collected into meanwhile: what comes after is left out, and
 * where another chain has taken the place of what was read, the walk ends with an error.
 */
export function historyIn(file: string, kept: Kept): History {
  const walk = (question: string) =>
    walked(() =>
      rowsOf(file, (database) => {
        mustHaveStill(file, database, kept);
        return database.prepare(question).iterate(kept.head);
      }),
    );
  const calls = (isRefused: boolean) =>
    mapped(walk(`${CALLS} AND call.refused = ${isRefused ? 1 : 0} ${ORDER}`), callOf);
  return {
    head: kept.head,
    logs: mapped(walk(`${LOGS} ${ORDER}`), logsOf()),
    refused: calls(true),
    accepted: calls(false),
  };
}

function mustHaveStill(file: string, database: DatabaseSync, { head, hash }: Kept): void {
  if (hashIn(database, head) === hash) return;
  throw new UserError(`${file}: the chain in it changed while it was read; run the same again`);
}

const LOGS = `
  SELECT log.block, log.position, log.hash, log.topics, log.data, contract.address,
    block.time, block.transactions
  FROM log JOIN block ON block.number = log.block JOIN contract ON contract.id = log.contract
  WHERE log.block <= ?`;
const CALLS = `
  SELECT call.block, call.position, call.hash, call.sender, call.input, call.refused, call.revert,
    contract.address, block.time, block.transactions
  FROM call JOIN block ON block.number = call.block JOIN contract ON contract.id = call.contract
  WHERE call.block <= ?`;
const ORDER = "ORDER BY 1, 2";

type Row = Record<string, unknown>;

const minedIn = ({ time, transactions }: Row): Mined => ({
  time: Number(time),
  isAlone: Number(transactions) <= 1,
});

/** Makes logs of rows. What follows each other with the same hash has one text of it: books keep it with each payment. */
function logsOf(): (row: Row) => HistoryLog & Mined {
  let hash: Uint8Array = new Uint8Array();
  let transaction = "";
  return (row) => {
    const found = row["hash"] as Uint8Array;
    if (Buffer.compare(found, hash) !== 0) [hash, transaction] = [found, text(found)];
    return {
      block: Number(row["block"]),
      index: Number(row["position"]),
      address: text(row["address"]),
      topics: topicsIn(text(row["topics"])),
      data: text(row["data"]),
      transaction,
      ...minedIn(row),
    };
  };
}

/** Words of 32 bytes. */
const topicsIn = (joined: string): string[] =>
  Array.from({ length: (joined.length - 2) / 64 }, (_, n) => {
    return `0x${joined.slice(2 + 64 * n, 66 + 64 * n)}`;
  });

const callOf = (row: Row): HistoryCall & Mined => ({
  block: Number(row["block"]),
  hash: text(row["hash"]),
  from: text(row["sender"]),
  to: text(row["address"]),
  input: text(row["input"]),
  isRefused: row["refused"] === 1,
  revert: row["revert"] === null ? undefined : text(row["revert"]),
  ...minedIn(row),
});
