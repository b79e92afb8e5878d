import { formatKst } from "../../lib/clock.ts";
import { formatLine } from "../../lib/lines.ts";
import type { Done } from "./authority.ts";
import type { Flow } from "./flow.ts";
import type { Step, Way } from "./follow.ts";
import { beginnings, fatesOf, type Fate } from "./summary.ts";
import { actsWhere, type Trace } from "./trace.ts";

/** Won as digits, so that no reader rounds them. */
const won = (amount: bigint): string => String(amount);

const whenOf = ({ transactions }: Flow, transaction: number) => ({
  block: transactions.block(transaction),
  time: transactions.time(transaction),
  kst: formatKst(transactions.time(transaction)),
  transaction: transactions.hash(transaction),
});

/** A purse by what it is; what it has not is left out. */
function purseOf({ purses }: Flow, id: number): Record<string, string> {
  const { kind, account, programme } = purses.at(id);
  return {
    kind,
    ...(id !== 0 && account !== "" ? { account } : {}),
    ...(programme === 0n ? {} : { programme: String(programme) }),
  };
}

function moveOf(flow: Flow, { move: id, amount, ranges }: Step) {
  const { kind, from, to, amount: whole, ref, act, transaction, lots, tookAll } = flow.move(id);
  return {
    id,
    kind,
    ...whenOf(flow, transaction),
    from: purseOf(flow, from),
    to: purseOf(flow, to),
    amount: won(whole),
    traced: won(amount),
    // Which of its won, counted from 1.
    won: ranges.map((range) => [won(range.from + 1n), won(range.to)]),
    ...(ref === 0n ? {} : { reference: String(ref) }),
    ...(act === 0 ? {} : { act }),
    lots,
    firstInFirstOut: lots > 1 && !tookAll,
  };
}

const actOf = (flow: Flow, { id, act, line, amount, detail, transaction }: Done) => ({
  id,
  act,
  ...whenOf(flow, transaction),
  line: formatLine(line),
  amount: won(amount),
  ...(detail === 0n ? {} : { detail: String(detail) }),
});

/** Ways back and forth share the movements that are traced: of each as many won as on either. */
function wayOf(flow: Flow, { steps, links, ends }: Way) {
  return {
    moves: [...steps.values()]
      .toSorted((a, b) => a.move - b.move)
      .map((step) => moveOf(flow, step)),
    links: links
      .toSorted((a, b) => a.from - b.from || a.to - b.to)
      .map(({ from, to, amount }) => ({ from, to, amount: won(amount) })),
    ends: [...ends].map(([move, amount]) => ({ move, amount: won(amount) })),
  };
}

const fateOf =
  (flow: Flow) =>
  ({ what, purse, ref, amount }: Fate) => ({
    what,
    place: purseOf(flow, purse),
    ...(ref === 0n ? {} : { reference: String(ref) }),
    amount: won(amount),
  });

function authorityOf({ flow, rights, lines: asked }: Trace) {
  const obligations = rights.map(({ obligation, won: traced }) => {
    const { creditor, matter, inTrust } = flow.authority.owed(obligation);
    const acts = actsWhere(flow, (done) => done.obligation === obligation);
    return {
      ...{ creditor, matter, inTrust, traced: won(traced) },
      acts: acts.map((done) => actOf(flow, done)),
    };
  });
  const paid = new Set(rights.map(({ obligation }) => obligation));
  const lines = new Set(asked);
  for (const { line } of actsWhere(flow, (done) => paid.has(done.obligation))) lines.add(line);
  return {
    lines: [...lines].map((line) => ({
      line: formatLine(line),
      acts: actsWhere(flow, (done) => done.line === line && done.obligation === 0).map((done) =>
        actOf(flow, done),
      ),
    })),
    obligations,
  };
}

/** All of the trace as JSON: movements and what went from one to the next, amounts as digits. */
export function jsonOf(trace: Trace): string {
  const { flow, title, roots, back, forth } = trace;
  const all = {
    title,
    order: "first in, first out",
    roots: roots.map(({ move, amount }) => ({ move, amount: won(amount) })),
    authority: authorityOf(trace),
    back: wayOf(flow, back),
    forth: wayOf(flow, forth),
    beginnings: beginnings(trace).map(fateOf(flow)),
    fates: fatesOf(trace).map(fateOf(flow)),
  };
  return JSON.stringify(all, null, 2);
}
