import { expect } from "chai";
import { recover } from "../../helpers/cases.ts";
import { eventsOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { Mcc, Region, SalesBand } from "../../helpers/kinds.ts";
import { paid, refused } from "../../helpers/purchases.ts";
import { onOneChain } from "../../helpers/suite.ts";
import {
  enrol,
  granted,
  grantedVoucher,
  holding,
  openMarket,
  purpose,
} from "../../helpers/voucher.ts";

const market = onOneChain(openMarket);
const voucher = onOneChain(grantedVoucher);

/** Vouchers for the home district; the citizen lives in Mapo, where the bookshop is; the bakery is in Haeundae. */
const atHome = async () => {
  const system = await market();
  const programme = await granted(system, purpose({ terms: { homeRegionOnly: true } }));
  await enrol(system, system.bakery, Mcc.bakery, Region.haeundae, SalesBand.UpTo1B);
  return { ...system, programme };
};

describe("VoucherProgramme: moveHome", () => {
  describe("when a holder moved to another district", () => {
    it("is spent there, and no longer in the old one", async () => {
      const system = await atHome();
      const { programmes, programme, manager, officers, citizen, bookshop, bakery } = system;
      await paid(system, programme, bookshop.address, won(1));

      const sent = manager.moveHome(programme, citizen, Region.haeundae);

      expect(await eventsOf(sent, programmes)).to.deep.equal([
        [
          ...["HomeMoved", programme, citizen.address],
          ...[Region.haeundae, officers.programmeManager.address],
        ],
      ]);
      await refused(system, programme, bookshop.address, won(1), [
        "NotHomeRegion",
        ...[programme, bookshop.address, Region.mapo, Region.haeundae],
      ]);
      await paid(system, programme, bakery.address, won(1));
    });

    it("is granted more at the new home only, and keeps all else", async () => {
      const { programmes, programme, manager, citizen } = await atHome();
      await manager.moveHome(programme, citizen, Region.haeundae);

      await expect(manager.grant(programme, citizen, won(1), Region.mapo, 2n))
        .to.be.revertedWithCustomError(programmes, "HomeRegionDiffers")
        .withArgs(programme, citizen.address, Region.haeundae, Region.mapo);
      await manager.grant(programme, citizen, won(1), Region.haeundae, 2n);

      expect(await holding(programmes, programme, citizen)).to.deep.equal([
        ...[won(300_001), Region.haeundae],
      ]);
    });

    it("is at home in a whole city, and back in a district, as often as it moves", async () => {
      const system = await atHome();
      const { programmes, programme, manager, citizen, bookshop } = system;
      for (const home of [99_999n, Region.seoul, Region.mapo, Region.seoul])
        await manager.moveHome(programme, citizen, home);

      await paid(system, programme, bookshop.address, won(1));

      expect((await programmes.voucherOf(programme, citizen)).home).to.equal(Region.seoul);
    });
  });

  describe("given what cannot be", () => {
    it("refuses a programme that never opened", async () => {
      const { programmes, manager, citizen } = await atHome();

      await expect(manager.moveHome(2n, citizen, Region.haeundae))
        .to.be.revertedWithCustomError(programmes, "ProgrammeUnknown")
        .withArgs(2n);
    });

    it("refuses whoever is no manager, the holder included", async () => {
      const { programmes, programme, citizen, officers } = await atHome();

      for (const account of [citizen, officers.programmeController])
        await expect(programmes.connect(account).moveHome(programme, citizen, Region.haeundae))
          .to.be.revertedWithCustomError(programmes, "NotProgrammeManager")
          .withArgs(programme, account.address);
    });

    it("refuses no district, and a number that no district has", async () => {
      const { programmes, programme, manager, citizen } = await atHome();

      for (const home of [Region.none, 9_999n, 100_000n])
        await expect(manager.moveHome(programme, citizen, home))
          .to.be.revertedWithCustomError(programmes, "HomeRegionMissing")
          .withArgs(programme);
    });

    it("refuses the home it is already", async () => {
      const { programmes, programme, manager, citizen } = await atHome();

      await expect(manager.moveHome(programme, citizen, Region.mapo))
        .to.be.revertedWithCustomError(programmes, "HomeRegionDiffers")
        .withArgs(programme, citizen.address, Region.mapo, Region.mapo);
    });
  });
});

describe("VoucherProgramme: cancelPayment", () => {
  it("uses the holder's number up, once", async () => {
    const { programmes, citizen } = await voucher();
    const holder = programmes.connect(citizen);

    expect(await eventsOf(holder.cancelPayment(1n, 7n), programmes)).to.deep.equal([
      ["PaymentCancelled", 1n, citizen.address, 7n],
    ]);

    expect((await programmes.voucherOf(1n, citizen)).highestId).to.equal(7n);
    await expect(holder.cancelPayment(1n, 7n))
      .to.be.revertedWithCustomError(programmes, "PaymentIdUsed")
      .withArgs(1n, citizen.address, 7n);
  });

  it("takes numbers up to 15 behind the highest, in any order, and none further behind", async () => {
    const { programmes, citizen } = await voucher();
    const holder = programmes.connect(citizen);
    await holder.cancelPayment(1n, 20n);

    await holder.cancelPayment(1n, 5n); // 20 − 15
    await holder.cancelPayment(1n, 12n);
    await expect(holder.cancelPayment(1n, 4n))
      .to.be.revertedWithCustomError(programmes, "PaymentIdTooOld")
      .withArgs(1n, citizen.address, 4n, 20n);
    await holder.cancelPayment(1n, 21n);
    await expect(holder.cancelPayment(1n, 5n))
      .to.be.revertedWithCustomError(programmes, "PaymentIdTooOld")
      .withArgs(1n, citizen.address, 5n, 21n);
  });

  it("refuses 0, which is no number, and takes the highest there is", async () => {
    const { programmes, citizen } = await voucher();
    const holder = programmes.connect(citizen);

    await expect(holder.cancelPayment(1n, 0n))
      .to.be.revertedWithCustomError(programmes, "PaymentIdTooOld")
      .withArgs(1n, citizen.address, 0n, 0n);
    await holder.cancelPayment(1n, 2n ** 24n - 1n);

    expect((await programmes.voucherOf(1n, citizen)).highestId).to.equal(2n ** 24n - 1n);
  });

  it("is each holder's and each programme's own number, and leaves the voucher as it is", async () => {
    const system = await voucher();
    const { programmes, citizen, neighbour, bookshop } = system;
    await programmes.connect(citizen).cancelPayment(1n, 7n);

    await programmes.connect(neighbour).cancelPayment(1n, 7n);
    await programmes.connect(citizen).cancelPayment(2n, 7n);

    expect(await holding(programmes, 1n, citizen)).to.deep.equal([won(300_000), Region.mapo]);
    await paid(system, 1n, bookshop.address, won(1));
  });

  it("keeps nobody from a grant at whatever home, before or after a lost key", async () => {
    const system = await voucher();
    const { programmes, manager, citizen, neighbour, stranger, bakery } = system;
    await programmes.connect(neighbour).cancelPayment(1n, 7n);
    await programmes.connect(stranger).cancelPayment(1n, 8n);

    await manager.grant(1n, neighbour, won(5), Region.gangnam, 2n);
    await recover(system, citizen.address, stranger.address);
    await programmes.connect(bakery).moveToSuccessor(1n, citizen);

    expect(await holding(programmes, 1n, neighbour)).to.deep.equal([won(5), Region.gangnam]);
    expect(await holding(programmes, 1n, stranger)).to.deep.equal([won(300_000), Region.mapo]);
    expect((await programmes.voucherOf(1n, stranger)).highestId).to.equal(8n);
    expect((await programmes.voucherOf(1n, citizen)).highestId).to.equal(0n);
  });
});
