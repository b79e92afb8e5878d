import { formatKst } from "../../lib/clock.ts";
import { formatLine } from "../../lib/lines.ts";
import { fit, pad, width, wrap } from "../../lib/text.ts";
import { formatCount, formatWon } from "../../lib/won.ts";
import type { AccountNames } from "../ledger.ts";
import type { Done } from "./authority.ts";
import type { Flow } from "./flow.ts";
import { acts } from "./kinds.ts";
import { beginnings, fatesOf, type Fate } from "./summary.ts";
import { actsWhere, type Right, type Trace } from "./trace.ts";
import { branches, type Bounds, type Row } from "./tree.ts";
import { actWordsOf, placeOf, type NameOf } from "./words.ts";

const COLUMNS = 100;

/** How much is printed. */
export interface Printing {
  readonly names: AccountNames;
  /** Everything, however long it is. */
  readonly all: boolean;
}

const SHORT: Bounds = { lines: 48, children: [6, 3, 2] };
const ALL: Bounds = { lines: Infinity, children: [Infinity] };

/** Accounts by short names, and which they are: those that were named are listed in full at the end. */
function shortNames(names: AccountNames): { nameOf: NameOf; listed: Map<string, string> } {
  const listed = new Map<string, string>();
  const nameOf = (account: string): string => {
    const name = names.get(account);
    const short = `${account.slice(0, 6)}…${account.slice(-4)}`;
    const isTaken = [...listed].some(([other, taken]) => taken === short && other !== account);
    const shown = listed.get(account) ?? name ?? (isTaken ? account : short);
    listed.set(account, shown);
    return shown;
  };
  return { nameOf, listed };
}

/** The trace as lines of at most 100 columns. */
export function textOf(trace: Trace, { names, all }: Printing): string[] {
  const bounds = all ? ALL : SHORT;
  const { nameOf, listed } = shortNames(names);
  const { roots } = trace;
  const right = rightRows(trace, nameOf, bounds);
  const back = branches(trace, roots, "back", nameOf, bounds);
  const forth = branches(trace, roots, "forth", nameOf, bounds);
  const began = fateRows(beginnings(trace), trace, nameOf, bounds);
  const ended = fateRows(fatesOf(trace), trace, nameOf, bounds);
  const wide = Math.max(...[right, back, forth, began, ended].flat().map(wonWidth), 0);
  const section = (title: string, rows: readonly Row[]): string[] =>
    rows.length === 0 ? [] : ["", title, ...rows.flatMap((row) => lined(row, wide))];
  return [
    ...wrap(`Trace of ${trace.title}`, COLUMNS),
    ...wrap(HOW, COLUMNS),
    ...section("By what right: authority counts by line and obligation, not by won", right),
    ...section("Where it came from", back),
    ...section("Where it went", forth),
    ...section("With which issues it began", began),
    ...section("What became of it", ended),
    ...accountLines(listed),
  ];
}

const HOW =
  "Where won lay together, those that came first left first; such a line says of how many lots.";

const wonWidth = ({ amount }: Row): number => (amount === undefined ? 0 : width(formatWon(amount)));

/** A row as lines: time, won, and what it was, which goes on in the next line where it is long. */
function lined(row: Row, wide: number): string[] {
  const { time, amount, prefix = "", below = prefix, what } = row;
  if (row.isHeading === true) return wrap(what, COLUMNS).map((line) => fit(line, COLUMNS));
  const when = time === undefined ? "" : formatKst(time);
  const won = amount === undefined ? "" : formatWon(amount);
  const left = `${pad(when, 19)}  ${pad(won, wide, "right")}  `;
  const room = Math.max(COLUMNS - width(left) - Math.max(width(prefix), width(below)), 24);
  const [first = "", ...others] = wrap(what, room).map((line) => fit(line, room));
  const blank = " ".repeat(width(left));
  return [`${left}${prefix}${first}`, ...others.map((line) => `${blank}${below}${line}`.trimEnd())];
}

/** At most `most` rows, of which alone accounts are named; the rest is counted, with its won. */
function bounded<T extends { readonly amount: bigint }>(
  items: readonly T[],
  most: number,
  rowOf: (item: T) => Row,
): Row[] {
  const rest = items.slice(most);
  const rows = items.slice(0, most).map(rowOf);
  if (rest.length === 0) return rows;
  const amount = rest.reduce((sum, item) => sum + item.amount, 0n);
  return [...rows, { what: `… and ${formatCount(rest.length)} more, ${formatWon(amount)}` }];
}

/** Rows as branches below a row without any. */
const branched = (rows: readonly Row[]): Row[] =>
  rows.map((row, index) => {
    const isLast = index === rows.length - 1;
    return { ...row, prefix: isLast ? "└─ " : "├─ ", below: isLast ? "     " : "│    " };
  });

/** Authority, from the appropriation to the payment: first of the lines, then of each obligation. */
function rightRows(trace: Trace, nameOf: NameOf, { children: [most = Infinity] }: Bounds): Row[] {
  const { flow, rights } = trace;
  const shown = rights.slice(0, most);
  const numbers = new Set(trace.lines);
  const acts = shown.map(({ obligation }) =>
    actsWhere(flow, (done) => done.obligation === obligation),
  );
  for (const { line } of acts.flat()) numbers.add(line);
  const rows = [...numbers].toSorted(byNumber).flatMap((line) => lineRows(trace, line, most));
  for (const [index, right] of shown.entries())
    rows.push(...obligationRows(trace, right, acts[index] ?? [], nameOf, most));
  const rest = rights.slice(most);
  if (rest.length === 0) return rows;
  const won = rest.reduce((sum, right) => sum + right.won, 0n);
  const what = `… and ${formatCount(rest.length)} more obligations, with ${formatWon(won)} of this trace`;
  return [...rows, { what }];
}

const byNumber = (a: bigint, b: bigint): number => (a < b ? -1 : 1);

function lineRows({ flow }: Trace, line: bigint, most: number): Row[] {
  const own = actsWhere(flow, (done) => done.obligation === 0 && done.line === line);
  return [
    { what: `line ${formatLine(line)}`, isHeading: true },
    ...branched(runs(flow, own, most)),
  ];
}

function obligationRows(
  { flow }: Trace,
  { obligation, won }: Right,
  own: readonly Done[],
  nameOf: NameOf,
  most: number,
): Row[] {
  const { creditor, matter, inTrust } = flow.authority.owed(obligation);
  const what = `owed to ${nameOf(creditor)}${inTrust ? " in trust" : ""} on ${matter}`;
  const isOne = new Set(own.map(({ line }) => line)).size === 1;
  const traced = won === 0n ? [] : [{ amount: won, what: "of it in this trace" }];
  return [{ what, isHeading: true }, ...branched([...runs(flow, own, most, !isOne), ...traced])];
}

/** Acts by what they are, in the order of a line's life; of many of one kind the rest is counted. */
function runs(flow: Flow, own: readonly Done[], most: number, withLine = false): Row[] {
  return acts.flatMap((kind) =>
    bounded(
      own.filter(({ act }) => act === kind),
      Math.min(most, 4),
      (done) => ({
        time: flow.transactions.time(done.transaction),
        amount: done.amount,
        what: actWordsOf(done, withLine),
      }),
    ),
  );
}

/** Where the ways begin or end. */
function fateRows(
  fates: readonly Fate[],
  trace: Trace,
  nameOf: NameOf,
  { children: [most = Infinity] }: Bounds,
): Row[] {
  return bounded(fates, most, (fate) => ({
    amount: fate.amount,
    what: fateWords(fate, trace, nameOf),
  }));
}

function fateWords({ what, purse, ref }: Fate, { flow }: Trace, nameOf: NameOf): string {
  const place = placeOf(flow.purses.at(purse), nameOf);
  const words = {
    issued: `issued by ${place}, reference ${ref}`,
    redeemed: `redeemed at par by ${place}`,
    home: `came home to ${place}`,
    late: `came home too late for its line: revenue of ${place}`,
    held: `still held by ${place}`,
  };
  return words[what];
}

/** The accounts that were named, in full. */
function accountLines(listed: ReadonlyMap<string, string>): string[] {
  const rows = [...listed].filter(([account, shown]) => account !== shown);
  if (rows.length === 0) return [];
  const wide = Math.min(Math.max(...rows.map(([, shown]) => width(shown))), 50);
  return ["", "Accounts", ...rows.map(([account, shown]) => `${pad(shown, wide)}  ${account}`)];
}
