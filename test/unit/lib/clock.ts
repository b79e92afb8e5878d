import { expect } from "chai";
import { formatKst, koreanDay, monthOf } from "../../../scripts/lib/clock.ts";

const utc = (instant: string): number => Date.parse(instant) / 1_000;

const instants: readonly (readonly [utc: string, korea: string, days: number])[] = [
  // 2025-11-30 is day 20,422 of the calendar that begins on 1970-01-01.
  ["2025-11-29T15:00:00Z", "2025-11-30 00:00:00", 20_422],
  ["2025-11-30T00:00:00Z", "2025-11-30 09:00:00", 20_422],
  ["2025-11-30T14:59:59Z", "2025-11-30 23:59:59", 20_422],
  ["2025-11-30T15:00:00Z", "2025-12-01 00:00:00", 20_423],
  ["2026-12-31T14:59:59Z", "2026-12-31 23:59:59", 20_818],
  ["2026-12-31T15:00:00Z", "2027-01-01 00:00:00", 20_819],
  ["2028-02-28T15:00:00Z", "2028-02-29 00:00:00", 21_243],
  ["2028-02-29T15:00:00Z", "2028-03-01 00:00:00", 21_244],
  ["1970-01-01T00:00:00Z", "1970-01-01 09:00:00", 0],
  ["1970-01-01T14:59:59Z", "1970-01-01 23:59:59", 0],
  ["1970-01-01T15:00:00Z", "1970-01-02 00:00:00", 1],
];

describe("an instant in Korea", () => {
  for (const [instant, korea, days] of instants) {
    it(`is ${korea}, day ${days}, at ${instant}`, () => {
      expect(formatKst(utc(instant))).to.equal(korea);
      expect(formatKst(BigInt(utc(instant)))).to.equal(korea);
      expect(koreanDay(utc(instant))).to.equal(days);
      const [year = 0, month = 0] = korea.split("-").map(Number);
      expect(monthOf(days)).to.equal((year - 1970) * 12 + month - 1);
    });
  }
});
