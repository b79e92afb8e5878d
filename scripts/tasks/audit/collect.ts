import { collectInto, type Removed, type Summary } from "../../audit/store/into-file.ts";
import { progressOn } from "../../audit/store/progress.ts";
import { untilOf } from "../../audit/store/until.ts";
import { rpcUrl } from "../../lib/rpc.ts";
import { formatCount } from "../../lib/won.ts";
import type { Place } from "./place.ts";
import { FILE } from "./source-options.ts";
import { readAddresses, urlOf } from "./source.ts";

interface Args {
  readonly url?: string | undefined;
  readonly addresses?: string | undefined;
  readonly file?: string | undefined;
  readonly until?: string | undefined;
  readonly finality?: string | undefined;
  readonly json?: boolean;
}

/** Puts every event of the system into a file, from a URL and addresses alone. Sends nothing. */
export default async function collect(
  { url: given, addresses, file = FILE, until, finality, json = false }: Args,
  { url: named = rpcUrl, deployed }: Place,
): Promise<void> {
  const url = urlOf(given ?? named);
  const wanted = untilOf(until, finality);
  const told = addresses === undefined ? undefined : readAddresses(addresses);
  const isColoured = process.stderr.isTTY && process.env["NO_COLOR"] === undefined;
  const progress = progressOn(process.stderr, isColoured);
  const started = Date.now();
  const changed = (removed: Removed) => {
    progress.end();
    console.error(changedLine(removed));
  };
  const summary = await collectInto({
    ...{ url, file, addresses: told, lookUp: deployed, until: wanted, progress, changed },
  }).finally(() => progress.end());
  const seconds = (Date.now() - started) / 1_000;
  console.log(json ? JSON.stringify({ ...summary, seconds }, null, 2) : linesOf(summary, seconds));
}

const blocksOf = (from: number, to: number): string =>
  from === to ? `block ${from}` : `blocks ${from} to ${to}`;

const changedLine = ({ from, to }: Removed): string =>
  `the chain changed: ${blocksOf(from, to)} of the file ${from === to ? "is" : "are"} no longer the chain's; what came after block ${from - 1} is collected again`;

/** What was collected, in lines. */
function linesOf(summary: Summary, seconds: number): string {
  const { file, from, to, hash, events, transactions, refused, unexplained } = summary;
  const took = `${seconds.toFixed(1)} s, ${formatCount(summary.requests)} requests`;
  const done =
    from > to ? `nothing new up to block ${to}` : `collected ${blocksOf(from, to)} in ${took}`;
  const held = `${formatCount(events)} events, ${formatCount(transactions)} transactions, ${formatCount(refused)} of them refused`;
  const gaps =
    unexplained === 0
      ? []
      : [
          `The provider could not say why ${unexplained} of them were refused: it has no state of their blocks.`,
        ];
  return [`${done}; ${file} has ${held}.`, `Block ${to} is ${hash}.`, ...gaps].join("\n");
}
