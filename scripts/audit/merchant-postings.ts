import { hashOf, sumsOf, totalOf, unpackEntry } from "../lib/invoices.ts";
import type { Books, InvoiceBook } from "./books.ts";
import type { MerchantBook } from "./voucher-books.ts";
import type { Event } from "./collect.ts";
import { must, type Posting } from "./posting.ts";

type Status = MerchantBook["status"];

/** What the merchant registry's events do to its books. */
export const registry: Readonly<Record<string, Posting>> = {
  MerchantEnrolled: ({ merchants, bars }, event) => {
    const [address, ...args] = event.args.toArray() as [string, ...unknown[]];
    const [mcc, region, band] = args.slice(0, 3).map(Number) as [number, number, number];
    const business = String(args[3]);
    const known = merchants.get(address);
    for (const until of [bars.get(known?.business ?? ""), bars.get(business)]) {
      must(event.time >= (until ?? 0n), event, "the merchant was barred");
    }
    const status = known?.status === "suspended" ? "suspended" : "enrolled";
    const former = formerOf(known, business);
    merchants.set(address, { mcc, region, band, business, former, status, barredUntil: 0n });
  },
  MerchantSuspended: (books, event) => setStatus(books, event, ["enrolled"], "suspended"),
  MerchantReinstated: (books, event) => setStatus(books, event, ["suspended"], "enrolled"),
  MerchantDelisted: (books, event) => setStatus(books, event, ["enrolled"], "delisted"),
  MerchantBarred: (books, event) => {
    const [, business, , until] = event.args.toArray() as [string, string, string, bigint];
    const from = ["enrolled", "suspended", "delisted"] as const;
    const merchant = setStatus(books, event, from, "barred");
    must(merchant?.business === business, event, "the merchant was of another business");
    if (merchant !== undefined) merchant.barredUntil = until;
    const { bars } = books;
    if (until > (bars.get(business) ?? 0n)) bars.set(business, until);
  },
};

/** The businesses that an account has left, once it is enrolled under `business`. */
function formerOf(known: MerchantBook | undefined, business: string): readonly string[] {
  if (known === undefined || known.business === business) return known?.former ?? [];
  return [...new Set([...known.former, known.business])];
}

function setStatus(
  { merchants }: Books,
  event: Event,
  from: readonly Status[],
  to: Status,
): MerchantBook | undefined {
  const merchant = merchants.get(String(event.args[0]));
  const isFrom = merchant !== undefined && from.includes(merchant.status);
  must(isFrom, event, `the merchant was not ${from.join(", ")}`);
  if (merchant !== undefined) merchant.status = to;
  return merchant;
}

const setPayer =
  (isPayer: boolean): Posting =>
  ({ invoicePayers }, { args }) =>
    void invoicePayers.set(String(args[0]), isPayer);

/** An entry is the next of its invoice's history, which is its seller's: the payee's business, one it had, or the account. */
const enter: Posting = ({ invoices, merchants }, event, state) => {
  const [payee, invoice, seller, source, money] = event.args.toArray() as [
    ...[string, string, string],
    ...[bigint, bigint],
  ];
  const { business, former = [] } = merchants.get(payee) ?? {};
  const sellers = [payee, business, ...former].map((one) => one?.toLowerCase());
  must(sellers.includes(seller.toLowerCase()), event, "the seller was never the payee's");
  const key = `${seller} ${hashOf(invoice)}`;
  const book: InvoiceBook = invoices.get(key) ?? { seller, invoice, history: [] };
  book.history.push({ payee, source, money });
  invoices.set(key, book);
  // What has a rebate has an invoice too, which says how much of it was given back.
  const { unbilled } = state;
  const entry = unpackEntry({ payee, source, money });
  if (unbilled?.merchant === payee && unbilled.amount === entry.rebate) state.unbilled = undefined;
  const { paid } = sumsOf(book.history);
  must(paid <= totalOf(book.invoice), event, "more was paid than the invoice's total");
};

/** What the invoice register's events do to its books. */
export const invoices: Readonly<Record<string, Posting>> = {
  InvoicePayerListed: setPayer(true),
  InvoicePayerDelisted: setPayer(false),
  InvoicePaid: enter,
  InvoiceRefunded: enter,
};
