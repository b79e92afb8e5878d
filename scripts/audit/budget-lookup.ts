import { booksCloseAt, endsAt, startsAt } from "../lib/fiscal-year.ts";
import { isCode, ministryOf } from "../lib/lines.ts";
import type { Books } from "./books.ts";
import {
  authorityOfLine,
  emptyLine,
  obligationKey,
  type LineBook,
  type ObligationBook,
} from "./budget-books.ts";
import type { Event } from "./collect.ts";
import { must, type State } from "./posting.ts";

/** The book of a line to which something was appropriated and of which nothing has lapsed; it is looked at again at the end. */
export function liveLine({ budget }: Books, event: Event, state: State, line: bigint): LineBook {
  const found = budget.lines.get(line);
  must(found !== undefined, event, "nothing was ever appropriated to the line");
  must(found?.lapsed === false, event, "what was left of the line had lapsed");
  state.budget.lines.add(line);
  return found as LineBook;
}

/** The book of a line to which something was appropriated, whether or not it has lapsed. */
export function lineOf({ budget }: Books, event: Event, line: bigint): LineBook {
  const found = budget.lines.get(line);
  must(found !== undefined, event, "nothing was ever appropriated to the line");
  return found as LineBook;
}

/** The book of a line that gets an appropriation, a fresh one before its first. */
export function receivingLine(
  { budget }: Books,
  event: Event,
  state: State,
  line: bigint,
): LineBook {
  must(isCode(line), event, "there is no such line");
  must(budget.ministries.has(ministryOf(line)), event, "no ministry has its code");
  mustBeOpen(event, line);
  const found = budget.lines.get(line) ?? emptyLine();
  must(!found.lapsed, event, "what was left of the line had lapsed");
  budget.lines.set(line, found);
  state.budget.lines.add(line);
  return found;
}

export function mustBeOpen(event: Event, line: bigint): void {
  must(event.time < booksCloseAt(line), event, "the books of the line's year were closed");
}

export function mustRun(event: Event, line: bigint): void {
  const isRunning = event.time >= startsAt(line) && event.time < endsAt(line);
  must(isRunning, event, "the line's year was not running");
}

/** An obligation that was made, owed by the line that the event names. */
export function obligationOf(
  { budget }: Books,
  event: Event,
  creditor: string,
  matter: string,
): ObligationBook {
  const found = budget.obligations.get(obligationKey(creditor, matter));
  must(found !== undefined, event, "nothing was obligated to the creditor on the matter");
  return found as ObligationBook;
}

/** Whoever acted is an officer of the line's ministry who does this. Law 10: its person never did the other. */
export function mustBeOfficer(
  books: Books,
  event: Event,
  line: bigint,
  by: string,
  role: number,
): void {
  const { budget, authorities, duties } = books;
  const officer = budget.officers.get(by);
  const isOne = officer?.ministry === ministryOf(line) && officer.role === role;
  must(isOne, event, "who did it is no officer of the ministry who does this");
  const authority = authorityOfLine(budget, line);
  const person = authorities.get(authority)?.persons.get(by);
  const key = `${authority} ${person ?? by}`;
  const side = duties.budgetSides.get(key) ?? role;
  if (person === undefined || side !== role) duties.brokenBy ??= event.transaction;
  duties.budgetSides.set(key, side);
}
