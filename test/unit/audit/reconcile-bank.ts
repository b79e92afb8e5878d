import { expect } from "chai";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { collect, type Held } from "../../../scripts/audit/collect.ts";
import { bankRowsIn, readBankLedger } from "../../../scripts/audit/reconcile/bank-csv.ts";
import { compareBank } from "../../../scripts/audit/reconcile/bank.ts";
import { Findings } from "../../../scripts/audit/reconcile/finding.ts";
import { serveJsonRpc, type Served } from "../../../scripts/lib/serve.ts";
import type { Addresses } from "../../../scripts/lib/system.ts";
import { bankLedgerOf } from "../../../scripts/sandbox/bank-ledger.ts";
import { folders } from "../../helpers/collecting.ts";
import { Remembering } from "./findings.ts";
import { playHistory } from "./history.ts";

describe("a bank's ledger, compared with the chain", () => {
  const { next, remove } = folders();
  let served: Served;
  let client: Remembering;
  let collected: Held;
  let addresses: Addresses;
  let lines: string[];

  before(async () => {
    const { connection, addresses: at } = await playHistory();
    addresses = at;
    served = await serveJsonRpc(connection.provider);
    client = new Remembering(served.url, undefined, { staticNetwork: true });
    collected = await collect(client, addresses);
    lines = (await bankLedgerOf(connection.provider, addresses)).trimEnd().split("\r\n");
  });

  after(async () => {
    client.destroy();
    await served.close();
    remove();
  });

  const compared = (edited: readonly string[]) => {
    const findings = new Findings();
    const rows = bankRowsIn(edited.join("\n"), "the ledger");
    const report = compareBank(rows, { collected, addresses }, findings);
    return { report, found: findings.all.map(({ what }) => what) };
  };

  const lineOf = (kind: string) => lines.findIndex((line) => line.split(",")[1] === kind);
  const cells = (n: number) => (lines[n] ?? "").split(",");
  /** The ledger with a cell of line `n` (from 0, the head) said otherwise. */
  const with_ = (n: number, cell: number, value: (was: string) => string): string[] =>
    lines.map((line, at) =>
      at === n
        ? line
            .split(",")
            .map((was, c) => (c === cell ? value(was) : was))
            .join()
        : line,
    );
  const [KIND, REFERENCE, ACCOUNT, WON, BALANCE] = [1, 2, 3, 4, 5];

  it("agrees line for line with a ledger that was kept by what the bank was told, and not by events", () => {
    const { report, found } = compared(lines);
    expect(found).to.deep.equal([]);
    expect(report.matched).to.equal(lines.length - 1);
    expect(report.issues).to.be.above(1);
    expect(report.redemptions).to.be.above(0);
    expect(report.balance).to.equal(report.supply);
  });

  it("tells of a line that is not on the chain, and of what the chain has beside it", () => {
    const at = lineOf("redeem");
    const { found } = compared(with_(at, REFERENCE, (was) => was.replace(/:\d+$/, ":77")));
    const [, , reference = ""] = cells(at);
    expect(found).to.have.length(2);
    expect(found[0]).to.match(
      new RegExp(`^redeem ${reference} of [\\d,]+ won in block \\d+ is not in the bank's ledger$`),
    );
    expect(found[1]).to.match(
      new RegExp(`^bank ledger, line ${at + 1}: redeem .*:77 of .* is not on the chain$`),
    );
  });

  it("tells of another amount, with the balance that does not follow", () => {
    const at = lineOf("issue");
    const { found } = compared(with_(at, WON, (was) => String(BigInt(was) + 1n)));
    expect(found[0]).to.match(
      new RegExp(`^bank ledger, line ${at + 1}: its balance is .* would follow`),
    );
    expect(found[1]).to.match(
      new RegExp(`^bank ledger, line ${at + 1}: issue .* won, .* on the chain$`),
    );
    expect(found).to.have.length(2);
  });

  it("tells of another bank account", () => {
    const at = lineOf("redeem");
    const other = `0x${"12".repeat(24)}`;
    const { found } = compared(with_(at, ACCOUNT, () => other));
    expect(found).to.have.length(1);
    expect(found[0])
      .to.include(`line ${at + 1}: redeem `)
      .and.to.include(`is of account ${other}, of `);
  });

  it("tells of a reference that is repeated, with both lines", () => {
    const twice = [...lines, lines.at(-1) ?? ""];
    const { found } = compared(twice);
    expect(found.some((what) => what.endsWith(`is in line ${lines.length} already`))).to.equal(
      true,
    );
  });

  it("tells of lines out of order", () => {
    const { found } = compared(with_(2, 0, () => "2025-01-01 09:00:00"));
    expect(found).to.deep.equal(["bank ledger, line 3: its time is before that of line 2"]);
  });

  it("tells of a closing balance that is not the supply", () => {
    const { found, report } = compared(with_(lines.length - 1, BALANCE, (was) => `${was}0`));
    expect(found.at(-1)).to.match(
      /^bank ledger, line \d+: the closing balance is .* won, the supply /,
    );
    expect(report.balance).to.equal(10n * report.supply);
  });

  it("is refused with the line's number and what is expected where it is malformed", () => {
    const file = join(next(), "ledger.csv");
    const refused = (rows: readonly string[]): string => {
      writeFileSync(file, rows.join("\n"));
      try {
        readBankLedger(file);
        return "nothing";
      } catch (error) {
        return (error as Error).message.replace(file, "FILE");
      }
    };
    const where = "--bank-ledger FILE, line";
    expect(refused(lines.slice(1))).to.match(
      /^--bank-ledger FILE, line 1: expected the columns time,kind,reference,account,won,balance, found /,
    );
    expect(refused(with_(1, 0, () => "yesterday"))).to.equal(
      `${where} 2: time: expected Korean time as 2025-07-21 09:00:00, found "yesterday"`,
    );
    expect(refused(with_(1, KIND, () => "gift"))).to.equal(
      `${where} 2: kind: expected issue or redeem, found "gift"`,
    );
    expect(refused(with_(1, REFERENCE, () => "17"))).to.equal(
      `${where} 2: reference: expected ISSUER:REFERENCE as 0x…:17, found "17"`,
    );
    expect(refused(with_(1, ACCOUNT, () => "0x12"))).to.match(
      /line 2: account: expected a bank account's hash/,
    );
    expect(refused(with_(1, WON, () => "1.5"))).to.equal(
      `${where} 2: won: expected whole won in digits, found "1.5"`,
    );
    expect(refused([...lines, "a,b"])).to.equal(
      `${where} ${lines.length + 1}: expected 6 cells, found 2`,
    );
  });
});
