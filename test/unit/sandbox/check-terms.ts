import { expect } from "chai";
import hre, { network } from "hardhat";
import { termsWords } from "../../../scripts/lib/terms-words.ts";
import { width } from "../../../scripts/lib/text.ts";
import { play, readScenario } from "../../../scripts/sandbox/play.ts";
import { scenarioSchema } from "../../../scripts/sandbox/schema.ts";
import { slipsIn } from "../../../scripts/sandbox/slips.ts";
import { statementsOf, TERMS } from "../../../scripts/sandbox/wording.ts";
import { heard } from "../../helpers/printed.ts";
import { card } from "./card.ts";
import { edited, lineOf, scratch } from "./edits.ts";

/** Every term at once, in the place of the card's. */
const everyTerm = `card:
    expires: { value: 2026-06-01T00:00:00+09:00, source: an order, checked: yes }
    limit: { value: 50_000, source: ours, checked: yes }
    daily: { value: 60_000, source: ours, checked: yes }
    monthly: { value: 1_000_000, source: ours, checked: yes }
    total: { value: "12,000,000", source: ours, checked: yes }
    categories: { value: { only: [5812, 5942] }, source: ours, checked: yes }
    sales: { value: 1B, source: ours, checked: yes }
    home: { value: true, source: ours, checked: yes }
    districts: { value: [11440, 43720], source: ours, checked: yes }
    merchants: { value: [mapo-bookshop, boeun-restaurant], source: ours, checked: yes }
    hours: { value: { from: "09:00", to: "18:00" }, source: ours, checked: yes }
    weekdays: { value: [fri, mon], source: ours, checked: yes }
    holidays: { value: closed, source: ours, checked: no }
    evidence: { value: true, source: ours, checked: no }
    purpose: { value: true, source: ours, checked: no }
    consent: { value: "We keep your payments for five years.", source: ours, checked: no }
    rebate: { value: 12.5%, source: ours, checked: no }
  spare:`;

const said: readonly (readonly [term: string, en: string, ko: string])[] = [
  [
    "expires",
    "The last day is 2026-05-31; from 2026-06-01 00:00 KST on nothing can be spent.",
    "사용기한은 2026-05-31까지이며, 2026년 6월 1일 00:00(한국시간)부터는 사용할 수 없습니다.",
  ],
  ["limit", "A payment is at most ₩50,000.", "1회 결제는 ₩50,000 이하입니다."],
  [
    "daily",
    "A holder spends at most ₩60,000 a day, from midnight to midnight KST.",
    "1인당 하루(한국시간 0시 기준) ₩60,000까지 결제할 수 있습니다.",
  ],
  [
    "monthly",
    "A holder spends at most ₩1,000,000 in a calendar month, KST.",
    "1인당 매월(한국시간 1일부터 말일까지) ₩1,000,000까지 결제할 수 있습니다.",
  ],
  [
    "total",
    "A holder spends at most ₩12,000,000 in all.",
    "1인당 모두 합하여 ₩12,000,000까지 결제할 수 있습니다.",
  ],
  [
    "categories",
    "It pays only for: 5812 Eating places and restaurants; 5942 Bookshops.",
    "사용할 수 있는 업종은 다음과 같습니다: 5812 음식점; 5942 서점.",
  ],
  [
    "sales",
    "It is paid to merchants with yearly sales of up to ₩1,000,000,000.",
    "연 매출 10억원 이하 가맹점에서 사용할 수 있습니다.",
  ],
  [
    "home",
    "It is paid only to merchants in the holder's home district: a metropolitan city, or a city or county.",
    "주소지(특별시ㆍ광역시 또는 시ㆍ군)의 가맹점에서만 사용할 수 있습니다.",
  ],
  [
    "districts",
    "It is paid only to merchants in: 11440 서울특별시 마포구; 43720 충청북도 보은군.",
    "다음 지역의 가맹점에서만 사용할 수 있습니다: 11440 서울특별시 마포구; 43720 충청북도 보은군.",
  ],
  [
    "merchants",
    "It is paid only to these merchants: mapo-bookshop; boeun-restaurant.",
    "다음 가맹점에서만 사용할 수 있습니다: mapo-bookshop; boeun-restaurant.",
  ],
  [
    "hours",
    "Payments are made from 09:00 until before 18:00 KST.",
    "한국시간 09:00부터 18:00 전까지 결제할 수 있습니다.",
  ],
  [
    "weekdays",
    "Payments are made on Monday, Friday.",
    "결제할 수 있는 요일은 다음과 같습니다: 월요일, 금요일.",
  ],
  ["holidays", "No payments are made on public holidays.", "공휴일에는 결제할 수 없습니다."],
  [
    "evidence",
    "A holder spends only once an attestor has attested the holder's evidence.",
    "증빙이 확인된 뒤에 결제할 수 있습니다.",
  ],
  [
    "purpose",
    "Every payment states its purpose; a hash of it goes on chain.",
    "결제할 때마다 사용 목적을 밝혀야 하며, 체인에는 해시만 기록됩니다.",
  ],
  [
    "consent",
    "A holder spends only once it has consented to this notice: “We keep your payments for five years.”.",
    "다음 안내문에 동의한 뒤에 결제할 수 있습니다: “We keep your payments for five years.”.",
  ],
  [
    "rebate",
    "Vouchers pay nothing; 12.5% of what a holder buys with own money is given back at once.",
    "바우처로 결제하지 않고, 본인 돈으로 구매한 금액의 12.5%를 즉시 돌려줍니다.",
  ],
  [
    "rest",
    "What is not granted or not spent at expiry returns to the funding account.",
    "지급되지 않았거나 기한까지 사용되지 않은 금액은 재원 계좌로 돌아갑니다.",
  ],
];

describe("the table of sentences about terms", () => {
  const known = Object.keys(scenarioSchema.properties.terms.additionalProperties.properties);

  it("has a sentence, a name and a sentence of absence for every term of the schema, and no other", () => {
    expect(TERMS.toSorted()).to.deep.equal(known.toSorted());
    for (const term of known) {
      const forms = [...termsWords.keys()].filter((key) => key.split(".")[0] === term);
      expect(forms, `${term} has no sentence`).to.satisfy((keys: string[]) =>
        keys.some((key) => [term, `${term}.only`].includes(key)),
      );
      if (term !== "expires") expect(forms, `${term} left out`).to.include(`${term}.off`);
    }
  });

  it("says everything in both languages", () => {
    for (const [key, { en, ko }] of termsWords) {
      expect(en, key).not.to.match(/^$|\p{Script=Hangul}/u);
      expect(ko, key).to.match(/\p{Script=Hangul}/u);
      const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted();
      expect(placeholders(ko), key).to.deep.equal(placeholders(en));
    }
  });
});

describe("a programme's terms in sentences", () => {
  const write = scratch();

  it("say every term with its figures, in both languages", () => {
    const text = card(["card:\n    expires", `${everyTerm}\n    expires`]);
    const scenario = readScenario(write(text));
    const written = scenario.terms["card"];
    if (written === undefined) throw new Error("no terms");
    const statements = statementsOf(scenario, written);
    expect(statements.map(({ term, en, ko }) => [term, en, ko])).to.deep.equal(said);
    expect(statements[0]).to.include({ source: "an order", checked: "yes" });
  });
});

interface Case {
  readonly what: string;
  readonly edit: readonly [find: string, replace: string];
  /** The line's text, and what follows `file:line`. */
  readonly at: string;
  readonly field: string;
  readonly key: string;
  readonly en: string;
}

const monthly = "monthly: { value: 100_000,";
const extra = (term: string) => [monthly, `${term}\n    ${monthly}`] as const;

const cases: readonly Case[] = [
  {
    what: "a daily limit above the monthly",
    edit: ["daily: { value: 60_000", "daily: { value: 100_001"],
    at: "daily:",
    field: "daily.value",
    key: "refused.limit-above",
    en: "The limit a day, ₩100,001, is above the limit a month, ₩100,000, and could never be reached.",
  },
  {
    what: "a limit above what a word holds",
    // 2^40 - 1 = 1,099,511,627,775 stands for no limit.
    edit: extra("total: { value: 1_099_511_627_775, source: ours, checked: no }"),
    at: "total:",
    field: "total.value",
    key: "refused.limit-large",
    en: "The limit ₩1,099,511,627,775 is more than the contract can hold; at most ₩1,099,511,627,774.",
  },
  {
    what: "an expiry at the opening",
    edit: ["value: 2026-06-01T00:00:00", "value: 2026-05-04T08:00:00"],
    at: "expires:",
    field: "expires.value",
    key: "refused.expiry-past",
    en: "The expiry, 2026-05-04 08:00 KST, is not after the opening, 2026-05-04 08:00 KST.",
  },
  {
    what: "an expiry a second beyond 3,650 days",
    // Ten years later less two days: 2028 and 2032 have leap days, 2036 has one more on 29 February: three in all.
    edit: ["value: 2026-06-01T00:00:00", "value: 2036-05-01T08:00:01"],
    at: "expires:",
    field: "expires.value",
    key: "refused.expiry-far",
    en: "The expiry, 2036-05-01 08:00:01 KST, is more than 3,650 days after the opening, 2026-05-04 08:00 KST.",
  },
  {
    what: "hours that close before they open",
    edit: ['from: "09:00", to: "18:00"', 'from: "18:00", to: "09:00"'],
    at: "hours:",
    field: "hours.value",
    key: "refused.hours",
    en: "Hours open before they close: 18:00 is not before 09:00.",
  },
  {
    what: "a list of 257 merchants",
    edit: extra(
      `merchants: { value: [${Array<string>(257).fill("mapo-bookshop").join(", ")}], source: ours, checked: no }`,
    ),
    at: "merchants: { value",
    field: "merchants.value",
    key: "refused.list-length",
    en: "The list has 257 entries; at most 256 are possible.",
  },
  {
    what: "hours without weekdays",
    edit: ["    weekdays: { value: [mon, tue, wed, thu, fri], source: ours, checked: yes }\n", ""],
    at: "hours:",
    field: "hours.value",
    key: "warned.hours-every-day",
    en: "Hours are set but no weekdays: payments are made on Saturdays and Sundays too.",
  },
  {
    what: "a holiday rule beyond the years of the list",
    edit: ["value: 2026-06-01T00:00:00", "value: 2028-01-01T00:00:01"],
    at: "holidays:",
    field: "holidays.value",
    key: "warned.holidays-beyond",
    en: "Holidays are listed until 2027, the expiry is in 2028: later holidays must be announced or payments go through.",
  },
  {
    what: "a term that is written down and off",
    edit: extra("evidence: { value: false, source: ours, checked: no }"),
    at: "evidence:",
    field: "evidence.value",
    key: "warned.written-off",
    en: "It is written down but has no effect.",
  },
  {
    what: "a category that stands twice",
    edit: extra("categories: { value: { only: [5942, 5942] }, source: ours, checked: no }"),
    at: "categories: { value",
    field: "categories.value",
    key: "warned.twice",
    en: "5942 Bookshops stands twice in the list.",
  },
  {
    what: "categories of no merchant",
    edit: extra("categories: { value: { only: [7995] }, source: ours, checked: no }"),
    at: "categories: { value",
    field: "categories.value",
    key: "warned.no-merchant",
    en: "This term by itself allows no merchant of the cast.",
  },
  {
    what: "a whole province as a district",
    edit: extra("districts: { value: [11000, 11440], source: ours, checked: no }"),
    at: "districts: { value",
    field: "districts.value",
    key: "warned.whole-province",
    en: "A listed district is one district: 11000 서울특별시 does not cover the districts within it.",
  },
  {
    what: "a named merchant that is a citizen",
    edit: extra("merchants: { value: [citizen-001, mapo-bookshop], source: ours, checked: no }"),
    at: "merchants: { value",
    field: "merchants.value",
    key: "warned.no-such-merchant",
    en: "No merchant of the cast is called citizen-001.",
  },
  {
    what: "a named merchant that is too large",
    edit: extra(
      "sales: { value: 300M, source: ours, checked: no }\n    merchants: { value: [mapo-bookshop, mapo-restaurant], source: ours, checked: no }",
    ),
    at: "merchants: { value",
    field: "merchants.value",
    key: "warned.named-refused",
    en: "mapo-restaurant is named, but the other terms allow it to no holder.",
  },
  {
    what: "a home district without a merchant",
    // Only the bookshop in Mapo sells so little: holders from Boeun have nowhere to go.
    edit: extra(
      "home: { value: true, source: ours, checked: no }\n    sales: { value: 300M, source: ours, checked: no }",
    ),
    at: "card:",
    field: "",
    key: "warned.homes",
    en: "Holders of these home districts have no merchant: 43720 충청북도 보은군.",
  },
];

/** The card with steps that draw nothing, so that terms which allow nobody a merchant can be read. */
const undrawn = (...edits: readonly (readonly [string, string])[]): string => {
  const text = card(...edits);
  return text.slice(0, text.indexOf("\n  - voucher.spend"));
};

describe("what cannot be in terms, or looks like a slip", () => {
  const write = scratch();

  it("is nothing in the card's", () => {
    expect(slipsIn(readScenario(write(undrawn())), "card")).to.deep.equal([]);
  });

  for (const { what, edit, at, field, key, en } of cases) {
    it(`is told with its place: ${what}`, () => {
      const text = undrawn(edit);
      const file = write(text);
      const where = `${file}:${lineOf(text, at)}:terms.card${field === "" ? "" : `.${field}`}`;
      const found = slipsIn(readScenario(file), "card").find((one) => one.key === key);
      expect(found).to.include({ kind: key.split(".")[0], where, en });
    });
  }

  it("is not told at the edge: limits alike, an expiry a second ahead or 3,650 days, the list's last year", () => {
    for (const edit of [
      ["daily: { value: 60_000", "daily: { value: 100_000"],
      ["value: 2026-06-01T00:00:00", "value: 2026-05-04T08:00:01"],
      ["value: 2026-06-01T00:00:00", "value: 2028-01-01T00:00:00"],
    ] as const) {
      expect(slipsIn(readScenario(write(undrawn(edit))), "card"), edit[1]).to.deep.equal([]);
    }
    const far = undrawn(["value: 2026-06-01T00:00:00", "value: 2036-05-01T08:00:00"]);
    const kinds = slipsIn(readScenario(write(far)), "card").map(({ key }) => key);
    expect(kinds).to.deep.equal(["warned.holidays-beyond"]);
  });

  it("is what the contract refuses, and nothing else, where it is told as refused", async () => {
    const block = / {2}card:\n(?: {4}.*\n)+/.exec(undrawn())?.[0] ?? "";
    const wrong = cases.filter(({ key }) => key.startsWith("refused.")).map(({ edit }) => edit);
    const right: readonly (readonly [string, string])[] = [
      ["daily: { value: 60_000", "daily: { value: 100_000"],
      ["value: 2026-06-01T00:00:00", "value: 2026-05-04T08:00:01"],
      ["value: 2026-06-01T00:00:00", "value: 2036-05-01T08:00:00"],
      extra("total: { value: 1_099_511_627_774, source: ours, checked: no }"),
      ['from: "09:00", to: "18:00"', 'from: "00:00", to: "24:00"'],
    ];
    const terms = [...wrong, ...right].map((edit, n) => ({
      name: `terms-${n}`,
      text: edited(block, ...edit).replace("card:", `terms-${n}:`),
      expectation: n < wrong.length ? "{ refused: InvalidTerms }" : "{ moved: 1_000 }",
    }));
    const opened = terms
      .map(
        ({ name, expectation }) =>
          `\n  - voucher.open: { name: ${name}, terms: ${name}, budget: 1_000 }\n    expect: ${expectation}`,
      )
      .join("");
    const text = edited(undrawn(), block, block + terms.map((one) => one.text).join(""))
      .replace("budget: 1_000_000", "budget: 900_000")
      .concat(opened);
    const scenario = readScenario(write(text));
    const connection = await network.create({ chainType: "l1" });
    await play(connection, scenario, { progress: () => {} });

    const told = terms.map(({ name }) =>
      slipsIn(scenario, name).some(({ kind }) => kind === "refused"),
    );
    expect(told).to.deep.equal(terms.map((_, n) => n < wrong.length));
    expect(wrong).to.have.length(6);
  });

  it("is told of a rebate: nothing to buy, and steps that pay with vouchers", () => {
    const rebate = "rebate: { value: 10%, source: ours, checked: no }";
    const nobody = `${rebate}\n    categories: { value: { only: [7995] }, source: ours, checked: no }`;
    const keys = (text: string) => slipsIn(readScenario(write(text)), "card").map(({ key }) => key);
    expect(keys(undrawn(extra(nobody)))).to.deep.equal([
      "warned.no-merchant",
      "warned.rebate-no-purchase",
    ]);
    // The card's steps pay three times by name, and draw once.
    expect(keys(card(extra(rebate)))).to.deep.equal(Array(4).fill("warned.rebate-spend"));
  });
});

describe("voucher check", () => {
  const write = scratch();
  const run = (language: string, args: { file?: string; json?: boolean }) =>
    heard(language, () => hre.tasks.getTask(["voucher", "check"]).run(args));

  it("prints the terms of a scenario by its name: English first, or Korean", async () => {
    const english = await run("en", { file: "livelihood-coupon-2025" });
    const korean = await run("ko", { file: "livelihood-coupon-2025" });
    const lines = english.out.split("\n");
    const at = lines.indexOf("  sales");
    const [first, second] = [
      "    It is paid to merchants with yearly sales of up to ₩3,000,000,000.",
      "    연 매출 30억원 이하 가맹점에서 사용할 수 있습니다.",
    ];
    expect(lines[0]).to.equal("Terms coupon (livelihood-coupon-2025)");
    expect(lines.slice(at + 1, at + 3)).to.deep.equal([first, second]);
    expect(lines[at + 3]).to.match(/^ {4}source: Gangwon province/);
    const koreanLines = korean.out.split("\n");
    const koreanAt = koreanLines.indexOf("  매출액");
    expect(koreanLines.slice(koreanAt + 1, koreanAt + 3)).to.deep.equal([second, first]);
    for (const line of lines.filter((one) => !one.startsWith("warning")))
      expect(width(line), line).to.be.at.most(100);
    expect(english).to.include({ error: "", exitCode: undefined });
    expect(english.out).to.match(
      /warning: \S+:\d+:terms\.market-day\.merchants\.value: haeundae-bakery is named/,
    );
  });

  it("tells what the contract refuses with file, line and field, and fails", async () => {
    const text = undrawn(["daily: { value: 60_000", "daily: { value: 100_001"]);
    const file = write(text);
    const { error, out, exitCode } = await run("en", { file });
    const where = `${file}:${lineOf(text, "daily:")}:terms.card.daily.value`;
    expect(error).to.equal(
      `error: ${where}: The limit a day, ₩100,001, is above the limit a month, ₩100,000, and could never be reached.\n`,
    );
    expect(out).to.contain("A holder spends at most ₩100,001 a day");
    expect(exitCode).to.equal(1);
  });

  it("prints JSON with values, sources, errors and warnings", async () => {
    const text = undrawn(["daily: { value: 60_000", "daily: { value: 100_001"]);
    const { out, error, exitCode } = await run("en", { file: write(text), json: true });
    const printed = JSON.parse(out) as {
      programmes: { name: string; terms: Record<string, unknown>[] }[];
      errors: { key: string }[];
      warnings: unknown[];
    };
    expect(printed.programmes.map(({ name }) => name)).to.deep.equal(["card"]);
    expect(printed.programmes[0]?.terms[1]).to.deep.equal({
      term: "limit",
      value: "50_000",
      en: "A payment is at most ₩50,000.",
      ko: "1회 결제는 ₩50,000 이하입니다.",
      source: "ours",
      checked: "yes",
    });
    expect(printed.errors.map(({ key }) => key)).to.deep.equal(["refused.limit-above"]);
    expect(printed.warnings).to.deep.equal([]);
    expect([error, exitCode]).to.deep.equal(["", 1]);
  });

  it("tells an unknown file in one line, and fails", async () => {
    const { out, error, exitCode } = await run("en", { file: "nowhere.yaml" });
    expect(error).to.match(/^error: nowhere\.yaml: no such scenario or file; there are [^\n]+\n$/);
    expect([out, exitCode]).to.deep.equal(["", 1]);
  });
});
