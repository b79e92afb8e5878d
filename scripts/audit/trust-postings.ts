import type { Books } from "./books.ts";
import { obligationKey } from "./budget-books.ts";
import type { Event } from "./collect.ts";
import { must, type Posting, type State } from "./posting.ts";
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

/** Law 3, for what is held in trust: held = advanced − spent − returned. */
export function checkTrusts(books: Books, transaction: string): void {
  const { budget } = books;
  for (const programme of budget.trusts.keys()) {
    if (!trustAddsUp(books, programme)) budget.trustBrokenBy ??= transaction;
  }
}

/** The same by the ledger: what is paid on the obligation and has not come home is held or spent. */
export function trustAddsUp(books: Books, programme: bigint): boolean {
  const { funded, spent, held, returned } = splitOf(books, programme);
  const matter = books.budget.trusts.get(programme)?.matter ?? "";
  const key = obligationKey(books.addresses.programmes, matter);
  const { paid = 0n, paidBefore = 0n } = books.budget.obligations.get(key) ?? {};
  const adds = held === funded - spent - returned && held >= 0n && spent >= 0n;
  return adds && held + spent === paid + paidBefore;
}

/** What a programme in trust must send home in this transaction; of another it goes to its funding account. */
export function sendHome({ budget }: Books, state: State, programme: bigint, amount: bigint): void {
  if (!budget.trusts.has(programme) || amount === 0n) return;
  const { home } = state.budget;
  home.set(programme, (home.get(programme) ?? 0n) + amount);
}

/** At the end of a transaction nothing waits for a programme, and none has kept what it was to send home. */
export function endTrust({ budget: now }: State, last: Event): void {
  const { advance, opened, home } = now;
  if (advance !== undefined) must(false, advance.event, "no programme got it");
  must(opened === undefined, last, "nothing says on which matter the programme holds money");
  const [kept] = home;
  must(kept === undefined, last, `programme ${kept?.[0] ?? ""} kept what it was to send home`);
}

/** What programmes tell of the Treasury's money. */
export const trust: Readonly<Record<string, Posting>> = {
  HeldInTrust: ({ budget, addresses }, event, state) => {
    const [programme, matter] = event.args.toArray() as [bigint, string];
    must(state.budget.opened === programme, event, "no such programme opened before it");
    const key = obligationKey(addresses.programmes, matter);
    const isOwed = budget.obligations.get(key)?.inTrust === true;
    must(isOwed, event, "nothing was obligated to programmes in trust on the matter");
    must(!budget.matters.has(matter), event, "another programme held what is advanced on it");
    state.budget.opened = undefined;
    budget.matters.set(matter, programme);
    budget.trusts.set(programme, { matter, funded: 0n, returned: 0n, lateRefunds: 0n });
  },
  ProgrammeFunded: (books, event, state) => {
    const [programme, amount] = event.args.toArray() as [bigint, bigint];
    const found = books.budget.trusts.get(programme);
    const { advance } = state.budget;
    const isIt = advance !== undefined && advance.matter === found?.matter;
    must(isIt && advance.amount === amount, event, "nothing of it was advanced before it");
    state.budget.advance = undefined;
    const book = programmeOf(books, programme);
    const isOpen = !book.closed && event.time < book.expiresAt;
    must(isOpen, event, "the programme was closed or over");
    if (found !== undefined) found.funded += amount;
    book.budget += amount;
    book.ungranted += amount;
    state.pulls.push({ amount });
  },
};
