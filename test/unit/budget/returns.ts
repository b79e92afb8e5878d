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
  treasuryHoldings,
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

describe("Treasury: receiveReturn", () => {
  it("takes back what was paid, for the line that paid it", async () => {
    const system = await budget();
    const { ledger, treasury, token, bookshop, addresses } = system;
    const back = won(5_000_001);

    const sent = giveBack(system, back);

    expect(await eventsOf(sent, ledger)).to.deep.equal([
      ["Returned", line, bookshop.address, matter, back, bookshop.address],
    ]);
    expect((await eventsOf(sent, token)).at(-1)).to.deep.equal([
      ...["Transfer", bookshop.address, addresses.treasury, back],
    ]);
    expect(await eventsOf(sent, treasury)).to.deep.equal([]);
    expect(await stateOf(system, bookshop)).to.deep.equal([line, owed, paidSum - back, 0n]);
    expect(await standing(system)).to.deep.equal({
      ...{ appropriated, allotted, obligated: owed },
      ...{ liquidated: paidSum, returned: back },
    });
    expect(await treasury.holdings()).to.equal(treasuryHoldings - paidSum + back);
    expect(await treasury.unattributed()).to.equal(0n);
    expect(await treasury.revenueOf(2025)).to.equal(treasuryHoldings); // as before
  });

  it("takes back what was paid, in parts, and not one won more", async () => {
    const system = await budget();
    const { ledger, bookshop } = system;
    const exceeded = (left: bigint) =>
      refused(ledger, giveBack(system, left + 1n), [
        "ReturnExceeded",
        line,
        bookshop.address,
        matter,
        left,
        left + 1n,
      ]);

    await exceeded(paidSum);
    await giveBack(system, won(1));
    await exceeded(paidSum - won(1));
    await giveBack(system, paidSum - won(1));
    await exceeded(0n);
  });

  it("owes what came back again, and pays it within the month's plan", async () => {
    const system = await budget();
    const { ledger, disbursing, bookshop } = system;
    await giveBack(system, paidSum);

    await disbursing.pay(bookshop, matter, owed, papers);

    expect(await standing(system)).to.deep.equal({
      ...{ appropriated, allotted, obligated: owed },
      ...{ liquidated: paidSum + owed, returned: paidSum },
    });
    await refused(ledger, disbursing.pay(bookshop, matter, won(10), papers), [
      "ObligationExceeded",
      line,
      bookshop.address,
      matter,
      0n,
      won(10),
    ]);
    expect((await ledger.planOf(line)).paid).to.equal(paidSum + owed);
    expect(paidSum + owed).to.be.below(monthly);
  });

  it("makes what is owed no more available, once it is deobligated", async () => {
    const system = await budget();
    const { obligating, bookshop } = system;
    await giveBack(system, paidSum);

    await obligating.deobligate(bookshop, matter, owed);

    expect(await standing(system)).to.deep.equal({
      ...{ appropriated, allotted },
      ...{ liquidated: paidSum, returned: paidSum },
    });
  });

  it("takes it from anybody's own account", async () => {
    const { ledger, treasury, token, bookshop, citizen, addresses } = await budget();
    await token.connect(citizen).approve(addresses.treasury, won(1_000));

    const sent = treasury.connect(citizen).receiveReturn(bookshop, matter, won(1_000));

    expect(await eventsOf(sent, ledger)).to.deep.equal([
      ["Returned", line, bookshop.address, matter, won(1_000), citizen.address],
    ]);
  });

  it("refuses nothing at all, and an obligation that is unknown", async () => {
    const system = await budget();
    const { ledger, treasury, bookshop } = system;

    await refused(treasury, giveBack(system, 0n), ["ZeroAmount"]);
    await refused(ledger, giveBack(system, 1n, otherMatter), [
      "ObligationUnknown",
      bookshop.address,
      otherMatter,
    ]);
  });

  it("is refused as a transfer is, and nothing is counted", async () => {
    const system = await budget();
    const { token, treasury, bookshop, addresses } = system;
    await token.connect(bookshop).approve(addresses.treasury, won(5));

    await refused(token, giveBack(system, won(6)), [
      "ERC20InsufficientAllowance",
      addresses.treasury,
      won(5),
      won(6),
    ]);
    expect((await standing(system))["returned"]).to.equal(undefined);
    expect(await treasury.holdings()).to.equal(treasuryHoldings - paidSum);
  });

  describe("given a year that is over", () => {
    it("takes it for the line until the books close: 10 February, 23:59:59", async () => {
      const system = await budget();
      const { ledger, treasury, bookshop } = system;
      await at(system, booksClose - 1);

      const sent = giveBack(system, won(7));

      expect(await eventsOf(sent, ledger)).to.deep.equal([
        ["Returned", line, bookshop.address, matter, won(7), bookshop.address],
      ]);
      expect(await treasury.revenueOf(2026)).to.equal(0n);
    });

    it("takes it from then on as revenue of the year that runs, and never refuses it", async () => {
      const system = await budget();
      const { ledger, treasury, bookshop } = system;
      await at(system, booksClose);

      const sent = giveBack(system, won(7));

      expect(await eventsOf(sent, ledger)).to.deep.equal([
        ["ReturnedLate", line, bookshop.address, matter, won(7), bookshop.address],
      ]);
      expect(await eventsOf(sent, treasury)).to.deep.equal([
        ["RevenueReceived", 2026n, won(7), matter, bookshop.address],
      ]);
      expect(await treasury.revenueOf(2026)).to.equal(won(7));
      expect((await standing(system))["returned"]).to.equal(undefined);
      expect(await stateOf(system, bookshop)).to.deep.equal([line, owed, paidSum - won(7), 0n]);
      expect(await treasury.holdings()).to.equal(treasuryHoldings - paidSum + won(7));
    });

    it("takes no more than was paid then either, and it changes nothing of what lapsed", async () => {
      const system = await budget();
      const { ledger, obligating, bookshop } = system;
      await at(system, booksClose);
      await obligating.lapse(line);
      const { lapsed } = await ledger.lineOf(line);
      await giveBack(system, paidSum);

      expect((await ledger.lineOf(line)).lapsed).to.equal(lapsed);
      await refused(ledger, giveBack(system, 1n), [
        "ReturnExceeded",
        line,
        bookshop.address,
        matter,
        0n,
        1n,
      ]);
    });
  });
});
