import { at, FEWEST, remember, type Counted } from "./counted.ts";
import type { Cell } from "./tally.ts";

/** Along which codes are told together, next to each other: districts, categories, months. */
const axes = ["months", "categories", "districts"] as const;
type Axis = (typeof axes)[number];

/** Groups of codes in the order of the codes. Every code is in one of them. */
export type Groups = Readonly<Record<Axis, readonly (readonly number[])[]>>;

/** What a group is judged by: who was granted, spent or sent home, or holds a voucher at all. */
export type Part = Omit<Cell, "quantity"> & { readonly quantity: Cell["quantity"] | "member" };

/** A group that is too small, and along which axes, at which places, it could be told together with another. */
type Small = Readonly<Partial<Record<Axis, number>>>;

/** Where a code's group stands. */
type Places = Readonly<Record<Axis, ReadonlyMap<number, number>>>;

const placesIn = (groups: readonly (readonly number[])[]): Map<number, number> =>
  new Map(groups.flatMap((codes, place) => codes.map((code) => [code, place] as const)));

const placesOf = (groups: Groups): Places => ({
  months: placesIn(groups.months),
  categories: placesIn(groups.categories),
  districts: placesIn(groups.districts),
});

/** Where a part stands along each axis. Nobody is paid in a grant: it has no category; membership has no month. */
function placeOf({ quantity, month, mcc, district }: Part, places: Places): Small {
  const own = { districts: places.districts.get(district) ?? 0 };
  if (quantity === "member") return own;
  const dated = { ...own, months: places.months.get(month) ?? 0 };
  return quantity === "spent" ? { ...dated, categories: places.categories.get(mcc) ?? 0 } : dated;
}

const isSmall = ({ size }: ReadonlySet<string>): boolean => size > 0 && size < FEWEST;

/**
 * Groups under five. Holders are counted in the smallest groups of all: what one programme's holders of one group of districts did
 * in one group of months and categories. Each published sum is a sum of these, so that no difference of sums, within a table
 * or between tables, tells of fewer than five. Merchants are counted in each group of one axis.
 */
export function tooSmall(parts: Iterable<Part>, groups: Groups): Small[] {
  const places = placesOf(groups);
  const atoms = new Map<string, Counted>();
  const where = new Map<string, Small>();
  const payees = new Map<string, Set<string>>();
  for (const part of parts) {
    const place = placeOf(part, places);
    const { months = "", categories = "", districts = "" } = place;
    const key = [part.quantity, part.programme, districts, categories, months].join(" ");
    where.set(key, place);
    for (const holder of part.holders) remember(at(atoms, key).holders, holder);
    if (part.quantity !== "spent") continue;
    for (const axis of axes) {
      const group = `${axis} ${place[axis] ?? 0}`;
      payees.set(group, payees.get(group) ?? new Set());
      for (const one of part.merchants) remember(payees.get(group) ?? new Set(), one);
    }
  }
  const small = [...atoms].flatMap(([key, { holders }]) =>
    isSmall(holders) ? [where.get(key) ?? {}] : [],
  );
  const few = [...payees].flatMap(([group, merchants]) => {
    const [axis = "months", place] = group.split(" ") as [Axis, string];
    return isSmall(merchants) ? [{ [axis]: Number(place) }] : [];
  });
  return [...small, ...few];
}

/** Groups in which two that stand next to each other are one. */
function merged(groups: Groups, axis: Axis, first: number): Groups {
  const all = groups[axis];
  const one = [...(all[first] ?? []), ...(all[first + 1] ?? [])];
  return { ...groups, [axis]: [...all.slice(0, first), one, ...all.slice(first + 2)] };
}

/** Ways to make a small group larger: with the group before it or after it, along each axis. */
function waysOf(small: Small, groups: Groups): Groups[] {
  return axes.flatMap((axis) => {
    const place = small[axis];
    if (place === undefined) return [];
    const firsts = [place - 1, place].filter(
      (first) => first >= 0 && first + 1 < groups[axis].length,
    );
    return firsts.map((first) => merged(groups, axis, first));
  });
}

/** Tells as little together as is found to be enough; nothing where even everything together is too small. */
export function coarsen(parts: readonly Part[], apart: Groups): Groups | undefined {
  let groups = apart;
  for (;;) {
    const small = tooSmall(parts, groups);
    if (small.length === 0) return groups;
    const movable = small.filter((one) => waysOf(one, groups).length > 0).slice(0, MOST_TRIED);
    const judged = movable
      .flatMap((one) => waysOf(one, groups))
      .map((way) => ({ way, left: tooSmall(parts, way).length }));
    const [chosen] = judged.toSorted((a, b) => a.left - b.left);
    if (chosen === undefined) return undefined;
    groups = chosen.way;
  }
}

/** Small groups of which all ways are tried at a time. */
const MOST_TRIED = 3;

/** Parts with the same place in the groups as one: what is judged again and again is then short. */
export function gathered(parts: Iterable<Part>, groups: Groups): Part[] {
  const places = placesOf(groups);
  const found = new Map<string, Part>();
  for (const part of parts) {
    const place = placeOf(part, places);
    const key = [part.quantity, part.programme, ...axes.map((axis) => place[axis] ?? "")].join(" ");
    const known = found.get(key);
    if (known === undefined) {
      const people = { holders: new Set(part.holders), merchants: new Set(part.merchants) };
      found.set(key, { ...part, ...people });
      continue;
    }
    known.amount += part.amount;
    for (const one of part.holders) remember(known.holders, one);
    for (const one of part.merchants) remember(known.merchants, one);
  }
  return [...found.values()];
}

/** Codes one by one, or the first ones of which `most` groups of neighbours are made. */
export function inRuns(codes: readonly number[], most: number): number[][] {
  const size = Math.max(1, Math.ceil(codes.length / most));
  const runs: number[][] = [];
  for (let first = 0; first < codes.length; first += size)
    runs.push(codes.slice(first, first + size));
  return runs;
}
