import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import hre, { network } from "hardhat";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { COLUMNS, treeLines, treeOf, type Figures } from "../../../scripts/lib/budget-tree.ts";
import { width } from "../../../scripts/lib/text.ts";
import { genesisOf, saveDeployment } from "../../../scripts/sandbox/deployment.ts";
import { play, readScenario } from "../../../scripts/sandbox/play.ts";
import show, { budgetLines } from "../../../scripts/tasks/budget/show.ts";
import { heard } from "../../helpers/printed.ts";
import { couponHead } from "../sandbox/edits.ts";

const works = 2025_011_1040301_24001n;
const supervision = 2025_011_1040301_32001n;
const study = 2025_011_1040302_24001n;
const chairs = 2025_021_2010101_21001n;

/** Figures of which each column has another one, beginning with `first`. */
const from = (first: bigint): Figures =>
  Object.fromEntries(COLUMNS.map((column, n) => [column, first + BigInt(n)])) as Figures;

describe("the tree of a year's budget", () => {
  const rows = [
    { line: works, figures: from(1_000n) },
    { line: supervision, figures: from(200n) },
    { line: study, figures: from(30n) },
    { line: chairs, figures: from(4n) },
  ];

  it("adds lines up to programmes, programmes to ministries, ministries to the whole", () => {
    const { ministries, figures } = treeOf(2025, rows);
    const [first, second] = ministries;
    expect(
      first?.parts.map(({ code, figures: { appropriated } }) => [code, appropriated]),
    ).to.deep.equal([
      [1_040_301, 1_200n],
      [1_040_302, 30n],
    ]);
    expect([first?.figures.appropriated, second?.figures.appropriated]).to.deep.equal([1_230n, 4n]);
    expect(figures.appropriated).to.equal(1_234n);
    // The last column has 6 more in each of four lines.
    expect(figures.lapsed).to.equal(1_258n);
  });

  it("is printed in aligned columns, won with separators", () => {
    const lines = treeLines(treeOf(2025, rows));
    expect(lines[0]?.split(/ {2,}/)).to.deep.equal(["Budget 2025, won", ...COLUMNS]);
    expect(lines.map((line) => line.replace(/( +[\d,]+){7}$/, ""))).to.deep.equal([
      lines[0],
      "ministry 011",
      "  programme 1040301",
      "    2025-011-1040301-24001",
      "    2025-011-1040301-32001",
      "  programme 1040302",
      "    2025-011-1040302-24001",
      "ministry 021",
      "  programme 2010101",
      "    2025-021-2010101-21001",
      "all ministries",
    ]);
    expect(new Set(lines.map(width)).size).to.equal(1);
    expect(lines.at(-1)).to.match(
      /^all ministries +1,234 +1,238 +1,242 +1,246 +1,250 +1,254 +1,258$/,
    );
  });

  it("has a word for a year without lines", () => {
    expect(treeLines(treeOf(2030, []))).to.deep.equal(["no budget lines of 2030"]);
  });

  it("stands above what the Treasury has", () => {
    const money = { holdings: 1_000n, unattributed: 50n, revenue: 2_000n };
    expect(budgetLines(treeOf(2030, []), money)).to.deep.equal([
      "no budget lines of 2030",
      "",
      "Treasury, won",
      "  holdings         1,000",
      "  unattributed        50",
      "  revenue of 2030  2,000",
    ]);
  });
});

/** A chain of this test's own, so that no deployment of somebody's is written over. */
const CHAIN = 31_397;
const deployment = new URL(`../../../deploy/deployments/gukgo-${CHAIN}.json`, import.meta.url);

const steps = `
steps:
  - budget.register-ministry: { ministry: 11 }
  - budget.appoint-officer: { ministry: 11, officer: obligatingOfficer, role: obligating }
  - budget.appropriate: { line: 2025-011-1040301-24001, amount: 1_000_000, act: one }
  - budget.transfer: { from: 2025-011-1040301-24001, to: 2025-011-1040302-24001, amount: 100_000, approval: two }
  - budget.allot: { line: 2025-011-1040301-24001, quarter: 3, amount: 500_000 }
  - budget.reserve: { line: 2025-011-1040301-24001, amount: 20_000, matter: study }
  - budget.obligate: { line: 2025-011-1040301-24001, creditor: citizen-001, matter: bridge, amount: 300_000 }
  - budget.carry-over: { creditor: citizen-001, matter: bridge }
    at: 2026-01-01T00:00:00+09:00
`;

describe("budget show", () => {
  const folder = mkdtempSync(join(tmpdir(), "gukgo-"));
  let environment: HardhatRuntimeEnvironment;

  before(async () => {
    const file = join(folder, "budget.yaml");
    writeFileSync(file, couponHead() + steps);
    const override = { chainId: CHAIN };
    const connection = await network.create({ chainType: "l1", override });
    const { system } = await play(connection, readScenario(file), { progress: () => {} });
    const genesis = await genesisOf(connection);
    const found = { scenario: "budget", file, genesis, complete: true, programmes: {} };
    await saveDeployment(connection, { ...found, addresses: system.addresses });
    const create = () => Promise.resolve(connection);
    environment = Object.create(hre, { network: { value: { create } } }) as typeof environment;
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
    rmSync(deployment, { force: true });
  });

  it("finds the lines of appropriations and transfers, and what a carry-over left of them", async () => {
    const { out, error } = await heard("en", () => show({ year: "2025" }, environment));
    expect(error).to.equal("");
    const rows = out.split("\n").map((row) => row.trim().replace(/ +/g, " "));
    expect(rows).to.include.members([
      "ministry 011 700,000 200,000 20,000 0 0 0 0",
      "2025-011-1040301-24001 600,000 200,000 20,000 0 0 0 0",
      "2025-011-1040302-24001 100,000 0 0 0 0 0 0",
      "revenue of 2025 0",
    ]);
  });

  it("shows the chain's own year unless one is given, with the line to which it was carried over", async () => {
    const { out } = await heard("en", () => show({}, environment));
    expect(out).to.match(/^Budget 2026, won/);
    expect(out.replace(/ +/g, " ")).to.include(
      " 2026-011-1040301-24001 300,000 300,000 0 300,000 0 0 0\n",
    );
  });

  it("gives the same as JSON, won as digits", async () => {
    const { out } = await heard("en", () => show({ year: "2026", json: true }, environment));
    const { year, ministries, treasury } = JSON.parse(out) as {
      year: number;
      ministries: { code: number; parts: { parts: { line: string }[] }[] }[];
      treasury: object;
    };
    expect(year).to.equal(2026);
    expect(ministries[0]?.parts[0]?.parts[0]?.line).to.equal("2026-011-1040301-24001");
    expect(treasury).to.deep.equal({ holdings: "0", unattributed: "0", revenue: "0" });
  });

  it("says in one line what is no year", async () => {
    const { error, exitCode } = await heard("en", () => show({ year: "26" }, environment));
    expect(error).to.equal('error: year: expected a year such as 2026, found "26"\n');
    expect(exitCode).to.equal(1);
  });
});
