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
  const { flow, rights } = trace;
  const boxes = new Map<string, Box>();
  const arrows = new Map<string, Arrow>();
  const box = (id: string, title: string, place: string, amount: bigint): void => {
    boxes.set(id, { id, tone: "right", move: 0, title, place, amount, isRoot: false });
  };
  const arrow = (from: string, to: string): void => {
    arrows.set(`${from} ${to}`, { from, to, amount: 0n, isRight: true });
  };
  const stages = (line: bigint): void => {
    const all = actsWhere(flow, (done) => done.line === line);
    for (const [title, adds, takes] of STAGES)
      box(
        `${title} ${line}`,
        title,
        `line ${formatLine(line)}`,
        sumOf(all, adds) - sumOf(all, takes),
      );
    arrow(`appropriated ${line}`, `allotted ${line}`);
  };
  trace.lines.forEach(stages);
  for (const { obligation } of rights.slice(0, MOST_RIGHTS)) {
    const acts = actsWhere(flow, (done) => done.obligation === obligation);
    const sum = (wanted: readonly Act[]) => sumOf(acts, wanted);
    const owed = `o${obligation}`;
    box(owed, "obligated", owed, sum(["obligated"]) - sum(["deobligated"]));
    for (const line of new Set(acts.map((done) => done.line))) {
      stages(line);
      arrow(`allotted ${line}`, owed);
    }
    for (const move of amounts.keys()) {
      const { kind, act } = flow.move(move);
      const isPaid = kind === "liquidated" || kind === "advanced";
      if (isPaid && flow.authority.at(act).obligation === obligation) arrow(owed, `m${move}`);
    }
  }
  return { boxes: [...boxes.values()], arrows: [...arrows.values()] };
}

const sumOf = (
  acts: readonly { readonly act: Act; readonly amount: bigint }[],
  wanted: readonly Act[],
): bigint =>
  acts.filter(({ act }) => wanted.includes(act)).reduce((sum, { amount }) => sum + amount, 0n);
