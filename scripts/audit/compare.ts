import type { JsonRpcProvider } from "ethers";
import { koreanDay } from "../lib/clock.ts";
import { connectSystem, type Addresses } from "../lib/system.ts";
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
import { hiddenPairs } from "./reconcile/hidden.ts";
import { countKinds, type KindCounts } from "./reconcile/kinds.ts";

/** A value that the events and the chain's state disagree on. */
export interface Difference {
  readonly what: string;
  readonly fromEvents: string;
  readonly onChain: string;
}

/** How many values were compared, and which differ. */
export interface Comparison {
  readonly compared: number;
  readonly differences: readonly Difference[];
  /** The same, by what the values are of. */
  readonly kinds: KindCounts;
  /** UTC second of the block at which they were compared. */
  readonly time: number;
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
  const parts = await Promise.all(PARTS.map((part) => part(system, books, at)));
  const pairs = [...parts.flat(), ...(await hiddenPairs(client, system, books, at))];
  const differences = pairs
    .filter(([, fromEvents, onChain]) => String(fromEvents) !== String(onChain))
    .map(([what, fromEvents, onChain]) => ({
      what,
      fromEvents: String(fromEvents),
      onChain: String(onChain),
    }));
  return { compared: pairs.length, differences, kinds: countKinds(pairs, differences), time };
}

/** What is compared, part by part. */
const PARTS = [
  ...[supplyPairs, issuerPairs, rulePairs, accountPairs, orderPairs, budgetPairs, treasuryPairs],
  ...[calendarPairs, merchantPairs, businessPairs, invoicePairs, programmePairs, approvalPairs],
  ...[officePairs, proposalPairs],
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
