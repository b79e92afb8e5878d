import { formatKst } from "../../lib/clock.ts";
import { formatLine, formatMinistry, partsOf } from "../../lib/lines.ts";
import type { Books } from "../books.ts";
import { owedOn, spentOf } from "../budget-books.ts";
import { frozenAt, spendableAt } from "../deposit-books.ts";
import { districtName } from "../ledger.ts";
import type { Law } from "../laws.ts";
import type { ProgrammeBook, VoucherBook } from "../voucher-books.ts";
import { account, number, text, won, yes, type Cell, type Table } from "./table.ts";

/** `AccountKind`, in its order. */
const KINDS = ["none", "citizen", "merchant", "agency", "contractor", "bank", "system"];

/** Keys in the order of their letters, so that the order of events leaves no trace. */
const byKey = <T>(map: ReadonlyMap<string, T>): [string, T][] =>
  [...map].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));

const byNumber = <T>(map: ReadonlyMap<bigint, T>): [bigint, T][] =>
  [...map].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));

/** An instant in Korea; nothing where there is none. */
const instant = (second: number): string => (second === 0 ? "" : formatKst(second));

/** What the bank's accounts have at UTC second `time`. */
const accounts = ({ accounts: all }: Books, time: number): Table => ({
  name: "accounts",
  columns: [
    ...account("account"),
    ...text("kind"),
    ...won("balance", "frozen", "spendable"),
    ...text("admitted_until_kst"),
    ...yes("suspended", "closed", "protected"),
    ...number("redemptions"),
  ],
  *rows() {
    for (const [address, book] of byKey(all)) {
      const { kind, balance, admittedUntil, suspended, closed, redemptions } = book;
      const spendable = spendableAt(book, time);
      const frozen = frozenAt(book, time) === 0n ? 0n : balance - spendable;
      const states = [suspended, closed, book.protected];
      const amounts = [balance, frozen, spendable];
      yield [
        address,
        KINDS[kind] ?? "",
        ...amounts,
        instant(admittedUntil),
        ...states,
        redemptions,
      ];
    }
  },
});

const lines = ({ budget }: Books): Table => ({
  name: "lines",
  columns: [
    ...text("line"),
    ...number("year"),
    ...text("ministry", "programme", "item"),
    ...won("appropriated", "allotted", "reserved", "obligated", "advanced", "liquidated"),
    ...won("returned", "returned_late", "spent", "unspent"),
    ...yes("lapsed"),
  ],
  *rows() {
    for (const [line, book] of byNumber(budget.lines)) {
      const { appropriated, allotted, reserved, obligated, advanced, liquidated } = book;
      const { year, ministry, programme, item } = partsOf(line);
      const codes = [
        formatMinistry(ministry),
        `${programme}`.padStart(7, "0"),
        `${item}`.padStart(5, "0"),
      ];
      const authority = [appropriated, allotted, reserved, obligated];
      const spent = spentOf(book);
      const paid = [advanced, liquidated, book.returned, book.late, spent, appropriated - spent];
      yield [formatLine(line), year, ...codes, ...authority, ...paid, book.lapsed];
    }
  },
});

const obligations = ({ budget }: Books): Table => ({
  name: "obligations",
  columns: [
    ...text("line"),
    ...account("creditor"),
    ...text("matter"),
    ...won("amount", "paid", "paid_by_the_year_before", "owed"),
    ...yes("in_trust", "carried_over"),
    ...number("payees"),
  ],
  *rows() {
    for (const [, one] of byKey(budget.obligations)) {
      const { line, creditor, matter, amount, paid, paidBefore, inTrust, carriedOver } = one;
      const amounts = [amount, paid, paidBefore, owedOn(one)];
      yield [
        formatLine(line),
        creditor,
        matter,
        ...amounts,
        inTrust,
        carriedOver,
        one.payees.length,
      ];
    }
  },
});

const SUMS = [
  "granted",
  "spent",
  "refunded",
  "rebated",
  "clawedBack",
  "lapsed",
  "balance",
] as const;

type Sums = Record<(typeof SUMS)[number], bigint>;

/** Vouchers added up. */
function sumsOf(vouchers: Iterable<VoucherBook>): Sums & { holders: number } {
  const sums = Object.fromEntries(SUMS.map((name) => [name, 0n])) as Sums;
  let holders = 0;
  for (const voucher of vouchers) {
    if (hadAny(voucher)) holders += 1;
    for (const name of SUMS) sums[name] += voucher[name];
  }
  return { ...sums, holders };
}

/** Whether the holder ever had vouchers; consent, a number or a proxy alone are none. */
const hadAny = ({ granted, spent, refunded, district }: VoucherBook): boolean =>
  district !== 0 || granted + spent + refunded !== 0n;

const sumCells = (sums: Sums): Cell[] => SUMS.map((name) => sums[name]);

const sumColumns = won(
  ...["granted", "spent", "refunded", "rebated", "clawed_back", "lapsed", "outstanding"],
);

const programmes = ({ programmes: all, budget }: Books): Table => ({
  name: "programmes",
  columns: [
    ...number("programme"),
    ...account("funding_account"),
    ...text("trust_matter", "obligation_line"),
    ...won("budget", "ungranted"),
    ...number("holders"),
    ...sumColumns,
    ...yes("closed", "paused"),
    ...text("expires_at_kst"),
  ],
  *rows() {
    for (const [id, book] of byNumber(all)) {
      const { fundingAccount, budget: given, ungranted, closed, paused, expiresAt } = book;
      const { matter = "" } = budget.trusts.get(id) ?? {};
      const sums = sumsOf(book.vouchers.values());
      const head = [id, fundingAccount, matter, lineOf(budget, matter)];
      const state = [closed, paused, instant(expiresAt)];
      yield [...head, given, ungranted, sums.holders, ...sumCells(sums), ...state];
    }
  },
});

/** The line that owes what is held on a matter now. */
function lineOf({ obligations: all, trusts }: Books["budget"], matter: string): string {
  if (matter === "" || trusts.size === 0) return "";
  for (const { line, matter: of, inTrust } of all.values())
    if (inTrust && of === matter) return formatLine(line);
  return "";
}

const districts = ({ programmes: all }: Books): Table => ({
  name: "vouchers_by_district",
  columns: [
    ...number("programme"),
    ...text("district", "district_name"),
    ...number("holders"),
    ...sumColumns,
  ],
  *rows() {
    for (const [id, book] of byNumber(all)) {
      for (const [home, vouchers] of byDistrict(book)) {
        const { holders, ...sums } = sumsOf(vouchers);
        yield [
          id,
          `${home}`.padStart(5, "0"),
          home === 0 ? "" : districtName(home),
          holders,
          ...sumCells(sums),
        ];
      }
    }
  },
});

/** Vouchers of one programme by the district in which their holders live now, in the order of the codes. */
function byDistrict({ vouchers }: ProgrammeBook): [number, VoucherBook[]][] {
  const groups = new Map<number, VoucherBook[]>();
  for (const voucher of vouchers.values()) {
    if (!hadAny(voucher)) continue;
    const group = groups.get(voucher.district);
    if (group === undefined) groups.set(voucher.district, [voucher]);
    else group.push(voucher);
  }
  return [...groups].toSorted(([a], [b]) => a - b);
}

const laws = (all: readonly Law[]): Table => ({
  name: "laws",
  columns: [...number("law"), ...text("name"), ...yes("holds"), ...text("figures")],
  *rows() {
    for (const { number: law, name, holds, figures } of all) yield [law, name, holds, figures];
  },
});

/** How everything stands at UTC second `time`. */
export const booksTables = (books: Books, all: readonly Law[], time: number): Table[] => [
  accounts(books, time),
  lines(books),
  obligations(books),
  programmes(books),
  districts(books),
  laws(all),
];
