import { formatCount, formatWon } from "../../lib/won.ts";
import type { Flow } from "./flow.ts";
import { originsOf, usedIn, type Direction, type Step } from "./follow.ts";
import { HOMECOMINGS } from "./kinds.ts";
import type { Trace } from "./trace.ts";
import { mixtureOf, placeOf, wordsOf, type NameOf } from "./words.ts";

/** One row of a tree: when, how much and what, with the branches before it. */
export interface Row {
  readonly time?: number | undefined;
  readonly amount?: bigint | undefined;
  readonly what: string;
  readonly prefix?: string;
  /** What stands before the lines in which the words go on. */
  readonly below?: string;
  /** It stands above others, with neither time nor won. */
  readonly isHeading?: boolean;
}

/** How many lines a tree has at most, and how many branches at each fork, by how many forks lie before it. */
export interface Bounds {
  readonly lines: number;
  readonly children: readonly number[];
}

interface Growing {
  readonly trace: Trace;
  readonly direction: Direction;
  readonly nameOf: NameOf;
  readonly bounds: Bounds;
  readonly rows: Row[];
}

/** A movement in the tree, or won that lie where the one before brought them. */
interface Node {
  readonly step: Step | undefined;
  readonly amount: bigint;
  readonly held?: string;
}

/** The ways of won as rows. A way that does not fork goes straight down; at a fork each branch is indented. */
export function branches(
  trace: Trace,
  roots: readonly Step[],
  direction: Direction,
  nameOf: NameOf,
  bounds: Bounds,
): Row[] {
  const growing: Growing = { trace, direction, nameOf, bounds, rows: [] };
  const nodes = roots.map((step) => ({ step, amount: step.amount }));
  const place: Place = { own: "", below: "", forks: 0, until: bounds.lines };
  if (nodes.length === 1) way(growing, nodes[0] as Node, place);
  else fork(growing, nodes, place);
  return growing.rows;
}

/** What stands before a node's own row and before those below it, how many forks lie before it, and where its rows end. */
interface Place {
  readonly own: string;
  readonly below: string;
  readonly forks: number;
  readonly until: number;
}

/** Prints a node and what follows on it, until its way forks. */
function way(growing: Growing, first: Node, place: Place): void {
  const { rows } = growing;
  let [node, own]: [Node, string] = [first, place.own];
  for (;;) {
    rows.push({ ...rowOf(growing, node), prefix: own, below: `${place.below}  ` });
    const next = nextOf(growing, node);
    const [only, ...others] = next;
    if (only === undefined) return;
    const isOver = rows.length >= place.until && !isLeaf(growing, only);
    if (others.length > 0 || isOver) return fork(growing, next, place);
    own = place.below;
    node = only;
  }
}

/** Prints the branches of a fork, each with a fair share of the rows that are left, and counts the rest. */
function fork(growing: Growing, nodes: readonly Node[], { below, forks, until }: Place): void {
  const { rows, bounds } = growing;
  const { children } = bounds;
  const most = Math.min(children[Math.min(forks, children.length - 1)] ?? 1, nodes.length);
  let shown = 0;
  while (shown < most && rows.length < until) {
    const share = Math.max(1, Math.floor((until - rows.length) / (most - shown)));
    const isLast = shown === nodes.length - 1;
    way(
      growing,
      nodes[shown] as Node,
      branch({ below, forks, until: rows.length + share }, isLast),
    );
    shown += 1;
  }
  const rest = nodes.slice(shown);
  const [only, ...others] = rest;
  if (only === undefined) return;
  // To count one takes as many rows as to tell it.
  if (others.length === 0 && isLeaf(growing, only))
    return way(growing, only, branch({ below, forks, until }, true));
  const amount = rest.reduce((sum, one) => sum + one.amount, 0n);
  const what = `… and ${formatCount(rest.length)} more, ${formatWon(amount)}`;
  rows.push({ what, prefix: `${below}└─ ` });
}

/** From this many forks on a branch is not indented further: its number of forks stands before it. */
const DEEP = 8;

function branch({ below, forks, until }: Omit<Place, "own">, isLast: boolean): Place {
  const next = { forks: forks + 1, until };
  if (forks >= DEEP) {
    const base = below.slice(0, 3 * DEEP);
    return { own: `${base}${forks + 1}: `, below: `${base}   `, ...next };
  }
  const [tick, line] = isLast ? ["└─ ", "   "] : ["├─ ", "│  "];
  return { own: below + tick, below: below + line, ...next };
}

function rowOf({ trace: { flow }, nameOf }: Growing, { step, amount, held }: Node): Row {
  if (step === undefined) return { amount, what: held ?? "" };
  const move = flow.move(step.move);
  const time = flow.transactions.time(move.transaction);
  const mixture = mixtureOf(move);
  const part = step.amount === move.amount ? "" : `part of ${formatWon(move.amount)}`;
  const what = [wordsOf(flow, move, nameOf), part, mixture].filter((text) => text !== "");
  return { time, amount, what: what.join("; ") };
}

function nextOf({ trace, direction, nameOf }: Growing, { step }: Node): Node[] {
  if (step === undefined) return [];
  const { flow, endsAtHome } = trace;
  if (direction === "back")
    return originsOf(flow, step).map((one) => ({ step: one, amount: one.amount }));
  if (endsAtHome && HOMECOMINGS.has(flow.kind(step.move))) return [];
  const used = usedIn(flow, step);
  const left = used.reduce((rest, one) => rest - one.amount, step.amount);
  const nodes: Node[] = used.map((one) => ({ step: one, amount: one.amount }));
  const held = heldAt(flow, step.move, nameOf);
  return left > 0n && held !== undefined
    ? [...nodes, { step: undefined, amount: left, held }]
    : nodes;
}

const isLeaf = (growing: Growing, node: Node): boolean => nextOf(growing, node).length === 0;

/** Where won lie that a movement brought and nothing has taken; nothing for those that were redeemed. */
function heldAt(flow: Flow, id: number, nameOf: NameOf): string | undefined {
  const { to } = flow.move(id);
  return to === 0 ? undefined : `still held by ${placeOf(flow.purses.at(to), nameOf)}`;
}
