import { expect } from "chai";
import { won, type Deployed } from "../../helpers/fixtures.ts";
import { invoice } from "../../helpers/invoices.ts";
import { Region } from "../../helpers/kinds.ts";
import { mixed, purchase } from "../../helpers/purchases.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { grantedVoucher, type Market } from "../../helpers/voucher.ts";

/*
 * What decision 29 says of invoices: what whoever knows a hash can do to it, and what the payee does then.
 */

const invoicing = async (system: Deployed): Promise<Market> => {
  const market = await grantedVoucher(system);
  const { invoices, officers, addresses } = market;
  await invoices.connect(officers.invoiceRegistrar).setPayer(addresses.programmes, true);
  return market;
};
const market = onOneChain(invoicing);

const bill = invoice("books", won(40_000));

/** The citizen, or another, pays the bookshop a won of a voucher, with an invoice. */
const payWon = (system: Market, of: string, payer = system.citizen) =>
  system.programmes.connect(payer).spendFor(payer, purchase(system, 1n, won(1), { invoice: of }));

/** The citizen pays the bookshop's invoice of 40,000 won with a voucher. */
const payWhole = (system: Market, of: string) =>
  system.programmes
    .connect(system.citizen)
    .spendFor(system.citizen, purchase(system, 1n, won(40_000), { invoice: of }));

describe("An invoice whose hash a stranger to the sale knows", () => {
  it("is blocked by a won under a wrong total, until the payee issues another", async () => {
    const system = await market();
    const { invoices, bookshop } = system;
    await payWon(system, invoice("books", won(1)));

    await expect(payWhole(system, bill))
      .to.be.revertedWithCustomError(invoices, "InvoiceTotalDiffers")
      .withArgs(bookshop.address, bill, won(1), won(40_000));
    await payWhole(system, invoice("books, amended", won(40_000)));
  });

  it("is blocked by 32 payments of a won, which fill its history", async () => {
    const system = await market();
    const { invoices, bookshop } = system;
    for (let n = 0; n < 32; ++n) await payWon(system, bill);

    const smaller = purchase(system, 1n, won(1), { invoice: bill });
    await expect(system.programmes.connect(system.citizen).spendFor(system.citizen, smaller))
      .to.be.revertedWithCustomError(invoices, "HistoryTooLong")
      .withArgs(bookshop.address, bill, 32n, 32n);
  });

  it("is blocked by whoever has a won of a voucher for the merchant, and the payment names it", async () => {
    const system = await market();
    const { token, invoices, manager, neighbour, bookshop } = system;
    await manager.grant(1n, neighbour, won(1), Region.mapo, 2n);
    await payWon(system, bill, neighbour);

    const [logged] = await invoices.queryFilter(invoices.filters.InvoicePaid(bookshop, bill));
    const holder = (logged?.args.money ?? 0n) & (2n ** 160n - 1n);
    expect(holder).to.equal(BigInt(neighbour.address));
    expect(await token.balanceOf(bookshop)).to.equal(won(1));
  });
});

describe("An invoice that no voucher pays a part of", () => {
  it("is not paid with own money alone, by a holder of used-up vouchers or by a stranger to all programmes", async () => {
    const system = await market();
    const { token, programmes, invoices, neighbour, citizen, bookshop, addresses } = system;
    await token.connect(citizen).transfer(neighbour, won(100));
    await token.connect(neighbour).approve(addresses.programmes, won(100));
    const own = { ownAtMost: won(1), invoice: bill };

    for (const list of [[], [1n]])
      await expect(programmes.connect(neighbour).spendMixed(mixed(system, list, won(1), own)))
        .to.be.revertedWithCustomError(programmes, "InvoiceWithoutVoucher")
        .withArgs(bookshop.address, bill);
    const { total } = await invoices.invoiceOf(bookshop, bill);
    expect(total).to.equal(0n);
  });

  it("is not paid by its payee", async () => {
    const system = await market();
    const { token, programmes, officers, bookshop, addresses } = system;
    await token.connect(officers.funding).transfer(bookshop, won(40_000));
    await token.connect(bookshop).approve(addresses.programmes, won(40_000));
    const own = mixed(system, [], won(40_000), { ownAtMost: won(40_000), invoice: bill });

    await expect(programmes.connect(bookshop).spendMixed(own))
      .to.be.revertedWithCustomError(programmes, "InvoiceWithoutVoucher")
      .withArgs(bookshop.address, bill);
  });

  it("is paid with own money for the rest, where a voucher pays a won of it", async () => {
    const system = await market();
    const { programmes, invoices, manager, token, neighbour, citizen, bookshop, addresses } =
      system;
    await manager.grant(1n, neighbour, won(1), Region.mapo, 2n);
    await token.connect(citizen).transfer(neighbour, won(100));
    await token.connect(neighbour).approve(addresses.programmes, won(100));

    await programmes
      .connect(neighbour)
      .spendMixed(mixed(system, [1n], won(100), { ownAtMost: won(99), invoice: bill }));

    const { paid } = await invoices.invoiceOf(bookshop, bill);
    expect(paid).to.equal(won(100));
  });
});
