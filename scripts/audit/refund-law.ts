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
  // Of payments nobody refunded, nothing is kept.
  const left = new Map(refunds.map((refund) => [keyOf(refund, refund.paidOn), 0n]));
  const holders = new Set(refunds.map(({ holder }) => holder));
  for (const all of [payments, rebates]) {
    for (const paid of all) {
      if (!holders.has(paid.holder)) continue;
      const key = keyOf(paid, koreanDay(paid.time));
      const sum = left.get(key);
      if (sum !== undefined) left.set(key, sum + paid.amount);
    }
  }
  for (const refund of refunds) {
    const key = keyOf(refund, refund.paidOn);
    const rest = (left.get(key) ?? 0n) - refund.amount;
    if (rest < 0n) return refund.transaction;
    left.set(key, rest);
  }
  return undefined;
}
