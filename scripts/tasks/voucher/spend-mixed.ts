import type { Stage } from "../../lib/stage.ts";
import { programme as programmeKind } from "../inputs.ts";
import { papersOf } from "../papers.ts";
import { verb } from "../verb.ts";

/** Programmes in one mixed payment at most: `VoucherPurchases.MAX_MIXED`. */
const MAX_MIXED = 16;

/** What is asked of a programme before it is part of a mixed payment. */
interface Candidate {
  readonly id: bigint;
  /** UTC second. */
  readonly expiresAt: bigint;
  readonly rebateBps: bigint;
  /** The payer's, whole won. */
  readonly balance: bigint;
}

/** Numbers of programmes as the contract takes them: what expires first first, of two that expire together the lower number. */
export const inOrder = (programmes: readonly Pick<Candidate, "id" | "expiresAt">[]): bigint[] =>
  programmes
    .toSorted((a, b) => Number(a.expiresAt - b.expiresAt) || Number(a.id - b.id))
    .map(({ id }) => id);

/**
 * Of all programmes those that a payer who names none pays with: not expired, with vouchers of the payer, and no rebate programmes,
 * which pay nothing by themselves. A paused one is among them, so that its refusal is told and own money does not pay instead.
 */
export const programmesToPayWith = (all: readonly Candidate[], now: bigint): bigint[] =>
  inOrder(
    all.filter(
      ({ expiresAt, rebateBps, balance }) => expiresAt > now && rebateBps === 0n && balance > 0n,
    ),
  ).slice(0, MAX_MIXED);

export default verb("voucher.spend-mixed", async (stage, inputs) => {
  const { by, programmes: named, merchant, amount, own, receipt } = inputs;
  const purchase = {
    programmes: named === undefined ? await found(stage, by) : await ordered(stage, named),
    merchant,
    amount,
    ownAtMost: own,
    receipt,
    ...papersOf(stage, inputs),
  };
  return stage.send(by, "programmes", "spendMixed", [purchase]);
});

async function ordered(stage: Stage, names: readonly unknown[]): Promise<bigint[]> {
  const ids = names.map((name) => programmeKind.parse(name, stage.names));
  return inOrder(await Promise.all(ids.map((id) => termsOf(stage, id))));
}

/** All that the payer can pay with now. */
async function found(stage: Stage, payer: string): Promise<bigint[]> {
  const { programmes } = stage.system;
  const count = Number(await programmes.programmes());
  const candidates = Array.from({ length: count }, async (_, n) => ({
    ...(await termsOf(stage, BigInt(n + 1))),
    balance: await programmes.balanceOf(payer, n + 1),
  }));
  return programmesToPayWith(await Promise.all(candidates), BigInt(stage.names.now()));
}

async function termsOf({ system }: Stage, id: bigint) {
  const { expiresAt, rebateBps } = await system.programmes.termsOf(id);
  return { id, expiresAt, rebateBps };
}
