import { expect } from "chai";
import { id, ZeroHash } from "ethers";
import { admit } from "../../helpers/bank.ts";
import { nobody, refused } from "../../helpers/budget.ts";
import { at, eventsOf, reach } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { invoice } from "../../helpers/invoices.ts";
import { AccountKind, Region, SalesBand } from "../../helpers/kinds.ts";
import {
  anotherAward,
  AssetKind,
  AwardStatus,
  bill,
  buying,
  charger,
  electrical,
  endsAt,
  invoiced,
  money,
  payment,
  refusedPayment,
  released,
  releaseNext,
  strict,
  onSubsidies,
} from "../../helpers/subsidy.ts";
import { enrol } from "../../helpers/voucher.ts";

// Of award 1, 30,000,000 won are released.
const plain = onSubsidies((system) => released(system));

// The same, for chargers: 30 % of one's own, an enrolled electrical contractor, the charger named.
const matched = onSubsidies((system) => released(system, strict));

describe("SubsidyGrants: pay", () => {
  it("pays an invoice from what is released, straight to the payee", async () => {
    const system = await plain();
    const { subsidies, token, invoices, byCompany, installer, company } = system;
    const before = await token.balanceOf(company);
    expect(await subsidies.payRefusal(payment(system))).to.equal("0x");

    expect(await eventsOf(byCompany.pay(payment(system)), subsidies)).to.deep.equal([
      ["AwardPaid", 1n, installer.address, bill, invoiced, 0n, company.address],
    ]);

    expect(await token.balanceOf(installer)).to.equal(invoiced);
    expect(await token.balanceOf(company)).to.equal(before);
    const paid = await money(system);
    expect([paid["paid"], paid["held"]]).to.deep.equal([invoiced, won(20_000_000)]);
    expect((await invoices.invoiceOf(installer, bill)).paid).to.equal(invoiced);
  });

  it("takes the own share in the same transaction: 70 % of 20,000,001 won is 14,000,000, the rest its own", async () => {
    const system = await matched();
    const { subsidies, token, byCompany, company, installer } = system;
    // 20,000,001 × 0.7 = 14,000,000.7: the fraction is the beneficiary's, who pays 6,000,001.
    const amount = won(20_000_001);
    const of = payment(system, amount, { invoice: invoice("odd", amount), ...buying });
    const before = await token.balanceOf(company);

    const [paid, recorded] = await eventsOf(byCompany.pay(of), subsidies);

    expect(paid?.slice(4, 6)).to.deep.equal([won(14_000_000), won(6_000_001)]);
    expect(recorded).to.deep.equal(["AssetRecorded", charger, 1n, of.invoice, AssetKind.Equipment]);
    expect(await token.balanceOf(installer)).to.equal(amount);
    expect(await token.balanceOf(company)).to.equal(before - won(6_000_001));
    expect((await money(system))["paid"]).to.equal(won(14_000_000));
  });

  it("pays nothing where the own share is not approved, or not there", async () => {
    const system = await matched();
    const { token, company, addresses, officers } = system;
    const own = won(6_000_000);
    const of = payment(system, invoiced, buying);
    await token.connect(company).approve(addresses.subsidies, own - 1n);
    await refusedPayment(
      system,
      of,
      ["ERC20InsufficientAllowance", addresses.subsidies, own - 1n, own],
      { from: "token" },
    );

    await token.connect(company).approve(addresses.subsidies, own);
    await token.connect(company).transfer(officers.funding, won(50_000_000) - own + 1n);
    await refusedPayment(system, of, ["ERC20InsufficientBalance", company.address, own - 1n, own], {
      from: "token",
    });
  });

  it("is refused to everybody but the beneficiary", async () => {
    const system = await plain();
    const { subsidies, officers, installer, otherCompany } = system;
    for (const caller of [installer, otherCompany, officers.disbursingOfficer]) {
      await refused(subsidies, subsidies.connect(caller).pay(payment(system)), [
        "NotBeneficiary",
        ...[1n, caller.address],
      ]);
    }
  });

  it("is refused in order: amount, standing, time, invoice, money", async () => {
    const system = await plain();
    const { subsidies } = system;
    await refusedPayment(system, payment(system, 0n), ["ZeroAmount"]);
    expect(await subsidies.payRefusal(payment(system, 1n, { award: 2n }))).to.equal(
      subsidies.interface.encodeErrorResult("AwardUnknown", [2n]),
    );
    await refusedPayment(system, payment(system, 1n, { invoice: ZeroHash }), [
      "AwardInvoiceMissing",
      1n,
    ]);
    const large = invoice("large", won(90_000_000));
    await refusedPayment(system, payment(system, won(30_000_001), { invoice: large }), [
      "AwardExceeded",
      ...[1n, won(30_000_000), won(30_000_001)],
    ]);
    await system.byCompany.pay(payment(system, won(30_000_000), { invoice: large }));
  });

  it("ends with its period, to the second", async () => {
    const system = await plain();
    await at(system, endsAt - 1);
    await system.byCompany.pay(payment(system, won(1)));
    await reach(system, endsAt);
    await refusedPayment(system, payment(system, won(1)), ["AwardPeriodOver", 1n, endsAt]);
  });

  it("is refused while the award is suspended, and goes on once it is resumed", async () => {
    const system = await plain();
    const { subsidies, enforcer, reviewer, officers } = system;
    const why = id("inspection");
    const suspended = enforcer.suspend(1n, why);
    expect(await eventsOf(suspended, subsidies)).to.deep.equal([
      ["AwardSuspended", 1n, why, officers.subsidyEnforcer.address],
    ]);
    await refused(subsidies, enforcer.suspend(1n, why), ["AwardIsSuspended", 1n]);
    await refusedPayment(system, payment(system), ["AwardIsSuspended", 1n]);

    expect(await eventsOf(reviewer.resume(1n, why), subsidies)).to.deep.equal([
      ["AwardResumed", 1n, why, officers.subsidyReviewer.address],
    ]);
    await refused(subsidies, reviewer.resume(1n, why), ["AwardNotSuspended", 1n]);
    await system.byCompany.pay(payment(system));
  });

  it("is refused once the settlement report is in", async () => {
    const system = await plain();
    await system.byCompany.report(1n, id("statement"));
    await refusedPayment(system, payment(system), ["AwardNotOpen", 1n, AwardStatus.Reported]);
  });
});

describe("Frauds that payments from an award meet", () => {
  it("the same invoice twice: the register refuses one won above its total, also from another award", async () => {
    const system = await plain();
    await system.byCompany.pay(payment(system));
    await anotherAward(system);
    await releaseNext(system, 2n);
    const refusal = [
      "InvoiceExceeded",
      ...[system.installer.address, bill, invoiced, invoiced, 1n],
    ] as const;
    await refusedPayment(system, payment(system, 1n), refusal, { from: "invoices" });
    await refusedPayment(system, payment(system, 1n, { award: 2n }), refusal, { from: "invoices" });
  });

  it("the same charger twice: refused on another invoice and in another award, before a won is paid", async () => {
    const system = await matched();
    await system.byCompany.pay(payment(system, won(10_000_000), buying));
    await anotherAward(system, strict);
    await releaseNext(system, 2n);
    const other = invoice("chargers 2", invoiced);

    await refusedPayment(system, payment(system, invoiced, { ...buying, invoice: other }), [
      "AssetTaken",
      ...[charger, 1n],
    ]);
    await refusedPayment(
      system,
      payment(system, invoiced, { ...buying, invoice: other, award: 2n }),
      ["AssetTaken", charger, 1n],
    );
    // What is left of its own invoice is paid.
    await system.byCompany.pay(payment(system, won(10_000_000), buying));
  });

  it("an unqualified payee: not enrolled, enrolled for something else, or suspended", async () => {
    const system = await matched();
    const { otherCompany, bakery, installer, registry, officers } = system;
    for (const payee of [otherCompany, bakery]) {
      await refusedPayment(system, payment(system, invoiced, { ...buying, payee: payee.address }), [
        "PayeeNotQualified",
        ...[1n, payee.address, electrical],
      ]);
    }
    await registry.connect(officers.merchantEnforcer).suspend(installer, id("case"));
    await refusedPayment(system, payment(system, invoiced, buying), [
      "PayeeNotQualified",
      ...[1n, installer.address, electrical],
    ]);
  });

  it("cash drawing: to itself, to another account of its own, to its own business, to a person", async () => {
    const system = await plain();
    const { company, otherCompany, citizen } = system;
    const own = (payee: string) =>
      refusedPayment(system, payment(system, invoiced, { payee }), [
        "PayeeIsBeneficiary",
        ...[1n, payee],
      ]);
    await own(company.address);

    await anotherAward(system, { account: otherCompany.address });
    await own(otherCompany.address);

    // The shop's owner is the company, as the registry has both.
    const shop = nobody(system, 7);
    await admit(system, shop, AccountKind.Merchant);
    await enrol(system, shop, electrical, Region.mapo, SalesBand.UpTo1B, "the company");
    await enrol(system, company, electrical, Region.mapo, SalesBand.UpTo1B, "the company");
    await own(shop.address);

    await refusedPayment(
      system,
      payment(system, invoiced, { payee: citizen.address }),
      ["CitizenNotPaid", citizen.address],
      { from: "token" },
    );
  });

  it("a business that the ministry hashes as the registry does is the beneficiary's own", async () => {
    const system = await plain();
    const { registry, otherCompany, installer } = system;
    const { business } = await registry.businessOf(installer);
    await anotherAward(system, { account: otherCompany.address, beneficiary: business });
    await releaseNext(system, 2n);
    await refusedPayment(
      system,
      payment(system, invoiced, { award: 2n }),
      ["PayeeIsBeneficiary", 2n, installer.address],
      { by: otherCompany },
    );
  });

  it("a purchase that hides what it buys: no asset, or an asset of no kind", async () => {
    const system = await matched();
    await refusedPayment(system, payment(system), ["AssetMissing", 1n]);
    await refusedPayment(system, payment(system, invoiced, { asset: charger }), [
      "AssetMissing",
      1n,
    ]);
  });
});
