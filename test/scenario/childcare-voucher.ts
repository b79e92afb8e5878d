import { expect } from "chai";
import { checkRefusals } from "../../scripts/sandbox/refusals.ts";
import {
  expectReconciled,
  expectSameSums,
  expectWholeLedger,
  run,
  type Ran,
} from "../helpers/played.ts";
import { personalIn } from "../helpers/privacy.ts";
import { knownTexts } from "../helpers/traces.ts";

const [OCTOBER, NOVEMBER, DECEMBER, TOYS] = [1n, 2n, 3n, 4n];

describe("the childcare voucher", () => {
  let ran: Ran;
  before(async () => {
    ran = await run("childcare-voucher");
  });

  const addressOf = (name: string): string => ran.played.cast.addresses.get(name) ?? "";
  const balanceOf = (name: string) => ran.played.system.token.balanceOf(addressOf(name));
  const vouchersOf = (programme: bigint) => {
    const { vouchers } = ran.audit.books.programmes.get(programme) ?? {};
    if (vouchers === undefined) throw new Error(`there is no programme ${programme}`);
    return vouchers;
  };
  const voucherOf = (programme: bigint, name: string) => vouchersOf(programme).get(addressOf(name));

  it("is believed by a reader that has only a URL and addresses: nothing differs, every law holds", () => {
    const { laws } = ran.audit;
    expectReconciled(ran.audit);
    expect(laws.map(({ number, holds }) => [number, holds])).to.deep.equal(
      [1, 2, 3, 4, 7, 8, 9, 10, 11, 12].map((number) => [number, true]),
    );
  });

  it("refuses for these reasons, in this order, and no other", async () => {
    expect(ran.audit.refused.map(({ error }) => error)).to.deep.equal([
      "EvidenceMissing", // before the first attestation
      "MerchantNotNamed",
      "EvidenceMissing", // after it was taken back
      "InvalidProxy",
      "ProxyLimitExceeded",
      "OutsideProxyScope",
      "NotProxy",
      "NotHomeRegion",
      "ProxyEnded",
      "OwnPartExceeded",
      "InvoiceMissing",
      "RebateOnly",
      "VoucherExpired",
    ]);
    await checkRefusals(ran.played.scenario);
  });

  it("grants each of three months, and what a month leaves lapses at its end", () => {
    // 8 × 300,000 + 4 × 500,000 = 4,400,000 a month, of which 350,000, 300,000 and 60,000 were spent.
    const spent: readonly (readonly [programme: bigint, spent: bigint])[] = [
      [OCTOBER, 350_000n],
      [NOVEMBER, 300_000n],
      [DECEMBER, 60_000n],
    ];
    for (const [programme, amount] of spent) {
      const vouchers = [...vouchersOf(programme).values()];
      const sum = (field: "granted" | "spent" | "lapsed" | "balance") =>
        vouchers.reduce((total, voucher) => total + voucher[field], 0n);
      const sums = [sum("granted"), sum("spent"), sum("lapsed"), sum("balance")];
      expect(sums).to.deep.equal([4_400_000n, amount, 4_400_000n - amount, 0n]);
    }
  });

  it("pays nothing for a family whose evidence was taken back", () => {
    expect(voucherOf(OCTOBER, "parent-003")).to.include({ spent: 0n, attested: false });
  });

  it("names the grandparent in what it paid for the parent", () => {
    const paid = ran.audit.books.payments.filter(({ by, holder }) => by !== holder);
    expect(paid.map(({ by, holder, amount }) => [by, holder, amount])).to.deep.equal([
      [addressOf("grandparent"), addressOf("parent-001"), 80_000n],
    ]);
    // Of 120,000 won that it might spend 40,000 were left when its time ended.
    expect(voucherOf(OCTOBER, "parent-001")?.proxy).to.include({
      account: addressOf("grandparent"),
      left: 40_000n,
      category: 8351,
    });
  });

  it("spends what expires first first: 120,000 of October, 300,000 of November, and own money for the rest", () => {
    const mixed = ran.audit.books.payments.filter(
      ({ holder, by, programme }) =>
        holder === addressOf("parent-001") && by === holder && programme !== DECEMBER,
    );
    expect(mixed.slice(-2).map(({ programme, amount }) => [programme, amount])).to.deep.equal([
      [OCTOBER, 120_000n],
      [NOVEMBER, 300_000n],
    ]);
  });

  it("gives back a tenth of a toy, and takes it again when the toy goes back in two parts", async () => {
    // 20,000 granted, 5,000 given back, 2,000 and 3,000 of it returned; the rest lapsed.
    expect(voucherOf(TOYS, "parent-001")).to.include({
      rebated: 5_000n,
      refunded: 5_000n,
      lapsed: 20_000n,
    });
    // 100,000, less 30,000 of the mixed payment and 50,000 for the toy; 5,000 given back, 18,000 and 27,000 refunded.
    expect(await balanceOf("parent-001")).to.equal(70_000n);
    expect(await balanceOf("mapo-toy-shop")).to.equal(0n);
  });

  it("follows a family to Busan, in every programme", () => {
    expect(voucherOf(OCTOBER, "parent-005")).to.include({ home: 26_000, spent: 50_000n });
    for (const programme of [NOVEMBER, DECEMBER, TOYS]) {
      expect(voucherOf(programme, "parent-005")).to.include({ home: 26_000 });
    }
  });

  it("sends home all but what providers were paid", async () => {
    // The Treasury got 19,000,000; the providers 350,000 + 300,000 + 60,000 of it. The county has its 1,000,000 again.
    const { treasury, ledger } = ran.played.system;
    expect(await treasury.holdings()).to.equal(18_290_000n);
    expect(await balanceOf("funding")).to.equal(1_000_000n);
    const facts = await ledger.lineOf(2026_011_2030105_32001n);
    expect([facts.advanced, facts.returned]).to.deep.equal([15_000_000n, 14_290_000n]);
    // The parent's 70,000 is all that is left besides: 630,000, 50,000 and 60,000 were redeemed.
    expect(await ran.played.system.token.totalSupply()).to.equal(19_360_000n);
  });

  it("comes to what the comparison of its file with itself states, without a chain", async () => {
    await expectSameSums(ran);
  });

  it("leaves nothing personal on chain", () => {
    expect(personalIn(ran.traces, knownTexts)).to.deep.equal([]);
  });

  it("prints its ledger in lines of at most 100 columns, with all that was refused", () => {
    expectWholeLedger(ran);
  });
});
