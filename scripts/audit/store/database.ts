import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type SQLOutputValue } from "node:sqlite";
import { UserError } from "../../lib/errors.ts";

/** "GUKG": what says that a database is one of ours. */
const APPLICATION = 0x47_55_4b_47;
/** The form of the tables below. */
const VERSION = 1;

const TABLES = `
  CREATE TABLE collection (key TEXT PRIMARY KEY, value ANY NOT NULL) STRICT;
  CREATE TABLE learnt (
    provider TEXT PRIMARY KEY, blocks INTEGER NOT NULL, widest INTEGER, questions INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE contract (id INTEGER PRIMARY KEY, name TEXT NOT NULL, address BLOB NOT NULL) STRICT;
  CREATE TABLE block (
    number INTEGER PRIMARY KEY, hash BLOB NOT NULL, parent BLOB NOT NULL,
    time INTEGER NOT NULL, transactions INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE log (
    block INTEGER NOT NULL, position INTEGER NOT NULL, contract INTEGER NOT NULL,
    hash BLOB NOT NULL, topics BLOB NOT NULL, data BLOB NOT NULL,
    PRIMARY KEY (block, position)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE call (
    block INTEGER NOT NULL, position INTEGER NOT NULL, contract INTEGER NOT NULL,
    hash BLOB NOT NULL, sender BLOB NOT NULL, input BLOB NOT NULL,
    refused INTEGER NOT NULL, revert BLOB,
    PRIMARY KEY (block, position)
  ) STRICT, WITHOUT ROWID;
`;

/** What SQLite's own numbers mean to whoever runs the command. */
const WORDS: Readonly<Record<number, string>> = {
  5: "another process holds it; wait for that to end",
  6: "another process holds it; wait for that to end",
  8: "it cannot be written; name a folder that can with --file",
  10: "it cannot be read or written (disk error)",
  11: "it is damaged; remove it and collect again",
  13: "the disk is full",
  14: "it cannot be opened there; name a file in a folder that can be written with --file",
  26: "it is no database of audit collect; name another with --file",
};

/** Does what may fail in SQLite; a failure that has to do with the file is one line. */
export function inFile<T>(file: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw inWords(file, error);
  }
}

/** What SQLite says of a file as one line; what has nothing to do with the file stays as it is. */
function inWords(file: string, error: unknown): unknown {
  const { code, errcode = 0 } = error as { code?: string; errcode?: number };
  const words = code === "ERR_SQLITE_ERROR" ? WORDS[errcode & 0xff] : undefined;
  return words === undefined ? error : new UserError(`${file}: ${words}`);
}

type Row = Record<string, SQLOutputValue>;

/** Walks the rows of a question to a file as it is at one instant. The file is open only while it is walked. */
export function* rowsOf(
  file: string,
  question: (database: DatabaseSync) => IterableIterator<Row>,
): Generator<Row> {
  const database = openToRead(file);
  try {
    database.exec("BEGIN");
    yield* question(database);
  } catch (error) {
    throw inWords(file, error);
  } finally {
    database.close();
  }
}

/** Opens a file for collecting, and makes it where there is none. A kill at any instant leaves it whole. */
export function openToWrite(file: string): DatabaseSync {
  try {
    mkdirSync(dirname(file), { recursive: true });
  } catch (error) {
    const why = (error as { code?: string }).code ?? "it cannot be made";
    throw new UserError(`${file}: no file can be written there (${why}); name another with --file`);
  }
  return inFile(file, () => {
    const database = new DatabaseSync(file, { timeout: 1_000 });
    try {
      if (!isOurs(file, database)) create(database);
      database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
      // A file that cannot be written is told now, and not after the first range.
      database.exec("BEGIN IMMEDIATE; COMMIT;");
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

/** Opens a file that was collected, to read it. */
export function openToRead(file: string): DatabaseSync {
  return inFile(file, () => {
    const database = new DatabaseSync(file, { readOnly: true, timeout: 1_000 });
    try {
      if (isOurs(file, database)) return database;
      throw new UserError(
        `${file}: nothing was collected into it yet; run: npx hardhat audit collect`,
      );
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

/** Ends the work on a file that was written: what is left is one file that can be copied, sent and read from anywhere. */
export function closeWritten(database: DatabaseSync): void {
  try {
    database.exec("PRAGMA journal_mode = DELETE;");
  } catch {
    // Somebody reads it at this moment: it stays in two files until the next time.
  }
  database.close();
}

/** False where the file is new; what is something else's is refused. */
function isOurs(file: string, database: DatabaseSync): boolean {
  const number = (pragma: string) =>
    Number(Object.values(database.prepare(`PRAGMA ${pragma}`).get() ?? {})[0]);
  const application = number("application_id");
  const counted = database.prepare("SELECT count(*) AS tables FROM sqlite_schema").get();
  if (application === 0 && counted?.["tables"] === 0) return false;
  if (application !== APPLICATION)
    throw new UserError(`${file}: it is a database of something else; name another with --file`);
  const version = number("user_version");
  if (version !== VERSION)
    throw new UserError(
      `${file}: its form is ${version}, this program knows ${VERSION}; collect into another`,
    );
  return true;
}

function create(database: DatabaseSync): void {
  within(database, () => {
    database.exec(TABLES);
    database.exec(`PRAGMA application_id = ${APPLICATION}; PRAGMA user_version = ${VERSION};`);
  });
}

/** All of it or nothing. */
export function within<T>(database: DatabaseSync, act: () => T): T {
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = act();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

/** Bytes of a hexadecimal text. */
export const bytes = (text: string): Uint8Array => Buffer.from(text.slice(2), "hex");

/** The hexadecimal text of bytes. */
export const text = (blob: unknown): string => {
  const { buffer, byteOffset, byteLength } = blob as Uint8Array;
  return `0x${Buffer.from(buffer, byteOffset, byteLength).toString("hex")}`;
};
