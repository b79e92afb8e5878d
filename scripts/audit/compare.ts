import type { JsonRpcProvider } from "ethers";
import { koreanDay } from "../lib/clock.ts";
import { connectSystem, type Addresses, type System } from "../lib/system.ts";
import type { Books } from "./books.ts";
import {
  accountPairs,
  approvalPairs,
  issuerPairs,
  orderPairs,
  rulePairs,
  supplyPairs,
} from "./compare-deposit.ts";
import { budgetPairs, treasuryPairs } from "./compare-budget.ts";
import { calendarPairs } from "./compare-calendar.ts";
import { businessPairs, invoicePairs, merchantPairs } from "./compare-merchants.ts";
import { officePairs, proposalPairs } from "./compare-offices.ts";
import { programmePairs } from "./compare-vouchers.ts";
import { fixedPairs } from "./reconcile/fixed.ts";
import { wordPairs } from "./reconcile/words.ts";

/** A value that the events and the chain's state disagree on. */
export interface Difference {
  readonly what: string;
  readonly fromEvents: string;
  readonly onChain: string;
}

/** The kind of what no view shows. */
export const WORDS = "storage words";

/** How many values of one kind were compared, and how many of them differ. */
export interface Compared {
  readonly kind: string;
  readonly compared: number;
  readonly differing: number;
}

/** How many values were compared, and which differ. */
export interface Agreement {
  readonly compared: number;
  readonly differences: readonly Difference[];
  /** UTC second of the block at which they were compared. */
  readonly time: number;
  /** The same by what they are of, where that was noted. */
  readonly kinds?: readonly Compared[];
}

/** The same, always by what they are of. */
export interface Comparison extends Agreement {
  readonly kinds: readonly Compared[];
}

/** A value by the events and by the chain. */
export type Pair = readonly [what: string, fromEvents: unknown, onChain: unknown];

/** Compares every rebuilt balance and total with the chain's state at block `head`. `progress` is told how many more were. */
export async function compare(
  client: JsonRpcProvider,
  addresses: Addresses,
  books: Books,
  head: number,
  progress: (compared: number) => void = () => {},
): Promise<Comparison> {
  const system = await connectSystem(addresses, client);
  const block = await client.getBlock(head);
  const time = block?.timestamp ?? 0;
  const at: At = { blockTag: head, day: koreanDay(time), time, progress };
  const found: { kind: string; compared: number; differences: Difference[] }[] = [];
  // One part after the other: each asks for many things at a time, and together they would fill the memory.
  for (const [kind, pairs] of PARTS)
    found.push({ kind, ...differencesIn(await pairs(system, books, at)) });
  const kinds = found.map(({ kind, compared, differences }) => {
    return { kind, compared, differing: differences.length };
  });
  const compared = kinds.reduce((sum, one) => sum + one.compared, 0);
  return { compared, kinds, differences: found.flatMap(({ differences }) => differences), time };
}

function differencesIn(pairs: readonly Pair[]) {
  const differences = pairs
    .filter(([, fromEvents, onChain]) => String(fromEvents) !== String(onChain))
    .map(([what, fromEvents, onChain]): Difference => {
      return { what, fromEvents: String(fromEvents), onChain: String(onChain) };
    });
  return { compared: pairs.length, differences };
}

type Part = (system: System, books: Books, at: At) => Promise<Pair[]>;

/** What is compared, part by part. */
const PARTS: readonly (readonly [kind: string, pairs: Part])[] = [
  ["supply", supplyPairs],
  ["issuers", issuerPairs],
  ["limits, enforcers", rulePairs],
  ["accounts", accountPairs],
  ["orders", orderPairs],
  ["approvals, signatures", approvalPairs],
  ["lines, obligations, officers", budgetPairs],
  ["treasury", treasuryPairs],
  ["holidays", calendarPairs],
  ["merchants", merchantPairs],
  ["businesses", businessPairs],
  ["invoices", invoicePairs],
  ["programmes, vouchers", programmePairs],
  ["offices", officePairs],
  ["proposals", proposalPairs],
  ["fixed at deployment", fixedPairs],
  [WORDS, wordPairs],
];

/** The block at which the chain is asked. */
export interface At {
  readonly blockTag: number;
  /** The Korean day of that block. */
  readonly day: number;
  /** UTC second of that block. */
  readonly time: number;
  /** Told how many more values were compared. */
  readonly progress: (compared: number) => void;
}

export const atBlock = ({ blockTag }: At) => ({ blockTag });
