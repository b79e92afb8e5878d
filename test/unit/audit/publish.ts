import { expect } from "chai";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Audit } from "../../../scripts/audit/read.ts";
import { UserError } from "../../../scripts/lib/errors.ts";
import { castScenario } from "../../../scripts/sandbox/cast.ts";
import { scenarioFile } from "../../../scripts/sandbox/files.ts";
import { readScenario } from "../../../scripts/sandbox/play.ts";
import { prepare } from "../../../scripts/tasks/ledger-out.ts";
import { publish } from "../../../scripts/tasks/publish.ts";
import { auditOf, somebody } from "../../helpers/books.ts";
import { printed } from "../../helpers/printed.ts";

const scenario = readScenario(scenarioFile("livelihood-coupon-2025"));
const cast = castScenario(
  scenario,
  Array.from({ length: 420 }, (_, n) => somebody(1_000 + n)),
);

const law = { number: 1, name: "supply", figures: "1 = 1" };
const sound = auditOf({ laws: [{ ...law, holds: true }] });

/** What publishing comes to. */
const publishing = (audit: Audit, to = {}) => printed(() => publish(audit, scenario, cast, to));

describe("a ledger that is published", () => {
  it("ends well where everything is in order", () => {
    const { code, out, err } = publishing(sound);
    expect(code).to.equal(undefined);
    expect(out.join("\n")).to.include("Law 1 supply  holds  1 = 1");
    expect(err).to.deep.equal([]);
  });

  it("ends with 1 where a law is broken, and says so", () => {
    const { code, out, err } = publishing(auditOf({ laws: [{ ...law, holds: false }] }));
    expect(code).to.equal(1);
    expect(out.join("\n")).to.include("Law 1 supply  BROKEN  1 = 1");
    expect(err.join()).to.include("the books are not in order");
  });

  it("ends with 1 where a value differs from the chain", () => {
    const differences = [{ what: "supply", fromEvents: "1", onChain: "2" }];
    const { code, out } = publishing({ ...sound, differences });
    expect(code).to.equal(1);
    expect(out).to.include("Differs: supply: 1 by events, 2 on the chain");
  });

  it("says what to change only after a run of one's own", () => {
    expect(publishing(sound, { again: true }).out).to.include(scenario.hint?.[0]);
    expect(publishing(sound).out).not.to.include(scenario.hint?.[0]);
  });

  it("prints the ledger as JSON where that is asked", () => {
    const { out } = publishing(sound, { json: true });
    expect(JSON.parse(out.join("\n"))).to.have.property("laws");
  });

  it("writes both files, into a folder that it makes", () => {
    const parent = mkdtempSync(join(tmpdir(), "gukgo-"));
    try {
      const out = join(parent, "new", "folder");
      prepare({ out });
      publishing(sound, { out });
      expect(readFileSync(join(out, "ledger.csv"), "utf8")).to.match(/^time KST,/);
      expect(existsSync(join(out, "ledger.json"))).to.equal(true);
    } finally {
      rmSync(parent, { recursive: true, force: true });
    }
  });

  it("refuses a folder that cannot be made, before any work is done for it", () => {
    const out = join(scenarioFile("livelihood-coupon-2025"), "folder");
    expect(() => prepare({ out })).to.throw(UserError, "no folder can be written there");
  });
});
