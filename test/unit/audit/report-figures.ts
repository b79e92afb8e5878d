import { expect } from "chai";
import { Result, ZeroAddress } from "ethers";
import { AGENCY } from "../../../scripts/audit/deposit-books.ts";
import { budgetRows, rateOf } from "../../../scripts/audit/report/budget.ts";
import type { Flow } from "../../../scripts/audit/report/flow-builder.ts";
import { flowOf } from "../../../scripts/audit/report/flow.ts";
import { everyGroup } from "../../../scripts/audit/report/grouping.ts";
import { peopleOf } from "../../../scripts/audit/report/people.ts";
import { formatPeriod, monthAround, periodsOf } from "../../../scripts/audit/report/periods.ts";
import { reasonRows } from "../../../scripts/audit/report/refusals.ts";
import { tallyOf } from "../../../scripts/audit/report/tally.ts";
import { emptyLine } from "../../../scripts/audit/budget-books.ts";
import { dayOf } from "../../../scripts/lib/clock.ts";
import { account, auditOf, refused, somebody } from "../../helpers/books.ts";
import { VoucherTale } from "../../helpers/voucher-tale.ts";

/** UTC seconds of noon in Korea. */
const noon = (day: string): number => Date.parse(`${day}T12:00:00+09:00`) / 1_000;

/** Two holders in Mapo and one in Boeun: granted 300, spent 120, 50 of it in July; one lets 30 lapse. */
function smallTale(): VoucherTale {
  const tale = new VoucherTale();
  tale.enrol(101, 5812);
  tale.enrol(102, 5942);
  tale.open(1n, 1_000n);
  const at = noon("2025-07-21");
  for (const [holder, home] of [
    [1, 11_440],
    [2, 11_440],
    [3, 43_720],
  ] as const)
    tale.grant({ programme: 1n, holder, amount: 100n, time: at }, home);
  tale.spend({ programme: 1n, holder: 1, amount: 50n, time: noon("2025-07-25") }, 101);
  tale.spend({ programme: 1n, holder: 1, amount: 20n, time: noon("2025-08-04") }, 102);
  tale.spend({ programme: 1n, holder: 3, amount: 50n, time: noon("2025-08-04") }, 101);
  tale.lapse({ programme: 1n, holder: 1, time: noon("2025-08-11") });
  return tale;
}

describe("the figures of a report", () => {
  const tale = smallTale();
  const tally = tallyOf(tale);
  const people = peopleOf(tale.books, tally, everyGroup(tale.books, tally));

  it("add up each programme: granted is spent, returned and still there", () => {
    const [row] = people.programmes;
    const expected = { granted: 300n, spent: 120n, home: 30n, held: 150n };
    expect(row).to.include({ vouchers: 3, budget: 1_000n, ungranted: 700n, ...expected });
  });

  it("add up home districts by the codes' order", () => {
    expect(
      people.districts.map(({ label, ...row }) => [label.ko, ...Object.values(row)]),
    ).to.deep.equal([
      ["서울특별시 마포구", 2, 200n, 70n, 30n, 100n],
      ["충청북도 보은군", 1, 100n, 50n, 0n, 50n],
    ]);
  });

  it("add up categories, most won first", () => {
    expect(
      people.categories.map(({ label, payments, merchants, amount }) => [
        label.ko,
        payments,
        merchants,
        amount,
      ]),
    ).to.deep.equal([
      ["5812 음식점", 2, 1, 100n],
      ["5942 서점", 1, 1, 20n],
    ]);
  });

  it("go on from week to week, Monday to Sunday in Korea", () => {
    const [series] = people.series;
    expect(series?.points).to.deep.equal([
      "2025-07-21 – 2025-07-27",
      "2025-07-28 – 2025-08-03",
      "2025-08-04 – 2025-08-10",
      "2025-08-11 – 2025-08-17",
    ]);
    expect(series?.sums.granted).to.deep.equal([300n, 300n, 300n, 300n]);
    expect(series?.sums.spent).to.deep.equal([50n, 50n, 120n, 120n]);
    expect(series?.sums.home).to.deep.equal([0n, 0n, 0n, 30n]);
  });

  it("are told by months where the history is long", () => {
    const [from = 0, to = 0] = [dayOf("2025-07-21"), dayOf("2026-02-01")];
    const months = periodsOf(from, to);
    expect(months.map(formatPeriod).join(" ")).to.equal(
      "2025-07 2025-08 2025-09 2025-10 2025-11 2025-12 2026-01 2026-02",
    );
    expect(monthAround(dayOf("2024-02-10") ?? 0).last).to.equal(dayOf("2024-02-29"));
  });

  it("say of a line what was paid and not returned, of what was appropriated", () => {
    const line = 2025_011_1040301_24001n;
    const { books } = new VoucherTale();
    const paid = { appropriated: 3_000n, obligated: 2_500n, advanced: 2_000n, liquidated: 500n };
    books.budget.lines.set(line, { ...emptyLine(), ...paid, returned: 499n, lapsed: true });
    const [row] = budgetRows(books, tallyOf({ events: [], books }));
    // 2,001 of 3,000 are 66.7 %; what lapsed is the other 999.
    expect(row?.figures).to.include({ paid: 2_500n, returned: 499n, lapsed: 999n });
    expect(row === undefined ? "" : rateOf(row)).to.equal("66.7 %");
  });

  it("count refusals by reason, and what only the runner knows apart", () => {
    const audit = auditOf({
      refused: [
        refused({}),
        refused({ error: "VoucherExpired" }),
        refused({ error: "ZeroAmount" }),
      ],
    });
    const rows = (unsent?: ReadonlyMap<string, number>) =>
      reasonRows(audit, unsent).map(({ label, mined, unsent: kept }) => [label.en, mined, kept]);
    expect(rows()).to.deep.equal([
      ["C01 zero amount", 2, undefined],
      ["V02 voucher expired", 1, undefined],
    ]);
    expect(rows(new Map([["VoucherExpired", 4]]))).to.deep.equal([
      ["V02 voucher expired", 1, 4],
      ["C01 zero amount", 2, 0],
    ]);
  });
});

/** What goes into a node and out of it. */
const sums = ({ links }: Flow, id: string): [bigint, bigint] => [
  links.filter(({ to }) => to === id).reduce((sum, { amount }) => sum + amount, 0n),
  links.filter(({ from }) => from === id).reduce((sum, { amount }) => sum + amount, 0n),
];

describe("the flow of funds", () => {
  const tale = smallTale();
  const { programmes } = tale.books.addresses;
  account(tale.books, 9, { kind: AGENCY });
  for (const merchant of [101, 102]) account(tale.books, merchant, { kind: 2 });
  const transfers = [
    [ZeroAddress, somebody(9), 1_200n], // issued
    [somebody(9), programmes, 1_000n], // set aside
    [programmes, somebody(101), 100n],
    [programmes, somebody(102), 20n],
    [programmes, somebody(9), 30n], // lapsed
    [somebody(101), ZeroAddress, 90n], // redeemed
  ] as const;
  for (const [from, to, value] of transfers) {
    const args = Result.fromItems([from, to, value], ["from", "to", "value"]);
    const where = { contract: somebody(0xa1), block: 1, index: 0, transaction: "0x", time: 0 };
    tale.events.push({ ...where, name: "Transfer", args });
  }
  const flow = flowOf(tale.books, tallyOf(tale));
  const link = (from: string, to: string) =>
    flow.links.find((one) => one.from === from && one.to === to)?.amount;

  it("follows money from issue to redemption", () => {
    expect(link("issued", "agency")).to.equal(1_200n);
    expect(link("agency", "programme 1")).to.equal(1_000n);
    expect(link("programme 1", "category 5812")).to.equal(100n);
    expect(link("category 5942", "merchant")).to.equal(20n);
    expect(link("merchant", "redeemed")).to.equal(90n);
    expect(link("merchant", "held merchant")).to.equal(30n);
  });

  it("shows what came back and what is still there, each once", () => {
    expect(link("programme 1", "back agency")).to.equal(30n);
    // 700 were never granted, 150 are on vouchers.
    expect(link("programme 1", "held programmes")).to.equal(850n);
    expect(link("agency", "held agency")).to.equal(200n);
  });

  it("loses nothing on the way", () => {
    const inner = flow.nodes.filter(({ id }) => sums(flow, id).every((sum) => sum > 0n));
    expect(inner.map(({ id }) => id)).to.include.members(["agency", "programme 1", "merchant"]);
    for (const { id } of inner) expect(sums(flow, id)[0], id).to.equal(sums(flow, id)[1]);
  });
});
