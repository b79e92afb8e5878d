import { expect } from "chai";
import { won } from "../../helpers/fixtures.ts";
import { invoice, paid, payerOf } from "../../helpers/invoices.ts";
import { mixed, purchase } from "../../helpers/purchases.ts";
import { books, invoiced, pay, refundMarket } from "../../helpers/refunds.ts";
import { refusedAs, settledAs, slipOf } from "../../helpers/settlement.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { granted, purpose } from "../../helpers/voucher.ts";

const market = onOneChain(refundMarket);

/** Another contract of the system, such as one that pays subsidies, has paid 40,000 of the 50,000 won. */
const partlyPaid = async () => {
  const system = await market();
  const { bookshop, neighbour } = system;
  const payer = await payerOf(system);
  await paid(payer, { payee: bookshop, invoice: books, holder: neighbour, amount: won(40_000) });
  return { ...system, payer };
};

/** What `InvoiceExceeded` says of 10,001 won. */
const tooMuch = (shop: string) => [shop, books, invoiced, won(40_000), won(10_001)] as const;

describe("One invoice, paid by several contracts of the system", () => {
  describe("given that another has paid 40,000 of 50,000 won", () => {
    it("refuses 10,001 won of spendFor, as foreseen, and takes 10,000", async () => {
      const system = await partlyPaid();
      const { programmes, invoices, citizen, bookshop } = system;
      const bought = purchase(system, 1n, won(10_001), { invoice: books });
      expect((await programmes.canSpendFor(citizen, bought)).allowed).to.equal(false);

      await expect(pay(system, won(10_001)))
        .to.be.revertedWithCustomError(invoices, "InvoiceExceeded")
        .withArgs(...tooMuch(bookshop.address));
      await pay(system, won(10_000));
    });

    it("refuses 10,001 won of spendMixed in vouchers, and takes 10,000", async () => {
      const system = await partlyPaid();
      const { programmes, invoices, citizen, bookshop } = system;
      const holder = programmes.connect(citizen);
      const most = { ownAtMost: won(20_000), invoice: books };

      await expect(holder.spendMixed(mixed(system, [1n], won(10_001), most)))
        .to.be.revertedWithCustomError(invoices, "InvoiceExceeded")
        .withArgs(...tooMuch(bookshop.address));
      await holder.spendMixed(mixed(system, [1n], won(10_000), most));
    });

    it("refuses own money that passes the total after vouchers have not", async () => {
      const system = await partlyPaid();
      const { programmes, invoices, token, citizen, bookshop } = system;
      const terms = { perPaymentLimit: won(9_000) };
      const programme = await granted(system, purpose({ terms }));
      const bought = mixed(system, [programme], won(10_001), {
        ...{ ownAtMost: won(20_000), invoice: books },
      });

      await expect(programmes.connect(citizen).spendMixed(bought))
        .to.be.revertedWithCustomError(invoices, "InvoiceExceeded")
        .withArgs(bookshop.address, books, invoiced, won(49_000), won(1_001));
      expect(await token.balanceOf(bookshop)).to.equal(0n);
      expect(await programmes.balanceOf(citizen, programme)).to.equal(won(300_000));
    });

    it("refuses 10,001 won that were signed, and settles 10,000", async () => {
      const system = await partlyPaid();
      const { bookshop } = system;
      const over = await slipOf(system, { invoice: books, amount: won(10_001) });

      await refusedAs(system, over, ["InvoiceExceeded", ...tooMuch(bookshop.address)]);
      await settledAs(system, await slipOf(system, { invoice: books, amount: won(10_000) }));
    });

    it("refuses the other what vouchers have paid since", async () => {
      const system = await partlyPaid();
      const { invoices, payer, bookshop, neighbour } = system;
      await settledAs(system, await slipOf(system, { invoice: books, amount: won(10_000) }));
      const one = { payee: bookshop, invoice: books, holder: neighbour, amount: won(1) };

      await expect(paid(payer, one))
        .to.be.revertedWithCustomError(invoices, "InvoiceExceeded")
        .withArgs(bookshop.address, books, invoiced, invoiced, won(1));
    });

    it("refuses another total under the same hash", async () => {
      const system = await partlyPaid();
      const { bookshop } = system;
      const other = invoice("books", won(90_000));

      await refusedAs(system, await slipOf(system, { invoice: other }), [
        ...(["InvoiceTotalDiffers", bookshop.address, other, invoiced, won(90_000)] as const),
      ]);
    });
  });

  describe("given a rival", () => {
    it("opens no invoice of the bookshop's, neither by a key nor by a contract that is not listed", async () => {
      const system = await market();
      const { invoices, bookshop, bakery } = system;
      const payer = await payerOf(system, false);
      const open = { payee: bookshop, invoice: books, holder: bakery, amount: won(1) };

      await expect(paid(payer, open))
        .to.be.revertedWithCustomError(invoices, "InvoicePayerUnknown")
        .withArgs(await payer.getAddress());
      await expect(invoices.connect(bakery).record(bookshop, books, bakery, 0n, won(1), 0n))
        .to.be.revertedWithCustomError(invoices, "InvoicePayerUnknown")
        .withArgs(bakery.address);
      expect(await invoices.invoiceOf(bookshop, books)).to.deep.equal([0n, 0n, 0n, 0n, 0n]);
    });

    it("uses up nothing of it by a payment to itself under the same hash", async () => {
      const system = await market();
      const { invoices, bookshop, bakery } = system;
      await pay(system, invoiced, { merchant: bakery.address });

      expect((await invoices.invoiceOf(bookshop, books)).paid).to.equal(0n);
      await pay(system, invoiced);
      expect((await invoices.invoiceOf(bookshop, books)).paid).to.equal(invoiced);
    });
  });
});
