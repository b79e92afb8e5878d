import type { Event } from "../collect.ts";
import { Numbers, Wons } from "./columns.ts";
import { acts, type Act } from "./kinds.ts";

/** An obligation as it was made. Its line is that of its first act; a carry-over names another. */
export interface Owed {
  readonly creditor: string;
  readonly matter: string;
  readonly inTrust: boolean;
}

/** One act of authority, as it is kept. */
export interface Done {
  readonly id: number;
  readonly act: Act;
  readonly line: bigint;
  /** Its obligation; 0: none. */
  readonly obligation: number;
  readonly amount: bigint;
  /** A quarter, an amount that was reserved before, or another line. */
  readonly detail: bigint;
  readonly transaction: number;
}

/** Authority to spend: what was done with each line and obligation. It mixes by number, not by won. Acts are numbered from 1. */
export class Authority {
  readonly #act = new Numbers();
  readonly #line = new Numbers();
  readonly #obligation = new Numbers();
  readonly #amount = new Wons();
  readonly #detail = new Wons();
  readonly #transaction = new Numbers();
  readonly #lines: bigint[] = [];
  readonly #numberOfLine = new Map<bigint, number>();
  readonly #obligations: Owed[] = [{ creditor: "", matter: "", inTrust: false }];
  readonly #numberOfObligation = new Map<string, number>();

  constructor() {
    this.#push(acts.indexOf("appropriated"), 0, 0, 0n, 0n, 0);
  }

  /** How many acts there are; the last has this number. */
  get length(): number {
    return this.#act.length - 1;
  }

  get lines(): readonly bigint[] {
    return this.#lines;
  }

  /** How many obligations there are, the one of number 0 among them, which is none. */
  get obligations(): number {
    return this.#obligations.length;
  }

  owed(obligation: number): Owed {
    return this.#obligations[obligation] ?? { creditor: "", matter: "", inTrust: false };
  }

  at(id: number): Done {
    return {
      id,
      act: acts[this.#act.at(id)] ?? "appropriated",
      line: this.#lines[this.#line.at(id)] ?? 0n,
      obligation: this.#obligation.at(id),
      amount: this.#amount.at(id),
      detail: this.#detail.at(id),
      transaction: this.#transaction.at(id),
    };
  }

  /** The obligation's number, a new one where it is just made. */
  obligation(creditor: string, matter: string, inTrust = false): number {
    const key = `${creditor} ${matter}`;
    const found = this.#numberOfObligation.get(key);
    if (found !== undefined) return found;
    const number = this.#obligations.push({ creditor, matter, inTrust }) - 1;
    this.#numberOfObligation.set(key, number);
    return number;
  }

  add(
    act: Act,
    transaction: number,
    { line, obligation = 0, amount, detail = 0n }: Omit<Partial<Done>, "act"> & Said,
  ): number {
    const acted = acts.indexOf(act);
    return this.#push(acted, this.#numberOf(line), obligation, amount, detail, transaction);
  }

  #numberOf(line: bigint): number {
    const found = this.#numberOfLine.get(line);
    if (found !== undefined) return found;
    const number = this.#lines.push(line) - 1;
    this.#numberOfLine.set(line, number);
    return number;
  }

  #push(
    act: number,
    line: number,
    obligation: number,
    amount: bigint,
    detail: bigint,
    transaction: number,
  ): number {
    this.#act.push(act);
    this.#line.push(line);
    this.#obligation.push(obligation);
    this.#amount.push(amount);
    this.#detail.push(detail);
    this.#transaction.push(transaction);
    return this.length;
  }
}

interface Said {
  readonly line: bigint;
  readonly amount: bigint;
}

/** What an event of a line or an obligation says by name. */
export interface LineEvent extends Said {
  readonly creditor: string;
  readonly matter: string;
  readonly by: string;
}

/** The arguments of an event of the ledger. */
export const saidBy = ({ args }: Event): LineEvent => args.toObject() as LineEvent;
