import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { caseFile } from "../../helpers/bank.ts";
import { type Named } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { CategoryRule, Mcc, Region, SalesBand } from "../../helpers/kinds.ts";
import { paid, refused } from "../../helpers/purchases.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { booksInMapo, enrol, granted, grantedVoucher, purpose } from "../../helpers/voucher.ts";

// Programme 1 has no rules; the citizen, at home in Mapo, holds 300,000 won of it.
const market = onOneChain(grantedVoucher);

describe("VoucherProgramme: spend at a merchant", () => {
  describe("given merchants that may not take vouchers", () => {
    it("refuses one that is not enrolled", async () => {
      const system = await market();
      const shop = system.neighbour.address;

      await refused(system, 1n, shop, won(1), ["MerchantNotEnrolled", shop]);
    });

    it("refuses the zero address, which nobody enrols", async () => {
      const system = await market();

      await refused(system, 1n, ZeroAddress, won(1), ["MerchantNotEnrolled", ZeroAddress]);
    });

    it("refuses one that is suspended, and pays it once it is reinstated", async () => {
      const system = await market();
      const { registry, officers, bookshop } = system;
      await registry.connect(officers.merchantEnforcer).suspend(bookshop, caseFile);

      await refused(system, 1n, bookshop.address, won(1), [
        "MerchantIsSuspended",
        bookshop.address,
      ]);
      await registry.connect(officers.merchantOfficer).reinstate(bookshop, caseFile);
      await paid(system, 1n, bookshop.address, won(1));
    });

    it("refuses one that was delisted", async () => {
      const system = await market();
      const { registry, officers, bookshop } = system;
      await registry.connect(officers.merchantOfficer).delist(bookshop);

      await refused(system, 1n, bookshop.address, won(1), ["MerchantIsDelisted", bookshop.address]);
    });
  });

  describe("given categories", () => {
    it("pays only the listed ones", async () => {
      const system = await market();
      const { bookshop, bakery } = system;
      const programme = await granted(
        system,
        purpose({ terms: { categoryRule: CategoryRule.Only }, categories: [Mcc.bookshop] }),
      );

      await paid(system, programme, bookshop.address, won(1));
      await refused(system, programme, bakery.address, won(1), [
        "CategoryNotAllowed",
        programme,
        bakery.address,
        Mcc.bakery,
      ]);
    });

    it("pays every one except the listed ones", async () => {
      const system = await market();
      const { bookshop, bakery } = system;
      const programme = await granted(
        system,
        purpose({ terms: { categoryRule: CategoryRule.Except }, categories: [Mcc.bookshop] }),
      );

      await paid(system, programme, bakery.address, won(1));
      await refused(system, programme, bookshop.address, won(1), [
        "CategoryNotAllowed",
        programme,
        bookshop.address,
        Mcc.bookshop,
      ]);
    });

    for (const mcc of [0n, 255n, 256n, 9_999n]) {
      it(`tells category ${mcc} from its neighbours`, async () => {
        const system = await market();
        const { bookshop, bakery } = system;
        const beside = mcc === 9_999n ? 9_998n : mcc + 1n;
        await enrol(system, bookshop, mcc, Region.mapo, SalesBand.UpTo300M);
        await enrol(system, bakery, beside, Region.mapo, SalesBand.UpTo300M);
        const programme = await granted(
          system,
          purpose({ terms: { categoryRule: CategoryRule.Only }, categories: [mcc] }),
        );

        await paid(system, programme, bookshop.address, won(1));
        await refused(system, programme, bakery.address, won(1), [
          "CategoryNotAllowed",
          programme,
          bakery.address,
          beside,
        ]);
      });
    }
  });

  describe("given a highest sales band of ₩3,000,000,000", () => {
    it("pays a merchant in that band, and refuses one above it", async () => {
      const system = await market();
      const { bookshop, bakery } = system;
      await enrol(system, bookshop, Mcc.bookshop, Region.mapo, SalesBand.UpTo3B);
      await enrol(system, bakery, Mcc.bakery, Region.mapo, SalesBand.Above3B);
      const programme = await granted(
        system,
        purpose({ terms: { maxSalesBand: SalesBand.UpTo3B } }),
      );

      await paid(system, programme, bookshop.address, won(1));
      await refused(system, programme, bakery.address, won(1), [
        "SalesBandExceeded",
        programme,
        bakery.address,
        SalesBand.Above3B,
        SalesBand.UpTo3B,
      ]);
    });

    it("pays the largest where the terms name none", async () => {
      const system = await market();
      await enrol(system, system.bookshop, Mcc.bookshop, Region.mapo, SalesBand.Above3B);

      await paid(system, 1n, system.bookshop.address, won(1));
    });
  });

  describe("given that vouchers are for the home district", () => {
    const local = purpose({ terms: { homeRegionOnly: true } });

    it("pays at home in Mapo (11440), and refuses Gangnam (11680)", async () => {
      const system = await market();
      const { bookshop, bakery } = system;
      await enrol(system, bakery, Mcc.bakery, Region.gangnam, SalesBand.UpTo1B);
      const programme = await granted(system, local);

      await paid(system, programme, bookshop.address, won(1));
      await refused(system, programme, bakery.address, won(1), [
        "NotHomeRegion",
        programme,
        bakery.address,
        Region.gangnam,
        Region.mapo,
      ]);
    });

    it("pays all over Seoul (11000) for whom that is home, and refuses Busan (26350)", async () => {
      const system = await market();
      const { bookshop, bakery } = system;
      await enrol(system, bakery, Mcc.bakery, Region.haeundae, SalesBand.UpTo1B);
      const programme = await granted(system, local, Region.seoul);

      await paid(system, programme, bookshop.address, won(1)); // Mapo, 11440
      await enrol(system, bookshop, Mcc.bookshop, Region.gangnam, SalesBand.UpTo300M);
      await paid(system, programme, bookshop.address, won(1)); // Gangnam, 11680
      await enrol(system, bookshop, Mcc.bookshop, Region.seoul, SalesBand.UpTo300M);
      await paid(system, programme, bookshop.address, won(1)); // Seoul as a whole
      await refused(system, programme, bakery.address, won(1), [
        "NotHomeRegion",
        programme,
        bakery.address,
        Region.haeundae,
        Region.seoul,
      ]);
    });

    it("does not pay the whole of Seoul for whom only Mapo is home", async () => {
      const system = await market();
      const { bookshop } = system;
      await enrol(system, bookshop, Mcc.bookshop, Region.seoul, SalesBand.UpTo300M);
      const programme = await granted(system, local);

      await refused(system, programme, bookshop.address, won(1), [
        "NotHomeRegion",
        programme,
        bookshop.address,
        Region.seoul,
        Region.mapo,
      ]);
    });

    it("is nowhere at home for whoever holds no voucher", async () => {
      const system = await market();
      const { programmes, neighbour, bookshop } = system;
      const programme = await granted(system, local);

      await expect(programmes.connect(neighbour).spend(programme, bookshop, won(1), 0n))
        .to.be.revertedWithCustomError(programmes, "NotHomeRegion")
        .withArgs(programme, bookshop.address, Region.mapo, Region.none);
    });
  });

  describe("given listed districts", () => {
    it("pays in a listed district, by its exact code, and refuses another", async () => {
      const system = await market();
      const { bookshop, bakery } = system;
      await enrol(system, bakery, Mcc.bakery, Region.gangnam, SalesBand.UpTo1B);
      const programme = await granted(
        system,
        // Seoul as a whole is listed; that does not list its districts one by one.
        purpose({ terms: { listedRegionsOnly: true }, regions: [Region.mapo, Region.seoul] }),
      );

      await paid(system, programme, bookshop.address, won(1));
      await refused(system, programme, bakery.address, won(1), [
        "RegionNotListed",
        programme,
        bakery.address,
        Region.gangnam,
      ]);
    });
  });

  describe("given named merchants", () => {
    it("pays a named one and refuses another", async () => {
      const system = await market();
      const { bookshop, bakery } = system;
      const programme = await granted(
        system,
        purpose({ terms: { namedMerchantsOnly: true }, merchants: [bookshop] }),
      );

      await paid(system, programme, bookshop.address, won(1));
      await refused(system, programme, bakery.address, won(1), [
        "MerchantNotNamed",
        programme,
        bakery.address,
      ]);
    });
  });

  describe("given a named merchant that is not what it was when the programme opened", () => {
    const facts = [Mcc.bookshop, Region.mapo, SalesBand.UpTo300M] as const;
    const changes: readonly (readonly [
      what: string,
      facts: readonly [mcc: bigint, region: bigint, salesBand: bigint],
      refusal: (programme: bigint, shop: string) => Named,
    ])[] = [
      [
        "sells something else",
        [Mcc.bar, Region.mapo, SalesBand.UpTo300M],
        (programme, shop) => ["CategoryNotAllowed", programme, shop, Mcc.bar],
      ],
      [
        "has grown too large",
        [Mcc.bookshop, Region.mapo, SalesBand.Above3B],
        (programme, shop) => [
          "SalesBandExceeded",
          programme,
          shop,
          SalesBand.Above3B,
          SalesBand.UpTo3B,
        ],
      ],
      [
        "has moved to a district that is not listed",
        [Mcc.bookshop, Region.haeundae, SalesBand.UpTo300M],
        (programme, shop) => ["RegionNotListed", programme, shop, Region.haeundae],
      ],
      [
        "has moved to a listed district that is not the holder's home",
        [Mcc.bookshop, Region.gangnam, SalesBand.UpTo300M],
        (programme, shop) => ["NotHomeRegion", programme, shop, Region.gangnam, Region.mapo],
      ],
    ];

    for (const [what, changed, refusal] of changes) {
      it(`refuses one that ${what}, and pays it when it is back`, async () => {
        const system = await market();
        const { bookshop } = system;
        const shop = bookshop.address;
        const programme = await granted(system, booksInMapo(bookshop));

        await enrol(system, bookshop, ...changed);
        await refused(system, programme, shop, won(1), refusal(programme, shop));
        await enrol(system, bookshop, ...facts);
        await paid(system, programme, shop, won(1));
      });

      it(`looks again at one that ${what} at the opening, and then fits`, async () => {
        const system = await market();
        const { bookshop } = system;
        const shop = bookshop.address;
        await enrol(system, bookshop, ...changed);
        const programme = await granted(system, booksInMapo(bookshop));

        await refused(system, programme, shop, won(1), refusal(programme, shop));
        await enrol(system, bookshop, ...facts);
        await paid(system, programme, shop, won(1));
      });
    }

    it("pays one that grew within the terms", async () => {
      const system = await market();
      const { bookshop } = system;
      const programme = await granted(system, booksInMapo(bookshop));

      await enrol(system, bookshop, Mcc.bakery, Region.mapo, SalesBand.UpTo3B);

      await paid(system, programme, bookshop.address, won(1));
    });

    it("refuses one that is suspended, or was already at the opening", async () => {
      const system = await market();
      const { registry, officers, bookshop } = system;
      const shop = bookshop.address;
      const before = await granted(system, booksInMapo(bookshop));
      await registry.connect(officers.merchantEnforcer).suspend(bookshop, caseFile);
      const after = await granted(system, booksInMapo(bookshop));

      await refused(system, before, shop, won(1), ["MerchantIsSuspended", shop]);
      await refused(system, after, shop, won(1), ["MerchantIsSuspended", shop]);
      await registry.connect(officers.merchantOfficer).reinstate(bookshop, caseFile);
      await paid(system, before, shop, won(1));
      await paid(system, after, shop, won(1));
    });

    it("refuses one that is not enrolled, and pays it once it is", async () => {
      const system = await market();
      const { registry, programmes, officers, bookshop } = system;
      const shop = bookshop.address;
      await registry.connect(officers.merchantOfficer).delist(bookshop);
      const programme = await granted(system, booksInMapo(bookshop));
      expect(await programmes.isNamedMerchant(programme, shop)).to.equal(true);

      await refused(system, programme, shop, won(1), ["MerchantIsDelisted", shop]);
      await enrol(system, bookshop, ...facts);
      await paid(system, programme, shop, won(1));
    });
  });
});
