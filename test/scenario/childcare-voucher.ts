import { expect } from "chai";
import { run, type Ran } from "../helpers/played.ts";
import { personalIn } from "../helpers/privacy.ts";
import { knownTexts } from "../helpers/traces.ts";

const OCTOBER = 1n;
const TOYS = 3n;

describe("the childcare voucher", () => {
  let ran: Ran;
  before(async () => {
    ran = await run("childcare-voucher");
  });

  const addressOf = (name: string): string => ran.played.cast.addresses.get(name) ?? "";
  const balanceOf = (name: string) => ran.played.system.token.balanceOf(addressOf(name));
  const voucherOf = (programme: bigint, name: string) =>
    ran.audit.books.programmes.get(programme)?.vouchers.get(addressOf(name));

  it("is believed by a reader that has only a URL and addresses: nothing differs, every law holds", () => {
    const { differences, laws } = ran.audit;
    expect(differences).to.deep.equal([]);
    expect(laws.filter(({ holds }) => !holds)).to.deep.equal([]);
  });

  it("refuses for these reasons, and no other", () => {
    const reasons = ran.audit.refused.map(({ error }) => error);
    expect([...new Set(reasons)].sort()).to.deep.equal([
      "EvidenceMissing",
      "MerchantNotNamed",
      "NotHomeRegion",
      "NotProxy",
      "OutsideProxyScope",
      "OwnPartExceeded",
      "ProxyLimitExceeded",
      "RebateOnly",
      "VoucherExpired",
    ]);
  });

  it("names the grandparent in what it paid for the parent", () => {
    const paid = ran.audit.books.payments.filter(({ by, holder }) => by !== holder);
    expect(paid.map(({ by, holder, amount }) => [by, holder, amount])).to.deep.equal([
      [addressOf("grandparent"), addressOf("parent-001"), 80_000n],
    ]);
  });

  it("spends what expires first first: 120,000 of October, then 30,000 of November", () => {
    const mixed = ran.audit.books.payments.filter(
      ({ holder }) => holder === addressOf("parent-001"),
    );
    expect(mixed.slice(-2).map(({ programme, amount }) => [programme, amount])).to.deep.equal([
      [1n, 120_000n],
      [2n, 30_000n],
    ]);
  });

  it("gives back a tenth of a toy, and takes a tenth of what is refunded", async () => {
    // 20,000 granted, 5,000 given back, 2,000 of it returned; the rest lapsed.
    expect(voucherOf(TOYS, "parent-001")).to.include({
      rebated: 5_000n,
      refunded: 2_000n,
      lapsed: 17_000n,
    });
    // 100,000 less 50,000 for the toy, 5,000 given back, and 18,000 refunded.
    expect(await balanceOf("parent-001")).to.equal(73_000n);
  });

  it("follows a family to Busan", () => {
    expect(voucherOf(OCTOBER, "parent-005")).to.include({ home: 26_000, spent: 50_000n });
  });

  it("leaves nothing personal on chain", () => {
    expect(personalIn(ran.traces, knownTexts)).to.deep.equal([]);
  });
});
