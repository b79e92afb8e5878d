import { expect } from "chai";
import { readScenario } from "../../../scripts/sandbox/play.ts";
import { verbNames } from "../../../scripts/tasks/surface.ts";
import { parseTime } from "../../../scripts/tasks/time.ts";
import {
  couponHead,
  edited,
  expectComplaint,
  instant,
  lineOf,
  scratch,
  tellsEach,
  verbsOf,
  wholeWon,
  type Mistake,
} from "./edits.ts";

const allow = "deposit.allow: { amount: 230_000_000 }";

/** Mistakes in a step beside the inputs of its verb: a field of the step is told by its own line. */
const mistakes: readonly Mistake[] = [
  {
    what: "an unknown verb of a known folder",
    find: "deposit.attest:",
    replace: "deposit.attset:",
    at: "deposit.attset:",
    says: `:deposit.attset: unknown verb; there are ${verbsOf("deposit")}`,
  },
  {
    what: "an unknown verb of no folder",
    find: "deposit.attest:",
    replace: "attest:",
    at: "- attest:",
    says: `:attest: unknown verb; there are ${verbNames.join(", ")}`,
  },
  {
    what: "two verbs in a step",
    find: `- ${allow}`,
    replace: "- deposit.pause: {}\n    deposit.unpause: {}",
    at: "- deposit.pause: {}",
    says: ":steps.2: a step has one verb, found deposit.pause, deposit.unpause",
  },
  {
    what: "no verb in a step",
    find: `- ${allow}`,
    replace: "- note: nothing happens",
    at: "- note: nothing happens",
    says: ":steps.2: a step has one verb, found none",
  },
  {
    what: "a step that is a word",
    find: `- ${allow}`,
    replace: "- deposit.allow",
    at: "- deposit.allow\n",
    says: ":steps.2: must be fields with values",
  },
  {
    what: "an unknown group to repeat a step for",
    find: "- deposit.redeem: {}\n    each: merchants",
    replace: "- deposit.redeem: {}\n    each: shops",
    at: "each: shops",
    says: ':each: nobody in the cast is called "shops"',
  },
  {
    what: "a step before the scenario starts",
    find: `- ${allow}`,
    replace: `- ${allow}\n    at: 2025-07-14T08:59:59+09:00`,
    at: "at: 2025-07-14T08:59:59",
    says: ":at: is before the step above it",
  },
  {
    what: "a time that is a number",
    find: "at: first-round",
    replace: "at: 5",
    at: "at: 5\n",
    says: ":steps.25.at: must be a text",
  },
  {
    what: "an unknown key where an amount is expected to move",
    find: "expect: { moved: 220_000_000 }",
    replace: "expect: { moved: 220_000_000, by: issuer }",
    at: "220_000_000, by: issuer",
    says: ":steps.7.expect.by: unknown field; there are moved",
  },
  {
    what: "a word for the amount expected to move",
    find: "expect: { moved: 220_000_000 }",
    replace: "expect: { moved: lots }",
    at: "moved: lots",
    says: `:steps.7.expect.moved: ${wholeWon}, found "lots"`,
  },
  {
    what: "a word for a verb's inputs",
    find: allow,
    replace: "deposit.allow: lots",
    at: "deposit.allow: lots",
    says: ":deposit.allow: must be fields with values",
  },
  {
    what: "a number for a verb's inputs",
    find: allow,
    replace: "deposit.allow: 5",
    at: "deposit.allow: 5",
    says: ":deposit.allow: must be fields with values",
  },
  {
    what: "a time without its offset, on a later line of its step",
    find: "at: first-round",
    replace: "at: 2025-07-21T09:00:00",
    at: "at: 2025-07-21T09:00:00\n",
    says: `:at: ${instant}, found "2025-07-21T09:00:00"`,
  },
  {
    what: "a misspelt word for an expectation",
    find: "expect: { moved: 220_000_000 }",
    replace: "expect: acepted",
    at: "expect: acepted",
    says: ":steps.7.expect: must be accepted, { moved: … } or { refused: … }",
  },
  {
    what: "an unknown key beside a refusal",
    find: "with: { issuer: issuer, allowance: 10_000_000,",
    replace: "wth: { issuer: issuer, allowance: 10_000_000,",
    at: "wth: {",
    says: ":steps.8.expect.wth: unknown field; there are refused, with",
  },
  {
    what: "an unknown field beside a verb",
    find: "expect: { moved: 220_000_000 }",
    replace: "expct: { moved: 220_000_000 }",
    at: "expct:",
    says: ":steps.7.expct: unknown field; beside its verb a step has at, each, times, note, expect",
  },
  {
    what: "a verb named like a property of every object",
    find: "deposit.pause: {}",
    replace: "constructor: {}",
    at: "- constructor",
    says: `:constructor: unknown verb; there are ${verbNames.join(", ")}`,
  },
  {
    what: "a time with a part of a second",
    find: "at: first-round",
    replace: "at: 2025-07-21T09:00:00.5+09:00",
    at: "at: 2025-07-21T09:00:00.5",
    says: `:at: ${instant}, found "2025-07-21T09:00:00.5+09:00"`,
  },
  {
    what: "a time named like no date of the scenario",
    find: "at: first-round",
    replace: "at: frst-round",
    at: "at: frst-round",
    says: ':at: there is no date "frst-round"; the scenario has first-round, second-round, market-day',
  },
  {
    what: "a time named like a property of every object",
    find: "at: first-round",
    replace: "at: constructor",
    at: "at: constructor",
    says: ':at: there is no date "constructor"; the scenario has first-round, second-round, market-day',
  },
  {
    what: "an expectation without fields",
    find: "expect: { moved: 220_000_000 }",
    replace: "expect: {}",
    at: "expect: {}",
    says: ":steps.7.expect: must be accepted, { moved: … } or { refused: … }",
  },
  {
    what: "an unknown expectation",
    find: "expect: { moved: 220_000_000 }",
    replace: "expect: { movd: 220_000_000 }",
    at: "movd:",
    says: ":steps.7.expect.movd: unknown field; there are moved, refused, with",
  },
  {
    what: "more expected to move than an account can hold",
    find: "expect: { moved: 220_000_000 }",
    replace: "expect: { moved: 18_446_744_073_709_551_616 }",
    at: "amount: 220_000_000, reference: 1 }",
    says: ":expect.moved: 18446744073709551616 won is more than an account can hold",
  },
  {
    what: "a step repeated no times",
    find: "expect: { moved: 220_000_000 }",
    replace: "times: 0",
    at: "times: 0",
    says: ":steps.7.times: must be at least 1",
  },
];

describe("a mistake in a scenario's steps", () => {
  tellsEach(mistakes);
});

describe("an instant", () => {
  const now = () => 1_000;
  const second = (written: string) => parseTime(written, now);

  it("is a day of the calendar with its time and offset, or an offset from now", () => {
    expect(second("2028-02-29T00:00:00+09:00")).to.equal(Date.UTC(2028, 1, 28, 15) / 1_000);
    expect(second("2025-12-31T23:59Z")).to.equal(Date.UTC(2025, 11, 31, 23, 59) / 1_000);
    expect(second("+2h")).to.equal(8_200);
  });

  for (const written of [
    "2025-02-29T00:00:00+09:00",
    "2025-04-31T00:00:00+09:00",
    "2025-12-00T00:00:00+09:00",
    "2025-12-01T25:00:00+09:00",
    "2025-12-01T00:00:00",
    "2025-12-01",
    "Dec 1 2025 00:00:00 +09:00",
    "1969-12-31T00:00:00Z",
  ]) {
    it(`is not ${written}`, () => {
      expect(() => second(written)).to.throw(`${instant}, found "${written}"`);
    });
  }
});

describe("the times of a scenario's steps", () => {
  const write = scratch();

  it("follow each other: a step is not before the one above it", async () => {
    const steps = `
steps:
  - deposit.pause: {}
    at: 2025-07-20T09:00:00+09:00
  - deposit.unpause: {}
    at: 2025-07-20T08:59:59+09:00
`;
    const text = couponHead() + steps;
    const line = lineOf(text, "at: 2025-07-20T08");
    await expectComplaint(write(text), `:${line}:at: is before the step above it`);
  });

  it("may be the same second", () => {
    const at = "at: 2025-07-20T09:00:00+09:00";
    const steps = `\nsteps:\n  - deposit.pause: {}\n    ${at}\n  - deposit.unpause: {}\n    ${at}\n`;
    expect(readScenario(write(couponHead() + steps)).steps).to.have.length(2);
  });

  it("are offsets under a live clock: the first instant is told", async () => {
    const steps =
      "\nsteps:\n  - deposit.pause: {}\n    at: +30s\n  - deposit.unpause: {}\n    at: 2099-01-01T00:00:00+09:00\n";
    const text = edited(couponHead(), "clock: simulated", "clock: live") + steps;
    const line = lineOf(text, "at: 2099");
    await expectComplaint(
      write(text),
      `:${line}:at: a live scenario says when by offsets such as +30s`,
    );
  });
});
