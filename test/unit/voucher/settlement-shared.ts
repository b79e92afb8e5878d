import { expect } from "chai";
import { ZeroHash } from "ethers";
import type { SignedSlip } from "../../../scripts/lib/till.ts";
import { packSlips } from "../../../scripts/lib/till.ts";
import { won } from "../../helpers/fixtures.ts";
import { invoice } from "../../helpers/invoices.ts";
import { Region } from "../../helpers/kinds.ts";
import { outcomes, settle, settlingMarket, slipOf } from "../../helpers/settlement.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { grantedToCitizen, granted, purpose, type Market } from "../../helpers/voucher.ts";

const market = onOneChain(settlingMarket);

/** What each of two payments of a batch names; the second names another where they do not share it. */
const parts = ["holder", "merchant", "programme", "invoice"] as const;
type Part = (typeof parts)[number];

const both = ["invoice 1", "invoice 2"].map((name) => invoice(name, won(10_000)));
const sets = Array.from({ length: 16 }, (_, bits) => parts.filter((_part, n) => (bits >> n) & 1));

/** A market with two programmes, of which citizen and neighbour have 300,000 won each. */
async function twoOfAll(): Promise<Market> {
  const system = await market();
  const programme = await granted(system, purpose());
  await system.manager.grant(programme, system.neighbour, grantedToCitizen, Region.mapo, 2n);
  return system;
}

/** Two payments of 3,000 and 7,000 won on invoices of 10,000 which share the parts named. */
async function pair(system: Market, shared: readonly Part[]): Promise<SignedSlip[]> {
  const { citizen, neighbour, bookshop, bakery } = system;
  const isOther = (part: Part) => !shared.includes(part);
  const second = {
    id: shared.includes("holder") && shared.includes("programme") ? 2 : 1,
    merchant: (isOther("merchant") ? bakery : bookshop).address,
    programme: isOther("programme") ? 2n : 1n,
    invoice: both[isOther("invoice") ? 1 : 0]!,
  };
  return [
    await slipOf(system, { amount: won(3_000), invoice: both[0]! }),
    await slipOf(
      system,
      { amount: won(7_000), ...second },
      isOther("holder") ? neighbour : citizen,
    ),
  ];
}

describe("VoucherProgramme: settle, payments of one batch", () => {
  for (const shared of sets) {
    const what = shared.length === 0 ? "nothing" : shared.join(", ");

    it(`settles two that share ${what}, and counts each once`, async () => {
      const system = await twoOfAll();
      const { programmes, token, invoices } = system;
      const slips = await pair(system, shared);

      expect(await outcomes(system, settle(system, slips))).to.deep.equal(
        slips.map(({ id }) => BigInt(id)),
      );

      const sums = new Map<string, bigint>();
      const add = (key: string, amount: bigint) => sums.set(key, (sums.get(key) ?? 0n) + amount);
      for (const { programme, holder, merchant, amount, invoice: of } of slips) {
        add(`voucher ${programme} ${holder}`, amount);
        add(`shop ${merchant}`, amount);
        add(`invoice ${merchant} ${of}`, amount);
      }
      for (const { programme, holder, merchant, invoice: of } of slips) {
        const spent = grantedToCitizen - (await programmes.balanceOf(holder, programme));
        expect(spent).to.equal(sums.get(`voucher ${programme} ${holder}`));
        expect(await token.balanceOf(merchant)).to.equal(sums.get(`shop ${merchant}`));
        const { paid } = await invoices.invoiceOf(merchant, of);
        expect(paid).to.equal(sums.get(`invoice ${merchant} ${of}`));
      }
    });
  }

  it("settles two of one holder and merchant in two runs as in one", async () => {
    const system = await market();
    const { programmes, token, citizen, bookshop, stranger } = system;
    const slips = [await slipOf(system), await slipOf(system, { id: 2 })];
    const { payments, extras } = packSlips(slips);
    const [run = 0n] = packSlips(slips.slice(0, 1)).runs;

    const sent = programmes.connect(stranger).settle([run, run], payments, extras);

    expect(await outcomes(system, sent)).to.deep.equal([1n, 2n]);
    expect(await programmes.balanceOf(citizen, 1n)).to.equal(won(280_000));
    expect(await token.balanceOf(bookshop)).to.equal(won(20_000));
  });

  describe("given payments that are too much together", () => {
    it("refuses the second of a holder by what the first left, in one run or two", async () => {
      for (const shop of ["bookshop", "bakery"] as const) {
        const system = await market();
        const { programmes, citizen } = system;
        const slips = [
          await slipOf(system, { amount: won(200_000) }),
          await slipOf(system, { id: 2, amount: won(100_001), merchant: system[shop].address }),
          await slipOf(system, { id: 3, amount: won(100_000) }),
        ];

        expect(await outcomes(system, settle(system, slips))).to.deep.equal([
          ...[1n, "VoucherInsufficient", 3n],
        ]);
        expect(await programmes.balanceOf(citizen, 1n)).to.equal(0n);
      }
    });

    for (const [term, error] of [
      ["dailyLimit", "VoucherDailyLimitExceeded"],
      ["monthlyLimit", "VoucherMonthlyLimitExceeded"],
      ["totalLimit", "VoucherTotalLimitExceeded"],
    ] as const)
      it(`refuses the one that passes the ${term}, whichever merchants they go to`, async () => {
        for (const shop of ["bookshop", "bakery"] as const) {
          const system = await market();
          const { programmes, citizen, manager, neighbour } = system;
          const programme = await granted(system, purpose({ terms: { [term]: won(50_000) } }));
          await manager.grant(programme, neighbour, grantedToCitizen, Region.mapo, 2n);
          const merchant = system[shop].address;
          const slips = [
            await slipOf(system, { programme, amount: won(30_000) }),
            await slipOf(system, { programme, id: 2, amount: won(20_001), merchant }),
            await slipOf(system, { programme, id: 3, amount: won(20_000), merchant }),
            await slipOf(system, { programme, amount: won(50_000) }, neighbour),
          ];

          expect(await outcomes(system, settle(system, slips))).to.deep.equal([
            ...[1n, error, 3n, 1n],
          ]);
          expect((await programmes.voucherOf(programme, citizen)).spentInAll).to.equal(won(50_000));
        }
      });

    it("refuses what passes the invoice's total, of one holder or another", async () => {
      for (const who of ["citizen", "neighbour"] as const) {
        const system = await market();
        const { invoices, bookshop } = system;
        const of = both[0]!;
        const slips = [
          await slipOf(system, { amount: won(6_000), invoice: of }),
          await slipOf(system, { id: 2, amount: won(4_001), invoice: of }, system[who]),
          await slipOf(system, { id: 3, amount: won(4_000), invoice: of }, system[who]),
        ];

        expect(await outcomes(system, settle(system, slips))).to.deep.equal([
          ...[1n, "InvoiceExceeded", 3n],
        ]);
        expect((await invoices.invoiceOf(bookshop, of)).paid).to.equal(won(10_000));
      }
    });
  });

  it("reads papers where they are, of some payments and not of others", async () => {
    const system = await market();
    const { invoices, bookshop, neighbour } = system;
    const slips = [
      await slipOf(system, { invoice: both[1]! }),
      await slipOf(system, { id: 2 }),
      await slipOf(system, { invoice: both[0]!, purposeHash: both[1]! }, neighbour),
    ];
    expect(slips[1]?.invoice).to.equal(ZeroHash);

    expect(await outcomes(system, settle(system, slips))).to.deep.equal([1n, 2n, 1n]);
    for (const of of both) {
      expect((await invoices.invoiceOf(bookshop, of)).paid).to.equal(won(10_000));
    }
  });
});
