import { nextLine } from "../../lib/lines.ts";
import type { Event } from "../collect.ts";
import { saidBy } from "./authority.ts";
import type { Flow } from "./flow.ts";
import type { Act } from "./kinds.ts";
import type { Now } from "./now.ts";
import type { Reading } from "./read.ts";

/** An act on a line alone; `detail` is the argument of that name. */
const onLine =
  (act: Act, detail?: string): Reading =>
  ({ authority, transactions }, event) => {
    const { line, amount } = saidBy(event);
    const told = detail === undefined ? {} : { detail: BigInt(String(event.args[detail])) };
    authority.add(act, transactions.numberOf(event), { line, amount, ...told });
  };

/** An act on an obligation. */
function onObligation({ authority, transactions }: Flow, event: Event, act: Act): number {
  const { line, creditor, matter, amount } = saidBy(event);
  const obligation = authority.obligation(creditor, matter);
  return authority.add(act, transactions.numberOf(event), { line, obligation, amount });
}

/** Both kinds of payment take from what the Treasury may pay. */
const pays =
  (kind: "liquidated" | "advanced"): Reading =>
  (flow, event, now) => {
    const act = onObligation(flow, event, kind);
    const purse = flow.purses.of("holdings");
    now.treasuryOut.push({ purse, amount: saidBy(event).amount, kind, act });
  };

/** What came back to a line, or too late for it. */
const comesBack =
  (act: "returned" | "returnedLate"): Reading =>
  (flow, event, now) => {
    const done = onObligation(flow, event, act);
    const { amount, by } = saidBy(event);
    const purse = flow.purses.of("holdings");
    now.treasuryIn.push({ purse, amount, kind: "returned", act: done, by });
  };

/** What the ledger's events say of authority, and of the won that it lets go. */
export const budget: Readonly<Record<string, Reading>> = {
  Appropriated: onLine("appropriated"),
  AppropriationReduced: onLine("reduced"),
  AppropriationTransferred: ({ authority, transactions }, event) => {
    const { from, to, amount } = event.args.toObject() as {
      from: bigint;
      to: bigint;
      amount: bigint;
    };
    const transaction = transactions.numberOf(event);
    authority.add("transferredOut", transaction, { line: from, amount, detail: to });
    authority.add("transferredIn", transaction, { line: to, amount, detail: from });
  },
  Allotted: onLine("allotted", "quarter"),
  AllotmentWithdrawn: onLine("withdrawn"),
  LineLapsed: onLine("lapsed"),
  Reserved: onLine("reserved"),
  Unreserved: onLine("unreserved"),
  Obligated: ({ authority, transactions }, event) => {
    const { line, creditor, matter, amount } = saidBy(event);
    const { fromReserved, inTrust } = event.args.toObject() as {
      fromReserved: bigint;
      inTrust: boolean;
    };
    const obligation = authority.obligation(creditor, matter, inTrust);
    const said = { line, obligation, amount, detail: fromReserved };
    authority.add("obligated", transactions.numberOf(event), said);
  },
  Deobligated: (flow, event) => void onObligation(flow, event, "deobligated"),
  CarriedOver: ({ authority, transactions }, event) => {
    const { line, creditor, matter, amount } = saidBy(event);
    const obligation = authority.obligation(creditor, matter);
    const transaction = transactions.numberOf(event);
    const next = nextLine(line);
    authority.add("carriedOver", transaction, { line, obligation, amount, detail: next });
    authority.add("carriedIn", transaction, { line: next, obligation, amount, detail: line });
  },
  Liquidated: pays("liquidated"),
  Advanced: pays("advanced"),
  Returned: comesBack("returned"),
  ReturnedLate: comesBack("returnedLate"),
};

/** Revenue that follows on what came back too late is the same money, and is said once. */
function isLate({ authority }: Flow, { treasuryIn }: Now, by: string, amount: bigint): boolean {
  const late = treasuryIn.filter(
    (one) => one.by === by && authority.at(one.act ?? 0).act === "returnedLate",
  );
  return amount === late.reduce((sum, one) => sum + (one.amount ?? 0n), 0n);
}

/** What the Treasury's events say of won. */
export const treasury: Readonly<Record<string, Reading>> = {
  RevenueReceived: (flow, event, now) => {
    const [year, amount, , by] = event.args.toArray() as [bigint, bigint, string, string];
    if (isLate(flow, now, by, amount)) return;
    const purse = flow.purses.of("holdings");
    now.treasuryIn.push({ purse, amount, kind: "revenue", ref: year, by });
  },
  SentBack: (flow, event, now) => {
    const [, amount] = event.args.toArray() as [string, bigint];
    now.treasuryOut.push({ purse: flow.purses.of("unattributed"), amount, kind: "sentBack" });
  },
};
