import { expect } from "chai";
import { ZeroHash } from "ethers";
import { ministry, OfficerRole, refused, standing } from "../../helpers/budget.ts";
import { eventsOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { invoice } from "../../helpers/invoices.ts";
import {
  AwardPart,
  AwardStatus,
  beneficiaryOf,
  chargers,
  electrical,
  endsAt,
  granted,
  money,
  payment,
  refusedPayment,
  released,
  releaseNext,
  reportDueDay,
  statement,
  strict,
  terms,
  type Subsidy,
  onSubsidies,
} from "../../helpers/subsidy.ts";

// Of award 1, 30,000,000 of 40,000,000 won are released and nothing is paid.
const parent = onSubsidies((system) => released(system, { ownShareBps: 1_000n }));
const strictParent = onSubsidies((system) => released(system, strict));

const sum = won(12_000_000);

/** What a sub-recipient gets, and then what is wished. */
const sub = (system: Subsidy, wishes: Parameters<typeof terms>[1] = {}) =>
  terms(system, {
    ...{ account: system.otherCompany.address, beneficiary: beneficiaryOf("sub-recipient") },
    ...{ applied: sum, instalments: [sum], ownShareBps: 1_000n },
    ...wishes,
  });

/** Award 2 is split off award 1 and released. */
const split = onSubsidies(async (system) => {
  await released(system, { ownShareBps: 1_000n });
  await system.obligator.split(1n, sub(system));
  await releaseNext(system, 2n);
  await system.token.connect(system.officers.funding).transfer(system.otherCompany, won(5_000_000));
  return system;
});

describe("SubsidyGrants: split", () => {
  it("awards a part of what is released to a sub-recipient, with a trail", async () => {
    const system = await parent();
    const { subsidies, obligator, token, addresses } = system;

    const [opened, told, ...others] = await eventsOf(obligator.split(1n, sub(system)), subsidies);

    expect(opened?.slice(0, 4)).to.deep.equal([
      ...["AwardOpened", 2n, beneficiaryOf("sub-recipient"), chargers],
    ]);
    expect(told).to.deep.equal(["AwardSplit", 1n, 2n, sum]);
    expect(others).to.deep.equal([]);
    expect(await money(system, 1n)).to.deep.equal({
      ...{ granted: granted - sum, advanced: granted - sum, held: granted - sum },
      released: won(18_000_000),
    });
    expect(await money(system, 2n)).to.deep.equal({ granted: sum, advanced: sum, held: sum });
    expect((await subsidies.awardOf(2n)).parent).to.equal(1n);
    expect(await token.balanceOf(addresses.subsidies)).to.equal(granted);
    expect(await subsidies.awardOn(chargers)).to.equal(1n);
  });

  it("splits off what is released and unpaid, and not one won more", async () => {
    const system = await parent();
    const { subsidies, obligator, byCompany } = system;
    await byCompany.pay(payment(system)); // 18,000,000 of the award, 2,000,000 of one's own
    const rest = won(12_000_000);
    const more = { applied: rest + 1n, instalments: [rest + 1n] };
    await refused(subsidies, obligator.split(1n, sub(system, more)), [
      "AwardExceeded",
      ...[1n, rest, rest + 1n],
    ]);
    await obligator.split(1n, sub(system));
    const second = sub(system, { applied: 1n, instalments: [1n] });
    await refused(subsidies, obligator.split(1n, second), ["AwardExceeded", 1n, 0n, 1n]);
  });

  it("answers to an obligating officer, on an open award of the first rank", async () => {
    const system = await split();
    const { subsidies, obligator, disburser, officers, enforcer } = system;
    await refused(subsidies, disburser.split(1n, sub(system)), [
      "NotOfficer",
      ...[officers.disbursingOfficer.address, ministry, OfficerRole.Obligating],
    ]);
    await refused(subsidies, obligator.split(9n, sub(system)), ["AwardUnknown", 9n]);
    await refused(subsidies, obligator.split(2n, sub(system)), ["InvalidParent", 2n]);
    await enforcer.suspend(1n, statement);
    await refused(subsidies, obligator.split(1n, sub(system)), ["AwardIsSuspended", 1n]);
  });

  const looser: readonly (readonly [
    name: string,
    part: bigint,
    wishes: (system: Subsidy) => Parameters<typeof terms>[1],
  ])[] = [
    ["the parent's account", AwardPart.Account, (system) => ({ account: system.company.address })],
    [
      "the parent's beneficiary",
      AwardPart.Account,
      () => ({ beneficiary: beneficiaryOf("company") }),
    ],
    ["a smaller own share", AwardPart.OwnShare, () => ({ ownShareBps: 2_999n })],
    ["less interest", AwardPart.Interest, () => ({ interestBps: 299n })],
    ["a later end", AwardPart.End, () => ({ endsAt: endsAt + 1 })],
    ["a later report", AwardPart.Report, () => ({ reportDueDay: reportDueDay + 1n })],
    ["another category", AwardPart.Category, () => ({ mcc: electrical + 1n })],
    ["any payee", AwardPart.Category, () => ({ mcc: 0n })],
    ["unnamed assets", AwardPart.Assets, () => ({ buysAssets: false })],
    ["welfare", AwardPart.Welfare, () => ({ welfare: true })],
  ];

  for (const [name, part, wishes] of looser) {
    it(`refuses conditions looser than the parent's: ${name}`, async () => {
      const system = await strictParent();
      const { subsidies, obligator } = system;
      const asked = sub(system, { ...strict, ...wishes(system) });
      await refused(subsidies, obligator.split(1n, asked), ["LooserThanParent", 1n, part]);
    });
  }

  it("lets the sub-recipient pay, but not the parent's beneficiary", async () => {
    const system = await split();
    const { subsidies, otherCompany, company, token } = system;
    const of = payment(system, won(10_000_000), { award: 2n });
    await refusedPayment(
      system,
      { ...of, payee: company.address },
      ["PayeeIsBeneficiary", 2n, company.address],
      { by: otherCompany },
    );
    await subsidies.connect(otherCompany).pay(of);
    // 90 % of 10,000,000.
    expect((await money(system, 2n))["paid"]).to.equal(won(9_000_000));
    expect(await token.balanceOf(otherCompany)).to.equal(won(4_000_000));
  });

  it("returns what is left to the parent while that is open, which pays from it again", async () => {
    const system = await split();
    const { subsidies, otherCompany, obligator, byCompany } = system;
    await subsidies.connect(otherCompany).pay(payment(system, won(10_000_000), { award: 2n }));
    await subsidies.connect(otherCompany).report(2n, statement);

    const sent = obligator.settle(2n, won(9_000_000), 0n, ZeroHash, ZeroHash);

    expect((await eventsOf(sent, subsidies)).at(-1)).to.deep.equal([
      ...["LeftoverReturned", 2n, 1n, won(3_000_000)],
    ]);
    expect(await money(system, 1n)).to.deep.equal({
      ...{ granted: won(31_000_000), advanced: won(31_000_000), released: won(21_000_000) },
      held: won(31_000_000),
    });
    const total = won(23_333_333); // 90 % of it is 20,999,999.7
    await byCompany.pay(payment(system, total, { invoice: invoice("parent", total) }));
    expect((await money(system, 2n))["returned"]).to.equal(won(3_000_000));
  });

  it("returns what is left home once the parent is over", async () => {
    const system = await split();
    const { subsidies, otherCompany, obligator, byCompany, token, addresses } = system;
    await byCompany.report(1n, statement);
    await obligator.settle(1n, 0n, 0n, ZeroHash, ZeroHash);
    expect((await standing(system))["returned"]).to.equal(granted - sum);
    await subsidies.connect(otherCompany).report(2n, statement);

    const sent = obligator.settle(2n, 0n, 0n, ZeroHash, ZeroHash);

    expect((await eventsOf(sent, subsidies)).at(-1)).to.deep.equal([
      ...["LeftoverReturned", 2n, 0n, sum],
    ]);
    expect((await standing(system))["returned"]).to.equal(granted);
    expect(await token.balanceOf(addresses.subsidies)).to.equal(0n);
    expect((await subsidies.awardOf(2n)).status).to.equal(AwardStatus.Settled);
  });
});
