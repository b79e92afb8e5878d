import { koreanDay } from "../lib/clock.ts";
import type { Books } from "./books.ts";

/** What payments and refunds share: a day's payments of one holder to one merchant with one programme's vouchers. */
interface Shared {
  readonly programme: bigint;
  readonly holder: string;
  readonly merchant: string;
}

/** No finer than events of vouchers tell. Where the events of invoices are read, a payment's invoice is the key instead. */
const keyOf = ({ programme, holder, merchant }: Shared, day: number): string =>
  `${programme} ${holder} ${merchant} ${day}`;

/** The first refund with which more was given back than had been paid or given as a rebate, by its transaction. */
export function overRefunded({ payments, rebates, refunds }: Books): string | undefined {
  const left = new Map<string, bigint>();
  for (const paid of [...payments, ...rebates]) {
    const key = keyOf(paid, koreanDay(paid.time));
    left.set(key, (left.get(key) ?? 0n) + paid.amount);
  }
  for (const refund of refunds) {
    const key = keyOf(refund, refund.paidOn);
    const rest = (left.get(key) ?? 0n) - refund.amount;
    if (rest < 0n) return refund.transaction;
    left.set(key, rest);
  }
  return undefined;
}
