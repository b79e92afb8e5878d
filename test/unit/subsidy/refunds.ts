import { expect } from "chai";
import { ZeroHash } from "ethers";
import { historyOf } from "../../../scripts/lib/invoices.ts";
import { refused, standing } from "../../helpers/budget.ts";
import { at, eventsOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { invoice } from "../../helpers/invoices.ts";
import {
  bill,
  buying,
  clawedBack,
  dayOf,
  invoiced,
  money,
  objectableUntil,
  order,
  owedOn,
  paidAward,
  payment,
  refund,
  released,
  statement,
  strict,
  onSubsidies,
} from "../../helpers/subsidy.ts";

// Of award 1, 30,000,000 won are released and 20,000,000 of them paid on the installer's invoice.
const paid = onSubsidies((system) => paidAward(system));

// The same invoice with 30 % of one's own.
const matched = onSubsidies(async (system) => {
  await released(system, strict);
  await system.byCompany.pay(payment(system, invoiced, buying));
  return system;
});

const today = dayOf("2025-07-22");

describe("SubsidyGrants: refund", () => {
  it("pay and cancel: the money comes back to the award, not to the beneficiary", async () => {
    const system = await paid();
    const { subsidies, token, company, installer, addresses } = system;
    const before = await token.balanceOf(company);

    expect(await eventsOf(refund(system, invoiced), subsidies)).to.deep.equal([
      ["AwardRefunded", 1n, installer.address, bill, invoiced, 0n, 0n, today],
    ]);

    expect(await token.balanceOf(company)).to.equal(before);
    expect(await token.balanceOf(addresses.subsidies)).to.equal(won(40_000_000));
    const left = await money(system);
    expect([left["paid"], left["held"]]).to.deep.equal([undefined, won(40_000_000)]);
    // The invoice stays used up; another one is paid from what came back.
    const again = payment(system, won(30_000_000), { invoice: invoice("new", won(30_000_000)) });
    await system.byCompany.pay(again);
  });

  it("splits what comes back as it was paid, to the won, in any parts", async () => {
    const system = await matched();
    const { subsidies, token, company } = system;
    const before = await token.balanceOf(company);
    // 70 % of 3 won are 2.1: 2 to the award, 1 to the company; of 6 in all 4.2: 2 more, and 1.
    const [one] = await eventsOf(refund(system, 3n), subsidies);
    expect(one?.slice(4, 7)).to.deep.equal([2n, 0n, 1n]);
    const [two] = await eventsOf(refund(system, 3n), subsidies);
    expect(two?.slice(4, 7)).to.deep.equal([2n, 0n, 1n]);
    await refund(system, invoiced - 6n);

    expect(await token.balanceOf(company)).to.equal(before + won(6_000_000));
    expect((await money(system))["paid"]).to.equal(undefined);
  });

  it("is the payee's alone, of a payment, and of no more than was paid", async () => {
    const system = await paid();
    const { subsidies, invoices, byCompany, company, installer } = system;
    const history = await historyOf(invoices, installer.address, bill);
    await refused(subsidies, byCompany.refund(installer, bill, history, 0n, 1n), [
      "NotPayee",
      ...[installer.address, company.address],
    ]);
    await refused(
      subsidies,
      subsidies.connect(installer).refund(installer, bill, history, 0n, 0n),
      ["ZeroAmount"],
    );
    await refused(invoices, refund(system, invoiced + 1n), [
      "RefundExceeded",
      ...[installer.address, bill, invoiced, invoiced + 1n],
    ]);
  });

  it("works while the award is suspended, and goes home once it is settled", async () => {
    const system = await paid();
    const { subsidies, enforcer, byCompany, obligator, token, addresses } = system;
    await enforcer.suspend(1n, statement);
    await refund(system, won(1_000_000));
    await byCompany.report(1n, statement);
    await obligator.settle(1n, won(19_000_000), 0n, ZeroHash, ZeroHash);
    const home = (await standing(system))["returned"] ?? 0n;

    const events = await eventsOf(refund(system, won(2_000_000)), subsidies);

    expect(events.map(([name]) => name)).to.deep.equal(["AwardRefunded", "LeftoverReturned"]);
    expect((await standing(system))["returned"]).to.equal(home + won(2_000_000));
    expect(await token.balanceOf(addresses.subsidies)).to.equal(0n);
  });

  it("pays what is owed on the award first, so that misused money is not spent again", async () => {
    const system = await paid();
    const { subsidies } = system;
    await clawedBack(system, { principal: won(5_000_000) });

    const [first, second] = await eventsOf(refund(system, won(8_000_000)), subsidies);

    expect(first?.slice(4, 7)).to.deep.equal([won(3_000_000), won(5_000_000), 0n]);
    expect(second?.slice(0, 4)).to.deep.equal([
      ...["DebtPaid", 1n, system.addresses.subsidies, won(5_000_000)],
    ]);
    expect((await owedOn(system))[0]).to.equal(0n);
    expect((await money(system))["paid"]).to.equal(won(17_000_000));
  });

  it("gives the beneficiary what it has returned already, and nothing else", async () => {
    const system = await paid();
    const { subsidies, token, byCompany, company } = system;
    await clawedBack(system, { principal: won(20_000_000) });
    const debt = (await owedOn(system)).reduce((sum, part) => sum + part);
    await byCompany.payDebt(1n, debt);
    const before = await token.balanceOf(company);

    const [back] = await eventsOf(refund(system, won(20_000_000)), subsidies);

    expect(back?.slice(4, 7)).to.deep.equal([0n, 0n, won(20_000_000)]);
    expect(await token.balanceOf(company)).to.equal(before + won(20_000_000));
  });

  it("lowers a claim that is not carried out yet, and the penalty with it", async () => {
    const system = await paid();
    const { enforcer } = system;
    const principal = won(20_000_000);
    await enforcer.openCase(1n, order({ principal, penalty: won(100_000_000) }));
    await refund(system, won(15_000_000));
    await at(system, objectableUntil);
    await enforcer.clawBack(1n);

    // 5,000,000 are left of what was paid, and five times that is the highest penalty.
    const [left, , penalty] = await owedOn(system);
    expect([left, penalty]).to.deep.equal([won(5_000_000), won(25_000_000)]);
  });
});
