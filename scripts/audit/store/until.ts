import { UserError } from "../../lib/errors.ts";
import type { Asker } from "./asker.ts";

/** Up to which block is collected. */
export interface Until {
  readonly block: number | "latest" | "safe" | "finalized";
  /** How many blocks behind the newest one are taken as final on a chain that does not say so. */
  readonly finality?: number | undefined;
}

const TAGS = ["latest", "safe", "finalized"] as const;

/** Reads `--until` and `--finality`. */
export function untilOf(until = "latest", finality?: string): Until {
  const block = TAGS.find((tag) => tag === until) ?? numberIn("until", until);
  return finality === undefined ? { block } : { block, finality: numberIn("finality", finality) };
}

function numberIn(option: string, written: string): number {
  const number = Number(written.replaceAll("_", ""));
  if (/^\d[\d_]*$/.test(written) && Number.isSafeInteger(number)) return number;
  const wanted = option === "until" ? `a block's number, ${TAGS.join(", ")}` : "a number of blocks";
  throw new UserError(`--${option}: expected ${wanted}, found "${written}"`);
}

/** The number of the block to collect up to; none that the chain does not have yet. */
export async function untilBlock(node: Asker, { block, finality }: Until): Promise<number> {
  const newest = Number(await node.one<string>("eth_blockNumber", []));
  if (typeof block === "number") {
    if (block <= newest) return block;
    throw new UserError(`--until ${block}: the chain's newest block is ${newest}`);
  }
  if (block === "latest") return newest;
  const tagged = await taggedBlock(node, block);
  if (tagged !== undefined) return tagged;
  if (finality !== undefined) return Math.max(0, newest - finality);
  throw new UserError(
    `--until ${block}: this chain has no such block; say with --finality how many blocks behind the newest are final`,
  );
}

/** The number that the chain gives a tag; nothing where it knows no such tag. */
async function taggedBlock(node: Asker, tag: "safe" | "finalized"): Promise<number | undefined> {
  const question = { method: "eth_getBlockByNumber", params: [tag, false] };
  const isUnknown = ({ code }: { code: number | undefined }) =>
    code !== undefined && code !== -32005 && code !== 429;
  const [answer] = await node.many([question], isUnknown);
  const { number } = (answer ?? {}) as { number?: string };
  return number === undefined ? undefined : Number(number);
}
