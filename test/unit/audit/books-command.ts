import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import { id } from "ethers";
import hre from "hardhat";
import { collectInto } from "../../../scripts/audit/store/into-file.ts";
import { parseCsv } from "../../../scripts/lib/csv.ts";
import { serveJsonRpc, type Served } from "../../../scripts/lib/serve.ts";
import { folders } from "../../helpers/collecting.ts";
import { playMonth } from "../../helpers/month.ts";
import { heard } from "../../helpers/printed.ts";
import type { Trust } from "../../helpers/trust.ts";

describe("npx hardhat audit books", () => {
  const { next, remove } = folders();
  let system: Trust;
  let served: Served;
  let folder: string;
  let from: string;

  const books = (args: object) =>
    heard("en", () => hre.tasks.getTask(["audit", "books"]).run({ from, ...args }));

  before(async () => {
    system = await playMonth();
    served = await serveJsonRpc(system.connection.provider);
    folder = next();
    from = join(folder, "month.sqlite");
    const { addresses } = system;
    await collectInto({ url: served.url, file: from, addresses, until: { block: "latest" } });
  });

  after(async () => {
    remove();
    await served.close();
  });

  it("prints a trial balance of all books, whose totals are those worked out by hand", async () => {
    const { out, error, exitCode } = await books({ period: "2025-07" });
    expect([error, exitCode]).to.deep.equal(["", undefined]);
    expect(out).to.match(
      /^Trial balance, 2025-07-01 00:00:00 to 2025-07-31 23:59:59 \(KST, both included\), up to block \d+; whole won\n/,
    );
    expect(out).to.match(
      /^1100 deposits behind the tokens +3,001,000,000 +20,000 +3,000,980,000$/m,
    );
    expect(out).to.match(/^ {2}total .* 2,000,007,000 +2,000,007,000$/m);
  });

  it("has names where a file of them is given, and addresses where none is", async () => {
    const names = join(folder, "names.csv");
    writeFileSync(names, `account,name\n${system.bookshop.address},Bookshop\n`);
    expect((await books({ names })).out).to.match(/^2100 deposit tokens, Bookshop /m);
    expect((await books({})).out).not.to.include("Bookshop");
  });

  it("prints the entries of a period, those of one programme alone", async () => {
    const { out } = await books({ journal: true, programme: "1", since: "2025-08-01" });
    const lines = out.trimEnd().split("\n");
    // The payment of 30,000 won: an advance becomes expenditure, and the vault pays for a voucher.
    expect(lines.filter((line) => !line.startsWith(" "))).to.have.length(2);
    expect(out).to.match(
      /treasury: spending of programme 1\n {5}5200 .* 30,000\n {5}1200 .* 30,000\n/,
    );
    expect(out).to.match(
      /operator: payment with a voucher, programme 1\n {5}2200 vouchers, .* 30,000\n {5}1100 .* 30,000\n/,
    );
  });

  it("prints both as CSV and as JSON, with amounts that add up", async () => {
    const { out: csv } = await books({ csv: true, period: "2025-07" });
    const rows = parseCsv(csv).slice(1);
    const sum = (column: number) => rows.reduce((all, row) => all + BigInt(row[column] ?? ""), 0n);
    expect(sum(9)).to.equal(sum(10));
    const { out: json } = await books({ json: true, institution: "operator" });
    const { total } = JSON.parse(json) as { total: Record<string, string> };
    // The vault after July and the payment of August: 39,880,000 − 30,000.
    expect([total["closingDebit"], total["closingCredit"]]).to.deep.equal(["39850000", "39850000"]);
    const { out: journal } = await books({ json: true, journal: true });
    const entries = journal
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { number: number });
    expect(entries.map(({ number }) => number)).to.deep.equal(entries.map((_, n) => n + 1));
    expect((await books({ csv: true, journal: true })).out).to.match(/^entry,time_kst,block,/);
  });

  it("reads a chain directly, and a file that is of it", async () => {
    const addresses = join(folder, "addresses.json");
    writeFileSync(addresses, JSON.stringify(system.addresses));
    const { url } = served;
    const { out } = await books({});
    expect((await books({ from: undefined, url, addresses })).out).to.equal(out);
    expect((await books({ url })).out).to.equal(out);
  });

  it("ends with 1 and names the first entry that does not balance where an event is deleted", async () => {
    const file = join(folder, "deleted.sqlite");
    copyFileSync(from, file);
    const database = new DatabaseSync(file);
    const topic = Buffer.from(
      id("Advanced(uint64,address,bytes32,uint64,bytes32,address)").slice(2),
      "hex",
    );
    const { changes } = database
      .prepare("DELETE FROM log WHERE substr(topics, 1, 32) = ?")
      .run(topic);
    database.close();
    expect(changes).to.equal(1);
    const { error, exitCode, out } = await books({ from: file, json: true });
    expect(exitCode).to.equal(1);
    expect(error).to.match(
      /^error: an entry in the books of the treasury does not balance: debits ₩0, credits ₩40,000,000, difference ₩40,000,000; block \d+, 2025-07-21 [\d:]+ KST, transaction 0x[0-9a-f]{64}, of Transfer; an event is missing, was added or altered\n$/,
    );
    const { fault } = JSON.parse(out) as { fault: Record<string, unknown> };
    expect(fault).to.include({ books: "treasury", debit: "0", credit: "40000000" });
  });

  it("ends with 1 and one line where something is to be mended", async () => {
    for (const [args, line] of [
      [{ json: true, csv: true }, "--json or --csv, not both"],
      [{ from: "none.sqlite" }, /^none\.sqlite: /],
      [{ programme: "one" }, /^--programme: expected a programme's number/],
      [{ names: "none.csv" }, /^--names none\.csv: it cannot be read \(ENOENT\)/],
    ] as const) {
      const { error, exitCode } = await books(args);
      expect(error.replace(/^error: /, "").trimEnd()).to.match(
        typeof line === "string" ? new RegExp(line) : line,
      );
      expect(exitCode).to.equal(1);
    }
  });
});
