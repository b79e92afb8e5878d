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
import { officePairs, proposalPairs } from "./compare-offices.ts";
import { programmePairs } from "./compare-vouchers.ts";

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
      governedPairs(system, books, at),
      merchantPairs(system, books, at),
      programmePairs(system, books, at),
      approvalPairs(system, books, at),
      officePairs(system, books, at),
      proposalPairs(system, books, at),
    ])
  ).flat();
  const differences = pairs
    .filter(([, fromEvents, onChain]) => String(fromEvents) !== String(onChain))
    .map(([what, fromEvents, onChain]) => ({
      what,
      fromEvents: String(fromEvents),
      onChain: String(onChain),
    }));
  return { compared: pairs.length, differences, time };
}

/** The block at which the chain is asked. */
export interface At {
  readonly blockTag: number;
  /** The Korean day of that block. */
  readonly day: number;
  /** UTC second of that block. */
  readonly time: number;
}

/** The authority of each contract that reports one. */
async function governedPairs(
  { registry, programmes }: System,
  { authorityOf }: Books,
  at: At,
): Promise<Pair[]> {
  const reports = [registry, programmes].filter(({ interface: { fragments } }) =>
    fragments.some((fragment) => "name" in fragment && fragment.name === "AuthorityUpdated"),
  );
  const pairs = reports.map(async (contract): Promise<Pair> => {
    const address = await contract.getAddress();
    const onChain = await contract.authority(atBlock(at));
    return [`authority of ${address}`, authorityOf.get(address.toLowerCase()), onChain];
  });
  return Promise.all(pairs);
}

const STATUS = { delisted: 0, enrolled: 1, suspended: 2 } as const;

async function merchantPairs({ registry }: System, { merchants }: Books, at: At): Promise<Pair[]> {
  const pairs = [...merchants].map(async ([address, book]): Promise<Pair[]> => {
    const state = await registry.merchantOf(address, atBlock(at));
    const gone = book.status === "delisted";
    return [
      [`status of merchant ${address}`, STATUS[book.status], state.status],
      [`category of merchant ${address}`, gone ? 0 : book.mcc, state.mcc],
      [`district of merchant ${address}`, gone ? 0 : book.region, state.region],
      [`sales band of merchant ${address}`, gone ? 0 : book.band, state.salesBand],
    ];
  });
  return (await Promise.all(pairs)).flat();
}

export const atBlock = ({ blockTag }: At) => ({ blockTag });
