import { readFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../lib/errors.ts";
import type { Addresses } from "../../lib/system.ts";
import { FORMATS, type Format } from "./forms.ts";

export const MANIFEST = "manifest.json";

/** One file of an export. */
export interface FileEntry {
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** What an export is of, and each of its files. */
export interface Manifest {
  readonly tool: { readonly name: "gukgo"; readonly version: string };
  readonly chain: { readonly id: number; readonly genesis: string };
  readonly addresses: Addresses;
  readonly block: { readonly number: number; readonly hash: string; readonly time: number };
  /** UTC seconds that both belong to it; nothing where it has no such end. */
  readonly period: { readonly from: number | null; readonly to: number | null };
  readonly formats: readonly Format[];
  /** Whether names of a local file are in it. */
  readonly names: boolean;
  readonly files: readonly FileEntry[];
}

export const manifestText = (manifest: Manifest): string =>
  `${JSON.stringify(manifest, null, 2)}\n`;

/** What a manifest's file names may be: none leaves its folder. */
export const FILE_NAME = /^[a-z_]+\.(csv|json|xlsx)$/;

const isNumber = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;

const isFile = (entry: FileEntry): boolean =>
  FILE_NAME.test(entry.file) &&
  isNumber(entry.rows) &&
  isNumber(entry.bytes) &&
  /^[0-9a-f]{64}$/.test(entry.sha256);

const isEnd = (value: unknown): boolean => value === null || isNumber(value);

/** Whether what was read has all that is asked of it later. */
function isManifest(found: Manifest): boolean {
  const { tool, chain, addresses, block, period, formats, names, files } = found;
  const isOf = typeof tool.version === "string" && isNumber(chain.id) && isNumber(block.number);
  const areHashes = [chain.genesis, block.hash].every((hash) => /^0x[0-9a-f]{64}$/.test(hash));
  const isWhole = isEnd(period.from) && isEnd(period.to) && typeof names === "boolean";
  const areKnown = formats.every((format) => FORMATS.includes(format)) && files.every(isFile);
  return isOf && areHashes && isWhole && areKnown && typeof addresses.token === "string";
}

/** Reads the manifest of a folder. */
export function readManifest(folder: string): Manifest {
  const path = join(folder, MANIFEST);
  let found: Manifest;
  try {
    found = JSON.parse(readFileSync(path, "utf8")) as Manifest;
  } catch (error) {
    const { code = "it is no JSON" } = error as { code?: string };
    throw new UserError(`${path}: it cannot be read (${code}); name the folder of an audit export`);
  }
  let isSo = false;
  try {
    isSo = isManifest(found);
  } catch {
    // A part that is missing has no parts of its own.
  }
  if (isSo) return found;
  throw new UserError(`${path}: it is no manifest of an audit export`);
}
