import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { UserError } from "../../lib/errors.ts";
import { contractNames, type Addresses } from "../../lib/system.ts";
import type { Range } from "./blocks.ts";
import { bytes, closeWritten, inFile, openToWrite, text, within } from "./database.ts";
import { START, type Learnt } from "./ranges.ts";

/** Which chain a file has, and of which contracts. */
export interface Identity {
  readonly chainId: number;
  /** Hash of block 0. */
  readonly genesis: string;
  readonly addresses: Addresses;
}

/** The name under which what is learnt of a provider is kept: its URL may hold a secret. */
const nameOf = (url: string): string =>
  createHash("sha256").update(new URL(url).host).digest("hex").slice(0, 16);

/** Who a file says that it is of; nothing where it is new. */
export function identityIn(database: DatabaseSync): Identity | undefined {
  const rows = database.prepare("SELECT key, value FROM collection").all();
  const values = new Map(rows.map(({ key, value }) => [String(key), value]));
  if (!values.has("chain")) return undefined;
  const addresses = JSON.parse(String(values.get("addresses"))) as Addresses;
  return { chainId: Number(values.get("chain")), genesis: text(values.get("genesis")), addresses };
}

/** The last block that is whole in a file; −1 before the first. */
export function finishedIn(database: DatabaseSync): number {
  const row = database.prepare("SELECT value FROM collection WHERE key = 'finished'").get();
  return row === undefined ? -1 : Number(row["value"]);
}

/** The hash of a block as a file has it. */
export function hashIn(database: DatabaseSync, number: number): string | undefined {
  const row = database.prepare("SELECT hash FROM block WHERE number = ?").get(number);
  return row === undefined ? undefined : text(row["hash"]);
}

/** A file that is collected into. */
export class Store {
  readonly file: string;
  readonly #database: DatabaseSync;
  readonly #ids = new Map<string, number>();

  constructor(file: string) {
    this.file = file;
    this.#database = openToWrite(file);
  }

  identity(): Identity | undefined {
    return this.#in(() => identityIn(this.#database));
  }

  /** Says of which chain and contracts a new file is. */
  identify({ chainId, genesis, addresses }: Identity): void {
    this.#in(() =>
      within(this.#database, () => {
        const put = this.#database.prepare("INSERT INTO collection (key, value) VALUES (?, ?)");
        put.run("chain", chainId);
        put.run("genesis", bytes(genesis));
        put.run("addresses", JSON.stringify(addresses));
        put.run("finished", -1);
        const add = this.#database.prepare("INSERT INTO contract VALUES (?, ?, ?)");
        for (const [id, name] of contractNames.entries())
          add.run(id, name, bytes(addresses[name].toLowerCase()));
      }),
    );
  }

  finished(): number {
    return this.#in(() => finishedIn(this.#database));
  }

  hash(number: number): string | undefined {
    return this.#in(() => hashIn(this.#database, number));
  }

  learnt(url: string): Learnt {
    const row = this.#in(() =>
      this.#database.prepare("SELECT * FROM learnt WHERE provider = ?").get(nameOf(url)),
    );
    if (row === undefined) return START;
    const { blocks, widest, questions } = row;
    const known = widest === null ? undefined : Number(widest);
    return { blocks: Number(blocks), widest: known, questions: Number(questions) };
  }

  learn(url: string, { blocks, widest, questions }: Learnt): void {
    this.#in(() =>
      this.#database
        .prepare("INSERT OR REPLACE INTO learnt VALUES (?, ?, ?, ?)")
        .run(nameOf(url), blocks, widest ?? null, questions),
    );
  }

  /** Adds the blocks that follow the last one: all that they have, or nothing. */
  add(range: Range): void {
    const [first, last] = [range.blocks[0]?.number ?? 0, range.blocks.at(-1)?.number ?? 0];
    this.#in(() =>
      within(this.#database, () => {
        this.#moveTo(last, first - 1);
        this.#addBlocks(range);
        this.#addLogs(range);
        this.#addCalls(range);
      }),
    );
  }

  /** Takes out what came after block `last`. */
  cutAfter(last: number): void {
    this.#in(() =>
      within(this.#database, () => {
        this.#moveTo(last, finishedIn(this.#database));
        for (const [table, column] of [
          ["block", "number"],
          ["log", "block"],
          ["call", "block"],
        ])
          this.#database.prepare(`DELETE FROM ${table} WHERE ${column} > ?`).run(last);
      }),
    );
  }

  /** What the file holds. */
  counts(): { events: number; transactions: number; refused: number; unexplained: number } {
    const row = this.#in(() =>
      this.#database
        .prepare(
          `SELECT (SELECT count(*) FROM log) AS events, count(*) AS transactions, total(refused) AS refused,
             total(refused = 1 AND revert IS NULL) AS unexplained FROM call`,
        )
        .get(),
    );
    const count = (name: string) => Number(row?.[name]);
    return {
      events: count("events"),
      transactions: count("transactions"),
      refused: count("refused"),
      unexplained: count("unexplained"),
    };
  }

  close(): void {
    closeWritten(this.#database);
  }

  #in<T>(act: () => T): T {
    return inFile(this.file, act);
  }

  /** Somebody else who wrote meanwhile is seen here, and nothing is written twice. */
  #moveTo(finished: number, from: number): void {
    const { changes } = this.#database
      .prepare("UPDATE collection SET value = ? WHERE key = 'finished' AND value = ?")
      .run(finished, from);
    if (Number(changes) !== 1)
      throw new UserError(`${this.file}: another process collects into it; wait for that to end`);
  }

  #addBlocks({ blocks }: Range): void {
    const add = this.#database.prepare("INSERT INTO block VALUES (?, ?, ?, ?, ?)");
    for (const { number, hash, parent, time, transactions } of blocks)
      add.run(number, bytes(hash), bytes(parent), time, transactions);
  }

  #addLogs({ logs }: Range): void {
    const add = this.#database.prepare("INSERT INTO log VALUES (?, ?, ?, ?, ?, ?)");
    for (const { block, index, address, transaction, topics, data } of logs) {
      const joined = bytes(`0x${topics.map((topic) => topic.slice(2)).join("")}`);
      add.run(block, index, this.#idOf(address), bytes(transaction), joined, bytes(data));
    }
  }

  #addCalls({ calls }: Range): void {
    const add = this.#database.prepare("INSERT INTO call VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    for (const { block, position, hash, from, to, input, isRefused, revert } of calls) {
      const contract = this.#idOf(to);
      const why = revert === undefined ? null : bytes(revert);
      const who = [bytes(hash), bytes(from), bytes(input)] as const;
      add.run(block, position, contract, ...who, Number(isRefused), why);
    }
  }

  #idOf(address: string): number {
    if (this.#ids.size === 0) {
      for (const row of this.#database.prepare("SELECT id, address FROM contract").iterate())
        this.#ids.set(text(row["address"]), Number(row["id"]));
    }
    const id = this.#ids.get(address);
    if (id === undefined) throw new Error(`${address} is no contract of this file`);
    return id;
  }
}
