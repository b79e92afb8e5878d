import { expect } from "chai";
import { ZeroHash, id } from "ethers";
import { opening } from "../../helpers/bank.ts";
import { at } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { TermsPart } from "../../helpers/kinds.ts";
import { onOneChain } from "../../helpers/suite.ts";
import {
  codeOfOffices,
  openMarket,
  purpose,
  type Market,
  type Wishes,
} from "../../helpers/voucher.ts";

const market = onOneChain(openMarket);

/** The highest limit that can be set is one won less. */
const highest = 2n ** 40n - 1n;

/** The sponsor opens a programme of 10 won, which the funding agency has approved. */
async function tryOpen({ token, officers, addresses, sponsor }: Market, wishes: Wishes) {
  await token.connect(officers.funding).approve(addresses.programmes, won(10));
  return () => sponsor.open(purpose(wishes), officers.funding, won(10));
}

type Cases = readonly (readonly [what: string, wishes: Wishes])[];

/** Every case is refused for its `part`. */
function refuses(part: keyof typeof TermsPart, cases: Cases): void {
  for (const [what, wishes] of cases)
    it(`refuses ${what}`, async () => {
      const system = await market();
      const open = await tryOpen(system, wishes);

      await expect(open())
        .to.be.revertedWithCustomError(system.programmes, "InvalidTerms")
        .withArgs(TermsPart[part]);
    });
}

/** Every case opens, and has the terms that were proposed. */
function takes(cases: Cases): void {
  for (const [what, wishes] of cases)
    it(`takes ${what}`, async () => {
      const system = await market();
      const open = await tryOpen(system, wishes);

      await expect(open()).to.emit(system.programmes, "ProgrammeOpened");

      const terms: object = await system.programmes.termsOf(1n);
      for (const [name, value] of Object.entries(wishes.terms ?? {}))
        expect(Reflect.get(terms, name)).to.equal(value);
    });
}

describe("VoucherProgramme: limits that cannot be", () => {
  refuses("Limits", [
    ["a payment's at the highest number", { terms: { perPaymentLimit: highest } }],
    ["a day's at the highest number", { terms: { dailyLimit: highest } }],
    ["a month's at the highest number", { terms: { monthlyLimit: highest } }],
    ["that in all at the highest number", { terms: { totalLimit: highest } }],
    ["one above every field", { terms: { totalLimit: 2n ** 64n - 1n } }],
    ["a payment's above a day's", { terms: { perPaymentLimit: 101n, dailyLimit: 100n } }],
    ["a payment's above a month's", { terms: { perPaymentLimit: 101n, monthlyLimit: 100n } }],
    ["a payment's above that in all", { terms: { perPaymentLimit: 101n, totalLimit: 100n } }],
    ["a day's above a month's", { terms: { dailyLimit: 101n, monthlyLimit: 100n } }],
    ["a day's above that in all", { terms: { dailyLimit: 101n, totalLimit: 100n } }],
    ["a month's above that in all", { terms: { monthlyLimit: 101n, totalLimit: 100n } }],
  ]);
  takes([
    ["each one won below the highest number", { terms: { totalLimit: highest - 1n } }],
    [
      "four of the same amount",
      {
        terms: { perPaymentLimit: 100n, dailyLimit: 100n, monthlyLimit: 100n, totalLimit: 100n },
      },
    ],
    ["a payment's and that in all alone", { terms: { perPaymentLimit: 1n, totalLimit: 2n } }],
  ]);
});

describe("VoucherProgramme: hours that cannot be", () => {
  refuses("Hours", [
    ["an opening at the closing", { terms: { opensAt: 540n, closesAt: 540n } }],
    [
      "an opening after the closing, as over midnight",
      { terms: { opensAt: 1_320n, closesAt: 60n } },
    ],
    ["an opening without a closing", { terms: { opensAt: 540n } }],
    ["a closing after 24:00", { terms: { opensAt: 540n, closesAt: 1_441n } }],
    ["an opening after 24:00", { terms: { opensAt: 1_440n, closesAt: 1_441n } }],
    ["an eighth day of the week", { terms: { weekdays: 128n } }],
    ["an eighth day beside the seven", { terms: { weekdays: 255n } }],
  ]);
  takes([
    ["a whole day", { terms: { closesAt: 1_440n } }],
    ["the last minute of the day", { terms: { opensAt: 1_439n, closesAt: 1_440n } }],
    ["Sundays alone", { terms: { weekdays: 64n } }],
    ["a closing without an opening: from midnight", { terms: { closesAt: 1n } }],
    ["no holidays alone", { terms: { closedOnHolidays: true } }],
  ]);
});

describe("VoucherProgramme: a notice that cannot be", () => {
  refuses("Notice", [
    ["consent to no notice", { terms: { consentRequired: true }, noticeHash: ZeroHash }],
    ["a notice to which nobody consents", { noticeHash: id("notice") }],
  ]);

  it("takes consent with its notice, and says which", async () => {
    const system = await market();
    const wishes = { terms: { consentRequired: true }, noticeHash: id("notice") };

    await (
      await tryOpen(system, wishes)
    )();

    expect(await system.programmes.noticeOf(1n)).to.equal(id("notice"));
    expect(await system.programmes.noticeOf(2n)).to.equal(ZeroHash);
  });
});

describe("VoucherProgramme: a rebate that cannot be", () => {
  refuses("Rebate", [["a share above the whole", { terms: { rebateBps: 10_001n } }]]);
  takes([
    ["the whole", { terms: { rebateBps: 10_000n } }],
    ["the smallest share", { terms: { rebateBps: 1n } }],
  ]);
});

describe("VoucherProgramme: an expiry that cannot be", () => {
  refuses("Expiry", [
    ["none", { terms: { expiresAt: 0n } }],
    ["one that is past", { terms: { expiresAt: BigInt(opening) } }],
  ]);

  it("refuses one ten years and a second ahead, and takes ten years", async () => {
    const system = await market();
    const period = 315_360_000; // 10 × 365 × 86,400
    expect(await (await codeOfOffices(system)).MAX_EXPIRY_PERIOD()).to.equal(BigInt(period));
    const open = await tryOpen(system, { terms: { expiresAt: opening + 3_601 + period } });

    await at(system, opening + 3_600);
    await expect(open())
      .to.be.revertedWithCustomError(system.programmes, "InvalidTerms")
      .withArgs(TermsPart.Expiry);
    await at(system, opening + 3_601);
    await expect(open()).to.emit(system.programmes, "ProgrammeOpened");
  });
});

describe("VoucherProgramme: a budget that cannot be", () => {
  it("refuses one won above the largest, and takes the largest as far as there is money", async () => {
    const system = await market();
    const { programmes, token, sponsor, officers, addresses } = system;
    const largest = 2n ** 48n - 1n;
    expect(await (await codeOfOffices(system)).MAX_BUDGET()).to.equal(largest);

    await expect(sponsor.open(purpose(), officers.funding, largest + 1n))
      .to.be.revertedWithCustomError(programmes, "BudgetTooLarge")
      .withArgs(largest + 1n, largest);
    await expect(sponsor.open(purpose(), officers.funding, largest))
      .to.be.revertedWithCustomError(token, "ERC20InsufficientAllowance")
      .withArgs(addresses.programmes, won(0), largest);
  });
});
