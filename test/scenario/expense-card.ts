import { expect } from "chai";
import { getAddress, ZeroAddress } from "ethers";
import { checkRefusals } from "../../scripts/sandbox/refusals.ts";
import {
  expectReconciled,
  expectSameSums,
  expectWholeLedger,
  run,
  type Ran,
} from "../helpers/played.ts";
import { personalIn } from "../helpers/privacy.ts";
import { knownTexts } from "../helpers/traces.ts";
import { kst } from "../helpers/time.ts";

const CARD = 1n;

describe("the officials' expense card of Sejong", () => {
  let ran: Ran;
  before(async () => {
    ran = await run("expense-card-sejong-2026");
  });

  const addressOf = (name: string): string => ran.played.cast.addresses.get(name) ?? "";
  const balanceOf = (name: string) => ran.played.system.token.balanceOf(addressOf(name));
  const vouchers = () => ran.audit.books.programmes.get(CARD)?.vouchers ?? new Map<string, never>();
  const voucherOf = (name: string) => vouchers().get(addressOf(name));
  /** Payments of one official: the shop and the won. */
  const paymentsOf = (name: string) =>
    ran.audit.books.payments
      .filter(({ holder }) => holder === addressOf(name))
      .map(({ merchant, amount }) => [ran.played.cast.facts.get(merchant)?.name, amount]);
  /** What a merchant redeemed, whole won: its tokens that went to nobody. */
  const redeemedBy = (name: string) =>
    ran.audit.events
      .filter(({ contract }) => getAddress(contract) === ran.played.system.addresses.token)
      .filter(({ name: event, args }) => event === "Transfer" && args[0] === addressOf(name))
      .filter(({ args }) => args[1] === ZeroAddress)
      .reduce((sum, { args }) => sum + BigInt(String(args[2])), 0n);

  it("is believed by a reader that has only a URL and addresses: nothing differs, every law holds", () => {
    const { laws } = ran.audit;
    expectReconciled(ran.audit);
    expect(laws.map(({ number, holds }) => [number, holds])).to.deep.equal(
      [1, 2, 3, 4, 7, 8, 9, 10, 11, 12].map((number) => [number, true]),
    );
  });

  it("gives forty officials of five departments, eight of each, what their department has", () => {
    const { groups, facts } = ran.played.cast;
    const officials = groups.get("officials") ?? [];
    expect(officials).to.have.length(40);
    const amounts: Readonly<Record<string, bigint>> = {
      planning: 1_200_000n,
      budget: 1_200_000n,
      welfare: 1_000_000n,
      construction: 1_000_000n,
      audit: 800_000n,
    };
    for (const [department, amount] of Object.entries(amounts)) {
      const members = officials.filter((official) => facts.get(official)?.band === department);
      const granted = members.map((member) => vouchers().get(member)?.granted ?? 0n);
      // What the lost phone had not spent went with its vouchers to the new one.
      const lost = members.indexOf(addressOf("official-021"));
      if (lost !== -1)
        granted[lost] = (granted[lost] ?? 0n) + (voucherOf("new-phone")?.granted ?? 0n);
      expect(granted, department).to.deep.equal(Array<bigint>(8).fill(amount));
    }
  });

  it("refuses for these reasons, in this order, and no other", async () => {
    expect(ran.audit.refused.map(({ error }) => error)).to.deep.equal([
      "ConsentMissing",
      "OutsideHours", // 08:59:59
      "OutsideHours", // 18:00:00
      "OutsideHours", // 23:10
      "HolidayNotAllowed", // Hangul Day
      "WeekdayNotAllowed", // a Sunday
      "CategoryNotAllowed",
      "PurposeMissing",
      "PaymentLimitExceeded",
      "VoucherDailyLimitExceeded",
      "VoucherMonthlyLimitExceeded",
      "MerchantIsSuspended",
      "InvoiceExceeded",
      "RefundExceeded",
      "SettlementRefused",
      "AccountInRecovery",
      "ObjectionStillOpen",
      "ProgrammeIsPaused",
      "ClawbackUndecided",
      "ClawbackNotDue",
      "HolidayNotAllowed", // announced later
      "ClawbackObjectionClosed",
      "HolidayNotAllowed", // Christmas Day
      "ProgrammeNotExpired", // the last second
      "VoucherExpired", // the first second after it
    ]);
    await checkRefusals(ran.played.scenario);
  });

  it("pays within hours on working days alone", () => {
    const { events } = ran.audit;
    const paid = events.filter(({ name }) => ["VoucherSpent", "PaymentSettled"].includes(name));
    // 2 of official-001, 40 lunches, 2 of official-003, 1 stationery, 1 of official-004, 5 signed, 2 coffees, 1 in November,
    // 1 book.
    expect(paid).to.have.length(55);
    for (const { time } of paid) {
      const second = (time + 9 * 3_600) % 86_400;
      expect(second).to.be.within(9 * 3_600, 18 * 3_600 - 1);
    }
  });

  it("lets an official spend 600,000 a month to the won, and again in the next", () => {
    expect(paymentsOf("official-003")).to.deep.equal([
      ["sejong-restaurant", 12_000n],
      ["sejong-restaurant", 300_000n],
      ["sejong-restaurant", 288_000n],
      ["sejong-restaurant", 300_000n],
    ]);
  });

  it("settles what officials signed without a network: each refusal harms no other", () => {
    const { settlement, refusedPayments } = ran.audit.books;
    // 12,000 + 15,000 + 8,000 at once, 10,000 the next morning, and the new phone's 7,000.
    expect(settlement).to.include({ payments: 5, accepted: 52_000n, paid: 52_000n });
    expect(refusedPayments.map(({ error, holder }) => [error, holder])).to.deep.equal([
      ["PaymentExpired", addressOf("official-013")], // valid for ten minutes
      ["VoucherMonthlyLimitExceeded", addressOf("official-003")],
      ["PaymentIdUsed", addressOf("official-011")], // sent again
      ["OutsideHours", addressOf("official-014")], // sent at 18:00:00, and accepted the next morning
      ["AccountInRecovery", addressOf("official-021")], // the lost phone
      ["ConsentMissing", addressOf("official-021")], // which holds nothing any more, a consent neither
    ]);
    expect(paymentsOf("official-014").at(-1)).to.deep.equal(["sejong-taxi", 10_000n]);
  });

  it("gives a lost phone's vouchers to the new phone, which pays and signs", () => {
    expect(voucherOf("official-021")).to.include({ balance: 0n, home: 0, spent: 12_000n });
    // 9,000 for coffee and 7,000 for a ride.
    expect(voucherOf("new-phone")).to.include({ spent: 16_000n, consented: true });
  });

  it("restores what the restaurant refunds, so that it is the official's again", () => {
    // 9,000 at the café, 180,000 at the restaurant, of which 60,000 came back, and the lunch.
    const { spent, refunded, granted, lapsed } = voucherOf("official-001") ?? {};
    expect([spent, refunded]).to.deep.equal([201_000n, 60_000n]);
    expect(lapsed).to.equal((granted ?? 0n) - 201_000n + 60_000n);
  });

  it("takes back under a case what was confirmed, and what nobody objected to in 60 days", () => {
    expect(voucherOf("official-006")).to.include({ clawedBack: 0n, clawback: undefined });
    expect(voucherOf("official-007")).to.include({ clawedBack: 50_000n, clawback: undefined });
    expect(voucherOf("official-008")).to.include({ clawedBack: 75_000n, clawback: undefined });
  });

  it("closes on a holiday that was announced later, and opens again the day after", () => {
    const { events } = ran.audit;
    const announced = events.findLast(({ name }) => name === "HolidayAnnounced");
    expect(announced?.time).to.be.lessThan(kst("2026-11-02T00:00:00"));
    const next = events.find(
      ({ name, time }) => name === "VoucherSpent" && time > kst("2026-11-02T00:00:00"),
    );
    expect(next?.time).to.equal(kst("2026-11-03T12:00:00"));
  });

  it("sends every won home that was not spent, when the year ends", async () => {
    const left = [...vouchers().values()].filter(({ balance }) => balance !== 0n);
    expect(left).to.deep.equal([]);
    // 27,000 at the café, 1,558,000 at the restaurant, 52,000 by taxi, 14,000 for paper, 5,000 for a book: 1,656,000.
    const { treasury, ledger } = ran.played.system;
    expect(await treasury.holdings()).to.equal(50_000_000n - 1_656_000n + 60_000n);
    expect(await balanceOf("funding")).to.equal(0n);
    // Of 45,000,000 that the line paid; it lapsed when the books closed.
    const { returned, lapsed: unspent } = await ledger.lineOf(2026_011_7010101_24002n);
    expect([returned, unspent]).to.deep.equal([43_404_000n, 43_404_000n]);
    // Granted 41,600,000, and 60,000 came back; less 1,656,000 spent and 125,000 taken back.
    const lapsed = [...vouchers().values()].reduce((sum, voucher) => sum + voucher.lapsed, 0n);
    expect(lapsed).to.equal(39_879_000n);
  });

  it("lets merchants redeem all that they were paid, less what they gave back", async () => {
    const redeemed: Readonly<Record<string, bigint>> = {
      "sejong-restaurant": 1_498_000n,
      "sejong-cafe": 27_000n,
      "sejong-stationery": 14_000n,
      "sejong-bookshop": 5_000n,
      "sejong-taxi": 52_000n,
      "sejong-bar": 0n,
      "sejong-jeweller": 0n,
    };
    for (const [shop, amount] of Object.entries(redeemed)) {
      expect(redeemedBy(shop), shop).to.equal(amount);
      expect(await balanceOf(shop), shop).to.equal(0n);
    }
  });

  it("comes to what the comparison of its file with itself states, without a chain", async () => {
    await expectSameSums(ran);
  });

  it("leaves nothing personal on chain", () => {
    expect(personalIn(ran.traces, knownTexts)).to.deep.equal([]);
  });

  it("prints its ledger in lines of at most 100 columns, with what was refused and what was not settled", () => {
    const text = expectWholeLedger(ran).replace(/ +/g, " ");
    for (const row of [
      "2026-10-07 08:59:59 1 official-001 sejong-cafe 9,000 outside 09:00-18:00",
      "2026-10-11 12:00 1 official-002 sejong-restaurant 90,000 not on Sunday",
      "Not settled: 6 signed payments",
      "2026-10-15 15:30 1 official-003 sejong-taxi 9,000 above ₩600,000 a month",
    ])
      expect(text).to.include(row);
    expect(text).to.include("Who is in which band is drawn");
  });
});
