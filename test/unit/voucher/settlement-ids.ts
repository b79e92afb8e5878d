import { expect } from "chai";
import { reach } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import {
  anySlip,
  outcomes,
  refusedAs,
  settle,
  settledAs,
  settlingMarket,
  slipOf,
} from "../../helpers/settlement.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { kst } from "../../helpers/time.ts";
import { granted, purpose, type Market } from "../../helpers/voucher.ts";

const market = onOneChain(settlingMarket);

const used = ({ citizen }: Market, id: number) =>
  ["PaymentIdUsed", 1n, citizen.address, id] as const;
const tooOld = ({ citizen }: Market, id: number, highest: number) =>
  ["PaymentIdTooOld", 1n, citizen.address, id, highest] as const;

describe("VoucherProgramme: settle, one-time ids", () => {
  describe("given a payment that was settled", () => {
    it("refuses it again, in a later batch", async () => {
      const system = await market();
      const slip = await slipOf(system, { id: 7 });

      await settledAs(system, slip);
      await refusedAs(system, slip, used(system, 7));
    });

    it("refuses it again in the same run, and in another run of the batch", async () => {
      const system = await market();
      const { programmes, token, citizen, bookshop, bakery } = system;
      const slip = await slipOf(system);
      const other = await slipOf(system, { merchant: bakery.address, id: 2 });

      expect(await outcomes(system, settle(system, [slip, slip, other, slip]))).to.deep.equal([
        ...[1n, "PaymentIdUsed", 2n, "PaymentIdUsed"],
      ]);
      expect(await token.balanceOf(bookshop)).to.equal(won(10_000));
      expect(await programmes.balanceOf(citizen, 1n)).to.equal(won(280_000));
    });

    it("refuses another payment that is signed with the same number", async () => {
      const system = await market();
      await settledAs(system, await slipOf(system, { id: 7 }));

      await refusedAs(system, await slipOf(system, { id: 7, amount: won(1) }), used(system, 7));
    });

    it("takes the same number of another holder, and of the holder in another programme", async () => {
      const system = await market();
      const { neighbour } = system;
      const programme = await granted(system, purpose());
      await settledAs(system, await slipOf(system, { id: 7 }));

      await settledAs(system, await slipOf(system, { id: 7 }, neighbour));
      await settledAs(system, await slipOf(system, { id: 7, programme }));
    });
  });

  describe("given numbers out of their order", () => {
    it("settles sixteen from the highest down, each once", async () => {
      const system = await market();
      const slips = [];
      for (let id = 16; id >= 1; --id) slips.push(await slipOf(system, { id }));

      expect(await outcomes(system, settle(system, slips))).to.deep.equal(
        slips.map(({ id }) => BigInt(id)),
      );
      expect(await outcomes(system, settle(system, slips))).to.deep.equal(
        slips.map(() => "PaymentIdUsed"),
      );
      expect(await system.token.balanceOf(system.bookshop)).to.equal(won(160_000));
    });

    it("settles fifteen behind the highest, and refuses sixteen behind it", async () => {
      const system = await market();
      await settledAs(system, await slipOf(system, { id: 20 }));

      await refusedAs(system, await slipOf(system, { id: 4 }), tooOld(system, 4, 20));
      await settledAs(system, await slipOf(system, { id: 5 }));
      await refusedAs(system, await slipOf(system, { id: 5 }), used(system, 5));
    });

    it("forgets what falls out of the window, and then refuses it as too old", async () => {
      const system = await market();
      const first = await slipOf(system, { id: 1 });
      await settledAs(system, first);
      await settledAs(system, await slipOf(system, { id: 40 }));

      await refusedAs(system, first, tooOld(system, 1, 40));
      await refusedAs(system, await slipOf(system, { id: 24 }), tooOld(system, 24, 40));
      for (const id of [25, 39, 26]) await settledAs(system, await slipOf(system, { id }));
    });

    it("takes the highest number there is, and those behind it", async () => {
      const system = await market();
      const last = 2 ** 24 - 1;
      await settledAs(system, await slipOf(system, { id: last }));

      await refusedAs(system, await slipOf(system, { id: last }), used(system, last));
      await settledAs(system, await slipOf(system, { id: last - 1 }));
      await refusedAs(system, await slipOf(system, { id: 1 }), tooOld(system, 1, last));
    });

    it("takes 0 for no number", async () => {
      const system = await market();

      await refusedAs(system, await anySlip(system, { id: 0 }), tooOld(system, 0, 0));
    });
  });

  describe("given a number that the holder cancelled", () => {
    it("refuses the payment, and settles the next", async () => {
      const system = await market();
      const { programmes, citizen } = system;
      await programmes.connect(citizen).cancelPayment(1n, 3);

      await refusedAs(system, await slipOf(system, { id: 3 }), used(system, 3));
      await settledAs(system, await slipOf(system, { id: 2 }));
      await settledAs(system, await slipOf(system, { id: 4 }));
    });
  });

  describe("given a payment that was refused", () => {
    it("settles it later, since its number was not used", async () => {
      const system = await market();
      const { programmes, officers, controller } = system;
      const slip = await slipOf(system);
      const file = `0x${"c5".repeat(32)}`;
      await programmes.connect(officers.programmePauser).pauseProgramme(1n, file);
      await refusedAs(system, slip, ["ProgrammeIsPaused", 1n]);
      await controller.resumeProgramme(1n, file);

      await settledAs(system, slip);
    });
  });
});

describe("VoucherProgramme: settle, windows of time", () => {
  const [from, until] = [kst("2025-07-22T09:00:00"), kst("2025-07-22T09:10:00")];
  const window = { validAfter: from, validBefore: until };

  it("refuses in the second after which a payment is valid, and settles in the next", async () => {
    const system = await market();
    const { citizen } = system;
    const slip = await slipOf(system, window);
    const early = (time: number) =>
      ["PaymentNotYetValid", 1n, citizen.address, from, time] as const;

    await refusedAs(system, slip, early(from - 1), from - 1);
    await refusedAs(system, slip, early(from), from);
    await settledAs(system, slip, from + 1);
  });

  it("settles in the last second before its end, and refuses at its end", async () => {
    const system = await market();
    const { citizen } = system;
    const [slip, late] = [await slipOf(system, window), await slipOf(system, { ...window, id: 2 })];
    const ended = (time: number) => ["PaymentExpired", 1n, citizen.address, until, time] as const;

    await settledAs(system, slip, until - 1);
    await refusedAs(system, late, ended(until), until);
    await refusedAs(system, late, ended(until + 1), until + 1);
  });

  it("names the time before anything else that is wrong", async () => {
    const system = await market();
    const { citizen, bakery } = system;
    const slip = { ...(await slipOf(system, { ...window, id: 2 })), merchant: bakery.address };

    await refusedAs(
      system,
      slip,
      ["PaymentExpired", 1n, citizen.address, until, until + 5],
      until + 5,
    );
  });

  it("judges hours at the time of the block, not of the signature", async () => {
    const system = await market();
    const hours = { opensAt: 540n, closesAt: 1_080n }; // 09:00 to 18:00
    const programme = await granted(system, purpose({ terms: hours }));
    await reach(system, kst("2025-07-21T17:59:00"));
    const slip = await slipOf(system, { programme });
    const evening = kst("2025-07-21T18:00:00");

    await refusedAs(system, slip, ["OutsideHours", programme, 540n, 1_080n, 64_800n], evening);
    await settledAs(system, slip, kst("2025-07-22T09:00:00"));
  });
});
