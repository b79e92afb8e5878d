import { expect } from "chai";
import { korean } from "../helpers/calendar.ts";
import { deployed } from "../helpers/fixtures.ts";

/** Gas of one call by another contract, the calendar's account and word cold: at most 1 % above what was measured. */
const COMMITTED = { holidayGas: 5_450, businessDayGas: 5_460 } as const;

describe("gas of asking the calendar", () => {
  for (const [name, committed] of Object.entries(COMMITTED)) {
    it(`is at most ${committed} for ${name}`, async () => {
      const { connection, addresses } = await deployed();
      const probe = await connection.ethers.deployContract("CalendarProbe");
      for (const [date, isHoliday] of [
        ["2026-07-16", false],
        ["2026-07-17", true],
      ] as const) {
        const [gas, answer] = (await probe[name]!(addresses.calendar, korean(date))) as [
          bigint,
          boolean,
        ];
        expect(answer, date).to.equal(name === "holidayGas" ? isHoliday : !isHoliday);
        expect(Number(gas), date)
          .to.be.at.most(committed)
          .and.at.least(committed * 0.99);
      }
    });
  }
});
