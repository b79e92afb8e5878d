import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { historyOf } from "../../../scripts/lib/invoices.ts";
import { recover } from "../../helpers/cases.ts";
import { korean } from "../../helpers/calendar.ts";
import { at, eventsOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { books, invoiced, pay, refund, refundMarket } from "../../helpers/refunds.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { budget, expiresAt } from "../../helpers/voucher.ts";

const market = onOneChain(refundMarket);

/** The citizen has paid the invoice of 50,000 won with vouchers, of which 250,000 are left. */
const paid = async () => {
  const system = await market();
  await pay(system);
  return system;
};
const today = BigInt(korean("2025-07-21"));

describe("VoucherProgramme: refund", () => {
  it("knows the register in which invoices are kept", async () => {
    const { programmes, addresses } = await market();

    expect(await programmes.invoices()).to.equal(addresses.invoices);
  });

  describe("given vouchers that live", () => {
    it("restores them, and takes the money from the merchant", async () => {
      const system = await paid();
      const { programmes, token, addresses, citizen, bookshop } = system;

      const sent = refund(system, invoiced);

      expect(await eventsOf(sent, programmes)).to.deep.equal([
        ["TransferSingle", bookshop.address, ZeroAddress, citizen.address, 1n, invoiced],
        ["VoucherRefunded", 1n, citizen.address, bookshop.address, books, today, true],
      ]);
      expect((await eventsOf(sent, token)).at(-1)).to.deep.equal([
        ...["Transfer", bookshop.address, addresses.programmes, invoiced],
      ]);
      expect(await programmes.balanceOf(citizen, 1n)).to.equal(won(300_000));
      expect(await token.balanceOf(bookshop)).to.equal(0n);
      expect(await token.balanceOf(addresses.programmes)).to.equal(budget);
    });

    it("lets the holder spend again what was restored, but not on the same invoice", async () => {
      const system = await paid();
      const { programmes, invoices, citizen, bookshop } = system;
      await refund(system, invoiced);

      await expect(pay(system, won(1)))
        .to.be.revertedWithCustomError(invoices, "InvoiceExceeded")
        .withArgs(bookshop.address, books, invoiced, invoiced, won(1));
      await programmes.connect(citizen).spend(1n, bookshop, won(300_000), 0n);
    });

    it("refunds in parts until nothing is left", async () => {
      const system = await paid();
      const { programmes, citizen, invoices, bookshop } = system;

      for (const part of [won(1), won(20_000), won(29_998)]) await refund(system, part);
      expect(await programmes.balanceOf(citizen, 1n)).to.equal(won(299_999));
      await refund(system, won(1));

      expect(await programmes.balanceOf(citizen, 1n)).to.equal(won(300_000));
      await expect(refund(system, won(1)))
        .to.be.revertedWithCustomError(invoices, "RefundExceeded")
        .withArgs(bookshop.address, books, 0n, won(1));
    });

    it("restores vouchers of a closed or paused programme, and under whatever hours", async () => {
      const system = await paid();
      const { programmes, officers, citizen, manager } = system;
      await manager.close(1n);
      await programmes.connect(officers.programmePauser).pauseProgramme(1n, `0x${"c5".repeat(32)}`);

      await refund(system, invoiced);

      expect(await programmes.balanceOf(citizen, 1n)).to.equal(won(300_000));
    });

    it("restores in the last second before the expiry", async () => {
      const system = await paid();
      const { programmes, citizen, bookshop } = system;
      await at(system, expiresAt - 1);

      await expect(refund(system, invoiced))
        .to.emit(programmes, "VoucherRefunded")
        .withArgs(1n, citizen.address, bookshop.address, books, today, true);
    });
  });

  describe("given vouchers that have expired", () => {
    it("sends the money home to the funding account", async () => {
      const system = await paid();
      const { programmes, token, addresses, officers, citizen, bookshop } = system;
      const before = await token.balanceOf(officers.funding);
      await at(system, expiresAt);

      const sent = refund(system, won(30_000));

      expect(await eventsOf(sent, programmes)).to.deep.equal([
        ["VoucherRefunded", 1n, citizen.address, bookshop.address, books, today, false],
      ]);
      expect((await eventsOf(sent, token)).filter(([name]) => name === "Transfer")).to.deep.equal([
        ["Transfer", bookshop.address, addresses.programmes, won(30_000)],
        ["Transfer", addresses.programmes, officers.funding.address, won(30_000)],
      ]);
      expect(await token.balanceOf(officers.funding)).to.equal(before + won(30_000));
      expect(await programmes.balanceOf(citizen, 1n)).to.equal(won(250_000));
    });

    it("sends it to the key that took the funding account's place", async () => {
      const system = await paid();
      const { token, officers, stranger } = system;
      await recover(system, officers.funding.address, stranger.address);
      const before = await token.balanceOf(stranger);
      await at(system, expiresAt);

      await refund(system, invoiced);

      expect(await token.balanceOf(stranger)).to.equal(before + invoiced);
    });
  });

  describe("given too much, or no payment", () => {
    it("refuses nothing at all", async () => {
      const system = await paid();

      await expect(refund(system, 0n)).to.be.revertedWithCustomError(
        ...([system.programmes, "ZeroAmount"] as const),
      );
    });

    it("refuses a won more than was paid", async () => {
      const system = await paid();
      const { invoices, bookshop } = system;

      await expect(refund(system, invoiced + won(1)))
        .to.be.revertedWithCustomError(invoices, "RefundExceeded")
        .withArgs(bookshop.address, books, invoiced, invoiced + won(1));
    });

    it("refuses the same refund again, sent with the history of before", async () => {
      const system = await paid();
      const { programmes, invoices, citizen, bookshop } = system;
      const history = await historyOf(invoices, bookshop.address, books);
      const again = () =>
        programmes.connect(bookshop).refund(bookshop, books, history, 0, invoiced);
      await again();

      await expect(again())
        .to.be.revertedWithCustomError(invoices, "InvoiceHistoryDiffers")
        .withArgs(bookshop.address, books);
      expect(await programmes.balanceOf(citizen, 1n)).to.equal(won(300_000));
    });

    it("refuses to refund a refund", async () => {
      const system = await paid();
      const { invoices, bookshop } = system;
      await refund(system, won(10_000));

      await expect(refund(system, won(1), { index: 1 }))
        .to.be.revertedWithCustomError(invoices, "InvoicePaymentUnknown")
        .withArgs(bookshop.address, books, 1n);
    });

    it("refuses a merchant that has not the money any more, and restores nothing", async () => {
      const system = await paid();
      const { programmes, token, citizen, bookshop } = system;
      await token.connect(bookshop).redeem(won(1), 1n);

      await expect(refund(system, invoiced))
        .to.be.revertedWithCustomError(token, "ERC20InsufficientBalance")
        .withArgs(bookshop.address, won(49_999), invoiced);
      expect(await programmes.balanceOf(citizen, 1n)).to.equal(won(250_000));
    });
  });

  describe("given somebody else than the merchant", () => {
    it("refuses the holder, another merchant and an officer", async () => {
      const system = await paid();
      const { programmes, citizen, bakery, bookshop, officers } = system;

      for (const by of [citizen, bakery, officers.programmeManager])
        await expect(refund(system, won(1), { by }))
          .to.be.revertedWithCustomError(programmes, "NotPayee")
          .withArgs(bookshop.address, by.address);
    });

    it("refuses a merchant's refund of what it was not paid under its own name", async () => {
      const system = await paid();
      const { programmes, invoices, bakery, bookshop } = system;
      const history = await historyOf(invoices, bookshop.address, books);
      const sent = programmes.connect(bakery).refund(bakery, books, history, 0, won(1));

      await expect(sent)
        .to.be.revertedWithCustomError(invoices, "InvoiceTotalDiffers")
        .withArgs(bakery.address, books, 0n, invoiced);
    });
  });

  describe("given a merchant whose key was replaced", () => {
    it("takes the new key for the old, and the old no more", async () => {
      const system = await paid();
      const { programmes, token, addresses, citizen, bookshop, stranger } = system;
      await recover(system, bookshop.address, stranger.address);
      await token.connect(stranger).approve(addresses.programmes, invoiced);

      await expect(refund(system, won(1)))
        .to.be.revertedWithCustomError(programmes, "NotPayee")
        .withArgs(bookshop.address, bookshop.address);
      await expect(refund(system, invoiced, { by: stranger }))
        .to.emit(programmes, "VoucherRefunded")
        .withArgs(1n, citizen.address, bookshop.address, books, today, true);
      expect(await token.balanceOf(stranger)).to.equal(0n);
    });
  });
});
