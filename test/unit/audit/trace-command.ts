import { expect } from "chai";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import hre from "hardhat";
import { readBooksFrom } from "../../../scripts/audit/read.ts";
import { collectInto } from "../../../scripts/audit/store/into-file.ts";
import { askedOf } from "../../../scripts/audit/trace/asked.ts";
import { flowOf } from "../../../scripts/audit/trace/read.ts";
import { textOf } from "../../../scripts/audit/trace/text.ts";
import { traceIn } from "../../../scripts/audit/trace/trace.ts";
import { serveJsonRpc, type Served } from "../../../scripts/lib/serve.ts";
import { width } from "../../../scripts/lib/text.ts";
import { folders } from "../../helpers/collecting.ts";
import { heard } from "../../helpers/printed.ts";
import { playBudget, trustMatter, type BudgetStory } from "./budget-history.ts";

describe("npx hardhat audit trace", () => {
  const { next, remove } = folders();
  let story: BudgetStory;
  let served: Served;
  let folder: string;
  let from: string;
  const trace = (args: object) =>
    heard("en", () => hre.tasks.getTask(["audit", "trace"]).run({ from, ...args }));

  before(async () => {
    story = await playBudget();
    served = await serveJsonRpc(story.connection.provider);
    folder = next();
    from = join(folder, "collected.sqlite");
    const until = { block: "latest" } as const;
    await collectInto({ url: served.url, file: from, addresses: story.addresses, until });
  });

  after(async () => {
    remove();
    await served.close();
  });

  it("traces an obligation in a file, from the appropriation to where its won are", async () => {
    const { out, error, exitCode } = await trace({ obligation: trustMatter });
    expect([error, exitCode]).to.deep.equal(["", undefined]);
    for (const line of out.split("\n")) expect(width(line), line).to.be.at.most(100);
    expect(out).to.match(/^Trace of the obligation to 0x[0-9a-fA-F]{40} on/);
    expect(out).to.match(/├─ appropriated\n[^]*├─ obligated\n[^]*├─ advanced\n/);
    expect(out).to.match(/\nWhat became of it\n/);
  });

  it("has the same as JSON, and nothing else on the screen", async () => {
    const { out } = await trace({ obligation: trustMatter, json: true });
    const { order, roots } = JSON.parse(out) as { order: string; roots: object[] };
    expect(order).to.equal("first in, first out");
    expect(roots.length).to.be.greaterThan(0);
  });

  it("draws into a file, the same bytes each time", async () => {
    const [one, two] = [join(folder, "one.svg"), join(folder, "two.svg")];
    const { out } = await trace({ obligation: trustMatter, svg: one });
    expect(out).to.match(/\nThe drawing is in .*one\.svg\.\n$/);
    await trace({ obligation: trustMatter, svg: two, json: true });
    expect(readFileSync(one)).to.deep.equal(readFileSync(two));
    expect(readFileSync(one, "utf8")).to.match(/^<svg xmlns=[^]*<\/svg>\n$/);
  });

  it("has names from a local file on the screen, and in no drawing and no JSON", async () => {
    const names = join(folder, "names.csv");
    writeFileSync(names, `account,name\n${story.bookshop.address},Bookshop at the corner\n`);
    const svg = join(folder, "named.svg");
    const asked = { what: "", line: "2025-011-1040301-24001", names, svg };
    expect((await trace(asked)).out).to.include("Bookshop at the corner");
    expect(readFileSync(svg, "utf8")).not.to.include("Bookshop at the corner");
    expect((await trace({ ...asked, json: true })).out).not.to.include("Bookshop at the corner");
  });

  it("reads a chain as it reads a file", async () => {
    const addresses = join(folder, "addresses.json");
    writeFileSync(addresses, JSON.stringify(story.addresses));
    const { url } = served;
    const chain = await trace({ from: undefined, url, addresses, obligation: trustMatter });
    expect(chain.out).to.equal((await trace({ obligation: trustMatter })).out);
  });

  it("ends with 1 and one line where something is to be mended, and leaves no file", async () => {
    const svg = join(folder, "none.svg");
    const hash = `0x${"0".repeat(64)}`;
    for (const [args, line] of [
      [
        { payment: hash, svg },
        `--payment ${hash}: no such transaction moved won or authority in what was read`,
      ],
      [
        { issue: "x", svg },
        `--issue: expected the bank's reference, or ISSUER:REFERENCE, found "x"`,
      ],
      [{ issue: "1", names: "none.csv" }, "--names none.csv: it cannot be read (ENOENT)"],
      [
        { issue: "1", svg: join(folder, "no", "such.svg") },
        `${join(folder, "no", "such.svg")}: it cannot be written (ENOENT)`,
      ],
    ] as const) {
      const { out, error, exitCode } = await trace(args);
      expect([out, error, exitCode]).to.deep.equal(["", `error: ${line}\n`, 1]);
    }
    expect(existsSync(svg)).to.equal(false);
  });

  it("traces every transaction that moved won or authority, and says of every other that it did not", async () => {
    const audit = await readBooksFrom(from);
    const flow = flowOf(audit.events, audit.addresses);
    const acted = new Set<string>();
    for (let id = 1; id <= flow.length; id++)
      acted.add(flow.transactions.hash(flow.move(id).transaction));
    for (let id = 1; id <= flow.authority.length; id++)
      acted.add(flow.transactions.hash(flow.authority.at(id).transaction));
    for (const what of new Set([...audit.events].map(({ transaction }) => transaction))) {
      const traced = () =>
        textOf(traceIn(flow, askedOf({ what })), { names: new Map(), all: true });
      if (!acted.has(what)) {
        expect(traced).to.throw(`${what}: no transaction of that hash moved won or authority`);
        continue;
      }
      for (const line of traced()) expect(width(line), line).to.be.at.most(100);
    }
    expect(acted.size).to.be.greaterThan(50);
  });
});
