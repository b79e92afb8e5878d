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

/** A part of the JSON: its name, and what it is or its items, each of which has a line. */
type Part =
  readonly [name: string, value: unknown] | readonly [name: string, "items", Iterable<unknown>];

/** One way: its movements, what went from one to the next, and where it ends, all in the order in which they happened. */
function* wayOf(flow: Flow, name: string, { steps, links, ends }: Way): Generator<Part> {
  const moves = [...steps.values()].toSorted((a, b) => a.move - b.move);
  const inOrder = links.toSorted((a, b) => a.from - b.from || a.to - b.to);
  const last = [...ends].toSorted(([a], [b]) => a - b);
  yield [`${name}Moves`, "items", mapped(moves, (step) => moveOf(flow, step))];
  yield [`${name}Links`, "items", mapped(inOrder, (one) => ({ ...one, amount: won(one.amount) }))];
  yield [`${name}Ends`, "items", mapped(last, ([move, amount]) => ({ move, amount: won(amount) }))];
}

function* mapped<T>(items: Iterable<T>, act: (item: T) => unknown): Generator<unknown> {
  for (const item of items) yield act(item);
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

function* partsOf(trace: Trace): Generator<Part> {
  const { flow, title, roots, back, forth } = trace;
  yield ["title", title];
  yield ["order", "first in, first out"];
  yield ["roots", "items", roots.map(({ move, amount }) => ({ move, amount: won(amount) }))];
  yield ["authority", authorityOf(trace)];
  yield* wayOf(flow, "back", back);
  yield* wayOf(flow, "forth", forth);
  yield ["beginnings", "items", beginnings(trace).map(fateOf(flow))];
  yield ["fates", "items", fatesOf(trace).map(fateOf(flow))];
}

/**
 * All of the trace as JSON, amounts as digits, in pieces: it may be longer than one text can be. What was moved and what went from
 * one movement to another has a line each.
 */
export function* jsonOf(trace: Trace): Generator<string> {
  let before = "{\n";
  for (const [name, value, items] of partsOf(trace)) {
    yield `${before}  "${name}": `;
    before = ",\n";
    if (items === undefined) yield JSON.stringify(value);
    else yield* listOf(items);
  }
  yield "\n}\n";
}

function* listOf(items: Iterable<unknown>): Generator<string> {
  let before = "[\n    ";
  for (const item of items) {
    yield `${before}${JSON.stringify(item)}`;
    before = ",\n    ";
  }
  yield before.startsWith("[") ? "[]" : "\n  ]";
}
