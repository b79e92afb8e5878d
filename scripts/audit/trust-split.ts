import type { Books } from "./books.ts";
import { obligationKey } from "./budget-books.ts";
import { programmeOf } from "./voucher-lookup.ts";

/** What became of what the Treasury advanced to a programme, whole won. */
export interface TrustSplit {
  readonly funded: bigint;
  readonly spent: bigint;
  readonly held: bigint;
  readonly returned: bigint;
}

/** Splits an advance spend by spend: what vouchers paid less what was refunded, what is left, and what went home. */
export function splitOf(books: Books, programme: bigint): TrustSplit {
  const { vouchers, ungranted } = programmeOf(books, programme);
  const { funded = 0n, returned = 0n, lateRefunds = 0n } = books.budget.trusts.get(programme) ?? {};
  let [spent, held] = [-lateRefunds, ungranted];
  for (const voucher of vouchers.values()) {
    spent += voucher.spent + voucher.rebated - voucher.refunded;
    held += voucher.balance;
  }
  return { funded, spent, held, returned };
}

/**
 * Law 3, for what is held in trust: held = advanced − spent − returned. The same by the ledger: what is paid on the obligation and
 * has not come home is held or spent.
 */
export function trustAddsUp(
  books: Books,
  programme: bigint,
  { funded, spent, held, returned }: TrustSplit = splitOf(books, programme),
): boolean {
  const matter = books.budget.trusts.get(programme)?.matter ?? "";
  const key = obligationKey(books.addresses.programmes, matter);
  const { paid = 0n, paidBefore = 0n } = books.budget.obligations.get(key) ?? {};
  const adds = held === funded - spent - returned && held >= 0n && spent >= 0n;
  return adds && held + spent === paid + paidBefore;
}
