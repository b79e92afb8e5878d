import type { JsonRpcProvider } from "ethers";
import { koreanDay } from "../lib/clock.ts";
import { connectSystem, type Addresses, type System } from "../lib/system.ts";
import type { Books, ProgrammeBook } from "./books.ts";
import {
  accountPairs,
  approvalPairs,
  issuerPairs,
  orderPairs,
  rulePairs,
  supplyPairs,
} from "./compare-deposit.ts";
import { calendarPairs } from "./compare-calendar.ts";
import { businessPairs, invoicePairs, merchantPairs } from "./compare-merchants.ts";
import { officePairs, proposalPairs } from "./compare-offices.ts";

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
      calendarPairs(system, books, at),
      governedPairs(system, books, at),
      merchantPairs(system, books, at),
      businessPairs(system, books, at),
      invoicePairs(system, books, at),
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

async function programmePairs(system: System, { programmes: all }: Books, at: At): Promise<Pair[]> {
  const { programmes } = system;
  const pairs = [...all].map(async ([id, book]): Promise<Pair[]> => {
    const [state, terms] = await Promise.all([
      programmes.programmeOf(id, atBlock(at)),
      programmes.termsOf(id, atBlock(at)),
    ]);
    const vouchers = [...book.vouchers].map(async ([holder, voucher]): Promise<Pair[]> => {
      const { granted, spent, lapsed } = voucher;
      const { balance, home } = await programmes.voucherOf(id, holder, atBlock(at));
      return [
        [`voucher ${id} of ${holder}`, voucher.balance, balance],
        [`voucher ${id} of ${holder}, explained`, granted - spent - lapsed, balance],
        [`home of ${holder} in programme ${id}`, voucher.home, home],
      ];
    });
    return [
      [`ungranted rest of programme ${id}`, book.ungranted, state.ungranted],
      [`funding account of programme ${id}`, book.fundingAccount, state.fundingAccount],
      [`status of programme ${id}`, book.closed ? 2 : 1, state.status],
      [`expiry of programme ${id}`, book.expiresAt, terms.expiresAt],
      ...(await Promise.all(vouchers)).flat(),
      ...(await appointments(system, id, book, at)),
    ];
  });
  return (await Promise.all(pairs)).flat();
}

async function appointments(
  { programmes }: System,
  id: bigint,
  { managers, batches }: ProgrammeBook,
  at: At,
): Promise<Pair[]> {
  const appointed = [...managers].map(async ([account, isManager]): Promise<Pair> => {
    const onChain = await programmes.isManager(id, account, atBlock(at));
    return [`${account} as manager of programme ${id}`, isManager, onChain];
  });
  const granted = [...batches].map(async ([ref, { holders, amount }]): Promise<Pair> => {
    const onChain = await programmes.grantOf(id, ref, atBlock(at));
    const name = `batch ${ref} of programme ${id}`;
    return [name, `${holders}/${amount}`, `${onChain.holders}/${onChain.amount}`];
  });
  return Promise.all([...appointed, ...granted]);
}

export const atBlock = ({ blockTag }: At) => ({ blockTag });
