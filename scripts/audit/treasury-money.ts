import type { Books } from "./books.ts";
import { obligationKey, type Incoming, type ObligationBook } from "./budget-books.ts";
import type { Event } from "./collect.ts";
import { accountOf } from "./deposit-books.ts";
import { booksCloseAt, previousLine } from "./line-id.ts";
import { must, mustUseApproval, type State } from "./posting.ts";
import { currentOf } from "./voucher-lookup.ts";

/** Money leaves the Treasury for what an event before it says, and to the key that the payee has now. */
export function leaveTreasury(books: Books, event: Event, state: State): void {
  const [, to, amount] = event.args.toArray() as [string, string, bigint];
  const paid = state.budget.outgoing.shift();
  must(paid !== undefined, event, "no event before it says why the Treasury paid it");
  if (paid === undefined) return;
  must(paid.amount === amount, event, `${paid.amount} was to be paid`);
  const isSentBack = paid.event.name === "SentBack";
  const payee = isSentBack ? paid.to : currentOf(books, paid.to);
  must(payee === to, event, "another was to be paid");
  state.budget.treasury = true;
}

/** Money comes to the Treasury: what events before it say it is, or a bare transfer, which is unattributed. */
export function reachTreasury(books: Books, event: Event, state: State): void {
  const [from, to, amount] = event.args.toArray() as [string, string, bigint];
  const { treasury } = books.budget;
  state.budget.treasury = true;
  const said = state.budget.incoming.filter(({ by }) => by === from);
  if (said.length === 0) {
    must(accountOf(books, to).open, event, "no event before it says what it is for");
    treasury.unattributed += amount;
    return;
  }
  const others = state.budget.incoming.filter(({ by }) => by !== from);
  state.budget.incoming.splice(0, Infinity, ...others);
  mustUseApproval(books.supply, event, state);
  const sum = said.reduce((total, one) => total + one.amount, 0n);
  must(sum === amount, event, `${sum} was to come`);
  treasury.holdings += amount;
  comeHome(books, event, state, said);
}

/** What came home counts on its obligation; the part that no line takes any more is revenue. */
function comeHome(books: Books, event: Event, state: State, said: readonly Incoming[]): void {
  const creditor = creditorOf(books, event, state, said);
  if (creditor === undefined) return;
  const [{ matter, by }] = said as [Incoming];
  const isOne = said.every((one) => one.matter === matter);
  must(isOne, event, "what came home is of several matters");
  const found = books.budget.obligations.get(obligationKey(creditor, matter));
  must(found !== undefined, event, "nothing was obligated to the creditor on the matter");
  if (found === undefined) return;
  for (const { isReturn, amount, event: told } of said) {
    if (!isReturn) comeLate(books, told, found, amount);
  }
  const programme = books.budget.matters.get(matter);
  if (!found.inTrust || by !== books.addresses.programmes || programme === undefined) return;
  const amount = said.reduce((total, one) => total + one.amount, 0n);
  const due = state.budget.home.get(programme) ?? 0n;
  must(due === amount, event, `programme ${programme} had ${due} to send home`);
  state.budget.home.delete(programme);
  const trust = books.budget.trusts.get(programme);
  if (trust !== undefined) trust.returned += amount;
}

/**
 * On whose obligation money comes home: as the ledger's event says, or, where no line takes it any more, the trustee's own or as the
 * call asked. Otherwise it is revenue and nothing else.
 */
function creditorOf(
  { budget }: Books,
  event: Event,
  { creditors }: State,
  said: readonly Incoming[],
): string | undefined {
  const named = said.find(({ isReturn }) => isReturn)?.creditor;
  if (named !== undefined) return named;
  const { matter, by } = said[0] as Incoming;
  if (budget.obligations.get(obligationKey(by, matter))?.inTrust === true) return by;
  const asked = creditors.get(event.transaction);
  return asked?.matter === matter && asked.by === by ? asked.creditor : undefined;
}

/** After the books closed: what its line has paid comes back first, then what that of the year before has. */
function comeLate({ budget }: Books, event: Event, found: ObligationBook, amount: bigint): void {
  const own = amount < found.paid ? amount : found.paid;
  const parts = [
    ["paid", found.line, own],
    ["paidBefore", previousLine(found.line), amount - own],
  ] as const;
  for (const [part, line, late] of parts) {
    if (late === 0n) continue;
    must(event.time >= booksCloseAt(line), event, "the line's books were open");
    must(late <= found[part], event, "more came back than had been paid");
    found[part] -= late;
    const book = budget.lines.get(line);
    if (book !== undefined) book.late += late;
  }
}
