import type { Books } from "./books.ts";
import { obligationKey } from "./budget-books.ts";
import type { Event } from "./collect.ts";
import { must, type Posting, type State } from "./posting.ts";
import { addHeld, sumsOf } from "./sums.ts";
import { trustAddsUp } from "./trust-split.ts";
import { programmeOf } from "./voucher-lookup.ts";

/** Law 3, for what is held in trust, after a transaction: of the programmes that it changed. */
export function checkTrusts(books: Books, transaction: string): void {
  const { budget, sums } = books;
  for (const programme of sums.changed) {
    const { held, spent } = sumsOf(sums, programme);
    const trust = budget.trusts.get(programme);
    if (trust === undefined) continue;
    const { funded, returned, lateRefunds } = trust;
    const split = { funded, spent: spent - lateRefunds, held, returned };
    if (!trustAddsUp(books, programme, split)) budget.trustBrokenBy ??= transaction;
  }
  sums.changed.clear();
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
  HeldInTrust: ({ budget, addresses, sums }, event, state) => {
    const [programme, matter] = event.args.toArray() as [bigint, string];
    must(state.budget.opened === programme, event, "no such programme opened before it");
    const key = obligationKey(addresses.programmes, matter);
    const isOwed = budget.obligations.get(key)?.inTrust === true;
    must(isOwed, event, "nothing was obligated to programmes in trust on the matter");
    must(!budget.matters.has(matter), event, "another programme held what is advanced on it");
    state.budget.opened = undefined;
    budget.matters.set(matter, programme);
    sums.changed.add(programme);
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
    addHeld(books, programme, amount);
    state.pulls.push({ amount });
  },
};
