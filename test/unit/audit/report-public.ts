import { expect } from "chai";
import { monthOf, koreanDay } from "../../../scripts/lib/clock.ts";
import type { BudgetRow } from "../../../scripts/audit/report/budget.ts";
import type { Grouping } from "../../../scripts/audit/report/grouping.ts";
import type { Movement } from "../../../scripts/audit/report/movements.ts";
import { peopleOf } from "../../../scripts/audit/report/people.ts";
import { publicGroups, publicRows } from "../../../scripts/audit/report/public.ts";
import { allOf, publicReasons, reasonRows } from "../../../scripts/audit/report/refusals.ts";
import { tallyOf } from "../../../scripts/audit/report/tally.ts";
import { same } from "../../../scripts/audit/report/words.ts";
import { Draw } from "../../../scripts/sandbox/draw.ts";
import { auditOf, refused, somebody } from "../../helpers/books.ts";
import { VoucherTale } from "../../helpers/voucher-tale.ts";

const DISTRICTS = [11_000, 26_000, 41_110, 43_720, 44_790];
const CATEGORIES = [4121, 5411, 5812, 5814, 5942, 8011];
const JULY = Date.UTC(2025, 6, 10) / 1_000;
const MONTH = 30 * 86_400;

/** Programmes, holders and payments drawn from a seed: some groups are large, some of one. */
function drawnTale(seed: number): VoucherTale {
  const draw = new Draw(seed);
  const any = (below: number): number => draw.below(below);
  const tale = new VoucherTale();
  const merchants = 5 + any(15);
  for (let n = 0; n < merchants; n++) tale.enrol(500 + n, CATEGORIES[any(CATEGORIES.length)] ?? 0);
  for (let programme = 1n; programme <= BigInt(1 + any(3)); programme++) {
    tale.open(programme, 1_000_000n);
    const holders = 1 + any(40);
    for (let holder = 1; holder <= holders; holder++) {
      const home = DISTRICTS[any(1 + any(DISTRICTS.length))] ?? 0;
      const granted = { programme, holder, amount: 1_000n, time: JULY + any(2) * MONTH };
      tale.grant(granted, home);
      for (let times = any(4); times > 0; times--) {
        const time = JULY + (1 + any(4)) * MONTH;
        const amount = BigInt(1 + any(200));
        tale.spend({ programme, holder, amount, time }, 500 + any(merchants));
      }
      if (any(3) > 0) tale.lapse({ programme, holder, time: JULY + 6 * MONTH });
    }
  }
  return tale;
}

const QUANTITY = { granted: "granted", spent: "spent", lapsed: "home" } as const;
const quantityOf = ({ kind }: Movement): string => QUANTITY[kind as keyof typeof QUANTITY];

/** The cells of the page in which a movement is counted: of its programme, period, district and category. */
function cellsOf(movement: Movement, tale: VoucherTale, grouping: Grouping): string | undefined {
  const { programme, holder, time, mcc } = movement;
  if (!grouping.programmes.includes(programme)) return undefined;
  const { district = 0 } = tale.books.programmes.get(programme)?.vouchers.get(holder) ?? {};
  const day = koreanDay(time);
  const period = grouping.periods.findIndex(({ first, last }) => first <= day && day <= last);
  const home = grouping.districts.findIndex((codes) => codes.includes(district));
  const category = grouping.categories.findIndex((codes) => codes.includes(mcc));
  return [quantityOf(movement), programme, period, home, category].join(" ");
}

describe("a report for everybody", () => {
  const seeds = Array.from({ length: 60 }, (_, n) => n);
  const drawn = seeds.map((seed) => {
    const tale = drawnTale(seed);
    const tally = tallyOf(tale);
    const grouping = publicGroups(tale.books, tally);
    return { seed, tale, grouping, people: peopleOf(tale.books, tally, grouping) };
  });

  /*
   * Each figure is a sum of movements. Those that are counted in exactly the same cells cannot be told apart, and whatever is
   * added to or taken from what, a figure is made of such groups as wholes. So it is enough that each has five holders.
   */
  it("has no difference of figures, within a table or between tables, that tells of fewer than five holders", () => {
    for (const { seed, tale, grouping } of drawn) {
      const holders = new Map<string, Set<string>>();
      for (const movement of tale.told.filter(({ amount }) => amount > 0n)) {
        const cells = cellsOf(movement, tale, grouping);
        if (cells === undefined) continue;
        const group = holders.get(cells) ?? new Set<string>();
        holders.set(cells, group.add(movement.holder));
      }
      for (const [cells, { size }] of holders)
        expect(size, `seed ${seed}: ${cells}`).to.be.at.least(5);
    }
  });

  it("tells of five merchants at least in each category, district and period that were paid", () => {
    for (const { seed, tale, grouping } of drawn) {
      const merchants = new Map<string, Set<string>>();
      for (const movement of tale.told.filter(({ kind }) => kind === "spent")) {
        const cells = cellsOf(movement, tale, grouping)?.split(" ");
        for (const [n, place] of (cells ?? []).entries()) {
          if (n < 2) continue;
          const group = merchants.get(`${n} ${place}`) ?? new Set<string>();
          merchants.set(`${n} ${place}`, group.add(movement.merchant));
        }
      }
      for (const [cells, { size }] of merchants)
        expect(size, `seed ${seed}: ${cells}`).to.be.at.least(5);
    }
  });

  it("still adds up: districts, categories and periods to the programmes, these to what was told", () => {
    const sum = (amounts: readonly bigint[]) => amounts.reduce((all, one) => all + one, 0n);
    for (const { tale, grouping, people } of drawn) {
      const { programmes, districts, categories, series } = people;
      for (const field of ["granted", "spent", "home", "held"] as const) {
        const total = sum(programmes.map((row) => row[field]));
        expect(sum(districts.map((row) => row[field]))).to.equal(total);
      }
      const spent = tale.told.filter(
        ({ kind, programme }) => kind === "spent" && grouping.programmes.includes(programme),
      );
      const all = sum(spent.map(({ amount }) => amount));
      expect(sum(categories.map(({ amount }) => amount))).to.equal(all);
      expect(sum(programmes.map((row) => row.spent))).to.equal(all);
      expect(sum(series.map(({ sums }) => sums.spent.at(-1) ?? 0n))).to.equal(all);
    }
  });

  it("tells of programmes that are large enough, and keeps months, categories and districts apart where it can", () => {
    const told = drawn.filter(({ grouping }) => grouping.programmes.length > 0);
    expect(told.length).to.be.at.least(20);
    expect(told.filter(({ grouping }) => grouping.periods.length > 1).length).to.be.at.least(1);
    for (const { grouping } of told) {
      const months = grouping.periods.flatMap(({ first, last }) => [monthOf(first), monthOf(last)]);
      expect(months).to.deep.equal(months.toSorted((a, b) => a - b));
    }
  });

  it("leaves out a programme of four holders, and takes one of five", () => {
    const few = (holders: number) => {
      const tale = new VoucherTale();
      tale.open(1n, 1_000n);
      for (let holder = 1; holder <= holders; holder++)
        tale.grant({ programme: 1n, holder, amount: 10n, time: JULY }, 11_000);
      return publicGroups(tale.books, tallyOf(tale)).programmes;
    };
    expect(few(4)).to.deep.equal([]);
    expect(few(5)).to.deep.equal([1n]);
  });
});

describe("lines of the budget for everybody", () => {
  const row = (line: bigint, paid: bigint): BudgetRow => {
    const none = { appropriated: 0n, allotted: 0n, obligated: 0n, late: 0n, lapsed: 0n };
    const figures = { ...none, paid, returned: paid / 2n, carriedOver: 0n };
    return { label: same(String(line)), lines: [line], figures };
  };
  const rows = [row(1n, 100n), row(2n, 0n), row(3n, 40n), row(4n, 60n)];
  const shapes = (hidden: readonly bigint[]) =>
    publicRows(rows, new Set(hidden))?.map(({ lines, figures }) => [lines.join(" "), figures.paid]);

  it("are each told apart where none is to be hidden", () => {
    expect(shapes([])).to.deep.equal([
      ["1", 100n],
      ["2", 0n],
      ["3", 40n],
      ["4", 60n],
    ]);
  });

  it("hide one among neighbours of which one has paid something else", () => {
    expect(shapes([3n])).to.deep.equal([
      ["1 2 3", 140n],
      ["4", 60n],
    ]);
    expect(shapes([1n])).to.deep.equal([
      ["1 2 3", 140n],
      ["4", 60n],
    ]);
  });

  it("are not told at all where no other line has paid anything", () => {
    expect(shapes([1n, 3n, 4n])).to.equal(undefined);
  });
});

describe("refusals for everybody", () => {
  const many = (error: string, senders: number) =>
    Array.from({ length: senders }, (_, n) => refused({ error, from: somebody(n + 1) }));
  const rowsOf = (...groups: [string, number][]) =>
    publicReasons(reasonRows(auditOf({ refused: groups.flatMap((group) => many(...group)) })));

  it("tell reasons of fewer than five accounts together, and take the next smallest where they are still too few", () => {
    const rows = rowsOf(["ZeroAmount", 9], ["VoucherExpired", 6], ["EnforcedPause", 2]);
    expect(rows.map((row) => [row.label.en, allOf(row)])).to.deep.equal([
      ["C01 zero amount", 9],
      ["Other reasons", 8],
    ]);
  });

  it("are not told where all of them concern fewer than five accounts", () => {
    expect(rowsOf(["ZeroAmount", 3], ["VoucherExpired", 4])).to.deep.equal([]);
  });
});
