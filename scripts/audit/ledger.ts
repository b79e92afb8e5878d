import { getAddress, isAddress } from "ethers";
import { formatKst } from "../lib/clock.ts";
import { regions } from "../lib/codes.ts";
import { sumsOf, unpackEntry } from "../lib/invoices.ts";
import { formatWon } from "../lib/won.ts";
import type { ProgrammeBook } from "./books.ts";
import type { Event } from "./collect.ts";
import type { Audit } from "./read.ts";

/** Whose account is whose. The chain does not know; only the reader of a ledger does. */
export type AccountNames = ReadonlyMap<string, string>;

/** What happened in one home district, whole won. */
export interface DistrictRow {
  readonly home: number;
  readonly holders: Set<string>;
  granted: bigint;
  spent: bigint;
  lapsed: bigint;
}

/** What was paid to merchants of one category, whole won. */
export interface CategoryRow {
  readonly mcc: number;
  payments: number;
  spent: bigint;
}

/** Vouchers by home district, in the order of the codes. */
export function byDistrict({ books }: Audit): DistrictRow[] {
  const rows = new Map<number, DistrictRow>();
  for (const { vouchers } of books.programmes.values()) {
    for (const [holder, { home, granted, spent, lapsed }] of vouchers) {
      const fresh = { home, holders: new Set<string>(), granted: 0n, spent: 0n, lapsed: 0n };
      const row = rows.get(home) ?? fresh;
      row.holders.add(holder);
      row.granted += granted;
      row.spent += spent;
      row.lapsed += lapsed;
      rows.set(home, row);
    }
  }
  return [...rows.values()].toSorted((a, b) => a.home - b.home);
}

/** Payments by the category the merchant had when it was paid, most won first. */
export function byCategory({ books }: Audit): CategoryRow[] {
  const rows = new Map<number, CategoryRow>();
  for (const { mcc, amount } of books.payments) {
    const row = rows.get(mcc) ?? { mcc, payments: 0, spent: 0n };
    row.payments += 1;
    row.spent += amount;
    rows.set(mcc, row);
  }
  return [...rows.values()].toSorted((a, b) => Number(b.spent - a.spent) || a.mcc - b.mcc);
}

/** Refusals of one reason, with the first as the example. */
export interface RefusalRow {
  readonly error: string;
  readonly count: number;
  readonly example: string;
}

/** Mined refusals by reason, most frequent first, and then in the order in which each first occurred. */
export function byRefusal({ refused }: Audit, names: AccountNames): RefusalRow[] {
  const rows = new Map<string, RefusalRow>();
  for (const { error, method, from, args, input } of refused) {
    const row = rows.get(error);
    const signer = getAddress(from);
    const shown = Object.keys(args).some((key) => key !== "programme") ? args : input;
    const details = Object.entries(shown)
      .filter(([key, value]) => value !== signer && !["merchant", "receipt", "time"].includes(key))
      .filter(([key]) => key !== "programme" || (shown === input && "programme" in args))
      .map(([key, value]) => `${key === "account" ? "" : `${key} `}${show(key, value, names)}`);
    const shop = "merchant" in shown ? ` at ${show("merchant", shown["merchant"], names)}` : "";
    const who = names.get(signer) ?? signer;
    const what = details.join(", ");
    const act = method === "spend" ? who + shop : `${who}, ${method}`;
    const example = row?.example ?? (what === "" ? act : `${act}: ${what}`);
    rows.set(error, { error, count: (row?.count ?? 0) + 1, example });
  }
  return [...rows.values()].toSorted((a, b) => b.count - a.count);
}

/** Sales bands as scenarios write them. */
const BANDS = ["unknown", "300M", "500M", "1B", "3B", "over 3B"];

/** Errors' and calls' arguments that are whole won. */
const AMOUNTS = new Set([
  "amount",
  "allowance",
  "issuable",
  "balance",
  "limit",
  "spent",
  "ungranted",
  "threshold",
  "issued",
  "unfrozen",
  "frozen",
  "others",
  "cap",
  "total",
  "paid",
  "proposed",
  "left",
  "rebate",
]);

/** A value as a person reads it: names for accounts, Korean times for instants, separators in amounts. */
export function show(key: string, value: unknown, names: AccountNames): string {
  const text = String(value);
  if (isAddress(text)) return names.get(text) ?? text;
  if (/At$|^time$|until/i.test(key)) return formatKst(BigInt(text)).replace(/:00$/, "");
  if (key === "region" || key === "home") return districtName(Number(text));
  if (key === "band" || key === "highest") return BANDS[Number(text)] ?? text;
  if (AMOUNTS.has(key) && /^\d+$/.test(text)) return formatWon(BigInt(text));
  return text;
}

function programmeJson(
  programme: bigint,
  { vouchers, managers, batches, ...book }: ProgrammeBook,
  nameOf: (address: string) => string,
) {
  return {
    programme,
    ...book,
    managers: [...managers].map(([account, appointed]) => ({
      name: nameOf(account),
      account,
      appointed,
    })),
    batches: [...batches].map(([reference, batch]) => ({ reference, ...batch })),
    vouchers: [...vouchers].map(([holder, voucher]) => ({
      name: nameOf(holder),
      holder,
      ...voucher,
    })),
  };
}

function officesJson({ authorities }: Audit["books"], nameOf: (address: string) => string) {
  return [...authorities].flatMap(([authority, { holders }]) =>
    [...holders].map(([key, holds]) => {
      const [office = "", holder = ""] = key.split(" ");
      return { authority, office: Number(office), holder, name: nameOf(holder), holds };
    }),
  );
}

function supplyJson(
  { allowances, approvals, permits, authorizations, ...supply }: Audit["books"]["supply"],
  nameOf: (address: string) => string,
) {
  return {
    ...supply,
    allowances: Object.fromEntries(allowances),
    permits: Object.fromEntries(permits),
    authorizations: [...authorizations],
    approvals: [...approvals].map(([key, left]) => {
      const [owner = "", spender = ""] = key.split(" ");
      return { owner, ownerName: nameOf(owner), spender, spenderName: nameOf(spender), left };
    }),
  };
}

function asText(value: unknown): unknown {
  if (value instanceof Map) return Object.fromEntries(value as Map<string, unknown>);
  return typeof value === "bigint" ? value.toString() : value;
}

type NameOf = (address: string) => string;

/** Accounts, who enforces, and orders that were not carried out yet. */
function depositJson({ accounts, enforcers, orders, supply }: Audit["books"], nameOf: NameOf) {
  return {
    supply: supplyJson(supply, nameOf),
    accounts: [...accounts].map(([address, book]) => ({ name: nameOf(address), address, ...book })),
    enforcers: [...enforcers].map(([account, appointed]) => ({
      name: nameOf(account),
      account,
      appointed,
    })),
    orders: [...orders].map(([key, order]) => {
      const [from = "", to = "", amount = ""] = key.split(" ");
      return { ...order, from: nameOf(from), to: nameOf(to), amount };
    }),
  };
}

/** Programmes, merchants and payments, and what they amount to. */
function voucherJson(audit: Audit, nameOf: NameOf) {
  const { books } = audit;
  const named = [...books.merchants].map(([address, book]) => ({ address, ...book }));
  return {
    programmes: [...books.programmes].map(([id, book]) => programmeJson(id, book, nameOf)),
    merchants: named.map(({ address, ...book }) => ({ name: nameOf(address), address, ...book })),
    districts: byDistrict(audit).map(({ holders, ...row }) => ({
      name: districtName(row.home),
      holders: holders.size,
      ...row,
    })),
    bars: Object.fromEntries(books.bars),
    invoices: [...books.invoices.values()].map(({ payee, invoice, history }) => ({
      name: nameOf(payee),
      payee,
      invoice,
      ...sumsOf(history),
      entries: history.map(unpackEntry),
    })),
    invoicePayers: Object.fromEntries(books.invoicePayers),
    categories: byCategory(audit),
    payments: books.payments.map((payment) => ({
      ...payment,
      when: formatKst(payment.time),
      holderName: nameOf(payment.holder),
      merchantName: nameOf(payment.merchant),
    })),
  };
}

/** The whole ledger as JSON. The same chain gives the same bytes. */
export function ledgerJson(audit: Audit, names: AccountNames): string {
  const { books, head, laws, differences, compared } = audit;
  const nameOf = (address: string) => names.get(address) ?? address;
  const ledger = {
    head,
    ...depositJson(books, nameOf),
    ...voucherJson(audit, nameOf),
    offices: officesJson(books, nameOf),
    backing: books.backing,
    refusals: audit.refused,
    laws,
    compared,
    differences,
  };
  return `${JSON.stringify(ledger, (_, value: unknown) => asText(value), 2)}\n`;
}

const MOVEMENTS = new Set(["Transfer", "TransferSingle"]);

/** One row for each movement of deposit tokens or vouchers. */
export function ledgerCsv({ events }: Audit, names: AccountNames): string {
  const nameOf = (address: unknown) => names.get(String(address)) ?? String(address);
  const row = ({ args, name, block, time, transaction }: Event): string => {
    const { from, to, value, id } = args.toObject() as Record<string, unknown>;
    const cells = [
      formatKst(time),
      block,
      name,
      id ?? "",
      nameOf(from),
      nameOf(to),
      value,
      transaction,
    ];
    return cells.map((cell) => String(cell)).join(",");
  };
  const rows = events.filter(({ name }) => MOVEMENTS.has(name)).map(row);
  return `${["time KST,block,event,programme,from,to,won,transaction", ...rows].join("\n")}\n`;
}

/** A district's own name, without the province it lies in. */
export function districtName(code: number): string {
  const text = String(code).padStart(5, "0");
  return regions.get(text)?.split(" ").at(-1) ?? text;
}
