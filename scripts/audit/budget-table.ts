import { formatDay } from "../lib/clock.ts";
import { table } from "../lib/text.ts";
import { formatCount, formatWon } from "../lib/won.ts";
import { formatLine } from "../lib/lines.ts";
import { spentOf, type LineBook } from "./budget-books.ts";
import type { AccountNames } from "./ledger.ts";
import type { Audit } from "./read.ts";

/** Of each line. */
const FIGURES = ["appropriated", "obligated", "paid", "returned", "lapsed"];

/** Lines of the budget, and notices, in a table at most. */
const MOST = 20;

/** The budget's lines with a sum, and notices. Where there is little room, how many notices there are: law 4 has the sums. */
export function budgetLines(audit: Audit, names: AccountNames, isShort: boolean): string[] {
  const { lines } = audit.books.budget;
  const notices = noticeLines(audit, names, isShort);
  if (lines.size === 0 || isShort) return notices;
  const rows = [...lines].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const shown = rows.slice(0, MOST).map(([line, book]) => rowOf(formatLine(line), book));
  const more = rows.length - shown.length;
  const left = more > 0 ? [[`and ${more} more`]] : [];
  const heading = ["Budget line", ...FIGURES];
  const all = table([heading, ...shown, ...left, totals([...lines.values()])], [1, 2, 3, 4, 5]);
  return [...all, ...notices, ""];
}

/** What a row says of a line: what was paid in all, what of it came back, and what lapsed. */
const figuresOf = (book: LineBook): readonly bigint[] => [
  book.appropriated,
  book.obligated,
  book.advanced + book.liquidated,
  book.returned,
  book.lapsed ? book.appropriated - spentOf(book) : 0n,
];

const rowOf = (name: string, book: LineBook): string[] => [
  name,
  ...figuresOf(book).map(formatCount),
];

function totals(lines: readonly LineBook[]): string[] {
  const all = lines.map(figuresOf);
  const sums = FIGURES.map((_, at) => all.reduce((total, row) => total + (row[at] ?? 0n), 0n));
  return [`Total of ${lines.length}, won`, ...sums.map(formatCount)];
}

/** What an auditor may want to look at: small obligations that are not small together. */
function noticeLines({ notices }: Audit, names: AccountNames, isShort: boolean): string[] {
  if (notices.length === 0) return [];
  const untold = notices.filter(({ told }) => !told).length;
  const count = `Notices: ${notices.length} of small obligations that are not small together, ${untold} not told by the ledger`;
  if (isShort) return [count];
  const each = notices.slice(0, MOST).map(({ creditor, ministry, from, to, ...found }) => {
    const days = `${formatDay(from)} to ${formatDay(to)}`;
    const what = `${found.obligations} obligations, up to ${formatWon(found.most)} in 30 days`;
    return `  ${days}: ${what}, ministry ${ministry} to ${names.get(creditor) ?? creditor}`;
  });
  return [count, ...each];
}
