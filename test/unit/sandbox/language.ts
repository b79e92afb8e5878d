import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { UserError } from "../../../scripts/lib/errors.ts";
import { checkRefusals } from "../../../scripts/sandbox/check.ts";
import { scenarioFile } from "../../../scripts/sandbox/files.ts";
import { readScenario } from "../../../scripts/sandbox/play.ts";

const coupon = readFileSync(scenarioFile("livelihood-coupon-2025"), "utf8");

/** One edit of the coupon's file, with what is to be said of it. `{line}` is the line on which the edit stands. */
type Mistake = readonly [what: string, find: string, replace: string, message: string];

const mistakes: readonly Mistake[] = [
  ["an unknown field", "title:", "titel:", "{line}:titel: unknown field; there are"],
  [
    "a missing field",
    "clock: simulated\n",
    "",
    "3: clock is missing", // the file's first field is on line 3, under two lines of comment
  ],
  [
    "an unknown verb",
    "deposit.attest:",
    "deposit.attset:",
    "{line}:deposit.attset: unknown verb; there are deposit.register, deposit.attest",
  ],
  [
    "two verbs in a step",
    "  - deposit.allow: { amount: 230_000_000 }",
    "  - deposit.allow: { amount: 230_000_000 }\n    deposit.pause: {}",
    "{line}:steps.2: a step has one verb, found deposit.allow, deposit.pause",
  ],
  [
    "an unknown input",
    "deposit.allow: { amount:",
    "deposit.allow: { sum: 1, amount:",
    "{line}:deposit.allow.sum: unknown input; it takes",
  ],
  [
    "a missing input",
    "deposit.allow: { amount: 230_000_000 }",
    "deposit.allow: {}",
    "{line}:deposit.allow.amount: is missing (",
  ],
  [
    "a word for an amount",
    "amount: 250_000_000",
    "amount: lots",
    '{line}:deposit.attest.amount: expected whole won such as 300_000, found "lots"',
  ],
  [
    "less than nothing",
    "amount: 250_000_000",
    "amount: -5",
    '{line}:deposit.attest.amount: expected whole won such as 300_000, found "-5"',
  ],
  [
    "more than an account can hold",
    "amount: 250_000_000",
    'amount: "18_446_744_073_709_551_616"',
    "{line}:deposit.attest.amount: 18446744073709551616 won is more than an account can hold",
  ],
  [
    "nobody of that name",
    "accounts: merchants, kind",
    "accounts: shops, kind",
    '{line}:deposit.admit.accounts: nobody in the cast is called "shops"',
  ],
  [
    "a word that is none of a few",
    "kind: agency",
    "kind: ministry",
    '{line}:deposit.admit.kind: expected one of citizen, merchant, agency, contractor, bank, found "ministry"',
  ],
  [
    "an instant without its offset",
    "starts: 2025-07-14T09:00:00+09:00",
    "starts: 2025-07-14",
    '{line}:starts: expected an instant such as 2025-12-01T00:00:00+09:00 or +30s, found "2025-07-14"',
  ],
  [
    "a simulated clock that starts nowhere",
    "starts: 2025-07-14T09:00:00+09:00\n",
    "",
    "3:starts: is missing; a simulated clock starts somewhere",
  ],
  [
    "a live clock with an instant",
    "clock: simulated",
    "clock: live",
    ":at: a live scenario says when by offsets such as +30s",
  ],
  [
    "an unknown expectation",
    "expect: { moved: 220_000_000 }",
    "expect: { movd: 220_000_000 }",
    "{line}:steps.7.expect.movd: unknown field; there are moved",
  ],
  [
    "a count that is no number",
    "count: 300",
    "count: many",
    "{line}:cast.citizens.count: must be a whole number",
  ],
  [
    "a code that is no district",
    "code: 11110",
    "code: 11111",
    '{line}:districts.list.0.code: "11111" is no district code of Korea',
  ],
  [
    "a ward's code",
    "code: 11110",
    "code: 41111",
    "{line}:districts.list.0.code: 41111 is 경기도 수원시 장안구, a ward; districts are whole: 41110 경기도 수원시",
  ],
  [
    "a kind of area that is none",
    "{ code: 43720, home: 43720, area: depopulating }",
    "{ code: 43720, home: 43720, area: depopulatng }",
    "{line}:districts.list.7.area: must be one of capital, outside-capital, depopulating",
  ],
  [
    "a band that nobody has",
    "{ band: upper-tenth, amount",
    "{ band: uper-tenth, amount",
    '{line}:amounts.first-round.1.band: no citizen is of band "uper-tenth"; there are general, upper-tenth',
  ],
  [
    "nobody to follow",
    "follow: citizen-026",
    "follow: citizen-999",
    '{line}:follow: no citizen is called "citizen-999"',
  ],
  [
    "a shop to follow",
    "follow: citizen-026",
    "follow: mapo-bookshop",
    '{line}:follow: no citizen is called "mapo-bookshop"',
  ],
  [
    "a merchant where there is no district",
    "mcc: 5813, region: 11440",
    "mcc: 5813, region: 99999",
    '{line}:cast.merchants.named.0.region: "99999" is no district code of Korea',
  ],
  [
    "a comma in an amount",
    "{ band: general, amount: 150_000,",
    "{ band: general, amount: 150,000,",
    "{line}:amounts.first-round.0: a comma ends a value here; write thousands as 150_000",
  ],
  [
    "a word in a table of amounts",
    "{ band: general, amount: 150_000,",
    "{ band: general, amount: lots,",
    '{line}:amounts.first-round.0.amount: expected whole won such as 300_000, found "lots"',
  ],
  [
    "a code that is no category",
    "{ mcc: 5812, name",
    "{ mcc: 5810, name",
    '{line}:categories.list.0.mcc: "5810" is no category of ISO 18245',
  ],
  ["a field that stands twice", "title:", "title: one\ntitle:", "5: not YAML: Map keys must be"],
  ["a bracket that does not close", "title:", "title: [", ": not YAML:"],
];

/** What is said of this file. */
function complaint(file: string): string {
  try {
    readScenario(file);
  } catch (error) {
    expect(error).to.be.instanceOf(UserError);
    const { message } = error as UserError;
    expect(message).not.to.contain("\n");
    return message;
  }
  return "nothing";
}

describe("the scenario language", () => {
  let folder: string;
  let file: string;
  const said = (text: string): string => {
    writeFileSync(file, text);
    return complaint(file);
  };

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "gukgo-"));
    file = join(folder, "scenario.yaml");
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("has nothing to say of the coupon's file", () => {
    expect(said(coupon)).to.equal("nothing");
  });

  for (const [what, find, replace, message] of mistakes) {
    it(`says in one line, with file, line and field, that there is ${what}`, () => {
      const at = coupon.indexOf(find);
      expect(at, find).not.to.equal(-1);
      const line = coupon.slice(0, at).split("\n").length;
      const expected = message.replace("{line}", String(line));

      const heard = said(coupon.replace(find, replace));

      if (message.startsWith(":")) expect(heard).to.contain(expected);
      else
        expect(heard.slice(0, file.length + 1 + expected.length)).to.equal(`${file}:${expected}`);
    });
  }

  it("says that a refusal is expected which no contract gives", async () => {
    const misspelt = coupon.replace("refused: CategoryNotAllowed", "refused: CategoryForbidden");
    const line = misspelt.split("\n").findIndex((text) => text.includes("CategoryForbidden")) + 1;
    writeFileSync(file, misspelt);

    const heard = await checkRefusals(readScenario(file)).then(
      () => "nothing",
      (error: unknown) => (error as UserError).message,
    );

    expect(heard).to.match(/:expect\.refused: no contract refuses with "CategoryForbidden"$/);
    // The step stands on the line of its expectation or a few above.
    const said = Number(heard.slice(file.length + 1).split(":")[0]);
    expect(line - said).to.be.within(0, 3);
    await checkRefusals(readScenario(scenarioFile("livelihood-coupon-2025")));
  });

  it("says that a step is before the one above it", () => {
    const [first = ""] = coupon.split("\nsteps:\n");
    const early = `${first}\nsteps:\n  - deposit.pause: {}\n    at: 2025-07-20T09:00:00+09:00\n  - deposit.unpause: {}\n    at: 2025-07-20T08:59:59+09:00\n`;
    const line = early.split("\n").findIndex((text) => text.includes("deposit.unpause")) + 1;

    expect(said(early)).to.equal(`${file}:${line}:at: is before the step above it`);
  });

  it("says that a file is empty, no fields, missing or a folder", () => {
    const fresh = join(folder, "folder.yaml");
    mkdirSync(fresh);

    expect(said("")).to.equal(`${file}:1: the file is empty`);
    expect(said("# only words\n")).to.equal(`${file}:1: the file is empty`);
    expect(said("- 1\n")).to.equal(`${file}:1: must be fields with values`);
    expect(said("hello\n")).to.equal(`${file}:1: must be fields with values`);
    expect(complaint(fresh)).to.equal(`${fresh}: is a folder; name a scenario's file`);
    expect(complaint(join(folder, "none.yaml"))).to.equal(
      `${join(folder, "none.yaml")}: there is no such file to read`,
    );
    expect(() => scenarioFile("no-such-scenario")).to.throw(
      UserError,
      "no-such-scenario: no such scenario or file; there are deposit-enforcement, livelihood-coupon-2025",
    );
  });
});
