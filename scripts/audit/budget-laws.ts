import { formatCount } from "../lib/won.ts";
import { previousLine } from "../lib/lines.ts";
import type { Books } from "./books.ts";
import { spentOf } from "./budget-books.ts";
import { addsUp } from "./budget-line-postings.ts";
import type { Law } from "./laws.ts";
import { sumsOf, treasuryAddsUp } from "./treasury-postings.ts";
import { splitOf, trustAddsUp } from "./trust-split.ts";

/** What the laws say while nothing has happened of what they speak of. */
const NO_TRUST = "nothing held in trust";
const NO_LINE = "no budget line";
const NO_MONEY = "the Treasury holds nothing";

/** Law 3, as far as programmes hold the Treasury's money in trust. */
export function trustLaw(books: Books): Law {
  const { trusts, trustBrokenBy } = books.budget;
  let [funded, spent, held, returned] = [0n, 0n, 0n, 0n];
  for (const programme of trusts.keys()) {
    const split = splitOf(books, programme);
    funded += split.funded;
    spent += split.spent;
    held += split.held;
    returned += split.returned;
  }
  const isSo = [...trusts.keys()].every((programme) => trustAddsUp(books, programme));
  const gone = `spent ${formatCount(spent)} − returned ${formatCount(returned)}`;
  const sums = `held ${formatCount(held)} = advanced ${formatCount(funded)} − ${gone}`;
  const now = trusts.size === 0 ? NO_TRUST : sums;
  const figures = trustBrokenBy === undefined ? now : `${now}; not after ${trustBrokenBy}`;
  const holds = isSo && trustBrokenBy === undefined;
  return { number: 3, name: "trust", figures, holds, isIdle: figures === NO_TRUST };
}

/** Law 4: each line was in order after each transaction, and what obligations say is what their lines say. */
export function linesLaw({ budget }: Books): Law {
  const { lines, linesBrokenBy } = budget;
  const books = [...lines.values()];
  const sum = (field: "appropriated" | "allotted" | "reserved" | "obligated") =>
    books.reduce((total, line) => total + line[field], 0n);
  const spent = books.reduce((total, line) => total + spentOf(line), 0n);
  const belongs = wonBelong({ budget });
  const flow = [
    `appropriated ${formatCount(sum("appropriated"))} ≥ allotted ${formatCount(sum("allotted"))}`,
    `≥ reserved ${formatCount(sum("reserved"))} + obligated ${formatCount(sum("obligated"))}`,
    `≥ spent ${formatCount(spent)}`,
  ].join(" ");
  const now =
    lines.size === 0 ? NO_LINE : `${lines.size} ${lines.size === 1 ? "line" : "lines"}: ${flow}`;
  const ever = linesBrokenBy === undefined ? now : `${now}; not after ${linesBrokenBy}`;
  const figures = belongs ? ever : `${ever}; obligations say otherwise`;
  const holds = linesBrokenBy === undefined && books.every(addsUp) && belongs;
  return { number: 4, name: "budget", figures, holds, isIdle: figures === NO_LINE };
}

/** Every won obligated or paid belongs to one obligation of one line. */
function wonBelong({ budget }: Pick<Books, "budget">): boolean {
  const owed = new Map<bigint, bigint>();
  const paid = new Map<bigint, bigint>();
  const add = (to: Map<bigint, bigint>, line: bigint, amount: bigint): void => {
    if (amount !== 0n) to.set(line, (to.get(line) ?? 0n) + amount);
  };
  for (const { line, amount, paid: own, paidBefore } of budget.obligations.values()) {
    if (own > amount || own < 0n || paidBefore < 0n) return false;
    add(owed, line, amount);
    add(paid, line, own);
    add(paid, previousLine(line), paidBefore);
  }
  return [...budget.lines].every(([line, book]) => {
    const isPaid = (paid.get(line) ?? 0n) === spentOf(book) - book.late;
    return isPaid && (owed.get(line) ?? 0n) + book.carriedPaid === book.obligated;
  });
}

/** Law 12: the Treasury's account, and what lines spent and revenue brought. */
export function treasuryLaw(books: Books): Law {
  const { holdings, unattributed, transactions, brokenBy } = books.budget.treasury;
  const balance = books.accounts.get(books.addresses.treasury)?.balance ?? 0n;
  const { spent, revenue } = sumsOf(books);
  const flows = `revenue ${formatCount(revenue)} − spent ${formatCount(spent)}`;
  const apart = `unattributed ${formatCount(unattributed)}`;
  const now = `held ${formatCount(holdings)} = ${flows}; ${apart}`;
  const hadNone = transactions === 0 && balance === 0n && brokenBy === undefined;
  const ever = brokenBy === undefined ? now : `${now}; not after ${brokenBy}`;
  const figures = hadNone ? NO_MONEY : ever;
  return {
    number: 12,
    name: "treasury",
    figures,
    holds: treasuryAddsUp(books) && brokenBy === undefined,
    isIdle: figures === NO_MONEY,
  };
}
