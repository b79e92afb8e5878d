import { booksCloseAt, koreanYear, planMonth, startsAt } from "../lib/fiscal-year.ts";
import { previousLine } from "../lib/lines.ts";
import { ZeroHash } from "ethers";
import type { Books } from "./books.ts";
import {
  DISBURSING,
  obligationKey,
  owedOn,
  planLeft,
  spentOf,
  type LineBook,
  type ObligationBook,
} from "./budget-books.ts";
import { lineOf, liveLine, mustBeOfficer, mustBeOpen, obligationOf } from "./budget-lookup.ts";
import type { Event } from "./collect.ts";
import { SMALLEST_PAYMENT } from "../lib/won.ts";
import { must, type Posting, type State } from "./posting.ts";
import { touchTrust } from "./sums.ts";

/** What `Liquidated` and `Advanced` say. */
interface Paid {
  readonly line: bigint;
  readonly creditor: string;
  readonly matter: string;
  readonly amount: bigint;
  readonly papers: string;
  readonly by: string;
}

/** The five checks before a payment: obligated, with papers, within the month's plan, owed, and there. */
function mayBePaid(books: Books, event: Event, state: State, inTrust: boolean): ObligationBook {
  const { line, creditor, matter, amount, papers, by } = event.args.toObject() as Paid;
  const found = obligationOf(books, event, creditor, matter);
  must(found.line === line, event, "another line owes it");
  must(found.inTrust === inTrust, event, "the money is held in trust, or is not");
  mustBeOfficer(books, event, line, by, DISBURSING);
  must(papers !== ZeroHash, event, "it names no papers");
  must(event.time >= startsAt(line), event, "the line's year had not begun");
  mustBeOpen(event, line);
  const left = planLeft(liveLine(books, event, state, line), planMonth(line, event.time));
  must(amount <= left, event, `of the month's plan only ${left} was left`);
  const owed = owedOn(found);
  must(amount > 0n && amount <= owed, event, `of the obligation only ${owed} was owed`);
  const { holdings } = books.budget.treasury;
  must(amount <= holdings, event, `the Treasury held only ${holdings}`);
  return found;
}

/** Counts a payment or an advance, whose money leaves the Treasury in the same transaction. */
function pay(books: Books, event: Event, state: State, inTrust: boolean): void {
  const { line, creditor, matter, amount, payee } = event.args.toObject() as Paid & {
    payee?: string;
  };
  const found = mayBePaid(books, event, state, inTrust);
  const book = liveLine(books, event, state, line);
  const month = planMonth(line, event.time);
  const before = book.paidIn.month === month ? book.paidIn.amount : 0n;
  book.paidIn = { month, amount: before + amount };
  book[inTrust ? "advanced" : "liquidated"] += amount;
  found.paid += amount;
  touchTrust(books, matter);
  books.budget.treasury.holdings -= amount;
  const { outgoing, fraction } = state.budget;
  outgoing.push({ to: payee ?? creditor, amount, event });
  const key = obligationKey(creditor, matter);
  must(
    fraction === undefined || fraction.key === key,
    event,
    "another payment was rounded before it",
  );
  state.budget.fraction = undefined;
  state.budget.treasury = true;
}

function liquidated(books: Books, event: Event, state: State): void {
  const { creditor, matter, amount, payee } = event.args.toObject() as Paid & { payee: string };
  pay(books, event, state, false);
  must(amount % SMALLEST_PAYMENT === 0n, event, "a fraction under ten won was paid");
  const { payees = [] } = books.budget.obligations.get(obligationKey(creditor, matter)) ?? {};
  const isPayee = payee === creditor || payees.includes(payee);
  must(isPayee, event, "who was paid is neither the creditor nor assigned");
}

function advanced(books: Books, event: Event, state: State): void {
  const { creditor, matter, amount } = event.args.toObject() as Paid;
  pay(books, event, state, true);
  if (creditor !== books.addresses.programmes) return;
  must(state.budget.advance === undefined, event, "the advance before it came to no programme");
  state.budget.advance = { matter, amount, event };
}

/** A line gets money back: first what that of the year before has paid, then what the line itself has. */
function comesBack(books: Books, event: Event): LineBook {
  const { line, creditor, matter, amount, by } = event.args.toObject() as Paid;
  const found = obligationOf(books, event, creditor, matter);
  must(!found.inTrust || by === creditor, event, "what is held in trust came back by another");
  const isOwn = line === found.line && found.paidBefore === 0n;
  const isBefore = found.carriedOver && line === previousLine(found.line);
  must(isOwn || isBefore, event, "another line had paid it");
  const part = isOwn ? "paid" : "paidBefore";
  must(amount > 0n && amount <= found[part], event, `only ${found[part]} had been paid`);
  const book = lineOf(books, event, line);
  must(amount <= spentOf(book), event, "the line had spent less");
  found[part] -= amount;
  touchTrust(books, matter);
  return book;
}

function returned(books: Books, event: Event, state: State): void {
  const { line, creditor, matter, amount, by } = event.args.toObject() as Paid;
  mustBeOpen(event, line);
  const book = comesBack(books, event);
  book.returned += amount;
  state.budget.lines.add(line);
  state.budget.incoming.push({ isReturn: true, creditor, matter, amount, by, event });
}

/** The books of the line are closed: what comes back to it is revenue, which the Treasury's next event must say. */
function returnedLate(books: Books, event: Event, state: State): void {
  const { line, creditor, matter, amount, by } = event.args.toObject() as Paid;
  must(event.time >= booksCloseAt(line), event, "the line's books were open");
  const book = comesBack(books, event);
  book.late += amount;
  state.budget.lines.add(line);
  state.budget.late.push({ isReturn: true, creditor, matter, amount, by, event });
}

function received({ budget }: Books, event: Event, state: State): void {
  const [year, amount, matter, by] = event.args.toArray() as [bigint, bigint, string, string];
  must(year === BigInt(koreanYear(event.time)), event, "another year was running");
  must(amount > 0n, event, "nothing was received");
  budget.treasury.revenue.set(year, (budget.treasury.revenue.get(year) ?? 0n) + amount);
  state.budget.incoming.push({ isReturn: false, creditor: "", matter, amount, by, event });
  state.budget.treasury = true;
}

/** Takes what nobody said what it was off the unattributed money. */
function attribute({ budget }: Books, event: Event, amount: bigint): void {
  const { unattributed } = budget.treasury;
  const isThere = amount > 0n && amount <= unattributed;
  must(isThere, event, `only ${unattributed} was unattributed, and no money came for it`);
  budget.treasury.unattributed -= amount;
}

/** What the Treasury's and the ledger's events of money do to the books. */
export const payments: Readonly<Record<string, Posting>> = {
  Liquidated: liquidated,
  Advanced: advanced,
  Returned: returned,
  ReturnedLate: returnedLate,
};

export const treasury: Readonly<Record<string, Posting>> = {
  RevenueReceived: received,
  SentBack: (books, event, state) => {
    const [to, amount] = event.args.toArray() as [string, bigint];
    attribute(books, event, amount);
    state.budget.outgoing.push({ to, amount, event });
    state.budget.treasury = true;
  },
  FractionDropped: (_, event, state) => {
    const [creditor, matter, fraction] = event.args.toArray() as [string, string, bigint];
    must(fraction > 0n && fraction < SMALLEST_PAYMENT, event, "it is no fraction under ten won");
    must(state.budget.fraction === undefined, event, "a fraction was dropped before it already");
    state.budget.fraction = { key: obligationKey(creditor, matter), event };
  },
};

/** Revenue for which no money came in its transaction is what a bare transfer had brought. */
export function endTreasury(books: Books, state: State, last: Event): void {
  const { incoming, outgoing, fraction, late } = state.budget;
  const [untold] = late;
  if (untold !== undefined) must(false, untold.event, "no revenue followed it");
  for (const { isReturn, amount, event } of incoming) {
    must(!isReturn, event, "the money for it did not come");
    attribute(books, event, amount);
    books.budget.treasury.holdings += amount;
  }
  const [unpaid] = outgoing;
  if (unpaid !== undefined) must(false, unpaid.event, "the money for it did not leave");
  if (fraction !== undefined) must(false, fraction.event, "no payment followed it");
  if (!state.budget.treasury) return;
  const { treasury: book } = books.budget;
  book.transactions += 1;
  if (!treasuryAddsUp(books)) book.brokenBy ??= last.transaction;
}

/** What all lines spent and got back, and all revenue, whole won. */
export function sumsOf({ budget }: Books): { spent: bigint; revenue: bigint } {
  let [spent, revenue] = [0n, 0n];
  for (const line of budget.lines.values()) spent += spentOf(line);
  for (const amount of budget.treasury.revenue.values()) revenue += amount;
  return { spent, revenue };
}

/** Law 12: the balance is holdings and what is unattributed; holdings are revenue less what lines spent. */
export function treasuryAddsUp(books: Books): boolean {
  const { holdings, unattributed } = books.budget.treasury;
  const { spent, revenue } = sumsOf(books);
  const balance = books.accounts.get(books.addresses.treasury)?.balance ?? 0n;
  return balance === holdings + unattributed && holdings === revenue - spent && unattributed >= 0n;
}
