import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { recover } from "../../helpers/cases.ts";
import { won, type Deployed } from "../../helpers/fixtures.ts";
import { at, eventsOf } from "../../helpers/chain.ts";
import { late, counted } from "../../helpers/limited.ts";
import { pay, refund, refundMarket } from "../../helpers/refunds.ts";
import { refused } from "../../helpers/purchases.ts";
import { settledAs, slipOf } from "../../helpers/settlement.ts";
import { invoice } from "../../helpers/invoices.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { kst } from "../../helpers/time.ts";
import { granted, purpose } from "../../helpers/voucher.ts";

/** Programme 2 lets a holder spend 50,000 won a day, 80,000 a month and 120,000 in all. */
async function limitedMarket(system: Deployed) {
  const market = await refundMarket(system);
  const limits = { dailyLimit: won(50_000), monthlyLimit: won(80_000), totalLimit: won(120_000) };
  const programme = await granted(market, purpose({ terms: { ...limits, expiresAt: late } }));
  return { ...market, programme };
}

const market = onOneChain(limitedMarket);

const [first, second] = ["first", "second"].map((name) => invoice(name, won(50_000))) as [
  string,
  string,
];

/** The citizen has paid 50,000 won of programme 2 at 23:00 on 30 July. */
const paid = async () => {
  const system = await market();
  await at(system, kst("2025-07-30T23:00:00"));
  await pay(system, won(50_000), { programme: system.programme, invoice: first });
  const counts = () => counted(system, system.programme);
  return { ...system, counts };
};

describe("VoucherProgramme: refund, what the terms have counted", () => {
  it("falls by day, by month and in all on the day of the payment", async () => {
    const system = await paid();
    expect(await system.counts()).to.deep.equal([won(50_000), won(50_000), won(50_000)]);
    await at(system, kst("2025-07-30T23:59:59"));

    await refund(system, won(20_000), { of: first });

    expect(await system.counts()).to.deep.equal([won(30_000), won(30_000), won(30_000)]);
  });

  it("lets the holder spend on that day what was refunded, and no more", async () => {
    const system = await paid();
    const { programme, citizen, bookshop } = system;
    await refund(system, won(20_000), { of: first });

    await refused(system, programme, bookshop.address, won(20_001), [
      ...(["VoucherDailyLimitExceeded", programme, citizen.address] as const),
      ...[won(50_000), won(30_000), won(20_001)],
    ]);
    await pay(system, won(20_000), { programme, invoice: second });
    expect(await system.counts()).to.deep.equal([won(50_000), won(50_000), won(50_000)]);
  });

  it("falls by month and in all on the next day of the month, and not by that day", async () => {
    const system = await paid();
    const { programme } = system;
    await at(system, kst("2025-07-31T00:00:00"));
    await pay(system, won(10_000), { programme, invoice: second });

    await refund(system, won(50_000), { of: first });

    expect(await system.counts()).to.deep.equal([won(10_000), won(10_000), won(10_000)]);
  });

  it("falls in all in the next month, and not by that month or day", async () => {
    const system = await paid();
    const { programme } = system;
    await at(system, kst("2025-08-01T00:00:00"));
    await pay(system, won(30_000), { programme, invoice: second });

    await refund(system, won(50_000), { of: first });

    expect(await system.counts()).to.deep.equal([won(30_000), won(30_000), won(30_000)]);
  });

  it("does not fall in the same month of the next year", async () => {
    const system = await paid();
    const { programme } = system;
    await at(system, kst("2026-07-30T12:00:00"));
    await pay(system, won(30_000), { programme, invoice: second });

    await refund(system, won(50_000), { of: first });

    expect(await system.counts()).to.deep.equal([won(30_000), won(30_000), won(30_000)]);
  });

  it("falls likewise for what a signature paid", async () => {
    const system = await market();
    const { programme } = system;
    await settledAs(system, await slipOf(system, { programme, invoice: first }));
    expect(await counted(system, programme)).to.deep.equal([won(10_000), won(10_000), won(10_000)]);

    await refund(system, won(4_000), { of: first });

    expect(await counted(system, programme)).to.deep.equal([won(6_000), won(6_000), won(6_000)]);
  });
});

describe("VoucherProgramme: refund, to a holder whose key was replaced", () => {
  /** The citizen paid 50,000 won on 21 July and lost the key, whose place the stranger's has taken on the 28th. */
  const recovered = async () => {
    const system = await market();
    const { citizen, stranger, programme } = system;
    await at(system, kst("2025-07-21T23:00:00"));
    await pay(system, won(50_000), { programme, invoice: first });
    await recover(system, citizen.address, stranger.address);
    const facts = async (holder: string) => {
      const { balance, spentThisMonth, spentInAll } = await system.programmes.voucherOf(
        programme,
        holder,
      );
      return [balance, spentThisMonth, spentInAll];
    };
    return { ...system, facts };
  };

  it("goes where the vouchers have moved, and lowers what was counted there", async () => {
    const system = await recovered();
    const { programmes, programme, citizen, stranger, bakery, bookshop, facts } = system;
    await programmes.connect(bakery).moveToSuccessor(programme, citizen);

    const sent = refund(system, won(20_000), { of: first });

    expect(await eventsOf(sent, programmes)).to.deep.equal([
      [
        ...["TransferSingle", bookshop.address, ZeroAddress, stranger.address],
        ...[programme, won(20_000)],
      ],
      [
        ...["VoucherRefunded", programme, citizen.address, bookshop.address, first],
        ...[BigInt(Date.parse("2025-07-21") / 86_400_000), true],
      ],
    ]);
    expect(await facts(stranger.address)).to.deep.equal([won(270_000), won(30_000), won(30_000)]);
    expect(await facts(citizen.address)).to.deep.equal([0n, 0n, 0n]);
  });

  it("waits at the old key for what has not moved yet, and moves with it", async () => {
    const system = await recovered();
    const { programmes, programme, citizen, stranger, bakery, facts } = system;

    await refund(system, won(20_000), { of: first });

    expect(await facts(citizen.address)).to.deep.equal([won(270_000), won(30_000), won(30_000)]);
    await programmes.connect(bakery).moveToSuccessor(programme, citizen);
    expect(await facts(stranger.address)).to.deep.equal([won(270_000), won(30_000), won(30_000)]);
  });

  it("is not turned aside by what the old key can still say", async () => {
    const system = await recovered();
    const { programmes, programme, citizen, stranger, bakery, facts } = system;
    await programmes.connect(bakery).moveToSuccessor(programme, citizen);
    await programmes.connect(citizen).cancelPayment(programme, 1);

    await refund(system, won(50_000), { of: first });

    expect(await facts(stranger.address)).to.deep.equal([won(300_000), 0n, 0n]);
  });
});
