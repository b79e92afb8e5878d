import { expect } from "chai";
import { Result, ZeroAddress } from "ethers";
import { rebuild } from "../../../scripts/audit/books.ts";
import type { Event } from "../../../scripts/audit/collect.ts";
import { ContradictoryEvents } from "../../../scripts/audit/postings.ts";
import { addresses, nothing, somebody } from "../../helpers/books.ts";
import { korean } from "../../helpers/calendar.ts";
import { kst } from "../../helpers/time.ts";

const today = korean("2026-11-25");
const officer = somebody(1);

/** An event of the calendar on 25 November 2026. */
const event = (name: string, day: number, by: string, transaction = "0x1"): Event => ({
  contract: addresses.calendar,
  name,
  args: Result.fromItems([BigInt(day), by], ["day", "by"]),
  block: 1,
  index: 0,
  transaction,
  time: kst("2026-11-25T23:59:59"),
});

const holidaysAfter = (...events: Event[]): number[] => [
  ...rebuild({ ...nothing, events }, addresses).calendar.holidays,
];

const deployed = event("HolidayAnnounced", 5, ZeroAddress, "0x0");

describe("the book of holidays", () => {
  it("has what was deployed and announced, without what was withdrawn", () => {
    const found = holidaysAfter(
      deployed,
      event("HolidayAnnounced", today + 1, officer),
      event("HolidayAnnounced", today + 2, officer),
      event("HolidayWithdrawn", today + 1, officer),
    );
    expect(found).to.deep.equal([5, today + 2]);
  });

  const announced = event("HolidayAnnounced", today + 1, officer);
  const contradictions: readonly (readonly [what: string, events: readonly Event[]])[] = [
    ["a holiday announced on its day", [event("HolidayAnnounced", today, officer)]],
    ["a holiday announced twice", [announced, announced]],
    [
      "a holiday that nobody announced, after the deployment",
      [deployed, event("HolidayAnnounced", 6, ZeroAddress, "0x2")],
    ],
    ["a withdrawal of what was no holiday", [event("HolidayWithdrawn", today + 1, officer)]],
    ["a withdrawal of what is past", [deployed, event("HolidayWithdrawn", 5, officer)]],
    [
      "a withdrawal twice",
      [announced, ...[1, 2].map(() => event("HolidayWithdrawn", today + 1, officer))],
    ],
  ];
  for (const [what, events] of contradictions) {
    it(`cannot have ${what}`, () => {
      expect(() => holidaysAfter(...events)).to.throw(ContradictoryEvents);
    });
  }
});
