import { expect } from "chai";
import { network } from "hardhat";
import { UserError } from "../../../scripts/lib/errors.ts";
import { play, readScenario } from "../../../scripts/sandbox/play.ts";
import { day, days, noNames } from "../../../scripts/tasks/inputs.ts";
import { korean } from "../../helpers/calendar.ts";
import { couponHead, scratch } from "../sandbox/edits.ts";

const steps = `
steps:
  - calendar.announce: { days: [2026-04-10, 2026-04-13] }
  - calendar.announce: { days: 2026-04-14 }
  - calendar.withdraw: { day: 2026-04-13 }
  - calendar.withdraw: { day: 2026-04-13 }
    expect: { refused: NotHoliday, with: { day: ${korean("2026-04-13")} } }
  - calendar.announce: { days: [2026-04-15, 2026-04-10] }
    expect: { refused: AlreadyHoliday }
  - calendar.announce: { days: 2025-07-21 }
    at: 2025-07-21T00:00:00+09:00
    expect: { refused: HolidayNotAhead }
  - calendar.announce: { days: 2026-04-16, by: funding }
    expect: { refused: AccessManagedUnauthorized }
`;

describe("the steps of the calendar", () => {
  const write = scratch();

  it("announce one day or several, withdraw one, and are refused as the contract refuses", async () => {
    const connection = await network.create({ chainType: "l1" });
    const scenario = readScenario(write(`${couponHead()}${steps}`));
    const { system } = await play(connection, scenario, { progress: () => {} });

    const dates = ["2026-04-10", "2026-04-13", "2026-04-14", "2026-04-15", "2026-04-16"];
    const found = dates.map((date) => system.calendar.isHoliday(korean(date)));
    expect(await Promise.all(found)).to.deep.equal([true, false, true, false, false]);
  });
});

describe("a day as it is written", () => {
  it("is read as the day the contracts count", () => {
    expect(day.parse("2026-05-01", noNames)).to.equal(20_574);
    expect(day.parse("1970-01-01", noNames)).to.equal(0);
    expect(day.parse("2149-06-06", noNames)).to.equal(65_535);
  });

  for (const wrong of [
    "",
    "2026-5-1",
    "2026-02-29",
    "2026-13-01",
    "1969-12-31",
    "2149-06-07",
    20574,
    "tomorrow",
  ]) {
    it(`is not "${wrong}"`, () => {
      expect(() => day.parse(wrong, noNames)).to.throw(
        UserError,
        "expected a day such as 2026-05-01",
      );
    });
  }

  it("may stand in a list, or several with commas", () => {
    const may = [20_574, 20_576];
    for (const written of [["2026-05-01", "2026-05-03"], "2026-05-01,2026-05-03"])
      expect(days.parse(written, noNames)).to.deep.equal(may);
    for (const nothing of [[], "", undefined])
      expect(() => days.parse(nothing, noNames)).to.throw(UserError, "found nothing");
  });
});
