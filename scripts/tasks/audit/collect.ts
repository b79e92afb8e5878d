import { readFileSync } from "node:fs";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import {
  addressesIn,
  collectInto,
  type Removed,
  type Summary,
} from "../../audit/store/into-file.ts";
import { progressOn } from "../../audit/store/progress.ts";
import { untilOf } from "../../audit/store/until.ts";
import { UserError } from "../../lib/errors.ts";
import { rpcUrl } from "../../lib/rpc.ts";
import { contractNames, type Addresses } from "../../lib/system.ts";
import { formatCount } from "../../lib/won.ts";
import { recordOf } from "../../sandbox/deployment.ts";
import { command } from "../command.ts";

/** Where collected events go unless said otherwise. */
const FILE = "out/collected.sqlite";

interface Args {
  readonly url?: string | undefined;
  readonly addresses?: string | undefined;
  readonly file?: string | undefined;
  readonly until?: string | undefined;
  readonly finality?: string | undefined;
  readonly json?: boolean;
}

/** Puts every event of the system into a file, from a URL and addresses alone. Sends nothing. */
export default function collect(
  { url: given, addresses, file = FILE, until, finality, json = false }: Args,
  hre: HardhatRuntimeEnvironment,
): Promise<void> {
  return command(async () => {
    const url = urlOf(given ?? (await configuredUrl(hre)));
    const wanted = untilOf(until, finality);
    const named = addresses === undefined ? undefined : readAddresses(addresses);
    const isColoured = process.stderr.isTTY && process.env["NO_COLOR"] === undefined;
    const progress = progressOn(process.stderr, isColoured);
    const started = Date.now();
    const changed = (removed: Removed) => {
      progress.end();
      console.error(changedLine(removed));
    };
    const summary = await collectInto({
      ...{ url, file, addresses: named, lookUp: deployed, until: wanted, progress, changed },
    }).finally(() => progress.end());
    const seconds = (Date.now() - started) / 1_000;
    console.log(
      json ? JSON.stringify({ ...summary, seconds }, null, 2) : linesOf(summary, seconds),
    );
  });
}

/** What the network that is named on the command line answers at. */
async function configuredUrl({
  config,
  globalOptions,
}: HardhatRuntimeEnvironment): Promise<string> {
  const network = config.networks[globalOptions.network ?? ""];
  return network?.type === "http" ? network.url.getUrl() : rpcUrl;
}

function urlOf(written: string): string {
  if (URL.canParse(written) && /^https?:/.test(written)) return written;
  throw new UserError(`--url: expected http://… or https://…, found "${written}"`);
}

function readAddresses(path: string): Addresses {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const { code = "it is no JSON" } = error as { code?: string };
    throw new UserError(`--addresses ${path}: it cannot be read (${code})`);
  }
  return addressesIn(parsed, contractNames, `--addresses ${path}`);
}

/** The addresses of what was deployed from this clone on that chain. */
function deployed(chainId: number, genesis: string): Addresses | undefined {
  const record = recordOf(chainId);
  return record?.genesis === genesis ? record.addresses : undefined;
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
