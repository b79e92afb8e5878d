import { UserError } from "../lib/errors.ts";
import type { Books } from "./books.ts";
import { emptyBudgetNow, type BudgetNow } from "./budget-books.ts";
import type { Event } from "./collect.ts";
import type { SupplyBook } from "./deposit-books.ts";
import type { Payment, RebateBook } from "./voucher-books.ts";

/** What one event does to the books. */
export type Posting = (books: Books, event: Event, state: State) => void;

/** A movement of deposit tokens, and what its payer had transferred that day before it. */
export interface Movement {
  readonly from: string;
  readonly to: string;
  readonly amount: bigint;
  readonly before: { readonly spent: bigint; readonly day: number };
  /** It took more than was spendable, which only an order or a recovery explains. */
  exceeds: boolean;
  readonly transaction: string;
}

/** An act that two people approved, the event that it leaves, and what it was asked to do. */
export interface Joint {
  readonly event: string;
  readonly maker: string;
  readonly checker: string;
  readonly args: ReadonlyMap<string, string>;
}

/** Vouchers that somebody got or had no longer, whole won. */
export interface VoucherMovement {
  readonly operator: string;
  readonly from: string;
  readonly to: string;
  readonly programme: bigint;
  readonly amount: bigint;
}

/** Money that an event said would come; nobody else said how much where `amount` is missing, and `came` is told. */
export interface Pull {
  readonly amount?: bigint;
  readonly came?: (amount: bigint) => void;
}

/** What a merchant must be paid in this transaction, whole won. */
export interface Due {
  readonly signed: bigint;
  readonly other: bigint;
}

/** What an event leaves to be said by another of the same transaction. */
export interface Now {
  /** Vouchers that somebody got and no event has explained yet. */
  readonly minted: VoucherMovement[];
  /** Vouchers that somebody had no longer and no event has explained yet. */
  burnt: VoucherMovement | undefined;
  /** Signed payments that were settled, and no run has said yet to whom. */
  readonly run: Payment[];
  /** The last payment or rebate, which may state its purpose. */
  paid: Payment | RebateBook | undefined;
  /** The rebate whose purchase has yet to be entered on its invoice. */
  unbilled: RebateBook | undefined;
  /** What contracts of the system pull in this transaction, in order. */
  readonly pulls: Pull[];
  /** What merchants are owed and were paid in this transaction, by their account. */
  readonly due: Map<string, Due>;
  readonly paidOut: Map<string, bigint>;
  /** The last approval that no permit and no payment to the spender has explained, `owner spender`. */
  approvedBy: string;
  /** How much the spender could take before it. */
  approvedBefore: bigint;
  issuedNow: bigint;
  /** What two people approved, and the event that the act leaves. */
  joint: Joint | undefined;
  /** An issue above the threshold that was approved and not yet made. */
  large: { readonly issuer: string; readonly ref: bigint } | undefined;
  /** An attestation below the supply, `ref amount supply`. */
  shortfall: string | undefined;
  /** Frozen totals that were said before the case that explains them, by account. */
  readonly frozen: Map<string, bigint>;
  movement: Movement | undefined;
  /** A movement that the standard's event calls forced, and no order has explained. */
  forced: Movement | undefined;
  /** What was scheduled in an authority and not yet explained, or must yet be executed there. */
  scheduled: "made" | "due" | undefined;
  /** The account of the last redemption. */
  redeemedBy: string;
  readonly budget: BudgetNow;
}

export type State = Now;

export function emptyState(): Now {
  return {
    minted: [],
    burnt: undefined,
    run: [],
    paid: undefined,
    unbilled: undefined,
    pulls: [],
    due: new Map(),
    paidOut: new Map(),
    approvedBy: "",
    approvedBefore: 0n,
    issuedNow: 0n,
    joint: undefined,
    large: undefined,
    shortfall: undefined,
    frozen: new Map(),
    movement: undefined,
    forced: undefined,
    scheduled: undefined,
    redeemedBy: "",
    budget: emptyBudgetNow(),
  };
}

/** An approval that is never used up. */
const ENDLESS = 2n ** 256n - 1n;

/** An event that cannot follow on those before it: one is missing, added or altered. */
export class ContradictoryEvents extends UserError {}

export function must(isSo: boolean, event: Event, what: string): void {
  if (isSo) return;
  const { name, transaction, block, index } = event;
  throw new ContradictoryEvents(
    `${name} in block ${block}, number ${index} there, transaction ${transaction}: ${what}; an event is missing or was added`,
  );
}

/** What a contract of the system pulls takes the payer's approval, of which so much less is left. */
export function mustUseApproval({ approvals }: SupplyBook, event: Event, state: State): void {
  const [from, to, amount] = event.args.toArray() as [string, string, bigint];
  const left = approvals.get(`${from} ${to}`);
  if (left === ENDLESS) return;
  must(state.approvedBy === `${from} ${to}`, event, "no approval was used for it");
  must(state.approvedBefore - (left ?? 0n) === amount, event, "another amount was approved");
  state.approvedBy = "";
}
