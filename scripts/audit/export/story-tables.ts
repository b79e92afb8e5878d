import { getAddress } from "ethers";
import { formatDay, formatKst } from "../../lib/clock.ts";
import type { Books } from "../books.ts";
import type { RefusedTransaction } from "../collect.ts";
import type { Entry } from "../journal/entry.ts";
import type { Period } from "../journal/period.ts";
import { JOURNAL_COLUMNS, journalCells, TRIAL_COLUMNS, trialCells } from "../journal/print.ts";
import type { Payment, RebateBook } from "../voucher-books.ts";
import { Trial } from "../journal/trial.ts";
import {
  account,
  number,
  text,
  won,
  yes,
  type Cell,
  type Column,
  type Kind,
  type Table,
} from "./table.ts";

/** Columns of the journal and of the trial balance that are no text. */
const KINDS: Readonly<Record<string, Kind>> = {
  ...{ entry: "number", block: "number", code: "number" },
  ...{ sub_account: "account", detail: "account" },
  ...{ debit: "won", credit: "won", opening_debit: "won", opening_credit: "won" },
  ...{ closing_debit: "won", closing_credit: "won" },
};

const columnsOf = (names: readonly string[]): Column[] =>
  names.map((name) => ({ name, kind: KINDS[name] ?? "text" }));

const isIn = ({ from, to }: Period, time: number): boolean => time >= from && time <= to;

/** The entries up to the period's end, made anew at each walk. */
export type Entries = () => Iterable<Entry>;

const journal = (entries: Entries, period: Period): Table => ({
  name: "journal",
  columns: columnsOf(JOURNAL_COLUMNS),
  *rows() {
    for (const entry of entries()) {
      if (!isIn(period, entry.time)) continue;
      for (const line of entry.lines) yield journalCells(entry, line);
    }
  },
});

const trialBalance = (entries: Entries, period: Period): Table => ({
  name: "trial_balance",
  columns: columnsOf(TRIAL_COLUMNS),
  *rows() {
    const trial = new Trial(period);
    for (const entry of entries()) trial.add(entry);
    for (const row of trial.balance().rows) yield trialCells(row);
  },
});

const payments = (books: Books, period: Period): Table => ({
  name: "payments",
  columns: [
    ...text("time_kst", "transaction", "kind"),
    ...number("programme"),
    ...account("holder", "merchant"),
    ...won("amount"),
    ...number("receipt", "signed_number"),
    ...text("category", "district"),
    ...account("by"),
    ...text("purpose_hash"),
  ],
  *rows() {
    for (const payment of books.payments)
      if (isIn(period, payment.time)) yield paymentCells(payment);
    for (const rebate of books.rebates) if (isIn(period, rebate.time)) yield rebateCells(rebate);
  },
});

function paymentCells(payment: Payment): Cell[] {
  const { time, transaction, programme, holder, merchant, amount, receipt, id, by } = payment;
  const codes = [`${payment.mcc}`.padStart(4, "0"), `${payment.region}`.padStart(5, "0")];
  const what = [formatKst(time), transaction, id === 0 ? "payment" : "signed payment"];
  const who = [programme, holder, merchant, amount, receipt, id];
  return [...what, ...who, ...codes, by, payment.purposeHash ?? ""];
}

/** What a merchant is and where is not asked of a rebate: own money pays it. */
function rebateCells(rebate: RebateBook): Cell[] {
  const { time, transaction, programme, holder, merchant, amount, receipt, purposeHash } = rebate;
  const what = [formatKst(time), transaction, "rebate"];
  return [
    ...what,
    programme,
    holder,
    merchant,
    amount,
    receipt,
    0,
    "",
    "",
    holder,
    purposeHash ?? "",
  ];
}

const refunds = ({ refunds: all }: Books, period: Period): Table => ({
  name: "refunds",
  columns: [
    ...text("time_kst", "transaction"),
    ...number("programme"),
    ...account("holder", "merchant"),
    ...won("amount"),
    ...text("invoice", "paid_on"),
    ...yes("restored_to_voucher"),
  ],
  *rows() {
    for (const { time, transaction, programme, holder, merchant, ...one } of all) {
      if (!isIn(period, time)) continue;
      const where = [formatKst(time), transaction, programme, holder, merchant];
      yield [...where, one.amount, one.invoice, formatDay(one.paidOn), one.restored];
    }
  },
});

/** Refusals of both kinds: transactions that were mined and refused, and signed payments that a batch left out. */
const refusals = (
  { refusedPayments }: Books,
  refused: readonly RefusedTransaction[],
  period: Period,
): Table => ({
  name: "refusals",
  columns: [
    ...text("time_kst", "transaction", "kind"),
    ...account("by", "asked_of"),
    ...text("asked", "error", "arguments"),
  ],
  *rows() {
    for (const { time, transaction, from, contract, method, error, args } of refused) {
      if (!isIn(period, time)) continue;
      const who = [
        formatKst(time),
        transaction,
        "transaction",
        getAddress(from),
        getAddress(contract),
      ];
      yield [...who, method, error, argumentsText(args)];
    }
    for (const { time, transaction, holder, merchant, id, error, args } of refusedPayments) {
      if (!isIn(period, time)) continue;
      const who = [formatKst(time), transaction, "signed payment", holder, merchant];
      yield [...who, `payment ${id}`, error, argumentsText(args)];
    }
  },
});

const argumentsText = (args: Readonly<Record<string, unknown>>): Cell =>
  JSON.stringify(args, (_, value: unknown) => (typeof value === "bigint" ? `${value}` : value));

/** What happened in the period. */
export const storyTables = (
  books: Books,
  refused: readonly RefusedTransaction[],
  entries: Entries,
  period: Period,
): Table[] => [
  journal(entries, period),
  trialBalance(entries, period),
  payments(books, period),
  refunds(books, period),
  refusals(books, refused, period),
];
