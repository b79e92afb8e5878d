import { lineSub, programmeSub } from "./chart.ts";
import type { Event } from "../collect.ts";
import type { Draft, Tag } from "./entry.ts";
import {
  obligationSub,
  type Now,
  type Posting,
  type Programme,
  type State,
  type Told,
} from "./state.ts";

/** What the ledger says of a payment on an obligation. */
interface Named {
  readonly line: bigint;
  readonly creditor: string;
  readonly matter: string;
  readonly amount: bigint;
  readonly by: string;
}

export const namedIn = ({ args }: Event): Named => args.toObject() as Named;

/** Tokens that reach or leave the Treasury: what they are, the ledger's and the Treasury's own events say. */
export function throughTreasury(event: Event, now: Now, { addresses }: State): void {
  const [from, to, amount] = event.args.toArray() as [string, string, bigint];
  const { treasury } = addresses;
  if (from !== treasury && to !== treasury) return;
  const draft = now.in("treasury");
  draft.of(event);
  if (from === treasury) draft.pool.push({ debit: 0n, credit: amount });
  if (to !== treasury) return;
  draft.pool.push({ debit: amount, credit: 0n });
  const pulled = now.lowered.get(from) === amount;
  now.reached.push({ from, amount, pulled });
}

/** The line and, of money in trust, the programme that an entry belongs to. */
function tagOf({ line, creditor, matter }: Named, { trusts }: State): Tag {
  return { line, programme: trusts.get(obligationSub(creditor, matter)) };
}

/** Where the Treasury has what it paid on an obligation: an advance while it is held in trust, otherwise expenditure. */
function accountOf(named: Named, state: State): readonly [code: number, sub: string] {
  const key = obligationSub(named.creditor, named.matter);
  return state.obligations.get(key)?.inTrust === true ? [1200, key] : [5100, lineSub(named.line)];
}

function paid(event: Event, now: Now, state: State): void {
  const named = namedIn(event);
  const draft = now.in("treasury");
  draft.of(event, event.name === "Advanced" ? "advance" : "payment");
  const key = obligationSub(named.creditor, named.matter);
  const [code, sub] = event.name === "Advanced" ? [1200, key] : [5100, lineSub(named.line)];
  draft.debit(code, sub, named.amount, tagOf(named, state));
}

function returned(event: Event, now: Now, state: State): void {
  const named = namedIn(event);
  const { amount, by, matter } = named;
  const draft = now.in("treasury");
  draft.of(event, "return");
  const [code, sub] = accountOf(named, state);
  draft.credit(code, sub, amount, tagOf(named, state));
  now.returned.push({ amount, by, matter, event });
}

/** What came back after the books closed is revenue, which the Treasury tells; an advance is one no more. */
function returnedLate(event: Event, now: Now, state: State): void {
  const named = namedIn(event);
  const { line, amount, by, matter } = named;
  now.late.push({ line, amount, by, matter, event });
  const [code, sub] = accountOf(named, state);
  if (code !== 1200) return;
  const draft = now.in("treasury");
  draft.of(event, "late return");
  draft.debit(5300, lineSub(line), amount, tagOf(named, state));
  draft.credit(1200, sub, amount, tagOf(named, state));
}

function revenue(event: Event, now: Now): void {
  const { year, amount, ref, by } = event.args.toObject() as {
    year: bigint;
    amount: bigint;
    ref: string;
    by: string;
  };
  const draft = now.in("treasury");
  draft.of(event, "revenue");
  draft.credit(4100, String(year), amount);
  now.revenue.push({ amount, by, matter: ref, event });
}

function sentBack(event: Event, now: Now): void {
  const draft = now.in("treasury");
  draft.of(event, "unattributed money sent back");
  draft.debit(2100, "", event.args["amount"] as bigint);
}

/** What the ledger's and the Treasury's events of money enter in the Treasury's books. */
export const payments: Readonly<Record<string, Posting>> = {
  Liquidated: paid,
  Advanced: paid,
  Returned: returned,
  ReturnedLate: returnedLate,
};

export const treasury: Readonly<Record<string, Posting>> = {
  RevenueReceived: revenue,
  SentBack: sentBack,
};

/** Vouchers that are spent turn an advance into expenditure; what is refunded becomes an advance again. */
export function spendTrust(
  { trust }: Programme,
  programme: bigint,
  amount: bigint,
  now: Now,
): void {
  if (trust === undefined) return;
  const draft = now.in("treasury");
  draft.words.push(`spending of ${programmeSub(programme)}`);
  const tag = { programme };
  if (amount > 0n) draft.debit(5200, trust, amount, tag);
  else draft.credit(5200, trust, -amount, tag);
  if (amount > 0n) draft.credit(1200, trust, amount, tag);
  else draft.debit(1200, trust, -amount, tag);
}

/** What nobody said what it is, and revenue for which no money came: a bare transfer, and its attribution. */
export function endTreasury(now: Now): void {
  const draft = now.drafts.get("treasury");
  if (draft === undefined) return;
  const said = [...now.revenue, ...now.returned, ...now.late];
  const came = new Set(now.reached.map(({ from }) => from));
  for (const { from, amount, pulled } of now.reached) {
    if (pulled || said.some(({ by }) => by === from)) continue;
    draft.credit(2100, "", amount);
    draft.words.push("unattributed money");
  }
  for (const { amount, by } of now.revenue) {
    const isPulled = came.has(by) || now.lowered.get(by) === amount;
    if (!isPulled) draft.debit(2100, "", amount);
  }
  endLate(now, draft);
}

/** Revenue that came back late is as much as the ledger says came back late. */
function endLate({ late, revenue: told }: Now, draft: Draft): void {
  const isOf =
    ({ matter, by }: Told) =>
    (one: Told) =>
      one.matter === matter && one.by === by;
  for (const one of late) {
    if (!told.some(isOf(one))) draft.fail("ReturnedLate, and no revenue followed it");
  }
}
