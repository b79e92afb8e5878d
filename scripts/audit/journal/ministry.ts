import { nextLine } from "../../lib/lines.ts";
import type { Event } from "../collect.ts";
import { lineSub, ministryBooks } from "./chart.ts";
import type { Draft } from "./entry.ts";
import {
  obligationSub,
  type Late,
  type Now,
  type Posting,
  type State,
  type Told,
} from "./state.ts";
import { namedIn } from "./treasury.ts";

/** The draft of the books that a line is in. */
function draftOf(event: Event, now: Now, line: bigint, words: string): Draft {
  const draft = now.in(ministryBooks(line));
  draft.of(event, words);
  return draft;
}

/** Moves an amount of a line from one account to another: from the left side to the right. */
function move(draft: Draft, line: bigint, amount: bigint, from: Place, to: Place): void {
  const sub = lineSub(line);
  draft.debit(from.code, sub, amount, { line }, from.detail);
  draft.credit(to.code, sub, amount, { line }, to.detail);
}

interface Place {
  readonly code: number;
  readonly detail?: string;
}

/** Accounts of a line. */
const at = (code: number): Place => ({ code });
const APPROPRIATED = at(9100);
const UNALLOTTED = at(9200);
const AVAILABLE = at(9300);
const RESERVED = at(9400);

/** What is unpaid on an obligation is kept by obligation, so that none is paid more than it is. */
const unpaidOf = (creditor: string, matter: string): Place => ({
  code: 9500,
  detail: obligationSub(creditor, matter),
});

/** An event that moves one amount of one line. */
const moves =
  (words: string, from: Place, to: Place): Posting =>
  (event, now) => {
    const { line, amount } = event.args.toObject() as { line: bigint; amount: bigint };
    move(draftOf(event, now, line, words), line, amount, from, to);
  };

/** An event that moves one amount of an obligation. */
const onObligation =
  (words: string, between: (unpaid: Place) => readonly [from: Place, to: Place]): Posting =>
  (event, now) => {
    const { line, creditor, matter, amount } = namedIn(event);
    const [from, to] = between(unpaidOf(creditor, matter));
    move(draftOf(event, now, line, words), line, amount, from, to);
  };

function transferred(event: Event, now: Now): void {
  const { from, to, amount } = event.args.toObject() as {
    from: bigint;
    to: bigint;
    amount: bigint;
  };
  move(
    draftOf(event, now, from, "transfer to another line"),
    from,
    amount,
    UNALLOTTED,
    APPROPRIATED,
  );
  move(draftOf(event, now, to, "transfer from another line"), to, amount, APPROPRIATED, UNALLOTTED);
}

function obligated(event: Event, now: Now, state: State): void {
  const { line, creditor, matter, amount, fromReserved, inTrust } = event.args.toObject() as {
    line: bigint;
    creditor: string;
    matter: string;
    amount: bigint;
    fromReserved: bigint;
    inTrust: boolean;
  };
  const key = obligationSub(creditor, matter);
  const draft = draftOf(event, now, line, "obligation");
  if (state.obligations.has(key)) draft.fail("Obligated, and it was obligated already");
  state.obligations.set(key, { inTrust });
  const unpaid = unpaidOf(creditor, matter);
  if (fromReserved > amount) draft.fail("Obligated, and more was reserved for it than it is");
  move(draft, line, fromReserved, RESERVED, unpaid);
  if (amount > fromReserved) move(draft, line, amount - fromReserved, AVAILABLE, unpaid);
}

function carriedOver(event: Event, now: Now): void {
  const { line, creditor, matter, amount } = namedIn(event);
  const unpaid = unpaidOf(creditor, matter);
  const next = nextLine(line);
  move(draftOf(event, now, line, "carry-over"), line, amount, unpaid, at(9150));
  move(draftOf(event, now, next, "carry-over"), next, amount, at(9160), unpaid);
}

/** What is left of the line, account by account, is what the event says lapsed. */
function lapsed(event: Event, now: Now, { balances, unpaid }: State): void {
  const { line, amount } = event.args.toObject() as { line: bigint; amount: bigint };
  const draft = draftOf(event, now, line, "lapse");
  const sub = lineSub(line);
  const left = (code: number, detail = "") =>
    -(balances.get(balanceKey(ministryBooks(line), code, sub, detail)) ?? 0n);
  for (const code of [9200, 9300, 9400]) draft.debit(code, sub, left(code), { line });
  for (const detail of unpaid.get(line)?.keys() ?? [])
    draft.debit(9500, sub, left(9500, detail), { line }, detail);
  draft.credit(9800, sub, amount, { line });
}

export const balanceKey = (books: string, code: number, sub: string, detail: string): string =>
  `${books}|${code}|${sub}|${detail}`;

/** What the ledger's events enter in the budget accounts of a ministry. */
export const ministry: Readonly<Record<string, Posting>> = {
  Appropriated: moves("appropriation", APPROPRIATED, UNALLOTTED),
  AppropriationReduced: moves("reduction", UNALLOTTED, APPROPRIATED),
  AppropriationTransferred: transferred,
  Allotted: moves("allotment", UNALLOTTED, AVAILABLE),
  AllotmentWithdrawn: moves("allotment withdrawn", AVAILABLE, UNALLOTTED),
  Reserved: moves("reservation", AVAILABLE, RESERVED),
  Unreserved: moves("reservation ended", RESERVED, AVAILABLE),
  Obligated: obligated,
  Deobligated: onObligation("deobligation", (unpaid) => [unpaid, AVAILABLE]),
  Liquidated: onObligation("payment", (unpaid) => [unpaid, at(9700)]),
  Advanced: onObligation("advance", (unpaid) => [unpaid, at(9600)]),
  Returned: onObligation("return", (unpaid) => [at(9750), unpaid]),
  CarriedOver: carriedOver,
  LineLapsed: lapsed,
};

/** What came back late is revenue: the ledger says how much of a line, the Treasury how much revenue. */
export function endMinistry(now: Now): void {
  const { late, revenue } = now;
  const isOf = (one: Told) => (other: Told) => one.matter === other.matter && one.by === other.by;
  const done = new Set<Late>();
  for (const first of late) {
    if (done.has(first)) continue;
    const all = late.filter(isOf(first));
    all.forEach((one) => done.add(one));
    const came = all.reduce((sum, { amount }) => sum + amount, 0n);
    const told = revenue.filter(isOf(first)).reduce((sum, { amount }) => sum + amount, 0n);
    for (const { line, amount, event } of all) {
      const draft = now.in(ministryBooks(line));
      draft.of(event, "late return");
      const isFirst = line === first.line;
      // The first line has what both differ by.
      const debit = amount + (isFirst ? told - came : 0n);
      if (debit > 0n) draft.debit(9910, lineSub(line), debit, { line });
      draft.credit(9920, lineSub(line), amount, { line });
    }
  }
}
