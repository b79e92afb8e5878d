import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { NetworkConnection } from "hardhat/types/network";
import { UserError } from "../../../scripts/lib/errors.ts";
import { scenarioFile } from "../../../scripts/sandbox/files.ts";
import { play, readScenario } from "../../../scripts/sandbox/play.ts";
import { loadScenario } from "../../../scripts/sandbox/scenario.ts";
import { couponHead, couponText, edited, lineOf, verbsOf, type Mistake } from "./edits.ts";

const allow = "deposit.allow: { amount: 230_000_000 }";
const instant = "expected an instant such as 2025-12-01T00:00:00+09:00 or +30s";
const wholeWon = "expected whole won such as 300_000";

const mistakes: readonly Mistake[] = [
  {
    what: "an unknown top-level key",
    find: "title: Live",
    replace: "titel: Live",
    at: "titel: Live",
    says: ":titel: unknown field; there are scenario, title, clock, starts, seedUntil, seed, follow, hint, districts, categories, cast, terms, dates, amounts, steps",
  },
  {
    what: "an unknown clock",
    find: "clock: simulated",
    replace: "clock: sundial",
    at: "clock: sundial",
    says: ":clock: must be one of simulated, live",
  },
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
    says: `:attest: unknown verb; there are ${verbsOf("deposit")}, ${verbsOf("voucher")}`,
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
    what: "an unknown input of a step",
    find: allow,
    replace: "deposit.allow: { sum: 230_000_000 }",
    at: "{ sum:",
    says: ":deposit.allow.sum: unknown input; it takes issuer, amount, by",
  },
  {
    what: "a missing input",
    find: allow,
    replace: "deposit.allow: {}",
    at: "deposit.allow: {}",
    says: ":deposit.allow.amount: is missing (allowance, won)",
  },
  {
    what: "a list for an amount",
    find: allow,
    replace: "deposit.allow: { amount: [1] }",
    at: "{ amount: [1] }",
    says: `:deposit.allow.amount: ${wholeWon}, found a structure`,
  },
  {
    what: "a fraction for an amount",
    find: allow,
    replace: "deposit.allow: { amount: 1.5 }",
    at: "{ amount: 1.5 }",
    says: `:deposit.allow.amount: ${wholeWon}, found "1.5"`,
  },
  {
    what: "a negative amount",
    find: allow,
    replace: "deposit.allow: { amount: -1 }",
    at: "{ amount: -1 }",
    says: `:deposit.allow.amount: ${wholeWon}, found "-1"`,
  },
  {
    what: "a negative amount in a table",
    find: "{ band: general, amount: 150_000,",
    replace: "{ band: general, amount: -150_000,",
    at: "amount: -150_000",
    says: `:amounts.first-round.0.amount: ${wholeWon}, found "-150_000"`,
  },
  {
    what: "a negative reference",
    find: "reference: 1, lifetime",
    replace: "reference: -1, lifetime",
    at: "reference: -1, lifetime",
    says: ':deposit.attest.reference: expected a whole number, found "-1"',
  },
  {
    what: "a period without its unit",
    find: "lifetime: 180d",
    replace: "lifetime: 180",
    at: "lifetime: 180 }",
    says: ':deposit.attest.lifetime: expected a period such as 30d or 12h, found "180"',
  },
  {
    what: "an unknown account",
    find: "account: programmes",
    replace: "account: programs",
    at: "account: programs",
    says: ':deposit.register.account: nobody in the cast is called "programs"',
  },
  {
    what: "an unknown signer",
    find: "amount: 23_500, receipt: 4001, by: citizen-002",
    replace: "amount: 23_500, receipt: 4001, by: citizen-2",
    // The step begins on the line above its inputs.
    at: "- voucher.spend:\n      { programme: coupon, merchant: mapo-bookshop, amount: 23_500",
    says: ':voucher.spend.by: nobody in the cast is called "citizen-2"',
  },
  {
    what: "an unknown group in an input",
    find: "accounts: citizens, kind",
    replace: "accounts: people, kind",
    at: "accounts: people, kind",
    says: ':deposit.admit.accounts: nobody in the cast is called "people"',
  },
  {
    what: "an unknown group to repeat a step for",
    find: "- deposit.redeem: {}\n    each: merchants",
    replace: "- deposit.redeem: {}\n    each: shops",
    at: "- deposit.redeem: {}",
    says: ':each: nobody in the cast is called "shops"',
  },
  {
    what: "an unknown programme",
    find: "voucher.appoint: { programme: coupon }",
    replace: "voucher.appoint: { programme: cupon }",
    at: "programme: cupon",
    says: ':voucher.appoint.programme: no programme called "cupon" has been opened',
  },
  {
    what: "a programme before it is opened",
    find: `- ${allow}`,
    replace: "- voucher.appoint: { programme: coupon }",
    at: "- voucher.appoint: { programme: coupon }",
    says: ':voucher.appoint.programme: no programme called "coupon" has been opened',
  },
  {
    what: "an unknown district among the terms",
    find: "districts: { value: [43720]",
    replace: "districts: { value: [99999]",
    at: "value: [99999]",
    says: ':terms.market-day.districts.value: "99999" is no district code of Korea',
  },
  {
    what: "a ward among the terms",
    find: "districts: { value: [43720]",
    replace: "districts: { value: [41111]",
    at: "value: [41111]",
    says: ":terms.market-day.districts.value: 41111 is 경기도 수원시 장안구, a ward; districts are whole: 41110 경기도 수원시",
  },
  {
    what: "a ward for a home",
    find: "home: 41110,",
    replace: "home: 41111,",
    at: "home: 41111,",
    says: ":districts.list.6.home: 41111 is 경기도 수원시 장안구, a ward; districts are whole: 41110 경기도 수원시",
  },
  {
    what: "an unknown category among the terms",
    find: "except: [5311,",
    replace: "except: [5810,",
    at: "except: [5810,",
    says: ':terms.coupon.categories.value: "5810" is no category of ISO 18245',
  },
  {
    what: "an unknown category of a merchant",
    find: "mcc: 5813, region",
    replace: "mcc: 5810, region",
    at: "mcc: 5810, region",
    says: ':cast.merchants.named.0.mcc: "5810" is no category of ISO 18245',
  },
  {
    what: "an unknown merchant among the terms",
    find: "value: [boeun-market-restaurant,",
    replace: "value: [boeun,",
    at: "value: [boeun,",
    says: ':terms.market-day.merchants.value: nobody in the cast is called "boeun"',
  },
  {
    what: "a band in a table that nobody has",
    find: "{ band: general, amount: 100_000",
    replace: "{ band: generl, amount: 100_000",
    at: "band: generl",
    says: ':amounts.second-round.0.band: no citizen is of band "generl"; there are general, upper-tenth, near-poor, basic-livelihood',
  },
  {
    what: "a citizen too many in the bands",
    find: "general: 240",
    replace: "general: 241",
    at: "general: 241",
    says: ":cast.citizens.bands: the bands add up to 301, not to 300 citizens",
  },
  {
    what: "a merchant too many in the sales bands",
    find: "300M: 30",
    replace: "300M: 31",
    at: "300M: 31",
    says: ":cast.merchants.sales: the sales bands add up to 55, not to 60 merchants less 6 named",
  },
  {
    what: "an end without its offset",
    find: "expires:\n      value: 2025-12-01T00:00:00+09:00",
    replace: "expires:\n      value: 2025-12-01T00:00:00",
    at: "value: 2025-12-01T00:00:00\n",
    says: `:terms.coupon.expires.value: ${instant}, found "2025-12-01T00:00:00"`,
  },
  {
    what: "a thirteenth month",
    find: "value: 2025-12-01T00:00:00+09:00",
    replace: "value: 2025-13-01T00:00:00+09:00",
    at: "2025-13-01",
    says: `:terms.coupon.expires.value: ${instant}, found "2025-13-01T00:00:00+09:00"`,
  },
  {
    what: "an admission without its offset",
    find: "until: 2026-07-01T00:00:00+09:00",
    replace: "until: 2026-07-01T00:00:00",
    at: "until: 2026-07-01T00:00:00 ",
    says: `:deposit.admit.until: ${instant}, found "2026-07-01T00:00:00"`,
  },
  {
    what: "a step before the scenario starts",
    find: `- ${allow}`,
    replace: `- ${allow}\n    at: 2025-07-14T08:59:59+09:00`,
    at: `- ${allow}`,
    says: ":at: is before the step above it",
  },
  {
    what: "a time that is a number",
    find: "at: first-round",
    replace: "at: 5",
    at: "at: 5\n",
    says: ":steps.13.at: must be a text",
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
    what: "a tab before a field",
    find: "title: Live",
    replace: "\ttitle: Live",
    at: "\ttitle: Live",
    says: ": not YAML: Tabs are not allowed as indentation",
  },
];

/** A connection that notes whatever is asked of it. */
function untouched(): { readonly connection: NetworkConnection<"l1">; readonly asked: string[] } {
  const asked: string[] = [];
  const connection = new Proxy({} as NetworkConnection<"l1">, {
    get: (_, name) => {
      asked.push(String(name));
      return undefined;
    },
  });
  return { connection, asked };
}

/** What ends reading this file and playing it. */
async function ending(file: string): Promise<{ error: unknown; asked: readonly string[] }> {
  const { connection, asked } = untouched();
  const run = async () => play(connection, readScenario(file), { progress: () => {} });
  const error = await run().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { error, asked };
}

describe("a mistake in a scenario's file", () => {
  let folder: string;
  let file: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "gukgo-"));
    file = join(folder, "scenario.yaml");
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** The whole complaint is this one line, it is the user's to mend, and no chain was asked anything. */
  async function expectComplaint(text: string, message: string): Promise<void> {
    writeFileSync(file, text);
    const { error, asked } = await ending(file);
    expect(error).to.be.instanceOf(UserError);
    expect((error as UserError).message).to.equal(message);
    expect(asked).to.deep.equal([]);
  }

  for (const { what, find, replace, at, says } of mistakes) {
    it(`is told whole and before any chain is asked: ${what}`, async () => {
      const text = edited(couponText(), find, replace);
      await expectComplaint(text, `${file}:${lineOf(text, at)}${says}`);
    });
  }

  it("is told by the second of two equal fields", async () => {
    const text = edited(couponText(), "follow: citizen-026", "title: another\nfollow: citizen-026");
    const line = lineOf(text, "title: another");
    await expectComplaint(text, `${file}:${line}: not YAML: Map keys must be unique`);
  });

  it("is told of a file without content, or of comments alone", async () => {
    for (const text of ["", "\n\n", "# a\n\n# b\n", "---\n", "null\n"]) {
      await expectComplaint(text, `${file}:1: the file is empty`);
    }
  });

  it("is told of a path that is no file, before any chain is asked", async () => {
    const inner = join(folder, "inner.yaml");
    mkdirSync(inner);
    const missing = join(folder, "missing.yaml");
    for (const [path, says] of [
      [inner, "is a folder; name a scenario's file"],
      [missing, "there is no such file to read"],
    ] as const) {
      const { error, asked } = await ending(path);
      expect(error).to.be.instanceOf(UserError);
      expect((error as UserError).message).to.equal(`${path}: ${says}`);
      expect(asked).to.deep.equal([]);
    }
  });

  it("is told of the first step with an instant, under a live clock", async () => {
    const steps =
      "\nsteps:\n  - deposit.pause: {}\n    at: +30s\n  - deposit.unpause: {}\n    at: 2099-01-01T00:00:00+09:00\n";
    const text = edited(couponHead(), "clock: simulated", "clock: live") + steps;
    const line = lineOf(text, "- deposit.unpause");
    await expectComplaint(
      text,
      `${file}:${line}:at: a live scenario says when by offsets such as +30s`,
    );
  });

  it("may stand at the same second as the step above it: that is none", () => {
    const at = "at: 2025-07-20T09:00:00+09:00";
    const steps = `\nsteps:\n  - deposit.pause: {}\n    ${at}\n  - deposit.unpause: {}\n    ${at}\n`;
    writeFileSync(file, couponHead() + steps);
    expect(readScenario(file).steps).to.have.length(2);
  });
});

describe("a scenario that is read", () => {
  it("is named by its path inside the working folder", () => {
    const { file, locate } = loadScenario(scenarioFile("livelihood-coupon-2025"));
    const shown = "scripts/sandbox/scenarios/livelihood-coupon-2025.yaml";
    expect(file).to.equal(shown);
    expect(locate(["seed"])).to.equal(`${shown}:${lineOf(couponText(), "seed: 2")}:seed`);
  });

  it("counts the figures and rules that nobody has compared with their source", () => {
    const text = couponText();
    const marks = (word: string) => text.match(new RegExp(`^[^#\\n]*checked: ${word}\\b`, "gm"));
    const no = marks("no")?.length ?? 0;
    const yes = marks("yes")?.length ?? 0;
    const { unchecked } = loadScenario(scenarioFile("livelihood-coupon-2025"));
    expect(unchecked).to.deep.equal({ count: no, of: no + yes });
  });

  it("expects a step that says nothing to be accepted", () => {
    const { steps } = loadScenario(scenarioFile("livelihood-coupon-2025"));
    expect(steps[0]?.expect).to.equal("accepted");
    expect(steps[0]?.verb).to.equal("deposit.register");
  });
});

describe("a date that carries its source", () => {
  it("is named by a step, which then happens at that instant", () => {
    const { steps, dates } = loadScenario(scenarioFile("livelihood-coupon-2025"));
    const firstRound = steps.find(({ verb }) => verb === "voucher.grant-batch");
    expect(firstRound?.at).to.equal("2025-07-21T09:00:00+09:00");
    expect(dates?.["first-round"]?.source).to.include("Interior Ministry");
  });
});
