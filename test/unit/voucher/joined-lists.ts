import { expect } from "chai";
import { gasOf, type Named } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { CategoryRule, Mcc, Region, SalesBand } from "../../helpers/kinds.ts";
import { paid, refused } from "../../helpers/purchases.ts";
import { onOneChain } from "../../helpers/suite.ts";
import {
  codeOfOffices,
  enrol,
  granted,
  grantedVoucher,
  opening,
  purpose,
  type Market,
  type Wishes,
} from "../../helpers/voucher.ts";

// Programme 1 has no rules; the citizen, at home in Mapo, holds 300,000 won of it.
const market = onOneChain(grantedVoucher);

/** As many districts, Mapo the last. */
const districts = (count: number): bigint[] => [
  ...Array.from({ length: count - 1 }, (_, n) => BigInt(40_000 + n)),
  Region.mapo,
];

/** One category of each of as many words: 5942 is of the 24th. */
const categories = (count: number): bigint[] =>
  [Mcc.bookshop, ...Array.from({ length: 40 }, (_, n) => BigInt(256 * n))]
    .filter((mcc) => mcc !== 5_888n)
    .slice(0, count);

const only = { categoryRule: CategoryRule.Only, listedRegionsOnly: true };
const except = { categoryRule: CategoryRule.Except, listedRegionsOnly: true };

/** The gas that a payment at the bookshop takes under such terms. */
async function spending(system: Market, wishes: Wishes): Promise<number> {
  const programme = await granted(system, purpose(wishes));
  const { programmes, citizen, bookshop } = system;
  return gasOf(programmes.connect(citizen).spend(programme, bookshop, won(1), 0n));
}

describe("VoucherProgramme: lists of categories and districts together", () => {
  describe("given a list of what is allowed", () => {
    // 5942 and 6198 are one bit of two words; 11440 and 11441 two districts.
    const wishes = {
      terms: { ...only, maxSalesBand: SalesBand.UpTo1B },
      categories: [Mcc.bookshop, 6_199n],
      regions: [Region.mapo, Region.gangnam],
    };
    const cases: [string, [bigint, bigint, bigint], (shop: string) => Named | undefined][] = [
      ["both lists have", [Mcc.bookshop, Region.mapo, 3n], () => undefined],
      ["is in the other district", [6_199n, Region.gangnam, 3n], () => undefined],
      [
        "has a category of the same word",
        [5_943n, Region.mapo, 1n],
        (shop) => ["CategoryNotAllowed", 2n, shop, 5_943n],
      ],
      [
        "has a category of the same bit",
        [6_198n, Region.mapo, 1n],
        (shop) => ["CategoryNotAllowed", 2n, shop, 6_198n],
      ],
      [
        "has a category of a word without any",
        [0n, Region.mapo, 1n],
        (shop) => ["CategoryNotAllowed", 2n, shop, 0n],
      ],
      [
        "is too large",
        [Mcc.bookshop, Region.mapo, 4n],
        (shop) => ["SalesBandExceeded", 2n, shop, 4n, 3n],
      ],
      [
        "is in a district beside one",
        [Mcc.bookshop, 11_441n, 1n],
        (shop) => ["RegionNotListed", 2n, shop, 11_441n],
      ],
      [
        "is in a district's province",
        [Mcc.bookshop, Region.seoul, 1n],
        (shop) => ["RegionNotListed", 2n, shop, 11_000n],
      ],
      [
        "fails all three, by its category",
        [Mcc.bar, Region.seoul, 5n],
        (shop) => ["CategoryNotAllowed", 2n, shop, Mcc.bar],
      ],
      [
        "fails the last two, by its sales",
        [Mcc.bookshop, Region.seoul, 5n],
        (shop) => ["SalesBandExceeded", 2n, shop, 5n, 3n],
      ],
    ];

    for (const [what, facts, refusal] of cases) {
      it(`judges a merchant that ${what}`, async () => {
        const system = await market();
        const shop = system.bookshop.address;
        const programme = await granted(system, purpose(wishes));
        await enrol(system, shop, ...facts);

        const named = refusal(shop);
        if (named === undefined) await paid(system, programme, shop, won(1));
        else await refused(system, programme, shop, won(1), named);
      });
    }

    it("lets no district of another programme in", async () => {
      const system = await market();
      const shop = system.bookshop.address;
      await granted(system, purpose(wishes));
      const regions = [Region.haeundae];
      const other = await granted(system, purpose({ ...wishes, regions }));

      await refused(system, other, shop, won(1), ["RegionNotListed", other, shop, Region.mapo]);
    });
  });

  describe("given a list of what is not allowed", () => {
    const wishes = { terms: except, categories: [Mcc.bar], regions: [Region.mapo] };

    it("pays every other category in the districts alone", async () => {
      const system = await market();
      const shop = system.bookshop.address;
      const programme = await granted(system, purpose(wishes));

      for (const mcc of [0n, 5_812n, 5_814n, Mcc.bookshop, 9_999n]) {
        await enrol(system, shop, mcc, Region.mapo, SalesBand.Above3B);
        await paid(system, programme, shop, won(1));
        await enrol(system, shop, mcc, Region.gangnam, SalesBand.Above3B);
        const refusal = ["RegionNotListed", programme, shop, Region.gangnam] as const;
        await refused(system, programme, shop, won(1), refusal);
      }
    });

    it("refuses what is listed, in every district", async () => {
      const system = await market();
      const shop = system.bookshop.address;
      const programme = await granted(system, purpose(wishes));

      for (const region of [Region.mapo, Region.gangnam]) {
        await enrol(system, shop, Mcc.bar, region, SalesBand.Above3B);
        const refusal = ["CategoryNotAllowed", programme, shop, Mcc.bar] as const;
        await refused(system, programme, shop, won(1), refusal);
      }
    });
  });

  describe("given named merchants", () => {
    it("judges one whose facts changed by both lists, then by name", async () => {
      const system = await market();
      const [shop, other] = [system.bookshop.address, system.bakery.address];
      const terms = { ...only, namedMerchantsOnly: true };
      const lists = { categories: [Mcc.bookshop, Mcc.bakery], regions: [Region.mapo] };
      const programme = await granted(system, purpose({ terms, ...lists, merchants: [shop] }));

      await enrol(system, shop, Mcc.bakery, Region.mapo, SalesBand.UpTo3B);
      await paid(system, programme, shop, won(1));
      await refused(system, programme, other, won(1), ["MerchantNotNamed", programme, other]);
      await enrol(system, shop, Mcc.bakery, Region.gangnam, SalesBand.UpTo3B);
      const refusal = ["RegionNotListed", programme, shop, Region.gangnam] as const;
      await refused(system, programme, shop, won(1), refusal);
    });
  });

  describe("given long lists", () => {
    // What one cold read costs.
    const read = 2_100;
    const cases = [
      { rule: "allowed", terms: only, most: [128, 1], over: [129, 1] },
      { rule: "allowed, in many words", terms: only, most: [4, 32], over: [4, 33] },
      { rule: "barred", terms: except, most: [3, 1], over: [4, 1] },
    ] as const;

    for (const { rule, terms, most, over } of cases) {
      it(`joins as many as 128 words hold and pays beyond too: what is ${rule}`, async () => {
        const system = await market();
        const lists = ([many, words]: readonly [number, number]) => ({
          terms,
          categories: terms === only ? categories(words) : [Mcc.bar],
          regions: districts(many),
        });

        const together = await spending(system, lists(most));
        const apart = await spending(system, lists(over));

        expect(apart - together).to.be.within(read, read + 400);
        expect(await (await codeOfOffices(system)).MAX_JOINED()).to.equal(128n);
      });
    }

    it("costs less to open than the longest lists that are not joined", async () => {
      const system = await market();
      const open = async (many: number, words: number): Promise<number> => {
        const lists = { categories: categories(words), regions: districts(many) };
        return gasOf(opening(system, purpose({ terms: only, ...lists })));
      };

      const longest = await open(256, 40);

      for (const [many, words] of [[128, 1] as const, [3, 40] as const]) {
        expect(await open(many, words)).to.be.below(longest);
      }
    });
  });
});
