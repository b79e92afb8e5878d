import { ZeroAddress } from "ethers";
import type { Event } from "../collect.ts";
import { must } from "../posting.ts";
import type { Addresses } from "./contracts.ts";
import type { Flow, Moving } from "./flow.ts";
import type { Kind } from "./kinds.ts";
import type { Coming, Leaving, Now } from "./now.ts";
import type { Reading } from "./read.ts";

const OUTSIDE = 0;

/** One side of a transfer in parts, whose amounts add up to it. */
interface Part {
  readonly purse: number;
  readonly amount: bigint;
  readonly kind?: Kind | undefined;
  readonly ref?: bigint | undefined;
  readonly act?: number | undefined;
}

function transfer(flow: Flow, event: Event, now: Now, addresses: Addresses): void {
  const [from, to, amount] = event.args.toArray() as [string, string, bigint];
  now.moved = [];
  // Whoever pays itself moves nothing: its lots stay in their order.
  if (amount === 0n || from === to) return;
  const sources = sourcesOf(flow, event, now, addresses);
  const sinks = sinksOf(flow, event, now, addresses);
  for (const moving of joined(sources, sinks)) {
    const kind = moving.kind === "transferred" ? plainKind(now, from, to) : moving.kind;
    const id = flow.add(event, { ...moving, kind });
    now.moved.push(id);
    if (from === ZeroAddress) now.issued.push(id);
  }
}

/** What a transfer between accounts was. */
function plainKind({ payer, refunder }: Now, from: string, to: string): Kind {
  if (from === ZeroAddress) return "issued";
  if (to === ZeroAddress) return "redeemed";
  if (payer === from) return "ownPart";
  return refunder === from ? "ownRefund" : "transferred";
}

function sourcesOf(flow: Flow, event: Event, now: Now, addresses: Addresses): Part[] {
  const [from, , amount] = event.args.toArray() as [string, string, bigint];
  if (from === ZeroAddress) return [{ purse: OUTSIDE, amount }];
  if (from === addresses.programmes) return takeLeaving(event, now.vaultOut, amount);
  if (from === addresses.treasury) return takeLeaving(event, now.treasuryOut, amount);
  return [{ purse: flow.purses.of("account", from), amount }];
}

/** What was said to leave, from the first on, until it is the amount. */
function takeLeaving(event: Event, leaving: Leaving[], amount: bigint): Part[] {
  const parts: Part[] = [];
  for (let left = amount; left > 0n;) {
    const next = leaving[0];
    must(next !== undefined, event, "no event before it says why it left");
    if (next === undefined) break;
    const part = left < next.amount ? left : next.amount;
    parts.push({ ...next, amount: part });
    next.amount -= part;
    left -= part;
    if (next.amount === 0n) leaving.shift();
  }
  return parts;
}

function sinksOf(flow: Flow, event: Event, now: Now, addresses: Addresses): Part[] {
  const [from, to, amount] = event.args.toArray() as [string, string, bigint];
  if (to === ZeroAddress) return [{ purse: OUTSIDE, amount }];
  if (to === addresses.programmes) return takeComing(event, now.vaultIn, from, amount, now);
  if (to !== addresses.treasury) return [{ purse: flow.purses.of("account", to), amount }];
  const isSaid = now.treasuryIn.some(({ by }) => by === from);
  if (isSaid) return takeComing(event, now.treasuryIn, from, amount, now);
  return [{ purse: flow.purses.of("unattributed"), amount, kind: "unattributed" }];
}

/** What was said to come from `from`, from the first on, until it is the amount. */
function takeComing(
  event: Event,
  coming: Coming[],
  from: string,
  amount: bigint,
  now: Now,
): Part[] {
  const parts: Part[] = [];
  for (let left = amount; left > 0n;) {
    const index = coming.findIndex(({ by = from }) => by === from);
    const next = coming[index];
    must(next !== undefined, event, "no event before it says what it is for");
    if (next === undefined) break;
    const said = next.amount ?? left;
    const part = left < said ? left : said;
    parts.push({ ...next, amount: part });
    left -= part;
    if (next.kind === "refundedLate")
      now.vaultOut.push({ purse: next.purse, amount: part, kind: "lateHome" });
    if (part === said) coming.splice(index, 1);
    else next.amount = said - part;
  }
  return parts;
}

/** Both sides of a transfer as movements: each from one purse to one other. */
function* joined(sources: readonly Part[], sinks: readonly Part[]): Generator<Moving> {
  let [source, sink] = [0, 0];
  let [out, into] = [sources[0]?.amount ?? 0n, sinks[0]?.amount ?? 0n];
  while (source < sources.length && sink < sinks.length) {
    const [left, came] = [sources[source] as Part, sinks[sink] as Part];
    const amount = out < into ? out : into;
    yield {
      ...{ from: left.purse, to: came.purse, amount },
      kind: left.kind ?? came.kind ?? "transferred",
      ref: left.ref ?? came.ref,
      act: left.act ?? came.act,
    };
    out -= amount;
    into -= amount;
    if (out === 0n) out = sources[++source]?.amount ?? 0n;
    if (into === 0n) into = sinks[++sink]?.amount ?? 0n;
  }
}

/** Says of the movements before this event what they were. */
const explained =
  (kind: Kind, ref?: (event: Event) => bigint): Reading =>
  (flow, event, now) => {
    for (const id of now.moved) flow.explain(id, { kind, ref: ref?.(event) });
  };

/** What the token's events say of won. */
export const money: Readonly<Record<string, Reading>> = {
  Transfer: transfer,
  DepositIssued: (flow, event, now) => {
    const [issuer, ref] = event.args.toArray() as [string, bigint];
    const from = flow.purses.of("issuer", issuer);
    for (const id of now.issued.splice(0)) flow.explain(id, { from, ref });
  },
  DepositRedeemed: explained("redeemed", ({ args }) => BigInt(String(args[1]))),
  RedemptionOrdered: explained("redeemedByOrder"),
  ForcedTransfer: explained("forced"),
  AccountRecovered: explained("recovered"),
};

/** At the end of a transaction revenue for which no money came is what a bare transfer had brought. */
export function endOfMoney(flow: Flow, last: Event, { treasuryIn }: Now): void {
  for (const { kind, amount = 0n, ref } of treasuryIn) {
    must(kind === "revenue", last, "the money for it did not come");
    const from = flow.purses.of("unattributed");
    const to = flow.purses.of("holdings");
    flow.add(last, { from, to, amount, kind: "attributed", ref });
  }
}
