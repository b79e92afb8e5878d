import { formatLine } from "../../lib/lines.ts";
import type { Act, Kind } from "./kinds.ts";
import { actsWhere, type Trace } from "./trace.ts";

/** What a box stands for, which is its color. */
export type Tone = "right" | "issue" | "move" | "home" | "end";

/** A box of the drawing: a movement, a stage of authority, where won lie, or several of them. */
export interface Box {
  readonly id: string;
  readonly tone: Tone;
  /** A movement; 0: none. */
  readonly move: number;
  /** What stands in it where it is no movement. */
  readonly title: string;
  readonly place: string;
  /** Whole won. */
  readonly amount: bigint;
  readonly isRoot: boolean;
}

export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly amount: bigint;
  /** Authority moves no won. */
  readonly isRight: boolean;
}

export interface Graph {
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
}

const ENDS: ReadonlySet<Kind> = new Set(["redeemed", "redeemedByOrder"]);
const HOME: ReadonlySet<Kind> = new Set(["lapsed", "clawedBack", "closed", "lateHome", "returned"]);

function toneOf(kind: Kind): Tone {
  if (kind === "issued") return "issue";
  if (ENDS.has(kind)) return "end";
  return HOME.has(kind) ? "home" : "move";
}

const most = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/** All that a trace has, from the appropriation and the issue to where won are. */
export function graphOf(trace: Trace): Graph {
  const { flow, back, forth } = trace;
  const roots = new Set(trace.roots.map(({ move }) => move));
  const amounts = new Map<number, bigint>();
  for (const { steps } of [back, forth])
    for (const [move, { amount }] of steps)
      amounts.set(move, most(amounts.get(move) ?? 0n, amount));
  const boxes: Box[] = [...amounts].map(([move, amount]) => {
    const tone = toneOf(flow.kind(move));
    return { id: `m${move}`, tone, move, title: "", place: "", amount, isRoot: roots.has(move) };
  });
  const arrows = linksOf(trace);
  const held = heldIn(trace);
  const right = rightsIn(trace, amounts);
  return {
    boxes: [...right.boxes, ...boxes, ...held.boxes],
    arrows: [...right.arrows, ...arrows, ...held.arrows],
  };
}

/** What went from one movement to another; both ways may have it, and it is drawn once. */
function linksOf({ back, forth }: Trace): Arrow[] {
  const found = new Map<string, Arrow>();
  for (const { from, to, amount } of [...back.links, ...forth.links]) {
    const key = `${from} ${to}`;
    const before = found.get(key)?.amount ?? 0n;
    const arrow = { from: `m${from}`, to: `m${to}`, amount: most(before, amount), isRight: false };
    found.set(key, arrow);
  }
  return [...found.values()];
}

/** Where won lie that nothing has taken. */
function heldIn({ flow, forth, endsAtHome }: Trace): Graph {
  const boxes = new Map<number, Box>();
  const arrows: Arrow[] = [];
  for (const [move, amount] of forth.ends) {
    const { kind, to } = flow.move(move);
    if (to === 0 || (endsAtHome && HOME.has(kind))) continue;
    const id = `h${to}`;
    const before = boxes.get(to)?.amount ?? 0n;
    const said = { tone: "end", move: 0, title: "still held by", place: String(to) } as const;
    boxes.set(to, { id, ...said, amount: before + amount, isRoot: false });
    arrows.push({ from: `m${move}`, to: id, amount, isRight: false });
  }
  return { boxes: [...boxes.values()], arrows };
}

/** Acts that add to a stage of authority, and those that take from it. */
const STAGES: readonly (readonly [title: string, adds: readonly Act[], takes: readonly Act[]])[] = [
  [
    "appropriated",
    ["appropriated", "transferredIn", "carriedIn"],
    ["reduced", "transferredOut", "carriedOver"],
  ],
  ["allotted", ["allotted", "carriedIn"], ["withdrawn", "carriedOver"]],
];

const MOST_RIGHTS = 3;

/** Lines and obligations that paid won of the trace, before the payments. */
function rightsIn(trace: Trace, amounts: ReadonlyMap<number, bigint>): Graph {
  const shown = trace.rights.slice(0, MOST_RIGHTS).map(({ obligation }) => obligation);
  const owed = shown.map((obligation) => owedIn(trace, obligation, amounts));
  const lines = new Set([...trace.lines, ...owed.flatMap(({ lines: own }) => own)]);
  const stages = [...lines].map((line) => stagesOf(trace, line));
  return {
    boxes: [...stages, ...owed].flatMap(({ boxes }) => boxes),
    arrows: [...stages, ...owed].flatMap(({ arrows }) => arrows),
  };
}

const rightBox = (id: string, title: string, place: string, amount: bigint): Box => {
  return { id, tone: "right", move: 0, title, place, amount, isRoot: false };
};

const rightArrow = (from: string, to: string): Arrow => ({ from, to, amount: 0n, isRight: true });

/** The stages of a line, one leading to the next. */
function stagesOf({ flow }: Trace, line: bigint): Graph {
  const all = actsWhere(flow, (done) => done.line === line);
  const boxes = STAGES.map(([title, adds, takes]) => {
    const amount = sumOf(all, adds) - sumOf(all, takes);
    return rightBox(`${title} ${line}`, title, `line ${formatLine(line)}`, amount);
  });
  return { boxes, arrows: [rightArrow(`appropriated ${line}`, `allotted ${line}`)] };
}

/** An obligation, the lines that owed it, and the payments on it. */
function owedIn(
  { flow }: Trace,
  obligation: number,
  amounts: ReadonlyMap<number, bigint>,
): Graph & { readonly lines: readonly bigint[] } {
  const acts = actsWhere(flow, (done) => done.obligation === obligation);
  const lines = [...new Set(acts.map(({ line }) => line))];
  const id = `o${obligation}`;
  const amount = sumOf(acts, ["obligated"]) - sumOf(acts, ["deobligated"]);
  const paid = [...amounts.keys()].filter((move) => {
    const { kind, act } = flow.move(move);
    const isPaid = kind === "liquidated" || kind === "advanced";
    return isPaid && flow.authority.at(act).obligation === obligation;
  });
  const arrows = [
    ...lines.map((line) => rightArrow(`allotted ${line}`, id)),
    ...paid.map((move) => rightArrow(id, `m${move}`)),
  ];
  return { boxes: [rightBox(id, "obligated", id, amount)], arrows, lines };
}

const sumOf = (
  acts: readonly { readonly act: Act; readonly amount: bigint }[],
  wanted: readonly Act[],
): bigint =>
  acts.filter(({ act }) => wanted.includes(act)).reduce((sum, { amount }) => sum + amount, 0n);
