import { expect } from "chai";
import hre from "hardhat";
import { readScenario } from "../../../scripts/sandbox/play.ts";
import { slipsOf, unexpectedSlips } from "../../../scripts/sandbox/scenario-slips.ts";
import { heard } from "../../helpers/printed.ts";
import { undrawn } from "./card.ts";
import { lineOf, scratch } from "./edits.ts";

const dailyAbove = ["daily: { value: 60_000", "daily: { value: 100_001"] as const;
const sentence =
  "The limit a day, ₩100,001, is above the limit a month, ₩100,000, and could never be reached.";
const cases = [
  {
    what: "a budget below what is granted: 3 × 150,000 + 200,000",
    edit: ["budget: 1_000_000", "budget: 649_999"],
    at: "- voucher.open:",
    field: "voucher.open.budget",
    en: "The budget of card, ₩649,999, is below what the steps grant from it, ₩650,000.",
    ko: "card 사업의 예산(₩649,999)이 지급하는 금액의 합계(₩650,000)보다 적습니다.",
  },
  {
    what: "a home district in another province",
    edit: ["code: 11440, home: 11000", "code: 11440, home: 26000"],
    at: "code: 11440",
    field: "districts.list.0.home",
    en: "The home district 26000 부산광역시 is in another province than 11440 서울특별시 마포구, whose people have it.",
    ko: "주소지 26000 부산광역시은(는) 11440 서울특별시 마포구와(과) 다른 시ㆍ도에 있습니다.",
  },
] as const;

describe("what looks like a slip in a scenario", () => {
  const write = scratch();

  it("is nothing in the card's, and nothing where the budget is granted to the won", () => {
    expect(slipsOf(readScenario(write(undrawn())))).to.deep.equal([]);
    const exact = undrawn(["budget: 1_000_000", "budget: 650_000"]);
    expect(slipsOf(readScenario(write(exact)))).to.deep.equal([]);
  });

  for (const { what, edit, at, field, en, ko } of cases) {
    it(`is told with its place: ${what}`, () => {
      const text = undrawn(edit);
      const file = write(text);
      const where = `${file}:${lineOf(text, at)}:${field}`;
      const found = slipsOf(readScenario(file)).filter(({ kind, key }) => {
        return kind === "warned" && !key.startsWith("warned.homes");
      });
      expect(found.map((one) => [one.where, one.en, one.ko])).to.deep.include([where, en, ko]);
    });
  }

  it("counts no grant that a step expects to be refused, and each of one that is repeated", () => {
    const grant = (reference: number) =>
      `\n  - voucher.grant: { programme: card, holder: citizen-001, amount: 100_000, reference: ${reference} }`;
    const short = (text: string) =>
      slipsOf(readScenario(write(text))).filter(({ key }) => key === "warned.budget-short");
    const text = undrawn(["budget: 1_000_000", "budget: 750_000"]);
    expect(short(`${text}${grant(5)}`)).to.deep.equal([]);
    expect(short(`${text}${grant(5)}\n    times: 2`)).to.have.length(1);
    expect(
      short(`${text}${grant(5)}${grant(6)}\n    expect: { refused: BudgetExceeded }`),
    ).to.have.length(0);
  });

  it("is expected where every step that opens a programme on the terms expects it to be refused", () => {
    const text = undrawn(dailyAbove);
    const opened = "budget: 1_000_000 }";
    expect(unexpectedSlips(readScenario(write(text)))).to.have.length(1);
    const shown = text
      .slice(0, text.indexOf("\n  - voucher.appoint"))
      .replace(opened, `${opened}\n    expect: { refused: InvalidTerms }`);
    expect(unexpectedSlips(readScenario(write(shown)))).to.deep.equal([]);
    expect(slipsOf(readScenario(write(shown)))).to.have.length(1);
  });

  it("is expected of a named merchant where a step expects it to be refused", () => {
    const scenario = readScenario("scripts/sandbox/scenarios/livelihood-coupon-2025.yaml");
    expect(slipsOf(scenario).map(({ key }) => key)).to.deep.equal(["warned.named-refused"]);
    expect(unexpectedSlips(scenario)).to.deep.equal([]);
  });
});

describe("sandbox check, run and diff", () => {
  const write = scratch();
  const sandbox = (action: string, args: Record<string, unknown>) =>
    heard("en", () => hre.tasks.getTask(["sandbox", action]).run(args));

  it("end with the sentence that voucher check says of terms that no contract takes", async () => {
    const text = undrawn(dailyAbove);
    const file = write(text);
    const line = `error: ${file}:${lineOf(text, "daily:")}:terms.card.daily.value: ${sentence}\n`;
    for (const [action, args] of [
      ["check", { file }],
      ["run", { file }],
      ["diff", { before: file, after: file }],
    ] as const) {
      const { error, out, exitCode } = await sandbox(action, args);
      expect([action, error, out, exitCode]).to.deep.equal([action, line, "", 1]);
    }
  });

  it("tell what looks like a slip, and go on", async () => {
    const text = undrawn([
      "    weekdays: { value: [mon, tue, wed, thu, fri], source: ours, checked: yes }\n",
      "",
    ]);
    const file = write(text);
    const { error, out, exitCode } = await sandbox("check", { file });
    const where = `${file}:${lineOf(text, "hours:")}:terms.card.hours.value`;
    expect(error).to.equal(
      `warning: ${where}: Hours are set but no weekdays: payments are made on Saturdays and Sundays too.\n`,
    );
    expect([out.split("\n").length, exitCode]).to.deep.equal([2, undefined]);
  });

  for (const field of ["limit", "daily", "monthly", "total"]) {
    it(`refuse 0 for ${field}: a limit of nothing is none`, async () => {
      const term = `${field}: { value: 0, source: ours, checked: no }`;
      const text = undrawn(
        field === "total"
          ? ["    monthly:", `    ${term}\n    monthly:`]
          : [new RegExp(`${field}: .*`).exec(undrawn())?.[0] ?? "", term],
      );
      const file = write(text);
      const { error } = await sandbox("check", { file });
      expect(error).to.equal(
        `error: ${file}:${lineOf(text, `${field}: { value: 0`)}:terms.card.${field}.value: a limit of 0 would be none: leave the term out\n`,
      );
    });
  }
});
