import { expect } from "chai";
import { ZeroAddress, ZeroHash } from "ethers";
import { caseFile } from "../../helpers/bank.ts";
import { recover } from "../../helpers/cases.ts";
import { at, eventsOf } from "../../helpers/chain.ts";
import { won, type Deployed } from "../../helpers/fixtures.ts";
import { invoice, paid, payerOf } from "../../helpers/invoices.ts";
import { left, mixed, purchase } from "../../helpers/purchases.ts";
import { proxyOf } from "../../helpers/proxies.ts";
import { books, invoiced, pay, refund, refundMarket } from "../../helpers/refunds.ts";
import { settle, slipOf } from "../../helpers/settlement.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { day } from "../../helpers/time.ts";
import { expiresAt, granted, purpose, type Market } from "../../helpers/voucher.ts";

/** As `refundMarket`, and the citizen holds as much of programme 2, which expires a day later. */
async function withSecond(system: Deployed): Promise<Market> {
  const market = await refundMarket(system);
  await granted(market, purpose({ terms: { expiresAt: expiresAt + day } }));
  return market;
}

const market = onOneChain(withSecond);
const large = invoice("large", won(700_000));

/** Vouchers of both programmes and 100,000 won of own money have paid an invoice: its entries 0, 1 and 2. */
const mixedly = async () => {
  const system = await market();
  const bought = mixed(system, [1n, 2n], won(700_000), { ownAtMost: won(100_000), invoice: large });
  await system.programmes.connect(system.citizen).spendMixed(bought);
  return system;
};

describe("VoucherProgramme: refund, where it goes", () => {
  describe("given an invoice paid with two programmes and own money", () => {
    it("returns each part to where it came from", async () => {
      const system = await mixedly();
      expect(await left(system)).to.deep.equal([0n, 0n, won(900_000)]);

      await refund(system, won(300_000), { index: 0, of: large });
      expect(await left(system)).to.deep.equal([won(300_000), 0n, won(900_000)]);
      await refund(system, won(100_000), { index: 2, of: large });
      expect(await left(system)).to.deep.equal([won(300_000), 0n, won(1_000_000)]);
      await refund(system, won(1), { index: 1, of: large });
      expect(await left(system)).to.deep.equal([won(300_000), won(1), won(1_000_000)]);
    });

    it("gives no part more than it paid", async () => {
      const system = await mixedly();
      const { invoices, bookshop } = system;
      const parts = [won(300_000), won(300_000), won(100_000)];

      for (const [index, part] of parts.entries())
        await expect(refund(system, part + won(1), { index, of: large }))
          .to.be.revertedWithCustomError(invoices, "RefundExceeded")
          .withArgs(bookshop.address, large, part, part + won(1));
    });

    it("logs own money as a transfer from the merchant to the holder, and nothing of vouchers", async () => {
      const system = await mixedly();
      const { programmes, token, citizen, bookshop } = system;
      const sent = refund(system, won(100_000), { index: 2, of: large });

      expect(await eventsOf(sent, programmes)).to.deep.equal([]);
      expect((await eventsOf(sent, token)).at(-1)).to.deep.equal([
        ...["Transfer", bookshop.address, citizen.address, won(100_000)],
      ]);
    });

    it("sends home what has expired, and restores what has not", async () => {
      const system = await mixedly();
      const { token, officers } = system;
      const before = await token.balanceOf(officers.funding);
      await at(system, expiresAt);

      await refund(system, won(300_000), { index: 0, of: large });
      await refund(system, won(300_000), { index: 1, of: large });

      expect(await left(system)).to.deep.equal([0n, won(300_000), won(900_000)]);
      expect(await token.balanceOf(officers.funding)).to.equal(before + won(300_000));
    });
  });

  describe("given an invoice that several holders have paid", () => {
    it("returns to each what was its own, signed or not", async () => {
      const system = await market();
      const { programmes, citizen, neighbour } = system;
      await pay(system, won(10_000));
      await settle(system, [
        await slipOf(system, { amount: won(15_000), invoice: books }, neighbour),
        await slipOf(system, { amount: won(25_000), invoice: books }),
      ]);
      const balances = async () => [
        await programmes.balanceOf(citizen, 1n),
        await programmes.balanceOf(neighbour, 1n),
      ];
      expect(await balances()).to.deep.equal([won(265_000), won(285_000)]);

      await refund(system, won(15_000), { index: 1 });
      expect(await balances()).to.deep.equal([won(265_000), won(300_000)]);
      await refund(system, won(24_000), { index: 2 });
      expect(await balances()).to.deep.equal([won(289_000), won(300_000)]);
      await refund(system, won(10_000), { index: 0 });
      expect(await balances()).to.deep.equal([won(299_000), won(300_000)]);
    });

    it("returns to the holder, not to the proxy that paid for it", async () => {
      const system = await market();
      const { programmes, citizen, neighbour } = system;
      const proxy = proxyOf(neighbour.address);
      await programmes.connect(citizen).appointProxy(1n, citizen, proxy, ZeroHash);
      const bought = purchase(system, 1n, invoiced, { invoice: books });
      await programmes.connect(neighbour).spendFor(citizen, bought);

      await refund(system, invoiced);

      expect(await programmes.balanceOf(citizen, 1n)).to.equal(won(300_000));
      expect(await programmes.balanceOf(neighbour, 1n)).to.equal(won(300_000));
      expect((await programmes.proxyOf(1n, citizen)).limit).to.equal(0n);
    });
  });

  describe("given a holder whose key was replaced", () => {
    it("restores vouchers to the new key, once they have moved there", async () => {
      const system = await market();
      const { programmes, bookshop, citizen, stranger, bakery } = system;
      await pay(system);
      await recover(system, citizen.address, stranger.address);
      await programmes.connect(bakery).moveToSuccessor(1n, citizen);

      await expect(refund(system, invoiced))
        .to.emit(programmes, "TransferSingle")
        .withArgs(bookshop.address, ZeroAddress, stranger.address, 1n, invoiced);

      expect(await programmes.balanceOf(stranger, 1n)).to.equal(won(300_000));
      expect(await programmes.balanceOf(citizen, 1n)).to.equal(0n);
      await programmes.connect(stranger).spend(1n, bookshop, won(300_000), 0n);
    });

    it("pays own money to the new key", async () => {
      const system = await mixedly();
      const { token, citizen, stranger } = system;
      await recover(system, citizen.address, stranger.address);
      const before = await token.balanceOf(stranger);

      await refund(system, won(100_000), { index: 2, of: large });

      expect(await token.balanceOf(stranger)).to.equal(before + won(100_000));
    });
  });

  describe("given vouchers that a clawback holds", () => {
    it("restores beside what is held", async () => {
      const system = await market();
      const { programmes, officers, citizen, bookshop } = system;
      await pay(system);
      const officer = programmes.connect(officers.clawbackOfficer);
      await officer.openClawback(1n, citizen, won(250_000), caseFile);

      await refund(system, invoiced);

      await expect(programmes.connect(citizen).spend(1n, bookshop, won(50_001), 0n))
        .to.be.revertedWithCustomError(programmes, "VoucherInsufficient")
        .withArgs(1n, citizen.address, won(50_000), won(50_001));
      await programmes.connect(citizen).spend(1n, bookshop, won(50_000), 0n);
    });
  });

  describe("given a payment that another contract recorded", () => {
    it("refuses to refund it here", async () => {
      const system = await market();
      const { addresses, invoices, bookshop, citizen } = system;
      const payer = await payerOf(system);
      const of = { payee: bookshop, invoice: books, holder: citizen, amount: won(40_000) };
      await paid(payer, of);
      await pay(system, won(10_000));

      await expect(refund(system, won(1), { index: 0 }))
        .to.be.revertedWithCustomError(invoices, "InvoicePaymentOfOther")
        .withArgs(bookshop.address, books, await payer.getAddress(), addresses.programmes);
      await refund(system, won(10_000), { index: 1 });
    });
  });
});
