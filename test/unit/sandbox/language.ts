import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { network } from "hardhat";
import { UserError } from "../../../scripts/lib/errors.ts";
import { scenarioFile } from "../../../scripts/sandbox/files.ts";
import { play, readScenario } from "../../../scripts/sandbox/play.ts";
import { checkRefusals } from "../../../scripts/sandbox/refusals.ts";
import { loadScenario } from "../../../scripts/sandbox/scenario.ts";
import { rehearse } from "../../../scripts/sandbox/check.ts";
import { headingOf } from "../../../scripts/tasks/heading.ts";
import { card } from "./card.ts";
import {
  couponHead,
  couponText,
  edited,
  expectComplaint,
  failure,
  instant,
  lineOf,
  scratch,
  tellsEach,
  verbsOf,
  type Mistake,
} from "./edits.ts";

/** Mistakes in the file as a whole and in its first fields. */
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
    what: "a missing field",
    find: "clock: simulated\n",
    replace: "",
    at: "scenario: livelihood",
    says: ":clock: is missing",
  },
  {
    what: "an unknown field whose value is on later lines",
    find: "\nsteps:",
    replace: "\nstepss:",
    at: "stepss:",
    says: ":stepss: unknown field; there are scenario, title, clock, starts, seedUntil, seed, follow, hint, districts, categories, cast, terms, dates, amounts, steps",
  },
  {
    what: "a field given twice",
    find: "follow: citizen-026",
    replace: "title: another\nfollow: citizen-026",
    at: "title: another",
    says: ":title: this field stands twice",
  },
  {
    what: "a field that is empty",
    find: "scenario: livelihood-coupon-2025",
    replace: 'scenario: ""',
    at: 'scenario: ""',
    says: ":scenario: must not be empty",
  },
  {
    what: "a negative seed",
    find: "seed: 20250721",
    replace: "seed: -1",
    at: "seed: -1",
    says: ":seed: must be at least 0",
  },
  {
    what: "a start without its offset",
    find: "starts: 2025-07-14T09:00:00+09:00",
    replace: "starts: 2025-07-14",
    at: "starts: 2025-07-14",
    says: `:starts: ${instant}, found "2025-07-14"`,
  },
  {
    what: "a start that is an offset",
    find: "starts: 2025-07-14T09:00:00+09:00",
    replace: "starts: +30s",
    at: "starts: +30s",
    says: ":starts: is an instant: there is nothing to count from",
  },
  {
    what: "a simulated clock that starts nowhere",
    find: "starts: 2025-07-14T09:00:00+09:00\n",
    replace: "",
    at: "scenario: livelihood",
    says: ":starts: is missing; a simulated clock starts somewhere",
  },
  {
    what: "an end of seeding without its offset",
    find: "seedUntil: 2025-11-20T00:00:00+09:00",
    replace: "seedUntil: 2025-11-20",
    at: "seedUntil:",
    says: `:seedUntil: ${instant}, found "2025-11-20"`,
  },
  {
    what: "nobody to follow",
    find: "follow: citizen-026",
    replace: "follow: citizen-999",
    at: "follow: citizen-999",
    says: ':follow: no citizen is called "citizen-999"',
  },
  {
    what: "a shop to follow",
    find: "follow: citizen-026",
    replace: "follow: mapo-bookshop",
    at: "follow: mapo-bookshop",
    says: ':follow: no citizen is called "mapo-bookshop"',
  },
  {
    what: "a tab before a field",
    find: "title: Live",
    replace: "\ttitle: Live",
    at: "\ttitle: Live",
    says: ": not YAML: Tabs are not allowed as indentation",
  },
  {
    what: "a bracket that does not close",
    find: "title: Live",
    replace: "title: [Live",
    // YAML tells the line on which the bracket should have closed.
    at: "clock: simulated",
    says: ": not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]",
  },
  {
    what: "an alias of nothing above it",
    find: "title: Live",
    replace: "title: *none #",
    at: "title: *none",
    says: ": not YAML: Unresolved alias (the anchor must be set before the alias): none",
  },
  {
    what: "a second scenario in the file",
    find: "scenario: livelihood",
    replace: "---\n---\nscenario: livelihood",
    at: "---\nscenario:",
    says: ": a file holds one scenario; --- begins another",
  },
];

/** Mistakes in what a step expects of a refusal: they are told where the contracts have been compiled. */
const refusals: readonly Mistake[] = [
  {
    what: "a reason that no contract gives",
    find: "refused: IssuanceAllowanceExceeded,",
    replace: "refused: AllowanceExceeded,",
    at: "- deposit.issue: { to: funding, amount: 220_000_000, reference: 2 }",
    says: ':expect.refused: no contract refuses with "AllowanceExceeded"',
  },
  {
    what: "a reason named like a property of every object",
    find: "refused: IssuanceAllowanceExceeded,",
    replace: "refused: constructor,",
    at: "- deposit.issue: { to: funding, amount: 220_000_000, reference: 2 }",
    says: ':expect.refused: no contract refuses with "constructor"',
  },
  {
    what: "an unknown field of a refusal",
    find: "with: { issuer: issuer, allowance:",
    replace: "with: { issuer: issuer, alowance:",
    at: "- deposit.issue: { to: funding, amount: 220_000_000, reference: 2 }",
    says: ":expect.with.alowance: unknown field; there are issuer, allowance, amount",
  },
  {
    what: "a field of a refusal that says nothing",
    find: "{ refused: EnforcedPause }",
    replace: "{ refused: EnforcedPause, with: { by: pauser } }",
    at: "- voucher.spend: { programme: coupon, merchant: mapo-bookshop, amount: 9_000, by: citizen-002 }\n    expect: { refused: EnforcedPause",
    says: ":expect.with.by: unknown field; there are none",
  },
  {
    what: "a word for a number of a refusal",
    find: "with: { issuer: issuer, allowance: 10_000_000,",
    replace: "with: { issuer: issuer, allowance: lots,",
    at: "- deposit.issue: { to: funding, amount: 220_000_000, reference: 2 }",
    says: ':expect.with.allowance: expected a whole number, found "lots"',
  },
  {
    what: "an account of a refusal that is nobody's",
    find: "with: { merchant: unlisted-shop }",
    replace: "with: { merchant: unlistd-shop }",
    at: "- voucher.spend: { programme: coupon, merchant: unlisted-shop",
    says: ':expect.with.merchant: nobody in the cast is called "unlistd-shop"',
  },
];

function expectUserError(error: unknown, message: string): void {
  expect(error).to.be.instanceOf(UserError);
  expect((error as UserError).message).to.equal(message);
}

describe("a mistake in a scenario's file", () => {
  tellsEach(mistakes);
});

describe("a mistake in a refusal that is expected", () => {
  const write = scratch();

  for (const { what, find, replace, at, says } of refusals) {
    it(`is told whole: ${what}`, async () => {
      const text = edited(couponText(), find, replace);
      const file = write(text);
      const error = await failure(checkRefusals(readScenario(file)));
      expectUserError(error, `${file}:${lineOf(text, at)}${says}`);
    });
  }

  it("is told with its step's line by a run too", async () => {
    const steps = `
steps:
  - deposit.pause: { by: issuer }
    expect: { refused: AccessManagedUnauthorized, with: { caller: nobody } }
`;
    const text = couponHead() + steps;
    const file = write(text);
    const connection = await network.create({ chainType: "l1" });
    const error = await failure(play(connection, readScenario(file), { progress: () => {} }));
    const line = lineOf(text, "- deposit.pause");
    expectUserError(
      error,
      `${file}:${line}:expect.with.caller: nobody in the cast is called "nobody"`,
    );
  });

  it("is not found in the coupon's file", async () => {
    await checkRefusals(readScenario(scenarioFile("livelihood-coupon-2025")));
  });
});

describe("a file that is no scenario", () => {
  const write = scratch();

  it("is told of: without content, of comments alone, or without fields", async () => {
    for (const text of ["", "\n\n", "# a\n\n# b\n", "---\n", "null\n"]) {
      await expectComplaint(write(text), ":1: the file is empty");
    }
    for (const text of ["- 1\n", "hello\n"]) {
      await expectComplaint(write(text), ":1: must be fields with values");
    }
  });

  it("is told of where its path is no file", async () => {
    const folder = dirname(write(""));
    mkdirSync(join(folder, "inner.yaml"));
    await expectComplaint(join(folder, "inner.yaml"), ": is a folder; name a scenario's file");
    await expectComplaint(join(folder, "missing.yaml"), ": there is no such file to read");
    expect(() => scenarioFile("no-such-scenario")).to.throw(
      UserError,
      "no-such-scenario: no such scenario or file; there are childcare-voucher, deposit-enforcement, expense-card-sejong-2026, livelihood-coupon-2025",
    );
  });

  it("is told of with its line where its path has a colon", async () => {
    const inner = join(dirname(write("")), "a:b");
    mkdirSync(inner);
    const path = join(inner, "scenario.yaml");
    const text = edited(couponText(), "deposit.attest:", "deposit.attset:");
    writeFileSync(path, text);
    const line = lineOf(text, "deposit.attset:");
    await expectComplaint(
      path,
      `:${line}:deposit.attset: unknown verb; there are ${verbsOf("deposit")}`,
    );
  });
});

describe("a scenario that is read", () => {
  const write = scratch();

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

  it("may name what every object has, and repeat by an alias what stands above", () => {
    const named = edited(couponText(), "[unlisted-shop]", "[unlisted-shop, constructor]");
    const marked = edited(named, "starts: 2025-07-14", "starts: &start 2025-07-14");
    const until = "seedUntil: 2025-11-20T00:00:00+09:00";
    const { cast, starts, seedUntil } = readScenario(
      write(edited(marked, until, "seedUntil: *start")),
    );
    expect(cast.outsiders).to.deep.equal(["unlisted-shop", "constructor"]);
    expect(seedUntil).to.equal(starts);
  });

  it("follows the first of its citizens unless it says whom, whatever they are called", () => {
    const named = card(["citizens: { count", "citizens: { called: official, count"]);
    const scenario = readScenario(write(named.replaceAll("citizen-001", "official-001")));
    const { cast } = rehearse(scenario, new Map(), () => 0);
    expect(cast.groups.get("officials")).to.deep.equal(cast.groups.get("citizens"));
    expect(headingOf(scenario, cast).follow).to.equal(cast.addresses.get("official-001"));
  });

  it("may open a programme again where the first time is to be refused", () => {
    const step = "- voucher.open: { name: coupon, terms: coupon, matter: coupon of 2025 }";
    const refused = `${step}\n    expect: { refused: InvalidMatter }\n  ${step}`;
    const { steps } = loadScenario(scenarioFile("livelihood-coupon-2025"));
    const again = readScenario(write(edited(couponText(), step, refused)));
    expect(again.steps).to.have.length(steps.length + 1);
  });
});
