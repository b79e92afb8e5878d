import type { HistoryLog } from "../decode.ts";
import type { Header, KeptCall, Range } from "../store/blocks.ts";
import type { Findings } from "./finding.ts";
import { altered, lonely, type Namer } from "./named.ts";

/** Compares what a file has of some blocks with what the chain has of them. */
export function compareRanges(here: Range, chain: Range, namer: Namer, findings: Findings): void {
  compareBlocks(here.blocks, chain.blocks, findings);
  const ours = byBlock(here.logs);
  for (const [block, theirs] of byBlock(chain.logs)) {
    compareLogs(ours.get(block) ?? [], theirs, namer, findings);
    ours.delete(block);
  }
  for (const [, added] of ours) compareLogs(added, [], namer, findings);
  compareCalls(here.calls, chain.calls, findings);
}

function byBlock(logs: readonly HistoryLog[]): Map<number, HistoryLog[]> {
  const found = new Map<number, HistoryLog[]>();
  for (const log of logs) {
    const block = found.get(log.block);
    if (block === undefined) found.set(log.block, [log]);
    else block.push(log);
  }
  return found;
}

/** The same event, wherever it stands. */
const isSame = (a: HistoryLog, b: HistoryLog): boolean =>
  a.data === b.data &&
  a.address === b.address &&
  a.transaction === b.transaction &&
  a.topics.length === b.topics.length &&
  a.topics.every((topic, n) => topic === b.topics[n]);

/**
 * The logs of one block. What is alike from the front and from the back is set aside: of one event that was deleted or added,
 * nothing is left but it.
 */
function compareLogs(
  here: readonly HistoryLog[],
  chain: readonly HistoryLog[],
  namer: Namer,
  findings: Findings,
): void {
  const shorter = Math.min(here.length, chain.length);
  let front = 0;
  while (front < shorter && isSame(here[front]!, chain[front]!)) front += 1;
  let back = 0;
  while (back < shorter - front && isSame(here.at(-1 - back)!, chain.at(-1 - back)!)) back += 1;
  const ours = here.slice(front, here.length - back);
  const theirs = chain.slice(front, chain.length - back);
  if (ours.length === 0 && theirs.length === 0) return comparePlaces(here, chain, namer, findings);
  const others = new Map(
    theirs.map((log, n) => [ours.length === theirs.length ? n : log.index, log]),
  );
  for (const [n, log] of ours.entries()) {
    const key = ours.length === theirs.length ? n : log.index;
    const other = others.get(key);
    others.delete(key);
    if (other === undefined) findings.add(lonely(log, "added", namer));
    else if (!isSame(log, other)) findings.add(altered(log, other, namer));
  }
  for (const log of others.values()) findings.add(lonely(log, "deleted", namer));
}

/** The same events, which may be numbered otherwise. */
function comparePlaces(
  here: readonly HistoryLog[],
  chain: readonly HistoryLog[],
  namer: Namer,
  findings: Findings,
): void {
  for (const [n, log] of here.entries()) {
    const other = chain[n]!;
    if (log.index !== other.index) return findings.add(altered(log, other, namer));
  }
}

const HEADER = ["hash", "parent", "time", "transactions"] as const;
const CALL = ["hash", "from", "to", "input", "isRefused", "revert"] as const;

function compareBlocks(
  here: readonly Header[],
  chain: readonly Header[],
  findings: Findings,
): void {
  const ours = new Map(here.map((block) => [block.number, block]));
  for (const block of chain) {
    const found = ours.get(block.number);
    if (found === undefined) {
      findings.add({ of: "blocks", what: `block ${block.number} is not in the file` });
      continue;
    }
    for (const part of HEADER)
      if (found[part] !== block[part])
        findings.add({
          of: "blocks",
          what: `block ${block.number}: its ${part} is ${found[part]} in the file, ${block[part]} on the chain`,
        });
  }
}

function compareCalls(
  here: readonly KeptCall[],
  chain: readonly KeptCall[],
  findings: Findings,
): void {
  const keyOf = ({ block, position }: KeptCall) => `block ${block}, transaction ${position}`;
  const ours = new Map(here.map((call) => [keyOf(call), call]));
  for (const call of chain) {
    const key = keyOf(call);
    const found = ours.get(key);
    ours.delete(key);
    if (found === undefined) {
      findings.add({ of: "calls", what: `${key}: ${call.hash} is not in the file` });
      continue;
    }
    for (const part of CALL) {
      // Why a call was refused is not known by every provider.
      const isUnknown =
        part === "revert" && [found, call].some(({ revert }) => revert === undefined);
      const differs = found[part] !== call[part] && !isUnknown;
      if (differs)
        findings.add({
          of: "calls",
          what: `${key}: its ${part} is ${String(found[part])} in the file, ${String(call[part])} on the chain`,
        });
    }
  }
  for (const [key, { hash }] of ours)
    findings.add({ of: "calls", what: `${key}: ${hash} is not on the chain` });
}
