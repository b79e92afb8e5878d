import { booksCloseAt, quarterBeginsAt } from "../lib/fiscal-year.ts";
import { ministryOf, yearOf } from "../lib/lines.ts";
import type { Books } from "./books.ts";
import { availableOf, MOST_OF_A_LINE, spentOf, type LineBook } from "./budget-books.ts";
import { liveLine, mustRun, receivingLine } from "./budget-lookup.ts";
import type { Event } from "./collect.ts";
import { must, type Posting, type State } from "./posting.ts";

/** The line and the amount that most events begin with. */
const lineAndAmount = ({ args }: Event): [line: bigint, amount: bigint] => {
  const { line, amount } = args.toObject() as { line: bigint; amount: bigint };
  return [line, amount];
};

/** Gives a line more, up to the most that one can hold. */
export function appropriate(found: LineBook, event: Event, amount: bigint): void {
  found.appropriated += amount;
  must(found.appropriated <= MOST_OF_A_LINE, event, "no line can hold so much");
}

/** Takes back what was appropriated and not allotted. */
function reduce(found: LineBook, event: Event, amount: bigint): void {
  must(amount > 0n, event, "nothing was taken");
  const left = found.appropriated - found.allotted;
  must(amount <= left, event, `of what was appropriated only ${left} was not allotted`);
  found.appropriated -= amount;
}

function appropriated(books: Books, event: Event, state: State): void {
  const [line, amount] = lineAndAmount(event);
  must(amount > 0n, event, "nothing was appropriated");
  appropriate(receivingLine(books, event, state, line), event, amount);
}

function transferred(books: Books, event: Event, state: State): void {
  const { from, to, amount } = event.args.toObject() as {
    from: bigint;
    to: bigint;
    amount: bigint;
  };
  const isOne = yearOf(from) === yearOf(to) && ministryOf(from) === ministryOf(to);
  must(isOne && from !== to, event, "the lines are not two of one year and ministry");
  reduce(liveLine(books, event, state, from), event, amount);
  appropriate(receivingLine(books, event, state, to), event, amount);
}

function allotted(books: Books, event: Event, state: State): void {
  const [line, amount] = lineAndAmount(event);
  const quarter = Number(event.args["quarter"]);
  const found = liveLine(books, event, state, line);
  mustRun(event, line);
  const hasBegun = quarter >= 1 && quarter <= 4 && event.time >= quarterBeginsAt(line, quarter);
  must(hasBegun, event, "the quarter had not begun");
  const left = found.appropriated - found.allotted;
  must(amount > 0n && amount <= left, event, `of what was appropriated only ${left} was left`);
  found.allotted += amount;
}

/** Takes back what was allotted and is bound by nothing. */
function withdrawn(books: Books, event: Event, state: State): void {
  const [line, amount] = lineAndAmount(event);
  const found = liveLine(books, event, state, line);
  mustBeAvailable(found, event, amount);
  found.allotted -= amount;
}

/** The amount is allotted, and neither reserved nor obligated. */
export function mustBeAvailable(found: LineBook, event: Event, amount: bigint): void {
  const left = availableOf(found);
  must(amount > 0n && amount <= left, event, `of what was allotted only ${left} was available`);
}

function lapsed(books: Books, event: Event, state: State): void {
  const [line, amount] = lineAndAmount(event);
  const found = liveLine(books, event, state, line);
  must(event.time >= booksCloseAt(line), event, "the books of the line's year were open");
  const left = found.appropriated - spentOf(found);
  must(amount === left, event, `of the line ${left} was not spent`);
  found.lapsed = true;
}

/** What the ledger's events do to the books of lines. */
export const lines: Readonly<Record<string, Posting>> = {
  Appropriated: appropriated,
  AppropriationReduced: (books, event, state) => {
    const [line, amount] = lineAndAmount(event);
    reduce(liveLine(books, event, state, line), event, amount);
  },
  AppropriationTransferred: transferred,
  Allotted: allotted,
  AllotmentWithdrawn: withdrawn,
  PaymentPlanSet: (books, event, state) => {
    const { line, months } = event.args.toObject() as { line: bigint; months: Iterable<bigint> };
    liveLine(books, event, state, line).plan = [...months];
  },
  LineLapsed: lapsed,
};

/** Law 4, for the lines that a transaction changed. */
export function endLines({ budget }: Books, state: State, last: Event): void {
  for (const line of state.budget.lines) {
    const found = budget.lines.get(line);
    if (found !== undefined && !addsUp(found)) budget.linesBrokenBy ??= last.transaction;
  }
}

/** Law 4: no more is spent than obligated, bound than allotted, allotted than appropriated. */
export function addsUp(line: LineBook): boolean {
  const { appropriated: given, allotted: usable, reserved, obligated } = line;
  const spent = spentOf(line);
  const inOrder = given >= usable && usable >= reserved + obligated && obligated >= spent;
  return inOrder && spent >= 0n && reserved >= 0n;
}
