import { expect } from "chai";
import { at, gasOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { Region } from "../../helpers/kinds.ts";
import {
  admitLonger,
  counted,
  limit,
  limited,
  overDay,
  overMonth,
  overTotal,
} from "../../helpers/limited.ts";
import { paid, paidAt, refused, refusedAt, spendBooks } from "../../helpers/purchases.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { day, kst } from "../../helpers/time.ts";
import { granted, openMarket, purpose } from "../../helpers/voucher.ts";

const market = onOneChain(openMarket);

describe("SpendingTerms: the limit in all", () => {
  it("pays the limit over days, months and years, and then nothing for good", async () => {
    const system = await limited(await market(), "totalLimit");
    const { programme } = system;
    await admitLonger(system);
    await paidAt(system, kst("2025-07-22T12:00:00"), programme, won(20_000));
    await paidAt(system, kst("2025-08-22T12:00:00"), programme, won(20_000));

    await refusedAt(
      system,
      kst("2026-08-22T12:00:00"),
      programme,
      won(10_001),
      overTotal(system, limit, won(40_000), won(10_001)),
    );
    await paidAt(system, kst("2026-08-22T12:00:01"), programme, won(10_000));
    await refusedAt(
      system,
      kst("2029-12-31T23:59:59"),
      programme,
      won(1),
      overTotal(system, limit, limit, won(1)),
    );
  });

  it("is not begun anew by another grant", async () => {
    const system = await limited(await market(), "totalLimit");
    const { programme, manager, citizen, bookshop } = system;
    await paid(system, programme, bookshop.address, limit);
    await manager.grant(programme, citizen, won(10), Region.mapo, 2n);

    await refused(
      system,
      programme,
      bookshop.address,
      won(1),
      overTotal(system, limit, limit, won(1)),
    );
  });
});

describe("SpendingTerms: limits together", () => {
  it("names that of a day, then that of a month, then that in all", async () => {
    const bare = await market();
    const terms = { dailyLimit: won(30), monthlyLimit: won(40), totalLimit: won(50) };
    const programme = await granted(bare, purpose({ terms }));
    const system = { ...bare, programme };

    const tuesday = kst("2025-07-22T12:00:00");
    await refusedAt(system, tuesday, programme, won(51), overDay(system, 30n, 0n, 51n));
    await paidAt(system, tuesday + 1, programme, won(30));
    const wednesday = tuesday + day;
    await refusedAt(system, wednesday, programme, won(21), overMonth(system, 40n, 30n, 21n));
    await paidAt(system, wednesday + 1, programme, won(10));
    const august = kst("2025-08-22T12:00:00");
    await refusedAt(system, august, programme, won(11), overTotal(system, 50n, 40n, 11n));
    await paidAt(system, august + 1, programme, won(10));
  });

  it("counts nothing that is refused", async () => {
    const system = await limited(await market(), "dailyLimit");
    const { programme, token, officers, bookshop } = system;
    await token.connect(officers.pauser).pause();

    await refused(system, programme, bookshop.address, won(1), ["EnforcedPause"], "token");

    expect(await counted(system, programme)).to.deep.equal([0n, 0n, 0n]);
  });
});

describe("SpendingTerms: limits that are off", () => {
  it("refuse nothing and count nothing", async () => {
    const system = await market();
    const programme = await granted(system, purpose({ terms: { perPaymentLimit: won(300_000) } }));

    await paid(system, programme, system.bookshop.address, won(300_000));

    expect(await counted(system, programme)).to.deep.equal([0n, 0n, 0n]);
  });

  it("refuse nothing beside one that is on", async () => {
    for (const [term, on] of [
      ["dailyLimit", "2025-07-22T12:00:00"],
      ["monthlyLimit", "2025-08-22T12:00:00"],
    ] as const) {
      const system = await limited(await market(), term);
      await paid(system, system.programme, system.bookshop.address, limit);

      await paidAt(system, kst(on), system.programme, limit);
    }
  });

  it("cost nothing: a payment is dearer by each that is on", async () => {
    const system = await market();
    const { bookshop } = system;
    const none = await granted(system, purpose());
    const dailyOnly = await granted(system, purpose({ terms: { dailyLimit: limit } }));
    const both = { dailyLimit: limit, monthlyLimit: limit };
    const monthlyToo = await granted(system, purpose({ terms: both }));
    // The bookshop has been paid before, as before every payment that is compared.
    await paid(system, none, bookshop.address, won(1));

    const gas = [];
    for (const [index, programme] of [none, dailyOnly, monthlyToo].entries()) {
      await at(system, kst("2025-07-22T12:00:00") + index * day);
      gas.push(await gasOf(spendBooks(system, programme, won(1))));
    }

    expect(gas.toSorted((one, other) => one - other)).to.deep.equal(gas);
    expect(new Set(gas).size).to.equal(3);
  });
});
