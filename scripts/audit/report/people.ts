import type { Books } from "../books.ts";
import { membersOf, type Grouping } from "./grouping.ts";
import { categoryText, districtText, programmeText } from "./names.ts";
import { formatPeriod } from "./periods.ts";
import { quantities, sumsBy, type Cell, type Quantity, type Tally } from "./tally.ts";
import { join, type Text } from "./words.ts";

/** What a group was granted, spent less what was refunded, and did not spend; what it still has. Whole won. */
export interface Sums extends Readonly<Record<Quantity, bigint>> {
  readonly held: bigint;
}

/** One programme, or the holders of one district, or of several that are told together. */
export interface GroupRow extends Sums {
  readonly label: Text;
  /** Vouchers: a holder in two programmes has two. */
  readonly vouchers: number;
}

export interface ProgrammeRow extends GroupRow {
  /** What was set aside for it, and what of it was granted to nobody. */
  readonly budget: bigint;
  readonly ungranted: bigint;
}

/** What was paid to merchants of one category, or of several that are told together. */
export interface CategoryRow {
  readonly label: Text;
  readonly payments: number;
  readonly merchants: number;
  readonly amount: bigint;
}

/** One programme, added up from its beginning to the end of each period. */
export interface Series {
  readonly label: Text;
  readonly points: readonly string[];
  readonly sums: Readonly<Record<Quantity, readonly bigint[]>>;
}

/** What is told of holders and merchants. */
export interface People {
  readonly programmes: readonly ProgrammeRow[];
  readonly series: readonly Series[];
  readonly districts: readonly GroupRow[];
  readonly categories: readonly CategoryRow[];
}

/** Everything that is told of holders and merchants, in the groups that are told apart. */
export function peopleOf(books: Books, tally: Tally, grouping: Grouping): People {
  const cells = [...tally.cells.values()].filter(({ programme }) =>
    grouping.programmes.includes(programme),
  );
  return {
    programmes: grouping.programmes.map((one) => programmeRow(books, cells, one)),
    series: grouping.programmes.map((one) => seriesOf(tally, grouping, one)),
    districts: districtRows(books, cells, grouping),
    categories: categoryRows(tally, cells, grouping),
  };
}

/** Names of a group, one after another. */
export const together = (labels: readonly Text[]): Text =>
  join((language) => labels.map((label) => label[language]).join(", "));

const sumOf = (cells: readonly Cell[], quantity: Quantity): bigint =>
  cells.reduce((sum, cell) => (cell.quantity === quantity ? sum + cell.amount : sum), 0n);

function sumsIn(cells: readonly Cell[]): Sums {
  const [granted, spent, home] = quantities.map((quantity) => sumOf(cells, quantity)) as [
    bigint,
    bigint,
    bigint,
  ];
  return { granted, spent, home, held: granted - spent - home };
}

function programmeRow(books: Books, cells: readonly Cell[], programme: bigint): ProgrammeRow {
  const own = sumsIn(cells.filter((cell) => cell.programme === programme));
  const { budget = 0n } = books.programmes.get(programme) ?? {};
  const members = [...(membersOf(books).get(programme)?.values() ?? [])];
  const vouchers = members.reduce((sum, { size }) => sum + size, 0);
  const label = programmeText(programme);
  return { label, vouchers, budget, ungranted: budget - own.granted, ...own };
}

function seriesOf({ days }: Tally, { periods }: Grouping, programme: bigint): Series {
  const sums: Record<Quantity, bigint[]> = { granted: [], spent: [], home: [] };
  const ofDays = [...(days.get(programme) ?? [])];
  for (const { last } of periods) {
    const until = ofDays.filter(([day]) => day <= last);
    for (const quantity of quantities)
      sums[quantity].push(until.reduce((sum, [, day]) => sum + day[quantity], 0n));
  }
  return { label: programmeText(programme), points: periods.map(formatPeriod), sums };
}

function districtRows(books: Books, cells: readonly Cell[], grouping: Grouping): GroupRow[] {
  const members = membersOf(books);
  return grouping.districts.map((codes) => {
    const own = cells.filter(({ district }) => codes.includes(district));
    let vouchers = 0;
    for (const programme of grouping.programmes) {
      for (const code of codes) vouchers += members.get(programme)?.get(code)?.size ?? 0;
    }
    return { label: together(codes.map(districtText)), vouchers, ...sumsIn(own) };
  });
}

/** Payments before refunds, most won first where every category is told apart. */
function categoryRows(tally: Tally, cells: readonly Cell[], grouping: Grouping): CategoryRow[] {
  const spent = sumsBy(cells, "spent", ({ mcc }) => mcc);
  const rows = grouping.categories.map((codes) => {
    const merchants = new Set<string>();
    let [payments, amount] = [0, 0n];
    for (const code of codes) {
      payments += spent.get(code)?.times ?? 0;
      amount += spent.get(code)?.amount ?? 0n;
      for (const one of tally.categories.get(code)?.merchants ?? []) merchants.add(one);
    }
    const label = together(codes.map(categoryText));
    return { label, payments, merchants: merchants.size, amount };
  });
  return rows.toSorted((a, b) => Number(b.amount - a.amount));
}
