import { expect } from "chai";
import type { Contract } from "ethers";
import {
  commitmentTo,
  historyOf,
  leftOf,
  packEntry,
  unpackEntry,
  type PackedEntry,
} from "../../../scripts/lib/invoices.ts";
import { koreanDay } from "../../../scripts/lib/clock.ts";
import { at, decoded, delegation, shortCode } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { invoice, paid, payerOf, sellerOf } from "../../helpers/invoices.ts";
import { opening } from "../../helpers/bank.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { day, kst } from "../../helpers/time.ts";
import { openMarket, type Market } from "../../helpers/voucher.ts";

const bill = invoice("a hundred books", won(100_000));

interface Register extends Market {
  /** A listed contract, a second one, and one that is not listed. */
  readonly payer: Contract;
  readonly other: Contract;
  readonly unlisted: Contract;
}

const register = onOneChain(async (system) => {
  const market = await openMarket(system);
  const payers = [await payerOf(market), await payerOf(market), await payerOf(market, false)];
  const [payer, other, unlisted] = payers as [Contract, Contract, Contract];
  return { ...market, payer, other, unlisted } satisfies Register;
});

const address = async (contract: Contract): Promise<string> => contract.getAddress();

/** The citizen pays the bookshop `amount` won on the bill. */
const pay = ({ payer, bookshop, citizen }: Register, amount: number, rebate = 0) =>
  paid(payer, {
    payee: bookshop,
    invoice: bill,
    holder: citizen,
    amount: won(amount),
    rebate: won(rebate),
  });

const refund = async (
  { invoices, payer, bookshop }: Register,
  index: number,
  amount: number,
  by = payer,
  history?: readonly PackedEntry[],
) => {
  const known = history ?? (await historyOf(invoices, bookshop.address, bill));
  return by.getFunction("refund").send(bookshop, bill, known, index, won(amount));
};

const stateOf = async ({ invoices, bookshop }: Register) => {
  const [total, paidSum, refunded, commitment, entries] = await invoices.invoiceOf(bookshop, bill);
  return { total, paid: paidSum, refunded, commitment, entries };
};

describe("InvoiceRegister: payers", () => {
  it("are listed and taken off by the registrar, who is named", async () => {
    const { invoices, officers, unlisted } = await register();
    const registrar = invoices.connect(officers.invoiceRegistrar);
    const by = officers.invoiceRegistrar.address;

    await expect(registrar.setPayer(unlisted, true))
      .to.emit(invoices, "InvoicePayerListed")
      .withArgs(await address(unlisted), by);
    expect(await invoices.isPayer(unlisted)).to.equal(true);
    await expect(registrar.setPayer(unlisted, false))
      .to.emit(invoices, "InvoicePayerDelisted")
      .withArgs(await address(unlisted), by);
    expect(await invoices.isPayer(unlisted)).to.equal(false);
  });

  it("are contracts", async () => {
    const { invoices, officers, stranger } = await register();

    await expect(invoices.connect(officers.invoiceRegistrar).setPayer(stranger, true))
      .to.be.revertedWithCustomError(invoices, "InvalidInvoicePayer")
      .withArgs(stranger.address);
  });

  it("are no keys that delegate to code (EIP-7702)", async () => {
    const { invoices, officers, stranger, addresses, connection } = await register();
    const registrar = invoices.connect(officers.invoiceRegistrar);
    const [delegated, contract] = [
      delegation(addresses.programmes),
      shortCode(addresses.programmes),
    ];
    await connection.networkHelpers.setCode(stranger.address, delegated);

    await expect(registrar.setPayer(stranger, true))
      .to.be.revertedWithCustomError(invoices, "InvalidInvoicePayer")
      .withArgs(stranger.address);
    // A contract whose code is as short is one; and whoever it is, it can be taken off.
    await connection.networkHelpers.setCode(stranger.address, contract);
    await registrar.setPayer(stranger, true);
    expect(await invoices.isPayer(stranger)).to.equal(true);
    await connection.networkHelpers.setCode(stranger.address, delegated);
    await registrar.setPayer(stranger, false);
    expect(await invoices.isPayer(stranger)).to.equal(false);
  });

  it("answer to the operator", async () => {
    const { invoices, addresses } = await register();

    expect(await invoices.authority()).to.equal(addresses.operator);
  });
});

describe("InvoiceRegister: record", () => {
  describe("when an invoice is paid for the first time", () => {
    it("opens it under its total, and logs the entry that the commitment binds", async () => {
      const system = await register();
      const { invoices, payer, bookshop, citizen } = system;
      const entry = {
        payee: bookshop.address,
        payer: await address(payer),
        ref: 1n,
        day: koreanDay(opening + day),
        refundOf: 0,
        holder: citizen.address,
        amount: won(40_000),
        rebate: won(4_000),
      };
      const packed = packEntry(entry);
      await at(system, opening + day);

      await expect(pay(system, 40_000, 4_000))
        .to.emit(invoices, "InvoicePaid")
        .withArgs(bookshop.address, bill, sellerOf(bookshop.address), packed.source, packed.money);

      expect(await stateOf(system)).to.deep.equal({
        total: won(100_000),
        paid: won(40_000),
        refunded: 0n,
        commitment: commitmentTo([packed]),
        entries: 1n,
      });
      expect(unpackEntry(packed)).to.deep.equal(entry);
    });

    it("counts the day in Korea", async () => {
      const system = await register();
      const midnight = kst("2025-08-01T00:00:00");
      for (const time of [midnight - 1, midnight]) {
        await at(system, time);
        await pay(system, 1);
      }
      const history = await historyOf(system.invoices, system.bookshop.address, bill);

      const first = koreanDay(midnight - 1);
      expect(history.map((entry) => unpackEntry(entry).day)).to.deep.equal([first, first + 1]);
    });
  });

  describe("when it was paid before", () => {
    it("takes other payers, holders and programmes until the total is paid", async () => {
      const system = await register();
      const { invoices, other, bookshop, neighbour } = system;
      await pay(system, 40_000);
      const rest = {
        payee: bookshop,
        invoice: bill,
        holder: neighbour,
        amount: won(60_000),
        ref: 0n,
      };
      await paid(other, rest);
      const history = await historyOf(invoices, bookshop.address, bill);

      expect(history.map((entry) => unpackEntry(entry).holder)).to.deep.equal([
        system.citizen.address,
        neighbour.address,
      ]);
      expect(await stateOf(system)).to.deep.include({
        paid: won(100_000),
        commitment: commitmentTo(history),
      });
    });

    it("refuses one won more than the total", async () => {
      const system = await register();
      await pay(system, 40_000);

      await expect(pay(system, 60_001))
        .to.be.revertedWithCustomError(system.invoices, "InvoiceExceeded")
        .withArgs(system.bookshop.address, bill, won(100_000), won(40_000), won(60_001));
    });

    it("refuses the same invoice under another total", async () => {
      const system = await register();
      const { invoices, payer, bookshop, citizen } = system;
      await pay(system, 40_000);
      for (const total of [99_999, 100_001]) {
        const altered = invoice("a hundred books", won(total));
        const payment = { payee: bookshop, invoice: altered, holder: citizen, amount: won(1) };
        await expect(paid(payer, payment))
          .to.be.revertedWithCustomError(invoices, "InvoiceTotalDiffers")
          .withArgs(bookshop.address, altered, won(100_000), won(total));
      }
    });

    it("leaves another payee's invoice of the same hash alone", async () => {
      const system = await register();
      const { invoices, payer, bakery, bookshop, citizen } = system;
      const whole = { payee: bakery, invoice: bill, holder: citizen, amount: won(100_000) };
      await paid(payer, whole);

      await pay(system, 100_000);
      expect((await invoices.invoiceOf(bookshop, bill)).paid).to.equal(won(100_000));
    });

    it("refuses to pay again what was refunded: refunded goods are owed for no more", async () => {
      const system = await register();
      await pay(system, 100_000);
      await refund(system, 0, 100_000);

      await expect(pay(system, 1))
        .to.be.revertedWithCustomError(system.invoices, "InvoiceExceeded")
        .withArgs(system.bookshop.address, bill, won(100_000), won(100_000), won(1));
    });
  });

  it("refuses a contract that is not listed, and an account", async () => {
    const system = await register();
    const { invoices, unlisted, bookshop, citizen } = system;
    const payment = { payee: bookshop, invoice: bill, holder: citizen, amount: won(1) };

    await expect(paid(unlisted, payment))
      .to.be.revertedWithCustomError(invoices, "InvoicePayerUnknown")
      .withArgs(await address(unlisted));
    await expect(invoices.connect(citizen).record(bookshop, bill, citizen, 1n, 1n, 0n))
      .to.be.revertedWithCustomError(invoices, "InvoicePayerUnknown")
      .withArgs(citizen.address);
  });

  for (const [what, broken] of Object.entries({
    "no invoice": `0x${"00".repeat(32)}`,
    "one without a total": invoice("a hundred books", 0n),
    "one without a hash": `0x${"00".repeat(31)}05`,
    "one of 2^44 won": invoice("a hundred books", 2n ** 44n),
  })) {
    it(`refuses ${what}`, async () => {
      const { invoices, payer, bookshop, citizen } = await register();
      const payment = { payee: bookshop, invoice: broken, holder: citizen, amount: won(1) };

      await expect(paid(payer, payment))
        .to.be.revertedWithCustomError(invoices, "InvoiceInvalid")
        .withArgs(bookshop.address, broken);
    });
  }

  it("takes one of 2^44 − 1 won, whole", async () => {
    const { invoices, payer, bookshop, citizen } = await register();
    const amount = 2n ** 44n - 1n;
    const largest = invoice("a warship", amount);
    await paid(payer, { payee: bookshop, invoice: largest, holder: citizen, amount });

    expect((await invoices.invoiceOf(bookshop, largest)).paid).to.equal(amount);
  });

  it("refuses nothing, and more given back than is paid", async () => {
    const system = await register();

    await expect(pay(system, 0)).to.be.revertedWithCustomError(system.invoices, "ZeroAmount");
    await expect(pay(system, 10, 11))
      .to.be.revertedWithCustomError(system.invoices, "InvalidRebate")
      .withArgs(10n, 11n);
    await pay(system, 10, 10);
  });

  it("refuses the 33rd entry of a history, so that each payment keeps a place for its refund", async () => {
    const system = await register();
    for (let n = 0; n < 32; n += 1) await pay(system, 1);

    await expect(pay(system, 1))
      .to.be.revertedWithCustomError(system.invoices, "HistoryTooLong")
      .withArgs(system.bookshop.address, bill, 32n, 32n);
  });

  it("says beforehand why, in the same bytes", async () => {
    const system = await register();
    const { invoices, payer, unlisted, bookshop } = system;
    await pay(system, 40_000);
    const refusal = async (by: Contract, of: string, amount: number) =>
      decoded(invoices, await invoices.recordRefusal(by, bookshop, of, won(amount)));
    const where = [bookshop.address, bill];

    expect(await refusal(payer, bill, 60_000)).to.equal(undefined);
    expect(await refusal(payer, bill, 0)).to.deep.equal(["ZeroAmount"]);
    const stranger = ["InvoicePayerUnknown", await address(unlisted)];
    expect(await refusal(unlisted, bill, 1)).to.deep.equal(stranger);
    const exceeded = ["InvoiceExceeded", ...where, won(100_000), won(40_000), won(60_001)];
    expect(await refusal(payer, bill, 60_001)).to.deep.equal(exceeded);
  });
});

describe("InvoiceRegister: recordRefund", () => {
  const twice = async () => {
    const system = await register();
    await pay(system, 40_000, 4_000);
    await pay(system, 25_000);
    return system;
  };

  it("refunds a payment in parts, and answers with it and with what was refunded before", async () => {
    const system = await twice();
    const { invoices, payer, bookshop, citizen } = system;
    await refund(system, 0, 15_000);
    const history = await historyOf(invoices, bookshop.address, bill);
    await at(system, opening + 2 * day);
    const sent = await refund(system, 0, 25_000);

    const payment = Object.values({ ...unpackEntry(history[0]!) });
    await expect(sent)
      .to.emit(payer, "Refunded")
      .withArgs((entry: unknown[]) => {
        expect(entry.map(String)).to.deep.equal(payment.map(String));
        return true;
      }, won(15_000));
    const last = packEntry({
      payee: bookshop.address,
      payer: await address(payer),
      ref: 1n,
      day: koreanDay(opening + 2 * day),
      refundOf: 1,
      holder: citizen.address,
      amount: won(25_000),
      rebate: 0n,
    });
    await expect(sent)
      .to.emit(invoices, "InvoiceRefunded")
      .withArgs(bookshop.address, bill, sellerOf(bookshop.address), last.source, last.money);
    expect(await stateOf(system)).to.deep.equal({
      total: won(100_000),
      paid: won(65_000),
      refunded: won(40_000),
      commitment: commitmentTo([...history, last]),
      entries: 4n,
    });
    expect(leftOf([...history, last], 0)).to.equal(0n);
    expect(leftOf([...history, last], 1)).to.equal(won(25_000));
  });

  it("refuses more than is left of that payment, whatever others leave", async () => {
    const system = await twice();
    await refund(system, 1, 20_000);

    await expect(refund(system, 1, 5_001))
      .to.be.revertedWithCustomError(system.invoices, "RefundExceeded")
      .withArgs(system.bookshop.address, bill, won(5_000), won(5_001));
    await refund(system, 1, 5_000);
    await expect(refund(system, 1, 1))
      .to.be.revertedWithCustomError(system.invoices, "RefundExceeded")
      .withArgs(system.bookshop.address, bill, 0n, 1n);
  });

  it("refuses nothing", async () => {
    const system = await twice();

    await expect(refund(system, 0, 0)).to.be.revertedWithCustomError(system.invoices, "ZeroAmount");
  });

  it("refuses a place without a payment: beyond the history, or a refund", async () => {
    const system = await twice();
    await refund(system, 0, 1);
    for (const index of [2, 3]) {
      await expect(refund(system, index, 1))
        .to.be.revertedWithCustomError(system.invoices, "InvoicePaymentUnknown")
        .withArgs(system.bookshop.address, bill, index);
    }
  });

  it("refuses another contract than the one that paid, listed or not", async () => {
    const system = await twice();
    const { invoices, payer, other, unlisted, bookshop } = system;
    for (const by of [other, unlisted]) {
      await expect(refund(system, 0, 1, by))
        .to.be.revertedWithCustomError(invoices, "InvoicePaymentOfOther")
        .withArgs(bookshop.address, bill, await address(payer), await address(by));
    }
  });

  it("refuses an account", async () => {
    const system = await twice();
    const { invoices, payer, bookshop, citizen } = system;
    const history = await historyOf(invoices, bookshop.address, bill);

    await expect(invoices.connect(citizen).recordRefund(bookshop, bill, history, 0, 1n))
      .to.be.revertedWithCustomError(invoices, "InvoicePaymentOfOther")
      .withArgs(bookshop.address, bill, await address(payer), citizen.address);
  });

  it("takes a refund by a contract that was taken off the list since", async () => {
    const system = await twice();
    const { invoices, officers, payer } = system;
    await invoices.connect(officers.invoiceRegistrar).setPayer(payer, false);

    await expect(pay(system, 1)).to.be.revertedWithCustomError(invoices, "InvoicePayerUnknown");
    await refund(system, 0, 40_000);
    expect((await stateOf(system)).refunded).to.equal(won(40_000));
  });

  it("refuses any other history than the invoice's own", async () => {
    const system = await twice();
    const { invoices, bookshop, neighbour } = system;
    const [first, second] = (await historyOf(invoices, bookshop.address, bill)) as [
      PackedEntry,
      PackedEntry,
    ];
    const altered = (edits: object) => packEntry({ ...unpackEntry(first), ...edits });
    for (const history of [
      [],
      [first],
      [second, first],
      [first, second, second],
      [altered({ amount: won(40_001) }), second],
      [altered({ holder: neighbour.address }), second],
      [altered({ ref: 2n }), second],
      [altered({ day: 1 }), second],
      [altered({ rebate: 0n }), second],
      [altered({ refundOf: 1 }), second],
    ]) {
      await expect(refund(system, 0, 1, system.payer, history))
        .to.be.revertedWithCustomError(invoices, "InvoiceHistoryDiffers")
        .withArgs(bookshop.address, bill);
    }
  });

  it("refuses an invoice under another total, and one that was never paid", async () => {
    const system = await twice();
    const { invoices, payer, bookshop, bakery } = system;
    const history = await historyOf(invoices, bookshop.address, bill);
    const altered = invoice("a hundred books", won(1));

    await expect(payer.getFunction("refund").send(bookshop, altered, history, 0, 1n))
      .to.be.revertedWithCustomError(invoices, "InvoiceTotalDiffers")
      .withArgs(bookshop.address, altered, won(100_000), 1n);
    await expect(payer.getFunction("refund").send(bakery, bill, [], 0, 1n))
      .to.be.revertedWithCustomError(invoices, "InvoiceTotalDiffers")
      .withArgs(bakery.address, bill, 0n, won(100_000));
  });

  it("leaves each payment a place for its refund, however many refunds in part there were", async () => {
    const system = await register();
    const { invoices, bookshop } = system;
    expect(await invoices.MAX_HISTORY()).to.equal(64n);
    for (let n = 0; n < 3; n += 1) await pay(system, 1_000);
    // 3 entries and 3 payments with a rest: 58 refunds in part fit.
    for (let n = 0; n < 58; n += 1) await refund(system, 0, 1);

    await expect(refund(system, 0, 1))
      .to.be.revertedWithCustomError(invoices, "HistoryTooLong")
      .withArgs(bookshop.address, bill, 61n, 64n);
    for (const [index, amount] of [942, 1_000, 1_000].entries())
      await refund(system, index, amount);
    expect(await stateOf(system)).to.deep.include({ refunded: won(3_000), entries: 64n });
  });
});
