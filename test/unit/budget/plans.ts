import { expect } from "chai";
import {
  act,
  allotted,
  appropriated,
  booksClose,
  line,
  matter,
  monthly,
  otherLine,
  papers,
  plan,
  readyBudget,
  refused,
  yearEnd,
  type Budget,
} from "../../helpers/budget.ts";
import { at, eventsOf } from "../../helpers/chain.ts";
import { won, type Deployed } from "../../helpers/fixtures.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { kst } from "../../helpers/time.ts";

// 100,000,000 won may be paid in each month from July; all of the allotment is obligated to the bookshop.
const budget = onOneChain(async (deployed: Deployed) => {
  const system = await readyBudget(deployed);
  await system.obligating.obligate(line, system.bookshop, matter, allotted, 0n);
  return system;
});

const pay = ({ disbursing, bookshop }: Budget, amount: bigint) =>
  disbursing.pay(bookshop, matter, amount, papers);

/** One payment of ten won, the least there is, more than the plan of `month` has `left`. */
const exceeded = (system: Budget, month: bigint, left: bigint) =>
  refused(system.ledger, pay(system, left + 10n), [
    "MonthlyPlanExceeded",
    line,
    month,
    left,
    left + 10n,
  ]);

const planOf = async ({ ledger }: Deployed) => {
  const { months, paid, month } = await ledger.planOf(line);
  return { months: [...months], paid, month };
};

describe("AppropriationLedger: setPaymentPlan", () => {
  it("plans each month", async () => {
    const system = await budget();
    const { ledger, allotting, officers } = system;
    const months = Array.from({ length: 12 }, (_, n) => won(1_000) * BigInt(n + 1));

    const sent = allotting.setPaymentPlan(line, months);

    expect(await eventsOf(sent, ledger)).to.deep.equal([
      ["PaymentPlanSet", line, months, officers.allotmentOfficer.address],
    ]);
    expect(await planOf(system)).to.deep.equal({ months, paid: 0n, month: 0n });
  });

  it("takes round amounts: up to 8,191, and with six or nine zeros after it", async () => {
    const { allotting } = await budget();
    for (const amount of [0n, 1n, 8_191n, 81_910n, 8_191_000_000n, 8_191_000_000_000n])
      await allotting.setPaymentPlan(line, plan(1, amount));
  });

  for (const amount of [8_193n, 12_345n, 8_193_000_000_000n, 2n ** 64n - 1n]) {
    it(`refuses ${amount}, which is not round`, async () => {
      const { ledger, allotting } = await budget();
      const months = [...plan(1, won(10)).slice(0, 11), amount];

      await refused(ledger, allotting.setPaymentPlan(line, months), ["AmountNotRound", amount]);
    });
  }

  it("refuses a line that is unknown", async () => {
    const { ledger, allotting } = await budget();

    await refused(ledger, allotting.setPaymentPlan(otherLine, plan(1, 0n)), [
      "LineUnknown",
      otherLine,
    ]);
  });

  it("knows nothing of a line without a plan, of which nothing can be paid", async () => {
    const system = await budget();
    const { ledger, appropriator, allotting, obligating, disbursing, bookshop } = system;
    await appropriator.appropriate(otherLine, appropriated, act);
    await allotting.allot(otherLine, 3n, appropriated);
    await obligating.obligate(otherLine, bookshop, act, allotted, 0n);

    expect((await ledger.planOf(otherLine)).months).to.deep.equal(plan(13, 0n));
    await refused(ledger, disbursing.pay(bookshop, act, 10n, papers), [
      "MonthlyPlanExceeded",
      otherLine,
      7n,
      0n,
      10n,
    ]);
  });
});

describe("AppropriationLedger: the plan of a month", () => {
  it("lets its amount be paid, at once or in parts, and not ten won more", async () => {
    const system = await budget();
    await exceeded(system, 7n, monthly);
    await pay(system, won(60_000_000));
    await exceeded(system, 7n, won(40_000_000));
    await pay(system, won(40_000_000));
    await exceeded(system, 7n, 0n);

    expect(await planOf(system)).to.deep.equal({
      months: plan(7, monthly),
      paid: monthly,
      month: 7n,
    });
  });

  it("starts anew at midnight in Korea, with nothing left from the month before", async () => {
    const system = await budget();
    const august = kst("2025-08-01T00:00:00");
    await pay(system, won(30_000_000));
    await at(system, august - 1);
    await exceeded(system, 7n, won(70_000_000));

    await at(system, august);
    await exceeded(system, 8n, monthly);
    await pay(system, monthly);
    expect(await planOf(system)).to.deep.equal({
      months: plan(7, monthly),
      paid: monthly,
      month: 8n,
    });
  });

  it("counts what was paid this month when the plan changes", async () => {
    const system = await budget();
    const { allotting } = system;
    await pay(system, won(60_000_000));

    await allotting.setPaymentPlan(line, plan(7, won(70_000_000)));
    await exceeded(system, 7n, won(10_000_000));
    // Less than what is paid: nothing is left.
    await allotting.setPaymentPlan(line, plan(7, won(50_000_000)));
    await exceeded(system, 7n, 0n);
  });

  it("gives nothing back to the plan when money comes back", async () => {
    const system = await budget();
    const { token, treasury, bookshop, addresses } = system;
    await pay(system, monthly);
    await token.connect(bookshop).approve(addresses.treasury, monthly);
    await treasury.connect(bookshop).receiveReturn(bookshop, matter, monthly);

    await exceeded(system, 7n, 0n);
  });

  it("of December is that of January and of February until the 10th, for the year that is over", async () => {
    const system = await budget();
    await at(system, yearEnd - 1);
    await pay(system, won(20_000_000));
    await at(system, yearEnd);
    await exceeded(system, 12n, won(80_000_000));
    await pay(system, won(30_000_000));
    await at(system, kst("2026-02-01T00:00:00"));
    await pay(system, won(40_000_000));
    await at(system, booksClose - 1);
    await exceeded(system, 12n, won(10_000_000));
    await pay(system, won(10_000_000));

    expect(await planOf(system)).to.deep.equal({
      months: plan(7, monthly),
      paid: monthly,
      month: 12n,
    });
    await at(system, booksClose);
    await refused(system.ledger, pay(system, 10n), ["BooksClosed", line, booksClose]);
  });

  it("of January is the first of a new year's line, beside December of the old one", async () => {
    const system = await budget();
    const { ledger, appropriator, allotting, obligating, disbursing, bookshop } = system;
    const of = 2026_011_1040301_24001n;
    await appropriator.appropriate(of, appropriated, act);
    await at(system, yearEnd);
    await allotting.allot(of, 1n, appropriated);
    await allotting.setPaymentPlan(of, [won(50), ...plan(2, won(70)).slice(1)]);
    await obligating.obligate(of, bookshop, act, allotted, 0n);

    await refused(ledger, disbursing.pay(bookshop, act, 60n, papers), [
      "MonthlyPlanExceeded",
      of,
      1n,
      50n,
      60n,
    ]);
    await disbursing.pay(bookshop, act, 50n, papers);
    await pay(system, monthly);
    // 2026 has a 28th of February; its plan is that of month 2 on both its ends.
    await at(system, kst("2026-02-28T23:59:59"));
    await disbursing.pay(bookshop, act, 70n, papers);
    await at(system, kst("2026-03-01T00:00:00"));
    await disbursing.pay(bookshop, act, 70n, papers);
  });

  it("of February lasts through the 29th in a leap year", async () => {
    const system = await budget();
    const { ledger, appropriator, allotting, obligating, disbursing, bookshop, token } = system;
    const of = 2028_011_1040301_24001n;
    const admission = token.connect(system.officers.admissionOfficer);
    await admission.admit(bookshop, 2n, kst("2029-01-01T00:00:00"));
    await appropriator.appropriate(of, appropriated, act);
    await at(system, kst("2028-02-29T00:00:00"));
    await allotting.allot(of, 1n, appropriated);
    await allotting.setPaymentPlan(of, plan(1, won(100)));
    await obligating.obligate(of, bookshop, act, allotted, 0n);
    await disbursing.pay(bookshop, act, 100n, papers);
    await at(system, kst("2028-02-29T23:59:59"));
    await refused(ledger, disbursing.pay(bookshop, act, 10n, papers), [
      "MonthlyPlanExceeded",
      of,
      2n,
      0n,
      10n,
    ]);

    await at(system, kst("2028-03-01T00:00:00"));
    await disbursing.pay(bookshop, act, 100n, papers);
  });
});
