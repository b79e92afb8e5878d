import { isAddress } from "ethers";
import { formatKst } from "../lib/clock.ts";
import { regions } from "../lib/codes.ts";
import { formOf, forms } from "../lib/forms.ts";
import { formatWon } from "../lib/won.ts";
import type { Event } from "./collect.ts";
import type { Audit } from "./read.ts";
import type { VoucherBook } from "./voucher-books.ts";

/** Whose account is whose. The chain does not know; only the reader of a ledger does. */
export type AccountNames = ReadonlyMap<string, string>;

/** What happened in one home district, whole won. */
export interface DistrictRow {
  readonly home: number;
  readonly holders: Set<string>;
  granted: bigint;
  spent: bigint;
  lapsed: bigint;
  refunded: bigint;
  rebated: bigint;
  clawedBack: bigint;
}

const SUMS = ["granted", "spent", "lapsed", "refunded", "rebated", "clawedBack"] as const;

/** Vouchers of a district before the first holder. */
const emptyRow = (home: number): DistrictRow => {
  const sums = { granted: 0n, spent: 0n, lapsed: 0n, refunded: 0n, rebated: 0n, clawedBack: 0n };
  return { home, holders: new Set(), ...sums };
};

/** Whether the holder ever had vouchers; consent, a number or a proxy alone are none. */
const hadAny = ({ granted, spent, refunded, district }: VoucherBook): boolean =>
  district !== 0 || granted + spent + refunded !== 0n;

/** What was paid to merchants of one category, whole won. */
export interface CategoryRow {
  readonly mcc: number;
  payments: number;
  spent: bigint;
}

/** Vouchers by the home district that their holders have now, in the order of the codes. */
export function byDistrict({ books }: Audit): DistrictRow[] {
  const rows = new Map<number, DistrictRow>();
  for (const { vouchers } of books.programmes.values()) {
    for (const [holder, voucher] of [...vouchers].filter(([, one]) => hadAny(one))) {
      const row = rows.get(voucher.district) ?? emptyRow(voucher.district);
      row.holders.add(holder);
      for (const sum of SUMS) row[sum] += voucher[sum];
      rows.set(voucher.district, row);
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
  "asked",
  "rebate",
]);

/** A value as a person reads it: names for accounts, Korean times for instants, separators in amounts. */
export function show(key: string, value: unknown, names: AccountNames): string {
  const text = String(value);
  if (isAddress(text)) return names.get(text) ?? text;
  const form = formOf(key);
  if (form === "minute" || form === "second" || form === "day" || form === "weekdays") {
    return forms[form](value, { names, language: "en" });
  }
  if (/At$|^time$|^valid|until/i.test(key)) return formatKst(BigInt(text)).replace(/:00$/, "");
  if (key === "region" || key === "home") return districtName(Number(text));
  if (key === "band" || key === "highest") return BANDS[Number(text)] ?? text;
  if ((AMOUNTS.has(key) || form === "won") && /^\d+$/.test(text)) return formatWon(BigInt(text));
  return text;
}

const MOVEMENTS = new Set(["Transfer", "TransferSingle"]);

/** One line for each movement of deposit tokens or vouchers, under a line of the columns' names. */
export function* ledgerCsv({ events }: Audit, names: AccountNames): Generator<string> {
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
  yield "time KST,block,event,programme,from,to,won,transaction\n";
  for (const event of events) if (MOVEMENTS.has(event.name)) yield `${row(event)}\n`;
}

/** A district's own name, without the province it lies in. */
export function districtName(code: number): string {
  const text = String(code).padStart(5, "0");
  return regions.get(text)?.split(" ").at(-1) ?? text;
}
