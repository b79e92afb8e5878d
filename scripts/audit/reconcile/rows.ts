import type { DatabaseSync } from "node:sqlite";
import type { HistoryLog } from "../decode.ts";
import type { Header, KeptCall, Range } from "../store/blocks.ts";
import { inFile, openToRead, text } from "../store/database.ts";

type Row = Record<string, unknown>;

/** The rows of a file as they are, block by block: no table is joined with another, so that what one of them lacks is seen. */
export class FileRows {
  readonly #file: string;
  readonly #database: DatabaseSync;
  readonly #contracts = new Map<number, string>();

  constructor(file: string) {
    this.#file = file;
    this.#database = openToRead(file);
    inFile(file, () => {
      this.#database.exec("BEGIN");
      for (const row of this.#database.prepare("SELECT id, address FROM contract").iterate())
        this.#contracts.set(Number(row["id"]), text(row["address"]));
    });
  }

  /** What the file has of blocks `from` to `to`. */
  range(from: number, to: number): Range {
    const rows = (question: string): Row[] => this.#database.prepare(question).all(from, to);
    return inFile(this.#file, () => ({
      blocks: rows("SELECT * FROM block WHERE number BETWEEN ? AND ? ORDER BY number").map(
        headerOf,
      ),
      logs: rows("SELECT * FROM log WHERE block BETWEEN ? AND ? ORDER BY block, position").map(
        (row) => this.#logOf(row),
      ),
      calls: rows("SELECT * FROM call WHERE block BETWEEN ? AND ? ORDER BY block, position").map(
        (row) => this.#callOf(row),
      ),
    }));
  }

  close(): void {
    this.#database.close();
  }

  #contractOf = (row: Row): string => this.#contracts.get(Number(row["contract"])) ?? "unknown";

  #logOf(row: Row): HistoryLog {
    return {
      block: Number(row["block"]),
      index: Number(row["position"]),
      address: this.#contractOf(row),
      topics:
        text(row["topics"])
          .slice(2)
          .match(/.{1,64}/g)
          ?.map((topic) => `0x${topic}`) ?? [],
      data: text(row["data"]),
      transaction: text(row["hash"]),
    };
  }

  #callOf(row: Row): KeptCall {
    return {
      block: Number(row["block"]),
      position: Number(row["position"]),
      hash: text(row["hash"]),
      from: text(row["sender"]),
      to: this.#contractOf(row),
      input: text(row["input"]),
      isRefused: row["refused"] === 1,
      revert: row["revert"] === null ? undefined : text(row["revert"]),
    };
  }
}

const headerOf = (row: Row): Header => ({
  number: Number(row["number"]),
  hash: text(row["hash"]),
  parent: text(row["parent"]),
  time: Number(row["time"]),
  transactions: Number(row["transactions"]),
});
