import { expect } from "chai";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import hre from "hardhat";
import { collectInto } from "../../../scripts/audit/store/into-file.ts";
import { serveJsonRpc, type Served } from "../../../scripts/lib/serve.ts";
import { width } from "../../../scripts/lib/text.ts";
import { scenarioFile } from "../../../scripts/sandbox/files.ts";
import { play, readScenario, type Played } from "../../../scripts/sandbox/play.ts";
import { network } from "hardhat";
import { folders } from "../../helpers/collecting.ts";
import { heard } from "../../helpers/printed.ts";

describe("npx hardhat audit reconcile", () => {
  const { next, remove } = folders();
  let played: Played;
  let served: Served;
  let file: string;
  let bankLedger: string;
  let url: string;

  const reconcile = (args: object) =>
    heard("en", () => hre.tasks.getTask(["audit", "reconcile"]).run(args));

  before(async () => {
    const connection = await network.create({ chainType: "l1" });
    const scenario = readScenario(scenarioFile("deposit-enforcement"));
    played = await play(connection, scenario, { progress: () => {} });
    served = await serveJsonRpc(connection.provider);
    ({ url } = served);
    const folder = next();
    file = join(folder, "collected.sqlite");
    bankLedger = join(folder, "bank.csv");
    writeFileSync(bankLedger, played.bank.csv());
    const until = { block: "latest" } as const;
    await collectInto({ url, file, addresses: played.system.addresses, until });
  });

  after(async () => {
    remove();
    await served.close();
  });

  /** A copy of the file to which `sql` was done. */
  function tampered(sql: string): string {
    const copy = join(next(), "copy.sqlite");
    const database = new DatabaseSync(file);
    database.exec(`VACUUM INTO '${copy}'`);
    database.close();
    const other = new DatabaseSync(copy);
    other.exec(sql);
    other.close();
    return copy;
  }

  it("compares a file, a chain and the bank's ledger, and says that all agrees", async () => {
    const { out, error, exitCode } = await reconcile({ from: file, url, bankLedger });
    expect(exitCode, out + error).to.equal(undefined);
    const lines = out.trimEnd().split("\n");
    for (const line of lines) expect(width(line), line).to.be.at.most(100);
    expect(lines[0]).to.match(/^Reconciled up to block \d+, 20\d\d-.* KST$/);
    for (const kind of ["supply", "accounts", "storage words", "offices", "fixed at deployment"])
      expect(out).to.match(new RegExp(`^${kind} +[1-9][\\d,]* +0$`, "m"));
    expect(out).to.match(/^rows of the file: blocks, logs, transactions +[1-9][\d,]* +0$/m);
    expect(out).to.match(/^lines of the bank's ledger +[1-9]\d* +0$/m);
    for (const number of [1, 2, 3, 4, 7, 8, 9, 10, 11, 12])
      expect(out).to.match(new RegExp(`^Law ${number} \\w+ +holds`, "m"));
    expect(lines.at(-1)).to.equal("All agrees.");
  });

  it("compares a chain alone, by its addresses", async () => {
    const addresses = join(next(), "addresses.json");
    writeFileSync(addresses, JSON.stringify(played.system.addresses));
    const { out, exitCode } = await reconcile({ url, addresses });
    expect(exitCode).to.equal(undefined);
    expect(out).to.match(/\nAll agrees\.\n$/);
    expect(out).not.to.include("rows of the file");
  });

  it("says of a file alone what was left out", async () => {
    const { out, exitCode } = await reconcile({ from: file });
    expect(exitCode).to.equal(undefined);
    expect(out).to.match(/^Left out: the chain's state and its logs, with laws 8 and 9; name a/m);
    expect(out).to.match(/\nWhat was looked at agrees\.\n$/);
    expect(out).not.to.match(/^Law 9 /m);
  });

  it("names a log that is missing in the file, and that no books come of the rest", async () => {
    const from = tampered(`DELETE FROM log WHERE (block, position) =
      (SELECT block, position FROM log ORDER BY block DESC, position DESC LIMIT 1)`);
    const { out, exitCode } = await reconcile({ from, url });
    expect(exitCode).to.equal(1);
    expect(out).to.match(/^row: missing in the file: \w+ of token, block \d+, log \d+/m);
    expect(out).to.match(/\nNOT RECONCILED: \d findings?, see above\n$/);
  });

  it("finds without a chain what the rest of the events contradict", async () => {
    const from = tampered(`DELETE FROM log WHERE (block, position) =
      (SELECT block, position FROM log ORDER BY block DESC, position DESC LIMIT 1)`);
    const { out, exitCode } = await reconcile({ from });
    expect(exitCode).to.equal(1);
    expect(out).to.match(/^event: .* in block \d+, number \d+ there/m);
    expect(out).to.match(/^Left out: values and laws: the events make no books$/m);
  });

  it("has all findings as JSON, the bank's with their lines", async () => {
    const [head = "", first = "", ...rest] = played.bank.csv().trimEnd().split("\r\n");
    const other = join(next(), "bank.csv");
    writeFileSync(other, [head, first, first, ...rest].join("\n"));
    const { out, exitCode } = await reconcile({ from: file, url, bankLedger: other, json: true });
    expect(exitCode).to.equal(1);
    const { agrees, findings, bank } = JSON.parse(out) as {
      agrees: boolean;
      findings: { kind: string; what: string }[];
      bank: { lines: number; matched: number };
    };
    expect(agrees).to.equal(false);
    expect(bank).to.deep.equal({ lines: rest.length + 2, matched: rest.length + 1 });
    expect(findings.map(({ kind }) => kind)).to.deep.equal(["bank", "bank"]);
    expect(findings[0]?.what).to.match(/^line 3: issue 0x\w+:\d+ stands in line 2 already$/);
    expect(findings[1]?.what).to.match(/^line 3: balance .* does not follow: it comes to /);
  });

  const refused: Record<string, [args: () => object, says: RegExp]> = {
    "a ledger that is not there": [
      () => ({ from: file, bankLedger: join(next(), "none.csv") }),
      /^error: --bank-ledger .*none\.csv: it cannot be read \(ENOENT\)$/,
    ],
    "a bank without its ledger": [
      () => ({ from: file, bank: played.system.addresses.token }),
      /^error: --bank says whose ledger it is; name that with --bank-ledger FILE$/,
    ],
    "another bank's token": [
      () => ({ from: file, bankLedger, bank: played.system.addresses.ledger }),
      /^error: --bank 0x.*: the bank's token here is 0x/,
    ],
    "a file of another chain": [
      () => ({
        from: tampered("UPDATE collection SET value = zeroblob(32) WHERE key = 'genesis'"),
        url,
      }),
      /^error: .*copy\.sqlite: it is of another chain than the one at --url$/,
    ],
  };
  for (const [what, [args, says]] of Object.entries(refused)) {
    it(`refuses ${what} in one line`, async () => {
      const { error, exitCode } = await reconcile(args());
      expect(exitCode).to.equal(1);
      expect(error.trimEnd()).to.match(says);
    });
  }
});
