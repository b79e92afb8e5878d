import { expect } from "chai";
import { network } from "hardhat";
import { UserError } from "../../../scripts/lib/errors.ts";
import type { Facts, PurposeInput } from "../../../scripts/lib/stage.ts";
import {
  hoursRefusal,
  mostPayable,
  paymentRefusal,
  REASONS,
  type Asked,
  type Voucher,
} from "../../../scripts/sandbox/judge.ts";
import { play, readScenario } from "../../../scripts/sandbox/play.ts";
import { rehearse } from "../../../scripts/sandbox/rehearsal.ts";
import { purposeOf } from "../../../scripts/sandbox/terms.ts";
import { rehearse as castOf } from "../../../scripts/sandbox/check.ts";
import { parseTime } from "../../../scripts/tasks/time.ts";
import { card } from "./card.ts";
import { lineOf, scratch } from "./edits.ts";

const korean = (written: string): number => parseTime(`${written}+09:00`, () => 0);
const never = () => false;

describe("the written terms and a moment", () => {
  const write = scratch();
  let terms: PurposeInput["terms"];

  before(() => {
    const scenario = readScenario(write(card()));
    terms = purposeOf(scenario, "card", castOf(scenario, new Map(), () => 0).names).terms;
  });

  const moments: readonly (readonly [at: string, refusal: string | undefined])[] = [
    ["2026-05-04T08:59:59", "OutsideHours"],
    ["2026-05-04T09:00:00", undefined],
    ["2026-05-04T17:59:59", undefined],
    ["2026-05-04T18:00:00", "OutsideHours"],
    ["2026-05-08T23:59:59", "OutsideHours"],
    ["2026-05-09T00:00:00", "WeekdayNotAllowed"],
    ["2026-05-10T23:59:59", "WeekdayNotAllowed"],
    ["2026-05-11T00:00:00", "OutsideHours"],
  ];
  for (const [at, refusal] of moments) {
    it(`${refusal === undefined ? "allow" : "refuse"} a payment at ${at} KST`, () => {
      expect(hoursRefusal(terms, korean(at), never)).to.equal(refusal);
    });
  }

  it("refuse a holiday of the calendar, after its weekday and hour, and only where they say so", () => {
    const at = korean("2026-05-05T12:00:00");
    // 2026-05-05 is day 20,578 since 1970: 56 years × 365 + 14 leap days = 20,454 days to 1 January, and 31 + 28 + 31 + 30 + 4.
    const isHoliday = (day: number) => day === 20_578;
    expect(hoursRefusal(terms, at, isHoliday)).to.equal("HolidayNotAllowed");
    expect(hoursRefusal({ ...terms, closedOnHolidays: false }, at, isHoliday)).to.equal(undefined);
    expect(hoursRefusal(terms, korean("2026-05-05T18:00:00"), isHoliday)).to.equal("OutsideHours");
  });

  it("allow every moment where hours, weekdays and holidays are off", () => {
    const off = { ...terms, opensAt: 0, closesAt: 0, weekdays: 0, closedOnHolidays: false };
    for (const [at] of moments)
      expect(hoursRefusal(off, korean(at), () => true)).to.equal(undefined);
  });

  it("allow to the end of the day where hours end at 24:00", () => {
    const late = { ...terms, closesAt: 1_440, weekdays: 0 };
    expect(hoursRefusal(late, korean("2026-05-04T23:59:59"), never)).to.equal(undefined);
    expect(hoursRefusal(late, korean("2026-05-05T00:00:00"), never)).to.equal("OutsideHours");
  });
});

/** Everything is on and nothing is met; each case meets one reason more, in the contract's order. */
describe("the first reason for which a payment is refused", () => {
  const holder: Facts = { name: "holder", region: 11440, home: 11000 };
  const shop: Facts = { name: "shop", region: 26350, mcc: 5813, sales: 5 };
  const terms: PurposeInput["terms"] = {
    expiresAt: korean("2026-05-04T00:00:00"),
    perPaymentLimit: 10n,
    dailyLimit: 10n,
    monthlyLimit: 10n,
    totalLimit: 10n,
    categoryRule: 1,
    maxSalesBand: 4,
    homeRegionOnly: true,
    listedRegionsOnly: true,
    namedMerchantsOnly: true,
    opensAt: 540,
    closesAt: 1_080,
    weekdays: 31,
    closedOnHolidays: true,
    evidenceRequired: true,
    purposeRequired: true,
    consentRequired: true,
    rebateBps: 1_000,
  };
  interface Given {
    asked: Asked;
    voucher: Voucher;
    terms: PurposeInput["terms"];
    isHoliday: boolean;
    merchants: string[];
  }
  const sums = { spentToday: 8n, spentThisMonth: 8n, spentInAll: 8n };
  const worst: Given = {
    asked: {
      at: korean("2026-05-09T08:00:00"),
      amount: 0n,
      holder,
      account: "shop",
      merchant: "MerchantNotEnrolled",
      isPaused: true,
      hasPurpose: false,
    },
    voucher: { balance: 1n, consented: false, attested: false, ...sums },
    terms,
    isHoliday: true,
    merchants: [],
  };

  const meets: readonly (readonly [reason: string, meet: (given: Given) => Partial<Given>])[] = [
    ["ZeroAmount", ({ asked }) => ({ asked: { ...asked, amount: 11n } })],
    ["RebateOnly", (given) => ({ terms: { ...given.terms, rebateBps: 0 } })],
    [
      "VoucherExpired",
      (given) => ({ terms: { ...given.terms, expiresAt: korean("2027-01-01T00:00:00") } }),
    ],
    ["ProgrammeIsPaused", ({ asked }) => ({ asked: { ...asked, isPaused: false } })],
    [
      "WeekdayNotAllowed",
      ({ asked }) => ({ asked: { ...asked, at: korean("2026-05-04T08:00:00") } }),
    ],
    ["OutsideHours", ({ asked }) => ({ asked: { ...asked, at: korean("2026-05-04T09:00:00") } })],
    ["HolidayNotAllowed", () => ({ isHoliday: false })],
    ["PaymentLimitExceeded", ({ asked }) => ({ asked: { ...asked, amount: 3n } })],
    ["MerchantNotEnrolled", ({ asked }) => ({ asked: { ...asked, merchant: shop } })],
    [
      "CategoryNotAllowed",
      ({ asked }) => ({ asked: { ...asked, merchant: { ...shop, mcc: 5942 } } }),
    ],
    [
      "SalesBandExceeded",
      ({ asked }) => ({ asked: { ...asked, merchant: { ...shop, mcc: 5942, sales: 4 } } }),
    ],
    [
      "RegionNotListed",
      ({ asked }) => ({
        asked: { ...asked, merchant: { ...shop, mcc: 5942, sales: 4, region: 43720 } },
      }),
    ],
    ["MerchantNotNamed", () => ({ merchants: ["shop"] })],
    ["NotHomeRegion", ({ asked }) => ({ asked: { ...asked, holder: { ...holder, home: 43720 } } })],
    ["ConsentMissing", ({ voucher }) => ({ voucher: { ...voucher, consented: true } })],
    ["EvidenceMissing", ({ voucher }) => ({ voucher: { ...voucher, attested: true } })],
    ["PurposeMissing", (given) => ({ terms: { ...given.terms, purposeRequired: false } })],
    ["VoucherDailyLimitExceeded", ({ voucher }) => ({ voucher: { ...voucher, spentToday: 7n } })],
    [
      "VoucherMonthlyLimitExceeded",
      ({ voucher }) => ({ voucher: { ...voucher, spentThisMonth: 7n } }),
    ],
    ["VoucherTotalLimitExceeded", ({ voucher }) => ({ voucher: { ...voucher, spentInAll: 7n } })],
    ["VoucherInsufficient", ({ voucher }) => ({ voucher: { ...voucher, balance: 3n } })],
  ];

  const judged = ({ asked, voucher, terms: given, isHoliday, merchants }: Given) =>
    paymentRefusal(
      {
        terms: given,
        categories: [5942],
        regions: [43720],
        merchants,
        documentHash: "0x",
        noticeHash: "0x",
      },
      asked,
      voucher,
      () => isHoliday,
    );

  let given = worst;
  for (const [reason, meet] of meets) {
    const before = given;
    given = { ...given, ...meet(given) };
    it(`is ${reason} as long as all before it is met`, () => {
      expect(judged(before)).to.equal(reason);
    });
  }
  const all = given;
  it("is none where all is met", () => {
    expect(judged(all)).to.equal(undefined);
  });

  it("is one of the reasons that are known as such", () => {
    const registry = ["MerchantIsSuspended", "MerchantIsDelisted", "MerchantIsBarred"];
    const known = [...meets.map(([reason]) => reason), ...registry, "ProgrammeUnknown"];
    expect([...REASONS].toSorted()).to.deep.equal(known.toSorted());
  });

  it("leaves as the most that can be paid what the narrowest limit or the balance leaves", () => {
    const none = { perPaymentLimit: 0n, dailyLimit: 0n, monthlyLimit: 0n, totalLimit: 0n };
    const voucher = { balance: 90n, spentToday: 10n, spentThisMonth: 40n, spentInAll: 70n };
    expect(mostPayable(none, voucher)).to.equal(90n);
    expect(mostPayable({ ...none, perPaymentLimit: 50n }, voucher)).to.equal(50n);
    expect(mostPayable({ ...none, dailyLimit: 60n }, voucher), "60 - 10").to.equal(50n);
    expect(mostPayable({ ...none, monthlyLimit: 60n }, voucher), "60 - 40").to.equal(20n);
    expect(mostPayable({ ...none, totalLimit: 60n }, voucher), "spent already").to.equal(0n);
  });
});

describe("a scenario with hours, holidays and limits", () => {
  const write = scratch();

  it("comes on chain to what it expects, and its rehearsal to the same to the won", async () => {
    const scenario = readScenario(write(card()));
    const connection = await network.create({ chainType: "l1" });
    const { system, cast } = await play(connection, scenario, { progress: () => {} });
    const { payments, programmes } = await rehearse(scenario);

    // citizen-001 has spent 100,000, the month's limit: it draws nothing. The three others pay 40,000 to 50,000, and then the
    // rest of the day's 60,000; a third time nothing is left: 100,000 + 3 × 60,000.
    expect(programmes.map(({ spent }) => spent)).to.deep.equal([280_000n]);
    const drawn = payments.filter(({ at }) => at === korean("2026-05-11T10:00:00"));
    expect(drawn.map(({ holder }) => holder)).to.deep.equal(
      ["citizen-002", "citizen-003", "citizen-004"].flatMap((name) => [name, name]),
    );
    for (const merchant of ["mapo-bookshop", "mapo-restaurant", "boeun-restaurant"]) {
      const paid = payments
        .filter((one) => one.merchant === merchant && one.refusal === undefined)
        .reduce((sum, { amount }) => sum + amount, 0n);
      const balance = await system.token.balanceOf(cast.addresses.get(merchant) ?? "");
      expect(balance, merchant).to.equal(paid);
    }
  });

  it("is told where a step draws payments at an hour at which its terms pay nothing", () => {
    for (const [at, shown] of [
      ["2026-05-11T18:00:00", "2026-05-11 18:00:00 KST: OutsideHours"],
      ["2026-05-16T10:00:00", "2026-05-16 10:00:00 KST: WeekdayNotAllowed"],
      // The substitute for Buddha's Birthday.
      ["2026-05-25T10:00:00", "2026-05-25 10:00:00 KST: HolidayNotAllowed"],
    ] as const) {
      const text = card(["2026-05-11T10:00:00", at]);
      const file = write(text);
      const line = lineOf(text, "merchant: { allowed: card }");
      expect(() => readScenario(file)).to.throw(
        UserError,
        `${file}:${line}:voucher.spend.merchant.allowed: the terms allow no payment at ${shown}`,
      );
    }
  });

  it("may draw payments at such an hour where their refusal is expected", () => {
    const late = "2026-05-11T18:00:00+09:00\n    expect: { refused: OutsideHours }";
    const file = write(card(["2026-05-11T10:00:00+09:00", late]));
    expect(() => readScenario(file)).not.to.throw();
  });

  it("knows a holiday that a step above announces", () => {
    const announce = "  - calendar.announce: { days: [2026-05-11] }\n  - deposit.register";
    const file = write(card(["  - deposit.register", announce]));
    expect(() => readScenario(file)).to.throw(
      UserError,
      "2026-05-11 10:00:00 KST: HolidayNotAllowed",
    );
  });
});
