import { expect } from "chai";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import hre from "hardhat";
import { kinds } from "../../../scripts/audit/reconcile/kinds.ts";
import type { Reconciliation } from "../../../scripts/audit/reconcile/reconcile.ts";
import { collecting, folders, watched, type Watched } from "../../helpers/collecting.ts";
import { heard } from "../../helpers/printed.ts";

/** What was said on stderr besides how far the work is, which is told after two seconds. */
const wrongIn = (error: string): string =>
  error.replaceAll(/^(values compared with the chain|events posted)[^\n]*\n/gm, "");

describe("npx hardhat audit reconcile", () => {
  const { next, remove } = folders();
  let chain: Watched;
  let folder: string;
  let addresses: string;
  let file: string;
  const reconcile = (args: object) =>
    heard("en", () => hre.tasks.getTask(["audit", "reconcile"]).run({ ...args }));

  before(async () => {
    chain = await watched();
    folder = next();
    addresses = join(folder, "addresses.json");
    writeFileSync(addresses, JSON.stringify(chain.bank.addresses));
    file = join(folder, "whole.sqlite");
    await collecting(chain, file);
  });

  after(async () => {
    remove();
    await chain.served.close();
  });

  /** A copy of the file in which something was done. */
  function tampered(name: string, ...acts: string[]): string {
    const copy = join(folder, `${name}.sqlite`);
    cpSync(file, copy);
    const database = new DatabaseSync(copy);
    for (const act of acts) database.exec(act);
    database.close();
    return copy;
  }

  it("compares a chain's events with its state: a table of values by their kinds, the laws, and the verdict", async () => {
    const { out, error, exitCode } = await reconcile({ url: chain.served.url, addresses });
    expect([wrongIn(error), exitCode]).to.deep.equal(["", undefined]);
    expect(out).to.match(
      /^Reconciliation up to block \d+, 2025-\d\d-\d\d \d\d:\d\d:\d\d in Korea\n\n/,
    );
    expect(out).to.match(/^Values by events and by the chain +compared +differ$/m);
    expect(out).to.match(/^accounts +\d+ +0$/m);
    expect(out).to.match(/^Law 9 events +holds +[\d,]+ values/m);
    expect(out).to.match(/\n\nAll that was compared agrees\.\n$/);
    expect(out).not.to.include("other");
    for (const line of out.split("\n")) expect(line.length, line).to.be.at.most(100);
  });

  it("counts each compared value once, in a kind", async () => {
    const { out } = await reconcile({ url: chain.served.url, addresses, json: true });
    const found = JSON.parse(out) as {
      compared: number;
      kinds: Record<string, { compared: number }>;
    };
    const sum = Object.values(found.kinds).reduce((total, { compared }) => total + compared, 0);
    expect(sum).to.equal(found.compared);
    expect(kinds).to.include.members(Object.keys(found.kinds));
  });

  it("reads a file's events again from the chain", async () => {
    const { out, error, exitCode } = await reconcile({ from: file, url: chain.served.url });
    expect([wrongIn(error), exitCode]).to.deep.equal(["", undefined]);
    expect(out).to.match(
      /^Read again from the chain: \d+ events and \d+ transactions in \d+ blocks$/m,
    );
  });

  it("says without a chain what it leaves out", async () => {
    const { out, error, exitCode } = await reconcile({ from: file });
    expect([wrongIn(error), exitCode]).to.deep.equal(["", undefined]);
    expect(out).to.match(/^Left out: the chain's state, .*no chain was$/m);
    expect(out).not.to.match(/Law [89] /);
  });

  it("names the one event that was deleted, with where it was, and ends with 1", async () => {
    const last = "SELECT max(block) FROM log";
    const copy = tampered("deleted", `DELETE FROM log WHERE block = (${last})`);
    const { out, exitCode } = await reconcile({ from: copy, url: chain.served.url });
    const { citizen, bookshop } = chain.bank;
    expect(out.replaceAll(/\n {2}/g, " ")).to.include(
      `log 0: Transfer of token is on the chain and not in the file: it was deleted (from ${citizen.address}, to ${bookshop.address}, value 20000)`,
    );
    expect(out).to.match(/\nNot in order: \d+ things do not agree\.\n$/);
    expect(exitCode).to.equal(1);
  });

  it("has all that it found as JSON", async () => {
    const copy = tampered("json", "DELETE FROM log WHERE block = (SELECT max(block) FROM log)");
    const { out } = await reconcile({ from: copy, url: chain.served.url, json: true });
    const { findings, agrees } = JSON.parse(out) as Reconciliation & { agrees: boolean };
    expect(agrees).to.equal(false);
    expect(findings[0]?.event).to.deep.include({
      ...{ change: "deleted", contract: "token", name: "Transfer", log: 0, differs: [] },
    });
  });

  it("tells of events that contradict each other, and of which, without a chain", async () => {
    const copy = tampered("silent", "DELETE FROM log WHERE block = (SELECT max(block) FROM log)");
    const { out, exitCode } = await reconcile({ from: copy });
    expect(out).to.match(/^- no books come of these events: /m);
    expect(exitCode).to.equal(1);
  });

  it("finds a block's time and a transaction that were altered", async () => {
    const copy = tampered(
      "block",
      "UPDATE block SET time = time + 1 WHERE number = 30",
      "UPDATE call SET refused = 0 WHERE refused = 1",
    );
    const { out } = await reconcile({ from: copy, url: chain.served.url });
    expect(out).to.match(/^- block 30: its time is \d+ in the file, \d+ on the chain$/m);
    expect(out.replaceAll(/\n {2}/g, " ")).to.include(
      "its isRefused is false in the file, true on",
    );
  });
});
