import type { Addresses } from "../../lib/system.ts";
import { formatWon } from "../../lib/won.ts";
import type { Event } from "../collect.ts";
import { approvals, bank, endBank } from "./bank.ts";
import { accountIn, programmeSub, type BooksName } from "./chart.ts";
import { FaultyEntry, joinWords, type Draft, type Entry, type Line } from "./entry.ts";
import { balanceKey, endMinistry, ministry } from "./ministry.ts";
import { endOperator, operator } from "./operator.ts";
import { spreadPool } from "./pool.ts";
import { emptyState, Now, type Posting, type State } from "./state.ts";
import { endTreasury, payments, treasury } from "./treasury.ts";

/** The postings of each contract whose events carry money, by the event's name; one event may be in two sets of books. */
export const journalPostings = {
  token: [bank],
  ledger: [ministry, payments],
  treasury: [treasury],
  programmes: [operator],
} as const satisfies Partial<Record<keyof Addresses, readonly Readonly<Record<string, Posting>>[]>>;

/**
 * The journal of the whole system, transaction by transaction, from events alone. One side of an entry comes from the movement of
 * tokens, the other from what the programmes, the ledger or the Treasury tell of it, wherever the system tells it twice. Throws
 * `FaultyEntry` at the first that is not in order. Holds balances, and no entries.
 */
export function* journalOf(
  events: Iterable<Event>,
  addresses: Addresses,
  state: State = emptyState(addresses),
): Generator<Entry> {
  const known = new Map(
    Object.entries(journalPostings).map(([name, postings]) => [
      addresses[name as keyof Addresses].toLowerCase(),
      postings as readonly Readonly<Record<string, Posting>>[],
    ]),
  );
  const token = addresses.token.toLowerCase();
  known.set(token, [...(known.get(token) ?? []), approvals]);
  let number = 0;
  let now = new Now();
  let last: Event | undefined;
  for (const event of events) {
    if (last !== undefined && last.transaction !== event.transaction) {
      for (const entry of entriesOf(now, last, state)) yield { ...entry, number: (number += 1) };
      if (now.isUsed) now = new Now();
    }
    last = event;
    for (const postings of known.get(event.contract.toLowerCase()) ?? [])
      postings[event.name]?.(event, now, state);
  }
  if (last === undefined) return;
  for (const entry of entriesOf(now, last, state)) yield { ...entry, number: (number += 1) };
}

/** The order of the books in which a transaction's entries stand. */
const ORDER: readonly string[] = ["bank", "ministry", "treasury", "operator"];

const placeOf = (books: BooksName): number => ORDER.indexOf(books.split(" ")[0] ?? "");

/** Ends a transaction: its entries are checked and count from now on. */
function entriesOf(now: Now, last: Event, state: State): Omit<Entry, "number">[] {
  if (!now.isUsed) return [];
  endOperator(now, state);
  endTreasury(now);
  endMinistry(now);
  endBank(now, state);
  const drafts = [...now.drafts].toSorted(
    ([a], [b]) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1),
  );
  const { transaction, block, time } = last;
  for (const [books, draft] of drafts) mustBalance(books, draft, last);
  const entries = drafts.map(([books, draft]) => {
    const lines = spreadPool(draft, books, now);
    for (const line of lines) count(books, line, state);
    mustNotBeOverdrawn(books, draft, lines, last, state);
    return { books, time, block, transaction, text: joinWords(draft.words), lines };
  });
  mustAgree(now, last, state);
  return entries.filter(({ lines }) => lines.length > 0);
}

function fail(
  books: BooksName,
  draft: Draft,
  { block, time, transaction }: Event,
  why?: string,
): never {
  const events = [...new Set(draft.events)];
  const about = why ?? draft.why;
  throw new FaultyEntry({ books, block, time, transaction, ...draft.sums(), why: about, events });
}

function mustBalance(books: BooksName, draft: Draft, last: Event): void {
  const { debit, credit } = draft.sums();
  const areWhole = draft.lines.every((line) => line.debit >= 0n && line.credit >= 0n);
  if (debit !== credit || draft.why !== undefined || !areWhole) fail(books, draft, last);
}

function count(books: BooksName, line: Line, state: State): void {
  const key = balanceKey(books, line.code, line.sub, line.detail);
  const balance = (state.balances.get(key) ?? 0n) + line.debit - line.credit;
  if (balance === 0n) state.balances.delete(key);
  else state.balances.set(key, balance);
  if (line.code !== 9500 || line.line === undefined) return;
  const unpaid = state.unpaid.get(line.line) ?? new Map<string, bigint>();
  if (balance === 0n) unpaid.delete(line.detail);
  else unpaid.set(line.detail, -balance);
  state.unpaid.set(line.line, unpaid);
}

/** No account is ever below nothing. */
function mustNotBeOverdrawn(
  books: BooksName,
  draft: Draft,
  lines: readonly Line[],
  last: Event,
  state: State,
): void {
  for (const { code, sub, detail } of lines) {
    const balance = state.balances.get(balanceKey(books, code, sub, detail)) ?? 0n;
    const { name, side } = accountIn(books, code);
    if (side === "debit" ? balance >= 0n : balance <= 0n) continue;
    const which = [`${code} ${name}`, sub, detail].filter((part) => part !== "").join(", ");
    fail(
      books,
      draft,
      last,
      `${which} is overdrawn by ${formatWon(balance < 0n ? -balance : balance)}`,
    );
  }
}

/** What the Treasury has advanced in trust is what the programme owes: each is the other's side. */
function mustAgree(now: Now, last: Event, state: State): void {
  for (const id of now.programmes) {
    const programme = state.programmes.get(id);
    if (programme?.trust === undefined) continue;
    const advanced = state.balances.get(balanceKey("treasury", 1200, programme.trust, "")) ?? 0n;
    if (advanced === programme.owed) continue;
    const draft = now.in("operator");
    const why = `${programmeSub(id)} owes ${formatWon(programme.owed)}, and the Treasury has advanced ${formatWon(advanced)} to it`;
    fail("operator", draft, last, why);
  }
}
