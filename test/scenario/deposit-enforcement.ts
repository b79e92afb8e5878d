import { expect } from "chai";
import { network } from "hardhat";
import { ledgerJson } from "../../scripts/audit/ledger-json.ts";
import { printLedger } from "../../scripts/audit/print.ts";
import { readBooks, type Audit } from "../../scripts/audit/read.ts";
import { serveJsonRpc } from "../../scripts/lib/serve.ts";
import { width } from "../../scripts/lib/text.ts";
import { scenarioFile } from "../../scripts/sandbox/files.ts";
import { play, readScenario, type Played } from "../../scripts/sandbox/play.ts";
import { headingOf, namesIn } from "../../scripts/tasks/heading.ts";
import { personalIn, type Trace } from "../helpers/privacy.ts";
import { kst } from "../helpers/time.ts";
import { expectReconciled } from "../helpers/played.ts";
import { knownTexts, tracesOf } from "../helpers/traces.ts";

describe("what a bank may do to an account, and what stops it", () => {
  let played: Played;
  let audit: Audit;
  let traces: readonly Trace[];

  before(async () => {
    const scenario = readScenario(scenarioFile("deposit-enforcement"));
    const connection = await network.create({ chainType: "l1" });
    played = await play(connection, scenario, { progress: () => {} });
    const served = await serveJsonRpc(connection.provider);
    audit = await readBooks({ url: served.url, addresses: played.system.addresses });
    await served.close();
    traces = await tracesOf(connection, played.system);
  });

  const addressOf = (name: string): string => played.cast.addresses.get(name) ?? "";
  const bookOf = (name: string) => {
    const book = audit.books.accounts.get(addressOf(name));
    if (book === undefined) throw new Error(`${name} has no account`);
    return book;
  };

  it("is believed by a reader that has only a URL and addresses: nothing differs, every law holds", () => {
    expectReconciled(audit, played);
    expect(audit.differences).to.deep.equal([]);
    expect(audit.laws.map(({ number, holds }) => [number, holds])).to.deep.equal([
      [1, true],
      [2, true],
      [3, true],
      [4, true],
      [7, true],
      [8, true],
      [9, true],
      [10, true],
      [11, true],
      [12, true],
    ]);
  });

  it("is told in at most 40 steps, and refuses for these reasons", () => {
    expect(played.scenario.steps.length).to.be.at.most(40);
    expect(audit.refused.map(({ error }) => error)).to.deep.equal([
      "IssueNeedsApproval",
      "DailyLimitExceeded",
      "ERC7943InsufficientUnfrozenBalance",
      "TransferNotOrdered",
      "ProtectedAccountNotCredited",
      "ProtectedAccount",
      "ObjectionStillOpen",
      "AccountReplaced",
      "OfficeNotHeld",
    ]);
  });

  it("limits citizens and nobody else", () => {
    const { limits } = audit.books.supply;
    expect([...limits]).to.deep.equal([[1, [1_000_000n, 1_500_000n, 5_000_000n]]]);
  });

  it("lets two people issue more than one may, and counts what one issued alone", () => {
    const { issuer, largeIssueMaker } = played.cast.officers;
    const { issuedBy, issueThreshold } = audit.books.supply;
    expect(issueThreshold).to.equal(20_000_000n);
    expect(issuedBy.get(issuer)?.amount).to.equal(12_000_000n);
    expect(issuedBy.get(largeIssueMaker)?.amount).to.equal(0n);
  });

  it("keeps the case of the freeze that ended, and freezes nothing by it", async () => {
    const [ended] = [...bookOf("citizen-002").cases.values()];
    expect(ended).to.deep.equal({
      basis: 2,
      joint: false,
      amount: 2_800_000n,
      until: kst("2026-02-01T00:00:00"),
    });
    const { token } = played.system;
    expect(await token.spendableOf(addressOf("citizen-002"))).to.equal(2_700_000n);
  });

  it("takes what was ordered out of the case that froze it: 800,000 of 1,000,000", () => {
    const { balance, cases } = bookOf("citizen-003");
    expect(balance).to.equal(2_200_000n);
    expect([...cases.values()].map(({ amount, joint }) => [amount, joint])).to.deep.equal([
      [200_000n, true],
    ]);
    expect([...audit.books.orders]).to.deep.equal([]);
  });

  it("pays benefits into the protected account, and nothing else", () => {
    const book = bookOf("citizen-005");
    expect([book.protected, book.balance, book.cases.size]).to.deep.equal([true, 600_000n, 0]);
    expect(bookOf("funding").benefitPayer).to.equal(true);
  });

  it("moves everything to the new key, vouchers too, and closes the old account", () => {
    const [old, next] = [bookOf("citizen-004"), bookOf("citizen-004-new-key")];
    expect([old.balance, old.closed, old.successor]).to.deep.equal([
      0n,
      true,
      addressOf("citizen-004-new-key"),
    ]);
    expect([next.balance, next.kind, next.closed]).to.deep.equal([3_000_000n, 1, false]);
    const vouchers = audit.books.programmes.get(1n)?.vouchers;
    expect(vouchers?.get(addressOf("citizen-004"))?.balance).to.equal(0n);
    expect(vouchers?.get(addressOf("citizen-004-new-key"))?.balance).to.equal(50_000n);
  });

  it("ends with the service going on, after two people said so", () => {
    expect(audit.books.supply.paused).to.equal(false);
    expect(audit.books.duties.acts).to.equal(8);
  });

  it("prints at most 55 lines of at most 100 columns, and a ledger of what is frozen", () => {
    const names = namesIn(played.cast, played.system.addresses);
    const lines = printLedger(audit, headingOf(played.scenario, played.cast), names);
    expect(lines.length).to.be.at.most(55);
    for (const line of lines) expect(width(line), line).to.be.at.most(100);
    const json = JSON.parse(ledgerJson(audit, names)) as {
      accounts: { name: string; cases: Record<string, { amount: string }> }[];
    };
    const frozen = json.accounts.find(({ name }) => name === "citizen-003")?.cases ?? {};
    expect(Object.values(frozen).map(({ amount }) => amount)).to.deep.equal(["200000"]);
  });

  it("puts nothing personal on chain: no deployment, no call, no event, and no call inside a proposal", () => {
    expect(personalIn(traces, knownTexts)).to.deep.equal([]);
    const proposed = traces.filter(({ where }) => where.startsWith("propose "));
    // The target, the call, and what the call is given: limits of a kind are four values more.
    expect(Math.max(...proposed.map(({ values }) => values.length))).to.be.at.least(6);
  });
});
