import { expect } from "chai";
import {
  namedResults,
  refusedInAll,
  refusedLines,
  resultsOf,
  settledLine,
} from "../../../scripts/lib/results.ts";
import { id } from "ethers";
import { decodeRefusal, revertData } from "../../../scripts/lib/revert.ts";
import { errorsOf } from "../../../scripts/lib/system.ts";
import type { SignedSlip } from "../../../scripts/lib/till.ts";
import { won } from "../../helpers/fixtures.ts";
import { settle, settleAll, settlingMarket, slipOf } from "../../helpers/settlement.ts";
import { onOneChain } from "../../helpers/suite.ts";
import type { Market } from "../../helpers/voucher.ts";

const market = onOneChain(settlingMarket);

/** The citizen's number 1 at the bookshop, and 2 signed by another; the neighbour's number 1 at the bakery. */
async function three(system: Market): Promise<SignedSlip[]> {
  const { citizen, neighbour, bakery } = system;
  const first = await slipOf(system);
  const forged = { ...(await slipOf(system, { id: 2 }, neighbour)), holder: citizen.address };
  const wishes = { merchant: bakery.address, amount: won(4_000), holder: neighbour.address };
  return [first, forged, await slipOf(system, wishes, neighbour)];
}

async function settled(system: Market, slips: readonly SignedSlip[]) {
  const receipt = await (await settle(system, slips)).wait();
  if (receipt === null) throw new Error("no receipt");
  return resultsOf(system, receipt);
}

const named = (slips: readonly SignedSlip[]) =>
  slips.map((slip, n) => ({ name: `slip-${n + 1}`, slip }));

describe("till: resultsOf", () => {
  it("tells of each payment of a batch, in its order, what was paid or why it was not", async () => {
    const system = await market();
    const { citizen, neighbour, bookshop, bakery } = system;

    const notSigned = { programme: 1n, holder: citizen.address, id: 2n };

    const results = await settled(system, await three(system));

    expect(results).to.deep.equal([
      {
        ...{ programme: 1n, holder: citizen.address, merchant: bookshop.address, id: 1 },
        amount: won(10_000),
      },
      {
        ...{ programme: 1n, holder: citizen.address, merchant: bookshop.address, id: 2 },
        ...{ amount: 0n, refusal: { name: "PaymentNotSigned", args: notSigned } },
      },
      {
        ...{ programme: 1n, holder: neighbour.address, merchant: bakery.address, id: 1 },
        amount: won(4_000),
      },
    ]);
  });

  it("tells of nothing where a receipt holds no batch", async () => {
    const system = await market();
    const { programmes, citizen, bookshop } = system;
    const sent = await programmes.connect(citizen).spend(1n, bookshop, won(5_000), 1n);
    const receipt = await sent.wait();

    expect(resultsOf(system, { logs: receipt?.logs ?? [] })).to.deep.equal([]);
  });
});

describe("till: what is told of a batch", () => {
  const readers = ({ citizen }: Market) => {
    const names = new Map([[citizen.address, "citizen-1"]]);
    return { en: { names, language: "en" }, ko: { names, language: "ko" } } as const;
  };

  it("is how many were settled, how much, and a line for each other in words", async () => {
    const system = await market();
    const slips = await three(system);
    const results = namedResults(named(slips), await settled(system, slips));
    const { en, ko } = readers(system);

    expect(settledLine(results, "en")).to.equal("2 of 3 settled, ₩14,000");
    expect(settledLine(results, "ko")).to.equal("3건 중 2건 정산, ₩14,000");
    expect(refusedLines(results, en)).to.deep.equal([
      "slip-2, citizen-1, refused: V51 PaymentNotSigned: citizen-1 has not signed this. What to do: Have the holder sign exactly what is sent.",
    ]);
    expect(refusedLines(results, ko)).to.deep.equal([
      "slip-2, citizen-1, 거절: V51 PaymentNotSigned: citizen-1 님의 서명이 아닙니다. 조치: 보내는 내용 그대로 이용자가 서명해야 합니다.",
    ]);
  });

  it("names slips whatever their order, and the second of two alike second", async () => {
    const system = await market();
    const slip = await slipOf(system);
    const other = await slipOf(system, { id: 2 });
    const results = await settled(system, [slip, slip, other]);

    const told = namedResults(named([other, slip, slip]), results);

    expect(told.map((one) => [one.slip, one.refusal?.name])).to.deep.equal([
      ["slip-2", undefined],
      ["slip-3", "PaymentIdUsed"],
      ["slip-1", undefined],
    ]);
  });

  it("is, of all or none, the payment for which none was settled", async () => {
    const system = await market();
    const slips = await three(system);
    const error: unknown = await settleAll(system, slips).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    const refusal = decodeRefusal(errorsOf(system), revertData(error) ?? "0x");

    const told = refusedInAll(system, named(slips), refusal);

    expect(told.map((one) => [one.slip, one.id, one.refusal?.name])).to.deep.equal([
      ["slip-2", 2, "PaymentNotSigned"],
    ]);
    const other = { name: "PaymentsOutsideRuns", args: { index: 1n } };
    expect(refusedInAll(system, named(slips), other)).to.deep.equal([]);
    expect(settledLine(told, "en")).to.equal("0 of 1 settled, ₩0");
  });

  it("calls a payment of no known slip by its number", async () => {
    const system = await market();
    const results = await settled(system, [await slipOf(system, { purposeHash: id("a") })]);

    expect(namedResults([], results)[0]?.slip).to.equal("number 1");
  });
});
