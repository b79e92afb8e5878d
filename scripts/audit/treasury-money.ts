import type { Books } from "./books.ts";
import { obligationKey, type Incoming } from "./budget-books.ts";
import type { Event } from "./collect.ts";
import { accountOf } from "./deposit-books.ts";
import { must, mustUseApproval, type State } from "./posting.ts";
import { touchTrust } from "./sums.ts";
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

/** What came home was paid on one obligation; the part that no line takes any more is revenue. */
function comeHome(books: Books, event: Event, state: State, said: readonly Incoming[]): void {
  const [{ matter, by }] = said as [Incoming];
  const isOf = (one: Incoming) => one.matter === matter && one.by === by;
  must(said.every(isOf), event, "what came home is of several matters");
  const late = state.budget.late.filter(isOf);
  const sumOf = (parts: readonly Incoming[]) => parts.reduce((all, { amount }) => all + amount, 0n);
  const creditor = [...said, ...late].find(({ isReturn }) => isReturn)?.creditor;
  if (creditor === undefined) return;
  const revenue = sumOf(said.filter(({ isReturn }) => !isReturn));
  must(sumOf(late) === revenue, event, `${sumOf(late)} came late, and ${revenue} is revenue`);
  const others = state.budget.late.filter((one) => !isOf(one));
  state.budget.late.splice(0, Infinity, ...others);
  const found = books.budget.obligations.get(obligationKey(creditor, matter));
  const programme = books.budget.matters.get(matter);
  const isTrust = found?.inTrust === true && by === books.addresses.programmes;
  if (!isTrust || programme === undefined) return;
  const amount = sumOf(said);
  const due = state.budget.home.get(programme) ?? 0n;
  must(due === amount, event, `programme ${programme} had ${due} to send home`);
  state.budget.home.delete(programme);
  const trust = books.budget.trusts.get(programme);
  if (trust !== undefined) trust.returned += amount;
  touchTrust(books, matter);
}
