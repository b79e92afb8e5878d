import { expect } from "chai";
import { caseFile, opening } from "../../helpers/bank.ts";
import { at } from "../../helpers/chain.ts";
import { MerchantStatus, Mcc, Region, SalesBand } from "../../helpers/kinds.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { day, kst } from "../../helpers/time.ts";
import { businessOf, enrol, openMarket, type Market } from "../../helpers/voucher.ts";

/* Local Gift Voucher Act art. 8: who was struck off is not registered again for up to a year. */

const market = onOneChain(openMarket);

/** Until when the bookshop is barred. */
const until = BigInt(opening + 100 * day);
const year = 365 * day;

const enforcer = ({ registry, officers }: Market) => registry.connect(officers.merchantEnforcer);
const officer = ({ registry, officers }: Market) => registry.connect(officers.merchantOfficer);

/** A market whose bookshop is barred for a hundred days. */
async function barred(): Promise<Market> {
  const system = await market();
  await enforcer(system).bar(system.bookshop, until, caseFile);
  return system;
}

const enrolBookshop = (system: Market, owner?: string) =>
  enrol(system, system.bookshop, Mcc.bookshop, Region.mapo, SalesBand.UpTo300M, owner);

const enrolAnother = (system: Market, owner: string) =>
  enrol(system, system.stranger, Mcc.bookshop, Region.mapo, SalesBand.UpTo300M, owner);

describe("MerchantRegistry: a bar", () => {
  it("is logged with the business, the case, its end and who gave it", async () => {
    const system = await market();
    const { registry, bookshop, officers } = system;
    const business = businessOf(bookshop.address);

    await expect(enforcer(system).bar(bookshop, until, caseFile))
      .to.emit(registry, "MerchantBarred")
      .withArgs(bookshop.address, business, caseFile, until, officers.merchantEnforcer.address);

    expect((await registry.merchantOf(bookshop)).status).to.equal(MerchantStatus.Barred);
    expect(await registry.businessOf(bookshop)).to.deep.equal([business, until]);
    expect(await registry.barOf(business)).to.equal(until);
  });

  for (const [what, arrange] of Object.entries({
    "a suspended merchant": (system: Market) =>
      enforcer(system).suspend(system.bookshop, caseFile) as Promise<unknown>,
    "one that closed its shop beforehand": (system: Market) =>
      officer(system).delist(system.bookshop) as Promise<unknown>,
  })) {
    it(`binds ${what} too`, async () => {
      const system = await market();
      const { registry, bookshop } = system;
      await arrange(system);
      await enforcer(system).bar(bookshop, until, caseFile);

      expect((await registry.merchantOf(bookshop)).status).to.equal(MerchantStatus.Barred);
    });
  }

  it("refuses a merchant that was never enrolled", async () => {
    const system = await market();

    await expect(enforcer(system).bar(system.stranger, until, caseFile))
      .to.be.revertedWithCustomError(system.registry, "MerchantNotEnrolled")
      .withArgs(system.stranger.address);
  });

  it("refuses a second bar on one enrolment, also after the first has ended", async () => {
    const system = await barred();
    const { registry, bookshop } = system;
    for (const time of [opening + day, Number(until) + day]) {
      await at(system, time);
      await expect(enforcer(system).bar(bookshop, time + day, caseFile))
        .to.be.revertedWithCustomError(registry, "MerchantIsBarred")
        .withArgs(bookshop.address, until);
    }
  });

  describe("ends ahead, and within a year", () => {
    const now = opening + day;
    for (const [what, end] of [
      ["at once", now],
      ["in the past", now - 1],
      ["a second more than a year ahead", now + year + 1],
    ] as const) {
      it(`refuses one that ends ${what}`, async () => {
        const system = await market();
        await at(system, now);

        await expect(enforcer(system).bar(system.bookshop, end, caseFile))
          .to.be.revertedWithCustomError(system.registry, "InvalidBar")
          .withArgs(system.bookshop.address, end);
      });
    }

    it("takes a second, and a year", async () => {
      const system = await market();
      const { registry, bookshop, bakery } = system;
      expect(await registry.MAX_BAR_PERIOD()).to.equal(BigInt(year));
      await at(system, now);
      await enforcer(system).bar(bookshop, now + 1, caseFile);
      await at(system, now + 1);
      await enforcer(system).bar(bakery, now + 1 + year, caseFile);

      expect((await registry.businessOf(bakery)).barredUntil).to.equal(BigInt(now + 1 + year));
    });

    it("refuses one that ends when its instant no longer fits, in 2106", async () => {
      const system = await market();
      await at(system, kst("2106-02-01T00:00:00"));
      const end = 2n ** 32n;

      await expect(enforcer(system).bar(system.bookshop, end, caseFile))
        .to.be.revertedWithCustomError(system.registry, "InvalidBar")
        .withArgs(system.bookshop.address, end);
    });
  });
});

describe("MerchantRegistry: while a bar runs", () => {
  const lastSecond = Number(until) - 1;

  it("refuses to enrol the merchant in its last second, and enrols it anew in the next", async () => {
    const system = await barred();
    const { registry, bookshop } = system;
    await at(system, lastSecond);
    await expect(enrolBookshop(system))
      .to.be.revertedWithCustomError(registry, "MerchantIsBarred")
      .withArgs(bookshop.address, until);

    await at(system, lastSecond + 1);
    await enrolBookshop(system);

    expect((await registry.merchantOf(bookshop)).status).to.equal(MerchantStatus.Enrolled);
    expect((await registry.businessOf(bookshop)).barredUntil).to.equal(0n);
  });

  it("refuses another account of its business, in a batch too", async () => {
    const system = await barred();
    const { registry, bookshop, stranger } = system;
    await at(system, lastSecond);

    await expect(enrolAnother(system, bookshop.address))
      .to.be.revertedWithCustomError(registry, "MerchantIsBarred")
      .withArgs(stranger.address, until);
    const facts = { mcc: Mcc.bookshop, region: Region.mapo, salesBand: SalesBand.UpTo300M };
    const business = businessOf(bookshop.address);
    await expect(officer(system).enrolBatch([{ merchant: stranger.address, business, ...facts }]))
      .to.be.revertedWithCustomError(registry, "MerchantIsBarred")
      .withArgs(stranger.address, until);
    await at(system, lastSecond + 1);
    await enrolAnother(system, bookshop.address);
  });

  it("refuses the account under another's name", async () => {
    const system = await barred();
    await at(system, lastSecond);

    await expect(enrolBookshop(system, "a cousin"))
      .to.be.revertedWithCustomError(system.registry, "MerchantIsBarred")
      .withArgs(system.bookshop.address, until);
  });

  it("refuses an account that left the list as the business's under another's name", async () => {
    const system = await market();
    const { registry, bookshop, stranger } = system;
    await enrolAnother(system, bookshop.address);
    await officer(system).delist(stranger);
    await enforcer(system).bar(bookshop, until, caseFile);

    await expect(enrolAnother(system, "a cousin"))
      .to.be.revertedWithCustomError(registry, "MerchantIsBarred")
      .withArgs(stranger.address, until);
  });

  it("leaves other accounts of the business enrolled, and reinstates none that is suspended", async () => {
    const system = await market();
    const { registry, bookshop, stranger } = system;
    await enrolAnother(system, bookshop.address);
    await enforcer(system).bar(bookshop, until, caseFile);
    expect((await registry.merchantOf(stranger)).status).to.equal(MerchantStatus.Enrolled);
    await enforcer(system).suspend(stranger, caseFile);

    await expect(officer(system).reinstate(stranger, caseFile))
      .to.be.revertedWithCustomError(registry, "MerchantIsBarred")
      .withArgs(stranger.address, until);
    await at(system, Number(until));
    await officer(system).reinstate(stranger, caseFile);
  });

  it("keeps the later end where two accounts of a business are barred", async () => {
    const system = await market();
    const { registry, bookshop, stranger } = system;
    await enrolAnother(system, bookshop.address);
    await enforcer(system).bar(bookshop, until, caseFile);
    await enforcer(system).bar(stranger, until - 1n, caseFile);

    expect(await registry.barOf(businessOf(bookshop.address))).to.equal(until);
    expect((await registry.businessOf(stranger)).barredUntil).to.equal(until - 1n);
  });

  it("refuses to suspend, reinstate or delist the merchant, and afterwards as one that is off the list", async () => {
    const system = await barred();
    const { registry, bookshop } = system;
    const all = () => [
      enforcer(system).suspend(bookshop, caseFile),
      officer(system).reinstate(bookshop, caseFile),
      officer(system).delist(bookshop),
    ];
    for (const sent of all()) {
      await expect(sent)
        .to.be.revertedWithCustomError(registry, "MerchantIsBarred")
        .withArgs(bookshop.address, until);
    }
    await at(system, Number(until));
    for (const sent of all()) {
      await expect(sent)
        .to.be.revertedWithCustomError(registry, "MerchantIsDelisted")
        .withArgs(bookshop.address);
    }
  });
});

describe("Voucher programmes and merchants off the list", () => {
  it("take no merchant that is barred or closed", async () => {
    const system = await barred();
    const { registry, bakery } = system;
    await officer(system).delist(bakery);
    // The status in the word that a programme reads: its low eight bits.
    for (const merchant of [system.bookshop, bakery]) {
      const status = (await registry.merchantWord(merchant)) & 0xffn;
      expect(status).not.to.equal(MerchantStatus.Enrolled);
    }
  });
});
