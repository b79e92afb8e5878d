import { expect } from "chai";
import { ledgerJson } from "../../../scripts/audit/ledger-json.ts";
import { printLedger } from "../../../scripts/audit/print.ts";
import { readBooks, type Audit } from "../../../scripts/audit/read.ts";
import { printStatement, statementOf } from "../../../scripts/audit/statement.ts";
import { wholeStory } from "../../../scripts/audit/story.ts";
import { serveJsonRpc } from "../../../scripts/lib/serve.ts";
import { width } from "../../../scripts/lib/text.ts";
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
    const known = ["citizen", "neighbour", "bookshop", "bakery", "stranger"] as const;
    names = new Map(known.map((name) => [market[name].address, name]));
    names.set(market.officers.funding.address, "funding");
    names.set(market.people[10]?.address ?? "", "new key");
  });

  const story = (account: string) =>
    wholeStory(audit, account, names).map(([, amount = "", what = ""]) =>
      `${amount} ${what}`.trim(),
    );

  it("tells a holder's vouchers one by one", () => {
    expect(story(market.citizen.address).slice(2)).to.deep.equal([
      ...[1, 2, 3].map((programme) => `₩300,000 granted to citizen in programme ${programme}`),
      "moved home to 강남구",
      "₩10,000 paid to bookshop (마포구) by neighbour, the holder's proxy",
      "₩5,000 paid to bookshop (마포구), signed as number 5",
      "₩4,000 paid to bookshop (마포구), signed as number 3",
      "₩5,000 paid to bakery (마포구), signed as number 6",
      "₩5,000 paid to bookshop (마포구), signed as number 9",
      "₩5,000 paid to bookshop (마포구), signed as number 8",
      "₩20,000 paid to bookshop (마포구)",
      "₩8,000 paid to bookshop (마포구)",
      "₩287,000 paid to bookshop (마포구)",
      "₩70,000 paid to bookshop (마포구)",
      "₩4,000 given back for a purchase at bookshop (마포구)",
      "₩3,000 refunded by bookshop, to the voucher",
      "₩15,000 paid to bookshop (마포구)",
      "₩2,000 refunded by bookshop, to the voucher",
      "₩1,000 refunded by bookshop, to the voucher",
      ...["₩1,000", "₩2,000"].map((amount) => `${amount} held under a case; the holder may object`),
      "₩2,000 taken back under a case, to the funding account",
      ...["₩3,000", "₩500"].map((amount) => `${amount} held under a case; the holder may object`),
      "₩500 taken back under a case, to the funding account",
      "₩600 held under a case; the holder may object",
      "₩9,000 paid to bookshop (마포구)",
      "₩162,000 moved to new key, the key that took its place",
    ]);
  });

  it("tells the key that took its place where its vouchers came from", () => {
    expect(story(market.people[10]?.address ?? "")).to.include.members([
      "₩162,000 moved from citizen, whose place it took",
      "₩1,500 paid to bookshop (마포구) by neighbour, the holder's proxy",
    ]);
    expect(story(market.neighbour.address)).to.include(
      "₩70,000 lapsed at expiry, back to the funding account",
    );
  });

  /** What a statement says of an account's movements, with the signed amounts. */
  const movements = (account: string): string[] => {
    const period = { account, from: 0, to: 2 ** 31 };
    const statement = statementOf(audit, market.addresses, period, names);
    const widths = new Set(printStatement(statement, names).slice(3).map(width));
    expect(widths.size, "aligned").to.equal(1);
    return statement.movements.map(({ what, amount }) => `${amount} ${what}`);
  };

  it("says in a shop's statement what was paid with vouchers, signed or not, and what was refunded", () => {
    expect(movements(market.bookshop.address)).to.deep.equal([
      "10000 payment with a voucher by neighbour for citizen, programme 1, receipt 7",
      "9000 2 signed payments with vouchers, programme 1",
      "5000 signed payment with a voucher by citizen, programme 3, number 9",
      "5000 signed payment with a voucher by citizen, programme 1, number 8",
      "20000 payment with a voucher by citizen, programme 1, receipt 7",
      "8000 payment with a voucher by citizen, programme 3, receipt 7",
      "357000 payment with a voucher by citizen, programmes 3, 1, receipt 7",
      "10000 own part of a payment with vouchers by citizen, receipt 7",
      "40000 purchase by citizen with a rebate of programme 2, receipt 7",
      "-3000 refund to the voucher of citizen, programme 1",
      "15000 payment with a voucher by citizen, programme 1, receipt 7",
      "-2000 refund to the voucher of citizen, programme 1",
      "-1000 refund to the voucher of citizen, programme 2",
      "-9000 refund by bookshop to citizen, own part",
      "9000 payment with a voucher by citizen, programme 1, receipt 7",
      "2500 payment with a voucher by new key, programme 1, receipt 7",
      "1500 payment with a voucher by neighbour for new key, programme 1, receipt 7",
      "-6000 refund for citizen after expiry, programme 3",
    ]);
  });

  it("says in a holder's and a funding account's statement what came back", () => {
    expect(movements(market.citizen.address)).to.include.members([
      "-10000 own part of a payment with vouchers by citizen, receipt 7",
      "-40000 purchase by citizen with a rebate of programme 2, receipt 7",
      "4000 rebate of programme 2 on a purchase at bookshop",
      "9000 refund by bookshop to citizen, own part",
    ]);
    expect(movements(market.officers.funding.address)).to.include.members([
      "2000 taken back from the voucher of citizen, programme 2",
      "70000 lapsed vouchers of programme 3",
      "6000 refund by bookshop for citizen after expiry, programme 3",
    ]);
  });

  it("prints what was refunded, given back and taken back, and what was not settled", () => {
    const heading = { title: "T", terms: "T", follow: market.citizen.address, hint: [] };
    const lines = printLedger(audit, heading, names).map((line) => line.replace(/ +/g, " "));
    expect(lines).to.include.members([
      "Refunded 6,000",
      "Rebates 4,000",
      "Taken back 2,500",
      "Not yet spent 453,500",
      "Not settled: 2 signed payments",
    ]);
    expect(lines.join(" ")).to.match(
      / 1 citizen bookshop 1 number 3 is used .* 1 citizen bookshop 100,000 above ₩90,000 a day/,
    );
    const law = "Law 11 settlement holds settled ₩24,000 = accepted ₩24,000: 5 signed payments,";
    expect(lines.join(" ").replace(/ +/g, " ")).to.include(`${law} 2 refused; none settled twice`);
  });

  it("has them in JSON, with names", () => {
    const ledger = JSON.parse(ledgerJson(audit, names)) as Record<
      string,
      Record<string, unknown>[]
    >;
    expect(ledger["refunds"]?.map(({ amount, restored }) => [amount, restored])).to.deep.equal([
      ...[
        ["3000", true],
        ["2000", true],
        ["1000", true],
      ],
      ["6000", false],
    ]);
    expect(ledger["rebates"]?.[0]).to.include({ amount: "4000", holderName: "citizen" });
    expect(ledger["refusedPayments"]?.map(({ error }) => error)).to.deep.equal([
      ...["PaymentIdUsed", "VoucherDailyLimitExceeded"],
    ]);
  });
});
