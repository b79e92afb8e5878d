import { budgetJson } from "./budget-json.ts";
import { formatKst } from "../lib/clock.ts";
import { sumsOf, unpackEntry } from "../lib/invoices.ts";
import { jsonParts } from "../lib/json-parts.ts";
import { mapped, walked } from "../lib/walks.ts";
import { byCategory, byDistrict, districtName, type AccountNames } from "./ledger.ts";
import type { Audit } from "./read.ts";
import type { ProgrammeBook } from "./voucher-books.ts";

function programmeJson(
  programme: bigint,
  { vouchers, managers, attestors, batches, ...book }: ProgrammeBook,
  nameOf: (address: string) => string,
) {
  const appointees = (list: ReadonlyMap<string, boolean>) =>
    [...list].map(([account, appointed]) => ({ name: nameOf(account), account, appointed }));
  return {
    programme,
    ...book,
    managers: appointees(managers),
    attestors: appointees(attestors),
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
  if (value instanceof Set) return [...(value as Set<unknown>)];
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
    invoices: mapped(
      walked(() => books.invoices.values()),
      ({ seller, invoice, history }) => ({
        // A seller may have several accounts: it is called as the first that was paid.
        name: nameOf(history[0]?.payee ?? seller),
        seller,
        invoice,
        ...sumsOf(history),
        entries: history.map(unpackEntry),
      }),
    ),
    invoicePayers: Object.fromEntries(books.invoicePayers),
    categories: byCategory(audit),
    payments: told(books.payments, nameOf),
    rebates: told(books.rebates, nameOf),
    refunds: told(books.refunds, nameOf),
    refusedPayments: told(books.refusedPayments, nameOf),
    settlement: books.settlement,
  };
}

interface Told {
  readonly time: number;
  readonly holder: string;
  readonly merchant: string;
}

/** What happened between a holder and a merchant, with their names and the Korean time; each made when it is written. */
const told = <T extends Told>(rows: readonly T[], nameOf: NameOf) =>
  mapped(rows, (row) => ({
    ...row,
    when: formatKst(row.time),
    holderName: nameOf(row.holder),
    merchantName: nameOf(row.merchant),
  }));

/** The whole ledger as JSON. The same chain gives the same bytes. */
export const ledgerJson = (audit: Audit, names: AccountNames): string =>
  [...ledgerParts(audit, names)].join("");

/** The same in parts, of which a year's ledger has too many to be held together. */
export function ledgerParts(audit: Audit, names: AccountNames): Iterable<string> {
  const { books, head, laws, differences, compared } = audit;
  const nameOf = (address: string) => names.get(address) ?? address;
  const ledger = {
    head,
    ...depositJson(books, nameOf),
    ...voucherJson(audit, nameOf),
    budget: budgetJson(audit, nameOf),
    offices: officesJson(books, nameOf),
    backing: books.backing,
    refusals: audit.refused,
    laws,
    compared,
    differences,
  };
  return jsonParts(ledger, asText);
}
