import { expect } from "chai";
import { ZeroHash } from "ethers";
import {
  booksClose,
  line,
  matter,
  obligatedBudget,
  otherMatter,
  owed,
  papers,
  refused,
  standing,
  stateOf,
  treasuryHoldings,
  yearEnd,
  type Budget,
} from "../../helpers/budget.ts";
import { recover } from "../../helpers/cases.ts";
import { at, eventsOf } from "../../helpers/chain.ts";
import { won, type Deployed } from "../../helpers/fixtures.ts";
import { invoice, sellerOf } from "../../helpers/invoices.ts";
import { Mcc, Region, SalesBand } from "../../helpers/kinds.ts";
import { spendBooks } from "../../helpers/purchases.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { enrol, grantedVoucher, type Market } from "../../helpers/voucher.ts";
import { withBudget } from "../../helpers/budget.ts";

// 50,000,000 won are owed to the bookshop.
const budget = onOneChain(obligatedBudget);

describe("Treasury: payAssigned", () => {
  /** On the other matter 1,000 won are owed to the bookshop, and the bakery may be paid. */
  const assigned = async () => {
    const system = await budget();
    const { obligating, bookshop, bakery } = system;
    await obligating.obligateAssigned(line, bookshop, otherMatter, won(1_000), 0n, [bakery]);
    return system;
  };

  it("pays an assigned payee what is owed to the creditor", async () => {
    const system = await assigned();
    const { ledger, token, treasury, disbursing, bookshop, bakery, officers, addresses } = system;

    const sent = disbursing.payAssigned(bookshop, otherMatter, bakery, won(309), papers);

    const by = officers.disbursingOfficer.address;
    expect(await eventsOf(sent, ledger)).to.deep.equal([
      ["Liquidated", line, bookshop.address, otherMatter, won(300), bakery.address, papers, by],
    ]);
    expect(await eventsOf(sent, treasury)).to.deep.equal([
      ["FractionDropped", bookshop.address, otherMatter, won(9)],
    ]);
    expect(await eventsOf(sent, token)).to.deep.equal([
      ["Transfer", addresses.treasury, bakery.address, won(300)],
    ]);
    expect(await stateOf(system, bookshop, otherMatter)).to.deep.equal([
      ...[line, won(1_000), won(300), 0n],
    ]);
  });

  it("pays the creditor too, and both together no more than is owed", async () => {
    const { ledger, token, disbursing, bookshop, bakery } = await assigned();
    const pay = (payee: typeof bakery, amount: bigint) =>
      disbursing.payAssigned(bookshop, otherMatter, payee, amount, papers);
    await pay(bakery, won(300));
    await pay(bookshop, won(200));
    await disbursing.pay(bookshop, otherMatter, won(100), papers);

    await refused(ledger, pay(bakery, won(410)), [
      "ObligationExceeded",
      line,
      bookshop.address,
      otherMatter,
      won(400),
      won(410),
    ]);
    await pay(bakery, won(400));
    expect(await token.balanceOf(bakery)).to.equal(won(700));
    expect(await token.balanceOf(bookshop)).to.equal(won(300));
  });

  it("refuses a payee who was not assigned, on this matter", async () => {
    const { ledger, disbursing, bookshop, bakery, citizen } = await assigned();

    for (const [of, payee] of [
      [otherMatter, citizen],
      [matter, bakery],
    ] as const) {
      await refused(ledger, disbursing.payAssigned(bookshop, of, payee, won(10), papers), [
        "PayeeNotAssigned",
        bookshop.address,
        of,
        payee.address,
      ]);
    }
  });

  it("pays a payee whose key was replaced at its new key", async () => {
    const system = await assigned();
    const { token, disbursing, bookshop, bakery, stranger } = system;
    await recover(system, bakery.address, stranger.address);

    await disbursing.payAssigned(bookshop, otherMatter, bakery, won(1_000), papers);

    expect(await token.balanceOf(stranger)).to.equal(won(1_000));
  });
});

describe("Treasury: payments across a year end", () => {
  it("are made until the books close: 10 February, 23:59:59", async () => {
    const system = await budget();
    const { ledger, token, disbursing, bookshop } = system;
    const pay = () => disbursing.pay(bookshop, matter, won(10), papers);
    for (const time of [yearEnd - 1, yearEnd, booksClose - 1]) {
      await at(system, time);
      await pay();
    }

    await at(system, booksClose);
    await refused(ledger, pay(), ["BooksClosed", line, booksClose]);
    expect(await token.balanceOf(bookshop)).to.equal(won(30));
    expect((await standing(system))["liquidated"]).to.equal(won(30));
  });

  it("are refused for the closed books before the month's plan is looked at", async () => {
    const system = await budget();
    const { ledger, disbursing, bookshop } = system;
    await at(system, booksClose);

    await refused(ledger, disbursing.pay(bookshop, matter, won(3_000_000_000), papers), [
      "BooksClosed",
      line,
      booksClose,
    ]);
    await refused(ledger, disbursing.pay(bookshop, matter, won(10), ZeroHash), [
      "PapersMissing",
      bookshop.address,
      matter,
    ]);
  });
});

describe("Treasury: payInvoice", () => {
  const bill = invoice("a thousand books", won(2_000_000));

  const payBill = ({ disbursing, bookshop }: Budget, amount: bigint, of = bill) =>
    disbursing.payInvoice(bookshop, matter, of, amount);

  it("pays on an invoice, which is the papers, and records it", async () => {
    const system = await budget();
    const { ledger, token, invoices, bookshop, officers, addresses } = system;

    const sent = payBill(system, won(1_500_009));

    const by = officers.disbursingOfficer.address;
    const paid = won(1_500_000);
    expect(await eventsOf(sent, ledger)).to.deep.equal([
      ["Liquidated", line, bookshop.address, matter, paid, bookshop.address, bill, by],
    ]);
    expect((await eventsOf(sent, invoices)).map(([name]) => name)).to.deep.equal(["InvoicePaid"]);
    const [total, recorded] = await invoices.invoiceOf(bookshop, bill);
    expect([total, recorded]).to.deep.equal([won(2_000_000), paid]);
    expect(await token.balanceOf(bookshop)).to.equal(paid);
    expect(await token.balanceOf(addresses.treasury)).to.equal(treasuryHoldings - paid);
  });

  it("pays no invoice twice: no more than its total, whatever is owed", async () => {
    const system = await budget();
    const { invoices, bookshop } = system;
    await payBill(system, won(1_500_000));

    await refused(invoices, payBill(system, won(500_010)), [
      "InvoiceExceeded",
      bookshop.address,
      bill,
      won(2_000_000),
      won(1_500_000),
      won(500_010),
    ]);
    await payBill(system, won(500_000));
    await refused(invoices, payBill(system, won(10)), [
      "InvoiceExceeded",
      bookshop.address,
      bill,
      won(2_000_000),
      won(2_000_000),
      won(10),
    ]);
    expect(await stateOf(system, bookshop)).to.deep.equal([line, owed, won(2_000_000), 0n]);
  });

  it("refuses an invoice that names nothing: the papers are missing", async () => {
    const system = await budget();
    const { ledger, bookshop } = system;

    await refused(ledger, payBill(system, won(10), ZeroHash), [
      "PapersMissing",
      bookshop.address,
      matter,
    ]);
  });

  it("refuses an invoice without a total", async () => {
    const system = await budget();
    const { invoices, bookshop } = system;
    const empty = invoice("an empty bill", 0n);

    await refused(invoices, payBill(system, won(10), empty), [
      "InvoiceInvalid",
      bookshop.address,
      empty,
    ]);
  });

  it("is judged as every payment", async () => {
    const system = await budget();
    const { ledger, bookshop } = system;
    const large = invoice("too many books", won(60_000_000));

    await refused(ledger, payBill(system, owed + 10n, large), [
      "ObligationExceeded",
      line,
      bookshop.address,
      matter,
      owed,
      owed + 10n,
    ]);
  });

  it("pays nothing while the operator does not list the Treasury", async () => {
    const system = await budget();
    const { invoices, officers, addresses } = system;
    await invoices.connect(officers.invoiceRegistrar).setPayer(addresses.treasury, false);

    await refused(invoices, payBill(system, won(10)), ["InvoicePayerUnknown", addresses.treasury]);
  });

  describe("given vouchers that pay invoices too", () => {
    const billed = invoice("books for school", won(100_000));
    const market = onOneChain(async (deployed: Deployed) => {
      const system = await withBudget<Market>(await grantedVoucher(deployed));
      const { obligating, invoices, bookshop, officers, addresses } = system;
      await obligating.obligate(line, bookshop, matter, owed, 0n);
      await invoices.connect(officers.invoiceRegistrar).setPayer(addresses.programmes, true);
      return system;
    });
    const spend = ({ programmes, citizen, bookshop }: Market, amount: bigint) =>
      programmes.connect(citizen).spendFor(citizen, {
        ...{ programme: 1n, merchant: bookshop, amount, receipt: 0n },
        ...{ invoice: billed, purposeHash: ZeroHash },
      });

    it("refuses the voucher what the Treasury has paid", async () => {
      const system = await market();
      const { invoices, bookshop } = system;
      await payBill(system, won(60_000), billed);

      await refused(invoices, spend(system, won(40_001)), [
        "InvoiceExceeded",
        bookshop.address,
        billed,
        won(100_000),
        won(60_000),
        won(40_001),
      ]);
      await spend(system, won(40_000));
    });

    it("refuses the Treasury what a voucher has paid, also at another account of the business", async () => {
      const system = await market();
      const { invoices, disbursing, obligating, bookshop, bakery } = system;
      const { registry, officers } = system;
      await registry.connect(officers.merchantOfficer).delist(bakery);
      await enrol(
        ...([system, bakery, Mcc.bookshop, Region.mapo] as const),
        ...([SalesBand.UpTo300M, bookshop.address] as const),
      );
      await obligating.obligate(line, bakery, matter, owed, 0n);
      await spend(system, won(100_000));

      await refused(invoices, disbursing.payInvoice(bakery, matter, billed, won(10)), [
        "InvoiceExceeded",
        bakery.address,
        billed,
        won(100_000),
        won(100_000),
        won(10),
      ]);
      expect(await invoices.sellerOf(bakery, billed)).to.equal(sellerOf(bookshop.address));
    });

    it("leaves a plain payment by voucher alone", async () => {
      const system = await market();
      await payBill(system, won(100_000), billed);

      await spendBooks(system, 1n, won(5));
    });
  });
});
