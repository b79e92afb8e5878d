import { expect } from "chai";
import type { TermsStruct } from "../../../typechain-types/voucher/VoucherProgramme.ts";
import { korean } from "../../helpers/calendar.ts";
import type { Named } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { paidAt, refusedAt } from "../../helpers/purchases.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { day, kst } from "../../helpers/time.ts";
import { granted, openMarket, purpose, type Market } from "../../helpers/voucher.ts";

const market = onOneChain(openMarket);

/** 09:00 to 18:00, in minutes of the day. */
const [nine, six] = [540n, 1_080n];
const officeHours = { opensAt: nine, closesAt: six };

/** Bits 0 to 4. */
const mondayToFriday = 0b001_1111n;
const [saturday, sunday] = [5n, 6n];

/** The calendar as the ministry's officer calls it. */
const announcer = ({ calendar, officers }: Market) => calendar.connect(officers.calendarOfficer);

/** A voucher on these terms, of which one won is paid or refused at times in Korea. */
async function till(terms: Partial<TermsStruct>) {
  const system = await market();
  const programme = await granted(system, purpose({ terms }));
  const pays = (time: string) => paidAt(system, kst(time), programme, won(1));
  const refuses = (time: string, [error, ...args]: Named) =>
    refusedAt(system, kst(time), programme, won(1), [error, programme, ...args]);
  return { system, programme, pays, refuses };
}

describe("SpendingTerms: hours", () => {
  describe("given payments from 09:00 to 18:00 in Korea", () => {
    it("refuses at 08:59:59 and pays at 09:00:00", async () => {
      const { pays, refuses } = await till(officeHours);

      await refuses("2025-07-22T08:59:59", ["OutsideHours", nine, six, 32_399n]);
      await pays("2025-07-22T09:00:00");
    });

    it("pays at 17:59:59 and refuses at 18:00:00", async () => {
      const { pays, refuses } = await till(officeHours);

      await pays("2025-07-22T17:59:59");
      await refuses("2025-07-22T18:00:00", ["OutsideHours", nine, six, 64_800n]);
    });

    it("pays on Saturdays, Sundays and holidays too, which no term bars", async () => {
      const { pays } = await till(officeHours);

      for (const date of ["2025-07-26", "2025-07-27", "2025-08-15"]) await pays(`${date}T12:00:00`);
    });

    it("records them as they were proposed", async () => {
      const { system, programme } = await till(officeHours);

      const terms = await system.programmes.termsOf(programme);

      expect([terms.opensAt, terms.closesAt, terms.weekdays]).to.deep.equal([nine, six, 0n]);
    });
  });

  describe("given hours that touch midnight in Korea, which is 15:00 in UTC", () => {
    it("pays at 23:59:59 what is paid until 24:00, and refuses at 00:00:00", async () => {
      const evening = { opensAt: nine, closesAt: 1_440n };
      const { pays, refuses } = await till(evening);

      await pays("2025-07-21T23:59:59");
      await refuses("2025-07-22T00:00:00", ["OutsideHours", nine, 1_440n, 0n]);
    });

    it("pays from 00:00:00 to 00:59:59 what is paid until 01:00, and not before or after", async () => {
      const night = { opensAt: 0n, closesAt: 60n };
      const { pays, refuses } = await till(night);

      await refuses("2025-07-21T23:59:59", ["OutsideHours", 0n, 60n, 86_399n]);
      await pays("2025-07-22T00:00:00");
      await pays("2025-07-22T00:59:59");
      await refuses("2025-07-22T01:00:00", ["OutsideHours", 0n, 60n, 3_600n]);
    });

    it("pays in one minute alone", async () => {
      const minute = { opensAt: 720n, closesAt: 721n };
      const { pays, refuses } = await till(minute);

      await refuses("2025-07-22T11:59:59", ["OutsideHours", 720n, 721n, 43_199n]);
      await pays("2025-07-22T12:00:00");
      await pays("2025-07-22T12:00:59");
      await refuses("2025-07-22T12:01:00", ["OutsideHours", 720n, 721n, 43_260n]);
    });
  });
});

describe("SpendingTerms: weekdays", () => {
  it("pays to the last second of Friday and from the first of Monday, and refuses between", async () => {
    const { pays, refuses } = await till({ weekdays: mondayToFriday });

    await pays("2025-07-25T23:59:59");
    await refuses("2025-07-26T00:00:00", ["WeekdayNotAllowed", mondayToFriday, saturday]);
    await refuses("2025-07-27T23:59:59", ["WeekdayNotAllowed", mondayToFriday, sunday]);
    await pays("2025-07-28T00:00:00");
  });

  // The fixture's 21 July 2025 is a Monday.
  for (const [today, name] of ["Monday", "Tuesday", "Wednesday", "Thursday"].entries()) {
    it(`pays on ${name} what is paid then, and not on the day after`, async () => {
      const system = await market();
      const bit = 1n << BigInt(today);
      const programme = await granted(system, purpose({ terms: { weekdays: bit } }));
      const noon = kst("2025-07-28T12:00:00") + today * day;

      await paidAt(system, noon, programme, won(1));
      await refusedAt(system, noon + day, programme, won(1), [
        "WeekdayNotAllowed",
        programme,
        bit,
        BigInt(today + 1),
      ]);
    });
  }

  it("pays on Sundays what is paid on Sundays alone", async () => {
    const { pays, refuses } = await till({ weekdays: 1n << sunday });

    await refuses("2025-07-26T12:00:00", ["WeekdayNotAllowed", 1n << sunday, saturday]);
    await pays("2025-07-27T00:00:00");
  });

  it("takes all seven days for every day, which is no term", async () => {
    const { system, programme, pays } = await till({ weekdays: 0b111_1111n });

    await pays("2025-07-27T03:00:00");

    expect((await system.programmes.termsOf(programme)).weekdays).to.equal(0n);
  });
});

describe("SpendingTerms: public holidays", () => {
  const workdays = { closedOnHolidays: true };
  // Liberation Day of 2025, a Friday.
  const holiday = "2025-08-15";

  it("pays to the last second before and from the first after, and refuses on the day", async () => {
    const { pays, refuses } = await till(workdays);
    expect(korean(holiday)).to.equal(20_315); // 55 × 365 + 14 leap days + 226

    await pays("2025-08-14T23:59:59");
    for (const time of ["00:00:00", "23:59:59"])
      await refuses(`${holiday}T${time}`, ["HolidayNotAllowed", 20_315n]);
    await pays("2025-08-16T00:00:00");
  });

  it("refuses on a day that is announced when the programme has long paid", async () => {
    const { system, pays, refuses } = await till(workdays);
    await pays("2025-10-01T12:00:00");

    await announcer(system).announceHolidays([korean("2025-11-14")]); // a Friday

    await pays("2025-11-13T23:59:59");
    await refuses("2025-11-14T00:00:00", ["HolidayNotAllowed", BigInt(korean("2025-11-14"))]);
  });

  it("pays on a day whose announcement is taken back before", async () => {
    const { system, pays } = await till(workdays);
    await announcer(system).withdrawHoliday(korean(holiday));

    await pays(`${holiday}T12:00:00`);
  });

  it("pays on a holiday where the terms do not bar them", async () => {
    const system = await market();
    const barred = await granted(system, purpose({ terms: workdays }));
    const free = await granted(system, purpose({ terms: { weekdays: mondayToFriday } }));

    await refusedAt(system, kst(`${holiday}T12:00:00`), barred, won(1), [
      "HolidayNotAllowed",
      barred,
      BigInt(korean(holiday)),
    ]);
    await paidAt(system, kst(`${holiday}T12:00:01`), free, won(1));
  });

  it("is the last reason of time: the weekday comes first, then the hour", async () => {
    const terms = { ...officeHours, weekdays: mondayToFriday, ...workdays };
    const { pays, refuses } = await till(terms);

    // National Foundation Day, a Friday, and the day before Chuseok, a Sunday.
    await refuses("2025-10-03T08:00:00", ["OutsideHours", nine, six, 28_800n]);
    await refuses("2025-10-03T09:00:00", ["HolidayNotAllowed", BigInt(korean("2025-10-03"))]);
    await refuses("2025-10-05T08:00:00", ["WeekdayNotAllowed", mondayToFriday, sunday]);
    await pays("2025-10-10T09:00:00");
  });
});

describe("SpendingTerms: no term of time", () => {
  it("pays at night, on a Sunday and on a holiday", async () => {
    const { pays } = await till({});

    await pays("2025-10-05T00:00:00");
    await pays("2025-10-05T23:59:59");
  });
});
