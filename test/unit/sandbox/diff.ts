import { readFileSync } from "node:fs";
import { expect } from "chai";
import hre from "hardhat";
import { differenceOf, isSame, type Difference } from "../../../scripts/sandbox/diff.ts";
import { scenarioFile } from "../../../scripts/sandbox/files.ts";
import { readScenario } from "../../../scripts/sandbox/play.ts";
import { heard } from "../../helpers/printed.ts";
import { card } from "./card.ts";
import { couponText, edited, lineOf, scratch } from "./edits.ts";

type Edit = readonly [find: string, replace: string];

/** The card with payments by name alone: citizen-001 spends 50,000 and 10,000 on 4 May and 40,000 on 6 May. */
const named = (...edits: readonly Edit[]): string => {
  const text = card(...edits);
  return `${text.slice(0, text.indexOf("\n  - voucher.spend: { programme: card, merchant: { allowed"))}\n`;
};

const monthly = "monthly: { value: 100_000,";
const extra = (term: string): Edit => [monthly, `${term}\n    ${monthly}`];
const home = extra("home: { value: true, source: ours, checked: no }");
const raised: Edit = ["band: general, amount: 150_000", "band: general, amount: 170_000"];

/** Payments as day and second of the day, won, and the reasons of both files. */
const paid = ({ payments }: Difference) =>
  payments.map(({ at, amount, before, after }) => {
    const korea = new Date((at + 9 * 3_600) * 1_000).toISOString().slice(5, 19);
    return [korea, amount, before, after];
  });

const nothing = { refunded: 0n, rebated: 0n, clawedBack: 0n };

const moneyOf = ({ programmes }: Difference) =>
  programmes.map(({ name, money }) => [name, money.before, money.after]);

describe("what a change of terms changes", () => {
  const [writeOld, writeNew] = [scratch(), scratch()];
  const compare = (old: string, next: string) =>
    differenceOf(readScenario(writeOld(old)), readScenario(writeNew(next)));
  const change = (...edits: readonly Edit[]) => compare(named(), named(...edits));

  it("is nothing where nothing was changed, drawn payments too", async () => {
    expect(isSame(await compare(card(), card()))).to.equal(true);
  });

  it("is nothing where only sources were", async () => {
    expect(isSame(await change(["checked: yes", "checked: no"]))).to.equal(true);
  });

  it("knows payments that state a purpose: an official's last 288,000 of the month, of the pilot's card", async () => {
    const text = readFileSync(scenarioFile("expense-card-sejong-2026"), "utf8");
    const lowered = edited(text, "monthly: { value: 600_000", "monthly: { value: 599_999");

    const difference = await compare(text, lowered);

    const reason = "VoucherMonthlyLimitExceeded";
    // So the ride that was signed for when the month was used up is within it: 12,000 + 300,000 + 9,000.
    expect(paid(difference)).to.deep.equal([
      ["10-13T11:00:00", 288_000n, undefined, reason],
      ["10-15T15:30:00", 9_000n, reason, undefined],
    ]);
    expect(difference.unrehearsed).to.deep.equal([]);
  });

  it("lists signed payments that are newly refused, at the time at which they are sent", async () => {
    const text = readFileSync(scenarioFile("expense-card-sejong-2026"), "utf8");
    const difference = await compare(text, edited(text, "[5813, 5944]", "[5813, 5944, 4121]"));

    const reason = "CategoryNotAllowed";
    const limit = "VoucherMonthlyLimitExceeded";
    expect(paid(difference)).to.deep.equal([
      ["10-15T15:30:00", 12_000n, undefined, reason],
      ["10-15T15:30:00", 15_000n, undefined, reason],
      ["10-15T15:30:00", 9_000n, limit, reason],
      ["10-15T15:30:00", 8_000n, undefined, reason],
      // Sent again, and with another, all or none: what was not settled before has a number that is still free.
      ["10-15T15:30:00", 12_000n, "PaymentIdUsed", reason],
      ["10-15T15:30:00", 10_000n, "SettlementRefused", reason],
      ["10-15T15:30:00", 15_000n, "PaymentIdUsed", "SettlementRefused"],
      ["10-16T09:00:00", 10_000n, undefined, reason],
      ["10-16T10:00:00", 30_000n, "AccountInRecovery", reason],
      ["10-23T10:00:00", 30_000n, "ConsentMissing", reason],
      ["10-23T10:00:00", 7_000n, undefined, reason],
    ]);
    const [{ after } = { after: undefined }] = difference.sums;
    // Without 52,000 for rides.
    expect([after?.spent, after?.unspent]).to.deep.equal([1_604_000n, 39_931_000n]);
  });

  it("claws nothing back where less is left than was to be held", async () => {
    const card = "{ programme: card, holder: citizen-001";
    const steps = `  - voucher.open-clawback: ${card}, amount: 30_000, case: case-1 }
  - voucher.object-to-clawback: { programme: card, by: citizen-001 }
  - voucher.decide-clawback: ${card}, upheld: no }
  - voucher.claw-back: ${card} }
`;
    const lower: Edit = ["band: general, amount: 150_000", "band: general, amount: 120_000"];
    const { sums } = await compare(named() + steps, named(lower) + steps);

    // 150,000 less 100,000 leave 50,000, and 120,000 less 100,000 leave 20,000; three citizens are of this band.
    expect(sums).to.deep.equal([
      {
        name: "card",
        before: {
          ...nothing,
          ...{ granted: 650_000n, spent: 100_000n, clawedBack: 30_000n, unspent: 520_000n },
        },
        after: { ...nothing, granted: 560_000n, spent: 100_000n, unspent: 460_000n },
      },
    ]);
  });

  describe("given hours that end at 17:00", () => {
    it("refuses what was paid at 17:59:59, and leaves so much more of the month", async () => {
      const difference = await change(['to: "18:00"', 'to: "17:00"']);

      // 50,000 + 40,000 = 90,000 of 100,000 are spent by 7 May, so that 1 won more is paid then.
      expect(paid(difference)).to.deep.equal([
        ["05-04T17:59:59", 10_001n, "VoucherDailyLimitExceeded", "OutsideHours"],
        ["05-04T17:59:59", 10_000n, undefined, "OutsideHours"],
        ["05-07T12:00:00", 1n, "VoucherMonthlyLimitExceeded", undefined],
      ]);
      // 3 × 150,000 + 200,000 are granted.
      expect(moneyOf(difference)).to.deep.equal([
        [
          "card",
          { ...nothing, granted: 650_000n, spent: 100_000n, unspent: 550_000n },
          { ...nothing, granted: 650_000n, spent: 90_001n, unspent: 559_999n },
        ],
      ]);
      const [{ terms, refused, allowed, districts } = none] = difference.programmes;
      expect(terms.map(({ term, before, after }) => [term, before.en, after.en])).to.deep.equal([
        [
          "hours",
          "Payments are made from 09:00 until before 18:00 KST.",
          "Payments are made from 09:00 until before 17:00 KST.",
        ],
      ]);
      expect([refused, allowed, districts]).to.deep.equal([[], [], []]);
    });
  });

  describe("given holidays on which payments are made", () => {
    it("accepts the one of Children's Day, so that the next is above the month's limit", async () => {
      const difference = await change(["holidays: { value: closed", "holidays: { value: open"]);

      // 60,000 + 1,000 + 40,000 = 101,000; without the 40,000 there is room for 1 won.
      expect(paid(difference)).to.deep.equal([
        ["05-05T12:00:00", 1_000n, "HolidayNotAllowed", undefined],
        ["05-06T12:00:00", 40_000n, undefined, "VoucherMonthlyLimitExceeded"],
        ["05-07T12:00:00", 1n, "VoucherMonthlyLimitExceeded", undefined],
      ]);
    });
  });

  describe("given weekdays with Saturday", () => {
    it("judges Saturday's payment by the month", async () => {
      const difference = await change(["thu, fri]", "thu, fri, sat]"]);
      expect(paid(difference)).to.deep.equal([
        ["05-09T12:00:00", 1n, "WeekdayNotAllowed", "VoucherMonthlyLimitExceeded"],
      ]);
    });
  });

  describe("given an earlier expiry", () => {
    it("tells when it lapses, and refuses what comes later", async () => {
      const difference = await change(["value: 2026-06-01T", "value: 2026-05-06T"]);
      expect(paid(difference)).to.deep.equal([
        ["05-06T12:00:00", 40_000n, undefined, "VoucherExpired"],
        ["05-07T12:00:00", 1n, "VoucherMonthlyLimitExceeded", "VoucherExpired"],
        ["05-09T12:00:00", 1n, "WeekdayNotAllowed", "VoucherExpired"],
      ]);
      // 26 days.
      const [{ expires } = none] = difference.programmes;
      expect((expires?.before ?? 0) - (expires?.after ?? 0)).to.equal(2_246_400);
    });
  });

  describe("given the home district", () => {
    it("refuses two shops to holders from Boeun and one to those from Seoul", async () => {
      const [{ refused, allowed, districts } = none] = (await change(home)).programmes;
      const shown = refused.map(({ merchant, homes, reason }) => [merchant, homes, reason]);
      expect(shown).to.deep.equal([
        ["mapo-bookshop", [43720], "NotHomeRegion"],
        ["mapo-restaurant", [43720], "NotHomeRegion"],
        ["boeun-restaurant", [11000], "NotHomeRegion"],
      ]);
      expect(allowed).to.deep.equal([]);
      expect(
        districts.map(({ home: code, before, after, gained, lost }) => [
          code,
          before,
          after,
          gained,
          lost,
        ]),
      ).to.deep.equal([
        [11000, 3, 2, 0, 1],
        [43720, 3, 1, 0, 2],
      ]);
    });

    it("allows them again where the files are given the other way round", async () => {
      const difference = await compare(named(home), named());
      const [{ refused, allowed } = none] = difference.programmes;
      expect(refused).to.deep.equal([]);
      expect(allowed.map(({ merchant }) => merchant)).to.deep.equal([
        "mapo-bookshop",
        "mapo-restaurant",
        "boeun-restaurant",
      ]);
    });
  });

  describe("given lower sales", () => {
    it("refuses the large restaurant to everybody, with its category, district and band", async () => {
      const sales = extra("sales: { value: 500M, source: ours, checked: no }");
      const difference = await change(sales);
      const [{ refused } = none] = difference.programmes;
      expect(refused).to.deep.equal([
        {
          merchant: "mapo-restaurant",
          category: { en: "5812 Eating places and restaurants", ko: "5812 음식점" },
          district: "11440 서울특별시 마포구",
          band: { en: "up to ₩3,000,000,000", ko: "30억원 이하" },
          homes: "all",
          reason: "SalesBandExceeded",
        },
      ]);
      expect(paid(difference)).to.deep.equal([
        ["05-04T17:59:59", 10_000n, undefined, "SalesBandExceeded"],
        ["05-07T12:00:00", 1n, "VoucherMonthlyLimitExceeded", undefined],
      ]);
    });
  });

  describe("given lower sales beside the home district", () => {
    it("tells nothing of whom both files refuse", async () => {
      const sales = extra("sales: { value: 500M, source: ours, checked: no }");
      const difference = await compare(named(home), named(home, sales));
      const [{ refused, districts } = none] = difference.programmes;
      // The large restaurant was refused to holders from Boeun before.
      expect(refused.map(({ merchant, homes }) => [merchant, homes])).to.deep.equal([
        ["mapo-restaurant", [11000]],
      ]);
      expect(districts.map(({ home: code, lost }) => [code, lost])).to.deep.equal([[11000, 1]]);
    });
  });

  describe("given other amounts", () => {
    it("adds up each row and the table over the cast", async () => {
      const difference = await change(raised);
      expect(difference.amounts).to.deep.equal([
        {
          table: "allowance",
          rows: [
            {
              band: "general",
              area: undefined,
              before: 150_000n,
              after: 170_000n,
              // Three citizens.
              totalBefore: 450_000n,
              totalAfter: 510_000n,
            },
          ],
          totalBefore: 650_000n,
          totalAfter: 710_000n,
        },
      ]);
      expect(difference.programmes[0]?.money.after.granted).to.equal(710_000n);
    });

    it("grants nothing to the district whose batch is above what the budget has left", async () => {
      // 1,000,000 in all. The batch of home 11000, granted first, has two of the citizens, that of 43720 the other two: 4 × 300,000.
      const difference = await change(
        [raised[0], "band: general, amount: 300_000"],
        ["band: basic, amount: 200_000", "band: basic, amount: 300_000"],
      );
      expect(difference.programmes[0]?.money.after.granted).to.equal(600_000n);
    });

    it("tells rows and tables that only one file has", async () => {
      const difference = await change([
        "- { band: basic, amount: 200_000, source: ours, checked: no }",
        "- { area: depopulating, amount: 30_000, source: ours, checked: no }\n  winter:\n    - { amount: 1_000, source: ours, checked: no }",
      ]);
      // Two citizens live in Boeun; the winter's table fits all four.
      const rows = difference.amounts.flatMap(({ table, rows: own }) =>
        own.map(({ band, area, before, after, totalBefore, totalAfter }) => [
          table,
          band ?? area,
          before,
          after,
          totalBefore,
          totalAfter,
        ]),
      );
      expect(rows).to.deep.equal([
        ["allowance", "basic", 200_000n, undefined, 200_000n, 0n],
        ["allowance", "depopulating", undefined, 30_000n, 0n, 60_000n],
        ["winter", undefined, undefined, 1_000n, 0n, 4_000n],
      ]);
    });
  });

  describe("given a programme that only one file has", () => {
    it("says so, and allows or refuses its merchants whole", async () => {
      const spare =
        "  spare:\n    expires: { value: 2026-06-01T00:00:00+09:00, source: ours, checked: no }\n";
      const difference = await change(["amounts:\n", `${spare}amounts:\n`]);
      const [{ name, only, allowed } = none] = difference.programmes;
      expect([name, only, allowed.length]).to.deep.equal(["spare", "after", 3]);
      expect(difference.payments).to.deep.equal([]);
    });
  });

  describe("given another cast and other steps", () => {
    it("names them, compares members by name and judges the first file's payments", async () => {
      const difference = await change(
        [
          "mapo-restaurant, mcc: 5812, region: 11440, sales: 3B",
          "mapo-diner, mcc: 5812, region: 11440, sales: 3B",
        ],
        ["merchant: mapo-restaurant, amount: 10000", "merchant: mapo-diner, amount: 10000"],
      );
      expect(difference.others).to.deep.equal(["cast", "steps"]);
      const [{ refused, allowed } = none] = difference.programmes;
      expect(refused.map(({ merchant, reason }) => [merchant, reason])).to.deep.equal([
        ["mapo-restaurant", "not in this file"],
      ]);
      expect(allowed.map(({ merchant }) => merchant)).to.deep.equal(["mapo-diner"]);
      expect(paid(difference)[0]).to.deep.equal([
        "05-04T17:59:59",
        10_000n,
        undefined,
        "not in this file",
      ]);
    });
  });
});

/** For a list that turns out to be empty: the assertion that follows says so. */
const none = {
  name: "",
  only: undefined,
  terms: [],
  expires: undefined,
  refused: [],
  allowed: [],
  districts: [],
};

describe("sandbox diff", () => {
  const [writeOld, writeNew] = [scratch(), scratch()];
  const run = (language: string, args: { before?: string; after?: string; json?: boolean }) =>
    heard(language, () => hre.tasks.getTask(["sandbox", "diff"]).run(args));
  const files = (...edits: readonly Edit[]) => ({
    before: writeOld(named()),
    after: writeNew(named(...edits)),
  });

  it("prints aligned tables of what differs, and ends well", async () => {
    const { before, after } = files(home, raised, ['to: "18:00"', 'to: "17:00"']);
    const { out, error, exitCode } = await run("en", { before, after });
    const [first, second, third] = [10_001, 10_000, 1].map((amount) =>
      lineOf(named(), `amount: ${amount}, by`),
    );
    const lines = [
      `${before} → ${after}`,
      "",
      "Programme card",
      "  home district",
      "    before: The holder's home district does not matter.",
      "    after: It is paid only to merchants in the holder's home district: a metropolitan city, or a",
      "      city or county.",
      "  hours",
      "    before: Payments are made from 09:00 until before 18:00 KST.",
      "    after: Payments are made from 09:00 until before 17:00 KST.",
      "  newly refused",
      "    merchant          category                            district               sales                 holders of  reason",
      "    mapo-bookshop     5942 Bookshops                      11440 서울특별시 마포구  up to ₩300,000,000    43720       NotHomeRegion",
      "    mapo-restaurant   5812 Eating places and restaurants  11440 서울특별시 마포구  up to ₩3,000,000,000  43720       NotHomeRegion",
      "    boeun-restaurant  5812 Eating places and restaurants  43720 충청북도 보은군    up to ₩500,000,000    11000       NotHomeRegion",
      "  merchants by the holder's home district",
      "    home district          before  after  gained  lost",
      "    11000 서울특별시            3      2            -1",
      "    43720 충청북도 보은군       3      1            -2",
      "  what the steps come to",
      "                         before     after",
      "    granted            ₩650,000  ₩710,000",
      "    spent              ₩100,000   ₩90,001",
      "    unspent at expiry  ₩550,000  ₩619,999",
      "",
      "Amounts allowance",
      "  band          area    before     after  total before  total after",
      "  general       any   ₩150,000  ₩170,000      ₩450,000     ₩510,000",
      "  all citizens                                ₩650,000     ₩710,000",
      "",
      "Payments now refused: 1 payment, ₩10,000",
      "  line  KST                  programme  holder       merchant             won  reason",
      `  ${String(second).padStart(4)}  2026-05-04 17:59:59  card       citizen-001  mapo-restaurant  ₩10,000  OutsideHours`,
      "Payments now accepted: 1 payment, ₩1",
      "  line  KST                  programme  holder       merchant       won  reason",
      `  ${String(third).padStart(4)}  2026-05-07 12:00:00  card       citizen-001  mapo-bookshop   ₩1  VoucherMonthlyLimitExceeded`,
      "Payments refused for another reason: 1 payment, ₩10,001",
      "  line  KST                  programme  holder       merchant           won  reason",
      `  ${String(first).padStart(4)}  2026-05-04 17:59:59  card       citizen-001  mapo-bookshop  ₩10,001  VoucherDailyLimitExceeded → OutsideHours`,
      "",
    ];
    const squeezed = (text: string) => text.replace(/(?<=\S) {2,}/g, "  ");
    expect(out.split("\n").map(squeezed)).to.deep.equal(lines.map(squeezed));
    expect([error, exitCode]).to.deep.equal(["", undefined]);
  });

  it("prints Korean", async () => {
    const { out } = await run("ko", files(["value: 2026-06-01T", "value: 2026-05-06T"]));
    expect(out).to.contain("사업 card\n  사용기한\n");
    expect(out).to.contain(
      "  26일 일찍 소멸: 2026년 6월 1일 00:00(한국시간) → 2026년 5월 6일 00:00",
    );
    expect(out).to.contain("새로 거절되는 결제: 1건, ₩40,000");
  });

  it("says that nothing differs, and ends well", async () => {
    for (const [language, says] of [
      ["en", "nothing differs"],
      ["ko", "다른 점이 없습니다"],
    ] as const) {
      const { before, after } = files();
      const { out, exitCode } = await run(language, { before, after });
      expect(out).to.equal(`${before} → ${after}\n${says}\n`);
      expect(exitCode).to.equal(undefined);
    }
  });

  it("says what it leaves out", async () => {
    const moved = "  - voucher.dismiss-proxy: { programme: card, holder: citizen-001 }\n";
    const before = writeOld(named() + moved);
    const { out } = await run("en", { before, after: before });
    expect(out).to.equal(
      `${before} → ${before}\nnothing differs\nNot known without a chain, and left out of the payments: voucher.dismiss-proxy.\n`,
    );
  });

  it("counts the payments beyond the first twenty", async () => {
    const before = writeOld(card());
    // The 3 × 60,000 won of 11 May, in six payments.
    const after = writeNew(card(["value: 2026-06-01T", "value: 2026-05-11T"]));
    const { out } = await run("en", { before, after });
    expect(out).to.contain("Payments now refused: 6 payments, ₩180,000");
    expect(out).not.to.contain("more; see all");

    // Of the 300 draws of August none is left where a payment is at most 3,999 won: each draws at least 4,000.
    const limit = "limit: { value: 3_999, source: ours, checked: no }\n    sales:\n      value: 3B";
    const text = edited(couponText(), "sales:\n      value: 3B", limit);
    const many = { before: "livelihood-coupon-2025", after: writeNew(text) };
    expect((await run("en", many)).out).to.match(
      /Payments now refused: \d+ payments, [^\n]+\n(.+\n){21} {2}… and \d+ more; see all with --json\n/,
    );
  });

  it("prints JSON with amounts as digits", async () => {
    const { out, exitCode } = await run("en", { ...files(raised), json: true });
    const { amounts, payments } = JSON.parse(out) as Record<string, unknown[]>;
    expect(payments).to.deep.equal([]);
    expect(amounts?.[0]).to.include({ totalBefore: "650000", totalAfter: "710000" });
    expect(exitCode).to.equal(undefined);
  });

  it("tells in one line what it cannot read, and fails", async () => {
    const { before } = files();
    const bad = writeNew(named(["daily: { value: 60_000", "dayly: { value: 60_000"]));
    const line = lineOf(named(), "daily:");
    const unknown = await run("en", { before, after: bad });
    expect(unknown.error).to.match(
      new RegExp(
        `^error: ${bad}:${line}:terms\\.card\\.dayly: unknown field; there are [^\\n]+\\n$`,
      ),
    );
    expect(unknown.exitCode).to.equal(1);
    const missing = await run("en", { before, after: "nowhere.yaml" });
    expect(missing.error).to.match(/^error: nowhere\.yaml: no such scenario or file; [^\n]+\n$/);
    const one = await run("en", { before });
    expect(one.error).to.equal("error: name two scenarios or files: sandbox diff BEFORE AFTER\n");
  });
});
