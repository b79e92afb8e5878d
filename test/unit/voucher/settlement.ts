import { expect } from "chai";
import { ZeroAddress, id as hashOf } from "ethers";
import { packSlips } from "../../../scripts/lib/till.ts";
import { caseFile } from "../../helpers/bank.ts";
import { eventsOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import {
  bytesOf,
  outcomes,
  refusedAs,
  settle,
  settleAll,
  settledAs,
  settlingMarket,
  slipOf,
} from "../../helpers/settlement.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { budget, granted, purpose } from "../../helpers/voucher.ts";

const market = onOneChain(settlingMarket);
const ONE_MORE = 1n << 224n;

describe("VoucherProgramme: settle", () => {
  describe("when somebody sends a payment that its holder signed", () => {
    it("burns the vouchers and pays the merchant in plain deposit tokens", async () => {
      const system = await market();
      const { programmes, token, addresses, citizen, bookshop } = system;

      await settledAs(system, await slipOf(system));

      expect(await programmes.balanceOf(citizen, 1n)).to.equal(won(290_000)); // 300,000 − 10,000
      expect(await token.balanceOf(bookshop)).to.equal(won(10_000));
      expect(await token.balanceOf(addresses.programmes)).to.equal(budget - won(10_000));
    });

    it("logs the burn by whoever sends it, the number, and to whom the run went", async () => {
      const system = await market();
      const { programmes, token, addresses, citizen, bookshop, stranger } = system;
      const sent = settle(system, [await slipOf(system, { id: 9 })]);

      expect(await eventsOf(sent, programmes)).to.deep.equal([
        ["TransferSingle", stranger.address, citizen.address, ZeroAddress, 1n, won(10_000)],
        ["PaymentSettled", 9n],
        ["RunSettled", 1n, bookshop.address],
      ]);
      expect(await eventsOf(sent, token)).to.deep.equal([
        ["Transfer", addresses.programmes, bookshop.address, won(10_000)],
      ]);
    });

    it("takes it from the merchant, the holder, or anybody else", async () => {
      const system = await market();
      const { programmes, citizen, bookshop, bakery, stranger } = system;

      for (const [n, sender] of [citizen, bookshop, bakery, stranger].entries()) {
        const { runs, payments, extras } = packSlips([await slipOf(system, { id: n + 1 })]);
        await expect(programmes.connect(sender).settle(runs, payments, extras))
          .to.emit(programmes, "TransferSingle")
          .withArgs(sender.address, citizen.address, ZeroAddress, 1n, won(10_000));
      }
    });

    it("logs the purpose after the number", async () => {
      const system = await market();
      const { programmes, citizen, stranger, bookshop } = system;
      const slip = await slipOf(system, { purposeHash: hashOf("aim") });

      expect(await eventsOf(settle(system, [slip]), programmes)).to.deep.equal([
        ["TransferSingle", stranger.address, citizen.address, ZeroAddress, 1n, won(10_000)],
        ["PaymentSettled", 1n],
        ["PurposeStated", 1n, citizen.address, hashOf("aim")],
        ["RunSettled", 1n, bookshop.address],
      ]);
    });

    it("says how many it settled", async () => {
      const system = await market();
      const { programmes } = system;
      const slip = await slipOf(system);
      const { runs, payments, extras } = packSlips([slip, slip, await slipOf(system, { id: 2 })]);

      expect(await programmes.settle.staticCall(runs, payments, extras)).to.equal(2n);
    });

    it("settles vouchers of a closed programme, as they are spent", async () => {
      const system = await market();
      await system.manager.close(1n);

      await settledAs(system, await slipOf(system));
    });
  });

  describe("given terms that ask for a purpose", () => {
    it("refuses what states none, and settles what does", async () => {
      const system = await market();
      const programme = await granted(system, purpose({ terms: { purposeRequired: true } }));
      await refusedAs(system, await slipOf(system, { programme }), ["PurposeMissing", programme]);

      await settledAs(system, await slipOf(system, { programme, purposeHash: hashOf("aim") }));
    });
  });

  describe("given runs", () => {
    it("pays each merchant of a run once for all of it", async () => {
      const system = await market();
      const { programmes, token, addresses, neighbour, bookshop, bakery } = system;
      const slips = [
        await slipOf(system, { id: 1, amount: won(1) }),
        await slipOf(system, { id: 1, amount: won(20) }, neighbour),
        await slipOf(system, { id: 2, amount: won(300), merchant: bakery.address }),
        await slipOf(system, { id: 3, amount: won(4_000) }),
      ];
      const sent = settle(system, slips);

      const [books, bread] = [bookshop.address, bakery.address];
      expect(await eventsOf(sent, token)).to.deep.equal([
        ["Transfer", addresses.programmes, books, won(21)],
        ["Transfer", addresses.programmes, bread, won(300)],
        ["Transfer", addresses.programmes, books, won(4_000)],
      ]);
      const runs = (await eventsOf(sent, programmes)).filter(([name]) => name === "RunSettled");
      expect(runs).to.deep.equal([books, bread, books].map((shop) => ["RunSettled", 1n, shop]));
    });

    it("logs and pays nothing for a run of which nothing is settled", async () => {
      const system = await market();
      const { programmes, token, bookshop, bakery } = system;
      const slips = [
        await slipOf(system, { merchant: bakery.address, amount: won(300_001) }),
        await slipOf(system),
      ];
      const sent = settle(system, slips);

      expect(await outcomes(system, sent)).to.deep.equal(["VoucherInsufficient", 1n]);
      expect((await eventsOf(sent, programmes)).at(-1)).to.deep.equal([
        ...["RunSettled", 1n, bookshop.address],
      ]);
      expect((await eventsOf(sent, token)).length).to.equal(1);
    });

    it("settles nothing of an empty batch, and passes by an empty run", async () => {
      const system = await market();
      const { programmes, bakery } = system;
      const { runs, payments, extras } = packSlips([await slipOf(system)]);
      const emptyRun = BigInt(bakery.address) | (1n << 160n);

      expect(await programmes.settle.staticCall([], [], "0x")).to.equal(0n);
      expect(await programmes.settle.staticCall([emptyRun, ...runs], payments, extras)).to.equal(
        1n,
      );
    });

    it("refuses the batch whose runs have more payments than there are, or fewer", async () => {
      const system = await market();
      const { programmes, stranger } = system;
      const sender = programmes.connect(stranger);
      const { runs, payments, extras } = packSlips([
        await slipOf(system),
        await slipOf(system, { id: 2 }),
      ]);
      const [run = 0n] = runs;

      for (const [counts, inRuns] of [
        [[run + ONE_MORE], 3n],
        [[run - ONE_MORE], 1n],
        [[], 0n],
        [[run, run], 4n],
      ] as const)
        for (const act of [sender.settle, sender.settleAll])
          await expect(act([...counts], payments, extras))
            .to.be.revertedWithCustomError(programmes, "PaymentsOutsideRuns")
            .withArgs(inRuns, 2n);
    });

    it("takes more payments and more empty runs than the token answers for in one word", async () => {
      const system = await market();
      const sender = system.programmes.connect(system.stranger);
      const { runs, payments, extras } = packSlips([await slipOf(system)]);
      const [run = 0n, payment] = [runs[0], payments[0]!];
      const many = (count: number) => Array.from({ length: count }, () => payment);

      const empty = Array.from({ length: 600 }, () => run - ONE_MORE);
      const all = [...empty, run + 599n * ONE_MORE];
      expect(await sender.settle.staticCall(all, many(600), extras)).to.equal(1n);
    });
  });
});

describe("VoucherProgramme: settleAll", () => {
  it("settles all", async () => {
    const system = await market();
    const { token, bookshop, bakery } = system;
    const slips = [await slipOf(system), await slipOf(system, { id: 2, merchant: bakery.address })];

    expect(await outcomes(system, settleAll(system, slips))).to.deep.equal([1n, 2n]);
    expect(await token.balanceOf(bookshop)).to.equal(won(10_000));
    expect(await token.balanceOf(bakery)).to.equal(won(10_000));
  });

  it("settles none where one is refused, and says which and why", async () => {
    const system = await market();
    const { programmes, token, citizen, bookshop, bakery, neighbour } = system;
    const slips = [
      await slipOf(system),
      await slipOf(system, { id: 2, merchant: bakery.address }),
      await slipOf(system, { id: 1, amount: won(300_001) }, neighbour),
      await slipOf(system, { id: 1 }),
    ];
    const reason = bytesOf(system, [
      ...(["VoucherInsufficient", 1n, neighbour.address] as const),
      ...[won(300_000), won(300_001)],
    ]);

    await expect(settleAll(system, slips))
      .to.be.revertedWithCustomError(programmes, "SettlementRefused")
      .withArgs(2n, reason);
    expect(await token.balanceOf(bookshop)).to.equal(0n);
    expect(await programmes.balanceOf(citizen, 1n)).to.equal(won(300_000));
  });

  it("gives as reason of a whole batch that of its first payment", async () => {
    const system = await market();
    const { programmes, officers } = system;
    await programmes.connect(officers.programmePauser).pauseProgramme(1n, caseFile);

    await expect(settleAll(system, [await slipOf(system), await slipOf(system, { id: 2 })]))
      .to.be.revertedWithCustomError(programmes, "SettlementRefused")
      .withArgs(0n, bytesOf(system, ["ProgrammeIsPaused", 1n]));
  });
});
