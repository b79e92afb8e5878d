import { UserError } from "../../lib/errors.ts";
import { contractsOf } from "../collect.ts";
import { askAt, type Ask } from "../store/ask.ts";
import { Asker, RangeRefused, type Patience } from "../store/asker.ts";
import { ChainChanged, readRange, type Range } from "../store/blocks.ts";
import type { Kept } from "../store/history.ts";
import type { Progress } from "../store/into-file.ts";
import { Ranges, START } from "../store/ranges.ts";
import type { Findings } from "./finding.ts";
import { Namer } from "./named.ts";
import { FileRows } from "./rows.ts";
import { compareRanges } from "./same.ts";

/** What is compared of a file with the chain. */
export interface Checked {
  readonly url: string;
  readonly file: string;
  readonly kept: Kept;
  readonly progress?: Progress | undefined;
  readonly ask?: Ask;
  readonly patience?: Patience;
}

/** How much of a chain was read again. */
export interface Reread {
  readonly blocks: number;
  readonly events: number;
  readonly calls: number;
}

/**
 * Reads again from the chain what a file was collected from, range by range as the collector does, and compares the file's rows
 * with it. It is held one range at a time.
 */
export async function rereadEvents(checked: Checked, findings: Findings): Promise<Reread> {
  const { url, file, kept, progress, ask = askAt(url), patience } = checked;
  const node = new Asker(ask, new URL(url).host, START.questions, patience);
  const rows = new FileRows(file);
  const ranges = new Ranges(START);
  const namer = new Namer(kept.addresses);
  let [events, calls] = [0, 0];
  try {
    for (let from = 0, parent: string | undefined; from <= kept.head;) {
      const to = Math.min(from + ranges.blocks - 1, kept.head);
      const chain = await answered(node, ranges, checked, { from, to, parent });
      const last = chain.blocks.at(-1)!;
      compareRanges(rows.range(from, last.number), chain, namer, findings);
      events += chain.logs.length;
      calls += chain.calls.length;
      from = last.number + 1;
      parent = last.hash;
      progress?.({ first: 0, done: last.number, last: kept.head, events });
    }
  } finally {
    rows.close();
  }
  return { blocks: kept.head + 1, events, calls };
}

/** A range of the chain, or as much of it as the provider answers for. */
async function answered(
  node: Asker,
  ranges: Ranges,
  { kept, file }: Checked,
  { from, to, parent }: { from: number; to: number; parent: string | undefined },
): Promise<Range> {
  for (let last = to; ;) {
    const asked = last - from + 1;
    try {
      const contracts = contractsOf(kept.addresses);
      const range = await readRange(node, contracts, { from, to: last, parent });
      ranges.succeeded(asked, range.logs.length + range.calls.length);
      return range;
    } catch (error) {
      if (error instanceof ChainChanged)
        throw new UserError(
          `${file}: the chain changed while it was compared (${error.message}); run the same again`,
        );
      if (!(error instanceof RangeRefused)) throw error;
      if (!ranges.refused(asked, error.fault)) throw node.tooMuch(from, error.fault);
      last = from + Math.min(ranges.blocks, asked) - 1;
    }
  }
}
