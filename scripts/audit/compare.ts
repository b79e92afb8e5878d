import type { JsonRpcProvider } from "ethers";
import { connectSystem, type Addresses } from "../lib/system.ts";
import type { Books } from "./books.ts";

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
}

type Pair = readonly [what: string, fromEvents: unknown, onChain: unknown];

/** Compares every rebuilt balance and total with the chain's state at block `head`. */
export async function compare(
  client: JsonRpcProvider,
  addresses: Addresses,
  books: Books,
  head: number,
): Promise<Comparison> {
  const system = await connectSystem(addresses, client);
  const at = { blockTag: head };
  const pairs = (
    await Promise.all([
      supplyPairs(system, books, at),
      accountPairs(system, books, at),
      merchantPairs(system, books, at),
      programmePairs(system, books, at),
    ])
  ).flat();
  const differences = pairs
    .filter(([, fromEvents, onChain]) => String(fromEvents) !== String(onChain))
    .map(([what, fromEvents, onChain]) => ({
      what,
      fromEvents: String(fromEvents),
      onChain: String(onChain),
    }));
  return { compared: pairs.length, differences };
}

type System = Awaited<ReturnType<typeof connectSystem>>;
interface At {
  readonly blockTag: number;
}

async function supplyPairs({ token }: System, { supply }: Books, at: At): Promise<Pair[]> {
  const [total, [issuable, until], [paused, stopped, limit]] = await Promise.all([
    token.totalSupply(at),
    token.reserve(at),
    token.policy(at),
  ]);
  const allowances = await Promise.all(
    [...supply.allowances].map(async ([issuer, allowance]): Promise<Pair> => {
      return [`allowance of ${issuer}`, allowance, await token.issuanceAllowance(issuer, at)];
    }),
  );
  return [
    ["supply", supply.issued - supply.redeemed, total],
    ["issuable", supply.issuable, issuable],
    ["attested until", supply.attestedUntil, until],
    ["paused", supply.paused, paused],
    ["stopped", supply.stopped, stopped],
    ["daily limit", supply.dailyLimit, limit],
    ...allowances,
  ];
}

async function accountPairs({ token }: System, { accounts }: Books, at: At): Promise<Pair[]> {
  const pairs = [...accounts].map(async ([address, book]): Promise<Pair[]> => {
    const state = await token.accountOf(address, at);
    return [
      [`balance of ${address}`, book.balance, state.balance],
      [`kind of ${address}`, book.kind, state.kind],
      [`admission of ${address}`, book.admittedUntil, state.admittedUntil],
      [`suspension of ${address}`, book.suspended, state.suspended],
      [`closing of ${address}`, book.closed, state.closed],
    ];
  });
  return (await Promise.all(pairs)).flat();
}

const STATUS = { delisted: 0, enrolled: 1, suspended: 2 } as const;

async function merchantPairs({ registry }: System, { merchants }: Books, at: At): Promise<Pair[]> {
  const pairs = [...merchants].map(async ([address, book]): Promise<Pair[]> => {
    const state = await registry.merchantOf(address, at);
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

async function programmePairs(system: System, { programmes: all }: Books, at: At): Promise<Pair[]> {
  const { programmes } = system;
  const pairs = [...all].map(async ([id, book]): Promise<Pair[]> => {
    const [state, terms] = await Promise.all([
      programmes.programmeOf(id, at),
      programmes.termsOf(id, at),
    ]);
    const vouchers = [...book.vouchers].map(async ([holder, voucher]): Promise<Pair[]> => {
      const { balance, home } = await programmes.voucherOf(id, holder, at);
      return [
        [`voucher ${id} of ${holder}`, voucher.balance, balance],
        [`home of ${holder} in programme ${id}`, voucher.home, home],
      ];
    });
    return [
      [`ungranted rest of programme ${id}`, book.ungranted, state.ungranted],
      [`funding account of programme ${id}`, book.fundingAccount, state.fundingAccount],
      [`status of programme ${id}`, book.closed ? 2 : 1, state.status],
      [`expiry of programme ${id}`, book.expiresAt, terms.expiresAt],
      ...(await Promise.all(vouchers)).flat(),
    ];
  });
  return (await Promise.all(pairs)).flat();
}
