import { hashOf } from "../lib/invoices.ts";
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
    merchants.set(address, { mcc, region, band, business, status, barredUntil: 0n });
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

/** An entry is the next of its invoice's history. */
const enter: Posting = ({ invoices }, { args }) => {
  const [payee, invoice, source, money] = args.toArray() as [string, string, bigint, bigint];
  const key = `${payee} ${hashOf(invoice)}`;
  const book: InvoiceBook = invoices.get(key) ?? { payee, invoice, history: [] };
  book.history.push({ source, money });
  invoices.set(key, book);
};

/** What the invoice register's events do to its books. */
export const invoices: Readonly<Record<string, Posting>> = {
  InvoicePayerListed: setPayer(true),
  InvoicePayerDelisted: setPayer(false),
  InvoicePaid: enter,
  InvoiceRefunded: enter,
};
