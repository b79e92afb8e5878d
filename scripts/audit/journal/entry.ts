import { formatKst } from "../../lib/clock.ts";
import { UserError } from "../../lib/errors.ts";
import { formatWon } from "../../lib/won.ts";
import type { Event } from "../collect.ts";
import type { BooksName } from "./chart.ts";

/** What a line of an entry belongs to beside its account, where it belongs to one budget line or programme. */
export interface Tag {
  readonly line?: bigint | undefined;
  readonly programme?: bigint | undefined;
}

/** One line of an entry, whole won; one of both amounts is zero. */
export interface Line extends Tag {
  readonly code: number;
  /** The sub-account: an account, a year, a budget line, an obligation, a programme, a district of it. */
  readonly sub: string;
  /** Within it: the obligation of a line, the holder of vouchers. */
  readonly detail: string;
  readonly debit: bigint;
  readonly credit: bigint;
}

/** All that one transaction changed in one set of books. */
export interface Entry {
  /** Of all entries since the first block, from 1. */
  readonly number: number;
  readonly books: BooksName;
  /** UTC second. */
  readonly time: number;
  readonly block: number;
  readonly transaction: string;
  readonly text: string;
  readonly lines: readonly Line[];
}

/** What is wrong with the first entry that is not in order. */
export interface Fault {
  readonly books: BooksName;
  readonly block: number;
  readonly time: number;
  readonly transaction: string;
  readonly debit: bigint;
  readonly credit: bigint;
  /** Why it is wrong though both sides may be equal. */
  readonly why: string | undefined;
  /** The events that the entry was made of. */
  readonly events: readonly string[];
}

/** An entry whose debits are not its credits, or that takes what is not there: an event is missing, was added or altered. */
export class FaultyEntry extends UserError {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(sentenceOf(fault));
    this.fault = fault;
  }
}

function sentenceOf({
  books,
  block,
  time,
  transaction,
  debit,
  credit,
  why,
  events,
}: Fault): string {
  const off = debit > credit ? debit - credit : credit - debit;
  const sides = `debits ${formatWon(debit)}, credits ${formatWon(credit)}`;
  const what =
    off === 0n
      ? `an entry in the books of the ${books} is not in order (${why ?? ""}; ${sides})`
      : `an entry in the books of the ${books} does not balance: ${sides}, difference ${formatWon(off)}${why === undefined ? "" : ` (${why})`}`;
  const where = `block ${block}, ${formatKst(time)} KST, transaction ${transaction}`;
  return `${what}; ${where}, of ${events.join(", ")}; an event is missing, was added or altered`;
}

/** An entry while its transaction is read. */
export class Draft {
  readonly lines: Line[] = [];
  /** Movements of deposit tokens of the books' own pool: which tag they have follows from the rest of the entry. */
  readonly pool: { readonly debit: bigint; readonly credit: bigint }[] = [];
  readonly words: string[] = [];
  readonly events: string[] = [];
  why: string | undefined;

  debit(code: number, sub: string, amount: bigint, tag: Tag = {}, detail = ""): void {
    if (amount !== 0n) this.lines.push({ code, sub, detail, debit: amount, credit: 0n, ...tag });
  }

  credit(code: number, sub: string, amount: bigint, tag: Tag = {}, detail = ""): void {
    if (amount !== 0n) this.lines.push({ code, sub, detail, debit: 0n, credit: amount, ...tag });
  }

  /** Says of which event the entry is, and in words what it is. */
  of({ name }: Event, words?: string): void {
    this.events.push(name);
    if (words !== undefined) this.words.push(words);
  }

  /** The entry is wrong whatever its sums are. The first reason counts. */
  fail(why: string): void {
    this.why ??= why;
  }

  sums(): { debit: bigint; credit: bigint } {
    let [debit, credit] = [0n, 0n];
    for (const one of [...this.lines, ...this.pool]) {
      debit += one.debit;
      credit += one.credit;
    }
    return { debit, credit };
  }
}

/** Words that occur several times once, with how often. */
export function joinWords(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, n]) => (n === 1 ? word : `${word} (${n})`)).join("; ");
}
