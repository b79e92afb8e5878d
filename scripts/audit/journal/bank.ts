import { ZeroAddress } from "ethers";
import type { Event } from "../collect.ts";
import type { Draft } from "./entry.ts";
import type { Now, Posting, State } from "./state.ts";
import { throughTreasury } from "./treasury.ts";
import { throughVault } from "./operator.ts";

/** Tokens move: what one account has less, another has more. What backs them is posted by the event that gives the reason. */
function transfer(event: Event, now: Now, state: State): void {
  const [from, to, amount] = event.args.toArray() as [string, string, bigint];
  const draft = now.in("bank");
  draft.of(event, from === ZeroAddress || to === ZeroAddress ? undefined : "transfer");
  if (from !== ZeroAddress) draft.debit(2100, from, amount);
  if (to !== ZeroAddress) draft.credit(2100, to, amount);
  if (from === ZeroAddress) now.minted += amount;
  else if (to === ZeroAddress) now.redeemed = { from, amount };
  else now.moved = { from, to, at: draft.lines.length - 1 };
  if (from === ZeroAddress) state.supply += amount;
  if (to === ZeroAddress) state.supply -= amount;
  throughTreasury(event, now, state);
  throughVault(event, now, state);
}

function issued(event: Event, now: Now, state: State): void {
  const draft = now.in("bank");
  draft.of(event, "issue");
  if (now.minted === 0n) draft.fail("DepositIssued, and nothing was issued before it");
  draft.debit(1100, "", now.minted);
  draft.debit(8200, "", now.minted);
  draft.credit(8210, "", now.minted);
  state.issuable -= now.minted;
  now.minted = 0n;
}

function redeemed(event: Event, now: Now): void {
  const draft = now.in("bank");
  draft.of(event, "redemption");
  const { redeemed: last } = now;
  const isHis = last?.from === event.args[0];
  if (!isHis) draft.fail("DepositRedeemed, and the account redeemed nothing before it");
  if (last !== undefined && isHis) draft.credit(1100, "", last.amount);
  now.redeemed = undefined;
}

/** The standard's event says the amount again: the payee has what it says, the payer less what `Transfer` says. */
function forced(event: Event, now: Now): void {
  const [from, to, amount] = event.args.toArray() as [string, string, bigint];
  const draft = now.in("bank");
  draft.of(event, "ordered transfer");
  const { moved } = now;
  now.forced = amount;
  if (moved?.from === from && moved.to === to) draft.lines.splice(moved.at, 1);
  draft.credit(2100, to, amount);
  now.moved = undefined;
}

/** Takes an order off those that were not carried out; `amount` is what was carried out of it. */
function closeOrder(event: Event, now: Now, state: State, amount?: bigint): void {
  const order = String(event.args[0]);
  const ordered = state.orders.get(order);
  state.orders.delete(order);
  const draft = now.in("bank");
  draft.of(event);
  if (ordered === undefined) draft.fail(`${event.name}, and no such order was outstanding`);
  draft.debit(8400, "", ordered ?? 0n);
  draft.credit(8300, "", amount ?? ordered ?? 0n);
}

/** Notes what is attested anew, and how much of it is issued already; a shortfall that follows says both amounts again. */
function attested(event: Event, now: Now, state: State): void {
  const { ref, amount } = event.args.toObject() as { ref: bigint; amount: bigint };
  const draft = now.in("bank");
  draft.of(event, "attestation");
  if (ref <= state.attestation) draft.fail("ReserveAttested, and its number does not rise");
  const issuable = amount > state.supply ? amount - state.supply : 0n;
  const issuedBefore = state.attested - state.issuable;
  change(draft, 8100, amount - state.attested);
  change(draft, 8200, state.issuable - issuable);
  change(draft, 8210, issuedBefore - (amount - issuable));
  Object.assign(state, { attested: amount, issuable, attestation: ref });
  now.attested = amount;
}

/** Debits an amount, or credits one that is below zero. */
function change(draft: Draft, code: number, amount: bigint): void {
  if (amount > 0n) draft.debit(code, "", amount);
  else draft.credit(code, "", -amount);
}

function shortfall(event: Event, now: Now, state: State): void {
  const { attested: said, supply } = event.args.toObject() as { attested: bigint; supply: bigint };
  const draft = now.in("bank");
  draft.of(event, "shortfall");
  if (draft.events.filter((name) => name === event.name).length > 1)
    draft.fail("ReserveShortfall, and it was told already");
  if (said !== now.attested) draft.fail(`ReserveShortfall says that ${said} was attested`);
  draft.debit(8500, "", supply);
  draft.credit(8500, "", state.supply);
}

/** What the token's events of money enter in the bank's books. */
export const bank: Readonly<Record<string, Posting>> = {
  Transfer: transfer,
  DepositIssued: issued,
  DepositRedeemed: redeemed,
  ForcedTransfer: forced,
  TransferOrdered: (event, now, state) => {
    const { orderId, amount } = event.args.toObject() as { orderId: string; amount: bigint };
    const draft = now.in("bank");
    draft.of(event, "order of a transfer");
    if (state.orders.has(orderId)) draft.fail("TransferOrdered, and it was ordered already");
    state.orders.set(orderId, amount);
    draft.debit(8300, "", amount);
    draft.credit(8400, "", amount);
  },
  TransferOrderExecuted: (event, now, state) => {
    closeOrder(event, now, state, now.forced ?? 0n);
    now.forced = undefined;
  },
  TransferOrderWithdrawn: (event, now, state) => closeOrder(event, now, state),
  ReserveAttested: attested,
  ReserveShortfall: shortfall,
};

/** No money moves by an approval, but it tells a payment that was pulled from one that just came. */
export const approvals: Readonly<Record<string, Posting>> = {
  Approval: ({ args }, now, { allowances, addresses }) => {
    const [owner, spender, left] = args.toArray() as [string, string, bigint];
    if (spender !== addresses.treasury) return;
    now.lowered.set(owner, (allowances.get(owner) ?? 0n) - left);
    allowances.set(owner, left);
  },
};

/** Every attestation below the supply is told, and what was forced was ordered. */
export function endBank(now: Now, state: State): void {
  const draft = now.drafts.get("bank");
  if (draft === undefined) return;
  const isShort = now.attested !== undefined && now.attested < state.supply;
  const isTold = draft.events.includes("ReserveShortfall");
  if (isShort && !isTold)
    draft.fail("the attestation is below the supply, and no shortfall is told");
  if (now.forced !== undefined) draft.fail("ForcedTransfer, and no order was carried out");
}
