import type { HistoryLog } from "../decode.ts";
import { contractsOf } from "../collect.ts";
import { askAt, type Ask } from "../store/ask.ts";
import { Asker, RangeRefused, type Patience } from "../store/asker.ts";
import { readRange, type Range } from "../store/blocks.ts";
import { Ranges, START } from "../store/ranges.ts";
import type { FileRows } from "./file-rows.ts";
import type { Naming } from "./naming.ts";
import type { Finding } from "./verdict.ts";

/** What is asked for, and of whom. */
export interface Reread {
  readonly url: string;
  readonly rows: FileRows;
  readonly naming: Naming;
  /** Differences after which nothing more is read. */
  readonly most: number;
  readonly progress?: (at: { first: number; done: number; last: number; events: number }) => void;
  /** How the node is asked; over HTTP unless given. */
  readonly ask?: Ask;
  readonly patience?: Patience;
}

/** What came of it. */
export interface Rows {
  readonly blocks: number;
  readonly logs: number;
  readonly calls: number;
  readonly findings: readonly Finding[];
}

/**
 * Reads from the chain again what a file has, by ranges of blocks, and compares row by row: blocks, logs and transactions. Whatever
 * is deleted, added or altered in the file is found, of any type and in any argument, and told by what it is.
 */
export async function compareRows(reread: Reread): Promise<Rows> {
  const { rows, most, progress } = reread;
  const node = new Asker(
    reread.ask ?? askAt(reread.url),
    new URL(reread.url).host,
    START.questions,
    reread.patience,
  );
  const ranges = new Ranges(START);
  const findings: Finding[] = [];
  const counted = { blocks: 0, logs: 0, calls: 0 };
  for (let done = -1; done < rows.head && findings.length < most;) {
    const range = await nextRange(node, ranges, rows, done + 1);
    findings.push(...differencesIn(range, rows, reread.naming));
    counted.blocks += range.blocks.length;
    counted.logs += range.logs.length;
    counted.calls += range.calls.length;
    done += range.blocks.length;
    progress?.({ first: 0, done, last: rows.head, events: counted.logs });
  }
  return { ...counted, findings: findings.slice(0, most) };
}

async function nextRange(
  node: Asker,
  ranges: Ranges,
  { head, addresses }: FileRows,
  from: number,
): Promise<Range> {
  const contracts = contractsOf(addresses);
  for (let to = Math.min(head, from + ranges.blocks - 1); ;) {
    const asked = to - from + 1;
    try {
      const range = await readRange(node, contracts, { from, to, parent: undefined });
      ranges.succeeded(asked, range.logs.length + range.calls.length);
      return range;
    } catch (error) {
      if (!(error instanceof RangeRefused)) throw error;
      if (!ranges.refused(asked, error.fault)) throw node.tooMuch(from, error.fault);
      to = from + Math.min(ranges.blocks, asked) - 1;
    }
  }
}

/** What the file has otherwise than the chain in the blocks of a range. */
export function differencesIn(range: Range, rows: FileRows, naming: Naming): Finding[] {
  const from = range.blocks[0]?.number ?? 0;
  const to = range.blocks.at(-1)?.number ?? from;
  return [
    ...unlike(range.blocks, rows.blocks(from, to), {
      at: ({ number }) => [number, 0],
      told: ({ number }) => `block ${number}`,
      differs: (is, was) => fieldsOf(is, was),
    }),
    ...unlike<HistoryLog>(range.logs, rows.logs(from, to), {
      at: ({ block, index }) => [block, index],
      told: naming.log,
      differs: naming.altered,
    }),
    ...unlike(range.calls, rows.calls(from, to), {
      at: ({ block, position }) => [block, position],
      told: naming.call,
      // Why a transaction was refused the node may no longer know.
      differs: (is, was) =>
        fieldsOf(is.revert === undefined ? { ...is, revert: was.revert } : is, was),
    }),
  ].toSorted((one, other) => one.block - other.block);
}

type Place = readonly [block: number, number: number];

interface Kind<T> {
  readonly at: (row: T) => Place;
  readonly told: (row: T) => string;
  /** What differs between the chain's row and the file's; nothing where they are the same. */
  readonly differs: (is: T, was: T) => string | undefined;
}

type Placed = Finding & { readonly block: number };

/** Two lists in the chain's order, side by side. */
function unlike<T>(
  chain: readonly T[],
  file: readonly T[],
  { at, told, differs }: Kind<T>,
): Placed[] {
  const found: Placed[] = [];
  const say = (row: T, what: string) => found.push({ kind: "row", what, block: at(row)[0] });
  let [n, m] = [0, 0];
  for (let is = chain[n], was = file[m]; is !== undefined || was !== undefined;) {
    const order = is === undefined ? 1 : was === undefined ? -1 : compared(at(is), at(was));
    if (order < 0 && is !== undefined) say(is, `missing in the file: ${told(is)}`);
    if (order > 0 && was !== undefined)
      say(was, `only in the file, the chain has none there: ${told(was)}`);
    if (order === 0 && is !== undefined && was !== undefined) {
      const altered = differs(is, was);
      if (altered !== undefined) say(is, `altered in the file: ${told(is)}: ${altered}`);
    }
    if (order <= 0) is = chain[(n += 1)];
    if (order >= 0) was = file[(m += 1)];
  }
  return found;
}

const compared = ([a, b]: Place, [c, d]: Place): number => a - c || b - d;

/** The first field that differs. */
function fieldsOf<T extends object>(is: T, was: T): string | undefined {
  for (const [name, value] of Object.entries(is)) {
    const kept: unknown = Reflect.get(was, name);
    if (String(kept) !== String(value)) return `${name} is ${String(value)}, not ${String(kept)}`;
  }
  return undefined;
}
