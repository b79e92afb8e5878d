import { expect } from "chai";
import { readYear, yearLines } from "../../../scripts/lib/calendar.ts";
import { holidays } from "../../../scripts/lib/holidays.ts";
import { korean } from "../../helpers/calendar.ts";
import { handedOver, onOneChain } from "../../helpers/suite.ts";

const handed = onOneChain(handedOver);

describe("a year's holidays as they are shown", () => {
  it("are those of the chain, with weekday and name", async () => {
    const { calendar } = await handed();
    const lines = yearLines(await readYear(calendar, 2026), 2026, "en");

    expect(lines).to.have.length(22);
    expect(lines[0]).to.equal("2026-01-01  Thu  New Year's Day");
    expect(lines).to.include("2026-07-17  Fri  Constitution Day");
    expect(lines.at(-1)).to.equal("2026-12-25  Fri  Christmas Day");
    const inKorean = yearLines(await readYear(calendar, 2026), 2026, "ko");
    expect(inKorean).to.include("2026-05-01  금  노동절");
  });

  it("name both where two fall on one day", async () => {
    const { calendar } = await handed();
    const [found] = (await readYear(calendar, 2025)).filter(({ date }) => date === "2025-05-05");
    expect(found).to.deep.equal({
      date: "2025-05-05",
      weekday: 0,
      korean: "어린이날, 부처님 오신 날",
      english: "Children's Day, Buddha's Birthday",
    });
  });

  it("are every listed day of each listed year", async () => {
    const { calendar } = await handed();
    for (const year of [2025, 2026, 2027]) {
      const dates = (await readYear(calendar, year)).map(({ date }) => date);
      const listed = holidays.filter(({ date }) => date.startsWith(String(year)));
      expect(dates).to.deep.equal([...new Set(listed.map(({ date }) => date))]);
    }
  });

  it("are none in a year of which nothing was announced, and have no name beyond the list", async () => {
    const { calendar, officers } = await handed();
    expect(yearLines(await readYear(calendar, 2028), 2028, "en")).to.deep.equal([
      "no holidays in 2028",
    ]);

    await calendar
      .connect(officers.calendarOfficer)
      .announceHolidays([korean("2028-01-01"), korean("2028-12-31")]);

    expect(yearLines(await readYear(calendar, 2028), 2028, "en")).to.deep.equal([
      "2028-01-01  Sat  not in the list",
      "2028-12-31  Sun  not in the list",
    ]);
  });
});
