import { expect } from "chai";
import { id, ZeroHash } from "ethers";
import { refused } from "../../helpers/budget.ts";
import { eventsOf } from "../../helpers/chain.ts";
import {
  anotherAward,
  AssetKind,
  bill,
  buying,
  charger,
  invoiced,
  payment,
  refund,
  refusedPayment,
  released,
  releaseNext,
  strict,
  onSubsidies,
} from "../../helpers/subsidy.ts";
import { invoice } from "../../helpers/invoices.ts";

// A charger was bought with award 1 on the installer's invoice.
const bought = onSubsidies(async (system) => {
  await released(system, strict);
  await system.byCompany.pay(payment(system, invoiced, buying));
  return system;
});
const plain = onSubsidies((system) => released(system));

const approval = id("approval to pledge the charger");

describe("SubsidyGrants: assets bought with a subsidy (Subsidy Act art. 35)", () => {
  it("are recorded with their award, kind and invoice, and locked", async () => {
    const { subsidies } = await bought();
    expect(await subsidies.assetOf(charger)).to.deep.equal([1n, AssetKind.Equipment, false, bill]);
    expect(await subsidies.isLocked(charger)).to.equal(true);
    expect(await subsidies.isLocked(id("another"))).to.equal(false);
  });

  it("stay locked when the award is over, and when the purchase is cancelled", async () => {
    const system = await bought();
    await refund(system, invoiced);
    expect(await system.subsidies.isLocked(charger)).to.equal(true);
  });

  it("are released by the ministry's asset officer, by approval, once", async () => {
    const { subsidies, officers } = await bought();
    const officer = subsidies.connect(officers.subsidisedAssetOfficer);
    await refused(subsidies, officer.releaseAsset(id("another"), approval), [
      "AssetNotLocked",
      id("another"),
    ]);
    await refused(subsidies, officer.releaseAsset(charger, ZeroHash), ["DocumentMissing"]);

    expect(await eventsOf(officer.releaseAsset(charger, approval), subsidies)).to.deep.equal([
      ["AssetLockReleased", charger, 1n, approval, officers.subsidisedAssetOfficer.address],
    ]);
    expect(await subsidies.isLocked(charger)).to.equal(false);
    await refused(subsidies, officer.releaseAsset(charger, approval), ["AssetNotLocked", charger]);
  });

  it("are bought with no other subsidy, also once released", async () => {
    const system = await bought();
    const { subsidies, officers } = system;
    await subsidies.connect(officers.subsidisedAssetOfficer).releaseAsset(charger, approval);
    await anotherAward(system, strict);
    await releaseNext(system, 2n);
    const other = payment(system, invoiced, {
      ...{ award: 2n, invoice: invoice("chargers 2", invoiced) },
      ...buying,
    });
    await refusedPayment(system, other, ["AssetTaken", charger, 1n]);
  });

  it("may be named by an award that does not ask for them", async () => {
    const system = await plain();
    await system.byCompany.pay(payment(system, invoiced, buying));
    expect(await system.subsidies.isLocked(charger)).to.equal(true);
  });
});
