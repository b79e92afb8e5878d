import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { getAddress } from "ethers";
import { UserError } from "../../lib/errors.ts";
import { contractNames, type Addresses } from "../../lib/system.ts";
import { rebuild } from "../books.ts";
import { journalOf } from "../journal/journal.ts";
import type { Period } from "../journal/period.ts";
import type { AccountNames } from "../ledger.ts";
import { checkBooks } from "../laws.ts";
import type { Reading } from "../reading.ts";
import { booksTables } from "./books-tables.ts";
import { cutAt } from "./cut.ts";
import { writeTable, type Format } from "./forms.ts";
import { MANIFEST, manifestText, type FileEntry, type Manifest } from "./manifest.ts";
import { storyTables } from "./story-tables.ts";
import { withNames, type Table } from "./table.ts";

/** What is exported, and how. */
export interface Wanted {
  readonly period: Period;
  readonly formats: readonly Format[];
  /** Names that enter the files; nothing where none does. */
  readonly names: AccountNames | undefined;
}

/** Told of each row that is written into a file. */
export type Told = (file: string, rows: number) => void;

/** Every table of an export: what happened in the period, and how all stood at its end. */
export function tablesOf(reading: Reading, { period, names }: Wanted): Table[] {
  const { addresses, time } = reading;
  const collected = cutAt(reading.collected, period.to);
  const end = Math.min(period.to, time);
  const books = rebuild(collected, addresses);
  const laws = checkBooks(addresses, books, {
    compared: 0,
    differences: [],
    kinds: new Map(),
    time: end,
  });
  const entries = () => journalOf(collected.events, addresses);
  const tables = [
    ...storyTables(books, collected.refused, entries, period),
    ...booksTables(books, laws, end),
  ];
  return names === undefined ? tables : tables.map((table) => withNames(table, names));
}

/** Writes every table and the manifest into a folder that does not exist yet or is empty: all of it, or nothing. */
export async function exportTo(
  folder: string,
  reading: Reading,
  wanted: Wanted,
  told: Told = () => {},
): Promise<Manifest> {
  mustBeFree(folder);
  const parent = dirname(resolve(folder));
  const half = made(folder, () => {
    mkdirSync(parent, { recursive: true });
    const beside = join(parent, `.${basename(resolve(folder))}-${process.pid}`);
    mkdirSync(beside);
    return beside;
  });
  try {
    const files: FileEntry[] = [];
    for (const table of tablesOf(reading, wanted)) {
      for (const format of wanted.formats) {
        const file = `${table.name}.${format}`;
        const counted = (rows: number) => told(file, rows);
        files.push({ file, ...(await writeTable(table, format, join(half, file), counted)) });
      }
    }
    const manifest = manifestOf(reading, wanted, files);
    writeFileSync(join(half, MANIFEST), manifestText(manifest));
    made(folder, () => {
      rmSync(folder, { recursive: true, force: true });
      renameSync(half, folder);
    });
    return manifest;
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
}

function manifestOf(reading: Reading, wanted: Wanted, files: readonly FileEntry[]): Manifest {
  const { chainId: id, genesis, addresses, head: number, hash, time } = reading;
  const { from, to } = wanted.period;
  return {
    tool: { name: "gukgo", version: version() },
    chain: { id, genesis },
    addresses: inOrder(addresses),
    block: { number, hash, time },
    period: { from: from === 0 ? null : from, to: to === Infinity ? null : to },
    formats: wanted.formats,
    names: wanted.names !== undefined,
    files,
  };
}

/** Addresses in one order and one way to write them, wherever they were read. */
function inOrder(addresses: Addresses): Addresses {
  const pairs = contractNames.map((name) => [name, getAddress(addresses[name])]);
  return Object.fromEntries(pairs) as Addresses;
}

/** The version of what wrote an export. */
export function version(): string {
  const file = new URL("../../../package.json", import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

/** Nobody's files are overwritten, and none of another export is left among these. */
function mustBeFree(folder: string): void {
  let found: string[] = [];
  try {
    found = readdirSync(folder);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code !== "ENOENT")
      throw new UserError(`--out ${folder}: no folder can be written there (${code ?? "?"})`);
  }
  if (found.length > 0) throw new UserError(`--out ${folder}: it is not empty; name a new folder`);
}

function made<T>(folder: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    const { code = "?" } = error as { code?: string };
    throw new UserError(`--out ${folder}: no folder can be written there (${code})`);
  }
}
