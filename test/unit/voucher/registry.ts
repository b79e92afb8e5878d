import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { caseFile } from "../../helpers/bank.ts";
import { crowd, eventsOf, gasOf } from "../../helpers/chain.ts";
import { MerchantStatus, Mcc, Region, SalesBand } from "../../helpers/kinds.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { businessOf, enrol, openMarket } from "../../helpers/voucher.ts";

const market = onOneChain(openMarket);

/** As a batch asks for them: merchants that differ in nothing but their address. */
const bakeries = (merchants: readonly string[]) =>
  merchants.map((merchant) => ({
    merchant,
    mcc: Mcc.bakery,
    region: Region.mapo,
    salesBand: SalesBand.UpTo500M,
    business: businessOf(merchant),
  }));

// Status in the low 8 bits, then category 16, district 24, sales band 8, end of a bar 32, business 160.
const word = (status: bigint, mcc: bigint, region: bigint, band: bigint, business: string) =>
  status + (mcc << 8n) + (region << 24n) + (band << 48n) + (BigInt(business) << 88n);

describe("MerchantRegistry: enrolment", () => {
  it("answers to the operator", async () => {
    const { registry, addresses } = await market();

    expect(await registry.authority()).to.equal(addresses.operator);
  });

  describe("when a merchant is enrolled", () => {
    it("records what it sells, where, and how large it is", async () => {
      const system = await market();
      const { registry, officers, stranger } = system;

      await expect(enrol(system, stranger, Mcc.bar, Region.haeundae, SalesBand.Above3B))
        .to.emit(registry, "MerchantEnrolled")
        .withArgs(
          stranger.address,
          Mcc.bar,
          Region.haeundae,
          SalesBand.Above3B,
          businessOf(stranger.address),
          officers.merchantOfficer.address,
        );

      expect(await registry.merchantOf(stranger)).to.deep.equal([
        MerchantStatus.Enrolled,
        Mcc.bar,
        Region.haeundae,
        SalesBand.Above3B,
      ]);
      expect(await registry.merchantWord(stranger)).to.equal(
        word(
          ...[MerchantStatus.Enrolled, Mcc.bar, Region.haeundae, SalesBand.Above3B],
          businessOf(stranger.address),
        ),
      );
    });

    it("records whose shop it is, and that nobody bars it", async () => {
      const system = await market();
      const { registry, bookshop } = system;

      const business = businessOf(bookshop.address);
      expect(await registry.businessOf(bookshop)).to.deep.equal([business, 0n]);
      expect(await registry.barOf(business)).to.equal(0n);
    });

    it("refuses one that does not say whose shop it is", async () => {
      const { registry, officers, stranger } = await market();
      const [item] = bakeries([stranger.address]);
      const nobodys = { ...item!, business: `0x${"00".repeat(20)}` };

      await expect(registry.connect(officers.merchantOfficer).enrol(nobodys))
        .to.be.revertedWithCustomError(registry, "BusinessMissing")
        .withArgs(stranger.address);
    });

    it("corrects whose shop it is, but not while a case suspends it", async () => {
      const system = await market();
      const { registry, officers, bookshop } = system;
      const as = (owner: string) =>
        enrol(system, bookshop, Mcc.bookshop, Region.mapo, SalesBand.UpTo300M, owner);
      await as("a cooperative");
      const [business] = await registry.businessOf(bookshop);
      expect(business).to.equal(businessOf("a cooperative"));
      await registry.connect(officers.merchantEnforcer).suspend(bookshop, caseFile);

      await expect(as("a cousin"))
        .to.be.revertedWithCustomError(registry, "MerchantIsSuspended")
        .withArgs(bookshop.address);
      await as("a cooperative");
    });

    it("records changed facts about one that is", async () => {
      const system = await market();
      const { registry, bookshop } = system;

      await enrol(system, bookshop, Mcc.bakery, Region.gangnam, SalesBand.UpTo1B);

      expect(await registry.merchantOf(bookshop)).to.deep.equal([
        MerchantStatus.Enrolled,
        Mcc.bakery,
        Region.gangnam,
        SalesBand.UpTo1B,
      ]);
    });

    it("leaves a suspension in force", async () => {
      const system = await market();
      const { registry, officers, bookshop } = system;
      await registry.connect(officers.merchantEnforcer).suspend(bookshop, caseFile);

      await enrol(system, bookshop, Mcc.bookshop, Region.gangnam, SalesBand.UpTo300M);

      const { status, region } = await registry.merchantOf(bookshop);
      expect([status, region]).to.deep.equal([MerchantStatus.Suspended, Region.gangnam]);
    });

    it("knows nothing of one that was not", async () => {
      const { registry, stranger } = await market();

      expect(await registry.merchantOf(stranger)).to.deep.equal([MerchantStatus.None, 0n, 0n, 0n]);
      expect(await registry.merchantWord(stranger)).to.equal(0n);
    });
  });

  describe("given facts that cannot be", () => {
    it("takes the highest code of four digits, and refuses the next number", async () => {
      const system = await market();
      const { registry, stranger } = system;

      await enrol(system, stranger, 9_999n, Region.mapo, SalesBand.UpTo300M);

      await expect(enrol(system, stranger, 10_000n, Region.mapo, SalesBand.UpTo300M))
        .to.be.revertedWithCustomError(registry, "InvalidEnrolment")
        .withArgs(stranger.address, 10_000n, Region.mapo, SalesBand.UpTo300M);
    });

    it("refuses the zero address", async () => {
      const system = await market();

      await expect(enrol(system, ZeroAddress, Mcc.bar, Region.mapo, SalesBand.UpTo300M))
        .to.be.revertedWithCustomError(system.registry, "InvalidEnrolment")
        .withArgs(ZeroAddress, Mcc.bar, Region.mapo, SalesBand.UpTo300M);
    });

    it("refuses no district", async () => {
      const system = await market();

      await expect(enrol(system, system.stranger, Mcc.bar, Region.none, SalesBand.UpTo300M))
        .to.be.revertedWithCustomError(system.registry, "InvalidEnrolment")
        .withArgs(system.stranger.address, Mcc.bar, Region.none, SalesBand.UpTo300M);
    });

    it("takes district codes of five digits, and refuses the numbers next to them", async () => {
      const system = await market();
      const { registry, stranger } = system;

      for (const code of [10_000n, 99_999n]) {
        await enrol(system, stranger, Mcc.bar, code, SalesBand.UpTo300M);
      }
      for (const code of [9_999n, 100_000n]) {
        await expect(enrol(system, stranger, Mcc.bar, code, SalesBand.UpTo300M))
          .to.be.revertedWithCustomError(registry, "InvalidEnrolment")
          .withArgs(stranger.address, Mcc.bar, code, SalesBand.UpTo300M);
      }
    });

    it("refuses an unknown sales band", async () => {
      const system = await market();

      await expect(enrol(system, system.stranger, Mcc.bar, Region.mapo, SalesBand.Unknown))
        .to.be.revertedWithCustomError(system.registry, "InvalidEnrolment")
        .withArgs(system.stranger.address, Mcc.bar, Region.mapo, SalesBand.Unknown);
    });
  });

  describe("when a batch is enrolled", () => {
    it("enrols every merchant, one event each, and the last facts of one that occurs twice", async () => {
      const { registry, officers, stranger, neighbour } = await market();
      const officer = officers.merchantOfficer;
      const items = bakeries([stranger.address, neighbour.address]);
      const again = { ...items[0]!, region: Region.gangnam };

      expect(
        await eventsOf(registry.connect(officer).enrolBatch([...items, again]), registry),
      ).to.deep.equal(
        [...items, again].map(({ merchant, mcc, region, salesBand, business }) => [
          "MerchantEnrolled",
          merchant,
          mcc,
          region,
          salesBand,
          business,
          officer.address,
        ]),
      );

      expect((await registry.merchantOf(stranger)).region).to.equal(Region.gangnam);
    });

    it("does not end a suspension by a merchant that occurs twice", async () => {
      const { registry, officers, bookshop } = await market();
      await registry.connect(officers.merchantEnforcer).suspend(bookshop, caseFile);

      await registry
        .connect(officers.merchantOfficer)
        .enrolBatch(bakeries([bookshop.address, bookshop.address]));

      expect((await registry.merchantOf(bookshop)).status).to.equal(MerchantStatus.Suspended);
    });

    it("enrols nobody when one enrolment cannot be", async () => {
      const { registry, officers, stranger } = await market();
      const items = bakeries([stranger.address, ZeroAddress]);

      await expect(registry.connect(officers.merchantOfficer).enrolBatch(items))
        .to.be.revertedWithCustomError(registry, "InvalidEnrolment")
        .withArgs(ZeroAddress, Mcc.bakery, Region.mapo, SalesBand.UpTo500M);

      expect((await registry.merchantOf(stranger)).status).to.equal(MerchantStatus.None);
    });

    it("fits 500 new merchants into one block of 2^24 gas", async () => {
      const { registry, officers } = await market();
      const crowded = crowd(500);

      expect(await registry.MAX_ENROL_BATCH()).to.equal(500n);
      expect(
        await gasOf(registry.connect(officers.merchantOfficer).enrolBatch(bakeries(crowded))),
      ).to.be.at.most(2 ** 24);

      expect((await registry.merchantOf(crowded[499]!)).status).to.equal(MerchantStatus.Enrolled);
    });

    it("refuses 501 merchants", async () => {
      const { registry, officers } = await market();

      await expect(registry.connect(officers.merchantOfficer).enrolBatch(bakeries(crowd(501))))
        .to.be.revertedWithCustomError(registry, "BatchTooLong")
        .withArgs(501n, 500n);
    });
  });
});

describe("MerchantRegistry: suspension and delisting", () => {
  const suspended = async () => {
    const system = await market();
    await system.registry
      .connect(system.officers.merchantEnforcer)
      .suspend(system.bookshop, caseFile);
    return system;
  };

  describe("when a merchant is suspended", () => {
    it("is logged with the case, and its facts stay", async () => {
      const { registry, officers, bookshop } = await market();

      await expect(registry.connect(officers.merchantEnforcer).suspend(bookshop, caseFile))
        .to.emit(registry, "MerchantSuspended")
        .withArgs(bookshop.address, caseFile, officers.merchantEnforcer.address);

      expect(await registry.merchantOf(bookshop)).to.deep.equal([
        MerchantStatus.Suspended,
        Mcc.bookshop,
        Region.mapo,
        SalesBand.UpTo300M,
      ]);
    });

    it("refuses to suspend it again", async () => {
      const { registry, officers, bookshop } = await suspended();

      await expect(registry.connect(officers.merchantEnforcer).suspend(bookshop, caseFile))
        .to.be.revertedWithCustomError(registry, "MerchantIsSuspended")
        .withArgs(bookshop.address);
    });

    it("does not let it leave, lest it come back unsuspended", async () => {
      const { registry, officers, bookshop } = await suspended();

      await expect(registry.connect(officers.merchantOfficer).delist(bookshop))
        .to.be.revertedWithCustomError(registry, "MerchantIsSuspended")
        .withArgs(bookshop.address);
    });
  });

  describe("when it is reinstated", () => {
    it("is logged with the case", async () => {
      const { registry, officers, bookshop } = await suspended();

      await expect(registry.connect(officers.merchantOfficer).reinstate(bookshop, caseFile))
        .to.emit(registry, "MerchantReinstated")
        .withArgs(bookshop.address, caseFile, officers.merchantOfficer.address);

      expect((await registry.merchantOf(bookshop)).status).to.equal(MerchantStatus.Enrolled);
    });

    it("refuses one that is not suspended", async () => {
      const { registry, officers, bookshop } = await market();

      await expect(registry.connect(officers.merchantOfficer).reinstate(bookshop, caseFile))
        .to.be.revertedWithCustomError(registry, "MerchantNotSuspended")
        .withArgs(bookshop.address);
    });
  });

  describe("when a merchant is delisted", () => {
    it("is logged, and has closed: its facts stay, and it is not the same as never enrolled", async () => {
      const { registry, officers, bookshop } = await market();

      await expect(registry.connect(officers.merchantOfficer).delist(bookshop))
        .to.emit(registry, "MerchantDelisted")
        .withArgs(bookshop.address, officers.merchantOfficer.address);

      expect(await registry.merchantOf(bookshop)).to.deep.equal([
        MerchantStatus.Delisted,
        Mcc.bookshop,
        Region.mapo,
        SalesBand.UpTo300M,
      ]);
    });

    it("refuses to suspend, reinstate or delist it again", async () => {
      const { registry, officers, bookshop } = await market();
      const officer = registry.connect(officers.merchantOfficer);
      await officer.delist(bookshop);

      for (const sent of [
        registry.connect(officers.merchantEnforcer).suspend(bookshop, caseFile),
        officer.reinstate(bookshop, caseFile),
        officer.delist(bookshop),
      ]) {
        await expect(sent)
          .to.be.revertedWithCustomError(registry, "MerchantIsDelisted")
          .withArgs(bookshop.address);
      }
    });

    it("may be enrolled anew", async () => {
      const system = await market();
      const { registry, officers, bookshop } = system;
      await registry.connect(officers.merchantOfficer).delist(bookshop);

      await enrol(system, bookshop, Mcc.bookshop, Region.mapo, SalesBand.UpTo300M);

      expect((await registry.merchantOf(bookshop)).status).to.equal(MerchantStatus.Enrolled);
    });
  });

  it("refuses to suspend, reinstate or delist what is not enrolled", async () => {
    const { registry, officers, stranger } = await market();
    const officer = registry.connect(officers.merchantOfficer);

    await expect(registry.connect(officers.merchantEnforcer).suspend(stranger, caseFile))
      .to.be.revertedWithCustomError(registry, "MerchantNotEnrolled")
      .withArgs(stranger.address);
    await expect(officer.reinstate(stranger, caseFile))
      .to.be.revertedWithCustomError(registry, "MerchantNotEnrolled")
      .withArgs(stranger.address);
    await expect(officer.delist(stranger))
      .to.be.revertedWithCustomError(registry, "MerchantNotEnrolled")
      .withArgs(stranger.address);
  });
});
