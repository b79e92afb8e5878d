import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { formatDay } from "../../../scripts/lib/clock.ts";
import { holidayDays } from "../../../scripts/lib/holidays.ts";
import { korean } from "../../helpers/calendar.ts";
import { at, eventsOf } from "../../helpers/chain.ts";
import type { Deployed } from "../../helpers/fixtures.ts";
import { handedOver, onOneChain } from "../../helpers/suite.ts";
import { kst } from "../../helpers/time.ts";

const handed = onOneChain(handedOver);

/** Contracts bound to the calendar officer, and a chain on which the next act happens at `time` in Korea. */
async function office(time = "2026-11-25T09:00:00") {
  const system = await handed();
  await at(system, kst(time));
  const { calendar, officers } = system;
  return { ...system, officer: calendar.connect(officers.calendarOfficer) };
}

const today = korean("2026-11-25");
const tomorrow = today + 1;
/** Five years and a leap day after today: the last day that can be announced. */
const last = today + 1_826;

/** The holidays of the deployment's events. */
async function initial({ calendar }: Deployed) {
  const logs = await calendar.queryFilter(calendar.filters.HolidayAnnounced, 0);
  return logs.map(({ args: [day, by] }) => [Number(day), by]);
}

describe("BusinessCalendar: as deployed", () => {
  it("holds the listed days, which nobody announced", async () => {
    const system = await handed();

    expect(await initial(system)).to.deep.equal(holidayDays.map((day) => [day, ZeroAddress]));
    for (const day of holidayDays)
      expect(await system.calendar.isHoliday(day), formatDay(day)).to.equal(true);
  });

  it("holds days that were past already", async () => {
    const { calendar, connection } = await handed();

    const now = await connection.networkHelpers.time.latest();
    expect(kst("2025-01-01T00:00:00")).to.be.lessThan(now);
    expect(await calendar.isHoliday(korean("2025-01-01"))).to.equal(true);
  });

  it("has its days as the bits of words", async () => {
    const { calendar } = await handed();
    // Days 20,480 to 20,735: from 2026-01-27 to 2026-10-09.
    const days = holidayDays.filter((day) => day >> 8 === 80);
    const word = days.reduce((bits, day) => bits | (1n << BigInt(day & 0xff)), 0n);

    expect(days).to.have.length(20);
    expect(await calendar.holidayWord(80)).to.equal(word);
    expect(await calendar.holidayWord(2n ** 48n - 1n)).to.equal(0n);
  });

  it("takes no list with a day twice, or too far ahead", async () => {
    const { connection, addresses, calendar } = await handed();
    await connection.networkHelpers.time.increaseTo(kst("2026-11-25T09:00:00"));
    const deploy = (...days: number[]) =>
      connection.ethers.deployContract("BusinessCalendar", [addresses.ministry, days]);

    await expect(deploy(5, 6, 5))
      .to.be.revertedWithCustomError(calendar, "AlreadyHoliday")
      .withArgs(5);
    await expect(deploy(last + 1))
      .to.be.revertedWithCustomError(calendar, "DayTooFar")
      .withArgs(last + 1, last);
    await deploy(0, last);
  });
});

describe("BusinessCalendar: announcing holidays", () => {
  describe("given days after today", () => {
    it("makes each a holiday, and says who did", async () => {
      const { calendar, officer, officers } = await office();
      const by = officers.calendarOfficer.address;

      const events = await eventsOf(officer.announceHolidays([last, tomorrow]), calendar);

      expect(events).to.deep.equal([
        ["HolidayAnnounced", BigInt(last), by],
        ["HolidayAnnounced", BigInt(tomorrow), by],
      ]);
      expect(await calendar.isHoliday(tomorrow)).to.equal(true);
      expect(await calendar.isHoliday(tomorrow + 1)).to.equal(false);
      expect(await calendar.isHoliday(last)).to.equal(true);
    });

    it("takes 120 in one list, and refuses 121", async () => {
      const { calendar, officer } = await office();
      const days = Array.from({ length: 121 }, (_, n) => korean("2030-02-01") + n);

      await expect(officer.announceHolidays(days))
        .to.be.revertedWithCustomError(calendar, "BatchTooLong")
        .withArgs(121, await calendar.MAX_BATCH());
      await officer.announceHolidays(days.slice(1));

      expect(await calendar.isHoliday(days[120]!)).to.equal(true);
    });

    it("refuses the first that is more than 1,826 days ahead", async () => {
      const { calendar, officer } = await office();

      expect(await calendar.MAX_AHEAD()).to.equal(1_826n);
      await expect(officer.announceHolidays([last + 1]))
        .to.be.revertedWithCustomError(calendar, "DayTooFar")
        .withArgs(last + 1, last);
    });
  });

  describe("given a day that is not ahead", () => {
    for (const [what, day] of [
      ["today", today],
      ["yesterday", today - 1],
      ["the first day of all", 0],
    ] as const) {
      it(`refuses ${what}, and all days of the list with it`, async () => {
        const { calendar, officer } = await office();

        await expect(officer.announceHolidays([tomorrow, day]))
          .to.be.revertedWithCustomError(calendar, "HolidayNotAhead")
          .withArgs(day, today);

        expect(await calendar.isHoliday(tomorrow)).to.equal(false);
      });
    }

    it("takes tomorrow at 23:59:59 in Korea, and refuses it at 00:00:00, when it is today", async () => {
      const late = await office("2026-11-25T23:59:59");
      await late.officer.announceHolidays([tomorrow]);
      expect(await late.calendar.isHoliday(tomorrow)).to.equal(true);

      const { calendar, officer } = await office("2026-11-26T00:00:00");
      await expect(officer.announceHolidays([tomorrow]))
        .to.be.revertedWithCustomError(calendar, "HolidayNotAhead")
        .withArgs(tomorrow, tomorrow);
    });
  });

  describe("given a day that is a holiday", () => {
    it("refuses it", async () => {
      const { calendar, officer } = await office();
      const christmas = korean("2026-12-25");

      await expect(officer.announceHolidays([tomorrow, christmas]))
        .to.be.revertedWithCustomError(calendar, "AlreadyHoliday")
        .withArgs(christmas);
    });

    it("refuses a list that has a day twice", async () => {
      const { calendar, officer } = await office();

      await expect(officer.announceHolidays([tomorrow, tomorrow + 1, tomorrow]))
        .to.be.revertedWithCustomError(calendar, "AlreadyHoliday")
        .withArgs(tomorrow);
    });
  });
});

describe("BusinessCalendar: withdrawing a holiday", () => {
  it("makes it a day like others, and says who did", async () => {
    const { calendar, officer, officers } = await office();
    const christmas = korean("2026-12-25");

    await expect(officer.withdrawHoliday(christmas))
      .to.emit(calendar, "HolidayWithdrawn")
      .withArgs(christmas, officers.calendarOfficer.address);

    expect(await calendar.isHoliday(christmas)).to.equal(false);
    await officer.announceHolidays([christmas]);
    expect(await calendar.isHoliday(christmas)).to.equal(true);
  });

  it("leaves the days beside it", async () => {
    const { calendar, officer } = await office();
    await officer.announceHolidays([tomorrow, tomorrow + 1, tomorrow + 2]);

    await officer.withdrawHoliday(tomorrow + 1);

    const days = [0, 1, 2].map((n) => calendar.isHoliday(tomorrow + n));
    expect(await Promise.all(days)).to.deep.equal([true, false, true]);
  });

  it("refuses a day that is no holiday", async () => {
    const { calendar, officer } = await office();

    await expect(officer.withdrawHoliday(tomorrow))
      .to.be.revertedWithCustomError(calendar, "NotHoliday")
      .withArgs(tomorrow);
  });

  it("takes it at 23:59:59 of the day before, and refuses it from 00:00:00 on", async () => {
    const christmas = korean("2026-12-25");
    const late = await office("2026-12-24T23:59:59");
    await late.officer.withdrawHoliday(christmas);
    expect(await late.calendar.isHoliday(christmas)).to.equal(false);

    const { calendar, officer } = await office("2026-12-25T00:00:00");
    await expect(officer.withdrawHoliday(christmas))
      .to.be.revertedWithCustomError(calendar, "HolidayNotAhead")
      .withArgs(christmas, christmas);
    await expect(officer.withdrawHoliday(today))
      .to.be.revertedWithCustomError(calendar, "HolidayNotAhead")
      .withArgs(today, christmas);
  });

  it("is the calendar officer's alone, as announcing is", async () => {
    const { calendar, officers } = await office();
    const sponsor = calendar.connect(officers.programmeSponsor);

    for (const act of [
      () => sponsor.announceHolidays([tomorrow]),
      () => sponsor.withdrawHoliday(tomorrow),
    ])
      await expect(act())
        .to.be.revertedWithCustomError(calendar, "AccessManagedUnauthorized")
        .withArgs(officers.programmeSponsor.address);
  });
});
