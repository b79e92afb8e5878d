import { expect } from "chai";
import { readFileSync, writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import hre, { network } from "hardhat";
import { atTheTill } from "../../scripts/examples/till.ts";
import { scenarioFile } from "../../scripts/sandbox/files.ts";
import { play, readScenario } from "../../scripts/sandbox/play.ts";
import { slipsOf } from "../../scripts/sandbox/scenario-slips.ts";
import { TERMS } from "../../scripts/sandbox/wording.ts";
import { namesIn } from "../../scripts/tasks/heading.ts";
import { heard } from "../helpers/printed.ts";

const read = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

/** The block of code under a mark. */
function blockUnder(document: string, mark: string): string {
  const [, code = ""] = document.split(`<!-- ${mark} -->\n\n\`\`\``);
  return code.slice(code.indexOf("\n") + 1, code.indexOf("\n```") + 1);
}

describe("docs/scenarios.md", () => {
  const document = read("docs/scenarios.md");
  const starter = blockUnder(document, "starter");
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "gukgo-"));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  const file = (text: string): string => {
    const path = join(folder, "small-card.yaml");
    writeFileSync(path, text);
    return path;
  };

  it("has a starter of at most 40 lines that runs as it stands", async () => {
    expect(starter.trimEnd().split("\n").length).to.be.within(30, 40);
    const { out, error, exitCode } = await heard("en", () =>
      hre.tasks.getTask(["sandbox", "run"]).run({ file: file(starter) }),
    );
    expect([error, exitCode]).to.deep.equal(["", undefined]);
    expect(out).to.match(/official-001 +noodle-shop|paid to noodle-shop/);
    expect(out).to.match(/Refused: 1 mined transaction;/);
  });

  it("has every term with an example that the starter takes in its place", () => {
    const [, table = ""] = document.split("<!-- terms -->");
    const rows = [...table.matchAll(/^\| `(\w+)` +\| `(.+?)` +\|/gm)].map(
      ([, term = "", value = ""]) => ({ term, value }),
    );
    const named = rows.slice(0, TERMS.length).map(({ term }) => term);
    expect(named.toSorted()).to.deep.equal(TERMS.toSorted());
    for (const { term, value } of rows.slice(0, TERMS.length)) {
      const written = `    ${term}: { value: ${value}, source: ours, checked: no }\n`;
      const [above = "", below = ""] = starter.split("\n  card:\n");
      const others = below.replace(new RegExp(`^ {4}${term}: .*\\n`, "m"), "");
      const text = `${above}\n  card:\n${written}${others}`;
      const scenario = readScenario(file(text));
      const errors = slipsOf(scenario).filter(({ kind }) => kind === "refused");
      expect(errors, term).to.deep.equal([]);
    }
  });

  it("names only verbs and commands that there are", () => {
    for (const [, verb = ""] of document.matchAll(
      /^\| `((?:budget|deposit|voucher|invoice)\.[\w-]+)`/gm,
    )) {
      expect(() => hre.tasks.getTask(verb.split("."))).not.to.throw();
    }
  });
});

describe("docs/till.md", () => {
  const document = read("docs/till.md");

  for (const path of ["scripts/examples/till.ts", "scripts/examples/at-the-till.ts"]) {
    it(`has ${path} as it is`, () => {
      expect(blockUnder(document, path)).to.equal(read(path));
    });
  }

  it("has a round that comes to what it says", async () => {
    const connection = await network.create({ chainType: "l1" });
    const scenario = readScenario(scenarioFile("livelihood-coupon-2025"));
    const options = { progress: () => {}, forSeed: true };
    const { system, cast } = await play(connection, scenario, options);
    const { ethers, networkHelpers } = connection;
    const signer = (name: string) => ethers.getSigner(cast.addresses.get(name) ?? "");
    const wishes = [
      { holder: await signer("citizen-001"), amount: 1_000n },
      { holder: await signer("citizen-002"), amount: 5_000_000n },
    ];
    const reader = { names: namesIn(cast, system.addresses), language: "en" } as const;
    const merchant = await signer("mapo-bookshop");
    const now = await networkHelpers.time.latest();

    const told = await atTheTill({ system, chainId: 31_337n, merchant, now, reader }, wishes);

    expect(told[0]).to.match(/^Not final: /);
    expect(told[1]).to.match(/^Would be refused: ₩5,000,000 is more than the ₩[\d,]+ left/);
    expect(told.slice(2).toSorted()).to.deep.equal([
      "citizen-001: paid 1000 won",
      `citizen-002: ${told[1]?.replace("Would be refused: ", "")}`,
    ]);
  });
});
