import { id as hashOf } from "ethers";
import type { Named } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { CategoryRule, Mcc, Region, SalesBand } from "../../helpers/kinds.ts";
import { refusedAs, settledAs, slipOf } from "../../helpers/settlement.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { kst } from "../../helpers/time.ts";
import { granted, openMarket, purpose, type Market, type Wishes } from "../../helpers/voucher.ts";

const market = onOneChain(openMarket);
const notice = hashOf("notice");

/** What terms say, and why they refuse 10,000 won of the citizen, at home in Mapo, at the bookshop there on a Monday. */
const cases: readonly (readonly [string, Wishes, (system: Market) => Named, time?: number])[] = [
  [
    "a limit of one payment",
    { terms: { perPaymentLimit: won(9_999) } },
    () => ["PaymentLimitExceeded", 1n, won(9_999), won(10_000)],
  ],
  [
    "a limit of a day",
    { terms: { dailyLimit: won(9_999) } },
    ({ citizen }) => [
      "VoucherDailyLimitExceeded",
      1n,
      citizen.address,
      won(9_999),
      0n,
      won(10_000),
    ],
  ],
  [
    "a limit of a month",
    { terms: { monthlyLimit: won(9_999) } },
    ({ citizen }) => [
      ...(["VoucherMonthlyLimitExceeded", 1n, citizen.address, won(9_999)] as const),
      ...[0n, won(10_000)],
    ],
  ],
  [
    "a limit in all",
    { terms: { totalLimit: won(9_999) } },
    ({ citizen }) => [
      "VoucherTotalLimitExceeded",
      1n,
      citizen.address,
      won(9_999),
      0n,
      won(10_000),
    ],
  ],
  [
    "other categories",
    { terms: { categoryRule: CategoryRule.Only }, categories: [Mcc.bakery] },
    ({ bookshop }) => ["CategoryNotAllowed", 1n, bookshop.address, Mcc.bookshop],
  ],
  [
    "a barred category",
    { terms: { categoryRule: CategoryRule.Except }, categories: [Mcc.bookshop] },
    ({ bookshop }) => ["CategoryNotAllowed", 1n, bookshop.address, Mcc.bookshop],
  ],
  [
    "other districts",
    { terms: { listedRegionsOnly: true }, regions: [Region.gangnam] },
    ({ bookshop }) => ["RegionNotListed", 1n, bookshop.address, Region.mapo],
  ],
  ["another rebate than payment", { terms: { rebateBps: 1_000n } }, () => ["RebateOnly", 1n]],
  [
    "consent",
    { terms: { consentRequired: true }, noticeHash: notice },
    ({ citizen }) => ["ConsentMissing", 1n, citizen.address, notice],
  ],
  [
    "evidence",
    { terms: { evidenceRequired: true } },
    ({ citizen }) => ["EvidenceMissing", 1n, citizen.address],
  ],
  ["a purpose", { terms: { purposeRequired: true } }, () => ["PurposeMissing", 1n]],
  [
    "hours, at 08:59:59",
    { terms: { opensAt: 540n, closesAt: 1_080n } },
    () => ["OutsideHours", 1n, 540n, 1_080n, 32_399n],
    kst("2025-07-22T08:59:59"),
  ],
  [
    "working days, on a Saturday",
    { terms: { weekdays: 0b001_1111n } },
    () => ["WeekdayNotAllowed", 1n, 0b001_1111n, 5n],
    kst("2025-07-26T00:00:00"),
  ],
  [
    "no holidays, on one",
    { terms: { closedOnHolidays: true } },
    () => ["HolidayNotAllowed", 1n, 20_315n],
    kst("2025-08-15T00:00:00"),
  ],
];

describe("VoucherProgramme: settle, the terms", () => {
  for (const [what, wishes, reason, time] of cases)
    it(`refuses by ${what}, as spend does`, async () => {
      const system = await market();
      const programme = await granted(system, purpose(wishes));
      const slip = await slipOf(system, { programme });

      await refusedAs(system, slip, reason(system), time);
    });

  it("refuses a merchant that is not named, and a larger one than terms are for", async () => {
    const system = await market();
    const { bookshop, bakery } = system;
    const named = await granted(
      system,
      purpose({ terms: { namedMerchantsOnly: true }, merchants: [bookshop] }),
    );
    const small = await granted(system, purpose({ terms: { maxSalesBand: SalesBand.UpTo500M } }));
    const at = (programme: bigint, shop: string) => slipOf(system, { programme, merchant: shop });

    await refusedAs(system, await at(named, bakery.address), [
      ...(["MerchantNotNamed", named, bakery.address] as const),
    ]);
    await refusedAs(system, await at(small, bakery.address), [
      ...(["SalesBandExceeded", small, bakery.address] as const),
      ...[SalesBand.UpTo1B, SalesBand.UpTo500M],
    ]);
    for (const programme of [named, small])
      await settledAs(system, await at(programme, bookshop.address));
  });

  it("refuses a merchant outside the home district", async () => {
    const system = await market();
    const terms = purpose({ terms: { homeRegionOnly: true } });
    const home = await granted(system, terms, Region.mapo);
    const away = await granted(system, terms, Region.gangnam);

    await settledAs(system, await slipOf(system, { programme: home }));
    await refusedAs(system, await slipOf(system, { programme: away }), [
      ...(["NotHomeRegion", away, system.bookshop.address, Region.mapo, Region.gangnam] as const),
    ]);
  });

  it("settles what every term allows, in the first second of the hours", async () => {
    const system = await market();
    const { programmes, controller, citizen, stranger, bookshop } = system;
    const terms = {
      ...{ perPaymentLimit: won(10_000), dailyLimit: won(10_000), monthlyLimit: won(10_000) },
      ...{ totalLimit: won(10_000), opensAt: 540n, closesAt: 1_080n, weekdays: 0b001_1111n },
      ...{ categoryRule: CategoryRule.Only, maxSalesBand: SalesBand.UpTo300M },
      ...{ homeRegionOnly: true, listedRegionsOnly: true, namedMerchantsOnly: true },
      ...{ closedOnHolidays: true, evidenceRequired: true, consentRequired: true },
      purposeRequired: true,
    };
    const lists = { categories: [Mcc.bookshop], regions: [Region.mapo], merchants: [bookshop] };
    const programme = await granted(system, purpose({ terms, ...lists, noticeHash: notice }));
    await controller.appointAttestor(programme, stranger);
    await programmes.connect(stranger).attest(programme, citizen, hashOf("evidence"));
    await programmes.connect(citizen).consent(programme, notice);
    const purposeHash = hashOf("aim");
    const slip = await slipOf(system, { programme, purposeHash });

    await settledAs(system, slip, kst("2025-07-22T09:00:00"));
    await refusedAs(system, await slipOf(system, { programme, purposeHash, id: 2, amount: 1n }), [
      ...(["VoucherDailyLimitExceeded", programme, citizen.address, won(10_000)] as const),
      ...[won(10_000), 1n],
    ]);
  });
});
