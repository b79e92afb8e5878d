import { formatDay, koreanDay } from "../lib/clock.ts";
import type { Facts, Names, PurposeInput } from "../lib/stage.ts";
import type { Asked } from "./asked.ts";
import type { Cast } from "./cast.ts";
import type { InvoiceBook } from "./invoiced.ts";
import { monthOf, type Voucher } from "./judge.ts";
import type { Scenario } from "./scenario.ts";

/** A programme that the steps have opened. */
export interface Programme {
  /** The name of its terms. */
  readonly terms: string;
  readonly purpose: PurposeInput;
  /** On what it holds the Treasury's money in trust; nothing where an account funds it. */
  readonly matter: string | undefined;
  isPaused: boolean;
  isClosed: boolean;
  expiresAt: number;
  /** What is left of the budget, or of what was advanced, whole won; nothing once the programme is closed. */
  ungranted: bigint;
  granted: bigint;
  spent: bigint;
  /** Of what was spent or given back, what returned to vouchers. */
  refunded: bigint;
  /** Given back of purchases with own money. */
  rebated: bigint;
  clawedBack: bigint;
  /** What was left at expiry and has gone home. */
  lapsed: bigint;
}

/** A holder's vouchers as the steps have made them. */
export interface Kept {
  balance: bigint;
  /** Of the balance, what a clawback holds. */
  held: bigint;
  home: number | undefined;
  consented: boolean;
  attested: boolean;
  /** Day and month of the last payment, in Korea, and the sums paid in them. */
  day: number;
  month: string;
  spentToday: bigint;
  spentThisMonth: bigint;
  spentInAll: bigint;
  /** Numbers of signed payments that were settled or cancelled. */
  ids: { highest: number; readonly used: Set<number> };
}

/** What the steps of a scenario have come to, as far as vouchers go, without a chain. */
export interface Rehearsed {
  readonly scenario: Scenario;
  readonly cast: Cast;
  readonly names: Names;
  readonly now: () => number;
  /** Numbers of programmes by name. */
  readonly programmes: Map<string, bigint>;
  readonly opened: Map<bigint, Programme>;
  readonly vouchers: Map<string, Kept>;
  readonly enrolled: Map<string, Facts>;
  /** Why merchants take no vouchers at the moment. */
  readonly stopped: Map<string, string>;
  /** The keys that are to take the place of lost ones. */
  readonly successors: Map<string, string>;
  /** Why accounts pay nothing at the bank; under `stop` and `pause` why none does. */
  readonly bank: Map<string, string>;
  /** Payments that holders have signed, by the names they were given. */
  readonly slips: Map<string, Asked>;
  readonly invoices: Map<string, InvoiceBook>;
  readonly holidays: Set<number>;
  readonly hash: (text: string) => string;
}

/** A holder's vouchers of one programme; none to begin with. */
export function keptOf({ vouchers }: Rehearsed, programme: bigint, holder: string): Kept {
  const key = `${programme}/${holder}`;
  const none: Kept = {
    balance: 0n,
    held: 0n,
    home: undefined,
    consented: false,
    attested: false,
    day: 0,
    month: "",
    spentToday: 0n,
    spentThisMonth: 0n,
    spentInAll: 0n,
    ids: { highest: 0, used: new Set() },
  };
  const found = vouchers.get(key) ?? none;
  vouchers.set(key, found);
  return found;
}

/** The vouchers as a payment at UTC second `at` finds them: sums of another day or month count no more. */
export function voucherAt(kept: Kept, at: number): Voucher {
  const isToday = kept.day === koreanDay(at);
  const isThisMonth = kept.month === monthOf(at);
  return {
    ...kept,
    balance: kept.balance - kept.held,
    spentToday: isToday ? kept.spentToday : 0n,
    spentThisMonth: isThisMonth ? kept.spentThisMonth : 0n,
  };
}

/** Takes a payment off the vouchers, and counts it. */
export function debit(kept: Kept, amount: bigint, at: number): void {
  const { spentToday, spentThisMonth } = voucherAt(kept, at);
  kept.balance -= amount;
  kept.spentToday = spentToday + amount;
  kept.spentThisMonth = spentThisMonth + amount;
  kept.spentInAll += amount;
  kept.day = koreanDay(at);
  kept.month = monthOf(at);
}

/** Takes a refund off what was spent, and off the day's and the month's sum where they are still those of the payment. */
export function discount(kept: Kept, amount: bigint, day: number): void {
  const less = (sum: bigint): bigint => (sum > amount ? sum - amount : 0n);
  kept.spentInAll = less(kept.spentInAll);
  if (kept.day === day) kept.spentToday = less(kept.spentToday);
  if (kept.month === formatDay(day).slice(0, 7)) kept.spentThisMonth = less(kept.spentThisMonth);
}

/** A holder's numbers may be late by fewer than this: the window of `contracts/types/IdWindow.sol`. */
const ID_WINDOW = 16;

/** Why a number of a signed payment cannot be used, or nothing. */
export function idRefusal({ ids: { highest, used } }: Kept, id: number): string | undefined {
  if (id === 0 || id + ID_WINDOW <= highest) return "PaymentIdTooOld";
  return used.has(id) ? "PaymentIdUsed" : undefined;
}

/** Uses a number up. */
export function useId({ ids }: Kept, id: number): void {
  ids.used.add(id);
  ids.highest = Math.max(ids.highest, id);
}

/** The account that has taken another's place at the bank; itself where none has. */
export function successorOf({ successors, bank }: Rehearsed, account: string): string {
  let current = account;
  while (bank.get(current) === "AccountReplaced") current = successors.get(current) ?? "";
  return current;
}
