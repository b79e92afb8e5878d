import { expect } from "chai";
import { NOT_FINAL, askTill, type SignedSlip } from "../../../scripts/lib/till.ts";
import { caseFile } from "../../helpers/bank.ts";
import { reach } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { settle, settlingMarket, slipOf } from "../../helpers/settlement.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { kst } from "../../helpers/time.ts";
import { granted, purpose, type Market } from "../../helpers/voucher.ts";

const market = onOneChain(settlingMarket);

const readers = (system: Market) => {
  const names = new Map([
    [system.citizen.address, "citizen-1"],
    [system.bookshop.address, "mapo-bookshop"],
  ]);
  return { en: { names, language: "en" }, ko: { names, language: "ko" } } as const;
};

/** What the till says of a refused slip in both languages: code, name and sentence. */
async function told(system: Market, slip: SignedSlip): Promise<unknown[]> {
  const { en, ko } = readers(system);
  const answers = await Promise.all([askTill(system, slip, en), askTill(system, slip, ko)]);
  for (const { wouldSettle, final, notice } of answers)
    expect([wouldSettle, final, notice]).to.deep.equal([false, false, NOT_FINAL]);
  const [english, korean] = answers.map(({ refusal }) => refusal);
  expect(english?.remedy).to.not.equal("");
  expect(korean?.remedy).to.not.equal(english?.remedy);
  return [english?.code, english?.name, english?.sentence, korean?.sentence];
}

describe("till: askTill", () => {
  it("says of what would be settled that it would, and that it is not final", async () => {
    const system = await market();

    expect(await askTill(system, await slipOf(system), readers(system).en)).to.deep.equal({
      ...{ wouldSettle: true, final: false },
      notice:
        "Not final: it counts once a block has settled it, and rules are judged at that block's time.",
    });
  });

  it("changes nothing: the same slip is still settled", async () => {
    const system = await market();
    const slip = await slipOf(system);
    await askTill(system, slip, readers(system).en);

    await expect(settle(system, [slip]))
      .to.emit(system.programmes, "PaymentSettled")
      .withArgs(1);
  });

  it("gives code and sentence of a signature that is none", async () => {
    const system = await market();
    const slip = { ...(await slipOf(system)), amount: won(10_001) };

    expect(await told(system, slip)).to.deep.equal([
      ...["V51", "PaymentNotSigned", "citizen-1 has not signed this."],
      "citizen-1 님의 서명이 아닙니다.",
    ]);
  });

  it("gives those of a payment that was settled, with its figures", async () => {
    const system = await market();
    const slip = await slipOf(system, { id: 20 });
    await settle(system, [slip]);
    const old = await slipOf(system, { id: 4 });

    expect((await told(system, slip)).slice(0, 2)).to.deep.equal(["V49", "PaymentIdUsed"]);
    expect(await told(system, old)).to.deep.equal([
      ...[
        "V50",
        "PaymentIdTooOld",
        "The payment number 4 of citizen-1 is too far behind 20, or 0.",
      ],
      "citizen-1 님의 결제 번호 4번은 마지막 번호 20번보다 너무 오래되었거나 0번입니다.",
    ]);
  });

  it("gives the deposit token's reason and the registry's too", async () => {
    const system = await market();
    const { token, registry, officers, citizen, bookshop } = system;
    const slip = await slipOf(system);
    await token.connect(officers.enforcementOfficer).suspend(citizen, caseFile);
    expect((await told(system, slip))[1]).to.equal("SuspendedAccount");
    await registry.connect(officers.merchantEnforcer).suspend(bookshop, caseFile);

    expect((await told(system, slip))[1]).to.equal("MerchantIsSuspended");
  });

  it("judges at the time of the question, so that the answer can change", async () => {
    const system = await market();
    const terms = { opensAt: 540n, closesAt: 1_080n }; // 09:00 to 18:00
    const programme = await granted(system, purpose({ terms }));
    const slip = await slipOf(system, { programme });
    const { en } = readers(system);
    expect((await askTill(system, slip, en)).wouldSettle).to.equal(true);

    await reach(system, kst("2025-07-21T18:00:00"));

    expect((await told(system, slip))[1]).to.equal("OutsideHours");
  });
});
