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

/** Compares every rebuilt balance and total with the chain's state at block `head`. */
export async function compare(
  client: JsonRpcProvider,
  addresses: Addresses,
  books: Books,
  head: number,
): Promise<Comparison> {
  const system = await connectSystem(addresses, client);
  const block = await client.getBlock(head);
  const time = block?.timestamp ?? 0;
  const at = { blockTag: head, day: koreanDay(time), time };
  const pairs = (
    await Promise.all([
      supplyPairs(system, books, at),
      issuerPairs(system, books, at),
      rulePairs(system, books, at),
      accountPairs(system, books, at),
      orderPairs(system, books, at),
      budgetPairs(system, books, at),
      treasuryPairs(system, books, at),
      calendarPairs(system, books, at),
      merchantPairs(system, books, at),
      businessPairs(system, books, at),
      invoicePairs(system, books, at),
      programmePairs(system, books, at),
      approvalPairs(system, books, at),
      officePairs(system, books, at),
      proposalPairs(system, books, at),
      hiddenPairs(client, system, books, at),
    ])
  ).flat();
  const differences = pairs
    .filter(([, fromEvents, onChain]) => String(fromEvents) !== String(onChain))
    .map(([what, fromEvents, onChain]) => ({
      what,
      fromEvents: String(fromEvents),
      onChain: String(onChain),
    }));
  return { compared: pairs.length, differences, kinds: countKinds(pairs, differences), time };
}

/** The block at which the chain is asked. */
export interface At {
  readonly blockTag: number;
  /** The Korean day of that block. */
  readonly day: number;
  /** UTC second of that block. */
  readonly time: number;
}

export const atBlock = ({ blockTag }: At) => ({ blockTag });
