import { formatKst } from "../../lib/clock.ts";
import { pad, width, wrap } from "../../lib/text.ts";
import { formatCount, formatWon } from "../../lib/won.ts";
import type { AccountNames } from "../ledger.ts";
import type { Done } from "./authority.ts";
import { beginnings, fatesOf, type Fate } from "./summary.ts";
import { actsWhere, type Trace } from "./trace.ts";
import { branches, type Bounds, type Row } from "./tree.ts";
import { actWordsOf, placeOf, type NameOf } from "./words.ts";

const COLUMNS = 100;

/** How much is printed. */
export interface Printing {
  readonly names: AccountNames;
  /** Everything, however long it is. */
  readonly all: boolean;
}

const SHORT: Bounds = { lines: 60, children: [6, 4, 3, 2] };
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
function lined({ time, amount, prefix = "", below = prefix, what }: Row, wide: number): string[] {
  const when = time === undefined ? "" : formatKst(time);
  const won = amount === undefined ? "" : formatWon(amount);
  const left = `${pad(when, 19)}  ${pad(won, wide, "right")}  `;
  const room = Math.max(COLUMNS - width(left) - Math.max(width(prefix), width(below)), 24);
  const [first = "", ...others] = wrap(what, room);
  const blank = " ".repeat(width(left));
  return [`${left}${prefix}${first}`, ...others.map((line) => `${blank}${below}${line}`.trimEnd())];
}

/** At most `most` rows; the rest is counted, with its won. */
function bounded(rows: readonly Row[], most: number, indent = ""): Row[] {
  if (rows.length <= most) return [...rows];
  const rest = rows.slice(most);
  const amount = rest.reduce((sum, row) => sum + (row.amount ?? 0n), 0n);
  const what = `… and ${formatCount(rest.length)} more, ${formatWon(amount)}`;
  return [...rows.slice(0, most), { what, prefix: indent }];
}

/** Authority, from the appropriation to the payment, for each obligation and each line that was asked for. */
function rightRows(trace: Trace, nameOf: NameOf, bounds: Bounds): Row[] {
  const [most = Infinity] = bounds.children;
  const { rights, lines } = trace;
  const shown = rights.slice(0, most);
  const rows = shown.flatMap(({ obligation, won }) =>
    obligationRows(trace, obligation, won, nameOf, most),
  );
  if (shown.length < rights.length) {
    const won = rights.slice(most).reduce((sum, right) => sum + right.won, 0n);
    const what = `… and ${formatCount(rights.length - most)} more obligations, ${formatWon(won)} of this trace`;
    rows.push({ what });
  }
  if (shown.length > 0) return rows;
  return lines.flatMap((line) =>
    runs(
      trace,
      actsWhere(trace.flow, (done) => done.line === line),
      nameOf,
      most,
    ),
  );
}

function obligationRows(
  trace: Trace,
  obligation: number,
  won: bigint,
  nameOf: NameOf,
  most: number,
): Row[] {
  const { flow } = trace;
  const own = actsWhere(flow, (done) => done.obligation === obligation);
  const lines = new Set(own.map(({ line }) => line));
  const ofLines = actsWhere(flow, (done) => done.obligation === 0 && lines.has(done.line));
  const { matter } = flow.authority.owed(obligation);
  const rows = runs(trace, ofLines, nameOf, most);
  const its = runs(trace, own, nameOf, most).map((row) => ({ ...row, prefix: "  " }));
  const traced =
    won === 0n ? [] : [{ amount: won, what: "of this trace, paid on it", prefix: "  " }];
  return [...rows, { what: `on the matter ${matter}`, prefix: "" }, ...its, ...traced];
}

/** Acts in their order; of many of one kind that follow on each other, the rest is counted. */
function runs({ flow }: Trace, acts: readonly Done[], nameOf: NameOf, most: number): Row[] {
  const kinds = [...new Set(acts.map(({ act }) => act))];
  return kinds.flatMap((kind) => {
    const rows = acts
      .filter(({ act }) => act === kind)
      .map((done) => ({
        time: flow.transactions.time(done.transaction),
        amount: done.amount,
        what: actWordsOf(flow, done, nameOf),
      }));
    return bounded(rows, Math.min(most, 4));
  });
}

/** Where the ways begin or end. */
function fateRows(fates: readonly Fate[], trace: Trace, nameOf: NameOf, bounds: Bounds): Row[] {
  const [most = Infinity] = bounds.children;
  const rows = fates.map((fate) => ({ amount: fate.amount, what: fateWords(fate, trace, nameOf) }));
  return bounded(rows, most);
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
