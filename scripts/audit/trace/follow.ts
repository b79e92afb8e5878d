import { Numbers, Wons } from "./columns.ts";
import type { Flow, Range } from "./flow.ts";

/** Some won of one movement. Ranges are in order and do not overlap. */
export interface Step {
  readonly move: number;
  readonly ranges: readonly Range[];
  readonly amount: bigint;
}

/** Where the won of a movement went, and where its parts begin; made once for a flow, when it is first asked. */
interface Uses {
  /** Links by the movement that they take from, in its order: those of movement n are from `begin[n]` up to `begin[n + 1]`. */
  readonly begin: Uint32Array;
  readonly links: Uint32Array;
  /** The movement that a link is part of, and from which of its won on. */
  readonly to: Numbers;
  readonly offset: Wons;
}

const made = new WeakMap<Flow, Uses>();

function usesOf(flow: Flow): Uses {
  const found = made.get(flow) ?? makeUses(flow);
  made.set(flow, found);
  return found;
}

function makeUses(flow: Flow): Uses {
  const [to, offset] = [new Numbers(), new Wons()];
  const begin = new Uint32Array(flow.length + 2);
  for (let move = 1; move <= flow.length; move++) {
    const [first, after] = flow.links(move);
    let sum = 0n;
    for (let link = first; link < after; link++) {
      to.push(move);
      offset.push(sum);
      sum += flow.linkAmount.at(link);
      const next = flow.linkFrom.at(link) + 1;
      begin[next] = (begin[next] ?? 0) + 1;
    }
  }
  for (let move = 1; move < begin.length; move++)
    begin[move] = (begin[move] ?? 0) + (begin[move - 1] ?? 0);
  return { begin, links: sorted(flow, begin), to, offset };
}

/** Links by the movement that they take from; those of one stay in their order. */
function sorted({ linkFrom }: Flow, begin: Uint32Array): Uint32Array {
  const place = begin.slice();
  const links = new Uint32Array(linkFrom.length);
  for (let link = 0; link < links.length; link++) {
    const from = linkFrom.at(link);
    const at = place[from] ?? 0;
    links[at] = link;
    place[from] = at + 1;
  }
  return links;
}

/** All won of a movement. */
export function wholeOf(flow: Flow, move: number): Step {
  const amount = flow.amount(move);
  return { move, ranges: [{ from: 0n, to: amount }], amount };
}

/** A step made of ranges in any order; those that touch or overlap are joined. */
export function stepOf(move: number, ranges: readonly Range[]): Step {
  const inOrder = ranges.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const joined: { from: bigint; to: bigint }[] = [];
  for (const { from, to } of inOrder) {
    const last = joined.at(-1);
    if (last !== undefined && last.to >= from) last.to = later(last.to, to);
    else joined.push({ from, to });
  }
  const amount = joined.reduce((sum, { from, to }) => sum + to - from, 0n);
  return { move, ranges: joined, amount };
}

/** Ranges by the movement that they are of. */
type Found = Map<number, Range[]>;

function put(found: Found, move: number, range: Range): void {
  const ranges = found.get(move);
  if (ranges === undefined) found.set(move, [range]);
  else ranges.push(range);
}

const stepsOf = (found: Found): Step[] => [...found].map(([move, ranges]) => stepOf(move, ranges));

const later = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const earlier = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** Where ranges meet segments that follow on each other: both are in order, so that one walk along both finds all. */
function meet(
  ranges: readonly Range[],
  [first, after]: readonly [number, number],
  segmentAt: (index: number) => Range,
  met: (index: number, from: bigint, to: bigint) => void,
): void {
  let passed = 0;
  for (let index = first; index < after; index++) {
    const segment = segmentAt(index);
    while ((ranges[passed]?.to ?? segment.to) <= segment.from) passed += 1;
    for (let next = passed; next < ranges.length; next++) {
      const range = ranges[next] as Range;
      if (range.from >= segment.to) break;
      met(index, later(range.from, segment.from), earlier(range.to, segment.to));
    }
  }
}

/** From which earlier movements the won came, in the order in which they were taken. */
export function originsOf(flow: Flow, { move, ranges }: Step): Step[] {
  const found: Found = new Map();
  let [begins, ends] = [0n, 0n];
  const segmentAt = (link: number): Range => {
    [begins, ends] = [ends, ends + flow.linkAmount.at(link)];
    return { from: begins, to: ends };
  };
  const met = (link: number, from: bigint, to: bigint) => {
    const shift = flow.linkOffset.at(link) - begins;
    put(found, flow.linkFrom.at(link), { from: from + shift, to: to + shift });
  };
  meet(ranges, flow.links(move), segmentAt, met);
  return stepsOf(found);
}

/** Into which later movements the won went, in that order. What is in none lies where the movement brought it. */
export function usedIn(flow: Flow, { move, ranges }: Step): Step[] {
  const found: Found = new Map();
  const { begin, links, to: into, offset } = usesOf(flow);
  const linkAt = (at: number) => links[at] ?? 0;
  const segmentAt = (at: number): Range => {
    const from = flow.linkOffset.at(linkAt(at));
    return { from, to: from + flow.linkAmount.at(linkAt(at)) };
  };
  const met = (at: number, from: bigint, to: bigint) => {
    const shift = offset.at(linkAt(at)) - flow.linkOffset.at(linkAt(at));
    put(found, into.at(linkAt(at)), { from: from + shift, to: to + shift });
  };
  meet(ranges, [begin[move] ?? 0, begin[move + 1] ?? 0], segmentAt, met);
  return stepsOf(found);
}

export type Direction = "back" | "forth";

/** What won did on their way: each movement once, with as many won as went through it, and what went from one to the next. */
export interface Way {
  readonly steps: ReadonlyMap<number, Step>;
  readonly links: readonly {
    readonly from: number;
    readonly to: number;
    readonly amount: bigint;
  }[];
  /** Where the way ends: an issue, a redemption, where money came home or lies; with as many won as end there. */
  readonly ends: ReadonlyMap<number, bigint>;
}

/** Follows won to where they began, or to where they are. A way forth ends where `isEnd` says, or nothing was taken. */
export function follow(
  flow: Flow,
  roots: readonly Step[],
  direction: Direction,
  isEnd: (move: number) => boolean = () => false,
): Way {
  const waiting: Found = new Map();
  for (const { move, ranges } of roots) for (const range of ranges) put(waiting, move, range);
  const steps = new Map<number, Step>();
  const links: { from: number; to: number; amount: bigint }[] = [];
  const ends = new Map<number, bigint>();
  for (const move of inOrder(flow, waiting, direction)) {
    const step = stepOf(move, waiting.get(move) ?? []);
    waiting.delete(move);
    steps.set(move, step);
    let left = step.amount;
    for (const next of isEnd(move) ? [] : nextOf(flow, step, direction)) {
      left -= next.amount;
      links.push(linkOf(move, next, direction));
      for (const range of next.ranges) put(waiting, next.move, range);
    }
    if (left > 0n) ends.set(move, left);
  }
  return { steps, links, ends };
}

const nextOf = (flow: Flow, step: Step, direction: Direction): Step[] =>
  direction === "back" ? originsOf(flow, step) : usedIn(flow, step);

const linkOf = (move: number, { move: next, amount }: Step, direction: Direction) =>
  direction === "back" ? { from: next, to: move, amount } : { from: move, to: next, amount };

/** Movements that wait, each after all that lead to it: won only go from a lower number to a higher. */
function* inOrder(flow: Flow, waiting: Found, direction: Direction): Generator<number> {
  if (direction === "back") {
    for (let move = flow.length; move > 0 && waiting.size > 0; move--)
      if (waiting.has(move)) yield move;
    return;
  }
  for (let move = 1; move <= flow.length && waiting.size > 0; move++)
    if (waiting.has(move)) yield move;
}
