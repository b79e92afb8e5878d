import type { JsonRpcProvider } from "ethers";
import { koreanDay } from "../lib/clock.ts";
import { connectSystem, type Addresses, type System } from "../lib/system.ts";
import type { Books, ProgrammeBook } from "./books.ts";
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
  const at = { blockTag: head, day: koreanDay(block?.timestamp ?? 0) };
  const pairs = (
    await Promise.all([
      supplyPairs(system, books, at),
      accountPairs(system, books, at),
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
  return { compared: pairs.length, differences };
}

const SYSTEM = 6; // AccountKind.System

/** The block at which the chain is asked. */
export interface At {
  readonly blockTag: number;
  /** The Korean day of that block. */
  readonly day: number;
}

async function supplyPairs(
  { token }: System,
  { supply, accounts }: Books,
  at: At,
): Promise<Pair[]> {
  const open = [...accounts.values()].filter(({ kind, closed }) => kind !== 0 && !closed);
  const [total, [issuable, until], [paused, stopped, limit]] = await Promise.all([
    token.totalSupply(atBlock(at)),
    token.reserve(atBlock(at)),
    token.policy(atBlock(at)),
  ]);
  const allowances = await Promise.all(
    [...supply.allowances].map(async ([issuer, allowance]): Promise<Pair> => {
      return [
        `allowance of ${issuer}`,
        allowance,
        await token.issuanceAllowance(issuer, atBlock(at)),
      ];
    }),
  );
  return [
    ["open accounts", open.length, await token.accountCount(atBlock(at))],
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
    const [state, next] = await Promise.all([
      token.accountOf(address, atBlock(at)),
      token.nextRedemption(address, atBlock(at)),
    ]);
    // A contract of the system pays on behalf of holders too, which no event tells from a transfer of its own.
    const spent = book.day === at.day ? book.spent : 0n;
    const today: Pair[] =
      book.kind === SYSTEM ? [] : [[`transferred today by ${address}`, spent, state.spentToday]];
    return [
      [`redemptions of ${address}`, book.redemptions, next - 1n],
      ...today,
      [`balance of ${address}`, book.balance, state.balance],
      [`kind of ${address}`, book.kind, state.kind],
      [`admission of ${address}`, book.admittedUntil, state.admittedUntil],
      [`suspension of ${address}`, book.suspended, state.suspended],
      [`closing of ${address}`, book.closed, state.closed],
    ];
  });
  return (await Promise.all(pairs)).flat();
}

async function approvalPairs({ token }: System, { supply }: Books, at: At): Promise<Pair[]> {
  const owners = new Set([...supply.approvals.keys()].map((key) => key.split(" ")[0] ?? ""));
  const permits = [...owners].map(async (owner): Promise<Pair> => {
    const used = supply.permits.get(owner) ?? 0n;
    return [`permits of ${owner}`, used, await token.nonces(owner, atBlock(at))];
  });
  const signed = [...supply.authorizations].map(async (key): Promise<Pair> => {
    const [authorizer = "", nonce = ""] = key.split(" ");
    const onChain = await token.authorizationState(authorizer, nonce, atBlock(at));
    return [`authorization ${nonce} of ${authorizer}`, true, onChain];
  });
  const left = await Promise.all(
    [...supply.approvals].map(async ([key, rest]): Promise<Pair> => {
      const [owner = "", spender = ""] = key.split(" ");
      const onChain = await token.allowance(owner, spender, atBlock(at));
      return [`approval by ${owner} for ${spender}`, rest, onChain];
    }),
  );
  return [...left, ...(await Promise.all([...permits, ...signed]))];
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
