import { booksCloseAt, endsAt, planMonth, quarterBeginsAt } from "../lib/fiscal-year.ts";
import { nextLine, partsOf } from "../lib/lines.ts";
import { SMALLEST_PAYMENT } from "../lib/won.ts";
import type { Refusal } from "../lib/stage.ts";
import type { VerbName } from "../tasks/surface.ts";
import type { InputsOf } from "../tasks/verb.ts";
import {
  available,
  booksRefusal,
  emptyLine,
  keyOf,
  lineRefusal,
  officerRefusal,
  overRefusal,
  refused,
  runningRefusal,
  type BudgetBook,
  type LineBook,
  type ObligationBook,
} from "./budget-book.ts";

/** Does what a verb does to the budget, or says why the ledger would refuse it: the first reason that is known without a chain. */
type Act<V extends VerbName> = (
  book: BudgetBook,
  inputs: InputsOf<V>,
  now: number,
) => Refusal | undefined;

const [OBLIGATING, DISBURSING] = [1, 2];

/** A line that is there. */
const lineIn = ({ lines }: BudgetBook, line: bigint): LineBook => lines.get(line) ?? emptyLine();

function give(book: BudgetBook, line: bigint, amount: bigint): LineBook {
  const found = lineIn(book, line);
  found.appropriated += amount;
  book.lines.set(line, found);
  return found;
}

/** Takes what is not allotted, or says why not. */
function takeUnallotted(
  book: BudgetBook,
  line: bigint,
  amount: bigint,
  now: number,
): Refusal | undefined {
  const refusal = lineRefusal(book, line) ?? booksRefusal(line, now);
  if (refusal !== undefined) return refusal;
  const found = lineIn(book, line);
  const left = found.appropriated - found.allotted;
  const over = overRefusal("AppropriationExceeded", left, amount, { line });
  if (over === undefined) found.appropriated -= amount;
  return over;
}

const appropriate: Act<"budget.appropriate"> = (book, { line, amount }, now) => {
  const refusal = booksRefusal(line, now);
  if (refusal === undefined) give(book, line, amount);
  return refusal;
};

const transfer: Act<"budget.transfer"> = (book, { from, to, amount }, now) => {
  const [one, other] = [partsOf(from), partsOf(to)];
  if (from === to || one.year !== other.year || one.ministry !== other.ministry)
    return refused("LinesApart", { from, to });
  const refusal = takeUnallotted(book, from, amount, now);
  if (refusal === undefined) give(book, to, amount);
  return refusal;
};

const allot: Act<"budget.allot"> = (book, { line, quarter, amount }, now) => {
  const refusal = lineRefusal(book, line) ?? runningRefusal(line, now);
  if (refusal !== undefined) return refusal;
  const beginsAt = quarterBeginsAt(line, quarter);
  if (now < beginsAt) return refused("QuarterNotBegun", { line, quarter, beginsAt });
  const found = lineIn(book, line);
  const left = found.appropriated - found.allotted;
  const over = overRefusal("AppropriationExceeded", left, amount, { line });
  if (over === undefined) found.allotted += amount;
  return over;
};

const withdraw: Act<"budget.withdraw-allotment"> = (book, { line, amount }, now) => {
  const refusal = lineRefusal(book, line) ?? booksRefusal(line, now);
  if (refusal !== undefined) return refusal;
  const found = lineIn(book, line);
  const over = overRefusal("AllotmentExceeded", available(found), amount, { line });
  if (over === undefined) found.allotted -= amount;
  return over;
};

const plan: Act<"budget.plan"> = (book, { line, months }, now) => {
  const refusal = lineRefusal(book, line) ?? booksRefusal(line, now);
  if (refusal === undefined) lineIn(book, line).plan = months;
  return refusal;
};

const reserve: Act<"budget.reserve"> = (book, { line, amount, by }, now) => {
  const refusal =
    officerRefusal(book, by, line, OBLIGATING) ??
    lineRefusal(book, line) ??
    runningRefusal(line, now);
  if (refusal !== undefined) return refusal;
  const found = lineIn(book, line);
  const over = overRefusal("AllotmentExceeded", available(found), amount, { line });
  if (over === undefined) found.reserved += amount;
  return over;
};

const unreserve: Act<"budget.unreserve"> = (book, { line, amount, by }, now) => {
  const refusal =
    officerRefusal(book, by, line, OBLIGATING) ??
    lineRefusal(book, line) ??
    booksRefusal(line, now);
  if (refusal !== undefined) return refusal;
  const found = lineIn(book, line);
  const over = overRefusal("ReservationExceeded", found.reserved, amount, { line });
  if (over === undefined) found.reserved -= amount;
  return over;
};

const obligate: Act<"budget.obligate"> = (book, inputs, now) => {
  const { line, creditor, matter, amount, reserved, inTrust, by } = inputs;
  const refusal =
    officerRefusal(book, by, line, OBLIGATING) ??
    lineRefusal(book, line) ??
    runningRefusal(line, now);
  if (refusal !== undefined) return refusal;
  const found = lineIn(book, line);
  const most = found.reserved < amount ? found.reserved : amount;
  const over =
    overRefusal("ReservationExceeded", most, reserved, { line }) ??
    overRefusal("AllotmentExceeded", available(found) + reserved, amount, { line });
  if (over !== undefined) return over;
  const old = book.obligations.get(keyOf(creditor, matter));
  if (old !== undefined) return refused("AlreadyObligated", { line: old.line, creditor });
  found.reserved -= reserved;
  found.obligated += amount;
  const made = { line, amount, paid: 0n, paidBefore: 0n, inTrust, carriedOver: false };
  book.obligations.set(keyOf(creditor, matter), made);
  return undefined;
};

interface Owed {
  readonly creditor: string;
  readonly matter: string;
}

/** The obligation, or that there is none. Its matter is told as it is written. */
function owedOn(book: BudgetBook, { creditor, matter }: Owed): ObligationBook | Refusal {
  const found = book.obligations.get(keyOf(creditor, matter));
  return found ?? refused("ObligationUnknown", { creditor, matter });
}

const isRefusal = (found: ObligationBook | Refusal): found is Refusal => "name" in found;

const deobligate: Act<"budget.deobligate"> = (book, { amount, by, ...owed }, now) => {
  const found = owedOn(book, owed);
  if (isRefusal(found)) return found;
  const { line } = found;
  const refusal =
    officerRefusal(book, by, line, OBLIGATING) ??
    lineRefusal(book, line) ??
    booksRefusal(line, now) ??
    overRefusal("ObligationExceeded", found.amount - found.paid, amount, { line, ...owed });
  if (refusal !== undefined) return refusal;
  found.amount -= amount;
  lineIn(book, line).obligated -= amount;
  return undefined;
};

const carryOver: Act<"budget.carry-over"> = (book, owed, now) => {
  const found = owedOn(book, owed);
  if (isRefusal(found)) return found;
  if (found.carriedOver) return refused("AlreadyCarriedOver", { creditor: owed.creditor });
  const { line } = found;
  const until = endsAt(line);
  if (now < until) return refused("YearNotOver", { line, endsAt: until });
  const refusal = lineRefusal(book, line) ?? booksRefusal(line, now);
  if (refusal !== undefined) return refusal;
  const left = found.amount - found.paid;
  const next = nextLine(line);
  const old = lineIn(book, line);
  for (const field of ["appropriated", "allotted", "obligated"] as const) old[field] -= left;
  const into = give(book, next, left);
  into.allotted += left;
  into.obligated += left;
  const paidBefore = found.paid;
  Object.assign(found, { line: next, amount: left, paid: 0n, paidBefore, carriedOver: true });
  return undefined;
};

const lapse: Act<"budget.lapse"> = (book, { line }, now) => {
  const refusal = lineRefusal(book, line);
  if (refusal !== undefined) return refusal;
  const closesAt = booksCloseAt(line);
  if (now < closesAt) return refused("BooksOpen", { line, closesAt });
  lineIn(book, line).lapsed = true;
  return undefined;
};

interface Payment extends Owed {
  readonly amount: bigint;
  readonly by: string;
  readonly hasPapers: boolean;
  readonly inTrust: boolean;
}

/** What the Treasury holds is not known without a chain: vouchers return some of it. */
function pay(book: BudgetBook, payment: Payment, now: number): Refusal | undefined {
  const { amount, by, hasPapers, creditor, matter } = payment;
  const found = owedOn(book, { creditor, matter });
  if (isRefusal(found)) return found;
  const { line } = found;
  const early = officerRefusal(book, by, line, DISBURSING);
  if (early !== undefined) return early;
  if (found.inTrust !== payment.inTrust)
    return refused(found.inTrust ? "ObligationInTrust" : "ObligationNotInTrust", { creditor });
  if (!hasPapers) return refused("PapersMissing", { creditor });
  const month = planMonth(line, now);
  const kept = lineIn(book, line);
  const paid = kept.month === month ? kept.paid : 0n;
  const planned = (kept.plan[month - 1] ?? 0n) - paid;
  const left = planned > 0n ? planned : 0n;
  const isKnown = !found.inTrust || !book.returned;
  const refusal =
    booksRefusal(line, now) ??
    overRefusal("MonthlyPlanExceeded", left, amount, { line, month }) ??
    (isKnown
      ? overRefusal("ObligationExceeded", found.amount - found.paid, amount, { line, creditor })
      : undefined);
  if (refusal !== undefined) return refusal;
  found.paid += amount;
  Object.assign(kept, { month, paid: paid + amount });
  return undefined;
}

type BudgetActs = { readonly [V in VerbName]?: Act<V> };

/** What verbs do to the budget. Who is excluded, and what the Treasury holds, is not rehearsed. */
export const BUDGET_ACTS: BudgetActs = {
  "budget.appoint-officer": ({ officers }, { ministry, officer, role }) => {
    const held = officers.get(officer);
    if (held !== undefined) return refused("AlreadyOfficer", { account: officer, ...held });
    officers.set(officer, { ministry, role });
    return undefined;
  },
  "budget.dismiss-officer": ({ officers }, { officer }) => void officers.delete(officer),
  "budget.appropriate": appropriate,
  "budget.reduce": (book, { line, amount }, now) => takeUnallotted(book, line, amount, now),
  "budget.transfer": transfer,
  "budget.allot": allot,
  "budget.withdraw-allotment": withdraw,
  "budget.plan": plan,
  "budget.reserve": reserve,
  "budget.unreserve": unreserve,
  "budget.obligate": obligate,
  "budget.deobligate": deobligate,
  "budget.carry-over": carryOver,
  "budget.lapse": lapse,
  "budget.pay": (book, { amount, papers, invoice, ...rest }, now) => {
    const whole = amount - (amount % SMALLEST_PAYMENT);
    const hasPapers = (papers ?? invoice) !== undefined;
    return pay(book, { ...rest, amount: whole, hasPapers, inTrust: false }, now);
  },
  "budget.advance": (book, { trustee, papers, ...rest }, now) => {
    const hasPapers = papers !== undefined;
    return pay(book, { ...rest, creditor: trustee, hasPapers, inTrust: true }, now);
  },
  "budget.return": (book, { creditor, matter, amount }) => {
    const found = owedOn(book, { creditor, matter });
    if (isRefusal(found)) return found;
    const before = amount < found.paidBefore ? amount : found.paidBefore;
    const own = amount - before;
    found.paidBefore -= before;
    found.paid -= own < found.paid ? own : found.paid;
    return undefined;
  },
};
