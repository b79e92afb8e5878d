import { expect } from "chai";
import { ZeroHash } from "ethers";
import { recover } from "../../helpers/cases.ts";
import {
  allotted,
  appropriated,
  line,
  matter,
  ministry,
  obligatedBudget,
  OfficerRole,
  openLine,
  otherLine,
  otherMatter,
  owed,
  papers,
  refused,
  standing,
  stateOf,
  treasuryHoldings,
  type Budget,
} from "../../helpers/budget.ts";
import { caseFile } from "../../helpers/bank.ts";
import { decoded, eventsOf, type Named } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { onOneChain } from "../../helpers/suite.ts";

// 50,000,000 won are owed to the bookshop; the Treasury holds 2,000,000,000.
const budget = onOneChain(obligatedBudget);
const { Disbursing } = OfficerRole;

/** The view foresees the refusal with which the payment then fails, the same. */
async function foreseen(system: Budget, amount: bigint, [error, ...args]: Named, of = matter) {
  const { treasury, ledger, disbursing, bookshop, officers } = system;
  const { address } = officers.disbursingOfficer;
  const { allowed, refusal } = await treasury.canPay(address, bookshop, of, amount, papers);

  expect(allowed).to.equal(false);
  expect(decoded(ledger, refusal)).to.deep.equal([error, ...args]);
  await refused(ledger, disbursing.pay(bookshop, of, amount, papers), [error, ...args]);
}

describe("Treasury: pay", () => {
  it("pays what is owed, and tells each ledger's part of it", async () => {
    const system = await budget();
    const { ledger, treasury, token, disbursing, bookshop, officers, addresses } = system;
    const paid = won(20_000_000);

    const sent = disbursing.pay(bookshop, matter, paid, papers);

    const by = officers.disbursingOfficer.address;
    expect(await eventsOf(sent, ledger)).to.deep.equal([
      ["Liquidated", line, bookshop.address, matter, paid, bookshop.address, papers, by],
    ]);
    expect(await eventsOf(sent, token)).to.deep.equal([
      ["Transfer", addresses.treasury, bookshop.address, paid],
    ]);
    expect(await eventsOf(sent, treasury)).to.deep.equal([]);
    expect(await stateOf(system, bookshop)).to.deep.equal([line, owed, paid, 0n]);
    expect(await standing(system)).to.deep.equal({
      ...{ appropriated, allotted },
      ...{ obligated: owed, liquidated: paid },
    });
    expect(await treasury.holdings()).to.equal(treasuryHoldings - paid);
    expect(await treasury.unattributed()).to.equal(0n);
    expect(await token.balanceOf(addresses.treasury)).to.equal(treasuryHoldings - paid);
  });

  it("pays in parts until nothing is owed, and not ten won more", async () => {
    const system = await budget();
    const { token, disbursing, bookshop } = system;
    for (const part of [won(20_000_000), won(29_999_990), won(10)])
      await disbursing.pay(bookshop, matter, part, papers);

    await foreseen(system, won(10), [
      "ObligationExceeded",
      line,
      bookshop.address,
      matter,
      0n,
      won(10),
    ]);
    expect(await token.balanceOf(bookshop)).to.equal(owed);
  });

  it("refuses more than is owed, and names what is", async () => {
    const system = await budget();
    const { bookshop } = system;

    await foreseen(system, owed + 10n, [
      "ObligationExceeded",
      line,
      bookshop.address,
      matter,
      owed,
      owed + 10n,
    ]);
  });

  it("pays a creditor whose key was replaced at its new key", async () => {
    const system = await budget();
    const { ledger, token, disbursing, bookshop, stranger, officers } = system;
    await recover(system, bookshop.address, stranger.address);

    const sent = disbursing.pay(bookshop, matter, owed, papers);

    const by = officers.disbursingOfficer.address;
    expect(await eventsOf(sent, ledger)).to.deep.equal([
      ["Liquidated", line, bookshop.address, matter, owed, bookshop.address, papers, by],
    ]);
    expect(await token.balanceOf(bookshop)).to.equal(0n);
    expect(await token.balanceOf(stranger)).to.equal(owed);
  });

  it("owes nothing to the new key, and nothing on the old matter", async () => {
    const system = await budget();
    const { ledger, disbursing, bookshop, stranger } = system;
    await recover(system, bookshop.address, stranger.address);

    await refused(ledger, disbursing.pay(stranger, matter, owed, papers), [
      "ObligationUnknown",
      stranger.address,
      matter,
    ]);
  });

  it("is refused as a transfer is, and nothing is counted", async () => {
    const system = await budget();
    const { token, treasury, disbursing, bookshop, officers } = system;
    await token.connect(officers.enforcementOfficer).suspend(bookshop, caseFile);

    await refused(token, disbursing.pay(bookshop, matter, owed, papers), [
      "SuspendedAccount",
      bookshop.address,
    ]);
    expect(await stateOf(system, bookshop)).to.deep.equal([line, owed, 0n, 0n]);
    expect(await treasury.holdings()).to.equal(treasuryHoldings);
  });

  it("foresees a payment that is then made", async () => {
    const { treasury, disbursing, bookshop, officers } = await budget();
    const { address } = officers.disbursingOfficer;

    expect(await treasury.canPay(address, bookshop, matter, owed, papers)).to.deep.equal([
      true,
      "0x",
    ]);
    await disbursing.pay(bookshop, matter, owed, papers);
  });
});

describe("Treasury: fractions under ten won", () => {
  for (const [asked, paid] of [
    [won(10), won(10)],
    [won(19), won(10)],
    [won(1_234_567), won(1_234_560)],
  ] as const) {
    it(`pays ${paid} of ${asked} won`, async () => {
      const system = await budget();
      const { treasury, token, disbursing, bookshop } = system;

      const sent = disbursing.pay(bookshop, matter, asked, papers);

      expect(await eventsOf(sent, treasury)).to.deep.equal(
        asked === paid ? [] : [["FractionDropped", bookshop.address, matter, asked - paid]],
      );
      expect(await token.balanceOf(bookshop)).to.equal(paid);
      expect(await stateOf(system, bookshop)).to.deep.equal([line, owed, paid, 0n]);
    });
  }

  it("pays nothing where all is a fraction", async () => {
    const system = await budget();

    for (const amount of [won(0), won(1), won(9)]) await foreseen(system, amount, ["ZeroAmount"]);
  });

  it("pays 1,000 won of an obligation of 1,009; the nine that are left are deobligated", async () => {
    const system = await budget();
    const { obligating, disbursing, bookshop } = system;
    await obligating.obligate(line, bookshop, otherMatter, won(1_009), 0n);

    await foreseen(
      system,
      won(1_010),
      ["ObligationExceeded", line, bookshop.address, otherMatter, won(1_009), won(1_010)],
      otherMatter,
    );
    await disbursing.pay(bookshop, otherMatter, won(1_009), papers);
    expect(await stateOf(system, bookshop, otherMatter)).to.deep.equal([
      ...[line, won(1_009), won(1_000), 0n],
    ]);
    await obligating.deobligate(bookshop, otherMatter, won(9));
  });
});

describe("Treasury: what it holds", () => {
  const tenMillion = won(10_000_000);

  it("is what can be paid, and not ten won more, whatever lies there unattributed", async () => {
    const system = await budget();
    const { ledger, token, treasury, appropriator, disbursing, obligating, citizen } = system;
    const { bookshop, addresses } = system;
    const big = treasuryHoldings + tenMillion;
    await appropriator.appropriate(otherLine, big, papers);
    await system.allotting.allot(otherLine, 3n, big);
    await system.allotting.setPaymentPlan(otherLine, new Array(12).fill(won(8_000_000_000)));
    await obligating.obligate(otherLine, bookshop, otherMatter, big, 0n);
    await token.connect(citizen).transfer(addresses.treasury, won(1_000_000));

    const more = treasuryHoldings + 10n;
    await foreseen(
      system,
      more,
      ["HoldingsExceeded", otherLine, treasuryHoldings, more],
      otherMatter,
    );
    await disbursing.pay(bookshop, otherMatter, treasuryHoldings, papers);

    expect(await treasury.holdings()).to.equal(0n);
    expect(await treasury.unattributed()).to.equal(won(1_000_000));
    await refused(ledger, disbursing.pay(bookshop, otherMatter, 10n, papers), [
      "HoldingsExceeded",
      otherLine,
      0n,
      10n,
    ]);
  });
});

describe("Treasury: the five checks in their order", () => {
  it("tells the first of two that fail", async () => {
    const system = await budget();
    const { ledger, treasury, disbursing, obligating, allotting } = system;
    const { bookshop, bakery, stranger, addresses } = system;
    const { address } = bookshop;
    const trustee = addresses.programmes;
    const outsider = treasury.connect(stranger);
    const notOfficer = ["NotOfficer", stranger.address, ministry, Disbursing] as const;
    await obligating.obligateInTrust(line, trustee, matter, owed, 0n);
    // Of a big obligation less is planned, owed and held than is asked, in this order.
    const big = won(3_000_000_000);
    await openLine(system, otherLine, won(100), { months: won(50) });
    await obligating.obligate(otherLine, address, otherMatter, won(70), 0n);

    // Nothing at all, before an obligation that is unknown.
    await refused(ledger, outsider.pay(stranger, matter, 0n, ZeroHash), ["ZeroAmount"]);
    // 1. Obligated at all, before by whom.
    await refused(ledger, outsider.pay(stranger, matter, 10n, ZeroHash), [
      "ObligationUnknown",
      stranger.address,
      matter,
    ]);
    // By whom, before how: in trust, or not.
    await refused(ledger, outsider.pay(trustee, matter, 10n, ZeroHash), notOfficer);
    await refused(ledger, outsider.payAdvance(address, matter, 10n, ZeroHash), notOfficer);
    // How, before to whom.
    await refused(ledger, disbursing.payAssigned(trustee, matter, bakery, 10n, ZeroHash), [
      "ObligationInTrust",
      trustee,
      matter,
    ]);
    await refused(ledger, disbursing.payAdvance(address, matter, 10n, ZeroHash), [
      "ObligationNotInTrust",
      address,
      matter,
    ]);
    // To whom, before 2, the papers.
    await refused(ledger, disbursing.payAssigned(address, matter, bakery, 10n, ZeroHash), [
      "PayeeNotAssigned",
      address,
      matter,
      bakery.address,
    ]);
    // 2. The papers, before 3, the plan.
    await refused(ledger, disbursing.pay(address, otherMatter, big, ZeroHash), [
      "PapersMissing",
      address,
      otherMatter,
    ]);
    // 3. The plan, before 4, what is owed.
    await refused(ledger, disbursing.pay(address, otherMatter, big, papers), [
      "MonthlyPlanExceeded",
      otherLine,
      7n,
      won(50),
      big,
    ]);
    // 4. What is owed, before 5, what is held.
    await allotting.setPaymentPlan(otherLine, new Array(12).fill(big));
    await refused(ledger, disbursing.pay(address, otherMatter, big, papers), [
      "ObligationExceeded",
      otherLine,
      address,
      otherMatter,
      won(70),
      big,
    ]);
  });
});

describe("AppropriationLedger: paymentRefusal", () => {
  /** What the Treasury asks that pays all that is owed, and holds as much. */
  const orderOf = ({ bookshop, officers }: Budget) => ({
    officer: officers.disbursingOfficer.address,
    creditor: bookshop.address,
    matter,
    payee: bookshop.address,
    amount: owed,
    papers,
    inTrust: false,
    holdings: owed,
  });

  it("judges an order by anyone's word, and changes nothing", async () => {
    const system = await budget();
    const { ledger, bookshop } = system;
    const order = orderOf(system);

    expect(await ledger.paymentRefusal(order)).to.equal("0x");
    const short = await ledger.paymentRefusal({ ...order, holdings: owed - 1n });
    expect(decoded(ledger, short)).to.deep.equal(["HoldingsExceeded", line, owed - 1n, owed]);
    const cut = await ledger.paymentRefusal({ ...order, amount: owed + 1n });
    expect(decoded(ledger, cut)).to.deep.equal([
      ...["ObligationExceeded", line, bookshop.address],
      ...[matter, owed, owed + 1n],
    ]);
  });

  it("is what payments and returns are for the Treasury alone", async () => {
    const system = await budget();
    const { ledger, bookshop, stranger, officers } = system;
    const order = orderOf(system);

    for (const caller of [stranger, officers.disbursingOfficer, officers.appropriator]) {
      const by = ledger.connect(caller);
      await refused(ledger, by.liquidate(order), ["NotTreasury", caller.address]);
      await refused(ledger, by.giveBack(caller, bookshop, matter, 1n), [
        "NotTreasury",
        caller.address,
      ]);
    }
  });
});
