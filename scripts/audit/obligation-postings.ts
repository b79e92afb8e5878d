import { endsAt } from "../lib/fiscal-year.ts";
import { nextLine } from "../lib/lines.ts";
import { ZeroAddress, ZeroHash } from "ethers";
import type { Books } from "./books.ts";
import { OBLIGATING, obligationKey, owedOn, type ObligationBook } from "./budget-books.ts";
import { appropriate, mustBeAvailable } from "./budget-line-postings.ts";
import {
  liveLine,
  mustBeOfficer,
  mustBeOpen,
  mustRun,
  obligationOf,
  receivingLine,
} from "./budget-lookup.ts";
import type { Event } from "./collect.ts";
import { must, type Posting, type State } from "./posting.ts";

/** An obligation's event: the line, whose creditor on what, and how much. */
interface Named {
  readonly line: bigint;
  readonly creditor: string;
  readonly matter: string;
  readonly amount: bigint;
  readonly by: string;
}

/** The most payees of one obligation. */
const MAX_PAYEES = 64;

function reserved(books: Books, event: Event, state: State): void {
  const { line, amount, by } = event.args.toObject() as Named;
  mustBeOfficer(books, event, line, by, OBLIGATING);
  const found = liveLine(books, event, state, line);
  mustRun(event, line);
  mustBeAvailable(found, event, amount);
  found.reserved += amount;
}

function unreserved(books: Books, event: Event, state: State): void {
  const { line, amount, by } = event.args.toObject() as Named;
  mustBeOfficer(books, event, line, by, OBLIGATING);
  const found = books.budget.lines.get(line);
  const left = found?.reserved ?? 0n;
  must(amount > 0n && amount <= left, event, `only ${left} was reserved`);
  if (found !== undefined) found.reserved -= amount;
  state.budget.lines.add(line);
}

function obligated(books: Books, event: Event, state: State): void {
  const { line, creditor, matter, amount, fromReserved, inTrust, by } =
    event.args.toObject() as Named & { fromReserved: bigint; inTrust: boolean };
  const { budget } = books;
  const { time, transaction } = event;
  mustBeOfficer(books, event, line, by, OBLIGATING);
  const isNamed = creditor !== ZeroAddress && matter !== ZeroHash;
  must(isNamed, event, "it names no creditor or no matter");
  const found = liveLine(books, event, state, line);
  mustRun(event, line);
  const isReserved = fromReserved <= found.reserved && fromReserved <= amount;
  must(isReserved, event, "less than that was reserved for it");
  found.reserved -= fromReserved;
  mustBeAvailable(found, event, amount);
  const key = obligationKey(creditor, matter);
  must(!budget.obligations.has(key), event, "the matter was obligated to the creditor already");
  const isExcluded = BigInt(time) < (budget.exclusions.get(creditor) ?? 0n);
  must(!isExcluded, event, "the creditor was excluded");
  const mayHold = !inTrust || budget.trustees.get(creditor) === true;
  must(mayHold, event, "the creditor was not listed as one that holds money in trust");
  found.obligated += amount;
  const none = { paid: 0n, paidBefore: 0n, payees: [], carriedOver: false };
  budget.obligations.set(key, { creditor, matter, line, amount, inTrust, ...none });
  const made = { line, creditor, amount, inTrust, time, transaction, suspected: undefined };
  budget.obligated.push(made);
  state.budget.obligated = { key, made };
}

/** Payees are those of the obligation before it. */
function assigned({ budget }: Books, event: Event, state: State): void {
  const { creditor, matter, payees } = event.args.toObject() as {
    creditor: string;
    matter: string;
    payees: Iterable<string>;
  };
  const key = obligationKey(creditor, matter);
  must(state.budget.obligated?.key === key, event, "nothing was obligated before it on the matter");
  const found = budget.obligations.get(key);
  const isFirst = found?.payees.length === 0 && !found.inTrust;
  must(isFirst, event, "it has payees already, or is in trust");
  const all = [...payees];
  const areFit = all.length > 0 && all.length <= MAX_PAYEES && new Set(all).size === all.length;
  must(
    areFit && !all.includes(ZeroAddress),
    event,
    "nobody is assigned, too many are, or one twice",
  );
  if (found !== undefined) found.payees = all;
}

/** A suspicion is of the obligation before it. Whether it follows from all before, the comparison tells. */
function suspected(_: Books, event: Event, state: State): void {
  const { line, creditor, sum } = event.args.toObject() as {
    line: bigint;
    creditor: string;
    sum: bigint;
  };
  const made = state.budget.obligated?.made;
  const isOf = made?.line === line && made.creditor === creditor && !made.inTrust;
  must(isOf, event, "no such obligation was made before it");
  must(made?.suspected === undefined, event, "it was told already");
  if (made !== undefined) made.suspected = sum;
}

/** The obligation that an event names, as far as its line owes it still. */
function owing(books: Books, event: Event, named: Named): ObligationBook {
  const found = obligationOf(books, event, named.creditor, named.matter);
  must(found.line === named.line, event, "another line owes it");
  mustBeOpen(event, named.line);
  const owed = owedOn(found);
  const isOwed = named.amount > 0n && named.amount <= owed;
  must(isOwed, event, `of the obligation only ${owed} was owed`);
  return found;
}

function deobligated(books: Books, event: Event, state: State): void {
  const named = event.args.toObject() as Named;
  const { line, amount } = named;
  const found = owing(books, event, named);
  mustBeOfficer(books, event, line, named.by, OBLIGATING);
  liveLine(books, event, state, line).obligated -= amount;
  found.amount -= amount;
}

/** What a line of a year that is over still owes is owed by the same line of the next year. */
function carriedOver(books: Books, event: Event, state: State): void {
  const named = event.args.toObject() as Named;
  const { line, amount } = named;
  const found = owing(books, event, named);
  must(!found.carriedOver, event, "it was carried over before");
  must(event.time >= endsAt(line), event, "the year was not over");
  must(amount === owedOn(found), event, `${owedOn(found)} was owed`);
  const old = liveLine(books, event, state, line);
  for (const part of ["obligated", "allotted", "appropriated"] as const) old[part] -= amount;
  const next = receivingLine(books, event, state, nextLine(line));
  appropriate(next, event, amount);
  next.allotted += amount;
  next.obligated += amount;
  const { paid } = found;
  old.carriedPaid += paid;
  const moved = { line: nextLine(line), amount, paid: 0n, paidBefore: paid };
  Object.assign(found, { ...moved, carriedOver: true });
}

/** What the ledger's events do to the books of reservations and obligations. */
export const obligations: Readonly<Record<string, Posting>> = {
  Reserved: reserved,
  Unreserved: unreserved,
  Obligated: obligated,
  PayeesAssigned: assigned,
  SplitSuspected: suspected,
  Deobligated: deobligated,
  CarriedOver: carriedOver,
};
