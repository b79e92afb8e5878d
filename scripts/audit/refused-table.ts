import { getAddress, Result } from "ethers";
import { formatKst } from "../lib/clock.ts";
import { forms, isForm } from "../lib/forms.ts";
import { fit, table, width } from "../lib/text.ts";
import { formatCount } from "../lib/won.ts";
import type { AskedPayment } from "./asked.ts";
import { show, type AccountNames } from "./ledger.ts";
import { reasonWords } from "./reason-words.ts";
import type { Audit } from "./read.ts";

/** Something that was refused: when, in which programme, to whom, where, how much, and why. */
export interface RefusalRow {
  readonly time: number;
  readonly programme: string;
  /** The holder; of an act that is no payment, who signed it. */
  readonly holder: string;
  readonly merchant: string;
  readonly won: string;
  readonly reason: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** What a call was given, with what a purchase is made of beside the rest. */
function withPurchase({ purchase, ...rest }: Fields): Fields {
  return purchase instanceof Result ? { ...rest, ...purchase.toObject() } : rest;
}

const programmeIn = ({ programme, programmes }: Fields): string =>
  programmes instanceof Result ? programmes.join(", ") : String((programme as bigint) ?? "");

/** The most that 64 bits hold is written by who means everything. */
const ALL = 2n ** 64n - 1n;

const wonOf = (amount: unknown): string => {
  if (typeof amount !== "bigint") return "";
  return amount === ALL ? "all" : formatCount(amount);
};

function reasonOf(error: string, args: Fields, names: AccountNames): string {
  return reasonWords(error, (argument, form) => {
    const value = args[argument];
    if (value === undefined) return undefined;
    const isForced = form !== undefined && isForm(form);
    return isForced ? forms[form](value, { names, language: "en" }) : show(argument, value, names);
  });
}

/** Mined refusals, in order of time. */
export function refusedRows({ refused }: Audit, names: AccountNames): RefusalRow[] {
  return refused.map(({ time, from, input, error, args }) => {
    const asked = withPurchase(input);
    const signer = getAddress(from);
    const nameOf = (address: unknown) => names.get(String(address)) ?? String(address);
    const holder = asked["merchant"] === undefined ? signer : (asked["holder"] ?? signer);
    const merchant = asked["merchant"] ?? args["merchant"];
    return {
      time,
      programme: programmeIn({ programme: args["programme"], ...asked }),
      holder: nameOf(holder),
      merchant: merchant === undefined ? "" : nameOf(merchant),
      won: wonOf(asked["amount"] ?? args["amount"]),
      reason: reasonOf(error, args, names),
    };
  });
}

/** Signed payments that were not settled, in order of time. */
export function unsettledRows(audit: Audit, names: AccountNames): RefusalRow[] {
  const amounts = askedAmounts(audit);
  return audit.books.refusedPayments.map((payment, n) => {
    const { time, programme, holder, merchant, error, args } = payment;
    const nameOf = (address: string) => names.get(address) ?? address;
    return {
      time,
      programme: String(programme),
      holder: nameOf(holder),
      merchant: nameOf(merchant),
      won: wonOf(amounts[n]),
      reason: reasonOf(error, args, names),
    };
  });
}

const OUTCOMES = ["PaymentSettled", "PaymentRefused"];

/** How much each refused payment asked for: the outcomes of a batch come in the order of its payments. */
function askedAmounts({ events, accepted, books }: Audit): (bigint | undefined)[] {
  const wanted = new Set(books.refusedPayments.map(({ transaction }) => transaction));
  if (wanted.size === 0) return [];
  const left = new Map<string, AskedPayment[]>();
  for (const { transaction, payments } of accepted)
    if (wanted.has(transaction)) left.set(transaction, [...payments]);
  const amounts: (bigint | undefined)[] = [];
  for (const { name, transaction } of events) {
    if (!wanted.has(transaction) || !OUTCOMES.includes(name)) continue;
    const asked = left.get(transaction)?.shift();
    if (name === "PaymentRefused") amounts.push(asked?.amount);
  }
  return amounts;
}

const HEAD = ["KST", "prog", "holder", "merchant", "won", "reason"];

/** Columns of a name at most, and of a line. */
const NAME = 17;
const COLUMNS = 100;

/** Rows in a table of at most `most` rows; what is left out is counted. */
export function refusalTable(rows: readonly RefusalRow[], most: number): string[] {
  const shown = rows.length <= most ? rows : rows.slice(0, most - 1);
  const cells = shown.map(({ time, programme, holder, merchant, won, reason }) => [
    formatKst(time).replace(/:00$/, ""),
    programme,
    fit(holder, NAME),
    fit(merchant, NAME),
    won,
    reason,
  ]);
  const before = table(
    [HEAD, ...cells].map((row) => row.slice(0, -1)),
    [4],
  );
  const room = COLUMNS - 4 - Math.max(0, ...before.map(width));
  const all = [HEAD, ...cells].map((row) => [...row.slice(0, -1), fit(row.at(-1) ?? "", room)]);
  const lines = table(all, [4]).map((line) => `  ${line}`);
  const left = rows.length - shown.length;
  return left === 0 ? lines : [...lines, `  and ${left} more: see ledger.json, which --out writes`];
}
