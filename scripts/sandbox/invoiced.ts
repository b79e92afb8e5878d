import { koreanDay } from "../lib/clock.ts";
import type { InputsOf } from "../tasks/verb.ts";
import type { Payment } from "./asked.ts";
import { discount, keptOf, successorOf, type Kept, type Rehearsed } from "./rehearsed.ts";

/** A payment on an invoice, as the register has it. Amounts are whole won. */
export interface InvoiceEntry {
  /** 0 for own money. */
  readonly programme: bigint;
  readonly holder: string;
  readonly amount: bigint;
  readonly rebate: bigint;
  /** In Korea, since 1970. */
  readonly day: number;
  refunded: bigint;
}

/** An invoice that something was paid on. */
export interface InvoiceBook {
  readonly total: bigint;
  readonly entries: InvoiceEntry[];
}

const keyOf = (payee: string, invoice: string): string => `${payee}/${invoice}`;

/** Why the register refuses a payment on its invoice, or nothing. */
export function invoiceRefusal(
  { invoice, merchant, amount }: Payment,
  { invoices, names }: Rehearsed,
): string | undefined {
  if (invoice === undefined) return undefined;
  const book = invoices.get(keyOf(names.account(merchant), invoice.name));
  if (book !== undefined && book.total !== invoice.total) return "InvoiceTotalDiffers";
  const paid = (book?.entries ?? []).reduce((sum, one) => sum + one.amount, 0n);
  return paid + amount > invoice.total ? "InvoiceExceeded" : undefined;
}

/** Records a part of a payment on its invoice, if it has one. */
export function recordInvoice(
  { invoice, merchant, holder, at }: Payment,
  part: Pick<InvoiceEntry, "programme" | "amount" | "rebate">,
  { invoices, names }: Rehearsed,
): void {
  if (invoice === undefined) return;
  const key = keyOf(names.account(merchant), invoice.name);
  const book = invoices.get(key) ?? { total: invoice.total, entries: [] };
  invoices.set(key, book);
  const who = { holder: names.account(holder), day: koreanDay(at) };
  book.entries.push({ ...part, ...who, refunded: 0n });
}

/** Gives back a part of what was paid on an invoice: the first payment that fits and has enough left. */
export function refund(state: Rehearsed, inputs: InputsOf<"voucher.refund">): void {
  const { by, payee = by, invoice, total, amount, holder, programme } = inputs;
  const book = state.invoices.get(keyOf(payee, invoice));
  if (book === undefined || book.total !== total) return;
  const entry = book.entries.find(
    (one) =>
      (holder === undefined || one.holder === holder) &&
      (programme === undefined || one.programme === programme) &&
      one.amount - one.refunded >= amount,
  );
  if (entry === undefined) return;
  const restored = toVouchers(entry, amount);
  entry.refunded += amount;
  restore(state, entry, restored);
}

/** How much of a refund belongs to vouchers; of own money the same share as was given back for it. */
function toVouchers({ programme, amount, rebate, refunded }: InvoiceEntry, part: bigint): bigint {
  if (programme === 0n) return 0n;
  if (rebate === 0n) return part;
  return (rebate * (refunded + part)) / amount - (rebate * refunded) / amount;
}

/** Vouchers get it under their old terms; once they have expired it goes home, and they stay as they are. */
function restore(state: Rehearsed, entry: InvoiceEntry, amount: bigint): void {
  const programme = state.opened.get(entry.programme);
  if (programme === undefined || state.now() >= programme.expiresAt) return;
  const kept = keeperOf(state, entry);
  kept.balance += amount;
  discount(kept, amount, entry.day);
  programme.refunded += amount;
}

/** Who has the vouchers now: the key that took the holder's place, once nothing is left at the old one. */
function keeperOf(state: Rehearsed, { programme, holder }: InvoiceEntry): Kept {
  const kept = keptOf(state, programme, holder);
  const isEmpty = kept.balance === 0n && kept.home === undefined && kept.spentInAll === 0n;
  return isEmpty ? keptOf(state, programme, successorOf(state, holder)) : kept;
}
