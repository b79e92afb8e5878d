import { formatCount } from "../../lib/won.ts";
import type { Arrow, Box, Graph } from "./graph.ts";

export const BOX_WIDTH = 216;
export const BOX_HEIGHT = 94;
const COLUMN_GAP = 84;
const STEP = BOX_WIDTH + COLUMN_GAP;
const ROW_GAP = 18;

/** How much room an arrow has that passes through a column. */
const PASSAGE = 40;

/** Most boxes in a column, and most columns on either side of what was asked for. */
const MOST_ROWS = 7;
const MOST_COLUMNS = 9;

/** Where something stands: its left upper corner, and how high it is. */
export interface Spot {
  readonly id: string;
  readonly x: number;
  y: number;
  readonly height: number;
}

export interface Placed extends Box, Spot {}

/** An arrow, with the spots between boxes of columns that it passes through. */
export interface Routed extends Arrow {
  readonly via: readonly Spot[];
}

/** A drawing, whose boxes stand in columns from left to right, each to the right of all that lead to it. */
export interface Layout {
  readonly boxes: readonly Placed[];
  readonly arrows: readonly Routed[];
  readonly width: number;
  readonly height: number;
}

/** Places the boxes of a graph; where a column has too many, the smaller ones are one box. */
export function layOut(graph: Graph): Layout {
  const { boxes, arrows, columns } = merged(graph, columnsOf(graph));
  const first = Math.min(...columns.values());
  const columnOf = (id: string) => (columns.get(id) ?? first) - first;
  const placed = boxes.map((box): Placed => {
    return { ...box, x: STEP * columnOf(box.id), y: 0, height: BOX_HEIGHT };
  });
  const routed = arrows.map((arrow): Routed => {
    const via: Spot[] = [];
    for (let column = columnOf(arrow.from) + 1; column < columnOf(arrow.to); column++) {
      const id = `${arrow.from} ${arrow.to} ${column}`;
      via.push({ id, x: STEP * column, y: 0, height: PASSAGE });
    }
    return { ...arrow, via };
  });
  const spots = [...placed, ...routed.flatMap(({ via }) => via)];
  arrange(spots, routed);
  const top = Math.min(...spots.map(({ y }) => y));
  for (const spot of spots) spot.y -= top;
  return {
    ...{ boxes: placed, arrows: routed },
    width: Math.max(...placed.map(({ x }) => x)) + BOX_WIDTH,
    height: Math.max(...spots.map(({ y, height }) => y + height)),
  };
}

/** In which column each box stands: one further than the furthest that leads to it, but not too far from what was asked for. */
function columnsOf({ boxes, arrows }: Graph): Map<string, number> {
  const columns = new Map(boxes.map(({ id }) => [id, 0]));
  const into = groupBy(arrows, ({ from }) => from);
  const waiting = new Map(boxes.map(({ id }) => [id, 0]));
  for (const { to } of arrows) waiting.set(to, (waiting.get(to) ?? 0) + 1);
  const ready = boxes.filter(({ id }) => waiting.get(id) === 0).map(({ id }) => id);
  for (const id of ready) {
    for (const { to } of into.get(id) ?? []) {
      columns.set(to, Math.max(columns.get(to) ?? 0, (columns.get(id) ?? 0) + 1));
      const left = (waiting.get(to) ?? 0) - 1;
      waiting.set(to, left);
      if (left === 0) ready.push(to);
    }
  }
  pull(columns, ready, into);
  const roots = boxes.filter(({ isRoot }) => isRoot).map(({ id }) => columns.get(id) ?? 0);
  const [from, to] = [Math.min(...roots) - MOST_COLUMNS, Math.max(...roots) + MOST_COLUMNS];
  if (roots.length > 0)
    for (const [id, column] of columns) columns.set(id, Math.min(Math.max(column, from), to));
  return columns;
}

/** A box to which nothing leads stands right before the first that it leads to. */
function pull(
  columns: Map<string, number>,
  order: readonly string[],
  into: ReadonlyMap<string, readonly Arrow[]>,
): void {
  const led = new Set([...into.values()].flat().map(({ to }) => to));
  for (const id of order.toReversed()) {
    const next = (into.get(id) ?? []).map(({ to }) => columns.get(to) ?? 0);
    if (!led.has(id) && next.length > 0) columns.set(id, Math.min(...next) - 1);
  }
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

const byAmount = (a: Box, b: Box): number =>
  a.amount === b.amount ? 0 : a.amount < b.amount ? 1 : -1;

/** A graph whose boxes are in columns. */
interface Columned extends Graph {
  readonly columns: ReadonlyMap<string, number>;
}

/** Keeps of each column what was asked for and the boxes with the most won, and makes one of the rest. */
function merged(graph: Graph, before: ReadonlyMap<string, number>): Columned {
  const kept: Box[] = [];
  const nameOf = new Map<string, string>();
  const columns = new Map<string, number>();
  for (const [column, boxes] of groupBy(graph.boxes, ({ id }) => String(before.get(id)))) {
    const isOver = boxes.length > MOST_ROWS;
    const sorted = boxes.toSorted((a, b) => Number(b.isRoot) - Number(a.isRoot) || byAmount(a, b));
    const own = new Set(sorted.slice(0, isOver ? MOST_ROWS - 1 : MOST_ROWS));
    const rest = boxes.filter((box) => !own.has(box));
    const more = `more ${column}`;
    for (const box of boxes) nameOf.set(box.id, own.has(box) ? box.id : more);
    kept.push(...boxes.filter((box) => own.has(box)));
    if (rest.length > 0) kept.push(moreBox(more, rest));
    for (const { id } of boxes) columns.set(nameOf.get(id) ?? id, Number(column));
  }
  const arrows = renamed(graph.arrows, nameOf, columns);
  const boxes = kept.map((box) =>
    box.id.startsWith("more ") ? { ...box, amount: throughOf(box, arrows) } : box,
  );
  return { boxes, arrows, columns };
}

/** Arrows between boxes by their new names; those that join the same two are one, and one within a column is none. */
function renamed(
  arrows: readonly Arrow[],
  nameOf: ReadonlyMap<string, string>,
  columns: ReadonlyMap<string, number>,
): Arrow[] {
  const found = new Map<string, Arrow>();
  for (const arrow of arrows) {
    const [from, to] = [nameOf.get(arrow.from) ?? arrow.from, nameOf.get(arrow.to) ?? arrow.to];
    if (columns.get(from) === columns.get(to)) continue;
    const key = `${from} ${to}`;
    found.set(key, { ...arrow, from, to, amount: (found.get(key)?.amount ?? 0n) + arrow.amount });
  }
  return [...found.values()];
}

/** The won that go through a box that stands for several: one that goes on in it more than once counts once. */
function throughOf({ id, amount }: Box, arrows: readonly Arrow[]): bigint {
  const sum = (side: "from" | "to"): bigint =>
    arrows.reduce((total, arrow) => (arrow[side] === id ? total + arrow.amount : total), 0n);
  const [into, out] = [sum("to"), sum("from")];
  const most = into > out ? into : out;
  return most === 0n ? amount : most;
}

function moreBox(id: string, rest: readonly Box[]): Box {
  const amount = rest.reduce((sum, box) => sum + box.amount, 0n);
  const tones = new Set(rest.map(({ tone }) => tone));
  const [tone = "move"] = tones.size === 1 ? tones : [];
  const isRoot = rest.some((box) => box.isRoot);
  const title = `${formatCount(rest.length)} more`;
  const place = tone === "end" ? "redeemed or held" : "movements";
  return { id, tone, move: 0, title, place, amount, isRoot };
}

const SWEEPS = 16;

/** What stands next to what: pairs of spots, the left one first. */
const pairsOf = ({ from, to, via }: Routed): { from: string; to: string }[] => {
  const stops = [from, ...via.map(({ id }) => id), to];
  return stops.slice(1).map((stop, n) => ({ from: stops[n] ?? from, to: stop }));
};

/** Brings each spot near to those that it is joined to: columns are gone through from left to right and back. */
function arrange(spots: readonly Spot[], arrows: readonly Routed[]): void {
  const byId = new Map(spots.map((spot) => [spot.id, spot]));
  const middleOf = (id: string): number[] => {
    const spot = byId.get(id);
    return spot === undefined ? [] : [spot.y + spot.height / 2];
  };
  const columns = [...groupBy(spots, ({ x }) => String(x)).values()].toSorted(
    (a, b) => (a[0]?.x ?? 0) - (b[0]?.x ?? 0),
  );
  const pairs = arrows.flatMap(pairsOf);
  const [before, after] = [groupBy(pairs, ({ to }) => to), groupBy(pairs, ({ from }) => from)];
  for (const column of columns) stack(column, new Map());
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const isForth = sweep % 2 === 0;
    for (const column of isForth ? columns : columns.toReversed()) {
      const wanted = new Map<string, number>();
      for (const { id, height } of column) {
        const joined = (isForth ? before : after).get(id) ?? [];
        const middles = joined.flatMap(({ from, to }) => middleOf(isForth ? from : to));
        if (middles.length > 0) wanted.set(id, meanOf(middles) - height / 2);
      }
      stack(column, wanted);
    }
  }
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Puts what stands in a column in the order in which it would stand, without one covering another. */
function stack(column: Spot[], wanted: ReadonlyMap<string, number>): void {
  const want = ({ id, y }: Spot): number => wanted.get(id) ?? y;
  const wants = new Map(column.map((spot) => [spot.id, want(spot)]));
  const wish = ({ id }: Spot): number => wants.get(id) ?? 0;
  column.sort((a, b) => wish(a) + a.height / 2 - wish(b) - b.height / 2);
  const middle = meanOf(column.map(wish));
  let next = -Infinity;
  for (const spot of column) {
    spot.y = Math.max(wish(spot), next);
    next = spot.y + spot.height + ROW_GAP;
  }
  const now = meanOf(column.map(({ y }) => y));
  for (const spot of column) spot.y = Math.round(spot.y + middle - now);
}
