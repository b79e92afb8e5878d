import { expect } from "chai";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import hre from "hardhat";
import { progressOn } from "../../../scripts/audit/store/progress.ts";
import { collecting, folders, pay, watched, type Watched } from "../../helpers/collecting.ts";
import { heard } from "../../helpers/printed.ts";

/** What is written to a screen at these instants, in milliseconds, with 100 blocks and 1,000 events more each. */
function shownAt(instants: readonly number[], isTTY: boolean, isColoured: boolean): string[] {
  const written: string[] = [];
  let time = 0;
  const screen = { isTTY, write: (text: string) => written.push(text) };
  const progress = progressOn(screen, isColoured, () => time);
  for (const [n, instant] of instants.entries()) {
    time = instant;
    const done = 100 * (n + 1) - 1;
    progress({ first: 0, done, last: 999, events: 1_000 * (n + 1) });
  }
  progress.end();
  return written;
}

describe("the progress of collecting", () => {
  it("is silent for two seconds", () => {
    expect(shownAt([500, 1_000, 2_000], true, true)).to.deep.equal([]);
  });

  it("then tells on a terminal how far it is, how fast and how long it takes, in one line that is rewritten", () => {
    const written = shownAt([1_000, 2_000, 3_000, 3_100, 5_000], true, false);
    // 300 of 1,000 blocks in 3 s are 100 a second: 700 more take 7 s.
    expect(written).to.deep.equal([
      "\r\u001b[Kcollecting: block 299 of 999 (30 %), 100 blocks and 1,000 events a second, about 7 s left",
      "\r\u001b[Kcollecting: block 499 of 999 (50 %), 100 blocks and 1,000 events a second, about 5 s left",
      "\r\u001b[K",
    ]);
  });

  it("is dimmed where colours are wanted", () => {
    const [line = ""] = shownAt([3_000], true, true);
    const told =
      "collecting: block 99 of 999 (10 %), 33 blocks and 333 events a second, about 27 s left";
    expect(line).to.equal(`\r\u001b[K\u001b[2m${told}\u001b[0m`);
  });

  it("has a plain line every ten seconds where there is no terminal", () => {
    const written = shownAt([1_000, 3_000, 9_000, 13_000, 14_000], false, false);
    // 200 blocks in 3 s: 800 more take 12 s. 400 in 13 s: 600 more take 19.5 s.
    expect(written).to.deep.equal([
      "collecting: block 199 of 999 (20 %), 67 blocks and 667 events a second, about 12 s left\n",
      "collecting: block 399 of 999 (40 %), 31 blocks and 308 events a second, about 20 s left\n",
    ]);
  });
});

describe("npx hardhat audit collect", () => {
  const { next, remove } = folders();
  let chain: Watched;
  let folder: string;
  let addresses: string;
  const collect = (args: object) =>
    heard("en", () => hre.tasks.getTask(["audit", "collect"]).run({ ...args }));

  before(async () => {
    chain = await watched();
    folder = next();
    addresses = join(folder, "addresses.json");
    writeFileSync(addresses, JSON.stringify(chain.bank.addresses));
  });

  after(async () => {
    remove();
    await chain.served.close();
  });

  it("collects from a URL and addresses, says what it has, and goes on the next time", async () => {
    const { url } = chain.served;
    const file = join(folder, "one.sqlite");
    const first = await collect({ url, addresses, file, until: "20" });
    expect([first.error, first.exitCode]).to.deep.equal(["", undefined]);
    expect(first.out).to.match(
      /^collected blocks 0 to 20 in [\d.]+ s, \d+ requests; .*one\.sqlite has \d+ events, \d+ transactions, 0 of them refused\.\nBlock 20 is 0x[0-9a-f]{64}\.\n$/,
    );
    const { out } = await collect({ url, file });
    expect(out).to.match(/^collected blocks 21 to \d+ in .* 1 of them refused\.\n/);
    expect((await collect({ url, file })).out).to.match(/^nothing new up to block \d+; /);
  });

  it("has its summary as JSON", async () => {
    const { url } = chain.served;
    const file = join(folder, "two.sqlite");
    const { out, error } = await collect({ url, addresses, file, json: true });
    expect(error).to.equal("");
    const summary = JSON.parse(out) as Record<string, unknown>;
    const newest = await chain.bank.connection.ethers.provider.getBlock("latest");
    expect(summary).to.deep.include({
      ...{ file, chainId: 31_337, from: 0, to: newest?.number, hash: newest?.hash },
      ...{ refused: 1, unexplained: 0, removed: [] },
    });
    expect(summary).to.include.keys("events", "transactions", "requests", "seconds");
  });

  it("says that the chain changed, on stderr", async () => {
    const { url } = chain.served;
    const file = join(folder, "three.sqlite");
    const { provider } = chain.bank.connection;
    const snapshot: unknown = await provider.request({ method: "evm_snapshot", params: [] });
    await pay(chain.bank, 1n);
    const { to } = await collecting(chain, file);
    await provider.request({ method: "evm_revert", params: [snapshot] });
    const { error, exitCode } = await collect({ url, file });
    expect(error).to.equal(
      `the chain changed: block ${to} of the file is no longer the chain's; what came after block ${to - 1} is collected again\n`,
    );
    expect(exitCode).to.equal(undefined);
  });

  it("ends with 1 and one line where something is to be mended", async () => {
    const { url } = chain.served;
    const file = join(folder, "four.sqlite");
    for (const [args, line] of [
      [{ url: "chain" }, '--url: expected http://… or https://…, found "chain"'],
      [
        { url, until: "soon" },
        '--until: expected a block\'s number, latest, safe, finalized, found "soon"',
      ],
      [{ url, addresses: "none.json" }, "--addresses none.json: it cannot be read (ENOENT)"],
    ] as const) {
      const { error, exitCode } = await collect({ file, ...args });
      expect([error, exitCode]).to.deep.equal([`error: ${line}\n`, 1]);
    }
  });

  it("gives audit ledger a file to read from, without a chain", async () => {
    const file = join(folder, "five.sqlite");
    await collecting(chain, file);
    const { out, error, exitCode } = await heard("en", () =>
      hre.tasks.getTask(["audit", "ledger"]).run({ from: file }),
    );
    expect([error, exitCode]).to.deep.equal(["", undefined]);
    expect(out).to.match(/^Ledger of .*five\.sqlite, up to block \d+\nNo chain was asked: /);
    expect(out).to.match(/Law 1 supply +holds/);
    expect(out).not.to.match(/Law 9|One citizen's won/);
  });
});
