import { expect } from "chai";
import hre from "hardhat";
import { termsWords } from "../../../scripts/lib/terms-words.ts";
import { width } from "../../../scripts/lib/text.ts";
import { readScenario } from "../../../scripts/sandbox/play.ts";
import { scenarioSchema } from "../../../scripts/sandbox/schema.ts";
import { statementsOf, TERMS } from "../../../scripts/sandbox/wording.ts";
import { heard } from "../../helpers/printed.ts";
import { card, undrawn } from "./card.ts";
import { lineOf, scratch } from "./edits.ts";

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
