import { expect } from "chai";
import { network } from "hardhat";
import { readBooks, type Audit } from "../../../scripts/audit/read.ts";
import { serveJsonRpc } from "../../../scripts/lib/serve.ts";
import type { Judged } from "../../../scripts/sandbox/paying.ts";
import { play, readScenario } from "../../../scripts/sandbox/play.ts";
import { rehearse } from "../../../scripts/sandbox/rehearsal.ts";
import { undrawn } from "./card.ts";
import { scratch } from "./edits.ts";

/*
 * Payments beyond the plain one, refunds, and what is left: played on a chain and gone through without one. Each step says what must
 * come of it on the chain; the rehearsal must come to the same.
 */

const plain = (name: string, expires: string, more = "") => `  ${name}:
    expires: { value: ${expires}T00:00:00+09:00, source: ours, checked: no }
${more}`;

/** The card, a programme without limits, one that expires earlier, and a rebate of a tenth, of all of which citizen-001 has vouchers. */
const text = (steps: string): string => {
  const rebate = '    rebate: { value: "10%", source: ours, checked: no }\n';
  const terms = [
    plain("open", "2026-06-01"),
    plain("early", "2026-05-20"),
    plain("gift", "2026-06-01", rebate),
  ].join("");
  const file = undrawn(
    ["amounts:\n", `${terms}amounts:\n`],
    ["deposit.attest: { amount: 1_000_000", "deposit.attest: { amount: 3_000_000"],
    ["deposit.allow: { amount: 1_000_000", "deposit.allow: { amount: 3_000_000"],
    ["to: funding, amount: 1_000_000", "to: funding, amount: 2_000_000"],
  );
  const more = ["open", "early", "gift"].map(
    (name) => `  - voucher.open: { name: ${name}, terms: ${name}, budget: 300_000 }
  - voucher.appoint: { programme: ${name} }
  - voucher.grant: { programme: ${name}, holder: citizen-001, amount: 50_000, reference: 9 }
`,
  );
  return `${file}
${more.join("")}  - invoice.payer: { payer: programmes }
  - deposit.issue: { to: citizen-001, amount: 100_000, reference: 2 }
  - voucher.allow-own-money: { by: citizen-001, amount: 100_000 }
  - voucher.allow-own-money: { by: merchants, amount: 500_000 }
${steps}`;
};

const at = (day: string) => `    at: 2026-05-${day}T10:00:00+09:00\n`;

const sign = (slip: string, id: number, amount: number, more = "", programme = "open") =>
  `  - voucher.sign: { by: citizen-001, programme: ${programme}, merchant: mapo-bookshop, amount: ${amount}, id: ${id}, slip: ${slip}${more} }\n`;

const settle = (slips: string, expectation: string, more = "") =>
  `  - voucher.settle: { by: mapo-bookshop, slips: [${slips}]${more} }
    expect: ${expectation}
`;

const mixed = (amount: number, own: number, expectation: string, more = "") =>
  `  - voucher.spend-mixed: { by: citizen-001, merchant: mapo-bookshop, amount: ${amount}, own: ${own}${more} }
    expect: ${expectation}
`;

const refund = (invoice: string, total: number, amount: number, more = "") =>
  `  - voucher.refund: { by: mapo-bookshop, invoice: ${invoice}, total: ${total}, amount: ${amount}${more} }
    expect: { moved: ${amount} }
`;

interface Ends {
  readonly payments: readonly Judged[];
  /** Of each programme: spent, refunded, rebated, clawed back, lapsed and left. */
  readonly sums: readonly (readonly bigint[])[];
  readonly onChain: readonly (readonly bigint[])[];
}

describe("a rehearsal of payments beyond the plain one", () => {
  const write = scratch();

  async function ends(steps: string): Promise<Ends> {
    const scenario = readScenario(write(text(steps)));
    const connection = await network.create({ chainType: "l1" });
    const { system } = await play(connection, scenario, { progress: () => {} });
    const served = await serveJsonRpc(connection.provider);
    const { books } = await readBooks({ url: served.url, addresses: system.addresses });
    await served.close();
    const { payments, programmes } = await rehearse(scenario);
    const sums = programmes.map(({ spent, refunded, rebated, clawedBack, unspent }) => [
      ...[spent, refunded, rebated, clawedBack],
      unspent,
    ]);
    return { payments, sums, onChain: sumsIn(books) };
  }

  /** Unspent is what lapsed and what is left. */
  const sumsIn = ({ programmes }: Audit["books"]): bigint[][] =>
    [...programmes.values()].map(({ vouchers }) => {
      const sum = (field: "spent" | "refunded" | "rebated" | "clawedBack" | "lapsed" | "balance") =>
        [...vouchers.values()].reduce((total, one) => total + one[field], 0n);
      const gone = [sum("spent"), sum("refunded"), sum("rebated"), sum("clawedBack")];
      return [...gone, sum("lapsed") + sum("balance")];
    });

  const reasons = ({ payments }: Ends) => payments.map(({ refusal }) => refusal);

  it("pays signed payments when they are sent: in their window, by their numbers, within what is left", async () => {
    const came = await ends(
      [
        sign("late", 1, 1_000, ", valid: 1m"),
        ...[2, 3, 20, 4].map((id) => sign(`s${id}`, id, 1_000, ", valid: 9d")),
        sign("much", 21, 50_000, ", valid: 9d"),
        sign("cancelled", 22, 1_000, ", valid: 9d"),
        "  - voucher.cancel-payment: { by: citizen-001, programme: open, id: 22 }\n",
        // Number 22 is the highest: 6 and below are too old.
        settle("late", "{ moved: 0 }").replace("    expect", `${at("06")}    expect`),
        settle("s2, s20, s20, cancelled, much", "{ moved: 1_000 }"),
      ].join(""),
    );

    expect(reasons(came)).to.deep.equal([
      "PaymentExpired",
      ...["PaymentIdTooOld", undefined, "PaymentIdUsed", "PaymentIdUsed", "VoucherInsufficient"],
    ]);
    expect(came.sums).to.deep.equal(came.onChain);
    expect(came.sums[1]).to.deep.equal([1_000n, 0n, 0n, 0n, 49_000n]);
  });

  it("settles all of a batch or none of it, and what was undone can be sent again", async () => {
    const came = await ends(
      [
        ...[1, 2].map((id) => sign(`s${id}`, id, 1_000, ", valid: 9d")),
        sign("much", 3, 50_000, ", valid: 9d"),
        settle("s1, much, s2", "{ refused: SettlementRefused, with: { index: 1 } }", ", all: yes"),
        settle("s1, s2", "{ moved: 2_000 }", ", all: yes"),
      ].join(""),
    );

    expect(reasons(came)).to.deep.equal([
      ...["SettlementRefused", "VoucherInsufficient", "SettlementRefused"],
      ...[undefined, undefined],
    ]);
    expect(came.sums).to.deep.equal(came.onChain);
    expect(came.sums[1]?.[0]).to.equal(2_000n);
  });

  it("pays nothing signed by who is suspended at the bank, nor while the bank pauses", async () => {
    const came = await ends(
      [
        sign("s1", 1, 1_000, ", valid: 9d"),
        "  - deposit.enforcer: {}\n",
        "  - deposit.suspend: { account: citizen-001, case: case-1 }\n",
        settle("s1", "{ moved: 0 }"),
        "  - deposit.reinstate: { account: citizen-001, case: case-1 }\n",
        "  - deposit.pause: {}\n",
        settle("s1", "{ moved: 0 }"),
        "  - deposit.unpause: {}\n",
        settle("s1", "{ moved: 1_000 }"),
      ].join(""),
    );

    expect(reasons(came)).to.deep.equal(["SuspendedAccount", "EnforcedPause", undefined]);
    expect(came.sums).to.deep.equal(came.onChain);
  });

  it("pays a mixed payment of all that the payer has, what expires first first, and nothing of it where own money is short", async () => {
    const came = await ends(
      [
        // 50,000 of `early`; 50,000 of the card, at most in one payment; 50,000 of `open`. `gift` pays nothing by itself.
        mixed(160_001, 10_000, "{ refused: OwnPartExceeded, with: { amount: 10_001 } }").replace(
          "    expect",
          `${at("04")}    expect`,
        ),
        mixed(110_000, 0, "{ moved: 110_000 }"),
        // The card's 10,000 of the day, then 40,000 of `open`, and 5,000 of own money.
        mixed(55_000, 5_000, "{ moved: 55_000 }"),
      ].join(""),
    );

    expect(reasons(came)).to.deep.equal(["OwnPartExceeded", undefined, undefined]);
    expect(came.sums).to.deep.equal(came.onChain);
    expect(came.sums.map(([spent]) => spent)).to.deep.equal([60_000n, 50_000n, 50_000n, 0n]);
  });

  it("gives back what is refunded to where it came from, and sends home what comes after expiry", async () => {
    const came = await ends(
      [
        mixed(70_000, 20_000, "{ moved: 70_000 }", ", programmes: [early], invoice: a").replace(
          "    expect",
          `${at("04")}    expect`,
        ),
        refund("a", 70_000, 20_000, ", programme: early"),
        refund("a", 70_000, 15_000),
        // 9,999 × 10% is 999.
        "  - voucher.spend-with-rebate: { by: citizen-001, programme: gift, merchant: mapo-bookshop, amount: 9_999, invoice: b }\n",
        refund("b", 9_999, 5_000),
        // 30,000 of the day's 60,000, of which 10,000 come back: 40,000 more are paid, and 1 won is too much.
        "  - voucher.buy: { by: citizen-001, programme: card, merchant: mapo-bookshop, amount: 30_000, invoice: c }\n",
        refund("c", 30_000, 10_000),
        "  - voucher.spend: { by: citizen-001, programme: card, merchant: mapo-bookshop, amount: 40_001 }\n",
        "    expect: { refused: VoucherDailyLimitExceeded }\n",
        "  - voucher.spend: { by: citizen-001, programme: card, merchant: mapo-bookshop, amount: 40_000 }\n",
        "  - voucher.buy: { by: citizen-001, programme: early, merchant: mapo-bookshop, amount: 5_000, total: 6_000, invoice: d }\n",
        "  - voucher.buy: { by: citizen-001, programme: early, merchant: mapo-bookshop, amount: 1_001, total: 6_000, invoice: d }\n",
        "    expect: { refused: InvoiceExceeded }\n",
        "  - voucher.buy: { by: citizen-001, programme: early, merchant: mapo-bookshop, amount: 1_000, total: 7_000, invoice: d }\n",
        "    expect: { refused: InvoiceTotalDiffers }\n",
        "  - voucher.reclaim: { programme: early, holders: citizen-001 }\n",
        at("20"),
        // After expiry: to the funding account, and not to the vouchers.
        refund("d", 6_000, 2_000).replace("moved: 2000", "moved: 4000"),
      ].join(""),
    );

    expect(reasons(came).filter((reason) => reason !== undefined)).to.deep.equal([
      ...["VoucherDailyLimitExceeded", "InvoiceExceeded", "InvoiceTotalDiffers"],
    ]);
    expect(came.sums).to.deep.equal(came.onChain);
    // `early`: 50,000 + 5,000 spent, 35,000 back and 30,000 left; `gift`: 999 given back, 999 × 5,000 / 9,999 = 499 returned.
    expect(came.sums[2]).to.deep.equal([55_000n, 35_000n, 0n, 0n, 30_000n]);
    expect(came.sums[3]).to.deep.equal([0n, 499n, 999n, 0n, 49_500n]);
    expect(came.sums[0]?.slice(0, 2)).to.deep.equal([70_000n, 10_000n]);
  });
});
