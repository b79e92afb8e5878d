import { expect } from "chai";
import {
  booksCloseAt,
  endsAt,
  koreanYear,
  planMonth,
  quarterBeginsAt,
  startsAt,
} from "../../../scripts/lib/fiscal-year.ts";
import { kst } from "../../helpers/time.ts";

const line = 2027_011_1040301_24001n;
const leap = 2028_011_1040301_24001n;

describe("the fiscal year of a budget line", () => {
  it("is the calendar year in Korea", () => {
    expect(startsAt(line)).to.equal(kst("2027-01-01T00:00:00"));
    expect(endsAt(line)).to.equal(kst("2028-01-01T00:00:00"));
    expect(endsAt(leap)).to.equal(kst("2029-01-01T00:00:00"));
  });

  it("has books that close when 10 February has ended", () => {
    expect(booksCloseAt(line)).to.equal(kst("2028-02-11T00:00:00"));
  });

  it("has quarters that begin in January, April, July and October, in a leap year too", () => {
    const months = ["01", "04", "07", "10"];
    for (const [year, of] of [
      [2027, line],
      [2028, leap],
    ] as const)
      expect([1, 2, 3, 4].map((quarter) => quarterBeginsAt(of, quarter))).to.deep.equal(
        months.map((month) => kst(`${year}-${month}-01T00:00:00`)),
      );
  });

  it("counts a payment in its month, and after the year in December", () => {
    const month = (time: string) => planMonth(line, kst(time));
    expect(month("2027-01-01T00:00:00")).to.equal(1);
    expect(month("2027-02-28T23:59:59")).to.equal(2);
    expect(month("2027-03-01T00:00:00")).to.equal(3);
    expect(month("2027-12-31T23:59:59")).to.equal(12);
    expect(month("2028-02-10T23:59:59")).to.equal(12);
  });

  it("is known by its Korean clock, not by that of UTC", () => {
    expect(koreanYear(kst("2027-12-31T23:59:59"))).to.equal(2027);
    expect(koreanYear(kst("2028-01-01T00:00:00"))).to.equal(2028);
  });
});
