import { expect } from "chai";
import Holidays from "date-holidays";
import { formatDay } from "../../../scripts/lib/clock.ts";
import { weekdayOf } from "../../../scripts/lib/calendar.ts";
import { holidayDays, holidays, type Holiday } from "../../../scripts/lib/holidays.ts";
import { korean } from "../../helpers/calendar.ts";

const years = [2025, 2026, 2027];
const kinds = ["statutory", "substitute", "election", "temporary"];
const DAY_MS = 86_400_000;

/**
 * Where the list and the package `date-holidays` differ, and why. Where they do, the law wins: the list follows the Public
 * Holidays Act, the decree, and the government's almanac of each year.
 */
const differences: readonly (readonly [date: string, which: "list" | "package", why: string])[] = [
  ["2025-01-27", "list", "designated by the government in January 2025; the package follows rules"],
  ["2025-01-28", "list", "the day before Seollal; the package has three days from Seollal on"],
  ["2025-01-31", "package", "the second day after Seollal, which is no holiday"],
  ["2025-06-03", "list", "a presidential election, designated; the package follows rules"],
  ["2026-02-16", "list", "the day before Seollal; the package has three days from Seollal on"],
  ["2026-02-19", "package", "the second day after Seollal, which is no holiday"],
  ["2026-05-01", "list", "Labour Day: the Act as amended in April 2026, which the package lacks"],
  ["2026-06-03", "list", "local elections; the package has no elections"],
  ["2027-02-06", "list", "the day before Seollal; the package has three days from Seollal on"],
  ["2027-05-01", "list", "Labour Day: the Act as amended in April 2026, which the package lacks"],
  ["2027-05-03", "list", "the substitute for Labour Day"],
];

/** Every day that the package calls a public holiday, a holiday of several days as its days. */
function daysOfPackage(): number[] {
  const package_ = new Holidays("KR");
  const found = years.flatMap((year) => package_.getHolidays(year));
  const days = found
    .filter(({ type }) => type === "public")
    .flatMap(({ start, end }) => {
      const first = Math.floor((start.getTime() + 9 * 3_600_000) / DAY_MS);
      const count = Math.round((end.getTime() - start.getTime()) / DAY_MS);
      return Array.from({ length: count }, (_, n) => first + n);
    });
  return [...new Set(days)].toSorted((a, b) => a - b);
}

describe("the list of holidays, held against the package date-holidays", () => {
  it("differs only as the table of differences says", () => {
    const theirs = daysOfPackage();
    const found = [
      ...holidayDays.filter((day) => !theirs.includes(day)).map((day) => [formatDay(day), "list"]),
      ...theirs
        .filter((day) => !holidayDays.includes(day))
        .map((day) => [formatDay(day), "package"]),
    ];

    expect(found).to.have.deep.members(differences.map(([date, which]) => [date, which]));
    expect(theirs).to.have.length(58);
  });
});

const named = (korean: string, year: number): Holiday[] =>
  holidays.filter(({ date, korean: name }) => date.startsWith(`${year}`) && name === korean);

/** Of which days the decree gives a substitute, on Saturdays too or on Sundays alone (art. 3; verify against the current text). */
const substituted = {
  "3ㆍ1절": "weekend",
  노동절: "weekend",
  어린이날: "weekend",
  "부처님 오신 날": "weekend",
  제헌절: "weekend",
  광복절: "weekend",
  개천절: "weekend",
  한글날: "weekend",
  기독탄신일: "weekend",
  "설날 전날": "Sunday",
  설날: "Sunday",
  "설날 다음 날": "Sunday",
  "추석 전날": "Sunday",
  추석: "Sunday",
  "추석 다음 날": "Sunday",
} as const;

/** The substitute days of a year by that rule: the first day after that is neither a weekend nor a holiday. */
function substitutesOf(year: number): string[] {
  const own = holidays.filter(
    ({ date, kind }) => date.startsWith(`${year}`) && kind !== "substitute",
  );
  const taken = new Set(own.map(({ day }) => day));
  const found = new Set<string>();
  for (const { day, korean: name } of own) {
    const rule = (substituted as Record<string, string | undefined>)[name];
    const weekday = weekdayOf(day);
    const isShared = own.filter((other) => other.day === day).length > 1;
    const isMissed = weekday === 6 || (rule === "weekend" && weekday === 5) || isShared;
    if (rule === undefined || !isMissed) continue;
    let next = day + 1;
    while (weekdayOf(next) > 4 || taken.has(next)) next += 1;
    found.add(formatDay(next));
  }
  return [...found].toSorted();
}

describe("the list of holidays", () => {
  for (const year of years) {
    it(`has the substitutes of ${year} that the rule gives, and no other`, () => {
      const listed = holidays.filter(
        ({ date, kind }) => date.startsWith(`${year}`) && kind === "substitute",
      );
      expect(listed.map(({ date }) => date)).to.deep.equal(substitutesOf(year));
    });

    it(`has each day of ${year} that the law names`, () => {
      const fixed: readonly (readonly [name: string, date: string])[] = [
        ["1월 1일", "01-01"],
        ["3ㆍ1절", "03-01"],
        ["어린이날", "05-05"],
        ["현충일", "06-06"],
        ["광복절", "08-15"],
        ["개천절", "10-03"],
        ["한글날", "10-09"],
        ["기독탄신일", "12-25"],
      ];
      const sinceLate2026 = [
        ["노동절", "05-01"],
        ["제헌절", "07-17"],
      ] as const;
      for (const [name, date] of [...fixed, ...(year >= 2026 ? sinceLate2026 : [])])
        expect(
          named(name, year).map((one) => one.date),
          name,
        ).to.deep.equal([`${year}-${date}`]);
      for (const name of ["설날", "추석"]) {
        const [before, feast, after] = [`${name} 전날`, name, `${name} 다음 날`].map(
          (one) => named(one, year)[0]?.day ?? 0,
        );
        expect([feast! - before!, after! - feast!], name).to.deep.equal([1, 1]);
      }
      expect(named("부처님 오신 날", year)).to.have.length(1);
    });
  }

  it("has Labour Day and Constitution Day from 2026 on", () => {
    for (const name of ["노동절", "제헌절"]) expect(named(name, 2025)).to.deep.equal([]);
  });

  it("is in order, and whole in each row", () => {
    expect(holidays).to.have.length(66);
    expect(holidayDays).to.have.length(65);
    expect(holidays.map(({ day }) => day)).to.deep.equal(
      holidays.map(({ day }) => day).toSorted((a, b) => a - b),
    );
    for (const holiday of holidays) {
      expect(kinds, holiday.date).to.include(holiday.kind);
      expect(["yes", "no"], holiday.date).to.include(holiday.checked);
      expect(holiday.korean, holiday.date).to.match(/[가-힣]/);
      expect(holiday.english, holiday.date).to.match(/[A-Za-z]/);
      expect(holiday.source, holiday.date).to.have.length.greaterThan(10);
      expect(years.map(String)).to.include(holiday.date.slice(0, 4));
    }
  });

  it("counts a day as the contracts do", () => {
    expect(holidays[0]?.day).to.equal(korean("2025-01-01"));
    expect(weekdayOf(korean("2026-05-01"))).to.equal(4);
    expect(weekdayOf(0)).to.equal(3);
  });
});
