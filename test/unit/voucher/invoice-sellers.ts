import { expect } from "chai";
import { ZeroAddress, type Contract } from "ethers";
import { historyOf, unpackEntry } from "../../../scripts/lib/invoices.ts";
import { opening } from "../../helpers/bank.ts";
import { recover } from "../../helpers/cases.ts";
import { at, decoded } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { invoice, paid, payerOf, sellerOf } from "../../helpers/invoices.ts";
import { Mcc, Region, SalesBand } from "../../helpers/kinds.ts";
import { books, invoiced, pay, refund, refundMarket } from "../../helpers/refunds.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { day } from "../../helpers/time.ts";
import { businessOf, enrol, type Market } from "../../helpers/voucher.ts";

/*
 * Whose invoice it is: one business has one history of an invoice, whichever of its accounts is paid.
 */

interface Selling extends Market {
  /** A listed contract that records what it is told to, to any account. */
  readonly payer: Contract;
}

const selling = onOneChain(async (system) => {
  const market = await refundMarket(system);
  return { ...market, payer: await payerOf(market) } satisfies Selling;
});

/** The account becomes a bookshop of the owner. */
const belongs = (system: Market, account: string, owner: string) =>
  enrol(system, account, Mcc.bookshop, Region.mapo, SalesBand.UpTo300M, owner);

/** The bakery's account is the bookshop's second one. */
const twoAccounts = async (): Promise<Selling> => {
  const system = await selling();
  await belongs(system, system.bakery.address, system.bookshop.address);
  return system;
};

/** The listed contract pays the account a part of the books' invoice. */
const record = ({ payer, citizen }: Selling, payee: string, amount = invoiced, of = books) =>
  paid(payer, { payee, invoice: of, holder: citizen, amount });

/** It takes a payment back. */
const takeBack = async (
  { invoices, payer }: Selling,
  payee: string,
  { index = 0, amount = won(1), seller }: { index?: number; amount?: bigint; seller?: string } = {},
) => {
  const history = await historyOf(invoices, payee, books, seller);
  return payer.getFunction("refund").send(payee, books, history, index, amount);
};

/** Total, paid, refunded and entries of the books' invoice, of whichever seller the account has. */
const stateOf = async ({ invoices }: Selling, payee: string) => {
  const [total, sum, refunded, , entries] = await invoices.invoiceOf(payee, books);
  return [total, sum, refunded, entries];
};

/** As `stateOf`, of what is kept under a seller. */
const keptUnder = async ({ invoices }: Selling, seller: string) => {
  const [total, sum, refunded, , entries] = await invoices.invoiceOfSeller(seller, books);
  return [total, sum, refunded, entries];
};

/** Nothing more is paid to the account: the invoice is paid whole. */
const isPaid = async (system: Selling, payee: string) => {
  const { invoices } = system;
  const exceeded = [payee, books, invoiced, invoiced, won(1)];
  await expect(record(system, payee, won(1)))
    .to.be.revertedWithCustomError(invoices, "InvoiceExceeded")
    .withArgs(...exceeded);
  const refusal = await invoices.recordRefusal(system.payer, payee, books, won(1));
  expect(decoded(invoices, refusal)).to.deep.equal(["InvoiceExceeded", ...exceeded]);
};

describe("InvoiceRegister: the seller of an invoice", () => {
  it("is known from the registry that programmes ask", async () => {
    const { invoices, programmes, addresses } = await selling();

    expect(await invoices.registry()).to.equal(addresses.registry);
    expect(await programmes.registry()).to.equal(addresses.registry);
  });

  describe("given two accounts of one business", () => {
    it("pays an invoice once, with vouchers, whichever account is paid", async () => {
      const system = await twoAccounts();
      const { invoices, bookshop, bakery } = system;
      await pay(system, won(30_000));

      const rest = won(20_000);
      await expect(pay(system, rest + won(1), { merchant: bakery.address }))
        .to.be.revertedWithCustomError(invoices, "InvoiceExceeded")
        .withArgs(bakery.address, books, invoiced, won(30_000), rest + won(1));
      await pay(system, rest, { merchant: bakery.address });
      await isPaid(system, bookshop.address);
      await isPaid(system, bakery.address);
    });

    it("tells each account's payment under one seller, in one history", async () => {
      const system = await twoAccounts();
      const { invoices, bookshop, bakery, citizen } = system;
      const seller = sellerOf(bookshop.address);
      await record(system, bookshop.address, won(30_000));
      await record(system, bakery.address, won(20_000));

      const logged = await invoices.queryFilter(invoices.filters.InvoicePaid(undefined, books));
      expect(logged.map(({ args }) => [args.payee, args.seller])).to.deep.equal([
        [bookshop.address, seller],
        [bakery.address, seller],
      ]);
      for (const payee of [bookshop.address, bakery.address]) {
        expect(await stateOf(system, payee)).to.deep.equal([invoiced, invoiced, 0n, 2n]);
        const history = await historyOf(invoices, payee, books);
        expect(history.map(unpackEntry).map((one) => [one.payee, one.holder])).to.deep.equal([
          [bookshop.address, citizen.address],
          [bakery.address, citizen.address],
        ]);
      }
    });

    it("takes one total of an invoice for all of them", async () => {
      const system = await twoAccounts();
      const { invoices, bookshop, bakery } = system;
      const altered = invoice("books", invoiced + won(1));
      await record(system, bookshop.address, won(1));

      await expect(record(system, bakery.address, won(1), altered))
        .to.be.revertedWithCustomError(invoices, "InvoiceTotalDiffers")
        .withArgs(bakery.address, altered, invoiced, invoiced + won(1));
    });

    it("refunds a payment from the account that was paid, and from no other", async () => {
      const system = await twoAccounts();
      const { invoices, programmes, bookshop, bakery, citizen } = system;
      await pay(system, won(30_000));
      await pay(system, won(20_000), { merchant: bakery.address });

      await expect(refund(system, won(1), { index: 0, payee: bakery.address, by: bakery }))
        .to.be.revertedWithCustomError(invoices, "InvoicePaidToOther")
        .withArgs(bakery.address, books, bookshop.address);
      await expect(refund(system, won(1), { index: 1 }))
        .to.be.revertedWithCustomError(invoices, "InvoicePaidToOther")
        .withArgs(bookshop.address, books, bakery.address);
      await expect(refund(system, won(1), { index: 0, by: bakery }))
        .to.be.revertedWithCustomError(programmes, "NotPayee")
        .withArgs(bookshop.address, bakery.address);
      await refund(system, won(20_000), { index: 1, payee: bakery.address, by: bakery });
      await refund(system, won(30_000), { index: 0 });
      expect(await programmes.balanceOf(citizen, 1n)).to.equal(won(300_000));
      await isPaid(system, bakery.address);
    });

    it("refuses a history in which a payment is said to be the other account's", async () => {
      const system = await twoAccounts();
      const { invoices, payer, bookshop, bakery } = system;
      await record(system, bookshop.address);
      const [entry] = await historyOf(invoices, bookshop.address, books);
      const moved = { ...entry!, payee: bakery.address };

      await expect(payer.getFunction("refund").send(bakery, books, [moved], 0, 1n))
        .to.be.revertedWithCustomError(invoices, "InvoiceHistoryDiffers")
        .withArgs(bakery.address, books);
    });
  });

  describe("given a key that was replaced", () => {
    it("pays nothing again to the new key, enrolled under the same business, nor to the old", async () => {
      const system = await selling();
      const { invoices, token, addresses, bookshop, stranger } = system;
      await pay(system, invoiced);
      await recover(system, bookshop.address, stranger.address);
      await belongs(system, stranger.address, bookshop.address);

      await expect(pay(system, won(1), { merchant: stranger.address }))
        .to.be.revertedWithCustomError(invoices, "InvoiceExceeded")
        .withArgs(stranger.address, books, invoiced, invoiced, won(1));
      await isPaid(system, bookshop.address);
      // What the old key was paid, the new one refunds in its name.
      await token.connect(stranger).approve(addresses.programmes, invoiced);
      await refund(system, invoiced, { by: stranger });
      expect(await stateOf(system, stranger.address)).to.deep.equal([
        invoiced,
        invoiced,
        invoiced,
        2n,
      ]);
    });
  });

  describe("given an account that leaves the list", () => {
    it("pays nothing again when it is suspended, closed or barred", async () => {
      const system = await selling();
      const { registry, officers, bookshop } = system;
      const enforcer = registry.connect(officers.merchantEnforcer);
      const officer = registry.connect(officers.merchantOfficer);
      await record(system, bookshop.address);
      await enforcer.suspend(bookshop, books);
      await isPaid(system, bookshop.address);
      await officer.reinstate(bookshop, books);
      await officer.delist(bookshop);
      await isPaid(system, bookshop.address);
      const until = opening + 30 * day;
      await enforcer.bar(bookshop, until, books);
      await isPaid(system, bookshop.address);

      await at(system, until);
      await belongs(system, bookshop.address, bookshop.address);
      await isPaid(system, bookshop.address);
      await takeBack(system, bookshop.address, { amount: invoiced });
    });
  });

  describe("given an account that is enrolled under another business", () => {
    /** The bookshop was paid 30,000 of 50,000 won, and is the bakery's owner's now. */
    const sold = async () => {
      const system = await selling();
      await record(system, system.bookshop.address, won(30_000));
      await belongs(system, system.bookshop.address, system.bakery.address);
      return system;
    };

    it("remembers whose it was, once each", async () => {
      const system = await sold();
      const { registry, bookshop, bakery } = system;
      const own = businessOf(bookshop.address);
      expect(await registry.formerBusinessesOf(bookshop)).to.deep.equal([own]);
      for (const owner of [bookshop, bakery, bookshop])
        await belongs(system, bookshop.address, owner.address);

      expect(await registry.formerBusinessesOf(bookshop)).to.deep.equal([
        own,
        businessOf(bakery.address),
      ]);
      expect(await registry.formerBusinessesOf(bakery)).to.deep.equal([]);
    });

    it("goes on with what it was paid on before, and opens it for no second payment", async () => {
      const system = await sold();
      const { invoices, bookshop } = system;
      const former = sellerOf(bookshop.address);
      expect(await invoices.sellerOf(bookshop, books)).to.equal(former);
      await record(system, bookshop.address, won(20_000));

      await isPaid(system, bookshop.address);
      expect(await keptUnder(system, former)).to.deep.equal([invoiced, invoiced, 0n, 2n]);
    });

    it("does so after a second change", async () => {
      const system = await sold();
      const { bookshop } = system;
      await belongs(system, bookshop.address, "a third");
      await record(system, bookshop.address, won(20_000));

      await isPaid(system, bookshop.address);
      await takeBack(system, bookshop.address);
    });

    it("refunds what it was paid before", async () => {
      const system = await sold();
      const { bookshop } = system;
      await takeBack(system, bookshop.address, { amount: won(30_000) });

      expect(await stateOf(system, bookshop.address)).to.deep.equal([
        ...[invoiced, won(30_000), won(30_000), 2n],
      ]);
    });

    it("is paid other invoices as its new business's", async () => {
      const system = await sold();
      const { invoices, bookshop, bakery } = system;
      const bread = invoice("bread", invoiced);
      await record(system, bakery.address, invoiced, bread);

      await expect(record(system, bookshop.address, won(1), bread))
        .to.be.revertedWithCustomError(invoices, "InvoiceExceeded")
        .withArgs(bookshop.address, bread, invoiced, invoiced, won(1));
      expect(await invoices.sellerOf(bookshop, bread)).to.equal(sellerOf(bakery.address));
    });

    it("refunds what it was paid before also where its new business has the same hash", async () => {
      const system = await sold();
      const { invoices, bookshop, bakery } = system;
      await record(system, bakery.address);
      expect(await invoices.sellerOf(bookshop, books)).to.equal(sellerOf(bakery.address));
      await isPaid(system, bookshop.address);

      const seller = sellerOf(bookshop.address);
      await takeBack(system, bookshop.address, { amount: won(30_000), seller });
      expect(await keptUnder(system, seller)).to.deep.equal([
        ...[invoiced, won(30_000), won(30_000), 2n],
      ]);
      await expect(takeBack(system, bookshop.address))
        .to.be.revertedWithCustomError(invoices, "InvoicePaidToOther")
        .withArgs(bookshop.address, books, bakery.address);
    });
  });

  describe("given a payee without a business", () => {
    it("is the account, and each account by itself", async () => {
      const system = await selling();
      const { invoices, stranger, neighbour } = system;
      await record(system, stranger.address);

      expect(await invoices.sellerOf(stranger, books)).to.equal(stranger.address);
      await isPaid(system, stranger.address);
      await record(system, neighbour.address);
      await takeBack(system, stranger.address, { amount: invoiced });
      expect(await stateOf(system, stranger.address)).to.deep.equal([
        ...[invoiced, invoiced, invoiced, 2n],
      ]);
    });

    it("stays the account on that invoice when it is enrolled later", async () => {
      const system = await selling();
      const { invoices, bookshop, stranger } = system;
      await record(system, stranger.address);
      await belongs(system, stranger.address, bookshop.address);

      await isPaid(system, stranger.address);
      await takeBack(system, stranger.address, { amount: won(1) });
      expect(await invoices.sellerOf(stranger, books)).to.equal(stranger.address);
      // Another account of the business is not known to have been paid.
      await record(system, bookshop.address);
      await takeBack(system, stranger.address, { amount: won(1), seller: stranger.address });
      expect(await keptUnder(system, stranger.address)).to.deep.equal([
        ...[invoiced, invoiced, won(2), 3n],
      ]);
      expect(await stateOf(system, stranger.address)).to.deep.equal([invoiced, invoiced, 0n, 1n]);
    });

    it("has no invoice of an account that does not exist", async () => {
      const { invoices } = await selling();

      expect(await invoices.sellerOf(ZeroAddress, books)).to.equal(ZeroAddress);
      expect(await invoices.invoiceOf(ZeroAddress, books)).to.deep.equal([0n, 0n, 0n, 0n, 0n]);
    });
  });

  describe("given two businesses", () => {
    it("keeps their invoices of the same hash apart", async () => {
      const system = await selling();
      const { invoices, bookshop, bakery } = system;
      for (const [payee, amount] of [
        [bookshop.address, won(50_000)],
        [bakery.address, won(40_000)],
      ] as const) {
        await expect(record(system, payee, amount))
          .to.emit(invoices, "InvoicePaid")
          .withArgs(
            payee,
            books,
            sellerOf(payee),
            (word: bigint) => word > 0n,
            (word: bigint) => word > 0n,
          );
        expect(await stateOf(system, payee)).to.deep.equal([invoiced, amount, 0n, 1n]);
      }
      await takeBack(system, bakery.address, { amount: won(40_000) });

      expect(await stateOf(system, bookshop.address)).to.deep.equal([invoiced, invoiced, 0n, 1n]);
    });
  });
});
