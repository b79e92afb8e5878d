import { expect } from "chai";
import { JsonRpcProvider } from "ethers";
import { printLedger } from "../../../scripts/audit/print.ts";
import { readBooks, type Audit } from "../../../scripts/audit/read.ts";
import { printStatement, statementOf } from "../../../scripts/audit/statement.ts";
import { storyOf } from "../../../scripts/audit/story.ts";
import { serveJsonRpc } from "../../../scripts/lib/serve.ts";
import type { Market } from "../../helpers/voucher.ts";
import { playVouchers } from "./voucher-history.ts";

describe("what a person reads of vouchers", () => {
  let market: Market;
  let audit: Audit;
  let names: Map<string, string>;

  before(async () => {
    market = await playVouchers();
    const served = await serveJsonRpc(market.connection.provider);
    audit = await readBooks({ url: served.url, addresses: market.addresses });
    await served.close();
    names = new Map(
      (["citizen", "neighbour", "bookshop", "bakery", "stranger"] as const).map((name) => [
        market[name].address,
        name,
      ]),
    );
    names.set(market.officers.funding.address, "funding");
    names.set(market.people[10]?.address ?? "", "new key");
  });

  /** What a column of aligned lines says, without times and amounts. */
  const words = (lines: readonly string[]): string[] =>
    lines.map((line) => line.replace(/^ *[-\d]+ [:\d]+ +([+-]?₩[\d,]+ +)?/, "").trim());

  it("JsonRpcProvider", () => {
    console.log(storyOf(audit, market.citizen.address, names).join("\n"));
    void JsonRpcProvider;
    const heading = { title: "A", terms: "B", follow: market.citizen.address, hint: [] };
    console.log(printLedger(audit, heading, names).join("\n"));
    for (const account of ["bookshop", "citizen"] as const) {
      const period = { account: market[account].address, from: 0, to: 2 ** 31 };
      console.log(
        printStatement(statementOf(audit, market.addresses, period, names), names).join("\n"),
      );
    }
    const period = { account: market.officers.funding.address, from: 0, to: 2 ** 31 };
    console.log(
      printStatement(statementOf(audit, market.addresses, period, names), names).join("\n"),
    );
    expect(words([])).to.deep.equal([]);
  });
});
