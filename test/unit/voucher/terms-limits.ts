import { expect } from "chai";
import { won } from "../../helpers/fixtures.ts";
import { Region } from "../../helpers/kinds.ts";
import { admitLonger, counted, limit, limited, overDay, overMonth } from "../../helpers/limited.ts";
import { mixed, paid, paidAt, purchase, refused, refusedAt } from "../../helpers/purchases.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { kst } from "../../helpers/time.ts";
import { granted, openMarket, purpose } from "../../helpers/voucher.ts";

const market = onOneChain(openMarket);

describe("SpendingTerms: the limit of a day", () => {
  it("pays the limit at once, and not one won more on that day", async () => {
    const system = await limited(await market(), "dailyLimit");
    const { programme, bookshop } = system;
    const shop = bookshop.address;

    await refused(
      system,
      programme,
      shop,
      limit + won(1),
      overDay(system, limit, won(0), limit + won(1)),
    );
    await paid(system, programme, shop, limit);
    await refused(system, programme, shop, won(1), overDay(system, limit, limit, won(1)));
  });

  it("adds up the payments of a day", async () => {
    const system = await limited(await market(), "dailyLimit");
    const { programme, bookshop } = system;
    const shop = bookshop.address;
    await paid(system, programme, shop, won(30_000));

    await refused(
      system,
      programme,
      shop,
      won(20_001),
      overDay(system, limit, won(30_000), won(20_001)),
    );
    await paid(system, programme, shop, won(20_000));

    expect(await counted(system, programme)).to.deep.equal([limit, limit, limit]);
  });

  it("begins anew at midnight in Korea, 15:00 in UTC", async () => {
    const system = await limited(await market(), "dailyLimit");
    const { programme } = system;
    const midnight = kst("2025-07-22T00:00:00");
    await paidAt(system, midnight - 2, programme, limit);

    await refusedAt(system, midnight - 1, programme, won(1), overDay(system, limit, limit, won(1)));
    await paidAt(system, midnight, programme, limit);
    expect(await counted(system, programme)).to.deep.equal([limit, won(100_000), won(100_000)]);
    await refusedAt(
      system,
      midnight + 9 * 3_600,
      programme,
      won(1),
      overDay(system, limit, limit, won(1)),
    );
  });

  it("is each holder's own", async () => {
    const system = await limited(await market(), "dailyLimit");
    const { programme, programmes, manager, neighbour, bookshop } = system;
    await manager.grant(programme, neighbour, limit, Region.mapo, 2n);
    await paid(system, programme, bookshop.address, limit);

    await programmes.connect(neighbour).spend(programme, bookshop, limit, 0n);

    expect(await counted(system, programme, neighbour.address)).to.deep.equal([
      limit,
      limit,
      limit,
    ]);
  });

  it("is each programme's own", async () => {
    const system = await limited(await market(), "dailyLimit");
    const { programme, bookshop } = system;
    const other = await granted(system, purpose({ terms: { dailyLimit: limit } }));

    await paid(system, programme, bookshop.address, limit);
    await paid(system, other, bookshop.address, limit);
  });

  it("counts a purchase with its papers and a part of a mixed one", async () => {
    const system = await limited(await market(), "dailyLimit");
    const { programme, programmes, citizen } = system;
    const holder = programmes.connect(citizen);
    await holder.spendFor(citizen, purchase(system, programme, won(20_000)));
    await holder.spendMixed(mixed(system, [programme], won(30_000)));

    await expect(holder.spendFor(citizen, purchase(system, programme, won(1))))
      .to.be.revertedWithCustomError(programmes, "VoucherDailyLimitExceeded")
      .withArgs(programme, citizen.address, limit, limit, won(1));
  });
});

describe("SpendingTerms: the limit of a month", () => {
  it("pays the limit on two days, and not one won more in that month", async () => {
    const system = await limited(await market(), "monthlyLimit");
    const { programme } = system;
    await paidAt(system, kst("2025-07-22T12:00:00"), programme, won(20_000));

    await refusedAt(
      system,
      kst("2025-07-23T12:00:00"),
      programme,
      won(30_001),
      overMonth(system, limit, won(20_000), won(30_001)),
    );
    await paidAt(system, kst("2025-07-23T12:00:01"), programme, won(30_000));
    await refusedAt(
      system,
      kst("2025-07-24T12:00:00"),
      programme,
      won(1),
      overMonth(system, limit, limit, won(1)),
    );
  });

  for (const [last, next] of [
    ["2025-07-31", "2025-08-01"],
    ["2025-09-30", "2025-10-01"],
    ["2025-12-31", "2026-01-01"],
    ["2026-01-31", "2026-02-01"],
    ["2026-02-28", "2026-03-01"],
    ["2028-02-29", "2028-03-01"],
    ["2028-12-31", "2029-01-01"],
  ] as const) {
    it(`begins anew at midnight after ${last} in Korea`, async () => {
      const system = await limited(await market(), "monthlyLimit");
      const { programme } = system;
      await admitLonger(system);
      await paidAt(system, kst(`${last}T23:59:58`), programme, limit);

      await refusedAt(
        system,
        kst(`${last}T23:59:59`),
        programme,
        won(1),
        overMonth(system, limit, limit, won(1)),
      );
      await paidAt(system, kst(`${next}T00:00:00`), programme, limit);

      expect(await counted(system, programme)).to.deep.equal([limit, limit, won(100_000)]);
    });
  }

  it("goes on from 28 to 29 February of a leap year, with another day", async () => {
    const system = await limited(await market(), "monthlyLimit");
    const { programme } = system;
    await admitLonger(system);
    await paidAt(system, kst("2028-02-28T23:59:59"), programme, won(20_000));

    await refusedAt(
      system,
      kst("2028-02-29T00:00:00"),
      programme,
      won(30_001),
      overMonth(system, limit, won(20_000), won(30_001)),
    );
    expect(await counted(system, programme)).to.deep.equal([0n, won(20_000), won(20_000)]);
  });

  it("tells a month from the same one a year later", async () => {
    const system = await limited(await market(), "monthlyLimit");
    const { programme } = system;
    await admitLonger(system);

    await paidAt(system, kst("2025-08-15T12:00:00"), programme, limit);
    await paidAt(system, kst("2026-08-15T12:00:00"), programme, limit);
  });
});
