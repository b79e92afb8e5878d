import { expect } from "chai";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import hre from "hardhat";
import { width } from "../../scripts/lib/text.ts";
import { scenarioFile, scenarioNames } from "../../scripts/sandbox/files.ts";
import { readScenario } from "../../scripts/sandbox/play.ts";
import { heard } from "../helpers/printed.ts";

interface Followed {
  /** The words of the hint that say what to change. */
  readonly says: string;
  readonly find: string;
  readonly replace: string;
  /** What the command that the hint names then prints. */
  readonly prints: RegExp;
  readonly diff?: boolean;
}

/** Each hint, followed as a newcomer would. That of the coupon is followed with the coupon's own tests. */
const hints: Readonly<Record<string, Followed>> = {
  "childcare-voucher": {
    says: "change band child's 300_000",
    find: "{ band: child, amount: 300_000",
    replace: "{ band: child, amount: 350_000",
    prints: /₩300,000 +₩350,000/,
    diff: true,
  },
  "deposit-enforcement": {
    says: "Change the budget of books, 100_000",
    find: "terms: books, budget: 100_000",
    replace: "terms: books, budget: 60_000",
    prints: /Set aside +60,000/,
  },
  "expense-card-sejong-2026": {
    says: "change its hours",
    find: 'to: "18:00"',
    replace: 'to: "17:00"',
    prints: /OutsideHours/,
    diff: true,
  },
  "year-end": {
    says: "change band resident's 300_000",
    find: "{ band: resident, amount: 300_000",
    replace: "{ band: resident, amount: 350_000",
    prints: /₩300,000 +₩350,000/,
    diff: true,
  },
};

describe("the hint of a shipped scenario", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "gukgo-"));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("is one that is followed here, or the coupon's", () => {
    const known = [...Object.keys(hints), "livelihood-coupon-2025"].toSorted();
    expect(scenarioNames()).to.deep.equal(known);
  });

  for (const [name, { says, find, replace, prints, diff = false }] of Object.entries(hints)) {
    it(`leads to what it promises: ${name}`, async () => {
      const { hint = [] } = readScenario(scenarioFile(name));
      const told = hint.join(" ");
      expect(told).to.include(says);
      for (const line of hint) expect(width(line), line).to.be.at.most(100);
      const written = readFileSync(scenarioFile(name), "utf8");
      expect(written).to.include(find);
      const file = join(folder, `${name}.yaml`);
      writeFileSync(file, written.replace(find, replace));

      if (diff) expect(told).to.include(`npx hardhat sandbox diff ${name} `);
      else expect(told).to.match(/run again\.$/);
      const args = diff ? { before: name, after: file } : { file };
      const { out, error, exitCode } = await heard("en", () =>
        hre.tasks.getTask(["sandbox", diff ? "diff" : "run"]).run(args),
      );

      expect([error, exitCode]).to.deep.equal(["", undefined]);
      expect(out).to.match(prints);
    });
  }
});
