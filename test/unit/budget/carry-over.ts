import { expect } from "chai";
import {
  allotted,
  appropriated,
  booksClose,
  line,
  matter,
  monthly,
  otherMatter,
  owed,
  paidBudget,
  paidSum,
  papers,
  refused,
  standing,
  stateOf,
  yearEnd,
  type Budget,
} from "../../helpers/budget.ts";
import { at, eventsOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { onOneChain } from "../../helpers/suite.ts";

// Of 50,000,000 won owed to the bookshop 20,000,000 are paid; it lets the Treasury take money.
const budget = onOneChain(paidBudget);

/** The bookshop gives back. */
const giveBack = ({ treasury, bookshop }: Budget, amount: bigint, of = matter) =>
  treasury.connect(bookshop).receiveReturn(bookshop, of, amount);

describe("AppropriationLedger: carryOver", () => {
  const next = 2026_011_1040301_24001n;
  const rest = owed - paidSum;

  const carriedOver = async (time = yearEnd) => {
    const system = await budget();
    await at(system, time);
    const sent = system.allotting.carryOver(system.bookshop, matter);
    await sent;
    return { ...system, sent };
  };

  it("has the next year's line owe what is not paid", async () => {
    const system = await carriedOver();
    const { ledger, bookshop, officers, sent } = system;

    expect(await eventsOf(sent, ledger)).to.deep.equal([
      [...["CarriedOver", line, bookshop.address, matter, rest], officers.allotmentOfficer.address],
    ]);
    expect(await ledger.obligationOf(bookshop, matter)).to.deep.equal([
      ...[next, rest, 0n, paidSum],
      ...[false, false, true],
    ]);
    expect(await standing(system)).to.deep.equal({
      appropriated: appropriated - rest,
      allotted: allotted - rest,
      obligated: paidSum,
      liquidated: paidSum,
    });
    expect(await standing(system, next)).to.deep.equal({
      appropriated: rest,
      allotted: rest,
      obligated: rest,
    });
  });

  it("is done from the first second after the year to the last before the books close", async () => {
    const system = await budget();
    const { ledger, allotting, bookshop } = system;
    await at(system, yearEnd - 1);
    await refused(ledger, allotting.carryOver(bookshop, matter), ["YearNotOver", line, yearEnd]);

    await carriedOver(booksClose - 1);
    const late = await budget();
    await at(late, booksClose);
    await refused(ledger, late.allotting.carryOver(bookshop, matter), [
      "BooksClosed",
      line,
      booksClose,
    ]);
  });

  it("is done once", async () => {
    const system = await carriedOver();
    const { ledger, allotting, bookshop } = system;
    const again = () =>
      refused(ledger, allotting.carryOver(bookshop, matter), [
        "AlreadyCarriedOver",
        bookshop.address,
        matter,
      ]);

    await again();
    // 1 January 2027, 00:00 in Korea.
    await at(system, yearEnd + 365 * 86_400);
    await again();
  });

  it("refuses an obligation that is unknown, and one of which nothing is owed", async () => {
    const system = await budget();
    const { ledger, allotting, obligating, bookshop } = system;
    await obligating.deobligate(bookshop, matter, rest);
    await at(system, yearEnd);

    await refused(ledger, allotting.carryOver(bookshop, matter), ["ZeroAmount"]);
    await refused(ledger, allotting.carryOver(bookshop, otherMatter), [
      "ObligationUnknown",
      bookshop.address,
      otherMatter,
    ]);
  });

  it("refuses what the next line cannot hold", async () => {
    const system = await budget();
    const { ledger, appropriator, allotting, bookshop } = system;
    const most = 2n ** 48n - 1n;
    await appropriator.appropriate(next, most - rest + 1n, papers);
    await at(system, yearEnd);

    await refused(ledger, allotting.carryOver(bookshop, matter), [
      "LineAmountTooLarge",
      next,
      most,
      most + 1n,
    ]);
  });

  it("pays from the next line, by its own plan and in its own year", async () => {
    const system = await carriedOver();
    const { ledger, token, allotting, disbursing, bookshop } = system;
    const pay = (amount: bigint) => disbursing.pay(bookshop, matter, amount, papers);

    await refused(ledger, pay(10n), ["MonthlyPlanExceeded", next, 1n, 0n, 10n]);
    await allotting.setPaymentPlan(next, new Array(12).fill(monthly));
    await at(system, booksClose);
    await refused(ledger, pay(rest + 10n), [
      "ObligationExceeded",
      next,
      bookshop.address,
      matter,
      rest,
      rest + 10n,
    ]);
    await pay(rest);
    expect(await token.balanceOf(bookshop)).to.equal(owed);
    expect((await standing(system, next))["liquidated"]).to.equal(rest);
  });

  it("lets it be deobligated in the next line", async () => {
    const system = await carriedOver();
    await system.obligating.deobligate(system.bookshop, matter, rest);

    expect(await standing(system, next)).to.deep.equal({ appropriated: rest, allotted: rest });
  });

  it("leaves nothing of it to lapse with the year that is over", async () => {
    const system = await carriedOver();
    const { ledger, obligating, officers } = system;
    await at(system, booksClose);

    await expect(obligating.lapse(line))
      .to.emit(ledger, "LineLapsed")
      // 1,000,000,000 − 30,000,000 carried over − 20,000,000 paid
      .withArgs(line, won(950_000_000), officers.obligatingOfficer.address);
  });

  describe("when money comes back after it", () => {
    /** The next line has paid 10,000,000; the earlier one had paid 20,000,000. */
    const paidNext = async () => {
      const system = await carriedOver();
      await system.allotting.setPaymentPlan(next, new Array(12).fill(monthly));
      await system.disbursing.pay(system.bookshop, matter, won(10_000_000), papers);
      return system;
    };

    it("goes first to the line of the year before, which paid first, then to the line that owes now", async () => {
      const system = await paidNext();
      const { ledger, treasury, bookshop } = system;
      const by = bookshop.address;

      const first = giveBack(system, won(4_000_000));
      expect(await eventsOf(first, ledger)).to.deep.equal([
        ["Returned", line, by, matter, won(4_000_000), by],
      ]);
      const second = giveBack(system, won(19_000_000)); // 16 million are left there
      expect(await eventsOf(second, ledger)).to.deep.equal([
        ["Returned", line, by, matter, won(16_000_000), by],
        ["Returned", next, by, matter, won(3_000_000), by],
      ]);
      const third = giveBack(system, won(7_000_000));
      expect(await eventsOf(third, ledger)).to.deep.equal([
        ["Returned", next, by, matter, won(7_000_000), by],
      ]);

      expect(await stateOf(system, bookshop)).to.deep.equal([next, rest, 0n, 0n]);
      expect(await treasury.revenueOf(2026)).to.equal(0n);
      await refused(ledger, giveBack(system, 1n), ["ReturnExceeded", next, by, matter, 0n, 1n]);
    });

    it("is revenue where the earlier line's books are closed, and the rest is its own line's", async () => {
      const system = await paidNext();
      const { ledger, treasury, bookshop } = system;
      const by = bookshop.address;
      await at(system, booksClose);

      const sent = giveBack(system, won(23_000_000));

      expect(await eventsOf(sent, ledger)).to.deep.equal([
        ["ReturnedLate", line, by, matter, won(20_000_000), by],
        ["Returned", next, by, matter, won(3_000_000), by],
      ]);
      expect(await eventsOf(sent, treasury)).to.deep.equal([
        ["RevenueReceived", 2026n, won(20_000_000), matter, by],
      ]);
      expect(await stateOf(system, bookshop)).to.deep.equal([next, rest, won(7_000_000), 0n]);
    });

    it("is no more than both lines have paid", async () => {
      const system = await paidNext();
      const { ledger, bookshop } = system;
      const out = won(30_000_000);

      await refused(ledger, giveBack(system, out + 1n), [
        "ReturnExceeded",
        next,
        bookshop.address,
        matter,
        out,
        out + 1n,
      ]);
      await giveBack(system, out);
    });
  });

  it("ends with the year 2147, after which no line is", async () => {
    const system = await budget();
    const { ledger, appropriator, allotting, obligating, bookshop } = system;
    const last = 2147_011_1040301_24001n;
    await appropriator.appropriate(last, won(100), papers);
    // Noon on 31 December 2147 in Korea, and a day later.
    await at(system, Date.UTC(2147, 11, 31, 3) / 1000);
    await allotting.allot(last, 4n, won(100));
    await obligating.obligate(last, bookshop, otherMatter, won(100), 0n);
    await at(system, Date.UTC(2148, 0, 1, 3) / 1000);

    await refused(ledger, allotting.carryOver(bookshop, otherMatter), [
      "InvalidLine",
      2148_011_1040301_24001n,
    ]);
  });
});
