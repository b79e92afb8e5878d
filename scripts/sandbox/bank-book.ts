import { dataSlice, ZeroAddress } from "ethers";
import { csvRow } from "../lib/csv-write.ts";
import { formatKst } from "../lib/clock.ts";
import type { Outcome, Stage } from "../lib/stage.ts";
import { BANK_COLUMNS } from "../audit/reconcile/bank-csv.ts";
import { parseInputs, type Inputs } from "../tasks/inputs.ts";
import { surface, type VerbName } from "../tasks/surface.ts";

type Raw = Readonly<Record<string, unknown>>;

/**
 * The bank's own ledger of a run: what it issued and paid out, from what it was told to do and whether that was done. It looks at no
 * event, so that the chain's can be held beside it.
 */
export class BankBook {
  readonly #rows: string[] = [];
  readonly #accounts = new Map<string, string>();
  readonly #numbers = new Map<string, bigint>();
  readonly #successors = new Map<string, string>();
  #balance = 0n;

  /** Told of each act that was tried, and when: UTC second of its block. */
  acted(name: VerbName, raw: Raw, done: Done): void {
    const note = NOTES[name];
    if (note === undefined || done.outcome.refusal !== undefined) return;
    const inputs: Inputs = surface[name].inputs;
    note(this, parseInputs(inputs, raw, done.stage.names), done);
  }

  /** Each of the bank's keys counts its own references. */
  issued(by: string, reference: bigint, won: bigint, time: number): void {
    this.#balance += won;
    this.#add(time, "issue", `${by}:${reference}`, "", won);
  }

  redeemed(holder: string, won: bigint, time: number): void {
    if (won === 0n) return;
    const number = (this.#numbers.get(holder) ?? 0n) + 1n;
    this.#numbers.set(holder, number);
    this.#balance -= won;
    this.#add(time, "redeem", `${holder}:${number}`, this.#accounts.get(holder) ?? "", won);
  }

  linked(account: string, hash: string): void {
    this.#accounts.set(account, hash);
  }

  /** To whom the bank will pay out what the lost key's account has. */
  recovering(account: string, successor: string): void {
    this.#successors.set(account, successor);
  }

  recovered(account: string): void {
    const successor = this.#successors.get(account) ?? ZeroAddress;
    for (const kept of [this.#accounts, this.#numbers] as Map<string, unknown>[]) {
      if (kept.has(account)) kept.set(successor, kept.get(account));
      kept.delete(account);
    }
  }

  /** The ledger as CSV. */
  csv(): string {
    return [csvRow(BANK_COLUMNS), ...this.#rows].join("");
  }

  #add(time: number, kind: string, reference: string, account: string, won: bigint): void {
    this.#rows.push(csvRow([formatKst(time), kind, reference, account, won, this.#balance]));
  }
}

interface Done {
  readonly stage: Stage;
  readonly outcome: Outcome;
  readonly time: number;
}

type Note = (book: BankBook, inputs: Record<string, unknown>, done: Done) => void;

const issue: Note = (book, { by, reference, amount }, { time }) =>
  book.issued(by as string, reference as bigint, amount as bigint, time);

/** What the order said; where it said all, what the holder was told was paid. */
const wonOf = (amount: unknown, { moved }: Outcome): bigint =>
  amount === "all" ? moved : BigInt(String(amount).replace(/[_,]/g, ""));

const NOTES: Partial<Record<VerbName, Note>> = {
  "deposit.issue": issue,
  "deposit.issue-large": issue,
  "deposit.issue-batch": (book, { by, reference, amount, to }, { time }) => {
    const won = (amount as bigint) * BigInt((to as string[]).length);
    book.issued(by as string, reference as bigint, won, time);
  },
  "deposit.redeem": (book, { by, amount }, { outcome, time }) =>
    book.redeemed(by as string, wonOf(amount, outcome), time),
  "deposit.redeem-by-order": (book, { account, amount }, { outcome, time }) =>
    book.redeemed(account as string, wonOf(amount, outcome), time),
  "deposit.link-bank-account": (book, { account, bank }, { stage }) =>
    book.linked(account as string, dataSlice(stage.hash(`bank account ${String(bank)}`), 0, 24)),
  "deposit.recover": (book, { account, successor }) =>
    book.recovering(account as string, successor as string),
  "deposit.complete-recovery": (book, { account }) => book.recovered(account as string),
};
