import { createHash } from "node:crypto";
import { createReadStream, lstatSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AccountNames } from "../ledger.ts";
import type { Reading } from "../reading.ts";
import { readingTo } from "./cut.ts";
import { exportTo } from "./export.ts";
import { MANIFEST, type FileEntry, type Manifest } from "./manifest.ts";

/** What is wrong with the files of an export, one line a fault. */
export async function faultsIn(folder: string, { files }: Manifest): Promise<string[]> {
  const faults: string[] = [];
  for (const entry of files) faults.push(...(await faultsOf(join(folder, entry.file), entry)));
  const listed = new Set([MANIFEST, ...files.map(({ file }) => file)]);
  const more = readdirSync(folder).filter((name) => !listed.has(name));
  const seen = new Set<string>();
  const twice = files.map(({ file }) => file).filter((file) => seen.has(file) || !seen.add(file));
  return [
    ...faults,
    ...twice.map((file) => `${file}: it stands twice in the manifest`),
    ...more.toSorted().map((name) => `${name}: it is not in the manifest`),
  ];
}

async function faultsOf(path: string, { file, bytes, sha256 }: FileEntry): Promise<string[]> {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return [`${file}: it is missing`];
  if (!found.isFile()) return [`${file}: it is no file`];
  if (found.size !== bytes) return [`${file}: it has ${found.size} bytes, and had ${bytes}`];
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  const is = hash.digest("hex");
  return is === sha256 ? [] : [`${file}: its SHA-256 is ${is}, and was ${sha256}`];
}

/** What a source is that an export is compared with. */
export interface Against {
  readonly reading: Reading;
  /** The hash of the export's block there; nothing where there is no such block. */
  readonly hash: string | undefined;
  readonly names: AccountNames | undefined;
}

/** In what an export is not the source's: its block, and each file that is otherwise when it is made anew. */
export async function faultsAgainst(
  manifest: Manifest,
  { reading, hash, names }: Against,
): Promise<string[]> {
  const { block, chain } = manifest;
  if (chain.id !== reading.chainId || chain.genesis !== reading.genesis)
    return [
      `the export is of chain ${chain.id} with block 0 ${chain.genesis}, the source of chain ${reading.chainId} with ${reading.genesis}`,
    ];
  if (hash === undefined) return [`block ${block.number}: the source has no such block`];
  if (hash !== block.hash)
    return [
      `block ${block.number}: its hash is ${hash} at the source, and ${block.hash} in the manifest`,
    ];
  if (manifest.names && names === undefined)
    return ["the export has names; to make it anew name their file with --names"];
  return faultsAnew(manifest, readingTo(reading, block), names);
}

async function faultsAnew(
  manifest: Manifest,
  reading: Reading,
  names: AccountNames | undefined,
): Promise<string[]> {
  const { from, to } = manifest.period;
  const period = { from: from ?? 0, to: to ?? Infinity };
  const folder = mkdtempSync(join(tmpdir(), "gukgo-verify-"));
  try {
    const wanted = { period, formats: manifest.formats, names: manifest.names ? names : undefined };
    const anew = await exportTo(folder, reading, wanted);
    return [...headFaults(manifest, anew), ...fileFaults(manifest, anew)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a manifest says of the whole export beside its files. */
function headFaults(manifest: Manifest, anew: Manifest): string[] {
  return (["tool", "addresses", "block"] as const)
    .filter((part) => JSON.stringify(manifest[part]) !== JSON.stringify(anew[part]))
    .map((part) => `manifest.json: made anew, its ${part} is ${JSON.stringify(anew[part])}`);
}

function fileFaults({ files }: Manifest, anew: Manifest): string[] {
  const told = new Map(files.map((entry) => [entry.file, entry]));
  return anew.files.flatMap(({ file, rows, sha256 }) => {
    const entry = told.get(file);
    if (entry === undefined) return [`${file}: made anew it is there, and the manifest has none`];
    if (entry.sha256 === sha256 && entry.rows === rows) return [];
    return [`${file}: made anew it is another (${rows} rows, and ${entry.rows} in the manifest)`];
  });
}
