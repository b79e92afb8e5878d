import { formatLine, formatMinistry, ministryOf } from "../../lib/lines.ts";

/** Whose books an entry is in: the bank's, the Treasury's, one spending ministry's, or the voucher operator's. */
export type BooksName = "bank" | "treasury" | "operator" | `ministry ${string}`;

/** The budget accounts of the ministry of a line. */
export const ministryBooks = (line: bigint): BooksName =>
  `ministry ${formatMinistry(ministryOf(line))}`;

/** On which side an account grows. */
export type Side = "debit" | "credit";

/** One account of a chart, with what its sub-accounts are. */
export interface ChartAccount {
  readonly name: string;
  readonly side: Side;
  readonly by?: string;
}

/** The bank issues tokens against deposits; from 8000 on it notes what is no money. */
const bank = {
  1100: { name: "deposits behind the tokens", side: "debit" },
  2100: { name: "deposit tokens", side: "credit", by: "account" },
  8100: { name: "deposits attested", side: "debit" },
  8200: { name: "attested and not issued", side: "credit" },
  8210: { name: "attested and issued", side: "credit" },
  8300: { name: "transfers ordered", side: "debit" },
  8400: { name: "orders not carried out", side: "credit" },
  8500: { name: "supply as a shortfall states it", side: "debit" },
} as const;

const treasury = {
  1100: { name: "deposit tokens held", side: "debit" },
  1200: { name: "advances in trust", side: "debit", by: "obligation" },
  2100: { name: "unattributed money", side: "credit" },
  4100: { name: "revenue", side: "credit", by: "year" },
  5100: { name: "expenditure", side: "debit", by: "line" },
  5200: { name: "expenditure out of trust", side: "debit", by: "obligation" },
  5300: { name: "advances that came back as revenue", side: "debit", by: "line" },
} as const;

/** Budget accounts: what may be spent stands on the left, what has become of it on the right. */
const ministry = {
  9100: { name: "appropriated", side: "debit", by: "line" },
  9150: { name: "carried over to the next year", side: "credit", by: "line" },
  9160: { name: "carried over from the year before", side: "debit", by: "line" },
  9200: { name: "unallotted", side: "credit", by: "line" },
  9300: { name: "allotted and available", side: "credit", by: "line" },
  9400: { name: "reserved", side: "credit", by: "line" },
  9500: { name: "obligated and unpaid", side: "credit", by: "line" },
  9600: { name: "advanced in trust", side: "credit", by: "line" },
  9700: { name: "liquidated", side: "credit", by: "line" },
  9750: { name: "returned", side: "debit", by: "line" },
  9800: { name: "lapsed", side: "credit", by: "line" },
  9910: { name: "revenue of what came back late", side: "debit", by: "line" },
  9920: { name: "came back late", side: "credit", by: "line" },
} as const;

const operator = {
  1100: { name: "deposit tokens in the vault", side: "debit" },
  2100: { name: "ungranted", side: "credit", by: "programme" },
  2200: { name: "vouchers", side: "credit", by: "programme and home district" },
} as const;

export const charts = { bank, treasury, ministry, operator } as const;

export type Chart = keyof typeof charts;

/** The chart that a set of books follows. */
export const chartOf = (books: BooksName): Chart =>
  books.startsWith("ministry ") ? "ministry" : (books as Exclude<Chart, "ministry">);

/** The account of a code in a set of books. */
export function accountIn(books: BooksName, code: number): ChartAccount {
  const found = (charts[chartOf(books)] as Readonly<Record<number, ChartAccount>>)[code];
  if (found === undefined) throw new Error(`the books of the ${books} have no account ${code}`);
  return found;
}

/** The accounts of a line and of an obligation, as they are written. */
export const lineSub = (line: bigint): string => formatLine(line);
export const programmeSub = (programme: bigint): string => `programme ${programme}`;
export const districtSub = (programme: bigint, home: number): string =>
  `programme ${programme}, ${String(home).padStart(5, "0")}`;
