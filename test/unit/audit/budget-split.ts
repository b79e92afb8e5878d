import { expect } from "chai";
import type { ObligatedBook } from "../../../scripts/audit/budget-books.ts";
import { splitNotices, suspicions } from "../../../scripts/audit/split.ts";
import { line, splitThreshold } from "../../helpers/budget.ts";
import { emptyBooks, somebody } from "../../helpers/books.ts";
import { won } from "../../helpers/fixtures.ts";
import { day, kst } from "../../helpers/time.ts";

const begin = kst("2025-07-21T00:00:00");

/** So many million won obligated on the `on`th day from 21 July 2025, by the ministry of `line` or another. */
function made(on: number, millions: number, departs: Partial<ObligatedBook> = {}): ObligatedBook {
  const who = { line, creditor: somebody(1), inTrust: false, transaction: "0x" };
  const when = { time: begin + on * day };
  return { ...who, ...when, amount: won(millions * 1_000_000), suspected: undefined, ...departs };
}

const ofMinistry = (ministry: bigint) => ({ line: line + (ministry - 11n) * 10n ** 12n });

/** What follows, in millions of won. */
const sums = (...all: ObligatedBook[]) =>
  suspicions(all, splitThreshold).map((sum) => sum && sum / 1_000_000n);

const notices = (...all: ObligatedBook[]) => {
  const books = emptyBooks();
  books.budget.obligated.push(...all);
  return splitNotices(books, splitThreshold).map(({ from, to, obligations, most, told }) => {
    const first = from - Math.floor((begin + 9 * 3600) / day);
    return [first, first + to - from, obligations, most / 1_000_000n, told];
  });
};

describe("the ledger's watch on small obligations, replayed", () => {
  it("adds them up for 30 days from the first, and begins anew", () => {
    expect(sums(made(0, 8), made(1, 8), made(29, 4), made(30, 19))).to.deep.equal([
      undefined,
      undefined,
      20n,
      undefined,
    ]);
  });

  it("does not watch what is not small, nor money in trust", () => {
    expect(sums(made(0, 19), made(0, 20), made(0, 19, { inTrust: true }))).to.deep.equal([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("watches two ministries and each creditor apart; a third takes the place of the older", () => {
    const [second, third] = [ofMinistry(12n), ofMinistry(13n)];
    expect(sums(made(0, 15), made(1, 15, second), made(2, 5))).to.deep.equal([
      ...[undefined, undefined, 20n],
    ]);
    expect(sums(made(0, 15), made(0, 15, { creditor: somebody(2) }))).to.deep.equal([
      ...[undefined, undefined],
    ]);
    const displaced = [made(0, 15), made(1, 15, second), made(2, 15, third), made(3, 5)];
    // The first ministry's watch was the older one and is gone; its next takes the second's place.
    expect(sums(...displaced, made(4, 5, second))).to.deep.equal([
      ...[undefined, undefined, undefined, undefined, undefined],
    ]);
  });
});

describe("the auditor's own look at small obligations", () => {
  it("finds what any 30 days hold, where the watch had begun anew", () => {
    // 12 on day 25 and 12 on day 31: the watch began on day 0 and anew on day 31.
    expect(notices(made(0, 1), made(25, 12), made(31, 12))).to.deep.equal([
      [25, 31, 2, 24n, false],
    ]);
  });

  it("counts 30 days from the first to the last, both with them", () => {
    expect(notices(made(0, 10), made(29, 10))).to.deep.equal([[0, 29, 2, 20n, false]]);
    expect(notices(made(0, 10), made(30, 10))).to.deep.equal([]);
  });

  it("joins what overlaps, tells the most, and whether the ledger told of it", () => {
    const told = { suspected: won(21_000_000) };
    const group = [made(0, 11), made(20, 10, told), made(40, 15), made(100, 19)];
    expect(notices(...group)).to.deep.equal([[0, 40, 3, 25n, true]]);
  });

  it("keeps ministries and creditors apart, and leaves out what is large or in trust", () => {
    const group = [
      ...[made(0, 15), made(0, 15, ofMinistry(12n)), made(0, 15, { creditor: somebody(2) })],
      ...[made(0, 20), made(0, 15, { inTrust: true })],
    ];
    expect(notices(...group)).to.deep.equal([]);
  });
});
