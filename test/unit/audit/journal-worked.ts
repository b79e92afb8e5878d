import { expect } from "chai";
import { JsonRpcProvider } from "ethers";
import { collect } from "../../../scripts/audit/collect.ts";
import { journalOf } from "../../../scripts/audit/journal/journal.ts";
import { periodOf } from "../../../scripts/audit/journal/period.ts";
import {
  closingOf,
  isEven,
  Trial,
  type TrialBalance,
} from "../../../scripts/audit/journal/trial.ts";
import { filterOf, partOf, type FilterInputs } from "../../../scripts/audit/journal/filter.ts";
import type { Entry } from "../../../scripts/audit/journal/entry.ts";
import { serveJsonRpc } from "../../../scripts/lib/serve.ts";
import { formatLine } from "../../../scripts/lib/lines.ts";
import { line } from "../../helpers/budget.ts";
import { won } from "../../helpers/fixtures.ts";
import { playMonth } from "../../helpers/month.ts";
import { trustMatter, type Trust } from "../../helpers/trust.ts";

describe("the trial balance of a month that was worked out by hand", () => {
  let system: Trust;
  let entries: Entry[];

  before(async () => {
    system = await playMonth();
    const served = await serveJsonRpc(system.connection.provider);
    const client = new JsonRpcProvider(served.url, undefined, { staticNetwork: true });
    const { events } = await collect(client, system.addresses);
    client.destroy();
    await served.close();
    entries = [...journalOf(events, system.addresses)];
  });

  function trial(period: string, filter: FilterInputs = {}): TrialBalance {
    const trial = new Trial(periodOf({ period }));
    const asked = filterOf(filter, system.addresses);
    for (const entry of entries) {
      const part = partOf(asked, entry);
      if (part !== undefined) trial.add(part);
    }
    return trial.balance();
  }

  /** Each account with its balance at the end; credit balances are below zero. */
  const closings = ({ rows }: TrialBalance) =>
    Object.fromEntries(
      rows.map((row) => [[row.books, row.code, row.sub].join("|"), closingOf(row)]),
    );

  const trust = () => `${system.addresses.programmes} ${trustMatter}`;

  it("has every account of July to the won", () => {
    const { citizen, bookshop, bakery, officers, addresses } = system;
    const of = (code: number) => `ministry 011|${code}|${formatLine(line)}`;
    const token = (account: string) => `bank|2100|${account}`;
    expect(closings(trial("2025-07"))).to.deep.equal({
      "bank|1100|": won(3_000_980_000), // 2 + 3 − 11
      [token(citizen.address)]: -won(993_000), // 2 − 15
      [token(officers.funding.address)]: -won(1_000_000_000), // 3 − 4
      [token(addresses.treasury)]: -won(1_941_007_000), // 4 − 8 − 13 + 14 + 15
      [token(addresses.programmes)]: -won(39_880_000), // 8 − 10
      [token(bookshop.address)]: -won(100_000), // 10 − 11
      [token(bakery.address)]: -won(19_000_000), // 13 − 14
      "bank|8100|": won(10_000_000_000), // 1
      "bank|8200|": -won(6_999_000_000), // 1 − 2 − 3: a redemption gives nothing back before the next attestation
      "bank|8210|": -won(3_001_000_000), // 2 + 3
      "treasury|1100|": won(1_941_007_000), // as the bank has it
      [`treasury|1200|${trust()}`]: won(39_880_000), // 8 − 10
      "treasury|2100|": -won(7_000), // 15
      "treasury|4100|2025": -won(2_000_000_000), // 4
      [`treasury|5100|${formatLine(line)}`]: won(19_000_000), // 13 − 14
      [`treasury|5200|${trust()}`]: won(120_000), // 10
      [of(9100)]: won(1_000_000_000), // 5
      [of(9200)]: -won(600_000_000), // 5 − 6
      [of(9300)]: -won(290_000_000), // 6 − 7 − 12
      [of(9500)]: -won(51_000_000), // 7 − 8 + 12 − 13 + 14
      [of(9600)]: -won(40_000_000), // 8
      [of(9700)]: -won(20_000_000), // 13
      [of(9750)]: won(1_000_000), // 14
      "operator|1100|": won(39_880_000), // 8 − 10
      "operator|2100|programme 1": -won(39_700_000), // 8 − 9
      "operator|2200|programme 1, 11440": -won(180_000), // 9 − 10
    });
  });

  it("adds up to the same debits and credits in each of the books", () => {
    const { totals, total } = trial("2025-07");
    const closing = [...totals].map(([books, { closingDebit }]) => [books, closingDebit]);
    expect(closing).to.deep.equal([
      ["bank", won(13_000_980_000)], // 3,000,980,000 + 10,000,000,000
      ["treasury", won(2_000_007_000)], // 1,941,007,000 + 39,880,000 + 19,000,000 + 120,000
      ["ministry 011", won(1_001_000_000)], // 1,000,000,000 + 1,000,000
      ["operator", won(39_880_000)],
    ]);
    for (const [books, sums] of [...totals, ["all", total] as const])
      expect(isEven(sums), books).to.equal(true);
  });

  it("opens August with what July closed with, and has the one payment of August as its turnover", () => {
    const { rows, totals, entries: shown } = trial("2025-08");
    const opening = rows.filter((row) => row.opening !== 0n);
    const july = closings(trial("2025-07"));
    const had = Object.fromEntries(
      opening.map((row) => [[row.books, row.code, row.sub].join("|"), row.opening]),
    );
    expect(had).to.deep.equal(
      Object.fromEntries(Object.entries(july).filter(([, sum]) => sum !== 0n)),
    );
    // In the bank's books from the vault to the bookshop; in the Treasury's from the advance to expenditure; in the operator's.
    const turnover = [...totals].map(([books, { debit, credit }]) => [books, debit, credit]);
    expect(turnover).to.deep.equal([
      ["bank", 30_000n, 30_000n],
      ["treasury", 30_000n, 30_000n],
      ["ministry 011", 0n, 0n],
      ["operator", 30_000n, 30_000n],
    ]);
    expect(shown).to.equal(3);
  });

  it("of a line has what was paid and returned in the Treasury's books, and all of the line's own", () => {
    const balance = trial("2025-07", { line: formatLine(line), institution: "treasury" });
    expect(closings(balance)).to.deep.equal({
      "treasury|1100|": -won(59_000_000), // − 8 − 13 + 14
      [`treasury|1200|${trust()}`]: won(40_000_000), // 8
      [`treasury|5100|${formatLine(line)}`]: won(19_000_000), // 13 − 14
    });
    expect(isEven(balance.total)).to.equal(true);
    const { total } = trial("2025-07", { line: formatLine(line), institution: "011" });
    expect(total.closingDebit).to.equal(won(1_001_000_000));
  });

  it("of a programme has its vault, its vouchers and what became of the advance", () => {
    const balance = trial("2025-07", { programme: "1" });
    expect(closings(balance)).to.deep.equal({
      "treasury|1100|": -won(40_000_000), // 8
      [`treasury|1200|${trust()}`]: won(39_880_000), // 8 − 10
      [`treasury|5200|${trust()}`]: won(120_000), // 10
      "operator|1100|": won(39_880_000),
      "operator|2100|programme 1": -won(39_700_000),
      "operator|2200|programme 1, 11440": -won(180_000),
    });
    expect(isEven(balance.total)).to.equal(true);
  });

  it("of a bank has the bank's books and no other", () => {
    const { totals } = trial("2025-07", { bank: system.addresses.token });
    expect([...totals.keys()]).to.deep.equal(["bank"]);
  });
});
