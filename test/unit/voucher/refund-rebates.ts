import { expect } from "chai";
import { eventsOf } from "../../helpers/chain.ts";
import { won, type Deployed } from "../../helpers/fixtures.ts";
import { purchase } from "../../helpers/purchases.ts";
import { books, invoiced, refund, refundMarket } from "../../helpers/refunds.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { at } from "../../helpers/chain.ts";
import { expiresAt, granted, purpose } from "../../helpers/voucher.ts";

/** Programme 2 gives back a tenth; the citizen has 1,000,000 won of own money. */
async function rebateMarket(system: Deployed) {
  const market = await refundMarket(system);
  const programme = await granted(market, purpose({ terms: { rebateBps: 1_000n } }));
  const bought = purchase(market, programme, invoiced, { invoice: books });
  await market.programmes.connect(market.citizen).spendWithRebate(bought);
  const state = async () => [
    await market.programmes.balanceOf(market.citizen, programme),
    await market.token.balanceOf(market.citizen),
  ];
  return { ...market, programme, state };
}

const market = onOneChain(rebateMarket);

describe("VoucherProgramme: refund, rebates", () => {
  it("returns the rebate to the vouchers and the rest to the holder", async () => {
    const system = await market();
    const { programmes, token, addresses, programme, citizen, bookshop, state } = system;
    expect(await state()).to.deep.equal([won(295_000), won(955_000)]); // 5,000 of 50,000 back
    const sent = refund(system, invoiced);

    expect((await eventsOf(sent, programmes)).map(([name]) => name)).to.deep.equal([
      ...["TransferSingle", "VoucherRefunded"],
    ]);
    expect((await eventsOf(sent, token)).filter(([name]) => name === "Transfer")).to.deep.equal([
      ["Transfer", bookshop.address, addresses.programmes, won(5_000)],
      ["Transfer", bookshop.address, citizen.address, won(45_000)],
    ]);
    expect(await state()).to.deep.equal([won(300_000), won(1_000_000)]);
    expect((await programmes.voucherOf(programme, citizen)).balance).to.equal(won(300_000));
  });

  it("returns of a refund in part the same share, rounded so that the whole is exact", async () => {
    const system = await market();
    const { state } = system;

    await refund(system, won(19)); // a tenth is 1.9: 1 to the vouchers
    expect(await state()).to.deep.equal([won(295_001), won(955_018)]);
    await refund(system, won(1)); // 20 in all are 2
    expect(await state()).to.deep.equal([won(295_002), won(955_018)]);
    await refund(system, won(33_333)); // 33,353 in all are 3,335
    expect(await state()).to.deep.equal([won(298_335), won(985_018)]);
    await refund(system, won(16_647));
    expect(await state()).to.deep.equal([won(300_000), won(1_000_000)]);
  });

  it("returns exactly all, however many parts there are", async () => {
    for (const part of [won(7_777), won(9_999), won(12_345)]) {
      const system = await market();
      for (let rest = invoiced; rest > 0n; rest -= part)
        await refund(system, rest < part ? rest : part);

      expect(await system.state()).to.deep.equal([won(300_000), won(1_000_000)]);
    }
  });

  it("sends the rebate home once the vouchers have expired, and own money still to the holder", async () => {
    const system = await market();
    const { token, officers, state } = system;
    const before = await token.balanceOf(officers.funding);
    await at(system, expiresAt);

    await refund(system, invoiced);

    expect(await state()).to.deep.equal([won(295_000), won(1_000_000)]);
    expect(await token.balanceOf(officers.funding)).to.equal(before + won(5_000));
  });

  it("gives no new rebate on what was refunded", async () => {
    const system = await market();
    const { programmes, invoices, programme, citizen, bookshop } = system;
    await refund(system, invoiced);
    const again = purchase(system, programme, won(10), { invoice: books });

    await expect(programmes.connect(citizen).spendWithRebate(again))
      .to.be.revertedWithCustomError(invoices, "InvoiceExceeded")
      .withArgs(bookshop.address, books, invoiced, invoiced, won(10));
  });
});
