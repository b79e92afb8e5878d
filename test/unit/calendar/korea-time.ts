import { expect } from "chai";
import { korean } from "../../helpers/calendar.ts";
import { handedOver, onOneChain } from "../../helpers/suite.ts";
import { kst } from "../../helpers/time.ts";

const handed = onOneChain(handedOver);

interface Probe {
  readonly at: (time: number) => Promise<bigint[]>;
  readonly monthGas: (day: number) => Promise<bigint[]>;
}

async function probe(): Promise<Probe> {
  const { connection } = await handed();
  const contract = await connection.ethers.deployContract("CalendarProbe");
  return {
    at: async (time) => [...((await contract["instant"]!(time)) as bigint[])],
    monthGas: async (day) => [...((await contract["monthGas"]!(day)) as bigint[])],
  };
}

/** Day, second, weekday and month in Korea, by JavaScript's calendar. */
function reference(time: number): bigint[] {
  const korea = new Date((time + 9 * 3_600) * 1_000);
  const day = Math.floor(korea.getTime() / 86_400_000);
  const second = korea.getUTCHours() * 3_600 + korea.getUTCMinutes() * 60 + korea.getUTCSeconds();
  const month = (korea.getUTCFullYear() - 1970) * 12 + korea.getUTCMonth();
  return [day, second, (korea.getUTCDay() + 6) % 7, month].map(BigInt);
}

/** Instants in Korea at which something begins. */
const beginnings = [
  ["a day", "2025-07-22T00:00:00"],
  ["office hours", "2026-07-15T09:00:00"],
  ["a month", "2025-09-01T00:00:00"],
  ["a year", "2026-01-01T00:00:00"],
  ["29 February 2028", "2028-02-29T00:00:00"],
  ["March 2028", "2028-03-01T00:00:00"],
  ["March 2100, which follows on 28 February", "2100-03-01T00:00:00"],
  ["March 2096, a leap year", "2096-03-01T00:00:00"],
  ["the last day of 16 bits", "2149-06-06T00:00:00"],
  ["the last day whose month is known", "2200-02-28T00:00:00"],
] as const;

describe("KoreaTime, held against JavaScript's calendar", () => {
  for (const [what, text] of beginnings) {
    it(`is right in the second when ${what} begins, and the second before`, async () => {
      const { at } = await probe();
      for (const time of [kst(text) - 1, kst(text), kst(text) + 1])
        expect(await at(time), String(time)).to.deep.equal(reference(time));
    });
  }

  it("is right in 400 instants of 180 years", async () => {
    const { at } = await probe();
    // A step of no whole number of days, and coprime to them: hours, weekdays and months all differ.
    const times = Array.from({ length: 400 }, (_, n) => n * 14_197_333);
    const found = await Promise.all(times.map(at));
    expect(found).to.deep.equal(times.map(reference));
  });

  it("finds a month for at most 150 gas", async () => {
    const { monthGas } = await probe();
    for (const [date, month] of [
      ["1970-01-01", 0n],
      ["2026-05-01", 676n],
      ["2028-02-29", 697n],
      ["2149-06-06", 2_153n],
    ] as const) {
      const [gas = 0n, found] = await monthGas(korean(date));

      expect(found, date).to.equal(month);
      expect(gas, date).to.be.at.most(150n);
    }
  });
});
