import { expect } from "chai";
import type { Facts, PurposeInput } from "../../../scripts/lib/stage.ts";
import { allows } from "../../../scripts/sandbox/terms.ts";

type Terms = PurposeInput["terms"];
type Lists = Partial<Pick<PurposeInput, "categories" | "regions" | "merchants">>;

const SHOP = "0x00000000000000000000000000000000000000a1";
const OTHER_SHOP = "0x00000000000000000000000000000000000000b2";

const none: Terms = {
  expiresAt: 0,
  perPaymentLimit: 0n,
  dailyLimit: 0n,
  monthlyLimit: 0n,
  totalLimit: 0n,
  categoryRule: 0,
  maxSalesBand: 0,
  homeRegionOnly: false,
  listedRegionsOnly: false,
  namedMerchantsOnly: false,
  opensAt: 0,
  closesAt: 0,
  weekdays: 0,
  closedOnHolidays: false,
  evidenceRequired: false,
  purposeRequired: false,
  consentRequired: false,
  rebateBps: 0,
};

const purpose = (terms: Partial<Terms>, lists: Lists = {}): PurposeInput => ({
  terms: { ...none, ...terms },
  categories: [],
  regions: [],
  merchants: [],
  documentHash: "0x",
  noticeHash: "0x",
  ...lists,
});

const holder = (home?: number): Facts => ({
  name: "citizen",
  region: 11440,
  ...(home === undefined ? {} : { home }),
});

/** A bookshop in Mapo with sales of the second band. */
const bookshop: Facts = { name: "shop", region: 11440, mcc: 5942, sales: 2 };
const at = (region: number): Facts => ({ ...bookshop, region });

interface Case {
  readonly what: string;
  readonly purpose: PurposeInput;
  readonly merchant?: Facts;
  readonly home?: number;
  readonly allowed: boolean;
}

const cases: readonly Case[] = [
  { what: "no term at all", purpose: purpose({}), allowed: true },
  {
    what: "lists whose terms are off",
    purpose: purpose({}, { categories: [1], regions: [2], merchants: [OTHER_SHOP] }),
    allowed: true,
  },
  {
    what: "only categories, with its own",
    purpose: purpose({ categoryRule: 1 }, { categories: [5812, 5942] }),
    allowed: true,
  },
  {
    what: "only categories, without its own",
    purpose: purpose({ categoryRule: 1 }, { categories: [5812] }),
    allowed: false,
  },
  {
    what: "all categories except some, with its own",
    purpose: purpose({ categoryRule: 2 }, { categories: [5942] }),
    allowed: false,
  },
  {
    what: "all categories except some, without its own",
    purpose: purpose({ categoryRule: 2 }, { categories: [5812] }),
    allowed: true,
  },
  { what: "sales of a band below its own", purpose: purpose({ maxSalesBand: 1 }), allowed: false },
  { what: "sales of its own band", purpose: purpose({ maxSalesBand: 2 }), allowed: true },
  { what: "sales of a band above its own", purpose: purpose({ maxSalesBand: 3 }), allowed: true },
  {
    what: "home alone, a metropolitan city, and a shop in it",
    purpose: purpose({ homeRegionOnly: true }),
    home: 11000,
    allowed: true,
  },
  {
    what: "home alone, a metropolitan city, and a shop in another",
    purpose: purpose({ homeRegionOnly: true }),
    home: 11000,
    merchant: at(26350),
    allowed: false,
  },
  {
    what: "home alone, a county, and a shop in it",
    purpose: purpose({ homeRegionOnly: true }),
    home: 43720,
    merchant: at(43720),
    allowed: true,
  },
  {
    what: "home alone, a county, and a shop in another county of the province",
    purpose: purpose({ homeRegionOnly: true }),
    home: 43720,
    merchant: at(43745),
    allowed: false,
  },
  {
    what: "home alone, and a holder of whom no home is known",
    purpose: purpose({ homeRegionOnly: true }),
    allowed: false,
  },
  {
    what: "listed districts, with its own",
    purpose: purpose({ listedRegionsOnly: true }, { regions: [43720, 11440] }),
    allowed: true,
  },
  {
    what: "listed districts, without its own",
    purpose: purpose({ listedRegionsOnly: true }, { regions: [43720] }),
    allowed: false,
  },
  {
    what: "listed districts, with its whole province: a listed code is one district",
    purpose: purpose({ listedRegionsOnly: true }, { regions: [11000] }),
    allowed: false,
  },
  {
    what: "named merchants, with it",
    purpose: purpose({ namedMerchantsOnly: true }, { merchants: [OTHER_SHOP, SHOP] }),
    allowed: true,
  },
  {
    what: "named merchants, without it",
    purpose: purpose({ namedMerchantsOnly: true }, { merchants: [OTHER_SHOP] }),
    allowed: false,
  },
];

const everyTerm = {
  categoryRule: 1,
  maxSalesBand: 2,
  homeRegionOnly: true,
  listedRegionsOnly: true,
  namedMerchantsOnly: true,
};
const everyList = { categories: [5942], regions: [11440], merchants: [SHOP] };

describe("the written terms and a merchant", () => {
  for (const { what, purpose: given, merchant = bookshop, home, allowed } of cases) {
    it(`${allowed ? "allow" : "refuse"} it under ${what}`, () => {
      expect(allows(given, holder(home), merchant, SHOP)).to.equal(allowed);
    });
  }

  it("allow it under all terms at once, and refuse it where a single one is not met", () => {
    const all = purpose(everyTerm, everyList);
    expect(allows(all, holder(11000), bookshop, SHOP)).to.equal(true);
    expect(allows(all, holder(26000), bookshop, SHOP), "home").to.equal(false);
    expect(allows(all, holder(11000), at(11110), SHOP), "district").to.equal(false);
    expect(allows(all, holder(11000), { ...bookshop, mcc: 5812 }, SHOP), "category").to.equal(
      false,
    );
    expect(allows(all, holder(11000), { ...bookshop, sales: 3 }, SHOP), "sales").to.equal(false);
    expect(allows(all, holder(11000), bookshop, OTHER_SHOP), "name").to.equal(false);
  });
});
