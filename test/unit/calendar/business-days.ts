import { expect } from "chai";
import { formatDay } from "../../../scripts/lib/clock.ts";
import { korean } from "../../helpers/calendar.ts";
import { handedOver, onOneChain } from "../../helpers/suite.ts";

const handed = onOneChain(handedOver);

const days: readonly (readonly [date: string, is: boolean, why: string])[] = [
  ["2026-07-16", true, "a Thursday"],
  ["2026-07-17", false, "Constitution Day, a Friday"],
  ["2026-07-18", false, "a Saturday"],
  ["2026-07-19", false, "a Sunday"],
  ["2026-07-20", true, "a Monday"],
  ["2026-05-01", false, "Labour Day"],
  ["2025-05-01", true, "a Thursday: Labour Day was no public holiday yet"],
  ["2025-07-17", true, "a Thursday: Constitution Day was no public holiday yet"],
  ["2026-06-03", false, "local elections"],
  ["2027-06-06", false, "Memorial Day, a Sunday"],
  ["2027-06-07", true, "the Monday after: Memorial Day has no substitute"],
  ["2027-05-03", false, "the substitute for Labour Day"],
  ["2026-09-28", true, "the Monday after a Chuseok that ended on a Saturday"],
  ["2028-02-29", true, "a Tuesday"],
];

/** The business day number `count` after a day. */
const clocks: readonly (readonly [from: string, count: number, to: string, over: string])[] = [
  ["2026-07-16", 0, "2026-07-16", "nothing"],
  ["2026-07-18", 0, "2026-07-18", "nothing, from a Saturday"],
  ["2026-07-15", 1, "2026-07-16", "nothing"],
  ["2026-07-16", 1, "2026-07-20", "a holiday and a weekend"],
  ["2026-07-19", 1, "2026-07-20", "nothing, from a Sunday"],
  ["2026-07-16", 5, "2026-07-24", "a holiday and a weekend"],
  ["2025-10-02", 1, "2025-10-10", "seven days of holidays"],
  ["2027-02-05", 1, "2027-02-10", "Seollal and its substitute"],
  ["2026-12-31", 1, "2027-01-04", "the end of a year"],
  ["2026-10-08", 3, "2026-10-14", "a holiday, a weekend, and from one word to the next"],
  ["2028-02-28", 1, "2028-02-29", "nothing, to a leap day"],
];

describe("BusinessCalendar: business days", () => {
  for (const [date, is, why] of days) {
    it(`${date} is ${is ? "one" : "none"}: ${why}`, async () => {
      const { calendar } = await handed();
      expect(await calendar.isBusinessDay(korean(date))).to.equal(is);
    });
  }

  it("are no days beyond those that can be announced but by their weekday", async () => {
    const { calendar } = await handed();
    // Day 65,536 is a Saturday, 65,538 a Monday.
    expect(await calendar.isHoliday(65_536)).to.equal(false);
    expect(await calendar.isBusinessDay(65_536)).to.equal(false);
    expect(await calendar.isBusinessDay(65_538)).to.equal(true);
  });
});

describe("BusinessCalendar: counting business days", () => {
  for (const [from, count, to, over] of clocks) {
    it(`finds ${to} as number ${count} after ${from}, over ${over}`, async () => {
      const { calendar } = await handed();
      const found = await calendar.addBusinessDays(korean(from), count);
      expect(formatDay(found)).to.equal(to);
    });
  }

  it("counts 366, and refuses 367", async () => {
    const { calendar } = await handed();
    const from = korean("2026-01-01");

    // 2026 has 245 business days, none of them its first day: number 366 is the 121st of 2027.
    expect(formatDay(await calendar.addBusinessDays(from, 366))).to.equal("2027-06-29");
    await expect(calendar.addBusinessDays(from, 367))
      .to.be.revertedWithCustomError(calendar, "TooManyDays")
      .withArgs(367, await calendar.MAX_BUSINESS_DAYS());
  });

  it("moves when a holiday is announced later, and back when it is withdrawn", async () => {
    const { calendar, officers } = await handed();
    const officer = calendar.connect(officers.calendarOfficer);
    const from = korean("2027-04-07");
    const find = async () => formatDay(await calendar.addBusinessDays(from, 2));

    expect(await find()).to.equal("2027-04-09");
    await officer.announceHolidays([korean("2027-04-08")]);
    expect(await find()).to.equal("2027-04-12");
    await officer.withdrawHoliday(korean("2027-04-08"));
    expect(await find()).to.equal("2027-04-09");
  });
});
